//! An XLSForm workbook as a form: `survey`, `choices` and `settings`, gone through once from top to bottom.

use super::gather::Gather;
use super::group::{Builder, Open, Sort};
use super::question::{ACKNOWLEDGED, Asks, Extra, kind_of};
use super::texts::Texts;
use super::workbook::{Row, Sheet, Workbook};
use super::{Ask, ImportError, Imported, Why, choices, finish};
use crate::check::is_id;
use crate::definition::{Choice, Definition, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// What a row of the survey does.
enum Does {
    BeginGroup,
    EndGroup,
    BeginRepeat,
    EndRepeat,
    Asks,
}

/// Reads an XLSForm workbook.
pub fn xlsform(bytes: &[u8], ask: &Ask) -> Result<Imported, ImportError> {
    let mut workbook = Workbook::open(bytes)?;
    let survey = workbook.sheet("survey")?.ok_or(ImportError::NoSheet("survey"))?;
    let lists = workbook.sheet("choices")?;
    let settings = workbook.sheet("settings")?;
    let setting = |name: &str| settings.as_ref().and_then(|sheet| sheet.rows.first()).and_then(|row| row.get(name));
    let sheets: Vec<&Sheet> = [Some(&survey), lists.as_ref()].into_iter().flatten().collect();
    let default = Texts::default_of(setting("default_language"), &sheets, &ask.language);
    let mut gather = Gather { names: BTreeSet::new(), columns: BTreeMap::new(), texts: Texts::new(default.clone()), left_out: Vec::new() };
    let mut choices = choices::choices(lists.as_ref(), &mut gather);
    gather.columns = choices.iter().map(|(name, list)| (name.clone(), columns(list))).collect();
    gather.texts.say(&default, "title", setting("form_title").unwrap_or(&ask.id));

    let rows: Vec<&Row> = survey.rows.iter().filter(|row| !matches!(row.get("disabled"), Some("yes" | "true"))).collect();
    gather.names = rows.iter().filter(|row| is_field(row, &choices)).filter_map(|row| row.get("name")).map(str::to_owned).collect();
    let mut reading = Reading { gather, builder: Builder::default(), seen: BTreeSet::new(), choices: &choices };
    for row in rows {
        reading.row(row);
    }
    let Reading { mut gather, builder, .. } = reading.closed();
    if builder.fields.iter().any(|field| uses(&field.kind, ACKNOWLEDGED)) && !choices.contains_key(ACKNOWLEDGED) {
        gather.texts.say(&default, "choice:acknowledged:OK", "OK");
        let ok = Choice { value: "OK".to_owned(), label: "choice:acknowledged:OK".to_owned(), columns: BTreeMap::new() };
        choices.insert(ACKNOWLEDGED.to_owned(), vec![ok]);
    }
    for (sheet, row, column) in std::mem::take(&mut gather.texts.piped) {
        gather.leave(&sheet, row, &column, Why::Piping);
    }
    gather.left_out.sort_by_key(|left| (left.sheet != "survey", left.row, left.column.clone()));
    let definition = Definition {
        id: setting("form_id").or(setting("id_string")).unwrap_or(&ask.id).to_owned(),
        version: setting("version").unwrap_or(&ask.version).to_owned(),
        title: "title".to_owned(),
        default_language: default,
        pages: builder.pages,
        fields: builder.fields,
        choices,
        messages: gather.texts.finish(),
    };
    finish(definition, gather.left_out, ask)
}

/// It will be a field, so that expressions may name it: what reads a question that is left out is left out, too.
fn is_field(row: &Row, choices: &BTreeMap<String, Vec<Choice>>) -> bool {
    let asks = match sort(row) {
        Does::BeginRepeat => true,
        Does::Asks => match kind_of(row, &|_| 0) {
            Asks::Question(Kind::Choice { list, .. }, _) => list == ACKNOWLEDGED || choices.contains_key(&list),
            Asks::Question(..) => true,
            Asks::Nothing(_) => false,
        },
        Does::BeginGroup | Does::EndGroup | Does::EndRepeat => false,
    };
    asks && row.get("name").is_some_and(is_id)
}

fn columns(list: &[Choice]) -> BTreeSet<String> {
    list.iter().flat_map(|choice| choice.columns.keys().cloned()).collect()
}

fn uses(kind: &Kind, wanted: &str) -> bool {
    match kind {
        Kind::Choice { list, .. } => list == wanted,
        Kind::Repeat { fields, .. } => fields.iter().any(|field| uses(&field.kind, wanted)),
        _ => false,
    }
}

fn sort(row: &Row) -> Does {
    let written = row.get("type").unwrap_or_default().to_lowercase().replace('_', " ");
    match written.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["begin", "group"] => Does::BeginGroup,
        ["end", "group"] => Does::EndGroup,
        ["begin", "repeat"] => Does::BeginRepeat,
        ["end", "repeat"] => Does::EndRepeat,
        _ => Does::Asks,
    }
}

struct Reading<'a> {
    gather: Gather,
    builder: Builder,
    seen: BTreeSet<String>,
    choices: &'a BTreeMap<String, Vec<Choice>>,
}

impl Reading<'_> {
    fn row(&mut self, row: &Row) {
        if row.get("type").is_none() {
            if row.get("name").is_some() || row.get("label").is_some() {
                self.gather.leave("survey", row.number, "type", Why::Type(String::new()));
            }
            return;
        }
        match sort(row) {
            Does::BeginGroup => self.group(row),
            Does::BeginRepeat => self.repeat(row),
            Does::EndGroup => self.close(row, false),
            Does::EndRepeat => self.close(row, true),
            Does::Asks => self.asks(row),
        }
    }

    /// The name of a row, where it has one that can be an id and is not taken.
    fn name(&mut self, row: &Row) -> Option<String> {
        let why = match row.get("name") {
            None => Why::NoName,
            Some(name) if !is_id(name) => Why::Name(name.to_owned()),
            Some(name) if !self.seen.insert(name.to_owned()) => Why::Twice(name.to_owned()),
            Some(name) => return Some(name.to_owned()),
        };
        self.gather.leave("survey", row.number, "name", why);
        None
    }

    fn asks(&mut self, row: &Row) {
        let sizes = |list: &str| self.choices.get(list).map_or(0, Vec::len);
        let (kind, extra) = match kind_of(row, &sizes) {
            Asks::Question(kind, extra) => (kind, extra),
            Asks::Nothing(why) => return self.gather.leave("survey", row.number, "type", why),
        };
        let Some(name) = self.name(row) else { return };
        let mut relevant = self.builder.relevant();
        if kind.is_hidden() {
            relevant.extend(self.builder.page_rule());
        }
        let field = self.gather.field(row, &name, kind, extra, &relevant, self.builder.repeated());
        let gone = matches!(&field.kind, Kind::Choice { list, .. } if list != ACKNOWLEDGED && !self.choices.contains_key(list));
        if !gone {
            self.builder.put(field);
        }
    }

    fn group(&mut self, row: &Row) {
        self.gather.media("survey", row);
        let repeated = self.builder.repeated();
        let visible = self.gather.rule(row, "relevant", repeated);
        let id = match row.get("name").filter(|name| is_id(name) && self.seen.insert((*name).to_owned())) {
            Some(name) => name.to_owned(),
            None => format!("group_{}", row.number),
        };
        let label = self.gather.texts.of("survey", row, "label", &format!("{id}:label"));
        if self.builder.outside() {
            return self.builder.page(row.number, id, label, visible);
        }
        self.builder.open.push(Open { row: row.number, sort: Sort::Plain, relevant: visible });
        if label.is_some() {
            let relevant = self.builder.relevant();
            let plain = Row { number: row.number, cells: row.cells.iter().filter(|(column, _)| is_text(column)).map(clone).collect() };
            let note = self.gather.field(&plain, &id, Kind::Note {}, Extra::default(), &relevant, repeated);
            self.builder.put(note);
        }
    }

    fn repeat(&mut self, row: &Row) {
        let Some(name) = self.name(row) else {
            return self.builder.open.push(Open { row: row.number, sort: Sort::Lost, relevant: None });
        };
        let (relevant, repeated) = (self.builder.relevant(), self.builder.repeated());
        let count = match row.get("repeat_count").map(str::parse::<u32>) {
            None => None,
            Some(Ok(count)) => Some(count),
            Some(Err(_)) => {
                self.gather.leave("survey", row.number, "repeat_count", Why::NotANumber);
                None
            }
        };
        let kind = Kind::Repeat { fields: Vec::new(), min: count, max: count };
        let field = self.gather.field(row, &name, kind, Extra::default(), &relevant, repeated);
        self.builder.repeat(row.number, field);
    }

    fn close(&mut self, row: &Row, repeat: bool) {
        if !self.builder.close(repeat) {
            self.gather.leave("survey", row.number, "type", Why::NotOpen);
        }
    }

    /// At the end every group must have been closed; those that were not are closed for what is made without them.
    fn closed(mut self) -> Self {
        while let Some(open) = self.builder.open.last() {
            self.gather.leave("survey", open.row, "type", Why::NotClosed);
            let repeat = matches!(open.sort, Sort::Repeat(..));
            self.builder.close(repeat);
        }
        self
    }
}

fn is_text(column: &str) -> bool {
    column == "label" || column.starts_with("label::")
}

fn clone((column, text): (&String, &String)) -> (String, String) {
    (column.clone(), text.clone())
}
