//! XLSForm workbooks, written here cell by cell and read as the service reads them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use daybook_form::import::{Ask, ImportError, Imported, xlsform};
use daybook_form::{Definition, FaultCode, Form, Kind, Limits, Place, Wanted};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sample::{answers, computed, faults, look, now, visible};
use serde_json::{Value, json};
use std::io::Cursor;

fn ask() -> Ask {
    Ask { id: "visit".to_owned(), version: "1".to_owned(), language: "en".to_owned(), leave_out: false, limits: Limits::default() }
}

/// A sheet a line of bars: `type | name | label`.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0..).zip(rows.trim().lines()) {
            for (column, cell) in (0..).zip(line.split('|')) {
                sheet.write(row, column, cell.trim()).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn imported(sheets: &[(&str, &str)]) -> Definition {
    let Imported { definition, left_out } = xlsform(&workbook(sheets), &ask()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(left_out, []);
    definition
}

fn form(sheets: &[(&str, &str)]) -> Form {
    Form::new(imported(sheets), &Limits::default()).unwrap()
}

fn refused(sheets: &[(&str, &str)]) -> Vec<String> {
    match xlsform(&workbook(sheets), &ask()) {
        Err(ImportError::LeftOut(left)) => left.iter().map(ToString::to_string).collect(),
        other => panic!("not refused for what is left out: {other:?}"),
    }
}

const SURVEY: &str = "
type | name | label::English (en) | label::Português (pt) | hint::English (en) | required | relevant | constraint | constraint_message::English (en) | calculation | appearance | default | choice_filter | read_only
start | start
today | day
select_one yes_no | home | Is anybody at home? | Há alguém em casa? | | yes
begin group | family | The family | A família | | | ${home} = 'yes'
text | head | Name of the head | Nome do chefe | As on the card | true() | | string-length(.) > 1 | Two letters at least | | | | |
begin repeat | member | Members | Membros
text | name | Name | Nome | | yes
date | birth | Born on | Nascido em | | | | . <= today() | Not in the future
calculate | age | | | | | | | | int((today() - ${birth}) div 365.25)
select_multiple sign | signs | Signs | Sinais | | | ${age} < 5
integer | weeks | Weeks pregnant | Semanas | | | ${age} >= 12
end repeat
calculate | children | | | | | | | | count(${signs})
begin group | place | Where | Onde
select_one district | district | District | Distrito
select_one village | village | Village | Aldeia | | | | | | | minimal autocomplete | | district = ${district}
geopoint | gps | Position | Posição
end group
acknowledge | agreed | They agree | Concordam
end group
note | thanks | Thank you | Obrigado
image | card | Picture of the card | Foto
image | mark | Sign here | Assine | | | | | | | signature
barcode | net | Net | Rede
range | rooms | Rooms | Quartos
decimal | height | Height | Altura | | | | | | | | 1.5
datetime | when | When | Quando
time | hour | At | Às
hidden | team | | | | | | | | | | north
end | end
";
const CHOICES: &str = "
list_name | name | label::English (en) | label::Português (pt) | district
yes_no | yes | Yes | Sim
yes_no | no | No | Não
sign | fever | Fever | Febre
sign | cough | Cough
district | n | North | Norte
district | s | South | Sul
village | n1 | Mill | Moinho | n
village | s1 | Bridge | Ponte | s
";
const SETTINGS: &str = "
form_title | form_id | version | default_language
Household visit | household_visit | 2026091401 | English (en)
";

fn whole() -> Form {
    form(&[("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)])
}

#[test]
fn a_whole_workbook_becomes_a_form() {
    let form = whole();
    let definition = form.definition();
    assert_eq!((definition.id.as_str(), definition.version.as_str()), ("household_visit", "2026091401"));
    assert_eq!(definition.languages().collect::<Vec<_>>(), ["en", "pt"]);
    assert_eq!(definition.message("pt", &definition.title), "Household visit");
    let pages: Vec<_> = definition.pages.iter().map(|page| (page.id.as_str(), page.fields.join(" "))).collect();
    let expected = [
        ("questions_1", "home"),
        ("family", "head member place district village gps agreed"),
        ("questions_3", "thanks card mark net rooms height when hour"),
    ];
    assert_eq!(pages, expected.map(|(id, fields)| (id, fields.to_owned())));
    let kind = |id: &str| form.field(id).unwrap().kind.clone();
    assert_eq!(
        (kind("mark"), kind("card"), kind("rooms")),
        (Kind::Signature {}, Kind::Photo {}, Kind::Integer { min: Some(0), max: Some(10) })
    );
    assert!(matches!(kind("village"), Kind::Choice { searchable: true, filter: Some(_), .. }));
    assert_eq!(definition.message("pt", form.field("head").unwrap().label.as_deref().unwrap()), "Nome do chefe");
    assert_eq!(definition.message("pt", "choice:sign:cough"), "Cough", "what a language lacks is there in the default one");
}

#[test]
fn the_form_that_was_made_behaves_as_the_workbook_says() {
    let form = whole();
    let begun = form.begin(&now());
    assert_eq!(Value::from(begun), json!({ "start": "2026-09-14T09:30:00+02:00", "day": "2026-09-14", "height": 1.5, "team": "north" }));
    let away = look(&form, json!({ "home": "no" }));
    assert!(!away.pages[1].visible && visible(&away).iter().all(|field| *field != "district"));
    let draft = json!({ "home": "yes", "head": "A", "district": "n", "village": "s1", "agreed": "OK", "member": [
        { "name": "Ana", "birth": "2023-01-01", "signs": ["fever"] }, { "name": "Bea", "birth": "2030-01-01" }, { "birth": "1990-01-01", "weeks": 7 }] });
    let seen = look(&form, draft.clone());
    let expected = [
        ("birth", vec![1], FaultCode::Constraint),
        ("head", vec![], FaultCode::Constraint),
        ("name", vec![2], FaultCode::Required),
        ("village", vec![], FaultCode::NotAChoice),
    ];
    assert_eq!(faults(&seen), expected.map(|(field, rows, code)| (field.to_owned(), rows, code)));
    assert_eq!(computed(&seen, "age"), [json!(3), json!(-3), json!(36)]);
    assert_eq!(seen.visible.iter().filter(|place| place.field == "weeks").collect::<Vec<_>>(), [&Place::in_row("weeks", &[2])]);
    let offer = form.offer(&Place::of("village"), &answers(draft), &now(), Wanted { language: "pt", typed: "", most: 9 });
    assert_eq!(offer.choices.into_iter().map(|choice| choice.label).collect::<Vec<_>>(), ["Moinho"]);
}

#[test]
fn everything_that_cannot_be_converted_is_listed_with_its_row() {
    let told = refused(&[
        (
            "survey",
            "
type | name | label | relevant | constraint | calculation | choice_filter | repeat_count | media::image | parameters
rank colour | order | Order
select_one_from_file clinics.csv | clinic | Clinic
audio | voice | Voice
text | 1st | First
text | note | Hello ${who}
text | note | Twice
integer | dose | Dose | ${order} = 'a' | . < pulldata('doses', 'most', 'id', 1)
select_one nowhere | lost | Lost
select_one colour | shade | Shade | | | | hue = 'x'
begin repeat | rows | Rows | | | | | ${dose}
text | a | A | | | | | | cat.png
end repeat
end group
range | steps | Steps | | | | | | | from=1
calculate | sum
begin group | open | Open",
        ),
        ("choices", "list_name | name | label\ncolour | red | Red\ncolour | red | Again\ncolour | | None"),
    ]);
    let expected = [
        "survey, row 2, type: “rank colour” is not a type of question that can be converted",
        "survey, row 3, type: “select_one_from_file clinics.csv” is not a type of question that can be converted",
        "survey, row 4, type: “audio” is not a type of question that can be converted",
        "survey, row 5, name: “1st” cannot be a name: it begins with a letter or “_”, and has letters without accents, digits, “_”, “-” and “.”",
        "survey, row 6, label: a text cannot hold the answer to another question; it stands there as “…”",
        "survey, row 7, name: the name “note” is there twice",
        "survey, row 8, constraint: character 5: the function “pulldata” cannot be converted",
        "survey, row 8, relevant: character 1: there is no question “order”",
        "survey, row 9, type: there is no list of choices “nowhere”",
        "survey, row 10, choice_filter: character 1: “hue” is neither a function nor a column of the choices",
        "survey, row 11, repeat_count: this is not a number",
        "survey, row 12, media::image: this has no place in our forms",
        "survey, row 14, type: this closes a group that is not open",
        "survey, row 15, type: “from=1” cannot be followed",
        "survey, row 16, calculation: there is nothing to calculate",
        "survey, row 17, type: this group is not closed",
        "choices, row 3, name: the name “red” is there twice",
        "choices, row 4, name: there is no name",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_form_without_parts_is_made_only_for_those_who_ask() {
    let sheets = [("survey", "type | name | label\ntext | a | Hello ${b}\ngeotrace | b | Walk")];
    assert_eq!(refused(&sheets).len(), 2);
    let Imported { definition, left_out } = xlsform(&workbook(&sheets), &Ask { leave_out: true, ..ask() }).unwrap();
    assert_eq!((definition.fields.len(), left_out.len()), (1, 2));
    assert_eq!(definition.message("en", "a:label"), "Hello …");
    assert_eq!(definition.identity().id, "visit");
}

#[test]
fn cells_that_are_numbers_days_or_truths_are_read_as_people_see_them() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Survey").unwrap();
    for (column, heading) in (0..).zip(["Type", "Name", "Label", "Required", "Default"]) {
        sheet.write(2, column, heading).unwrap();
    }
    sheet.write(4, 0, "date").unwrap().write(4, 1, "born").unwrap().write(4, 2, 7).unwrap().write(4, 3, true).unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_with_format(4, 4, ExcelDateTime::from_ymd(2026, 9, 14).unwrap(), &day).unwrap();
    sheet.write(5, 0, "rank").unwrap();
    let left = match xlsform(&workbook.save_to_buffer().unwrap(), &ask()) {
        Err(ImportError::LeftOut(left)) => left,
        other => panic!("{other:?}"),
    };
    assert_eq!((left.len(), left[0].row), (1, 6), "rows are counted as the spreadsheet shows them");
    let Imported { definition, .. } = xlsform(&workbook.save_to_buffer().unwrap(), &Ask { leave_out: true, ..ask() }).unwrap();
    let form = Form::new(definition, &Limits::default()).unwrap();
    assert_eq!((Value::from(form.begin(&now())), form.definition().message("en", "born:label")), (json!({ "born": "2026-09-14" }), "7"));
    assert_eq!(look(&form, json!({})).required, [Place::of("born")]);
}

#[test]
fn ranges_go_in_steps() {
    let form = form(&[(
        "survey",
        "type | name | label | parameters\nrange | a | A | start=1 end=9 step=2\nrange | b | B | start=0;end=1;step=0.25",
    )]);
    assert!(look(&form, json!({ "a": 5, "b": 0.75 })).is_complete());
    let codes: Vec<_> = faults(&look(&form, json!({ "a": 4, "b": 0.3 }))).into_iter().map(|(.., code)| code).collect();
    assert_eq!(codes, [FaultCode::Constraint, FaultCode::Constraint]);
}

#[test]
fn a_group_in_a_group_hands_its_rule_to_its_questions() {
    let form = form(&[(
        "survey",
        "
type | name | label | relevant | calculation
integer | a | A
begin group | page | Page | ${a} > 1
calculate | early | | | 1
begin group | inner | Inner | ${a} > 2
text | b | B | ${a} > 3
calculate | c | | | 1
end group
begin repeat | r | R | ${a} > 4
begin group | deep | | ${a} > 5
text | d | D
end group
end repeat
end group",
    )]);
    let seen = |a: i32| visible(&look(&form, json!({ "a": a, "r": [{}] }))).join(" ");
    assert_eq!(["a", "a", "a inner", "a inner b", "a inner b r", "a inner b r d"].map(str::to_owned), [1, 2, 3, 4, 5, 6].map(seen));
    assert_eq!([1, 2].map(|a| computed(&look(&form, json!({ "a": a })), "early").len()), [0, 1], "what is hidden goes with its page");
    assert_eq!((computed(&look(&form, json!({ "a": 2 })), "c"), computed(&look(&form, json!({ "a": 3 })), "c")), (vec![], vec![json!(1)]));
}

#[test]
fn an_expression_about_the_answer_stands_where_there_is_one() {
    let told = refused(&[("survey", "type | name | label | relevant | required | constraint\ninteger | a | A | . > 1 | . = 2 | . < 9")]);
    assert_eq!(
        told,
        ["survey, row 2, relevant: character 1: this cannot stand here", "survey, row 2, required: character 1: this cannot stand here"]
    );
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert_eq!(xlsform(b"PK\x03\x04 no", &ask()).unwrap_err().to_string(), "this is not an XLSX workbook that can be read");
    assert_eq!(xlsform(&workbook(&[("choices", "list_name")]), &ask()).unwrap_err().to_string(), "there is no sheet “survey”");
}

#[test]
fn a_stray_cell_in_the_last_corner_does_not_eat_the_memory() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("survey").unwrap();
    sheet.write(0, 0, "type").unwrap().write(1_048_575, 16_383, "here").unwrap();
    assert!(matches!(xlsform(&workbook.save_to_buffer().unwrap(), &ask()), Err(ImportError::TooMuch(_))));
}

fn packed(fill: impl Fn(&mut zip::ZipWriter<Cursor<Vec<u8>>>)) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    fill(&mut archive);
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
    let nothing = packed(|archive| {
        archive.start_file("nothing", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(archive, &vec![0; 4 * 1024 * 1024]).unwrap();
    });
    let bomb = packed(|archive| {
        for number in 0..17 {
            let mut nothing = zip::ZipArchive::new(Cursor::new(nothing.as_slice())).unwrap();
            archive.raw_copy_file_rename(nothing.by_index(0).unwrap(), format!("xl/media/{number}")).unwrap();
        }
    });
    assert!(bomb.len() < 1024 * 1024);
    assert!(matches!(xlsform(&bomb, &ask()), Err(ImportError::TooMuch(_))));
}

#[test]
fn a_damaged_workbook_never_makes_the_import_panic() {
    let whole = workbook(&[("survey", SURVEY), ("choices", CHOICES)]);
    for cut in (0..whole.len()).step_by(97) {
        let _ = xlsform(&whole[..cut], &ask());
        let mut bent = whole.clone();
        bent[cut] ^= 0x55;
        let _ = xlsform(&bent, &ask());
    }
}
