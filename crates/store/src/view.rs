//! Views: what the screens read. Each is derived from stored facts at the moment of asking; none is kept.
//!
//! These are the shapes that cross to the webview. Names of people are in them: they never go into a log or an event.

use chrono::NaiveDate;
use daybook_record::code::{
    ConsentResponse, ConsentRoute, DeliveryMethod, DeliverySite, Gender, PreScreening, Programme, RefusalReason, TriageStatus,
    VaccinationOutcome, VaccineMethod,
};
use daybook_record::kind::{HealthAnswer, TicketState};
use daybook_record::receipt::Outcome;
use daybook_record::scope::Urn;
use daybook_record::standing::Standing;
use daybook_record::{ChangeId, Kind, Moment, Reason, RecordId, SyncId, Verb};
use serde::{Deserialize, Serialize};

macro_rules! view {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    };
}
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
    };
}

view! {
    /// A session by itself: where, when and what for.
    SessionHead {
        /// Which.
        id: RecordId,
        /// Where.
        location: Urn,
        /// The school's name.
        school: String,
        /// The days, earliest first.
        dates: Vec<NaiveDate>,
        /// True where one of them is today.
        today: bool,
        /// What is given there.
        programmes: Vec<Programme>,
        /// True where children are registered first.
        registration_required: bool,
    }
}
view! {
    /// A session in the list, with what its children come to.
    SessionCard {
        /// Which.
        id: RecordId,
        /// Where.
        location: Urn,
        /// The school's name.
        school: String,
        /// The days, earliest first.
        dates: Vec<NaiveDate>,
        /// True where one of them is today.
        today: bool,
        /// What is given there.
        programmes: Vec<Programme>,
        /// True where children are registered first.
        registration_required: bool,
        /// Children of the school who are in a year group of one of the programmes.
        children: u32,
        /// Children with at least one programme ready to be given.
        ready: u32,
        /// Children vaccinated in this session today.
        vaccinated_today: u32,
        /// Children of this school with something unsent.
        unsent: u32,
    }
}
view! {
    /// A session with its filters' values.
    SessionPage {
        /// The session.
        card: SessionCard,
        /// Every child, by family name.
        children: Vec<ChildRow>,
    }
}
view! {
    /// A child in a list.
    ChildRow {
        /// Which.
        id: RecordId,
        /// Given name.
        given_name: String,
        /// Family name.
        family_name: String,
        /// What the child is called.
        preferred_name: Option<String>,
        /// Date of birth.
        date_of_birth: NaiveDate,
        /// Ten digits.
        nhs_number: Option<String>,
        /// 0 is Reception.
        year_group: Option<u8>,
        /// Class.
        registration_group: Option<String>,
        /// School.
        school: Urn,
        /// Where she stands with each programme of the session (or with each that is open to her year).
        standings: Vec<ProgrammeStanding>,
        /// Whether she came today.
        registration: Registration,
        /// Something about her is still to be sent.
        unsent: bool,
        /// Something about her is with support.
        with_support: bool,
    }
}
view! {
    /// Where a child stands with a programme.
    ProgrammeStanding {
        /// Which programme.
        programme: Programme,
        /// Where she stands.
        standing: Standing,
    }
}
choice! {
    /// Registration on the day.
    Registration {
        /// Nobody has said.
        Unknown,
        /// Came.
        Attending,
        /// Did not come.
        NotAttending,
        /// Came, and every programme of the session has an outcome.
        Completed,
    }
}
/// What to look for among the children. Empty finds all.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct ChildQuery {
    /// In this session's school and year groups; none looks through everything on the device.
    pub session: Option<RecordId>,
    /// Names, preferred names or NHS number, with typing errors.
    pub text: String,
    /// Only where the child stands so …
    pub standing: Option<Standing>,
    /// … with this programme (any, if none).
    pub programme: Option<Programme>,
    /// Only this year group.
    pub year_group: Option<u8>,
    /// Only with this registration today.
    pub registration: Option<Registration>,
}
view! {
    /// All about a child.
    ChildPage {
        /// As in the list.
        row: ChildRow,
        /// As registered.
        gender: Option<Gender>,
        /// The number belongs to somebody else: show it struck through.
        nhs_number_invalidated: bool,
        /// The school's name.
        school_name: String,
        /// Address and contacts; none where they are hidden for the child's safety.
        contacts: Option<Contacts>,
        /// True where they are hidden.
        restricted: bool,
        /// The session from which the page was opened.
        session: Option<SessionHead>,
        /// Each programme of the session, or each open to her year.
        programmes: Vec<ProgrammePanel>,
        /// Notes, newest first.
        notes: Vec<NoteRow>,
        /// What this device did about her, newest first, with its state.
        entries: Vec<EntryRow>,
        /// What is or was with support, newest first.
        tickets: Vec<TicketRow>,
    }
}
view! {
    /// Where a child lives and whom to ring.
    Contacts {
        /// Street, town and postcode, as far as known.
        address: Vec<String>,
        /// Parents and carers.
        parents: Vec<ParentRow>,
    }
}
view! {
    /// A parent or carer.
    ParentRow {
        /// Name.
        name: Option<String>,
        /// Mother, father, carer …
        relationship: Option<String>,
        /// To ring.
        phone: Option<String>,
        /// To write to.
        email: Option<String>,
    }
}
view! {
    /// A child and one programme.
    ProgrammePanel {
        /// Which.
        programme: Programme,
        /// Where she stands.
        standing: Standing,
        /// The dose that would be next.
        next_dose: u8,
        /// The most doses the course has.
        most_doses: u8,
        /// Answers about consent, newest first.
        consents: Vec<ConsentRow>,
        /// Nurses' decisions, newest first.
        triage: Vec<TriageRow>,
        /// Doses given or not, newest first.
        vaccinations: Vec<VaccinationRow>,
    }
}
view! {
    /// An answer about consent.
    ConsentRow {
        /// Which record.
        id: RecordId,
        /// The answer.
        response: ConsentResponse,
        /// The way it came.
        route: ConsentRoute,
        /// Who answered.
        given_by: Option<String>,
        /// Mother, father, carer …
        relationship: Option<String>,
        /// Why refused.
        reason_for_refusal: Option<RefusalReason>,
        /// Anything added.
        notes: Option<String>,
        /// When.
        at: Moment,
        /// When it was taken back.
        withdrawn_at: Option<Moment>,
        /// False: parents are not to be told.
        notify_parents: Option<bool>,
        /// About the child's health.
        health_answers: Vec<HealthAnswer>,
        /// How far it is on its way to the service.
        state: SendState,
    }
}
view! {
    /// A nurse's decision.
    TriageRow {
        /// Which record.
        id: RecordId,
        /// The decision.
        status: TriageStatus,
        /// Why.
        notes: Option<String>,
        /// When.
        at: Moment,
        /// By whom.
        recorded_by: Option<String>,
    }
}
view! {
    /// A dose given, or not.
    VaccinationRow {
        /// Which record.
        id: RecordId,
        /// Against what.
        programme: Programme,
        /// On which day.
        date: NaiveDate,
        /// `15:42`, where it is known.
        time: Option<String>,
        /// Name of the place, where it is known.
        place: Option<String>,
        /// How it ended.
        outcome: VaccinationOutcome,
        /// Which product.
        vaccine: Option<RecordId>,
        /// Its brand.
        vaccine_name: Option<String>,
        /// As printed on the box.
        batch_number: Option<String>,
        /// Last day of the batch.
        batch_expiry: Option<NaiveDate>,
        /// Where on the body.
        site: Option<DeliverySite>,
        /// How.
        method: Option<DeliveryMethod>,
        /// Which dose.
        dose_sequence: Option<u8>,
        /// False for half a dose.
        full_dose: Option<bool>,
        /// Under which protocol.
        protocol: Option<String>,
        /// Who confirmed who the child is.
        identity_confirmed_by: Option<String>,
        /// What was confirmed before.
        pre_screening: Vec<PreScreening>,
        /// Anything added.
        notes: Option<String>,
        /// Who did it.
        performer_name: Option<String>,
        /// The session it was recorded in.
        session: Option<RecordId>,
        /// True where it was made with Daybook and may be corrected or removed here.
        ours: bool,
        /// How far it is on its way to the service.
        state: SendState,
    }
}
view! {
    /// A note.
    NoteRow {
        /// Which record.
        id: RecordId,
        /// What it says.
        text: String,
        /// When.
        at: Moment,
        /// By whom.
        recorded_by: Option<String>,
        /// How far it is on its way to the service.
        state: SendState,
    }
}
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
        /// Which programme, if it is about one.
        programme: Option<Programme>,
        /// The code that says most about it: an outcome, a response, an attendance, a batch number.
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
    /// A vaccine that can be given.
    VaccineRow {
        /// Which.
        id: RecordId,
        /// Against what.
        programme: Programme,
        /// As the box says.
        brand: String,
        /// How it comes.
        method: VaccineMethod,
        /// Millilitres.
        dose_ml: f64,
        /// Some families refuse it.
        contains_gelatine: bool,
    }
}
view! {
    /// A batch that can be used today: not archived, not expired; earliest expiry first.
    BatchRow {
        /// Which.
        id: RecordId,
        /// The vaccine.
        vaccine: VaccineRow,
        /// As printed on the box.
        number: String,
        /// The last day it may be used.
        expiry: NaiveDate,
        /// Today's default for this programme and method.
        default_today: bool,
        /// Added on this device and not yet sent.
        unsent: bool,
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
