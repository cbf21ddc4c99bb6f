//! What is gathered while a workbook is gone through: texts, and what could not be converted.

use super::texts::Texts;
use super::workbook::Row;
use super::xpath::{Names, convert};
use super::{LeftOut, Why};
use crate::definition::Expression;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Columns with pictures and sounds.
const MEDIA: &[&str] = &["media", "image", "audio", "video", "big_image"];

/// Gathered so far.
pub struct Gather {
    /// The names of all questions.
    pub names: BTreeSet<String>,
    /// The columns of each list of choices.
    pub columns: BTreeMap<String, BTreeSet<String>>,
    /// The texts.
    pub texts: Texts,
    /// What could not be converted.
    pub left_out: Vec<LeftOut>,
}

impl Gather {
    /// Notes that something could not be converted.
    pub fn leave(&mut self, sheet: &str, row: u32, column: &str, why: impl Into<Why>) {
        self.left_out.push(LeftOut { sheet: sheet.to_owned(), row, column: column.to_owned(), why: why.into() });
    }

    /// What stands under a heading as an expression; none where there is none or it cannot be converted.
    pub fn rule(&mut self, row: &Row, heading: &str, repeated: bool) -> Option<Expression> {
        let text = row.get(heading)?;
        let this = matches!(heading, "constraint" | "calculation");
        let converted = convert(text, Names { fields: &self.names, columns: None, this, repeated });
        self.converted(row, heading, converted)
    }

    /// A choice filter: the columns of its list can be named.
    pub fn filter(&mut self, row: &Row, list: &str, repeated: bool) -> Option<Expression> {
        let text = row.get("choice_filter")?;
        let converted = convert(text, Names { fields: &self.names, columns: self.columns.get(list), this: false, repeated });
        self.converted(row, "choice_filter", converted)
    }

    fn converted(&mut self, row: &Row, heading: &str, converted: Result<Value, super::NotConverted>) -> Option<Expression> {
        match converted {
            Ok(logic) => Some(Expression(logic)),
            Err(why) => {
                self.leave("survey", row.number, heading, why);
                None
            }
        }
    }

    /// A rule that is mostly `yes` or `no`: `required`, `read_only`.
    pub fn flag(&mut self, row: &Row, heading: &str, repeated: bool) -> Option<Expression> {
        match row.get(heading)?.to_lowercase().as_str() {
            "yes" | "true" | "true()" | "1" => Some(Expression(true.into())),
            "no" | "false" | "false()" | "0" => None,
            _ => self.rule(row, heading, repeated),
        }
    }

    /// Notes pictures and sounds, which have no place in our forms.
    pub fn media(&mut self, sheet: &str, row: &Row) {
        for column in row.cells.keys() {
            if MEDIA.contains(&column.split("::").next().unwrap_or_default()) {
                self.leave(sheet, row.number, column, Why::NoPlace);
            }
        }
    }
}
