//! All about one child.

use super::list::{ChildRow, SessionHead};
use super::sync::{EntryRow, SendState, TicketRow};
use chrono::NaiveDate;
use daybook_record::code::{
    ConsentResponse, ConsentRoute, DeliveryMethod, DeliverySite, Gender, PreScreening, Programme, RefusalReason, TriageStatus,
    VaccinationOutcome,
};
use daybook_record::kind::HealthAnswer;
use daybook_record::standing::Standing;
use daybook_record::{Moment, RecordId};
use serde::Serialize;

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
