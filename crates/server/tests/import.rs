//! Real files become children, schools, histories, or are refused with every fault.
//!
//! The files that schools really send are not part of this repository; where they lie beside it, they are read too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use daybook_record::code::{DeliveryMethod, DeliverySite, VaccinationOutcome};
use daybook_record::kind::{Child, Location, OWN_SOURCE, Vaccination, Vaccine};
use daybook_record::{Kind, RecordId};
use daybook_server::db::{self, Tx};
use daybook_server::import::{self, ImportError, Imported};
use daybook_server::{ActualWorld, Config, Service, people};
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::sync::Arc;

const ORG: &str = "R0X";
const HEADER: &str = "CHILD_SCHOOL_URN,CHILD_FIRST_NAME,CHILD_LAST_NAME,CHILD_DATE_OF_BIRTH,CHILD_POSTCODE,CHILD_NHS_NUMBER\n";

struct Place {
    service: Service,
    _folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::open(Config::for_tests(folder.path()), Arc::new(ActualWorld::default())).unwrap();
        let place = Self { service, _folder: folder };
        place.write(|tx| people::add_organisation(tx, ORG, "Ayton Trust", place.service.world.as_ref()).map(|_| ())).unwrap();
        place.import(import::schools, "URN,Name\n123456,Ash School\n100001,Oak School\n").unwrap();
        place
    }

    fn write<T, E: From<db::DbError>>(&self, work: impl FnOnce(&dyn Tx) -> Result<T, E>) -> Result<T, E> {
        db::write(self.service.db.as_ref(), work)
    }

    fn import(&self, what: Importer, file: impl AsRef<[u8]>) -> Result<Imported, Vec<String>> {
        self.write(|tx| what(tx, ORG, self.service.world.as_ref(), file.as_ref())).map_err(told)
    }

    fn cohort(&self, file: impl AsRef<[u8]>) -> Result<Imported, Vec<String>> {
        self.import(|tx, org, world, bytes| import::children(tx, org, world, bytes, None), file)
    }

    fn class_list(&self, file: impl AsRef<[u8]>) -> Result<Imported, Vec<String>> {
        self.import(|tx, org, world, bytes| import::children(tx, org, world, bytes, Some("123456")), file)
    }

    fn all<T: DeserializeOwned>(&self, kind: Kind) -> Vec<(RecordId, T)> {
        let records = db::read(self.service.db.as_ref(), |tx| tx.records(ORG, kind)).unwrap();
        records.into_iter().map(|kept| (kept.held.record, kept.held.facts.read().unwrap())).collect()
    }

    fn children(&self) -> Vec<(RecordId, Child)> {
        let mut children: Vec<(RecordId, Child)> = self.all(Kind::Child);
        children.sort_by(|one, other| one.1.given_name.cmp(&other.1.given_name));
        children
    }

    fn sequence(&self) -> u64 {
        db::read(self.service.db.as_ref(), |tx| tx.last_sequence(ORG)).unwrap()
    }
}

type Importer = fn(&dyn Tx, &str, &dyn daybook_record::World, &[u8]) -> Result<Imported, ImportError>;

fn told(error: ImportError) -> Vec<String> {
    match error {
        ImportError::Refused(faults) => faults.iter().map(ToString::to_string).collect(),
        ImportError::Db(error) => panic!("{error}"),
    }
}

/// A file as it came from a school or another service; none where it does not lie beside the repository.
fn real(name: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let bytes = std::fs::read(file).ok();
    if bytes.is_none() {
        println!("{name} is not here: this test was passed over");
    }
    bytes
}

#[test]
fn a_class_list_as_a_school_sends_it_gives_its_children() {
    let Some(file) = real("cohorts/class_import_valid.csv") else { return };
    let place = Place::new();
    assert_eq!(place.class_list(&file).unwrap().to_string(), "4 children added, 0 changed, 0 the same");
    let children = place.children();
    let said: Vec<_> =
        children.iter().map(|(_, child)| (child.given_name.as_str(), child.nhs_number.as_deref(), child.school.as_str())).collect();
    assert_eq!(
        said,
        [
            ("Gae", None, "123456"),
            ("Jennifer", Some("9990000018"), "123456"),
            ("Jimmy", Some("9990000026"), "123456"),
            ("Mark", Some("9990000034"), "123456"),
        ]
    );
    assert_eq!(children[1].1.year_group, Some(9));
    assert_eq!(children[2].1.date_of_birth.to_string(), "2010-01-02");
    assert_eq!(children[3].1.parent_2_name.as_deref(), Some("Richard Doe"));

    let before = place.sequence();
    assert_eq!(place.class_list(&file).unwrap().to_string(), "0 children added, 0 changed, 4 the same");
    assert_eq!(place.sequence(), before, "a second import writes nothing");
    assert_eq!(place.children(), children);
}

#[test]
fn a_cohort_as_it_comes_gives_its_children_and_knows_those_of_the_class_list() {
    let (Some(class), Some(cohort)) = (real("cohorts/class_import_valid.csv"), real("cohorts/cohort_import_valid.csv")) else { return };
    let place = Place::new();
    assert_eq!(place.cohort(&cohort).unwrap().to_string(), "3 children added, 0 changed, 0 the same");
    let unknown = place.children().into_iter().find(|(_, child)| child.given_name == "Mark").unwrap();
    assert_eq!(unknown.1.school, "888888");
    assert!(place.all::<Location>(Kind::Location).iter().any(|(_, place)| place.name == "Unknown school"));

    // The class list says Mark's school and number, and a child that the cohort does not have.
    let imported = place.class_list(&class).unwrap();
    assert_eq!(imported.tallies[0].1.added, 1);
    let mark = place.children().into_iter().find(|(_, child)| child.given_name == "Mark").unwrap();
    assert_eq!((mark.0, mark.1.school.as_str(), mark.1.nhs_number.as_deref()), (unknown.0, "123456", Some("9990000034")));

    // The cohort still does not know Mark's school: that takes him nowhere.
    assert_eq!(place.cohort(&cohort).unwrap().to_string(), "0 children added, 0 changed, 3 the same");
}

#[test]
fn a_file_with_faults_imports_nothing_and_tells_every_one() {
    let Some(file) = real("cohorts/class_import_invalid_fields.csv") else { return };
    let place = Place::new();
    let before = place.sequence();
    let faults = place.class_list(&file).unwrap_err();
    println!("{}", faults.join("\n"));
    for row in 3..=18 {
        assert!(
            faults.iter().any(|fault| fault.starts_with(&format!("Row {row},")) || fault.starts_with(&format!("Row {row}:"))),
            "row {row}"
        );
    }
    for (row, column) in [
        (3, "CHILD_LAST_NAME"),
        (4, "PARENT_1_NAME"),
        (5, "PARENT_1_RELATIONSHIP"),
        (8, "CHILD_FIRST_NAME"),
        (9, "CHILD_DATE_OF_BIRTH"),
        (14, "PARENT_1_EMAIL"),
        (15, "PARENT_1_PHONE"),
        (16, "CHILD_DATE_OF_BIRTH"),
        (17, "CHILD_POSTCODE"),
        (18, "CHILD_NHS_NUMBER"),
    ] {
        assert!(faults.iter().any(|fault| fault.starts_with(&format!("Row {row}, {column}: "))), "row {row}, {column}");
    }
    assert!(!faults.iter().any(|fault| fault.contains("999000") || fault.contains("Smith")), "no fault quotes a value");
    assert_eq!(place.sequence(), before);
    assert!(place.children().is_empty());
}

#[test]
fn a_list_of_past_vaccinations_becomes_history_that_nobody_can_edit() {
    let Some(file) = real("cohorts/immunisation_poc_valid_flu.csv") else { return };
    let place = Place::new();
    let first = place.import(import::vaccinations, &file).unwrap();
    assert!(first.to_string().starts_with("11 vaccination records added, 0 changed, 0 the same\n11 children added"), "{first}");
    assert_eq!(first.unread, ["CONSENT_TYPE", "LOCAL_PATIENT_ID", "LOCAL_PATIENT_ID_URI"]);
    let history: Vec<(RecordId, Vaccination)> = place.all(Kind::Vaccination);
    assert!(history.iter().all(|(_, record)| record.source == "R1L" && record.source != OWN_SOURCE && record.time.is_none()));
    let child = |name: &str| place.children().into_iter().find(|(_, child)| child.given_name == name).unwrap();
    let of = |name: &str| history.iter().find(|(_, record)| record.child == child(name).0).unwrap().1.clone();
    let berry = of("Berry");
    assert_eq!((berry.site, berry.method), (Some(DeliverySite::Nose), Some(DeliveryMethod::NasalSpray)));
    assert_eq!((berry.batch_number.as_deref(), berry.batch_expiry.unwrap().to_string().as_str()), (Some("123013325"), "2022-07-30"));
    let products: Vec<(RecordId, Vaccine)> = place.all(Kind::Vaccine);
    assert_eq!(products.iter().find(|(id, _)| Some(*id) == berry.vaccine).unwrap().1.brand, "Fluenz");
    let alecia = of("Alecia");
    assert_eq!((alecia.outcome, alecia.vaccine, alecia.site), (VaccinationOutcome::Contraindicated, None, None));
    assert_eq!((child("Lily").1.school.as_str(), child("Pete").1.school.as_str()), ("999999", "888888"));
    assert!(
        place.all::<Location>(Kind::Location).iter().any(|(_, place)| place.urn == "120026" && place.name == "shaftesbury junior school")
    );

    let before = place.sequence();
    let again = place.import(import::vaccinations, &file).unwrap();
    assert!(again.to_string().starts_with("0 vaccination records added, 0 changed, 11 the same\n0 children added"), "{again}");
    assert_eq!(place.sequence(), before);
}

#[test]
fn a_catalogue_from_a_file_changes_the_products_that_histories_speak_of() {
    let Some(file) = real("vaccines.yml") else { return };
    let place = Place::new();
    place.import(import::vaccinations, "PERSON_FORENAME,PERSON_SURNAME,PERSON_DOB,VACCINATED,DATE_OF_VACCINATION,PROGRAMME,VACCINE_GIVEN\nAmina,Begum,2012-01-01,yes,2025-05-14,Flu,Fluenz\n").unwrap();
    let built_in: Vec<(RecordId, Vaccine)> = place.all(Kind::Vaccine);
    let imported = place.import(import::vaccines, &file).unwrap();
    assert_eq!((imported.tallies[0].1.added, built_in.len()), (2, 13), "only the two that are no longer given are new");
    let now: Vec<(RecordId, Vaccine)> = place.all(Kind::Vaccine);
    for (id, ours) in &built_in {
        let theirs = &now.iter().find(|(known, _)| known == id).unwrap().1;
        assert_eq!(
            (&ours.snomed, ours.method, ours.contains_gelatine, ours.dose_ml, ours.programme, &ours.variant),
            (&theirs.snomed, theirs.method, theirs.contains_gelatine, theirs.dose_ml, theirs.programme, &theirs.variant),
            "{}",
            ours.key
        );
    }
    assert_eq!(now.iter().filter(|(_, vaccine)| vaccine.discontinued).count(), 2);
    assert_eq!(place.import(import::vaccines, &file).unwrap().to_string(), "0 vaccines added, 0 changed, 15 the same");
}

#[test]
fn a_child_whose_file_says_another_school_moves_there_and_stays_who_she_is() {
    let place = Place::new();
    place.cohort(format!("{HEADER}123456,Amina,Begum,01/02/2012,B1 1AA,9990000018\n")).unwrap();
    let before = place.children();
    let moved = place.cohort(format!("{HEADER}100001,amina,BEGUM,2012-02-01,b11aa,\n")).unwrap();
    assert_eq!(moved.to_string(), "0 children added, 1 changed, 0 the same");
    let after = place.children();
    assert_eq!((after[0].0, after[0].1.school.as_str(), after[0].1.nhs_number.as_deref()), (before[0].0, "100001", Some("9990000018")));
}

#[test]
fn one_child_in_two_rows_is_told_in_both() {
    let place = Place::new();
    let faults = place
        .cohort(format!("{HEADER}123456,Amina,Begum,01/02/2012,B1 1AA,9990000018\n\n123456,Ifan,Rhys,01/02/2013,,999 000 0018\n123456,Zoë,Ray,01/02/2013,,\n123456,ZOË,Ray,01/02/2013,,\n"))
        .unwrap_err();
    assert_eq!(
        faults,
        [
            "Row 2, CHILD_NHS_NUMBER: row 4 also has this NHS number: keep one row for each child",
            "Row 4, CHILD_NHS_NUMBER: row 2 also has this NHS number: keep one row for each child",
            "Row 5: row 6 also has these names, date of birth and postcode: keep one row for each child",
            "Row 6: row 5 also has these names, date of birth and postcode: keep one row for each child",
        ]
    );
}

#[test]
fn a_number_that_is_another_childs_does_not_make_one_child_of_two() {
    let place = Place::new();
    place.cohort(format!("{HEADER}123456,Amina,Begum,01/02/2012,B1 1AA,9990000018\n")).unwrap();
    let imported = place.cohort(format!("{HEADER}123456,Ifan,Rhys,01/03/2013,B1 1AA,9990000018\n")).unwrap();
    assert_eq!((imported.tallies[0].1.added, imported.warnings.len()), (1, 1));
    let children = place.children();
    assert_eq!(children.iter().map(|(_, child)| child.nhs_number_invalidated).collect::<Vec<_>>(), [false, true]);
    let again = place.cohort(format!("{HEADER}123456,Ifan,Rhys,01/03/2013,B1 1AA,9990000018\n")).unwrap();
    assert_eq!(again.tallies[0].1.same, 1);
    assert_eq!(place.children(), children);
}

#[test]
fn a_school_that_is_not_known_is_a_fault_and_the_two_stand_ins_are_not() {
    let place = Place::new();
    let faults = place.cohort(format!("{HEADER}654321,Amina,Begum,01/02/2012,,\n888888,Ifan,Rhys,01/02/2012,,\n999999,Zoë,Ray,01/02/2012,,\nAsh School,Jo,Ray,01/02/2012,,\n"));
    assert_eq!(
        faults.unwrap_err(),
        [
            "Row 2, CHILD_SCHOOL_URN: this school is not known: import the schools first, or use 888888 for an unknown school",
            "Row 5, CHILD_SCHOOL_URN: enter the school's URN of six digits, 888888 for an unknown school, 999999 for home-educated",
        ]
    );
}

#[test]
fn twenty_thousand_children_come_in_at_once() {
    let place = Place::new();
    let rows: String =
        (0..20_000).map(|number| format!("123456,Given{number},Family{},2012-{:02}-01,,\n", number % 977, number % 12 + 1)).collect();
    assert_eq!(place.cohort(format!("{HEADER}{rows}")).unwrap().tallies[0].1.added, 20_000);
    assert_eq!(place.cohort(format!("{HEADER}{rows}")).unwrap().tallies[0].1.same, 20_000);
}
