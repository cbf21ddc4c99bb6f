//! What is read of a form without filling it in.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::{Form, Limits, Place};
use sample::{answers, with_adults};
use serde_json::json;

fn form() -> Form {
    let mut household = with_adults();
    household["pages"][0]["fields"].as_array_mut().unwrap().push(json!("face"));
    household["fields"].as_array_mut().unwrap().push(json!({ "id": "face", "kind": { "type": "photo" }, "label": "head" }));
    let row = household["fields"][2]["kind"]["fields"].as_array_mut().unwrap();
    row.push(json!({ "id": "hand", "kind": { "type": "signature" }, "label": "name" }));
    Form::parse(household.to_string().as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn a_screen_gets_neither_rules_nor_choices_and_every_text_in_every_language() {
    let drawn = form().drawn();
    assert!(drawn.fields.iter().all(|field| field.visible.is_none() && field.constraint.is_none() && field.required.is_none()));
    assert!(drawn.pages.iter().all(|page| page.visible.is_none()));
    assert_eq!(drawn.languages, ["en", "pt"]);
    assert_eq!(drawn.texts["pt"]["head"], "head", "what one language lacks is said in the default one");
    assert_eq!(drawn.texts["pt"].len(), drawn.texts["en"].len());
    assert!(!drawn.texts["en"].contains_key("Millbrook"), "the words of choices come with what is offered");
}

#[test]
fn what_was_chosen_is_called_as_the_language_calls_it() {
    let said = form().said(&answers(json!({ "district": "n", "village": "gone", "head": "n" })), "pt");
    assert_eq!(said.iter().map(|said| (said.field.as_str(), said.label.as_str())).collect::<Vec<_>>(), [("district", "norte")]);
}

#[test]
fn the_pictures_of_an_entry_are_found_in_rows_too() {
    let (one, other) = ("a".repeat(64), "b".repeat(64));
    let filled = answers(json!({ "face": { "sha256": one }, "members": [{ "hand": { "sha256": other } }, {}], "head": { "sha256": "c" } }));
    assert_eq!(form().pictures(&filled).into_iter().collect::<Vec<_>>(), [one, other]);
}

#[test]
fn a_place_is_one_of_this_form_only_with_the_right_number_of_rows() {
    let form = form();
    assert!(form.has(&Place::of("head")) && form.has(&Place::in_row("name", &[3])));
    assert!(!form.has(&Place::of("name")) && !form.has(&Place::in_row("head", &[0])) && !form.has(&Place::of("nobody")));
}

#[test]
fn a_campaigns_own_words_are_laid_over_the_forms_and_it_stays_the_same_form() {
    let plain = form();
    let (identity, said) = (plain.identity().clone(), plain.definition().message("en", "head").to_owned());
    let words = [
        ("pt_MZ", "head", "Chefe do agregado"),
        ("sw_TZ", "head", "Mkuu wa kaya"),
        ("en", "name", "{{stray}}"),
        ("en", "nobody asks this", "Anything"),
        ("pt", "north", "o norte"),
    ];
    let form = plain.with_words(words);
    let drawn = form.drawn();
    assert_eq!(form.identity(), &identity, "entries are made with what was published");
    assert_eq!(drawn.languages, ["en", "pt", "sw"], "another language can be read from now on");
    assert_eq!((drawn.texts["pt"]["head"].as_str(), drawn.texts["sw"]["head"].as_str()), ("Chefe do agregado", "Mkuu wa kaya"));
    assert_eq!(drawn.texts["en"]["head"], said, "the other languages stay as they were");
    assert_eq!(drawn.texts["sw"]["name"], drawn.texts["en"]["name"], "what a language lacks is said in the default one");
    assert!(!drawn.texts["en"]["name"].contains("stray"), "words that name other values are passed over");
    assert!(drawn.texts["en"].keys().all(|key| key != "nobody asks this"));
    let said = form.said(&answers(json!({ "district": "n" })), "pt");
    assert_eq!(said[0].label, "o norte", "choices too");
}
