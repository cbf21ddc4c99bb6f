//! The sheets of a workbook as rows of named cells, numbered as a spreadsheet shows them.
//!
//! Read cell by cell and never as a rectangle: one stray cell in the last corner of a sheet would make that rectangle
//! larger than any memory.

use super::ImportError;
use calamine::{DataRef, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

/// A workbook may have so many bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// and so many once it is unpacked: a small file can hold as much of nothing as it likes.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// A sheet so many rows,
const MOST_ROWS: u32 = 200_000;
/// so many columns,
const MOST_COLUMNS: u32 = 400;
/// and so many cells with something in them.
const MOST_CELLS: usize = 2_000_000;
/// One cell so many bytes (a spreadsheet's own limit is 32,767 characters).
const LONGEST: usize = 128 * 1024;

/// A sheet.
pub struct Sheet {
    /// The headings, in order.
    pub headings: Vec<String>,
    /// The rows below them that are not blank.
    pub rows: Vec<Row>,
}

/// A row.
pub struct Row {
    /// Its number: the headings are row 1.
    pub number: u32,
    /// What stands in it, by heading; nothing that is blank.
    pub cells: BTreeMap<String, String>,
}

impl Row {
    /// What stands under this heading.
    pub fn get(&self, heading: &str) -> Option<&str> {
        self.cells.get(heading).map(String::as_str)
    }
}

/// An open workbook.
pub struct Workbook<'a>(Xlsx<Cursor<&'a [u8]>>);

impl<'a> Workbook<'a> {
    /// Opens one.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        if bytes.len() > MOST_BYTES {
            return Err(ImportError::TooLarge { bytes: bytes.len(), most: MOST_BYTES });
        }
        unpacks(bytes)?;
        Xlsx::new(Cursor::new(bytes)).map(Self).map_err(|_| ImportError::Unreadable("an XLSX workbook"))
    }

    /// A sheet, whose name may be written in any case; none where there is none.
    pub fn sheet(&mut self, name: &'static str) -> Result<Option<Sheet>, ImportError> {
        let Some(written) = self.0.sheet_names().into_iter().find(|written| written.trim().eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let broken = |_| ImportError::Unreadable("an XLSX workbook");
        let mut reader = self.0.worksheet_cells_reader(&written).map_err(broken)?;
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut count = 0;
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let text = text(cell.get_value());
            if text.is_empty() {
                continue;
            }
            let (row, column) = cell.get_position();
            count += 1;
            if row >= MOST_ROWS || column >= MOST_COLUMNS || count > MOST_CELLS || text.len() > LONGEST {
                return Err(ImportError::TooMuch(name.to_owned()));
            }
            rows.entry(row).or_default().insert(column, text);
        }
        Ok(Some(named(rows)))
    }
}

/// Unpacks everything once into nothing and counts; what a packed file says about its own size proves nothing.
fn unpacks(bytes: &[u8]) -> Result<(), ImportError> {
    let broken = || ImportError::Unreadable("an XLSX workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut left = MOST_UNPACKED;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|_| broken())?;
        left -= io::copy(&mut part.take(left), &mut io::sink()).map_err(|_| broken())?;
        if left == 0 {
            return Err(ImportError::TooMuch("workbook".to_owned()));
        }
    }
    Ok(())
}

/// The first row that is not blank has the headings.
fn named(rows: BTreeMap<u32, BTreeMap<u32, String>>) -> Sheet {
    let mut rows = rows.into_iter();
    let headings: BTreeMap<u32, String> =
        rows.next().map(|(_, cells)| cells.into_iter().map(|(column, text)| (column, heading(&text))).collect()).unwrap_or_default();
    let rows = rows.map(|(number, cells)| {
        let cells = cells.into_iter().filter_map(|(column, text)| Some((headings.get(&column)?.clone(), text)));
        Row { number: number + 1, cells: cells.collect() }
    });
    let rows = rows.filter(|row| !row.cells.is_empty()).collect();
    Sheet { headings: headings.into_values().collect(), rows }
}

/// Headings are written in many ways: `Constraint message`, `label:: English (en)`. The name of a language keeps its letters.
fn heading(text: &str) -> String {
    let mut parts = text.split("::").map(str::trim);
    let plain = |part: &str| part.to_lowercase().replace([' ', '-'], "_");
    let first = plain(parts.next().unwrap_or_default());
    let first = match first.as_str() {
        "caption" => "label",
        "readonly" => "read_only",
        "relevance" => "relevant",
        "calculate" => "calculation",
        "list" => "list_name",
        "constraint_msg" | "constraining_message" => "constraint_message",
        "required_msg" => "required_message",
        other => other,
    };
    parts.fold(first.to_owned(), |whole, part| format!("{whole}::{part}"))
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(bool) => bool.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
