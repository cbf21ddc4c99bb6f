//! The kinds of thing that sync, one module each, and the one list where they are registered.
//!
//! Adding a kind: a module here with its struct and its rules, and a line in [`Kind`]; the store, the wire and the service
//! carry any kind as facts.

mod attendance;
mod batch;
mod campaign;
mod child;
mod consent;
mod contact;
mod dashboard;
mod form;
mod household;
mod individual;
mod message;
mod note;
mod place;
mod session;
mod staff;
mod ticket;
mod triage;
mod vaccination;
mod vaccine;

pub use attendance::Attendance;
pub use batch::Batch;
pub use campaign::{Area, Campaign};
pub use child::{Child, year_group_on};
pub use consent::{Consent, HealthAnswer};
pub use contact::Contact;
pub use dashboard::{Chart, Dashboard};
pub use form::{Form, FormEntry, pictures_in};
pub use household::{Household, MOST_MEMBERS};
pub use individual::{Identifier, Individual, MOST_IDENTIFIERS, POOL, TEMPORARY};
pub use message::Message;
pub use note::Note;
pub use place::Location;
pub use session::Session;
pub use staff::{Staff, Team};
pub use ticket::{Ticket, TicketState};
pub use triage::Triage;
pub use vaccination::{OWN_SOURCE, Vaccination, next_dose};
pub use vaccine::Vaccine;

use crate::code::codes;
use crate::fault::{Fault, FaultCode, Faults};
use crate::{Facts, RecordId, Scope};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What a record is. The list of everything that syncs.
    Kind {
        /// A product of the catalogue.
        Vaccine = "vaccine",
        /// A school or clinic.
        Location = "location",
        /// A team of nurses.
        Team = "team",
        /// A colleague, by name.
        Staff = "staff",
        /// A visit to a school.
        Session = "session",
        /// A child.
        Child = "child",
        /// An answer about consent.
        Consent = "consent",
        /// A nurse's decision after reading the health answers.
        Triage = "triage",
        /// Something worth writing down.
        Note = "note",
        /// Whether a child came.
        Attendance = "attendance",
        /// A dose given, or why not.
        Vaccination = "vaccination",
        /// A box of vaccine.
        Batch = "batch",
        /// A drive in some areas.
        Campaign = "campaign",
        /// A part of the country that a campaign goes through.
        Area = "area",
        /// A published form.
        Form = "form",
        /// Words in one language.
        Message = "message",
        /// Whom to ring.
        Contact = "contact",
        /// Figures of a campaign.
        Dashboard = "dashboard",
        /// People who live behind one door.
        Household = "household",
        /// A person in a campaign.
        Individual = "individual",
        /// What was filled in with a form.
        Entry = "entry",
        /// An entry that a person at support looks at.
        Ticket = "ticket",
    }
}

impl Kind {
    /// True for what belongs to one child and moves with her when she changes school.
    pub const fn is_of_a_child(self) -> bool {
        matches!(self, Kind::Consent | Kind::Triage | Kind::Note | Kind::Attendance | Kind::Vaccination)
    }

    /// True for what belongs to an area of a campaign.
    pub const fn is_of_an_area(self) -> bool {
        matches!(self, Kind::Household | Kind::Individual | Kind::Entry)
    }

    /// The letter with which the service numbers what is registered in the field; none for what gets no number.
    pub const fn registered_as(self) -> Option<char> {
        match self {
            Kind::Household => Some('H'),
            Kind::Individual => Some('P'),
            Kind::Entry => Some('E'),
            _ => None,
        }
    }

    /// Fields that say who wrote it down and when, and nothing about the child. Two people who write down the same thing at
    /// different times do not contradict each other.
    pub const fn circumstances(self) -> &'static [&'static str] {
        match self {
            Kind::Attendance | Kind::Consent | Kind::Triage | Kind::Note | Kind::Household | Kind::Individual | Kind::Entry => {
                &["at", "recorded_by"]
            }
            _ => &[],
        }
    }

    /// True for what a person in the field may record; the rest comes from set-up and from support.
    pub const fn is_recorded_in_the_field(self) -> bool {
        self.is_of_a_child() || self.is_of_an_area() || matches!(self, Kind::Batch)
    }
}

/// What the rules need to know beside the record itself. What is not known is not judged.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Today, where the record is judged.
    pub today: NaiveDate,
    /// The child it is about.
    pub child: Option<&'a Child>,
    /// The session in which it was made.
    pub session: Option<&'a Session>,
}

/// Everything that is wrong with a record of this kind; empty is good. The same on the device and on the service.
pub fn faults(kind: Kind, facts: &Facts, around: &Around<'_>) -> Vec<Fault> {
    match kind {
        Kind::Vaccination => check(facts, |record: &Vaccination, faults| record.check(around, faults)),
        Kind::Consent => check(facts, |record: &Consent, faults| record.check(around, faults)),
        Kind::Attendance => check(facts, |record: &Attendance, faults| record.check(around, faults)),
        Kind::Note => check(facts, |record: &Note, faults| record.check(faults)),
        Kind::Triage => check(facts, |record: &Triage, faults| record.check(faults)),
        Kind::Batch => check(facts, |record: &Batch, faults| record.check(faults)),
        Kind::Child => check(facts, |record: &Child, faults| record.check(around, faults)),
        Kind::Session => check(facts, |_: &Session, _| ()),
        Kind::Location => check(facts, |_: &Location, _| ()),
        Kind::Vaccine => check(facts, |_: &Vaccine, _| ()),
        Kind::Staff => check(facts, |_: &Staff, _| ()),
        Kind::Team => check(facts, |_: &Team, _| ()),
        Kind::Household => check(facts, |record: &Household, faults| record.check(faults)),
        Kind::Individual => check(facts, |record: &Individual, faults| record.check(around, faults)),
        Kind::Entry => check(facts, |record: &FormEntry, faults| record.check(faults)),
        Kind::Campaign => check(facts, |_: &Campaign, _| ()),
        Kind::Area => check(facts, |_: &Area, _| ()),
        Kind::Form => check(facts, |_: &Form, _| ()),
        Kind::Message => check(facts, |_: &Message, _| ()),
        Kind::Contact => check(facts, |_: &Contact, _| ()),
        Kind::Dashboard => check(facts, |_: &Dashboard, _| ()),
        Kind::Ticket => check(facts, |_: &Ticket, _| ()),
    }
}

fn check<T: serde::de::DeserializeOwned>(facts: &Facts, rules: impl FnOnce(&T, &mut Faults)) -> Vec<Fault> {
    let mut faults = Faults::default();
    match facts.read::<T>() {
        Ok(record) => rules(&record, &mut faults),
        // The whole record, because the reader stops at the first field that does not fit.
        Err(_) => faults.add("record", FaultCode::Malformed),
    }
    faults.list()
}

/// The part of the facts that this version knows by name, as it would write it. Fields of a newer version are not in it,
/// so that an edit made here is never taken for clearing them.
pub fn known(kind: Kind, facts: &Facts) -> Facts {
    match kind {
        Kind::Vaccination => rewritten::<Vaccination>(facts),
        Kind::Consent => rewritten::<Consent>(facts),
        Kind::Attendance => rewritten::<Attendance>(facts),
        Kind::Note => rewritten::<Note>(facts),
        Kind::Triage => rewritten::<Triage>(facts),
        Kind::Batch => rewritten::<Batch>(facts),
        Kind::Child => rewritten::<Child>(facts),
        Kind::Session => rewritten::<Session>(facts),
        Kind::Location => rewritten::<Location>(facts),
        Kind::Vaccine => rewritten::<Vaccine>(facts),
        Kind::Staff => rewritten::<Staff>(facts),
        Kind::Team => rewritten::<Team>(facts),
        Kind::Household => rewritten::<Household>(facts),
        Kind::Individual => rewritten::<Individual>(facts),
        Kind::Entry => rewritten::<FormEntry>(facts),
        Kind::Campaign => rewritten::<Campaign>(facts),
        Kind::Area => rewritten::<Area>(facts),
        Kind::Form => rewritten::<Form>(facts),
        Kind::Message => rewritten::<Message>(facts),
        Kind::Contact => rewritten::<Contact>(facts),
        Kind::Dashboard => rewritten::<Dashboard>(facts),
        Kind::Ticket => rewritten::<Ticket>(facts),
    }
}

fn rewritten<T: Serialize + serde::de::DeserializeOwned>(facts: &Facts) -> Facts {
    facts.read::<T>().map_or_else(|_| facts.clone(), |record| Facts::of(&record))
}

/// The longest note there is room for, in characters.
pub const LONGEST_NOTE: usize = 1_000;

/// The child a record is about: itself for a child, its `child` field for what is of a child.
pub fn child_of(kind: Kind, record: RecordId, facts: &Facts) -> Option<RecordId> {
    match kind {
        Kind::Child => Some(record),
        _ => facts.parse("child"),
    }
}

/// Where a record belongs, as far as its own facts say; none for what goes with a child, and for what says nothing.
pub fn scope_of(kind: Kind, facts: &Facts) -> Option<Scope> {
    let by = |field: &str, scope: fn(String) -> Scope| facts.text(field).map(|key| scope(key.to_owned()));
    match kind {
        Kind::Vaccine | Kind::Location | Kind::Team | Kind::Staff | Kind::Campaign | Kind::Area => Some(Scope::Reference),
        Kind::Batch => by("team", Scope::Team),
        Kind::Session => by("location", Scope::School),
        Kind::Child => by("school", Scope::School),
        Kind::Household | Kind::Individual | Kind::Entry => by("area", Scope::Area),
        Kind::Form => by("campaign", Scope::Forms),
        Kind::Message => by("campaign", Scope::Messages),
        Kind::Contact => Some(Scope::Contacts),
        Kind::Dashboard => by("campaign", Scope::Dashboards),
        Kind::Ticket | Kind::Consent | Kind::Triage | Kind::Note | Kind::Attendance | Kind::Vaccination => None,
    }
}
