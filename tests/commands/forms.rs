//! A form through the real commands: filled in offline, left with the laptop's lid, found again, finished, synced, numbered.

use crate::person::Person;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use daybook_form::{Definition, Limits};
use daybook_testkit::server::{Service, db, demo, form, ingest::Ingest, message};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::time::Instant;

/// The first bytes of a picture are enough to be one here.
const PICTURE: &[u8] = &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 7];

fn visit(version: &str) -> Definition {
    let mut form = json!({
        "id": "visit", "version": version, "title": "title", "default_language": "en",
        "pages": [{ "id": "home", "fields": ["open", "people"] }, { "id": "nets", "fields": ["nets", "sign", "card"], "visible": { "var": "open" } }],
        "fields": [
            { "id": "open", "kind": { "type": "yes_no" }, "label": "open", "required": true },
            { "id": "people", "label": "people", "kind": { "type": "repeat", "fields": [
                { "id": "name", "kind": { "type": "text" }, "label": "name", "required": true },
                { "id": "sex", "kind": { "type": "choice", "list": "sex" }, "label": "name", "default": "f" },
            ] } },
            { "id": "nets", "kind": { "type": "integer" }, "label": "nets",
              "constraint": { "<=": [{ "this": [] }, { "count": { "var": "people" } }] } },
            { "id": "sign", "kind": { "type": "signature" }, "label": "name" },
            { "id": "card", "kind": { "type": "text" }, "label": "nets" },
        ],
        "choices": { "sex": [{ "value": "f", "label": "f" }, { "value": "m", "label": "m" }] },
        "messages": {
            "en": { "title": "Visit", "open": "Is anybody at home?", "people": "People", "name": "Name", "nets": "Nets", "f": "Female", "m": "Male" },
            "pt": { "title": "Visita", "f": "Feminino" },
        },
    });
    if version != "1" {
        form["fields"].as_array_mut().unwrap().pop();
        form["pages"][1]["fields"].as_array_mut().unwrap().pop();
    }
    Definition::parse(form.to_string().as_bytes(), &Limits::default()).unwrap()
}

fn publish(service: &Service, form: &Definition) {
    let (org, world) = (demo::place::ORGANISATION, service.world.as_ref());
    db::write(service.db.as_ref(), |tx| form::publish(&Ingest::new(tx, org, world), form, demo::campaign::CAMPAIGN, None, world).map(drop))
        .unwrap();
}

impl Person {
    fn begins(&self) -> Value {
        self.asks("open_form", json!({ "form": "visit", "about": { "household": null, "individual": null, "area": null } })).unwrap()
    }

    fn fills(&self, draft: &Value, page: &str, answers: &Value) -> Value {
        let change = json!({ "draft": draft, "answers": answers, "page": page, "language": "pt_MZ" });
        self.asks("save_draft", json!({ "change": change })).unwrap()
    }

    fn opens(&self, draft: &Value) -> Value {
        self.asks("open_draft", json!({ "draft": draft, "language": "pt" })).unwrap()
    }

    fn entered(&self) -> Value {
        self.asks("entries", json!({ "about": { "household": null, "individual": null, "area": null } })).unwrap()
    }
}

#[test]
fn a_form_is_filled_in_offline_left_found_again_and_numbered_after_the_sync() {
    let person = Person::in_a_campaign(|service| publish(service, &visit("1")));
    person.signs_in("rosa");
    assert_eq!(person.syncs()["end"], "completed");
    let status = person.asks("status", json!({})).unwrap();
    assert_eq!(status["person"]["areas"][0]["campaign"], demo::campaign::CAMPAIGN);
    person.loses_the_network();

    let draft = person.begins();
    assert_eq!(person.asks("drafts", json!({})).unwrap(), json!([]), "nothing was filled in yet");
    let row = person.asks("begin_row", json!({ "draft": draft, "group": { "field": "people", "rows": [] } })).unwrap();
    assert_eq!(row, json!({ "sex": "f" }));
    let mut answers = json!({ "open": true, "people": [{ "sex": "f" }] });
    let filled = person.fills(&draft, "home", &answers);
    assert_eq!(filled["look"]["pages"][0]["missing"][0], json!({ "field": "name", "rows": [0], "code": "required" }));
    assert_eq!(filled["offers"][0]["offer"]["choices"][0]["label"], "Feminino", "pt_MZ and pt are read by the same people");
    assert_eq!(person.asks("save_entry", json!({ "draft": draft })).unwrap_err()["code"], "invalid");

    // The app dies, and meanwhile a newer form is published.
    let person = person.restarts();
    person.unlocks();
    let found = person.asks("drafts", json!({})).unwrap();
    assert_eq!((&found[0]["draft"], &found[0]["page"]), (&draft, &json!("home")));
    assert_eq!(person.opens(&draft)["answers"], answers);
    publish(person.at_the_service(), &visit("2"));
    person.finds_the_network();
    assert_eq!(person.syncs()["end"], "completed");
    let open = person.opens(&draft);
    assert_eq!((&open["card"]["identity"]["version"], &open["card"]["newer"]["version"]), (&json!("1"), &json!("2")));

    let picture = json!({ "media_type": "image/png", "base64": STANDARD.encode(PICTURE) });
    let kept = person.asks("keep_picture", json!({ "picture": picture })).unwrap();
    let pretended = json!({ "media_type": "image/jpeg", "base64": STANDARD.encode(PICTURE) });
    assert_eq!(person.asks("keep_picture", json!({ "picture": pretended })).unwrap_err()["code"], "invalid");
    answers["people"][0]["name"] = json!("Ana");
    (answers["nets"], answers["sign"], answers["card"]) = (json!(1), kept.clone(), json!("42"));
    person.fills(&draft, "nets", &answers);
    let preview = person.asks("carry_preview", json!({ "draft": draft, "language": "en" })).unwrap();
    let dropped: Vec<&Value> = preview["fields"].as_array().unwrap().iter().filter(|line| line["carried"]["fate"] == "dropped").collect();
    assert_eq!((dropped.len(), &dropped[0]["carried"]["field"], &dropped[0]["answer"]), (1, &json!("card"), &json!("42")));

    let saved = person.asks("save_entry", json!({ "draft": draft })).unwrap();
    assert_eq!((&saved["record"], person.asks("drafts", json!({})).unwrap()), (&draft, json!([])));
    let waiting = person.entered();
    assert_eq!((&waiting[0]["state"], &waiting[0]["registration"]), (&json!("waiting"), &Value::Null));
    assert_eq!(waiting[0]["who"], json!({ "is": "nobody" }));
    let stick = tempfile::tempdir().unwrap();
    let rescued = person.asks("save_rescue", json!({ "person": null, "folder": stick.path() })).unwrap();
    assert_eq!((&rescued["changes"], &rescued["pictures"]), (&json!(1), &json!(1)), "its signature goes along");
    let account = person.syncs();
    assert_eq!((&account["end"], &account["with_support"]), (&json!("completed"), &json!([])), "it holds under the form it was made with");
    let received = person.entered();
    assert_eq!((&received[0]["state"], &received[0]["identity"]["version"]), (&json!("received"), &json!("1")));
    assert!(received[0]["registration"].as_str().unwrap().starts_with("E-"), "{received}");
    assert!(lies_in(&person.at_the_service().config.data, kept["sha256"].as_str().unwrap()), "the signature was handed in");
    let page = person.asks("entry", json!({ "record": draft, "language": "en" })).unwrap();
    assert_eq!((&page["answers"]["card"], &page["filled"]["look"]["pages"][1]["visible"]), (&json!("42"), &json!(true)));
}

/// What a campaign says instead, as a file.
fn say(service: &Service, lines: &str) {
    let file = format!("module,locale,code,text\n{lines}");
    let (org, world) = (demo::place::ORGANISATION, service.world.as_ref());
    let taken = db::write(service.db.as_ref(), |tx| message::import(tx, org, world, demo::campaign::CAMPAIGN, file.as_bytes()));
    taken.unwrap();
}

/// What it no longer says, in one language or in all of them.
fn say_no_more(service: &Service, module: &str, code: &str, language: Option<&str>) {
    let (org, world) = (demo::place::ORGANISATION, service.world.as_ref());
    let which = (demo::campaign::CAMPAIGN, module, code);
    let removed = db::write(service.db.as_ref(), |tx| message::remove(tx, org, world, which, language)).unwrap();
    assert_eq!(removed.len(), 1);
}

#[test]
fn a_campaigns_own_words_are_laid_over_a_form_at_the_next_sync_and_what_a_language_lacks_is_said_in_the_default_one() {
    let person = Person::in_a_campaign(|service| publish(service, &visit("1")));
    person.signs_in("rosa");
    assert_eq!(person.syncs()["end"], "completed");
    let draft = person.begins();
    let plain = person.opens(&draft);
    let said = |open: &Value, language: &str, key: &str| open["form"]["texts"][language][key].as_str().unwrap().to_owned();
    assert_eq!((said(&plain, "pt", "title"), said(&plain, "pt", "nets")), ("Visita".into(), "Nets".into()), "Portuguese lacks it");

    say(
        person.at_the_service(),
        "visit,pt_MZ,nets,Redes\nvisit,en,title,Net visit\nshared,sw_TZ,title,Ziara\napp,pt,shell.nav.short.forms,Visitas\n",
    );
    assert_eq!(person.syncs()["end"], "completed");
    person.loses_the_network();
    let open = person.opens(&draft);
    assert_eq!(
        (said(&open, "pt", "nets"), said(&open, "pt", "title"), said(&open, "en", "title")),
        ("Redes".into(), "Visita".into(), "Net visit".into())
    );
    assert_eq!((said(&open, "sw", "title"), said(&open, "sw", "open")), ("Ziara".into(), "Is anybody at home?".into()), "a language more");
    assert_eq!(open["card"]["identity"], plain["card"]["identity"], "it is the same form");
    let forms = person.asks("forms", json!({})).unwrap();
    let card = forms.as_array().unwrap().iter().find(|card| card["identity"]["id"] == "visit").unwrap();
    assert_eq!(card["title"], json!({ "en": "Net visit", "pt": "Visita", "sw": "Ziara" }));
    assert_eq!(card["languages"], json!(["en", "pt", "sw"]));
    assert_eq!(
        person.asks("own_words", json!({})).unwrap(),
        json!([{ "locale": "pt", "code": "shell.nav.short.forms", "text": "Visitas" }])
    );

    // Mended once more: the open draft says it after the next sync.
    person.finds_the_network();
    say(person.at_the_service(), "visit,pt,nets,Redes mosquiteiras\n");
    assert_eq!(person.syncs()["end"], "completed");
    assert_eq!(said(&person.opens(&draft), "pt", "nets"), "Redes mosquiteiras");

    // Taken away, the form and the app speak for themselves again.
    say_no_more(person.at_the_service(), "visit", "nets", Some("pt"));
    say_no_more(person.at_the_service(), "shared", "title", None);
    say_no_more(person.at_the_service(), "app", "shell.nav.short.forms", None);
    assert_eq!(person.syncs()["end"], "completed");
    let open = person.opens(&draft);
    assert_eq!((said(&open, "pt", "nets"), said(&open, "en", "title")), ("Nets".into(), "Net visit".into()), "the others stay");
    assert_eq!(open["form"]["texts"]["sw"], Value::Null, "a language less");
    assert_eq!(person.asks("own_words", json!({})).unwrap(), json!([]));

    say(person.at_the_service(), "app,pt,shell.nav.short.forms,Visitas\n");
    assert_eq!(person.syncs()["end"], "completed");
    assert_eq!(person.asks("own_words", json!({})).unwrap().as_array().unwrap().len(), 1);
    person.asks("lock", json!({})).unwrap();
    assert_eq!(person.asks("own_words", json!({})).unwrap(), json!([]), "while nobody is in, the app speaks for itself");
}

/// A file of that name, somewhere below.
fn lies_in(folder: &Path, name: &str) -> bool {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.into_iter().any(|path| if path.is_dir() { lies_in(&path, name) } else { path.to_string_lossy().ends_with(name) })
}

/// Printed and not asserted: a busy machine is no reason for a red test. `--nocapture` shows it.
#[test]
fn a_form_of_five_hundred_fields_and_twenty_thousand_choices_goes_through_the_commands() {
    let person = Person::in_a_campaign(|service| publish(service, &large()));
    person.signs_in("rosa");
    assert_eq!(person.syncs()["end"], "completed");
    let timed = |what: &str, began: Instant| println!("{what}: {:.0} ms", began.elapsed().as_secs_f64() * 1000.0);
    let began = Instant::now();
    let draft =
        person.asks("open_form", json!({ "form": "large", "about": { "household": null, "individual": null, "area": null } })).unwrap();
    timed("begun, read for the first time", began);
    let began = Instant::now();
    let open = person.opens(&draft);
    timed("opened", began);
    assert_eq!(open["form"]["fields"].as_array().unwrap().len(), 500);
    let began = Instant::now();
    person.fills(&draft, "p0", &json!({ "f1": 3 }));
    timed("kept and looked at", began);
    for typed in ["", "vil", "village 199"] {
        let began = Instant::now();
        let ask = json!({ "draft": draft, "place": { "field": "village", "rows": [] }, "typed": typed, "language": "en" });
        let offer = person.asks("offer", json!({ "ask": ask })).unwrap();
        timed(&format!("“{typed}” typed in 20,000"), began);
        assert_eq!(offer["choices"].as_array().unwrap().len(), 50);
    }
}

fn large() -> Definition {
    let mut fields: Vec<Value> =
        (0..499).map(|number| json!({ "id": format!("f{number}"), "kind": { "type": "integer" }, "label": "q" })).collect();
    fields.push(json!({ "id": "village", "label": "q", "kind": { "type": "choice", "list": "village", "searchable": true } }));
    let ids: Vec<Value> = fields.iter().map(|field| field["id"].clone()).collect();
    let pages: Vec<Value> = ids.chunks(20).enumerate().map(|(number, ids)| json!({ "id": format!("p{number}"), "fields": ids })).collect();
    let villages: Vec<Value> = (0..20_000).map(|number| json!({ "value": format!("v{number}"), "label": format!("v{number}") })).collect();
    let mut messages: serde_json::Map<String, Value> =
        (0..20_000).map(|number| (format!("v{number}"), format!("Village {number}").into())).collect();
    messages.insert("q".to_owned(), "A question".into());
    let form = json!({ "id": "large", "version": "1", "title": "q", "default_language": "en", "pages": pages, "fields": fields,
        "choices": { "village": villages }, "messages": { "en": messages } });
    Definition::parse(form.to_string().as_bytes(), &Limits::default()).unwrap()
}
