//! A CSV file as rows under headings, whatever program saved it: its encoding, its delimiter, its blank rows, the way it
//! writes its headings. What is deliberately not here: what the cells mean ([`super::cell`]).

use super::fault::FileFault;
use super::row::{clean, clean_lines};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// Most rows of one file that are not blank.
pub const MOST_ROWS: usize = 20_000;
/// Larger than any list of so many rows.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The columns that a kind of file has: the name we use, and others under which it comes.
pub struct Columns {
    /// Name and its synonyms.
    pub known: &'static [(&'static str, &'static [&'static str])],
    /// Those that must be there.
    pub needed: &'static [&'static str],
    /// Those whose cells keep their lines; elsewhere a line break is a blank.
    pub lines: &'static [&'static str],
}

/// A row that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// As a spreadsheet counts: the header is row 1, and blank rows count.
    pub number: usize,
    pub(super) cells: Vec<String>,
}

/// A file that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    headings: Vec<Heading>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq)]
struct Heading {
    /// As the file writes it.
    written: String,
    /// As we call it; none for a column that is not read.
    name: Option<&'static str>,
}

impl Table {
    /// Reads a file, or says everything that keeps it from being read.
    pub fn read(bytes: &[u8], columns: &Columns) -> Result<Self, Vec<FileFault>> {
        let text = lines_alike(&decoded(bytes)?);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter_of(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default()))
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let (mut headings, mut rows, mut inside_cells) = (None, Vec::new(), 0_usize);
        loop {
            match reader.read_record(&mut record) {
                Ok(true) if record.len() == 1 && &record[0] == END => break,
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => return Err(vec![FileFault::of_file("This file cannot be read as CSV. Save it as CSV and import it again.")]),
            }
            // The reader counts lines and passes over empty ones; a spreadsheet counts rows, in which a cell may have lines.
            let lines_of_record: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
            let after = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
            let number = after.saturating_sub(1 + lines_of_record + inside_cells);
            inside_cells += lines_of_record;
            // A mark that is never closed takes every row after it into one cell: nobody would miss them.
            if record.iter().any(|cell| cell.contains(END)) {
                return Err(vec![FileFault::of_row(number + 1, "a quotation mark is opened here and never closed")]);
            }
            let in_lines = |place: usize| {
                let heading = headings.as_ref().and_then(|headings: &Vec<Heading>| headings.get(place)?.name);
                heading.is_some_and(|name| columns.lines.contains(&name))
            };
            let cells: Vec<String> =
                record.iter().enumerate().map(|(place, cell)| if in_lines(place) { clean_lines(cell) } else { clean(cell) }).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if headings.is_none() {
                headings = Some(headings_of(&cells, number, columns)?);
            } else if rows.len() == MOST_ROWS {
                return Err(vec![FileFault::of_file(format!(
                    "This file has more than {MOST_ROWS} rows. Divide it into smaller files and import them one after the other."
                ))]);
            } else {
                rows.push(Row { number, cells });
            }
        }
        match headings {
            None => Err(vec![FileFault::of_file("This file is empty.")]),
            Some(_) if rows.is_empty() => Err(vec![FileFault::of_file("This file has a row of headings and nothing below it.")]),
            Some(headings) => Ok(Self { headings, rows }.without_stray_cells()?),
        }
    }

    /// Where this column stands; none where the file does not have it.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.headings.iter().position(|heading| heading.name == Some(name))
    }

    /// The heading as the file writes it; the name we use where the file does not have it.
    pub fn heading<'a>(&'a self, name: &'a str) -> &'a str {
        self.place(name).map_or(name, |place| &self.headings[place].written)
    }

    /// The headings of columns that are not read.
    pub fn unread(&self) -> Vec<&str> {
        self.headings
            .iter()
            .filter(|heading| heading.name.is_none() && !heading.written.is_empty())
            .map(|heading| heading.written.as_str())
            .collect()
    }

    /// A value beyond the last heading means that a comma in a cell has shifted the row: nothing in it can be trusted.
    fn without_stray_cells(self) -> Result<Self, Vec<FileFault>> {
        let width = self.headings.len();
        let stray = self.rows.iter().filter(|row| row.cells.iter().skip(width).any(|cell| !cell.is_empty()));
        let faults: Vec<FileFault> = stray
            .map(|row| {
                FileFault::of_row(
                    row.number,
                    "this row has more values than there are headings: put a value with a comma in quotation marks",
                )
            })
            .collect();
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }
}

fn headings_of(cells: &[String], row: usize, columns: &Columns) -> Result<Vec<Heading>, Vec<FileFault>> {
    let mut faults = Vec::new();
    let mut headings: Vec<Heading> = Vec::new();
    for written in cells {
        let plain = plain(written);
        let name =
            columns.known.iter().find(|(name, synonyms)| *name == plain || synonyms.contains(&plain.as_str())).map(|(name, _)| *name);
        if let Some(earlier) = headings.iter().find(|earlier| name.is_some() && earlier.name == name) {
            let words = if earlier.written == *written {
                "this column is there twice: keep one of them".to_owned()
            } else {
                format!("this column and {} say the same: keep one of them", earlier.written)
            };
            faults.push(FileFault { row: Some(row), column: Some(written.clone()), words });
        }
        headings.push(Heading { written: written.clone(), name });
    }
    for needed in columns.needed {
        if !headings.iter().any(|heading| heading.name == Some(needed)) {
            faults.push(FileFault {
                row: Some(row),
                column: Some((*needed).to_owned()),
                words: "there is no column with this heading".to_owned(),
            });
        }
    }
    if faults.is_empty() { Ok(headings) } else { Err(faults) }
}

/// A heading as we compare it: capitals, and one underscore for whatever stands between the words.
fn plain(heading: &str) -> String {
    let words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_uppercase).collect::<Vec<_>>().join("_")
}

/// As the byte order mark says; else UTF-8 where it is; else what Windows writes in western Europe.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Vec<FileFault>> {
    let fault = |words: String| Err(vec![FileFault::of_file(words)]);
    if bytes.len() > MOST_BYTES {
        return fault(format!("This file is larger than {} MB. Divide it into smaller files.", MOST_BYTES / 1024 / 1024));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return fault("This looks like a spreadsheet, not a CSV file. Open it, save it as CSV and import that.".to_owned());
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _, broken) = encoding.decode(bytes);
    if broken || text.contains('\0') {
        return fault("This file is not text that can be read. Save it as CSV (UTF-8) and import it again.".to_owned());
    }
    Ok(text)
}

/// Stands in a line of its own after the file: where it is not read as one, it was taken into a cell. No file that is
/// text holds it.
const END: &str = "\0";

/// One kind of line end, and one at the very end, so that lines can be counted; then [`END`].
fn lines_alike(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text + END + "\n"
}

/// Comma, unless the header says otherwise: spreadsheets in other countries save semicolons.
fn delimiter_of(header: &str) -> u8 {
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    let mut best = b',';
    for other in [b';', b'\t', b'|'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: Columns = Columns {
        known: &[("FIRST_NAME", &["FORENAME"]), ("LAST_NAME", &[])],
        needed: &["FIRST_NAME", "LAST_NAME"],
        lines: &["LAST_NAME"],
    };

    fn read(bytes: &[u8]) -> Table {
        Table::read(bytes, &COLUMNS).unwrap()
    }

    fn refused(bytes: &[u8]) -> Vec<String> {
        Table::read(bytes, &COLUMNS).unwrap_err().iter().map(ToString::to_string).collect()
    }

    fn numbers(bytes: &[u8]) -> Vec<usize> {
        read(bytes).rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        assert_eq!(numbers(b"first_name,last_name\n\n,\nAmina,Begum\n\nIfan,Rhys"), [4, 6]);
        assert_eq!(numbers(b"first_name,last_name\r\n\r\nAmina,Begum\r\nIfan,Rhys\r\n"), [3, 4]);
        assert_eq!(numbers(b"first_name,last_name\n\"A\nB\",Begum\n\n\"\n\",\nIfan,Rhys\n"), [2, 5]);
        assert_eq!(numbers(b"\nfirst_name,last_name\rAmina,Begum\rIfan,Rhys"), [3, 4]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_takes_no_rows_with_it() {
        let words = |row| [format!("Row {row}: a quotation mark is opened here and never closed")];
        assert_eq!(refused(b"first_name,last_name\nAmina,\"Begum\nIfan,Rhys\n"), words(2));
        assert_eq!(refused(b"first_name,last_name\n\"A\nB\",Begum\nIfan,\"Rhys\n\nZo,Ray"), words(3));
        assert_eq!(refused(b"first_name,\"last_name\n"), words(1));
        assert_eq!(numbers(b"first_name,last_name\n\"Amina\",\"Be\"\"gum\"\n"), [2]);
    }

    #[test]
    fn a_cell_has_lines_only_in_the_columns_that_have_them() {
        let table = read(b"first_name,last_name\n\"A\nB\",\"One \r\n\r\n  two  words\n\"\n");
        assert_eq!(table.rows[0].cells, ["A B", "One\ntwo words"]);
    }

    #[test]
    fn a_heading_may_be_written_in_any_case_with_spaces_and_hyphens() {
        for header in ["FORENAME,LAST_NAME", "First name,Last-name", " first_name , LAST  NAME ", "\"First  Name\",\"last name\""] {
            assert_eq!(read(format!("{header}\nZoë,O'Hara\n").as_bytes()).place("LAST_NAME"), Some(1), "{header}");
        }
    }

    #[test]
    fn letters_survive_every_encoding_that_schools_send() {
        let text = "First name,Last name\nZoë,Núñez-O’Hara\n";
        let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let utf16_big: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        for bytes in [text.as_bytes().to_vec(), utf16, utf16_big, windows, with_mark] {
            assert_eq!(read(&bytes).rows[0].cells, ["Zoë", "Núñez-O’Hara"]);
        }
    }

    #[test]
    fn semicolons_and_tabs_are_understood() {
        for delimiter in [";", "\t", "|"] {
            let file = format!("first_name{delimiter}last_name\nAmina{delimiter}Begum, the younger\n");
            assert_eq!(read(file.as_bytes()).rows[0].cells[1], "Begum, the younger");
        }
    }

    #[test]
    fn every_missing_and_doubled_column_is_told() {
        assert_eq!(
            refused(b"Forename,First name\nA,B\n"),
            [
                "Row 1, First name: this column and Forename say the same: keep one of them",
                "Row 1, LAST_NAME: there is no column with this heading"
            ]
        );
    }

    #[test]
    fn what_is_no_list_at_all_is_refused_in_words() {
        assert_eq!(refused(b""), ["This file is empty."]);
        assert_eq!(refused(b"first_name,last_name\n,\n"), ["This file has a row of headings and nothing below it."]);
        assert!(refused(b"PK\x03\x04rest")[0].contains("spreadsheet"));
        assert!(refused(b"first_name,last_name\nA\0,B\n")[0].contains("not text"));
        assert!(refused(b"first_name,last_name\nA,B,C\n")[0].starts_with("Row 2: this row has more values"));
    }

    #[test]
    fn twenty_thousand_rows_are_taken_and_one_more_is_not() {
        let file = |rows: usize| format!("first_name,last_name\n{}", "A,B\n".repeat(rows));
        assert_eq!(read(file(MOST_ROWS).as_bytes()).rows.len(), MOST_ROWS);
        assert!(refused(file(MOST_ROWS + 1).as_bytes())[0].contains("more than 20000 rows"));
    }

    #[test]
    fn columns_that_are_not_read_are_named() {
        assert_eq!(read(b"first_name,last_name,Shoe size\nA,B,37\n").unread(), ["Shoe size"]);
    }
}
