//! Cohorts and class lists: what a row says about a child, and what it makes of a child who is known.
//!
//! The rules for a row are in `docs/IMPORTS.md`; they ask for what a nurse needs to find the right child and to reach the
//! right parent, and for nothing else. What is deliberately not here: who is known already ([`super::register`]).

use super::cell;
use super::fault::FileFault;
use super::row::Reading;
use super::table::{Columns, Table};
use chrono::{Datelike as _, NaiveDate};
use daybook_record::Urn;
use daybook_record::code::Gender;
use daybook_record::kind::{Child, year_group_on};
use daybook_record::scope::UNKNOWN_SCHOOL;

const KNOWN: &[(&str, &[&str])] = &[
    ("CHILD_SCHOOL_URN", &["SCHOOL_URN", "URN", "CHILD_SCHOOL"]),
    ("CHILD_FIRST_NAME", &["CHILD_GIVEN_NAME", "CHILD_FORENAME", "FIRST_NAME", "GIVEN_NAME", "FORENAME"]),
    ("CHILD_LAST_NAME", &["CHILD_FAMILY_NAME", "CHILD_SURNAME", "LAST_NAME", "FAMILY_NAME", "SURNAME"]),
    (
        "CHILD_PREFERRED_FIRST_NAME",
        &[
            "CHILD_PREFERRED_GIVEN_NAME",
            "CHILD_PREFERRED_NAME",
            "CHILD_KNOWN_AS",
            "PREFERRED_FIRST_NAME",
            "PREFERRED_GIVEN_NAME",
            "PREFERRED_NAME",
        ],
    ),
    ("CHILD_DATE_OF_BIRTH", &["CHILD_DOB", "DATE_OF_BIRTH", "DOB"]),
    ("CHILD_NHS_NUMBER", &["NHS_NUMBER", "NHS_NO", "CHILD_NHS_NO"]),
    ("CHILD_GENDER", &["GENDER", "SEX", "CHILD_SEX"]),
    ("CHILD_ADDRESS_LINE_1", &["ADDRESS_LINE_1"]),
    ("CHILD_ADDRESS_LINE_2", &["ADDRESS_LINE_2"]),
    ("CHILD_TOWN", &["TOWN", "CHILD_ADDRESS_TOWN"]),
    ("CHILD_POSTCODE", &["POSTCODE", "POST_CODE", "CHILD_POST_CODE", "CHILD_ADDRESS_POSTCODE"]),
    ("CHILD_YEAR_GROUP", &["YEAR_GROUP", "CHILD_YEAR", "NC_YEAR"]),
    ("CHILD_REGISTRATION", &["CHILD_REGISTRATION_GROUP", "REGISTRATION", "REGISTRATION_GROUP", "REG_GROUP", "FORM", "CLASS"]),
    ("PARENT_1_NAME", &[]),
    ("PARENT_1_RELATIONSHIP", &[]),
    ("PARENT_1_EMAIL", &[]),
    ("PARENT_1_PHONE", &["PARENT_1_TELEPHONE", "PARENT_1_MOBILE"]),
    ("PARENT_2_NAME", &[]),
    ("PARENT_2_RELATIONSHIP", &[]),
    ("PARENT_2_EMAIL", &[]),
    ("PARENT_2_PHONE", &["PARENT_2_TELEPHONE", "PARENT_2_MOBILE"]),
];

/// A cohort says each child's school.
pub const COHORT: Columns =
    Columns { known: KNOWN, needed: &["CHILD_SCHOOL_URN", "CHILD_FIRST_NAME", "CHILD_LAST_NAME", "CHILD_DATE_OF_BIRTH"], lines: &[] };
/// A class list is of one school.
pub const CLASS_LIST: Columns =
    Columns { known: KNOWN, needed: &["CHILD_FIRST_NAME", "CHILD_LAST_NAME", "CHILD_DATE_OF_BIRTH"], lines: &[] };

/// Somebody older is not of a school cohort: a slip in the year.
const OLDEST: i32 = 25;

/// What a row says about a child. What it does not say is none, and leaves what is known as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildRow {
    /// Where it stands.
    pub row: usize,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Ten digits.
    pub nhs_number: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// The school.
    pub school: Urn,
    pub(super) preferred_name: Option<String>,
    pub(super) gender: Option<Gender>,
    pub(super) address: Option<String>,
    pub(super) town: Option<String>,
    pub(super) year_group: Option<u8>,
    pub(super) registration_group: Option<String>,
    pub(super) parents: [Option<Parent>; 2],
}

/// A parent or carer, as far as the row tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parent {
    name: Option<String>,
    relationship: Option<String>,
    phone: Option<String>,
    email: Option<String>,
}

/// Reads every row of a cohort, or of the class list of a school.
pub fn read(table: &Table, class_list_of: Option<&str>, today: NaiveDate, faults: &mut Vec<FileFault>) -> Vec<ChildRow> {
    table.rows.iter().filter_map(|row| read_row(Reading::new(table, row, faults), class_list_of, today)).collect()
}

/// The NHS number of each row, where it has one.
pub fn numbers(table: &Table) -> impl Iterator<Item = (usize, Option<String>)> {
    table.rows.iter().map(|row| {
        let number = Reading::new(table, row, &mut Vec::new()).cell("CHILD_NHS_NUMBER").and_then(|cell| cell::nhs_number(cell).ok());
        (row.number, number)
    })
}

/// None where a fault was noted in a field without which the row says nothing.
fn read_row(mut row: Reading<'_>, class_list_of: Option<&str>, today: NaiveDate) -> Option<ChildRow> {
    let given_name = row.need("CHILD_FIRST_NAME", "enter a first name", cell::text);
    let family_name = row.need("CHILD_LAST_NAME", "enter a last name", cell::text);
    let date_of_birth = date_of_birth(&mut row, "CHILD_DATE_OF_BIRTH", today);
    let nhs_number = row.read("CHILD_NHS_NUMBER", cell::nhs_number);
    let postcode = row.read("CHILD_POSTCODE", cell::postcode);
    let school = school(&mut row, class_list_of);
    let lines = [row.read("CHILD_ADDRESS_LINE_1", cell::text), row.read("CHILD_ADDRESS_LINE_2", cell::text)];
    let address = lines.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let preferred_name = row.read("CHILD_PREFERRED_FIRST_NAME", cell::text);
    let gender = row.read("CHILD_GENDER", cell::gender);
    let town = row.read("CHILD_TOWN", cell::text);
    let year_group = row.read("CHILD_YEAR_GROUP", cell::year_group);
    let registration_group = row.read("CHILD_REGISTRATION", cell::text);
    let parents = [
        parent(&mut row, ["PARENT_1_NAME", "PARENT_1_RELATIONSHIP", "PARENT_1_PHONE", "PARENT_1_EMAIL"]),
        parent(&mut row, ["PARENT_2_NAME", "PARENT_2_RELATIONSHIP", "PARENT_2_PHONE", "PARENT_2_EMAIL"]),
    ];
    Some(ChildRow {
        row: row.number(),
        given_name: given_name?,
        family_name: family_name?,
        date_of_birth: date_of_birth?,
        nhs_number,
        postcode,
        school: school?,
        preferred_name,
        gender,
        address: Some(address).filter(|address| !address.is_empty()),
        town,
        year_group,
        registration_group,
        parents,
    })
}

/// A date of birth of somebody who may be at school.
pub(super) fn date_of_birth(row: &mut Reading<'_>, column: &str, today: NaiveDate) -> Option<NaiveDate> {
    let day = row.need(column, "enter a date of birth", cell::date)?;
    if day > today {
        row.fault(column, "enter a date of birth in the past");
    } else if today.year() - day.year() > OLDEST {
        row.fault(column, "check the year: this is too long ago for a child at school");
    } else {
        return Some(day);
    }
    None
}

fn school(row: &mut Reading<'_>, class_list_of: Option<&str>) -> Option<Urn> {
    let Some(of) = class_list_of else {
        return row.need(
            "CHILD_SCHOOL_URN",
            "enter the school's URN of six digits, 888888 for an unknown school, 999999 for home-educated",
            cell::urn,
        );
    };
    if row.cell("CHILD_SCHOOL_URN").is_some_and(|said| said != of) {
        row.fault("CHILD_SCHOOL_URN", "this is another school than the one the class list is of");
        return None;
    }
    Some(of.to_owned())
}

/// A name and a relationship go together: a nurse who rings must know whom to ask for and whether that person may answer.
fn parent(row: &mut Reading<'_>, [name, relationship, phone, email]: [&str; 4]) -> Option<Parent> {
    match (row.cell(name), row.cell(relationship)) {
        (None, Some(_)) => row.fault(name, "enter the parent's name: a relationship is given"),
        (Some(_), None) => row.fault(relationship, "enter the relationship to the child, such as mother, father or carer: a name is given"),
        _ => {}
    }
    let parent = Parent {
        name: row.read(name, cell::text),
        relationship: row.read(relationship, cell::text),
        phone: row.read(phone, cell::phone),
        email: row.read(email, cell::email),
    };
    (parent != Parent::default()).then_some(parent)
}

impl ChildRow {
    /// The child as she is after this row. A blank never erases; an address and a parent are each taken as a whole, so that
    /// no new name ends up beside an old number.
    pub fn over(&self, known: Option<&Child>, today: NaiveDate) -> Child {
        let mut child = known.cloned().unwrap_or_else(|| unknown_child(self));
        child.given_name.clone_from(&self.given_name);
        child.family_name.clone_from(&self.family_name);
        child.date_of_birth = self.date_of_birth;
        // "Unknown school" says nothing about a child whose school is known.
        if self.school != UNKNOWN_SCHOOL {
            child.school.clone_from(&self.school);
        }
        set(&mut child.preferred_name, &self.preferred_name);
        set(&mut child.nhs_number, &self.nhs_number);
        set(&mut child.registration_group, &self.registration_group);
        child.gender = self.gender.or(child.gender);
        child.year_group = self.year_group.or_else(|| year_group_on(self.date_of_birth, today));
        if self.address.is_some() {
            child.address.clone_from(&self.address);
            child.town.clone_from(&self.town);
            child.postcode.clone_from(&self.postcode);
        }
        set(&mut child.town, &self.town);
        set(&mut child.postcode, &self.postcode);
        let [first, second] = &self.parents;
        if let Some(parent) = first {
            let c = &mut child;
            parent.over([&mut c.parent_1_name, &mut c.parent_1_relationship, &mut c.parent_1_phone, &mut c.parent_1_email]);
        }
        if let Some(parent) = second {
            let c = &mut child;
            parent.over([&mut c.parent_2_name, &mut c.parent_2_relationship, &mut c.parent_2_phone, &mut c.parent_2_email]);
        }
        child
    }
}

impl Parent {
    fn over(&self, [name, relationship, phone, email]: [&mut Option<String>; 4]) {
        if self.name.is_some() && self.name != *name {
            *phone = None;
            *email = None;
        }
        set(name, &self.name);
        set(relationship, &self.relationship);
        set(phone, &self.phone);
        set(email, &self.email);
    }
}

fn set(known: &mut Option<String>, said: &Option<String>) {
    if said.is_some() {
        known.clone_from(said);
    }
}

fn unknown_child(row: &ChildRow) -> Child {
    Child {
        given_name: row.given_name.clone(),
        family_name: row.family_name.clone(),
        preferred_name: None,
        date_of_birth: row.date_of_birth,
        nhs_number: None,
        nhs_number_invalidated: false,
        gender: None,
        address: None,
        town: None,
        postcode: None,
        school: row.school.clone(),
        year_group: None,
        registration_group: None,
        restricted: false,
        parent_1_name: None,
        parent_1_relationship: None,
        parent_1_phone: None,
        parent_1_email: None,
        parent_2_name: None,
        parent_2_relationship: None,
        parent_2_phone: None,
        parent_2_email: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 2, 1).unwrap()
    }

    fn rows(file: &str) -> (Vec<ChildRow>, Vec<String>) {
        let table = Table::read(file.as_bytes(), &CLASS_LIST).unwrap();
        let mut faults = Vec::new();
        let rows = read(&table, Some("100000"), today(), &mut faults);
        (rows, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_fault_of_a_row_is_told() {
        let (rows, faults) = rows(
            "child first name,Child_Last_Name,dob,CHILD_POSTCODE,PARENT_1_NAME,PARENT_1_RELATIONSHIP,PARENT_1_EMAIL\n\
             ,,31/02/2010,nowhere,Jo Ray,,nothing\n\
             Amina,Begum,2030-01-01,,,Mother,\n\
             Amina,Begum,1930-01-01,,,,\n",
        );
        assert!(rows.is_empty());
        assert_eq!(
            faults,
            [
                "Row 2, child first name: enter a first name",
                "Row 2, Child_Last_Name: enter a last name",
                "Row 2, dob: enter a date that exists, as 2010-01-31 or 31/01/2010",
                "Row 2, CHILD_POSTCODE: enter a whole postcode, such as SW1A 1AA",
                "Row 2, PARENT_1_RELATIONSHIP: enter the relationship to the child, such as mother, father or carer: a name is given",
                "Row 2, PARENT_1_EMAIL: enter an email address such as name@example.com",
                "Row 3, dob: enter a date of birth in the past",
                "Row 3, PARENT_1_NAME: enter the parent's name: a relationship is given",
                "Row 4, dob: check the year: this is too long ago for a child at school",
            ]
        );
    }

    #[test]
    fn a_row_of_another_school_is_not_of_this_class_list() {
        let (_, faults) = rows("first name,last name,dob,urn\nAmina,Begum,2012-01-01,100000\nIfan,Rhys,2012-01-01,100001\n");
        assert_eq!(faults, ["Row 3, urn: this is another school than the one the class list is of"]);
    }

    #[test]
    fn a_blank_never_erases_and_a_new_parent_does_not_inherit_a_number() {
        let header = "first name,last name,dob,postcode,town,parent 1 name,parent 1 relationship,parent 1 phone\n";
        let (first, _) = rows(&format!("{header}Amina,Begum,2012-01-01,B1 1AA,Ayton,Rosa Begum,Mother,07700900123\n"));
        let child = first[0].over(None, today());
        assert_eq!(child.year_group, Some(9));
        let (second, _) = rows(&format!("{header}Amina,Begum-Hill,2012-01-01,,,Omar Begum,Father,\n"));
        let after = second[0].over(Some(&child), today());
        assert_eq!(
            (after.family_name.as_str(), after.postcode.as_deref(), after.town.as_deref()),
            ("Begum-Hill", Some("B1 1AA"), Some("Ayton"))
        );
        assert_eq!((after.parent_1_name.as_deref(), after.parent_1_phone), (Some("Omar Begum"), None));
    }
}
