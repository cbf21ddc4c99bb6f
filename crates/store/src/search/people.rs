//! Finding households and people of a campaign: by names with a slip of the finger, by how a house is found, by any number that
//! somebody is registered under.

use super::{beginning, best_first, fold, pieces, rank};
use crate::Result;
use crate::row::{read, to_json};
use daybook_record::{Facts, RecordId};
use rusqlite::{Connection, named_params};

/// What the search keeps of a household or a person.
#[derive(PartialEq, Eq)]
pub(crate) struct Words {
    names: String,
    letters: String,
    numbers: String,
}

impl Words {
    pub(crate) fn of(facts: &Facts) -> Self {
        let fields = ["family_name", "given_name", "head", "address"];
        let words: Vec<String> = fields.iter().flat_map(|field| fold::words(facts.text(field).unwrap_or_default())).collect();
        let letters: Vec<String> = words.iter().map(|word| fold::sorted(word)).collect();
        let identifiers = facts.0.get("identifiers").and_then(|list| list.as_array()).into_iter().flatten();
        let numbers: Vec<String> =
            identifiers.filter_map(|identifier| identifier.get("value")?.as_str()).chain(facts.text("registration")).map(number).collect();
        Self { names: fold::barred(&words), letters: fold::barred(&letters), numbers: fold::barred(&numbers) }
    }

    pub(super) fn keep(&self, tx: &Connection, place: i64) -> Result<()> {
        tx.prepare_cached(include_str!("people/keep.sql"))?
            .execute(named_params! { ":place": place, ":names": self.names, ":letters": self.letters, ":numbers": self.numbers })?;
        Ok(())
    }
}

/// A number as it is compared: letters and digits, however it is broken up.
fn number(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Households and people whom the text means, best first: by number where it holds a digit, and by name.
pub(crate) fn meant(tx: &Connection, text: &str, area: Option<&str>) -> Result<Vec<RecordId>> {
    let mut found = if text.contains(|letter: char| letter.is_ascii_digit()) { numbered(tx, &number(text), area)? } else { Vec::new() };
    for (_, record) in named(tx, &fold::words(text), area)? {
        if !found.contains(&record) {
            found.push(record);
        }
    }
    Ok(found)
}

/// Whom the words fit, with how well they do.
pub(crate) fn named(tx: &Connection, typed: &[String], area: Option<&str>) -> Result<Vec<(f64, RecordId)>> {
    match beginning(typed) {
        Some((from, to)) => {
            let mut statement = tx.prepare_cached(concat!(include_str!("people/names.sql"), include_str!("people/by_letter.sql")))?;
            best_first(statement.query(named_params! { ":area": area, ":from": from, ":to": to })?, typed)
        }
        None => {
            let mut statement = tx.prepare_cached(concat!(include_str!("people/names.sql"), include_str!("people/by_pieces.sql")))?;
            best_first(statement.query(named_params! { ":area": area, ":pieces": to_json(&pieces(typed))? })?, typed)
        }
    }
}

/// Who is registered under a number, or under one that has this in it.
pub(crate) fn numbered(tx: &Connection, number: &str, area: Option<&str>) -> Result<Vec<RecordId>> {
    let mut found = Vec::new();
    if number.chars().count() < 3 {
        return Ok(found);
    }
    let mut statement = tx.prepare_cached(include_str!("people/by_number.sql"))?;
    let mut rows = statement.query(named_params! { ":number": format!("%{number}%"), ":area": area })?;
    while let Some(row) = rows.next()? {
        found.push(read(row, "id")?);
    }
    Ok(found)
}

/// Who has exactly this number.
pub(crate) fn known_as(tx: &Connection, value: &str) -> Result<Vec<RecordId>> {
    let number = number(value);
    if number.is_empty() { Ok(Vec::new()) } else { numbered(tx, &format!("|{number}|"), None) }
}

/// The words of a name, as they are compared.
pub(crate) fn words(name: &str) -> Vec<String> {
    fold::words(name)
}

/// How well the words typed fit the words of a name; none where one of them fits nothing.
pub(crate) fn fit(typed: &[String], name: &[String]) -> Option<f64> {
    rank::score(typed, &name.iter().map(String::as_str).collect::<Vec<_>>())
}
