//! What a nurse picks from: sessions, children, vaccines, batches.

use chrono::NaiveDate;
use daybook_record::RecordId;
use daybook_record::code::{Programme, VaccineMethod};
use daybook_record::scope::Urn;
use daybook_record::standing::Standing;
use serde::{Deserialize, Serialize};

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
    /// An area of a campaign that this device was given.
    AreaLine {
        /// Its key.
        key: String,
        /// Its name.
        name: String,
        /// The campaign's key, once that has arrived.
        campaign: Option<String>,
        /// Names of documents by which people are known in this campaign; none where it says nothing of them.
        documents: Vec<String>,
    }
}
