//! What is on its way: entries and their states, what waits, the account of a sync.

use chrono::NaiveDate;
use daybook_record::code::Programme;
use daybook_record::kind::TicketState;
use daybook_record::receipt::Outcome;
use daybook_record::scope::Urn;
use daybook_record::{ChangeId, Kind, Moment, Reason, RecordId, SyncId, Unit, Verb};
use serde::{Deserialize, Serialize};

choice! {
    /// How far an entry is on its way.
    SendState {
        /// Only on this device.
        Waiting,
        /// On its way; no receipt yet.
        Sending,
        /// The service has it: there is a receipt.
        Received,
        /// The service has it, and a person at support looks at it.
        InReview,
        /// Support has decided.
        Reviewed,
        /// It came from the service; nothing of ours.
        Held,
    }
}
view! {
    /// One change of this device: what was done, and how far it is.
    EntryRow {
        /// Which change.
        change: ChangeId,
        /// Of which record.
        record: RecordId,
        /// What that is.
        kind: Kind,
        /// What was done.
        verb: Verb,
        /// About whom.
        child: Option<RecordId>,
        /// Her name, given name first.
        child_name: Option<String>,
        /// At which school.
        school: Option<Urn>,
        /// The school's name.
        school_name: Option<String>,
        /// In which area of a campaign.
        area: Option<String>,
        /// The area's name.
        area_name: Option<String>,
        /// The person it is about, or who speaks for the household, by name.
        about: Option<String>,
        /// Which programme, if it is about one.
        programme: Option<Programme>,
        /// The code that says most about it: an outcome, a response, an attendance, a batch number, a form.
        detail: Option<String>,
        /// When it was recorded.
        at: Moment,
        /// How far it is.
        state: SendState,
        /// The service's word.
        receipt: Option<ReceiptRow>,
        /// Where it is with support.
        ticket: Option<TicketRow>,
        /// A removal that can still be undone.
        can_undo: bool,
    }
}
view! {
    /// The service's word, as it is shown.
    ReceiptRow {
        /// To read out.
        code: String,
        /// When the service had it.
        at: Moment,
        /// The number it was given, where something was registered.
        registration: Option<String>,
        /// What became of it.
        outcome: Outcome,
    }
}
view! {
    /// An entry with support.
    TicketRow {
        /// To read out.
        number: String,
        /// Why it is there.
        reason: Reason,
        /// The kind of record.
        about: Kind,
        /// That record.
        record: RecordId,
        /// The fields in question.
        fields: Vec<String>,
        /// When the other value reached the service.
        other_at: Option<Moment>,
        /// Where it stands.
        state: TicketState,
        /// When it was decided.
        decided_at: Option<Moment>,
        /// A word from support.
        note: Option<String>,
        /// True where this device's entry opened it.
        mine: bool,
    }
}
view! {
    /// What waits on this device.
    Unsent {
        /// Changes without a receipt.
        changes: u32,
        /// Children they are about.
        children: u32,
        /// Bytes before packing.
        bytes: u64,
        /// School by school; what belongs to none is counted above only.
        schools: Vec<UnsentSchool>,
        /// Area by area.
        areas: Vec<UnsentArea>,
    }
}
view! {
    /// What waits for one area of a campaign.
    UnsentArea {
        /// Which.
        area: String,
        /// Its name.
        name: String,
        /// Changes.
        changes: u32,
        /// Households they are about.
        households: u32,
    }
}
view! {
    /// What waits for one school.
    UnsentSchool {
        /// Which.
        school: Urn,
        /// Its name.
        name: String,
        /// Changes.
        changes: u32,
        /// Children.
        children: u32,
    }
}
choice! {
    /// How a sync ended. Only `completed` says that the frozen set is empty and every item in it holds a receipt.
    SyncEnd {
        /// It is going on.
        Running,
        /// Everything arrived and everything came down.
        Completed,
        /// The person stopped it.
        Stopped,
        /// The app was closed or the laptop slept in the middle.
        Interrupted,
        /// The link went away.
        LinkLost,
        /// Our service answers with an error.
        ServiceFailing,
        /// Something answered that is not our service.
        NotOurService,
        /// The session is over.
        SignInAgain,
        /// The team has blocked this device.
        DeviceBlocked,
        /// The app is too old.
        AppTooOld,
        /// No room on this device or on the service.
        OutOfSpace,
        /// Both sides counted and came to different sums; it will fetch again.
        CountsDiffer,
    }
}
view! {
    /// The account of one sync. Every number is derived from receipts.
    Account {
        /// Which sync.
        sync: SyncId,
        /// When it began.
        started_at: Moment,
        /// When it ended.
        ended_at: Option<Moment>,
        /// How it ended.
        end: SyncEnd,
        /// Changes in the frozen set.
        total: u32,
        /// Of them, with a receipt.
        received: u32,
        /// Of them, still waiting.
        waiting: u32,
        /// School by school and day by day.
        schools: Vec<SchoolAccount>,
        /// Area by area and day by day.
        areas: Vec<AreaAccount>,
        /// Batches added, with their receipts.
        batches: Vec<EntryRow>,
        /// Earlier vaccination records that were corrected or removed, with their receipts.
        vaccination_changes: Vec<EntryRow>,
        /// What a person at support looks at.
        with_support: Vec<EntryRow>,
        /// Records that came down.
        fetched: u32,
        /// A short reference for support, where it did not complete.
        reference: Option<String>,
    }
}
view! {
    /// One school and day in an account: received entries only.
    SchoolAccount {
        /// Which school.
        school: Urn,
        /// Its name.
        name: String,
        /// Day on which it was recorded.
        date: NaiveDate,
        /// Children with at least one received entry.
        children: u32,
        /// Vaccinations given.
        vaccinated: u32,
        /// Not given.
        not_vaccinated: u32,
        /// Consents.
        consents: u32,
        /// Attendances.
        attendance: u32,
        /// Notes.
        notes: u32,
        /// Child by child.
        entries: Vec<ChildAccount>,
    }
}
view! {
    /// One area of a campaign and a day in an account: received entries only.
    AreaAccount {
        /// Which area.
        area: String,
        /// Its name.
        name: String,
        /// Day on which it was recorded.
        date: NaiveDate,
        /// Households that are new or were changed.
        households: u32,
        /// People that are new or were changed.
        individuals: u32,
        /// Form entries.
        entries: u32,
        /// One by one, with their receipts.
        rows: Vec<EntryRow>,
    }
}
view! {
    /// One child in an account.
    ChildAccount {
        /// Who.
        child: RecordId,
        /// Her name, given name first.
        name: String,
        /// What was received about her.
        entries: Vec<EntryRow>,
    }
}
view! {
    /// A part of a sync, and how it ended last.
    UnitRow {
        /// Which.
        unit: Unit,
        /// When it last went well.
        succeeded_at: Option<Moment>,
        /// When it last failed, if it did since.
        failed_at: Option<Moment>,
        /// How.
        failure: Option<SyncEnd>,
        /// It was asked for, and not tried yet.
        asked: bool,
    }
}
view! {
    /// A sync in the history.
    SyncLine {
        /// Which.
        sync: SyncId,
        /// When it began.
        started_at: Moment,
        /// When it ended.
        ended_at: Option<Moment>,
        /// How.
        end: SyncEnd,
        /// Changes in the frozen set.
        total: u32,
        /// Of them, with a receipt.
        received: u32,
        /// Of them, with support.
        with_support: u32,
        /// Records that came down.
        fetched: u32,
    }
}
