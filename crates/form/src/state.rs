//! What somebody has filled in, laid out as the form is: a cell per field, rows for groups, and what each comes to.

use crate::definition::Kind;
use crate::fault::{Fault, FaultCode, Place};
use crate::form::{Form, Step};
use crate::logic::{Around, FieldNo, Look as Reading, Val};
use crate::{Answers, Now};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// So many cells are laid out at most: rows without content are cheap to send, and must not be dear to look at.
const MOST_CELLS: usize = 200_000;
/// So many rows a group has at most, whatever the form says: what goes through all rows in each row must come to an end.
pub const MOST_ROWS: u32 = 1_000;

/// The whole of it.
pub struct State<'d> {
    form: &'d Form,
    top: Level<'d>,
    /// Which pages are seen.
    pub pages: Vec<bool>,
    /// What has no place in the form.
    pub strays: Vec<Fault>,
}

/// The fields outside of groups, or those of one row.
#[derive(Default)]
struct Level<'d> {
    cells: Vec<Cell<'d>>,
    /// Stands where a row should, and is none.
    odd: Option<&'d Value>,
}

/// One field in one place.
struct Cell<'d> {
    /// As filled in.
    raw: Option<&'d Value>,
    /// It is to be seen.
    shown: bool,
    /// What it comes to; null where it is hidden or not answered.
    value: Cow<'d, Value>,
    rows: Vec<Level<'d>>,
}

struct Layout<'d> {
    form: &'d Form,
    left: usize,
    strays: Vec<Fault>,
}

impl<'d> Layout<'d> {
    fn level(&mut self, group: Option<FieldNo>, answers: Option<&'d Answers>, rows: &mut Vec<usize>) -> Level<'d> {
        let form = self.form;
        let children = form.children(group);
        self.left = self.left.saturating_sub(children.len() + 1);
        for key in answers.into_iter().flat_map(Map::keys) {
            if form.by_id.get(key).is_none_or(|number| form.fields[*number].chain.last().copied() != group) {
                // Not the key itself: it may be anything that somebody typed.
                let place = Place::in_row(group.map_or("", |group| &form.fields[group].field.id), rows);
                self.strays.push(Fault { place, code: FaultCode::UnknownField, message: None });
            }
        }
        let cells = children.iter().map(|&number| {
            let raw = answers.and_then(|answers| answers.get(&form.fields[number].field.id));
            let rows = if form.fields[number].children.is_empty() { Vec::new() } else { self.rows(number, raw, rows) };
            Cell { raw, shown: true, value: Cow::Owned(Value::Null), rows }
        });
        Level { cells: cells.collect(), odd: None }
    }

    fn rows(&mut self, group: FieldNo, raw: Option<&'d Value>, rows: &mut Vec<usize>) -> Vec<Level<'d>> {
        let mut levels = Vec::new();
        for (number, row) in raw.and_then(Value::as_array).into_iter().flatten().enumerate() {
            if self.left == 0 || number >= MOST_ROWS as usize {
                let place = Place::in_row(&self.form.fields[group].field.id, rows);
                self.strays.push(Fault { place, code: FaultCode::TooManyRows, message: None });
                break;
            }
            rows.push(number);
            let level = self.level(Some(group), row.as_object(), rows);
            rows.pop();
            levels.push(Level { odd: (!row.is_object()).then_some(row), ..level });
        }
        levels
    }
}

impl<'d> State<'d> {
    /// Lays out what was filled in and works out, in order, what is seen and what is computed.
    pub fn of(form: &'d Form, answers: &'d Answers, now: &Now) -> Self {
        let mut layout = Layout { form, left: MOST_CELLS, strays: Vec::new() };
        let top = layout.level(None, Some(answers), &mut Vec::new());
        let mut state = Self { form, top, pages: vec![true; form.pages.len()], strays: layout.strays };
        for step in &form.order {
            match *step {
                Step::Page(page) => {
                    let shown = form.pages[page].as_ref().is_none_or(|rule| rule.holds(&state.around(&[], None, now)));
                    state.pages[page] = shown;
                }
                Step::Field(field) => state.settle(field, now),
            }
        }
        state
    }

    /// What an expression in these rows is evaluated in.
    pub fn around<'a>(&'a self, rows: &'a [usize], this: Option<&'a Value>, now: &'a Now) -> Around<'a> {
        Around { fields: self, rows, this, choice: None, now }
    }

    /// Works out one field wherever it stands.
    fn settle(&mut self, number: FieldNo, now: &Now) {
        let form = self.form;
        let asked = &form.fields[number];
        let on_page = asked.page.is_none_or(|page| self.pages[page]);
        for rows in self.places(number) {
            let around_shown = match (asked.chain.last(), rows.split_last()) {
                (Some(&group), Some((_, outer))) => self.cell(group, outer).is_some_and(|cell| cell.shown),
                _ => true,
            };
            let raw = self.cell(number, &rows).and_then(|cell| cell.raw);
            let around = self.around(&rows, raw, now);
            let shown = on_page && around_shown && asked.rules.visible.as_ref().is_none_or(|rule| rule.holds(&around));
            let value = match (&asked.rules.computed, shown) {
                (_, false) => Cow::Owned(Value::Null),
                (Some(rule), true) => Cow::Owned(of_kind(&asked.field.kind, rule.eval(&around))),
                (None, true) => raw.map_or(Cow::Owned(Value::Null), Cow::Borrowed),
            };
            if let Some(cell) = self.cell_mut(number, &rows) {
                cell.shown = shown;
                cell.value = value;
            }
        }
    }

    /// Every place a field stands in, by the rows of the groups around it.
    pub fn places(&self, number: FieldNo) -> Vec<Vec<usize>> {
        let mut places = vec![Vec::new()];
        for &group in &self.form.fields[number].chain {
            let deeper = |rows: Vec<usize>| {
                let count = self.cell(group, &rows).map_or(0, |cell| cell.rows.len());
                (0..count).map(move |row| rows.iter().copied().chain([row]).collect())
            };
            places = places.into_iter().flat_map(deeper).collect();
        }
        places
    }

    /// The fields that stand in these rows of these groups; rows of groups further in are not looked at, and too few are nowhere.
    fn level(&self, chain: &[FieldNo], rows: &[usize]) -> Option<&Level<'d>> {
        let rows = rows.get(..chain.len())?;
        chain.iter().zip(rows).try_fold(&self.top, |level, (&group, &row)| level.cells.get(self.form.fields[group].slot)?.rows.get(row))
    }

    fn cell(&self, number: FieldNo, rows: &[usize]) -> Option<&Cell<'d>> {
        let asked = &self.form.fields[number];
        self.level(&asked.chain, rows)?.cells.get(asked.slot)
    }

    fn cell_mut(&mut self, number: FieldNo, rows: &[usize]) -> Option<&mut Cell<'d>> {
        let form = self.form;
        let asked = &form.fields[number];
        let step = |level, (&group, &row): (&FieldNo, &usize)| {
            let level: &mut Level<'d> = level;
            level.cells.get_mut(form.fields[group].slot)?.rows.get_mut(row)
        };
        let rows = rows.get(..asked.chain.len())?;
        asked.chain.iter().zip(rows).try_fold(&mut self.top, step)?.cells.get_mut(asked.slot)
    }

    /// It is to be seen there.
    pub fn is_shown(&self, number: FieldNo, rows: &[usize]) -> bool {
        self.cell(number, rows).is_some_and(|cell| cell.shown)
    }

    /// What it comes to there; null where it is hidden or not answered.
    pub fn answer(&self, number: FieldNo, rows: &[usize]) -> &Value {
        self.cell(number, rows)
            .map_or(&Value::Null, |cell| if cell.rows.is_empty() { cell.value.as_ref() } else { cell.raw.unwrap_or(&Value::Null) })
    }

    /// How many rows a group has there.
    pub fn rows(&self, group: FieldNo, rows: &[usize]) -> usize {
        self.cell(group, rows).map_or(0, |cell| cell.rows.len())
    }

    /// What was filled in there, seen or not.
    pub fn raw(&self, number: FieldNo, rows: &[usize]) -> Option<&'d Value> {
        self.cell(number, rows).and_then(|cell| cell.raw)
    }

    /// What is sent: the answers to what is seen, and what is computed; nothing that is empty.
    pub fn sent(&self) -> Answers {
        self.gathered(None, &self.top)
    }

    fn gathered(&self, group: Option<FieldNo>, level: &Level<'d>) -> Answers {
        let mut answers = Answers::new();
        for (&number, cell) in self.form.children(group).iter().zip(&level.cells).filter(|(_, cell)| cell.shown) {
            let field = &self.form.fields[number].field;
            let value = if cell.rows.is_empty() {
                cell.value.clone().into_owned()
            } else {
                cell.rows.iter().map(|row| row.odd.cloned().unwrap_or_else(|| Value::Object(self.gathered(Some(number), row)))).collect()
            };
            if field.kind.has_answer() && !is_empty(&value) {
                answers.insert(field.id.clone(), value);
            }
        }
        answers
    }
}

impl Reading for State<'_> {
    fn value(&self, field: FieldNo, shared: usize, rows: &[usize]) -> Val<'_> {
        let asked = &self.form.fields[field];
        let Some(level) = self.level(&asked.chain[..shared], rows) else { return Val::Nothing };
        match &asked.chain[shared..] {
            [] => level.cells.get(asked.slot).map_or(Val::Nothing, worth),
            groups => {
                let mut levels = vec![level];
                for &group in groups {
                    let slot = self.form.fields[group].slot;
                    levels = levels.iter().filter_map(|level| level.cells.get(slot)).flat_map(|cell| &cell.rows).collect();
                }
                Val::list(levels.iter().filter_map(|level| level.cells.get(asked.slot)).map(worth).filter(|value| !value.is_nothing()))
            }
        }
    }
}

fn worth<'a>(cell: &'a Cell<'_>) -> Val<'a> {
    match (cell.shown, cell.rows.len()) {
        (false, _) => Val::Nothing,
        (true, 0) => Val::from(cell.value.as_ref()),
        (true, rows) => Val::List(vec![Val::Thing; rows]),
    }
}

/// Nothing was answered; blanks are no answer.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// What was computed, as an answer of its kind: a number that came out as text is a number again.
pub fn of_kind(kind: &Kind, value: Val<'_>) -> Value {
    match kind {
        Kind::Integer { .. } | Kind::Decimal { .. } => match value.number() {
            Some(number) => Val::Number(number).into_value(),
            None => value.into_value(),
        },
        Kind::Text { .. } | Kind::Barcode {} | Kind::Choice { many: false, .. } => Val::text(value.into_text().into_owned()).into_value(),
        Kind::Choice { many: true, .. } => Value::Array(value.each().into_iter().map(|item| item.into_text().into()).collect()),
        Kind::YesNo {} if !value.is_nothing() => value.holds().into(),
        _ => value.into_value(),
    }
}
