//! The lists of choices of a workbook.

use super::Why;
use super::gather::Gather;
use super::workbook::Sheet;
use crate::definition::Choice;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that are not for filters.
const OWN: &[&str] = &["list_name", "name", "value", "label", "media", "image", "audio", "video", "big-image", "big_image"];

/// The lists, by name. A choice that is there twice is listed, and there once.
pub fn choices(sheet: Option<&Sheet>, gather: &mut Gather) -> BTreeMap<String, Vec<Choice>> {
    let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for row in sheet.into_iter().flat_map(|sheet| &sheet.rows) {
        let Some(list) = row.get("list_name") else { continue };
        let Some(value) = row.get("name").or_else(|| row.get("value")) else {
            gather.leave("choices", row.number, "name", Why::NoName);
            continue;
        };
        if !seen.insert((list.to_owned(), value.to_owned())) {
            gather.leave("choices", row.number, "name", Why::Twice(value.to_owned()));
            continue;
        }
        let key = format!("choice:{list}:{value}");
        let label = gather.texts.of("choices", row, "label", &key).unwrap_or_else(|| {
            let language = gather.texts.default.clone();
            gather.texts.say(&language, &key, value);
            key
        });
        gather.media("choices", row);
        let columns = row.cells.iter().filter(|(name, _)| !OWN.contains(&name.as_str()) && !name.contains("::"));
        let columns = columns.map(|(name, text)| (name.clone(), text.clone())).collect();
        lists.entry(list.to_owned()).or_default().push(Choice { value: value.to_owned(), label, columns });
    }
    lists
}
