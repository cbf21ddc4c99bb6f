//! Drafts of a campaign: households and people.
//!
//! A correction never clears what its form does not ask: the number that the service gave, the identifiers from the pool, and
//! that somebody was found to be registered twice.

use super::{By, Entry, entry};
use crate::code::Gender;
use crate::fault::{Fault, FaultCode};
use crate::kind::{Around, Household, Identifier, Individual, POOL, TEMPORARY};
use crate::{Kind, RecordId};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// Nobody is older.
pub const OLDEST: u32 = 125;

draft! {
    /// A household, as the worker fills it in.
    HouseholdDraft {
        /// The id it will have.
        record: RecordId,
        /// The key of its area.
        area: String,
        /// Who speaks for it.
        head: Option<String>,
        /// How many people live there, as they say.
        members: u32,
        /// How it is found.
        address: Option<String>,
        /// North is positive.
        latitude: Option<f64>,
        /// East is positive.
        longitude: Option<f64>,
        /// How well the place is known, in metres.
        accuracy: Option<f64>,
        /// Up to 1,000 characters.
        notes: Option<String>,
    }
}

impl HouseholdDraft {
    /// Becomes a household looked at now. `earlier` is what it corrects.
    pub fn into_entry(self, by: &By, earlier: Option<&Household>, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let household = Household {
            area: self.area,
            head: said(self.head),
            members: self.members,
            address: said(self.address),
            latitude: self.latitude,
            longitude: self.longitude,
            accuracy: self.accuracy.filter(|_| self.latitude.is_some()),
            notes: said(self.notes),
            at: by.at,
            recorded_by: Some(by.name.clone()),
            registration: earlier.and_then(|earlier| earlier.registration.clone()),
        };
        entry(Kind::Household, self.record, &household, around)
    }
}

draft! {
    /// A person, as the worker fills it in.
    IndividualDraft {
        /// The id it will have.
        record: RecordId,
        /// The key of the area she lives in.
        area: String,
        /// Her household.
        household: Option<RecordId>,
        /// Given name.
        given_name: String,
        /// Family name, where there is one.
        family_name: Option<String>,
        /// Date of birth, where she knows it.
        date_of_birth: Option<NaiveDate>,
        /// Her age in years, about, where she does not.
        age: Option<u32>,
        /// As she says.
        gender: Option<Gender>,
        /// Her papers. What comes from the pool is not written here: the device gives it when it saves.
        documents: Vec<Identifier>,
        /// She has no papers: she gets an id from the pool, if she has none yet.
        wants_id: bool,
        /// True where she speaks for the household.
        head: bool,
    }
}

impl IndividualDraft {
    /// Becomes a person looked at now. `earlier` is what it corrects.
    pub fn into_entry(self, by: &By, earlier: Option<&Individual>, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let estimated = self.age.filter(|_| self.date_of_birth.is_none());
        // An age that says no more than was estimated before leaves the estimate where it stands.
        let unchanged = earlier
            .filter(|earlier| earlier.date_of_birth_is_estimated && estimated.is_some() && earlier.age_on(around.today) == estimated);
        let born = match unchanged {
            Some(earlier) => earlier.date_of_birth,
            None => self.date_of_birth.or_else(|| estimated.and_then(|years| around.today.checked_sub_months(Months::new(years * 12)))),
        };
        let given = earlier.into_iter().flat_map(|earlier| earlier.identifiers.iter().filter(|identifier| identifier.is_given()).cloned());
        let individual = Individual {
            area: self.area,
            household: self.household,
            given_name: self.given_name.trim().to_owned(),
            family_name: said(self.family_name),
            date_of_birth: born,
            date_of_birth_is_estimated: estimated.is_some(),
            gender: self.gender,
            identifiers: self.documents.into_iter().map(trimmed).chain(given).collect(),
            head: self.head,
            duplicate_of: earlier.and_then(|earlier| earlier.duplicate_of),
            at: by.at,
            recorded_by: Some(by.name.clone()),
            registration: earlier.and_then(|earlier| earlier.registration.clone()),
        };
        entry(Kind::Individual, self.record, &individual, around)
    }

    /// What can only be asked of the form, not of the record it becomes.
    fn faults(&self) -> Vec<Fault> {
        let mut faults = crate::fault::Faults::default();
        faults.unless(self.age.is_none_or(|years| years <= OLDEST), "age", FaultCode::OutOfRange);
        // Only the service's pool gives such ids: written by hand, two people might have the same.
        faults.unless(self.documents.iter().all(|document| !document.is_given()), "identifiers", FaultCode::NotAllowed);
        faults.list()
    }
}

impl Individual {
    /// Her age in whole years on a day; none where nobody knows.
    pub fn age_on(&self, today: NaiveDate) -> Option<u32> {
        self.date_of_birth.and_then(|born| today.years_since(born))
    }

    /// She lives elsewhere from now on.
    pub fn moved(&self, record: RecordId, to: Home, by: &By, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        // Who spoke for one household does not speak for the next.
        let head = self.head && self.household == to.household;
        let moved = Individual { area: to.area, household: to.household, head, ..self.looked_at(by) };
        entry(Kind::Individual, record, &moved, around)
    }

    /// She was registered before, as this one; none: after all she was not.
    pub fn marked(&self, record: RecordId, duplicate_of: Option<RecordId>, by: &By, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        if duplicate_of == Some(record) {
            return Err(vec![Fault { field: "duplicate_of".to_owned(), code: FaultCode::DoesNotFit }]);
        }
        entry(Kind::Individual, record, &Individual { duplicate_of, ..self.looked_at(by) }, around)
    }

    fn looked_at(&self, by: &By) -> Self {
        Self { at: by.at, recorded_by: Some(by.name.clone()), ..self.clone() }
    }
}

impl Household {
    /// It belongs to another area from now on.
    pub fn moved(&self, record: RecordId, area: String, by: &By, around: &Around<'_>) -> Result<Entry, Vec<Fault>> {
        let moved = Household { area, at: by.at, recorded_by: Some(by.name.clone()), ..self.clone() };
        entry(Kind::Household, record, &moved, around)
    }
}

/// Where a person lives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The key of the area.
    pub area: String,
    /// The household, where she belongs to one.
    pub household: Option<RecordId>,
}

impl Identifier {
    /// True for what the service gives, and nobody writes by hand.
    pub fn is_given(&self) -> bool {
        [POOL, TEMPORARY].contains(&self.scheme.trim())
    }
}

fn said(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn trimmed(Identifier { scheme, value }: Identifier) -> Identifier {
    Identifier { scheme: scheme.trim().to_owned(), value: value.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Moment, UserId};
    use uuid::Uuid;

    fn by(at: &str) -> By {
        By { person: UserId(Uuid::from_u128(7)), name: "Nadia Okafor".to_owned(), at: Moment::parse(at).unwrap() }
    }

    fn around(by: &By) -> Around<'static> {
        Around { today: by.at.date(), child: None, session: None }
    }

    fn maria() -> IndividualDraft {
        IndividualDraft {
            record: RecordId(Uuid::from_u128(1)),
            area: "mill".to_owned(),
            household: None,
            given_name: " Maria ".to_owned(),
            family_name: Some(" ".to_owned()),
            date_of_birth: None,
            age: Some(36),
            gender: None,
            documents: vec![],
            wants_id: true,
            head: true,
        }
    }

    fn kept(draft: IndividualDraft, by: &By, earlier: Option<&Individual>) -> Individual {
        draft.into_entry(by, earlier, &around(by)).unwrap().facts.read().unwrap()
    }

    #[test]
    fn an_age_becomes_a_date_that_says_it_is_estimated_and_stays_where_it_stands() {
        let (then, later) = (by("2026-01-14T09:00:00+00:00"), by("2026-03-01T09:00:00+00:00"));
        let first = kept(maria(), &then, None);
        assert_eq!((first.date_of_birth, first.date_of_birth_is_estimated), (NaiveDate::from_ymd_opt(1990, 1, 14), true));
        assert_eq!((first.given_name.as_str(), first.family_name.clone()), ("Maria", None));
        let same_age = kept(maria(), &later, Some(&first));
        assert_eq!(same_age.date_of_birth, first.date_of_birth, "the same age is no news");
        let older = kept(IndividualDraft { age: Some(40), ..maria() }, &later, Some(&first));
        assert_eq!(older.date_of_birth, NaiveDate::from_ymd_opt(1986, 3, 1));
        let known = NaiveDate::from_ymd_opt(1989, 5, 6);
        let sure = kept(IndividualDraft { date_of_birth: known, ..maria() }, &later, Some(&first));
        assert_eq!((sure.date_of_birth, sure.date_of_birth_is_estimated), (known, false));
    }

    #[test]
    fn a_correction_keeps_the_number_the_pool_id_and_the_mark_of_a_duplicate() {
        let now = by("2026-01-14T09:00:00+00:00");
        let given = Identifier { scheme: POOL.to_owned(), value: "4K7Q-9ZDC".to_owned() };
        let earlier = Individual {
            registration: Some("P-4K7Q-9ZD".to_owned()),
            identifiers: vec![given.clone()],
            duplicate_of: Some(RecordId(Uuid::from_u128(9))),
            ..kept(maria(), &now, None)
        };
        let passport = Identifier { scheme: "passport".to_owned(), value: "X 12".to_owned() };
        let corrected = kept(IndividualDraft { documents: vec![passport.clone()], ..maria() }, &now, Some(&earlier));
        assert_eq!(corrected.identifiers, [passport, given]);
        assert_eq!((corrected.registration, corrected.duplicate_of), (earlier.registration, earlier.duplicate_of));
    }

    #[test]
    fn nobody_writes_a_pool_id_by_hand_and_nobody_is_a_duplicate_of_herself() {
        let now = by("2026-01-14T09:00:00+00:00");
        for scheme in [POOL, TEMPORARY, " pool "] {
            let documents = vec![Identifier { scheme: scheme.to_owned(), value: "1".to_owned() }];
            let faults = IndividualDraft { documents, ..maria() }.into_entry(&now, None, &around(&now)).unwrap_err();
            assert_eq!(faults, [Fault { field: "identifiers".to_owned(), code: FaultCode::NotAllowed }], "{scheme}");
        }
        let record = maria().record;
        assert!(kept(maria(), &now, None).marked(record, Some(record), &now, &around(&now)).is_err());
        let too_old = IndividualDraft { age: Some(OLDEST + 1), ..maria() }.into_entry(&now, None, &around(&now)).unwrap_err();
        assert_eq!(too_old[0].field, "age");
    }

    #[test]
    fn who_moves_to_another_household_does_not_speak_for_it() {
        let now = by("2026-01-14T09:00:00+00:00");
        let to = Home { area: "hill".to_owned(), household: Some(RecordId(Uuid::from_u128(5))) };
        let moved: Individual =
            kept(maria(), &now, None).moved(maria().record, to.clone(), &now, &around(&now)).unwrap().facts.read().unwrap();
        assert_eq!((moved.area, moved.household, moved.head), (to.area, to.household, false));
    }
}
