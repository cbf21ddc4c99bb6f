//! A campaign: a district onto a tablet, the household one stands before, a form of 500 fields with a list of 20,000 villages, an
//! entry saved, the dashboards.

use crate::device::Device;
use crate::machine::PlainTable;
use crate::report::Section;
use crate::stage::Stage;
use crate::times::{Times, timed};
use daybook_form::{Answers, Form, Limits, Now, Place, Wanted};
use daybook_record::draft::Entry;
use daybook_record::kind::FormEntry;
use daybook_record::{Facts, Kind, RecordId};
use daybook_store::view::PeopleQuery;
use serde_json::{Value, json};

/// Names with slips, beginnings, an address.
const TYPED: [&str; 6] = ["amelia tembe", "josina mndlane", "well", "ca", "salvador", "bleu door"];
const ENTRIES: usize = 500;

/// Households, forms and figures on a device that carries the whole district.
pub fn measure(stage: &Stage, device: &Device) -> Section {
    let mut section = Section::new("At the door, and in a form");
    looks_up(&mut section, device);
    fills_in(&mut section);
    saves(&mut section, stage, device);
    counts(&mut section, device);
    section
}

fn looks_up(section: &mut Section, device: &Device) {
    let (mut searches, mut pages, today) = (Times::default(), Times::default(), device.world.today());
    for text in TYPED {
        let query = PeopleQuery { text: text.to_owned(), ..PeopleQuery::default() };
        (0..10).for_each(|_| drop(searches.time(|| device.store.find_people(&query, today).unwrap())));
    }
    let all = device.store.find_people(&PeopleQuery::default(), today).unwrap();
    for household in &all.households {
        pages.time(|| device.store.household(household.id, today).unwrap().unwrap());
    }
    section.times(&format!("searching people and households by {} texts", TYPED.len()), &searches);
    section.times("a household's page", &pages);
}

/// The limit is what every reader of the form has to do: to parse its JSON, and to go through the list once.
fn fills_in(section: &mut Section) {
    let text = large();
    let form = Form::parse(text.as_bytes(), &Limits::default()).unwrap();
    let read = median(|| drop(Form::parse(text.as_bytes(), &Limits::default()).unwrap()));
    let parsed = median(|| drop(serde_json::from_str::<Value>(&text).unwrap()));
    section.add("a form of 500 fields and 20,000 villages, read for the first time", read, "ms");
    section.limit("its JSON parsed, and nothing more", parsed, "ms", read);
    let (answers, now) = (Answers::from_iter([("f1".to_owned(), json!(3))]), Now::default());
    section.add("what is seen and what is wrong, after a letter", median(|| drop(form.look(&answers, &now))), "ms");
    let place = Place { field: "village".to_owned(), rows: Vec::new() };
    let wanted = |typed| Wanted { language: "en", typed, most: 50 };
    form.offer(&place, &answers, &now, wanted("v"));
    let offered = median(|| drop(form.offer(&place, &answers, &now, wanted("village 199"))));
    let names: Vec<String> = (0..20_000).map(|number| format!("village {number}")).collect();
    let scanned = median(|| {
        std::hint::black_box(names.iter().filter(|name| name.contains("village 199")).count());
    });
    section.add("choices for “village 199” among 20,000", offered, "ms");
    section.limit("as many texts gone through once", scanned, "ms", offered);
}

fn median(mut work: impl FnMut()) -> f64 {
    let mut times = Times::default();
    (0..15).for_each(|_| times.time(&mut work));
    times.percentile(50)
}

fn saves(section: &mut Section, stage: &Stage, device: &Device) {
    let form = device.store.form("net_visit").unwrap().unwrap();
    let households = device.store.find_people(&PeopleQuery::default(), device.world.today()).unwrap().households;
    let table = PlainTable::make(&stage.file("entries.db"));
    let (mut ours, mut plain) = (Times::default(), Times::default());
    for (number, household) in households.iter().cycle().take(ENTRIES).enumerate() {
        let at = device.world.now();
        let entry = FormEntry {
            campaign: form.campaign.clone(),
            area: household.area.clone(),
            form: form.name.form.clone(),
            version: form.name.version.clone(),
            sha256: form.name.sha256.clone(),
            data: json!({ "day": at.date(), "outcome": "done", "sleepers": 4, "due": 2, "nets": number % 3, "hung": "all" }),
            household: Some(household.id),
            individual: None,
            at,
            recorded_by: None,
            registration: None,
        };
        let entry = Entry { kind: Kind::Entry, record: RecordId(device.world.mint()), facts: Facts::of(&entry) };
        let text = serde_json::to_string(&entry.facts).unwrap();
        ours.took(device.keeps(&entry));
        plain.time(|| table.keep(&text));
    }
    section.add("an entry saved, p50", ours.percentile(50), "ms");
    section.limit("the same bytes as a row of plain SQLite, p50", plain.percentile(50), "ms", ours.percentile(50));
}

fn counts(section: &mut Section, device: &Device) {
    let lines = device.store.dashboards().unwrap();
    let (mut times, mut charts) = (Times::default(), 0);
    for line in lines.iter().cycle().take(20) {
        charts = times.time(|| device.store.dashboard(line.id).unwrap().unwrap()).charts.len();
    }
    section.times(&format!("a dashboard of {charts} charts, with {ENTRIES} entries not yet sent"), &times);
    let (_, opened) = timed(|| device.store.form("net_visit").unwrap().unwrap());
    section.add("the form of a visit, from the store", opened.as_secs_f64() * 1e3, "ms");
}

fn large() -> String {
    let mut fields: Vec<Value> =
        (0..499).map(|number| json!({ "id": format!("f{number}"), "kind": { "type": "integer" }, "label": "q" })).collect();
    fields.push(json!({ "id": "village", "label": "q", "kind": { "type": "choice", "list": "village", "searchable": true } }));
    let ids: Vec<Value> = fields.iter().map(|field| field["id"].clone()).collect();
    let pages: Vec<Value> = ids.chunks(20).enumerate().map(|(number, ids)| json!({ "id": format!("p{number}"), "fields": ids })).collect();
    let villages: Vec<Value> = (0..20_000).map(|number| json!({ "value": format!("v{number}"), "label": format!("v{number}") })).collect();
    let mut messages: serde_json::Map<String, Value> =
        (0..20_000).map(|number| (format!("v{number}"), format!("Village {number}").into())).collect();
    messages.insert("q".to_owned(), "A question".into());
    let form = json!({ "id": "large", "version": "1", "title": "q", "default_language": "en", "pages": pages, "fields": fields,
        "choices": { "village": villages }, "messages": { "en": messages } });
    form.to_string()
}
