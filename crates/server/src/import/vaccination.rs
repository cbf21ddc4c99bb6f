//! Past vaccinations: what a row of a list says was given or not, to whom, where and by whom.
//!
//! A history from elsewhere is taken as it is (an expired batch, a dose without a number), except where it cannot be: a day
//! that is still to come, a spray in the arm. What the list does not say is not invented: no noon, no dose number.

use super::catalogue::{product_named, vaccine_id};
use super::cell::{self, Cell};
use super::child::date_of_birth;
use super::fault::FileFault;
use super::row::Reading;
use super::table::{Columns, Table};
use chrono::{NaiveDate, NaiveTime};
use daybook_record::Urn;
use daybook_record::code::{DeliveryMethod, DeliverySite, Gender, Programme, VaccinationOutcome, VaccineMethod};
use daybook_record::kind::{LONGEST_NOTE, Vaccination, Vaccine};
use daybook_record::{RecordId, number};

/// What a list of past vaccinations has.
pub const VACCINATIONS: Columns = Columns {
    known: &[
        ("ORGANISATION_CODE", &["ORGANISATION", "ODS_CODE"]),
        ("SCHOOL_URN", &[]),
        ("SCHOOL_NAME", &[]),
        ("NHS_NUMBER", &["PERSON_NHS_NUMBER", "CHILD_NHS_NUMBER"]),
        ("PERSON_FORENAME", &["PERSON_GIVEN_NAME", "PERSON_FIRST_NAME", "CHILD_FIRST_NAME"]),
        ("PERSON_SURNAME", &["PERSON_FAMILY_NAME", "PERSON_LAST_NAME", "CHILD_LAST_NAME"]),
        ("PERSON_DOB", &["PERSON_DATE_OF_BIRTH", "CHILD_DATE_OF_BIRTH", "DATE_OF_BIRTH"]),
        ("PERSON_GENDER_CODE", &["PERSON_GENDER", "GENDER"]),
        ("PERSON_POSTCODE", &["POSTCODE", "CHILD_POSTCODE"]),
        ("VACCINATED", &[]),
        ("DATE_OF_VACCINATION", &["VACCINATION_DATE"]),
        ("TIME_OF_VACCINATION", &["VACCINATION_TIME"]),
        ("PROGRAMME", &[]),
        ("VACCINE_GIVEN", &["VACCINE"]),
        ("BATCH_NUMBER", &[]),
        ("BATCH_EXPIRY_DATE", &["BATCH_EXPIRY"]),
        ("ANATOMICAL_SITE", &["SITE"]),
        ("DOSE_SEQUENCE", &["DOSE_NUMBER"]),
        ("PERFORMING_PROFESSIONAL_FORENAME", &[]),
        ("PERFORMING_PROFESSIONAL_SURNAME", &[]),
        ("REASON_NOT_VACCINATED", &[]),
        ("NOTES", &[]),
    ],
    needed: &["PERSON_FORENAME", "PERSON_SURNAME", "PERSON_DOB", "VACCINATED", "DATE_OF_VACCINATION", "PROGRAMME"],
    lines: &[],
};

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub struct VaccinationRow {
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
    /// As registered.
    pub gender: Option<Gender>,
    /// What the list calls the place.
    pub school_name: Option<String>,
    /// What happened; its `child` is filled in once she is found.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Against what.
    pub programme: Programme,
    /// On which day.
    pub date: NaiveDate,
    /// Where.
    pub location: Option<Urn>,
    time: Option<NaiveTime>,
    outcome: VaccinationOutcome,
    given: Given,
    performer_name: Option<String>,
    notes: Option<String>,
    /// Whose list it is.
    pub source: String,
}

/// What was given. All blank where nothing was.
#[derive(Clone, Debug, Default, PartialEq)]
struct Given {
    vaccine: Option<RecordId>,
    batch_number: Option<String>,
    batch_expiry: Option<NaiveDate>,
    site: Option<DeliverySite>,
    method: Option<DeliveryMethod>,
    dose_sequence: Option<u8>,
}

/// The source of a list that does not say whose it is.
const SOURCE_NOT_SAID: &str = "imported list";

/// Reads every row of a list, with the products that there are.
pub fn read(table: &Table, products: &[Vaccine], today: NaiveDate, faults: &mut Vec<FileFault>) -> Vec<VaccinationRow> {
    table.rows.iter().filter_map(|row| read_row(Reading::new(table, row, faults), products, today)).collect()
}

fn read_row(mut row: Reading<'_>, products: &[Vaccine], today: NaiveDate) -> Option<VaccinationRow> {
    let given_name = row.need("PERSON_FORENAME", "enter a first name", cell::text);
    let family_name = row.need("PERSON_SURNAME", "enter a last name", cell::text);
    let date_of_birth = date_of_birth(&mut row, "PERSON_DOB", today);
    let nhs_number = row.read("NHS_NUMBER", cell::nhs_number);
    let postcode = row.read("PERSON_POSTCODE", cell::postcode);
    let gender = row.read("PERSON_GENDER_CODE", cell::gender);
    let school_name = row.read("SCHOOL_NAME", cell::text);
    let event = event(&mut row, products, date_of_birth, today);
    Some(VaccinationRow {
        row: row.number(),
        given_name: given_name?,
        family_name: family_name?,
        date_of_birth: date_of_birth?,
        nhs_number,
        postcode,
        gender,
        school_name,
        event: event?,
    })
}

fn event(row: &mut Reading<'_>, products: &[Vaccine], born: Option<NaiveDate>, today: NaiveDate) -> Option<Event> {
    let programme = row.need("PROGRAMME", "enter flu, HPV, MenACWY, MMR, MMRV or Td/IPV", programme);
    let date = row.need("DATE_OF_VACCINATION", "enter the day", cell::date);
    if let Some(date) = date {
        if date > today {
            row.fault("DATE_OF_VACCINATION", "this day is still to come");
        } else if born.is_some_and(|born| date < born) {
            row.fault("DATE_OF_VACCINATION", "this is before the child was born");
        }
    }
    let time = row.read("TIME_OF_VACCINATION", time);
    let location = row.read("SCHOOL_URN", cell::urn);
    let outcome = match row.need("VACCINATED", "enter yes or no", cell::yes_no) {
        Some(true) => Some(VaccinationOutcome::Administered),
        Some(false) => row.need("REASON_NOT_VACCINATED", "enter why not: refused, unwell, contraindicated or already had", reason),
        None => None,
    };
    let given = match outcome {
        Some(VaccinationOutcome::Administered) => given(row, products, programme),
        _ => Given::default(),
    };
    let names = [row.read("PERFORMING_PROFESSIONAL_FORENAME", cell::text), row.read("PERFORMING_PROFESSIONAL_SURNAME", cell::text)];
    let performer = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let notes = row.read("NOTES", note);
    Some(Event {
        programme: programme?,
        date: date?,
        location,
        time,
        outcome: outcome?,
        given,
        performer_name: Some(performer).filter(|name| !name.is_empty()),
        notes,
        source: row.read("ORGANISATION_CODE", cell::text).unwrap_or_else(|| SOURCE_NOT_SAID.to_owned()),
    })
}

fn given(row: &mut Reading<'_>, products: &[Vaccine], programme: Option<Programme>) -> Given {
    let vaccine = row.cell("VACCINE_GIVEN").and_then(|name| {
        let known = product_named(products, name);
        match (known, programme) {
            (None, _) => row.fault("VACCINE_GIVEN", "there is no such vaccine in the catalogue: use a name from it, or leave it blank"),
            (Some(known), Some(programme)) if known.programme != programme => {
                row.fault("VACCINE_GIVEN", "this vaccine is of another programme")
            }
            _ => return known,
        }
        None
    });
    let site = row.read("ANATOMICAL_SITE", site);
    let in_the_nose = site.map(|site| site == DeliverySite::Nose);
    let sprayed = vaccine.map(|vaccine| vaccine.method == VaccineMethod::Nasal);
    if in_the_nose.zip(sprayed).is_some_and(|(nose, spray)| nose != spray) {
        row.fault("ANATOMICAL_SITE", "this vaccine is not given there");
    }
    // The lists have no column for the method; all that is injected at schools goes into the muscle.
    let method = in_the_nose.or(sprayed).map(|nasal| if nasal { DeliveryMethod::NasalSpray } else { DeliveryMethod::Intramuscular });
    let dose_sequence = row.read("DOSE_SEQUENCE", dose);
    if dose_sequence.zip(programme).is_some_and(|(dose, programme)| dose > programme.most_doses()) {
        row.fault("DOSE_SEQUENCE", "there are not so many doses of this vaccine");
    }
    Given {
        vaccine: vaccine.map(|vaccine| vaccine_id(&vaccine.key)),
        batch_number: row.read("BATCH_NUMBER", cell::text).map(|written| number::batch_number(&written).unwrap_or(written)),
        batch_expiry: row.read("BATCH_EXPIRY_DATE", cell::date),
        site,
        method,
        dose_sequence,
    }
}

impl Event {
    /// The id it always gets: one event per list, child, programme and day, so that a second import finds the first.
    pub fn id(&self, child: RecordId) -> RecordId {
        RecordId::named("vaccination", &[&self.source, &child.to_string(), self.programme.as_str(), &self.date.to_string()])
    }

    /// As it is kept.
    pub fn of_child(&self, child: RecordId) -> Vaccination {
        Vaccination {
            child,
            session: None,
            programme: self.programme,
            date: self.date,
            time: self.time,
            location: self.location.clone(),
            outcome: self.outcome,
            vaccine: self.given.vaccine,
            batch_number: self.given.batch_number.clone(),
            batch_expiry: self.given.batch_expiry,
            site: self.given.site,
            method: self.given.method,
            dose_sequence: self.given.dose_sequence,
            full_dose: None,
            protocol: None,
            identity_confirmed_by: None,
            pre_screening: Vec::new(),
            notes: self.notes.clone(),
            performer: None,
            performer_name: self.performer_name.clone(),
            source: self.source.clone(),
        }
    }
}

fn words(cell: &str) -> String {
    cell.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn programme(cell: &str) -> Cell<Programme> {
    match words(cell).as_str() {
        "flu" | "influenza" => Ok(Programme::Flu),
        "hpv" | "human papillomavirus" => Ok(Programme::Hpv),
        "menacwy" | "men acwy" => Ok(Programme::Menacwy),
        "mmr" | "mmrv" => Ok(Programme::Mmr),
        "td ipv" | "tdipv" | "3 in 1" | "td ipv 3 in 1" => Ok(Programme::TdIpv),
        _ => Err("enter flu, HPV, MenACWY, MMR, MMRV or Td/IPV"),
    }
}

fn reason(cell: &str) -> Cell<VaccinationOutcome> {
    let words = words(cell);
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if says(&["absent", "did not attend", "not attending"]) {
        return Err("an absence is not a vaccination outcome: leave this row out");
    }
    if says(&["refus", "declin"]) {
        Ok(VaccinationOutcome::Refused)
    } else if says(&["unwell", "not well"]) {
        Ok(VaccinationOutcome::Unwell)
    } else if says(&["contraindicat", "contra indicat"]) {
        Ok(VaccinationOutcome::Contraindicated)
    } else if says(&["already"]) {
        Ok(VaccinationOutcome::AlreadyHad)
    } else {
        Err("enter why not: refused, unwell, contraindicated or already had")
    }
}

fn site(cell: &str) -> Cell<DeliverySite> {
    let words = words(cell);
    let has = |word: &str| words.split(' ').any(|one| one == word);
    let side = |left, right| match (has("left"), has("right")) {
        (true, false) => Some(left),
        (false, true) => Some(right),
        _ => None,
    };
    let found = if has("nasal") || has("nose") || has("nostril") {
        Some(DeliverySite::Nose)
    } else if has("thigh") {
        side(DeliverySite::LeftThigh, DeliverySite::RightThigh)
    } else if has("buttock") {
        side(DeliverySite::LeftButtock, DeliverySite::RightButtock)
    } else if has("arm") && has("lower") {
        side(DeliverySite::LeftArmLower, DeliverySite::RightArmLower)
    } else if has("arm") || has("deltoid") {
        side(DeliverySite::LeftArmUpper, DeliverySite::RightArmUpper)
    } else {
        None
    };
    found.ok_or("enter where on the body: left or right upper arm, lower arm, thigh or buttock, or nasal")
}

fn time(cell: &str) -> Cell<NaiveTime> {
    let formats = ["%H:%M:%S", "%H:%M", "%H%M%S"];
    formats.iter().find_map(|format| NaiveTime::parse_from_str(cell, format).ok()).ok_or("enter a time such as 09:30, or leave it blank")
}

fn dose(cell: &str) -> Cell<u8> {
    cell.parse().ok().filter(|dose| *dose > 0).ok_or("enter the number of the dose, from 1, or leave it blank")
}

fn note(cell: &str) -> Cell<String> {
    if cell.chars().count() > LONGEST_NOTE { Err("this is longer than 1,000 characters: shorten it") } else { Ok(cell.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::built_in;
    use super::*;

    const HEADER: &str = "person forename,person surname,person dob,vaccinated,date of vaccination,programme,vaccine given,anatomical site,reason not vaccinated,dose sequence\n";

    fn read_file(rows: &str) -> (Vec<VaccinationRow>, Vec<String>) {
        let table = Table::read(format!("{HEADER}{rows}").as_bytes(), &VACCINATIONS).unwrap();
        let mut faults = Vec::new();
        let rows = read(&table, &built_in(), NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(), &mut faults);
        (rows, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_spray_is_in_the_nose_and_what_is_not_said_is_not_invented() {
        let (rows, faults) = read_file("Amina,Begum,20120912,Yes,20250514,Flu,AstraZeneca Fluenz,Nasal,,\n");
        assert_eq!(faults, [""; 0]);
        let record = rows[0].event.of_child(RecordId(uuid::Uuid::from_u128(1)));
        assert_eq!((record.site, record.method), (Some(DeliverySite::Nose), Some(DeliveryMethod::NasalSpray)));
        assert_eq!((record.time, record.dose_sequence, record.full_dose), (None, None, None));
        assert_eq!(record.source, SOURCE_NOT_SAID);
    }

    #[test]
    fn what_cannot_be_is_told() {
        let (_, faults) = read_file(
            "Amina,Begum,20120912,yes,20270514,Flu,Fluenz,Left thigh,,\n\
             Amina,Begum,20120912,no,20110514,HPV,,,Absent from school,\n\
             Amina,Begum,20120912,yes,20250514,HPV,Fluenz,,,4\n\
             Amina,Begum,20120912,maybe,,polio,,,,\n",
        );
        assert_eq!(
            faults,
            [
                "Row 2, date of vaccination: this day is still to come",
                "Row 2, anatomical site: this vaccine is not given there",
                "Row 3, date of vaccination: this is before the child was born",
                "Row 3, reason not vaccinated: an absence is not a vaccination outcome: leave this row out",
                "Row 4, vaccine given: this vaccine is of another programme",
                "Row 4, dose sequence: there are not so many doses of this vaccine",
                "Row 5, programme: enter flu, HPV, MenACWY, MMR, MMRV or Td/IPV",
                "Row 5, date of vaccination: enter the day",
                "Row 5, vaccinated: enter yes or no",
            ]
        );
    }
}
