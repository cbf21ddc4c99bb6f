//! Whether the parts of a form go together: ids, pages, lists, messages. Expressions are looked at where they are
//! compiled (`logic`), and what needs what in `form.rs`.

use crate::definition::{Definition, Field, Kind};
use crate::parse::Limits;
use crate::problem::{Problems, Wrong};
use std::collections::BTreeSet;

/// Looks through a form and notes everything that does not go together.
pub fn check(definition: &Definition, limits: &Limits, problems: &mut Problems) {
    sizes(definition, limits, problems);
    if problems.is_empty() {
        ids(definition, problems);
        pages(definition, problems);
        fields(definition, problems);
        choices(definition, problems);
        messages(definition, problems);
    }
}

fn sizes(definition: &Definition, limits: &Limits, problems: &mut Problems) {
    let (mut fields, mut depth) = (0, 0);
    definition.each_field(&mut |_, within, _| {
        fields += 1;
        depth = depth.max(within.len());
    });
    let choices = definition.choices.values().map(Vec::len).sum();
    let mut most = |at: &str, what, count: usize, most| problems.unless(count <= most, at, || Wrong::TooMany { what, most });
    most("fields", "fields", fields, limits.fields);
    most("fields", "groups within groups", depth, limits.depth);
    most("pages", "pages", definition.pages.len(), limits.pages);
    most("choices", "choices", choices, limits.choices);
}

/// Ids are names in data, in expressions and in addresses: plain, and the same in every system.
pub fn is_id(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
        && text.len() <= 100
        && !matches!(text, "__proto__" | "constructor" | "prototype") // they mean something else to the webview
}

fn ids(definition: &Definition, problems: &mut Problems) {
    problems.unless(is_id(&definition.id), "id", || Wrong::NotAnId(definition.id.clone()));
    let version = definition.version.as_str();
    problems.unless((1..=100).contains(&version.len()), "version", || Wrong::NotAnId(version.to_owned()));
    let mut seen = BTreeSet::new();
    definition.each_field(&mut |field, _, at| {
        problems.unless(is_id(&field.id), &format!("{at}.id"), || Wrong::NotAnId(field.id.clone()));
        problems.unless(seen.insert(&field.id), &format!("{at}.id"), || Wrong::Twice(field.id.clone()));
    });
}

fn pages(definition: &Definition, problems: &mut Problems) {
    let (mut seen, mut placed) = (BTreeSet::new(), BTreeSet::new());
    let on_top: BTreeSet<&str> = definition.fields.iter().map(|field| field.id.as_str()).collect();
    let mut grouped = BTreeSet::new();
    definition.each_field(&mut |field, within, _| {
        if !within.is_empty() {
            grouped.insert(field.id.as_str());
        }
    });
    for (number, page) in definition.pages.iter().enumerate() {
        let at = format!("pages[{number}]");
        problems.unless(is_id(&page.id), &format!("{at}.id"), || Wrong::NotAnId(page.id.clone()));
        problems.unless(seen.insert(&page.id), &format!("{at}.id"), || Wrong::Twice(page.id.clone()));
        for (number, id) in page.fields.iter().enumerate() {
            let at = format!("{at}.fields[{number}]");
            if grouped.contains(id.as_str()) {
                problems.add(at, Wrong::NotForAPage(id.clone()));
            } else if !on_top.contains(id.as_str()) {
                problems.add(at, Wrong::NoSuchField(id.clone()));
            } else if !placed.insert(id.as_str()) {
                problems.add(at, Wrong::Twice(id.clone()));
            }
        }
    }
    for (number, field) in definition.fields.iter().enumerate().filter(|(_, field)| !field.kind.is_hidden()) {
        problems.unless(placed.contains(field.id.as_str()), &format!("fields[{number}]"), || Wrong::OnNoPage(field.id.clone()));
    }
}

fn fields(definition: &Definition, problems: &mut Problems) {
    definition.each_field(&mut |field, _, at| {
        let upside = match &field.kind {
            Kind::Text { min_length: Some(min), max_length: Some(max) } => min > max,
            Kind::Integer { min: Some(min), max: Some(max) } => min > max,
            Kind::Decimal { min: Some(min), max: Some(max) } => min > max,
            Kind::Repeat { min: Some(min), max: Some(max), .. } => min > max,
            _ => false,
        };
        problems.unless(!upside, &format!("{at}.kind"), || Wrong::Upside);
        let answered = [&field.required, &field.computed, &field.default, &field.constraint].iter().any(|rule| rule.is_some());
        problems.unless(field.kind.has_answer() || !answered, at, || Wrong::NoteWithAnswer);
        let grouped = matches!(field.kind, Kind::Repeat { .. }) && (field.computed.is_some() || field.default.is_some());
        problems.unless(!grouped, at, || Wrong::ComputedGroup);
        if let Kind::Choice { list, .. } = &field.kind {
            problems.unless(definition.choices.contains_key(list), &format!("{at}.kind.list"), || Wrong::NoSuchList(list.clone()));
        }
    });
}

fn choices(definition: &Definition, problems: &mut Problems) {
    for (name, list) in &definition.choices {
        problems.unless(is_id(name), &format!("choices.{name}"), || Wrong::NotAnId(name.clone()));
        problems.unless(!list.is_empty(), &format!("choices.{name}"), || Wrong::EmptyList(name.clone()));
        let mut seen = BTreeSet::new();
        for (number, choice) in list.iter().enumerate() {
            problems.unless(seen.insert(&choice.value), &format!("choices.{name}[{number}].value"), || Wrong::Twice(choice.value.clone()));
        }
    }
}

fn messages(definition: &Definition, problems: &mut Problems) {
    let language = &definition.default_language;
    let Some(said) = definition.messages.get(language) else {
        return problems.add("default_language", Wrong::NoLanguage(language.clone()));
    };
    let mut need = |at: String, key: Option<&String>| {
        if let Some(key) = key.filter(|key| !said.contains_key(*key)) {
            problems.add(at, Wrong::NoMessage(key.clone()));
        }
    };
    need("title".to_owned(), Some(&definition.title));
    for (number, page) in definition.pages.iter().enumerate() {
        need(format!("pages[{number}].title"), page.title.as_ref());
    }
    definition.each_field(&mut |field: &Field, _, at| {
        need(format!("{at}.label"), field.label.as_ref());
        need(format!("{at}.hint"), field.hint.as_ref());
        need(format!("{at}.required_message"), field.required_message.as_ref());
        need(format!("{at}.constraint_message"), field.constraint_message.as_ref());
    });
    for (name, list) in &definition.choices {
        for (number, choice) in list.iter().enumerate() {
            need(format!("choices.{name}[{number}].label"), Some(&choice.label));
        }
    }
}
