//! Who is known already: finds the child that a row tells of.
//!
//! By NHS number; else by names, date of birth and postcode. A number alone is not enough: one wrong row would give a
//! child another child's history, and a nurse would believe it.

use super::child::ChildRow;
use chrono::NaiveDate;
use daybook_record::RecordId;
use daybook_record::kind::Child;
use std::collections::HashMap;

/// The children of the organisation, by what a file knows of them.
#[derive(Default)]
pub struct Register {
    children: Vec<(RecordId, Child)>,
    by_id: HashMap<RecordId, usize>,
    by_number: HashMap<String, usize>,
    by_names: HashMap<Names, usize>,
    by_birth: HashMap<(String, NaiveDate), usize>,
}

/// Names, date of birth and postcode, as they are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Names {
    names: String,
    date_of_birth: NaiveDate,
    postcode: String,
}

/// Whom a row tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// This child.
    Known(RecordId),
    /// This child, by everything but the number: ours is another.
    KnownUnderAnotherNumber(RecordId),
    /// Somebody new.
    New,
    /// Somebody new with the names and date of birth of a child who lives elsewhere.
    NewButAlike,
    /// Somebody else than the child whose number it is: not two of given name, family name and date of birth agree.
    NumberOfAnother,
}

/// What a file says of who a child is.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity<'a> {
    /// Given name.
    pub given_name: &'a str,
    /// Family name.
    pub family_name: &'a str,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Postcode.
    pub postcode: Option<&'a str>,
    /// NHS number.
    pub nhs_number: Option<&'a str>,
}

impl<'a> Identity<'a> {
    /// Of a row.
    pub fn of_row(row: &'a ChildRow) -> Self {
        Self {
            given_name: &row.given_name,
            family_name: &row.family_name,
            date_of_birth: row.date_of_birth,
            postcode: row.postcode.as_deref(),
            nhs_number: row.nhs_number.as_deref(),
        }
    }

    /// Of a child; a number that was found to be somebody else's does not tell who she is.
    pub fn of_child(child: &'a Child) -> Self {
        Self {
            given_name: &child.given_name,
            family_name: &child.family_name,
            date_of_birth: child.date_of_birth,
            postcode: child.postcode.as_deref(),
            nhs_number: child.nhs_number.as_deref().filter(|_| !child.nhs_number_invalidated),
        }
    }

    /// As it is compared: no capitals, no blanks, no hyphens, no apostrophes.
    pub fn names(&self) -> Names {
        Names {
            names: format!("{}|{}", plain(self.given_name), plain(self.family_name)),
            date_of_birth: self.date_of_birth,
            postcode: plain(self.postcode.unwrap_or_default()),
        }
    }

    /// Two of three agree: people marry, dates are mistyped, but not both at once.
    fn is_likely(&self, child: &Child) -> bool {
        let given = plain(self.given_name);
        let agrees = [
            given == plain(&child.given_name) || child.preferred_name.as_deref().is_some_and(|preferred| plain(preferred) == given),
            plain(self.family_name) == plain(&child.family_name),
            self.date_of_birth == child.date_of_birth,
        ];
        agrees.into_iter().filter(|agrees| *agrees).count() >= 2
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Register {
    /// Of these children.
    pub fn of(children: impl IntoIterator<Item = (RecordId, Child)>) -> Self {
        let mut register = Self::default();
        for (id, child) in children {
            register.add(id, child);
        }
        register
    }

    /// Takes in another child. Where two look alike, the one who was there first is found.
    pub fn add(&mut self, id: RecordId, child: Child) {
        let place = self.children.len();
        let identity = Identity::of_child(&child);
        if let Some(number) = identity.nhs_number {
            self.by_number.entry(number.to_owned()).or_insert(place);
        }
        let names = identity.names();
        self.by_birth.entry((names.names.clone(), names.date_of_birth)).or_insert(place);
        self.by_names.entry(names).or_insert(place);
        self.by_id.insert(id, place);
        self.children.push((id, child));
    }

    /// Whom this tells of.
    pub fn find(&self, identity: &Identity<'_>) -> Found {
        let names = identity.names();
        let by_names = self.by_names.get(&names).map(|place| &self.children[*place]);
        let by_number = identity.nhs_number.and_then(|number| self.by_number.get(number)).map(|place| &self.children[*place]);
        match (by_number, by_names) {
            (Some((id, child)), _) if identity.is_likely(child) => Found::Known(*id),
            (Some(_), Some((id, _))) => Found::KnownUnderAnotherNumber(*id),
            (Some(_), None) => Found::NumberOfAnother,
            (None, Some((id, child))) => match (identity.nhs_number, Identity::of_child(child).nhs_number) {
                (Some(_), Some(_)) => Found::KnownUnderAnotherNumber(*id),
                _ => Found::Known(*id),
            },
            (None, None) if self.by_birth.contains_key(&(names.names, names.date_of_birth)) => Found::NewButAlike,
            (None, None) => Found::New,
        }
    }

    /// The child with this id.
    pub fn child(&self, id: RecordId) -> Option<&Child> {
        self.by_id.get(&id).map(|place| &self.children[*place].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn identity<'a>(given: &'a str, family: &'a str, year: i32, postcode: Option<&'a str>, number: Option<&'a str>) -> Identity<'a> {
        let date_of_birth = NaiveDate::from_ymd_opt(year, 1, 2).unwrap();
        Identity { given_name: given, family_name: family, date_of_birth, postcode, nhs_number: number }
    }

    fn child(identity: &Identity<'_>) -> Child {
        let facts = serde_json::json!({
            "given_name": identity.given_name, "family_name": identity.family_name, "date_of_birth": identity.date_of_birth,
            "postcode": identity.postcode, "nhs_number": identity.nhs_number, "school": "100000",
        });
        serde_json::from_value(facts).unwrap()
    }

    #[test]
    fn a_child_is_found_as_a_person_would_find_her() {
        const A: Option<&str> = Some("9990000018");
        const B: Option<&str> = Some("9990000026");
        let (home, away) = (Some("B1 1AA"), Some("B2 2BB"));
        let (first, second) = (RecordId(Uuid::from_u128(1)), RecordId(Uuid::from_u128(2)));
        let mut register = Register::of([(first, child(&identity("Amina", "Begum", 2012, home, A)))]);
        register.add(second, child(&identity("Ifan", "Rhys-Jones", 2013, None, None)));
        let table = [
            (identity("Amina", "Begum", 2012, home, A), Found::Known(first), "all agree"),
            (identity("Amina", "Hill", 2012, away, A), Found::Known(first), "another family name, the number agrees"),
            (identity("Amina", "Begum", 2011, away, A), Found::Known(first), "a mended date of birth"),
            (identity(" AMINA", "begum", 2012, Some("b11aa"), None), Found::Known(first), "written otherwise, without the number"),
            (identity("Amina", "Begum", 2012, home, B), Found::KnownUnderAnotherNumber(first), "all but the number"),
            (identity("Amina", "Begum", 2012, away, None), Found::NewButAlike, "she may have moved, or be another"),
            (identity("Pete", "Jones", 2012, away, A), Found::NumberOfAnother, "only the number agrees"),
            (identity("Pete", "Begum", 2012, home, A), Found::Known(first), "a sister would have another number"),
            (identity("Ifan", "Rhys Jones", 2013, None, None), Found::Known(second), "no postcode on either side"),
            (identity("Ifan", "RhysJones", 2013, None, B), Found::Known(second), "gets her number"),
            (identity("Ifan", "Rhys-Jones", 2013, None, A), Found::KnownUnderAnotherNumber(second), "a number that is somebody else's"),
            (identity("Pete", "Jones", 2012, away, B), Found::New, "nothing agrees"),
        ];
        for (identity, found, because) in table {
            assert_eq!(register.find(&identity), found, "{because}");
        }
    }
}
