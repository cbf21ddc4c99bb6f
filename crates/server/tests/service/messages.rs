//! A campaign's own words: taken in from a file as a whole or not at all, once, and each travelling alone.

use crate::campaign::{campaign, visit};
use crate::ground::{Ground, ORG};
use crate::typed::{program, works};
use daybook_record::Scope;
use daybook_record::kind::Message;
use daybook_server::import::ImportError;
use daybook_server::message::{Taken, all, import, remove};
use std::path::Path;

/// As another health campaign keeps its messages: modules of its own, languages with their country.
const LISTED: &str = r#"[
    {"code": "title", "locale": "pt_MZ", "message": "Visita", "module": "hcm-household"},
    {"code": "CORE_COMMON_AGE", "locale": "pt_MZ", "message": "Idade", "module": "hcm-common"},
    {"code": "CORE_COMMON_AGE", "locale": "en_MZ", "message": "Age", "module": "hcm-common"}
]"#;

fn takes_in(ground: &Ground, file: &str) -> Result<Taken, ImportError> {
    let world = ground.world.clone();
    ground.tell(|_, tx| import(tx, ORG, world.as_ref(), "nets", file.as_bytes()))
}

fn counts(taken: &Taken) -> (usize, usize, usize) {
    (taken.tally.added, taken.tally.changed, taken.tally.same)
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_come_down_once_and_a_changed_one_comes_alone() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let scope = Scope::Messages("nets".into());
    let file =
        "module,locale,code,text\nvisit,en,title,Net visit\nvisit,pt_MZ,title,Visita às redes\napp,pt,shell.nav.short.forms,Visitas\n";
    assert_eq!(counts(&takes_in(&ground, file).unwrap()), (3, 0, 0));
    let first = nadia.pull(&scope, None, 100).await;
    let mut said: Vec<Message> = first.records.iter().map(|record| record.facts.read().unwrap()).collect();
    said.sort_by(|one, other| (&one.module, &one.locale).cmp(&(&other.module, &other.locale)));
    let said: Vec<_> = said.iter().map(|one| (one.module.as_str(), one.locale.as_str(), one.text.as_str())).collect();
    assert_eq!(said, [("app", "pt", "Visitas"), ("visit", "en", "Net visit"), ("visit", "pt", "Visita às redes")]);

    assert_eq!(counts(&takes_in(&ground, file).unwrap()), (0, 0, 3), "the same file again changes nothing");
    let again = nadia.pull(&scope, Some(&first.cursor), 100).await;
    assert!(again.records.is_empty() && again.gone.is_empty(), "no new versions");

    assert_eq!(counts(&takes_in(&ground, &file.replace("Net visit", "Visit about nets")).unwrap()), (0, 1, 2));
    let changed = nadia.pull(&scope, Some(&again.cursor), 100).await.records;
    assert_eq!(
        changed.iter().map(|record| record.facts.text("text")).collect::<Vec<_>>(),
        [Some("Visit about nets")],
        "one record travels"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_faults_is_refused_whole_and_each_is_told_by_its_row() {
    let ground = campaign().await;
    let file = "module,locale,code,text\n\
        visit,en,title,Net visit\n\
        visit,en,titel,Net visit\n\
        visit,en,title,Visit again\n\
        app,en,shell.nowhere,Nothing\n\
        app,pt,shell.strip.unsent_other,{{number}} por enviar\n\
        app,de,shell.nav.short.forms,Formulare\n\
        visit,Portuguese,title,Visita\n\
        visit,pt,title,\n\
        visit,pt,title,Olá {{name}}\n";
    let refused = takes_in(&ground, file).unwrap_err().to_string();
    let told: Vec<&str> = refused.lines().collect();
    assert_eq!(
        told,
        [
            "Nothing was imported: 8 faults.",
            "Row 3, code: the form visit has no message titel: write a code that stands in it",
            "Row 4: the same module, language and code stand in row 2: leave one of them out",
            "Row 5, code: the app has no text shell.nowhere: write namespace.key as in its files of words",
            "Row 6, text: name the same values as the words it stands for: \"{{count}} unsent changes\"",
            "Row 7, locale: the app speaks en, cy, fr, pt, sw, ar: choose one of them",
            "Row 8, locale: write a language as pt, or with its country as pt_MZ",
            "Row 9, text: write the words, in at most 2000 letters",
            "Row 10, text: name the same values as the words it stands for: \"Visit 1\"",
        ]
    );
    assert!(ground.tell(|_, tx| all(tx, ORG).unwrap()).is_empty(), "nothing of it was taken in");
    assert!(takes_in(&ground, "[{\"code\": 7}]").unwrap_err().to_string().contains("this is no list of messages"));
    assert!(takes_in(&ground, "module,code\nvisit,title\n").is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_the_app_is_one_message_with_a_line_for_each() {
    let ground = campaign().await;
    let file = "module,locale,code,text\napp,pt,sync.wifi.steps,\"Saia da rede.\nLigue os dados móveis.\"\n";
    assert_eq!(counts(&takes_in(&ground, file).unwrap()), (1, 0, 0));
    let [message] = ground.tell(|_, tx| all(tx, ORG).unwrap()).try_into().unwrap();
    assert_eq!(message.text, "Saia da rede.\nLigue os dados móveis.");
    let refused = takes_in(&ground, &file.replace("rede", "{{rede}}")).unwrap_err().to_string();
    assert!(
        refused.contains("Row 2, text: name the same values as the words it stands for: \"Open a web browser on this device.\\nGo to"),
        "{refused}"
    );
    assert!(
        takes_in(&ground, &file.replace("steps", "steps.0")).unwrap_err().to_string().contains("the app has no text sync.wifi.steps.0")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_module_that_is_no_form_speaks_for_every_form_and_a_form_of_another_campaign_is_refused() {
    let ground = campaign().await;
    let taken = takes_in(&ground, LISTED).unwrap();
    assert_eq!((counts(&taken), taken.shared), ((3, 0, 0), vec!["hcm-common".to_owned(), "hcm-household".to_owned()]));
    let wrong = LISTED.replace("\"Visita\"", "\"Visita {{name}}\"");
    let refused = takes_in(&ground, &wrong).unwrap_err().to_string();
    assert!(refused.contains("Row 1, text: name the same values"), "{refused}");
    let world = ground.world.clone();
    let elsewhere = "module,locale,code,text\nvisit,en,title,Visit\n";
    let refused = ground.tell(|_, tx| import(tx, ORG, world.as_ref(), "polio", elsewhere.as_bytes())).unwrap_err().to_string();
    assert!(refused.contains("Row 2, module: the form visit belongs to the campaign nets: import it there"), "{refused}");
}

#[test]
fn messages_are_brought_in_and_listed_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    works(data, "organisation add R1A Trust");
    works(data, "campaign add nets Nets");
    std::fs::write(data.join("visit.json"), visit("1").canonical()).unwrap();
    works(data, "forms import visit.json");
    std::fs::write(data.join("messages.json"), LISTED).unwrap();
    let said = works(data, "messages import messages.json --campaign nets");
    assert!(said.contains("3 messages added, 0 changed, 0 the same") && said.contains("hcm-common, hcm-household"), "{said}");
    assert!(works(data, "messages import messages.json").contains("0 messages added, 0 changed, 3 the same"));
    let listed = works(data, "messages list");
    assert_eq!(listed.lines().next(), Some("nets  hcm-common  en  CORE_COMMON_AGE  Age"));
    std::fs::write(data.join("bad.csv"), "module,locale,code,text\napp,en,shell.nowhere,Nothing\n").unwrap();
    let refused = program(data).args(["messages", "import", "bad.csv"]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && said.contains("bad.csv: Nothing was imported: 1 fault."), "{said}");
    assert_eq!(works(data, "messages list"), listed);
}

#[test]
fn a_message_is_taken_away_in_one_language_or_in_all_of_them_and_it_is_said_what_went() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    works(data, "organisation add R1A Trust");
    works(data, "campaign add nets Nets");
    std::fs::write(data.join("messages.json"), LISTED).unwrap();
    works(data, "messages import messages.json");
    let refused = program(data).args(["messages", "remove", "hcm-common", "NOBODY_HAS_IT"]).output().unwrap();
    assert!(String::from_utf8(refused.stderr).unwrap().contains("nets has no such message"));
    let said = works(data, "messages remove hcm-common CORE_COMMON_AGE --locale pt_MZ --campaign nets");
    assert_eq!(said, "Removed, from each device at its next sync:\nnets  hcm-common  pt  CORE_COMMON_AGE  Idade\n");
    assert!(
        !program(data).args(["messages", "remove", "hcm-common", "CORE_COMMON_AGE", "--locale", "pt"]).output().unwrap().status.success()
    );
    assert_eq!(works(data, "messages list").lines().count(), 2);
    works(data, "messages import messages.json");
    assert_eq!(works(data, "messages list").lines().count(), 3, "what was taken away can be brought in again");
    assert_eq!(works(data, "messages remove hcm-common CORE_COMMON_AGE").lines().count(), 3, "in both languages");
    assert_eq!(works(data, "messages list"), "nets  hcm-household  pt  title  Visita\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_message_leaves_the_devices_alone_and_nothing_else_travels() {
    let ground = campaign().await;
    let nadia = ground.sign_in("nadia").await;
    let scope = Scope::Messages("nets".into());
    takes_in(&ground, "module,locale,code,text\nvisit,en,title,Net visit\nvisit,pt,title,Visita\n").unwrap();
    let first = nadia.pull(&scope, None, 100).await;
    let world = ground.world.clone();
    let removed = ground.tell(|_, tx| remove(tx, ORG, world.as_ref(), ("nets", "visit", "title"), Some("pt")).unwrap());
    assert_eq!(removed.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["Visita"]);
    let after = nadia.pull(&scope, Some(&first.cursor), 100).await;
    let gone: Vec<_> = after.gone.iter().map(|gone| (gone.id, gone.removed)).collect();
    assert_eq!((after.records.len(), gone), (0, vec![(Message::record("nets", "visit", "pt", "title"), true)]));
}

/// The messages of a real campaign, where they lie beside the repository.
#[tokio::test(flavor = "multi_thread")]
async fn a_real_campaigns_messages_are_taken_in_whole() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/campaign/digit_localization_strings.json");
    let Ok(file) = std::fs::read_to_string(file) else { return };
    let ground = campaign().await;
    assert_eq!(counts(&takes_in(&ground, &file).unwrap()), (170, 0, 0));
    assert_eq!(counts(&takes_in(&ground, &file).unwrap()), (0, 0, 170));
    let messages = ground.tell(|_, tx| all(tx, ORG).unwrap());
    assert!(messages.iter().all(|message| matches!(message.locale.as_str(), "en" | "pt")));
}
