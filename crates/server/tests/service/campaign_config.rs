//! A campaign's configuration from another app's file: what means the same is taken, the rest is listed, and a file with mistakes
//! changes nothing.

use crate::typed::{program, works};
use daybook_server::campaign::read;
use std::path::Path;

/// In our words, with everything that can be taken, and a little of what cannot.
const CONFIGURATION: &str = r#"{
    "_remark": "made up for the tests",
    "tenantId": "hills",
    "appConfig": [{
        "SYNC_TRIGGER": "MANUAL | ALWAYS",
        "SYNC_METHOD": "API",
        "BANDWIDTH_BATCH_SIZE": [{"BATCH_SIZE": 50}, {"PHONES": [7]}],
        "PROXIMITY_SEARCH_RANGE": 1500,
        "BACKGROUND_SERVICE_CONFIG": {"SERVICE_INTERVAL": 900},
        "LANGUAGES": [{"label": "Swahili", "value": "sw_TZ"}, {"label": "Swahili, coast", "value": "sw_KE"}, {"label": "English", "value": "en"}],
        "CALL_SUPPORT": [{"name": "Night desk", "code": "0000000007"}, {"name": "Stores", "code": "01632 960300"}],
        "ID_TYPE_OPTIONS_POPULATOR": [{"name": "DEFAULT", "code": "SYSTEM_GENERATED"}, {"name": "Voter card", "code": "VOTER"}],
        "GENDER_OPTIONS_POPULATOR": [{"name": "FEMALE", "code": "FEMALE"}, {"name": "OTHER", "code": "OTHER"}],
        "COLOUR_OF_BUTTONS": "green"
    }],
    "BaseMapLayers": [{"name": "From above", "url": "https://tiles.example/{z}/{x}/{y}.png"}]
}"#;

fn set_up(data: &Path) {
    works(data, "organisation add R1A Trust");
    works(data, "campaign add nets Nets --starts 2026-09-01");
}

fn refused(data: &Path, line: &str) -> String {
    let output = program(data).args(line.split_whitespace()).output().unwrap();
    assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_means_the_same_is_taken_and_the_rest_is_listed_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    set_up(data);
    std::fs::write(data.join("app.json"), CONFIGURATION).unwrap();
    let said = works(data, "campaign import app.json --campaign nets");
    assert!(
        said.starts_with("The campaign nets is changed.\n  Languages: sw, en\n  Documents: Voter card\n  Near: up to 1500 m\n"),
        "{said}"
    );
    assert!(said.contains("2 contacts added, 0 changed, 0 the same"), "{said}");
    let listed: Vec<(&str, &str)> =
        said.lines().skip_while(|line| *line != "Not taken:").skip(1).map(|line| line.trim().split_once(": ").unwrap()).collect();
    let mut places: Vec<&str> = listed.iter().map(|(place, _)| *place).collect();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            "BaseMapLayers[0], From above",
            "appConfig[0].BACKGROUND_SERVICE_CONFIG.SERVICE_INTERVAL, 900",
            "appConfig[0].BANDWIDTH_BATCH_SIZE, BATCH_SIZE 50, PHONES",
            "appConfig[0].COLOUR_OF_BUTTONS, green",
            "appConfig[0].GENDER_OPTIONS_POPULATOR[0], FEMALE",
            "appConfig[0].GENDER_OPTIONS_POPULATOR[1], OTHER",
            "appConfig[0].ID_TYPE_OPTIONS_POPULATOR[0], SYSTEM_GENERATED",
            "appConfig[0].LANGUAGES[1], sw_KE",
            "appConfig[0].SYNC_METHOD, API",
            "appConfig[0].SYNC_TRIGGER, MANUAL | ALWAYS",
            "tenantId, hills",
        ]
    );
    let why = |place: &str| listed.iter().find(|(at, _)| at.contains(place)).unwrap().1;
    assert_eq!(why("SYNC_TRIGGER"), "it lists what could be chosen, and chooses nothing");
    assert_eq!(why("COLOUR"), "what it is for is not known here");

    let again = works(data, "campaign import app.json");
    assert!(again.starts_with("The campaign nets is the same.\n") && again.contains("0 contacts added, 0 changed, 2 the same"), "{again}");
}

#[test]
fn what_a_file_does_not_say_stays_and_what_was_added_by_hand_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    set_up(data);
    works(data, "contact add Stores 01632960301 --role Storekeeper --place 9");
    std::fs::write(data.join("app.json"), CONFIGURATION).unwrap();
    assert!(works(data, "campaign import app.json").contains("1 contacts added, 1 changed, 0 the same"));
    assert!(works(data, "contact list").lines().last().unwrap().starts_with("Stores  01632 960300  Storekeeper"));
    std::fs::write(data.join("part.json"), r#"{"appConfig": [{"PROXIMITY_SEARCH_RANGE": 800}]}"#).unwrap();
    works(data, "campaign import part.json");
    assert_eq!(works(data, "campaign list"), "nets  Nets  sw en\n", "languages stay");
    // Renamed by hand, it keeps the rest: what the file says is the same as before.
    works(data, "campaign add nets Netting");
    assert!(works(data, "campaign import part.json").starts_with("The campaign nets is the same."));
    assert_eq!(works(data, "campaign list"), "nets  Netting  sw en\n");
}

#[test]
fn a_file_with_mistakes_tells_all_of_them_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    set_up(data);
    let wrong = r#"{"appConfig": [{
        "CALL_SUPPORT": [{"name": "Desk", "code": 7}, {"name": "Desk", "code": "1"}, {"name": "Desk", "code": "2"}],
        "ID_TYPE_OPTIONS_POPULATOR": [{"name": "pool", "code": "POOL"}, {"code": "X"}, {"name": "Card", "code": "A"}, {"name": "Card", "code": "B"}],
        "LANGUAGES": [{"label": "Portuguese", "value": "Portuguese"}],
        "GENDER_OPTIONS_POPULATOR": "both",
        "PROXIMITY_SEARCH_RANGE": -3
    }]}"#;
    std::fs::write(data.join("wrong.json"), wrong).unwrap();
    let said = refused(data, "campaign import wrong.json");
    let told: Vec<&str> = said.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert!(said.contains("wrong.json: Nothing was imported: 8 faults."), "{said}");
    for place in [
        "appConfig[0].CALL_SUPPORT[0].code",
        "appConfig[0].CALL_SUPPORT[2].name",
        "appConfig[0].GENDER_OPTIONS_POPULATOR",
        "appConfig[0].ID_TYPE_OPTIONS_POPULATOR[0].name",
        "appConfig[0].ID_TYPE_OPTIONS_POPULATOR[1].name",
        "appConfig[0].ID_TYPE_OPTIONS_POPULATOR[3].name",
        "appConfig[0].LANGUAGES[0].value",
        "appConfig[0].PROXIMITY_SEARCH_RANGE",
    ] {
        assert!(told.contains(&place), "{place}: {said}");
    }
    assert_eq!((works(data, "campaign list"), works(data, "contact list")), ("nets  Nets  en\n".to_owned(), String::new()));
    for (text, words) in [
        ("{", "this is not JSON"),
        (r#"{"dashboardConfig": []}"#, "it has no `appConfig`"),
        (r#"{"appConfig": [{}, {}]}"#, "one configuration is read at a time, and here are 2"),
    ] {
        std::fs::write(data.join("wrong.json"), text).unwrap();
        let said = refused(data, "campaign import wrong.json");
        assert!(said.contains(words), "{said}");
    }
}

/// The configuration of a real campaign, where it lies beside the repository.
#[test]
fn a_real_campaigns_configuration_is_taken_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/campaign");
    let Ok(file) = std::fs::read(folder.join("digit_mz_field_app_configuration.json")) else { return };
    let taken = read(&file).unwrap();
    assert_eq!(taken.languages.unwrap(), ["pt", "fr", "en"]);
    assert_eq!(taken.documents.unwrap(), ["AADHAAR", "PAN"]);
    assert_eq!(taken.nearby_metres, Some(3000));
    assert_eq!(taken.contacts[0], ("Support DeskLine 1".to_owned(), "0000000001".to_owned()));
    assert_eq!(taken.contacts.len(), 2);
    assert!(taken.left_out.iter().all(|left| left.why != "what it is for is not known here"), "{:?}", taken.left_out);

    let Ok(file) = std::fs::read(folder.join("digit_mz_mdms_excerpts.json")) else { return };
    let beside = read(&file).unwrap();
    let places: Vec<&str> = beside.left_out.iter().map(|left| left.place.as_str()).collect();
    assert!(places.contains(&"IdFormat[2]") && places.contains(&"BaseMapLayers[1]") && places.contains(&"dashboardConfig"), "{places:?}");
    assert_eq!((beside.languages, beside.documents, beside.contacts), (None, None, vec![]));
}
