//! From the file a school sends to a child who is found and vaccinated.

use crate::person::Person;
use daybook_testkit::server::{Service, db, demo, import};
use serde_json::json;
use std::path::Path;

/// A school of the demo where flu is given today.
const SCHOOL: usize = 0;

/// Lines as schools write them: two forms of date, blanks in numbers, an empty row, names that are hard to spell.
const CLASS_LIST: &str = "\u{feff}Child_First_Name,CHILD_LAST_NAME,CHILD_PREFERRED_FIRST_NAME,CHILD_DATE_OF_BIRTH,CHILD_POSTCODE,CHILD_REGISTRATION,CHILD_NHS_NUMBER
Siobhán,Ní Dhomhnaill,Shiv,2018-03-04,SW1A 1AA,3B,999 000 0042
Gae,Thorne-Smith,,04/09/2017,,4C,
,,,,,,
";

fn takes_in(service: &Service, class_list_of: Option<&str>, file: &[u8]) {
    let org = demo::place::ORGANISATION;
    let imported = db::write(service.db.as_ref(), |tx| import::children(tx, org, service.world.as_ref(), file, class_list_of));
    imported.unwrap();
}

fn vaccinates(person: &Person, child: &serde_json::Value) {
    let session = person.session_at(demo::place::SCHOOLS[SCHOOL].urn);
    let draft = person.vaccination(&session, &child["id"], &json!("flu"));
    assert_eq!(person.asks("save_vaccination", json!({ "draft": draft })).unwrap()["changed"], true);
    let account = person.syncs();
    assert_eq!((&account["end"], &account["received"]), (&json!("completed"), &json!(1)));
    assert!(account["with_support"].as_array().unwrap().is_empty());
}

#[test]
fn children_of_a_class_list_can_be_found_and_vaccinated() {
    let person = Person::after(|service| takes_in(service, Some(demo::place::SCHOOLS[SCHOOL].urn), CLASS_LIST.as_bytes()));
    person.signs_in("nadia");
    person.syncs();
    for spelling in ["Siobhan Ni Dhomhnaill", "shiv", "9990000042", "999 000 0042", "Dhomnaill"] {
        let found = person.finds(spelling);
        assert!(found.iter().any(|child| child["family_name"] == "Ní Dhomhnaill"), "{spelling}");
    }
    vaccinates(&person, &person.finds("thorne smith")[0]);
}

#[test]
fn the_files_that_schools_send_give_children_one_can_find_and_vaccinate() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cohorts");
    let Ok(class_list) = std::fs::read(folder.join("class_import_valid.csv")) else {
        println!("the files are not beside this checkout: nothing to try them on");
        return;
    };
    let school = demo::place::SCHOOLS[SCHOOL].urn;
    let person = Person::after(|service| takes_in(service, Some(school), &class_list));
    person.signs_in("nadia");
    person.syncs();
    for name in ["Jennifer Clarke", "Jimmy Smith", "Mark Doe", "Gae Thorne-Smith"] {
        assert!(!person.finds(name).is_empty(), "{name}");
    }
    vaccinates(&person, &person.finds("Jimmy Smith")[0]);
}
