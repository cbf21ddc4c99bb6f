//! A day's work: each child at one of today's sessions is registered, vaccinated or not, and written about.

use crate::device::Device;
use daybook_record::code::{AttendanceStatus, DeliveryMethod, DeliverySite, PreScreening, Programme, VaccinationOutcome};
use daybook_record::draft::{AttendanceDraft, By, Entry, NoteDraft, VaccinationDraft};
use daybook_record::kind::Around;
use daybook_record::standing::Standing;
use daybook_record::{Change, Made, RecordId, Verb};
use daybook_store::view::{ChildRow, Registration};
use daybook_testkit::server::import::catalogue::vaccine_id;

/// So many entries, three a child, of children who were not registered yet.
pub fn entries(device: &Device, count: usize) -> Vec<Entry> {
    let today = device.world.today();
    let sessions = device.store.sessions(today).unwrap().into_iter().filter(|session| session.today);
    let mut entries = Vec::new();
    for session in sessions {
        let children = device.store.session(session.id, today).unwrap().unwrap().children;
        for child in children.iter().filter(|child| child.registration == Registration::Unknown && !child.unsent) {
            entries.extend(seen(device, child, session.id));
        }
    }
    assert!(entries.len() >= count, "only {} entries can be made today", entries.len());
    entries.truncate(count);
    entries
}

/// The change that an entry becomes, as JSON: what the outbox keeps and what travels.
pub fn change(device: &Device, entry: &Entry) -> String {
    let profile = device.store.profile();
    let change = Change {
        id: device.world.mint().into(),
        kind: entry.kind,
        record: entry.record,
        revision: 1,
        base: None,
        verb: Verb::Create,
        facts: entry.facts.clone(),
        person: profile.person,
        device: profile.device,
        made: Made::now(device.world.as_ref(), None),
    };
    serde_json::to_string(&change).unwrap()
}

fn seen(device: &Device, child: &ChildRow, session: RecordId) -> [Entry; 3] {
    let profile = device.store.profile();
    let by = By { person: profile.person, name: profile.name(), at: device.world.now() };
    let around = Around { today: by.at.date(), child: None, session: None };
    let came = AttendanceDraft { child: child.id, session, status: AttendanceStatus::Attending };
    let note = NoteDraft {
        record: RecordId(device.world.mint()),
        child: child.id,
        text: "Came with a friend. Said she felt faint last time; sat down for ten minutes afterwards and was well.".into(),
    };
    [
        came.into_entry(&by, &child.school, &around).unwrap(),
        vaccination(device, child, session).into_entry(&by, &child.school, None, &around).unwrap(),
        note.into_entry(&by, &around).unwrap(),
    ]
}

/// Given where a first dose is due; else she was unwell.
fn vaccination(device: &Device, child: &ChildRow, session: RecordId) -> VaccinationDraft {
    let first_dose = |programme| matches!(programme, Programme::Hpv | Programme::Menacwy);
    let due = child.standings.iter().find(|stands| stands.standing == Standing::Ready && first_dose(stands.programme));
    let given = due.is_some();
    VaccinationDraft {
        record: RecordId(device.world.mint()),
        child: child.id,
        session,
        programme: due.or(child.standings.first()).unwrap().programme,
        outcome: if given { VaccinationOutcome::Administered } else { VaccinationOutcome::Unwell },
        vaccine: due.map(|stands| vaccine_id(if stands.programme == Programme::Hpv { "gardasil_9" } else { "menquadfi" })),
        batch_number: given.then(|| "AB1234".into()),
        batch_expiry: given.then(|| device.world.today() + chrono::Days::new(200)),
        site: given.then_some(DeliverySite::LeftArmUpper),
        method: given.then_some(DeliveryMethod::Intramuscular),
        dose_sequence: given.then_some(1),
        full_dose: given.then_some(true),
        protocol: given.then(|| "pgd".into()),
        identity_confirmed_by: Some("child".into()),
        pre_screening: vec![PreScreening::NotAcutelyUnwell, PreScreening::NoNewAllergies],
        notes: None,
    }
}
