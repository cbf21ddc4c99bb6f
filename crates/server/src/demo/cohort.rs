//! The children: names, numbers, where they live, whom to ring.

use super::chance::Chance;
use super::name;
use super::place::{self, SCHOOLS, School};
use chrono::{Days, NaiveDate};
use daybook_record::kind::Child;
use daybook_record::number::check_digit;
use daybook_record::standing::school_year_start;
use daybook_record::{RecordId, Urn};

/// A child, and what the rest of the demo hangs on her.
pub struct DemoChild {
    /// Her record.
    pub id: RecordId,
    /// Her place in the whole list.
    pub number: u64,
    /// Her school.
    pub school: &'static School,
    /// Year group.
    pub year: u8,
    /// What is kept of her.
    pub facts: Child,
}

/// Every child, school by school.
pub fn children(seed: u64, count: usize, today: NaiveDate) -> Vec<DemoChild> {
    let mut numbers = test_numbers(seed);
    let mut number = 0;
    let mut children = Vec::with_capacity(count);
    for (school, share) in SCHOOLS.iter().zip(place::shares(count)) {
        for place in 0..share {
            children.push(child(seed, number, school, place, share, numbers.next(), today));
            number += 1;
        }
    }
    children
}

fn child(seed: u64, number: u64, school: &'static School, place: usize, of: usize, nhs: Option<String>, today: NaiveDate) -> DemoChild {
    let chance = &mut Chance::of(seed, "child", number);
    let name = name::child(chance);
    let years = school.years();
    let year = years.start() + u8::try_from(place * years.clone().count() / of).unwrap_or(0);
    let (town, area) = school.around();
    let [first, second] = parents(chance, &name.family);
    let group = char::from(b'A' + u8::try_from(chance.below(if school.primary { 2 } else { 4 })).unwrap_or(0));
    let facts = Child {
        given_name: name.given,
        family_name: name.family,
        preferred_name: name.preferred,
        date_of_birth: born(chance, year, today),
        // A few have none: new in the country, or never matched.
        nhs_number: nhs.filter(|_| !chance.percent(3)),
        nhs_number_invalidated: false,
        gender: Some(name.gender),
        address: Some(format!("{} {}", 1 + chance.below(140), chance.one_of(STREETS))),
        town: Some(town.to_owned()),
        postcode: Some(format!("{area} {}{}{}", 1 + chance.below(9), letter(chance), letter(chance))),
        school: Urn::from(school.urn),
        year_group: Some(year),
        registration_group: Some(if year == 0 { format!("R{group}") } else { format!("{year}{group}") }),
        restricted: chance.below(200) == 0,
        parent_1_name: first.as_ref().map(|parent| parent.name.clone()),
        parent_1_relationship: first.as_ref().map(|parent| parent.relationship.to_owned()),
        parent_1_phone: first.as_ref().map(|parent| parent.phone.clone()),
        parent_1_email: first.as_ref().and_then(|parent| parent.email.clone()),
        parent_2_name: second.as_ref().map(|parent| parent.name.clone()),
        parent_2_relationship: second.as_ref().map(|parent| parent.relationship.to_owned()),
        parent_2_phone: second.as_ref().map(|parent| parent.phone.clone()),
        parent_2_email: second.as_ref().and_then(|parent| parent.email.clone()),
    };
    let invalidated = facts.nhs_number.is_some() && chance.below(250) == 0;
    let facts = Child { nhs_number_invalidated: invalidated, ..facts };
    DemoChild { id: RecordId::named("demo child", &[&seed.to_string(), &number.to_string()]), number, school, year, facts }
}

/// Some day of the twelve months in which children of this year group were born.
fn born(chance: &mut Chance, year: u8, today: NaiveDate) -> NaiveDate {
    let start = school_year_start(today);
    let first = chrono::Datelike::with_year(&start, chrono::Datelike::year(&start) - 5 - i32::from(year)).unwrap_or(start);
    first.checked_add_days(Days::new(chance.below(365))).unwrap_or(first)
}

struct Parent {
    name: String,
    relationship: &'static str,
    phone: String,
    email: Option<String>,
}

fn parents(chance: &mut Chance, family: &str) -> [Option<Parent>; 2] {
    let mother = chance.percent(70);
    let first = parent(chance, family, mother);
    let second = chance.percent(45).then(|| parent(chance, family, !mother));
    [Some(first), second]
}

/// Telephone numbers and addresses that belong to nobody: Ofcom keeps these for stories, and example.com is reserved.
fn parent(chance: &mut Chance, family: &str, mother: bool) -> Parent {
    let given = name::parent(chance, mother);
    let relationship = match chance.below(20) {
        0 => "Guardian",
        1 => "Grandparent",
        _ if mother => "Mother",
        _ => "Father",
    };
    let mailbox: String =
        format!("{given}.{family}").to_lowercase().chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '.').collect();
    Parent {
        name: format!("{given} {family}"),
        relationship,
        phone: format!("07700 900{:03}", chance.below(1_000)),
        email: chance.percent(80).then(|| format!("{mailbox}@example.com")),
    }
}

/// Test numbers begin with 999. Those whose check digit does not exist are left out.
fn test_numbers(seed: u64) -> impl Iterator<Item = String> {
    let begin = 100_000 + Chance::of(seed, "numbers", 0).below(800_000);
    (0..100_000).filter_map(move |step| {
        let nine = format!("999{:06}", (begin + step) % 900_000 + 100_000);
        let digits: Vec<u32> = nine.bytes().map(|byte| u32::from(byte - b'0')).collect();
        check_digit(&digits).map(|check| format!("{nine}{check}"))
    })
}

fn letter(chance: &mut Chance) -> char {
    // Royal Mail leaves out those that look alike.
    char::from(chance.one_of(b"ABDEFGHJLNPQRSTUWXYZ"))
}

const STREETS: &[&str] = &[
    "Ash Lane",
    "Beck Side",
    "Chapel Hill",
    "Cooper's Yard",
    "Fell View",
    "Ghyll Close",
    "High Street",
    "Mill Brow",
    "Moor Road",
    "Orchard Terrace",
    "Priory Walk",
    "Station Road",
    "The Green",
    "Weavers' Row",
    "Hawthorn Avenue",
    "Upper Swinesherd Bottom Lane",
];
