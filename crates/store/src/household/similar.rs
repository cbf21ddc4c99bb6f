//! Is she here already? Asked while somebody types, so that a person is registered once.
//!
//! What is found is shown and never decided: the person at the door sees who it is.

use super::row;
use crate::search::people::{fit, known_as, named, words};
use crate::view::{IndividualRow, Similar, SimilarBecause, SimilarQuery};
use crate::{Result, Store};
use chrono::{Datelike, NaiveDate};
use daybook_record::RecordId;

/// No more than that is read while typing.
const MOST: usize = 5;
/// A name that fits less well is another name.
const GOOD: f64 = 0.6;
/// So many years a guess may be wrong; a date that somebody knows, by one, at a turn of the year.
const GUESSED: i32 = 5;

impl Store {
    /// People who may be the one that is being typed in, the likeliest first.
    pub fn similar(&self, query: &SimilarQuery, today: NaiveDate) -> Result<Vec<Similar>> {
        self.read(|tx| {
            let mut same_document: Vec<RecordId> = Vec::new();
            for document in &query.documents {
                same_document.extend(known_as(tx, &document.value)?);
            }
            let mut found: Vec<Similar> = row::individuals(tx, &same_document, today)?
                .into_iter()
                .map(|row| Similar { row, because: SimilarBecause::Document })
                .collect();
            let given = words(&query.given_name);
            if given.iter().any(|word| word.chars().count() >= 2) {
                let candidates: Vec<RecordId> = named(tx, &given, None)?.into_iter().map(|(_, record)| record).collect();
                let mut rows: Vec<(f64, IndividualRow)> = row::individuals(tx, &candidates, today)?
                    .into_iter()
                    .filter_map(|row| alike(query, &row).map(|score| (score, row)))
                    .collect();
                rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
                found.extend(rows.into_iter().map(|(_, row)| Similar { row, because: SimilarBecause::Name }));
            }
            let mut seen = Vec::new();
            found.retain(|similar| {
                let new = Some(similar.row.id) != query.record && similar.row.duplicate_of.is_none() && !seen.contains(&similar.row.id);
                seen.push(similar.row.id);
                new
            });
            found.truncate(MOST);
            Ok(found)
        })
    }
}

/// How much somebody is like the one who is typed in; none where something speaks against it.
fn alike(query: &SimilarQuery, row: &IndividualRow) -> Option<f64> {
    let given = fit(&words(&query.given_name), &words(&row.given_name)).filter(|score| *score >= GOOD)?;
    let same_home = query.household.is_some() && query.household == row.household;
    let (typed, held) = (words(&query.family_name), words(row.family_name.as_deref().unwrap_or_default()));
    let family = match (typed.is_empty(), held.is_empty()) {
        (false, false) => fit(&typed, &held).filter(|score| *score >= GOOD)?,
        // One of the two has none: that says nothing, and more must speak for it.
        _ => 0.3,
    };
    let born = match (query.year_of_birth, row.date_of_birth.map(|born| born.year())) {
        (Some(typed), Some(held)) => {
            let room = if query.estimated || row.date_of_birth_is_estimated { GUESSED } else { 1 };
            if typed.abs_diff(held) > room.unsigned_abs() {
                return None;
            }
            0.5
        }
        _ => 0.0,
    };
    let certain = typed.is_empty() == held.is_empty() && !typed.is_empty() || born > 0.0 || same_home;
    certain.then_some(given + family + born + if same_home { 1.0 } else { 0.0 })
}
