//! Workbooks, as anybody makes them: as the file that was handed in, and as sheets in a file that holds together.

use daybook_form::import::{Ask, xlsform};
use daybook_form::{Form, Limits};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// As a workbook; and as what stands in the sheet `survey`, a line a row and a bar between cells.
pub fn workbook(bytes: &[u8]) {
    read(bytes);
    read(&workbook_around(&String::from_utf8_lossy(bytes)));
}

fn read(bytes: &[u8]) {
    for leave_out in [false, true] {
        let ask = Ask { id: "tried".to_owned(), version: "1".to_owned(), language: "en".to_owned(), leave_out, limits: Limits::default() };
        match xlsform(bytes, &ask) {
            Ok(made) => {
                assert!(leave_out || made.left_out.is_empty(), "nothing is left out that was not asked for");
                Form::new(made.definition, &Limits::default()).expect("what was made holds together");
            }
            Err(refused) => assert!(!refused.to_string().is_empty(), "a refusal says what is wrong"),
        }
    }
}

/// The smallest workbook that a spreadsheet would open, with these rows; the bytes would otherwise never get past the packing.
pub fn workbook_around(rows: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>");
    let relations = |relations: String| format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>");
    let sheets = "<sheet name=\"survey\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"choices\" sheetId=\"2\" r:id=\"r2\"/>";
    let (survey, choices) = rows.split_once("\n\n").unwrap_or((rows, "list_name|name|label\nyes_no|yes|Yes"));
    let files = [
        ("_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            relations(["r1", "r2"].map(|id| relation(id, "worksheet", &format!("worksheets/{id}.xml"))).concat()),
        ),
        ("xl/worksheets/r1.xml", sheet(MAIN, survey)),
        ("xl/worksheets/r2.xml", sheet(MAIN, choices)),
    ];
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file in memory");
        zip.write_all(text.as_bytes()).expect("a file in memory");
    }
    zip.finish().expect("a file in memory").into_inner()
}

fn sheet(main: &str, rows: &str) -> String {
    let mut text = format!("<worksheet xmlns=\"{main}\"><sheetData>");
    for (row, line) in (1..).zip(rows.lines().take(200)) {
        text.push_str(&format!("<row r=\"{row}\">"));
        for (column, cell) in ('A'..='Z').zip(line.split('|')) {
            let cell: String = cell.trim().chars().filter(|letter| !letter.is_control()).collect();
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            text.push_str(&format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        }
        text.push_str("</row>");
    }
    text + "</sheetData></worksheet>"
}
