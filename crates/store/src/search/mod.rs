//! Finding a child: one box for names, preferred names and NHS number, tolerant of a hasty finger.
//!
//! In a school every child is looked at. On the whole device the full-text index gives candidates first: the children who
//! share most three-letter pieces with what was typed. How well a name fits is judged in [`rank`].

mod fold;
pub(crate) mod people;
mod rank;

use crate::cohort::{self, Lens};
use crate::row::{read, to_json};
use crate::view::{ChildQuery, ChildRow, ProgrammeStanding};
use crate::{Result, Store, session};
use chrono::NaiveDate;
use daybook_record::{Facts, Kind, RecordId};
use rusqlite::{Connection, Rows, named_params};
use std::collections::BTreeSet;

/// What the search keeps of a record.
#[derive(PartialEq, Eq)]
pub(crate) enum Names {
    /// A child's names.
    Child(ChildNames),
    /// Of a household, or of a person in a campaign.
    People(people::Words),
}

impl Names {
    /// None for what is not searched for.
    pub(crate) fn of(kind: Kind, facts: &Facts) -> Option<Self> {
        match kind {
            Kind::Child => Some(Names::Child(ChildNames::of(facts))),
            Kind::Household | Kind::Individual => Some(Names::People(people::Words::of(facts))),
            _ => None,
        }
    }

    pub(crate) fn keep(&self, tx: &Connection, place: i64) -> Result<()> {
        match self {
            Names::Child(names) => names.keep(tx, place),
            Names::People(words) => words.keep(tx, place),
        }
    }
}

/// A record says `after` from now on: it is found by that.
pub(crate) fn renamed(tx: &Connection, place: i64, kind: Kind, before: Option<&Facts>, after: &Facts) -> Result<()> {
    let names = Names::of(kind, after);
    let same = before.is_some_and(|before| Names::of(kind, before) == names);
    names.filter(|_| !same).map_or(Ok(()), |names| names.keep(tx, place))
}

/// A child's names as the search keeps them.
#[derive(PartialEq, Eq)]
pub(crate) struct ChildNames {
    given: String,
    family: String,
    preferred: String,
    letters: String,
}

impl ChildNames {
    fn of(facts: &Facts) -> Self {
        let field = |name: &str| fold::words(facts.text(name).unwrap_or_default());
        let (given, family, preferred) = (field("given_name"), field("family_name"), field("preferred_name"));
        let sorted: Vec<String> = given.iter().chain(&family).chain(&preferred).map(|word| fold::sorted(word)).collect();
        let [given, family, preferred, letters] = [given, family, preferred, sorted].map(|words| fold::barred(&words));
        Self { given, family, preferred, letters }
    }

    fn keep(&self, tx: &Connection, place: i64) -> Result<()> {
        tx.prepare_cached(include_str!("keep.sql"))?.execute(named_params! {
            ":place": place, ":given": self.given, ":family": self.family, ":preferred": self.preferred, ":letters": self.letters,
        })?;
        Ok(())
    }
}

/// The most children shown of the whole device.
const MOST_FOUND: usize = 200;
/// The most that a text finds there: nobody reads further, they type another letter.
const MOST_NAMED: usize = 60;

impl Store {
    /// Children who fit, best first where there is a text, else by family name. Without a session, only the first of many.
    pub fn find_children(&self, query: &ChildQuery, today: NaiveDate) -> Result<Vec<ChildRow>> {
        self.read(|tx| {
            let session = query.session.map(|id| session::find(tx, id)).transpose()?;
            let session = match session {
                Some(None) => return Ok(Vec::new()),
                Some(Some(session)) => Some(session),
                None => None,
            };
            let school = session.as_ref().map(|session| session.location.as_str());
            let in_session = session.is_some();
            let text = query.text.trim();
            let lens = session.as_ref().map_or_else(|| Lens::device(today), |session| session::lens(session, !text.is_empty(), today));
            let members = match (text.is_empty(), school) {
                (false, None) if asks_nothing(query) => {
                    let mut best = named(tx, text, None)?;
                    best.truncate(MOST_NAMED);
                    cohort::of(tx, &best, today)?
                }
                (false, _) => cohort::of(tx, &named(tx, text, school)?, today)?,
                (true, Some(school)) => cohort::of_school(tx, school, today)?,
                (true, None) if asks_nothing(query) => cohort::of(tx, &first(tx)?, today)?,
                (true, None) => cohort::everybody(tx, today)?,
            };
            let here = members.iter().filter(|member| !in_session || !lens.programmes(member).is_empty());
            let mut rows: Vec<ChildRow> = here.map(|member| lens.row(member)).filter(|row| fits(row, query)).collect();
            if text.is_empty() {
                cohort::by_name(&mut rows);
            }
            if !in_session {
                rows.truncate(MOST_FOUND);
            }
            Ok(rows)
        })
    }
}

fn asks_nothing(query: &ChildQuery) -> bool {
    query.standing.is_none() && query.programme.is_none() && query.year_group.is_none() && query.registration.is_none()
}

/// The filters beside the text.
fn fits(row: &ChildRow, query: &ChildQuery) -> bool {
    let of_programme = |stands: &&ProgrammeStanding| query.programme.is_none_or(|programme| programme == stands.programme);
    let stands_so = |stands: &ProgrammeStanding| query.standing.is_none_or(|standing| standing == stands.standing);
    (query.standing.is_none() && query.programme.is_none() || row.standings.iter().filter(of_programme).any(stands_so))
        && query.year_group.is_none_or(|year| row.year_group == Some(year))
        && query.registration.is_none_or(|registration| row.registration == registration)
}

/// Children whom the text names, best first.
fn named(tx: &Connection, text: &str, school: Option<&str>) -> Result<Vec<RecordId>> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return numbered(tx, &digits, school);
    }
    let typed = fold::words(text);
    let mut statement;
    let rows = match (school, beginning(&typed)) {
        (Some(school), _) => {
            statement = tx.prepare_cached(concat!(include_str!("names.sql"), include_str!("of_school.sql")))?;
            statement.query(named_params! { ":school": school })?
        }
        (None, Some((from, to))) => {
            statement = tx.prepare_cached(concat!(include_str!("names.sql"), include_str!("by_letter.sql")))?;
            statement.query(named_params! { ":from": from, ":to": to })?
        }
        (None, None) => {
            statement = tx.prepare_cached(concat!(include_str!("names.sql"), include_str!("by_pieces.sql")))?;
            statement.query(named_params! { ":pieces": to_json(&pieces(&typed))? })?
        }
    };
    Ok(best_first(rows, &typed)?.into_iter().map(|(_, child)| child).collect())
}

/// Whom the words fit, with how well they do, best first.
fn best_first(mut rows: Rows<'_>, typed: &[String]) -> Result<Vec<(f64, RecordId)>> {
    let mut found: Vec<(f64, String, RecordId)> = Vec::new();
    while let Some(row) = rows.next()? {
        let barred = row.get_ref("names")?.as_str().unwrap_or_default();
        let names: Vec<&str> = barred.split([' ', '|']).filter(|name| !name.is_empty()).collect();
        if let Some(score) = rank::score(typed, &names) {
            found.push((score, barred.to_owned(), read(row, "id")?));
        }
    }
    // Equals by family name, which stands first.
    found.sort_by(|(one, name, _), (other, other_name, _)| other.total_cmp(one).then_with(|| name.cmp(other_name)));
    Ok(found.into_iter().map(|(score, _, record)| (score, record)).collect())
}

/// The three-letter pieces to look for. In a short word two swapped letters leave no piece whole: there the letters in
/// their order count too.
fn pieces(typed: &[String]) -> BTreeSet<String> {
    let short = typed.iter().filter(|word| word.chars().count() < 5).map(|word| fold::sorted(word));
    let barred = typed.iter().cloned().chain(short).map(|word| format!("|{word}|").chars().collect::<Vec<char>>());
    barred.flat_map(|word| word.windows(3).map(|piece| piece.iter().collect()).collect::<Vec<String>>()).collect()
}

/// Where all pieces lie that begin with the one letter typed; none where there is more.
fn beginning(typed: &[String]) -> Option<(String, String)> {
    let [word] = typed else { return None };
    (word.chars().count() == 1).then(|| (format!("|{word}"), format!("|{word}{}", char::MAX)))
}

/// Children whose NHS number begins so.
fn numbered(tx: &Connection, digits: &str, school: Option<&str>) -> Result<Vec<RecordId>> {
    ids(tx.prepare_cached(include_str!("by_number.sql"))?.query(named_params! { ":digits": digits, ":school": school })?)
}

/// The first children of the device, by name.
fn first(tx: &Connection) -> Result<Vec<RecordId>> {
    ids(tx.prepare_cached(include_str!("first.sql"))?.query(named_params! { ":most": MOST_FOUND as i64 })?)
}

fn ids(mut rows: Rows<'_>) -> Result<Vec<RecordId>> {
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(read(row, "id")?);
    }
    Ok(ids)
}
