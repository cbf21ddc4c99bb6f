//! What people record, and what happens to the service: each deed as it would come from a screen or a command.

use crate::dice::Dice;
use crate::ground::Ground;
use crate::ground::Limits;
use crate::laptop::Laptop;
use daybook_record::code::{
    AttendanceStatus, ConsentResponse, ConsentRoute, DeliveryMethod, DeliverySite, Programme, RefusalReason, VaccinationOutcome,
};
use daybook_record::draft::{AttendanceDraft, By, ConsentDraft, Entry, NoteDraft, VaccinationDraft};
use daybook_record::fault::Fault;
use daybook_record::kind::{Around, Consent, Note, Vaccination};
use daybook_record::{ChangeId, Facts, Kind, Made, RecordId, World};
use daybook_server::auth::hash_token;
use daybook_server::db::Origin;
use daybook_server::demo::place::{ORGANISATION, SCHOOLS, teams};
use daybook_server::import::catalogue::{built_in, vaccine_id};
use daybook_server::ingest::{Choice, Undecided};
use daybook_store::view::{ChildQuery, ChildRow};
use daybook_store::{Saved, Store, StoreError};
use daybook_wire::session::Levers;

/// Everything that people have recorded, on whichever laptop: what another may edit.
pub type Known = Vec<(Kind, RecordId)>;

pub(crate) fn by(laptop: &Laptop) -> By {
    let profile = laptop.store.profile();
    By { person: profile.person, name: profile.name(), at: laptop.world.now() }
}

fn some_child(laptop: &Laptop, dice: &mut Dice) -> Option<ChildRow> {
    let mut children = laptop.store.find_children(&ChildQuery::default(), laptop.world.today()).expect("the list reads");
    children.sort_by_key(|child| child.id);
    dice.one_of(&children).cloned()
}

/// Presses Save. What the form finds wrong is not saved, and nobody is told that it is.
pub(crate) fn saves(laptop: &mut Laptop, known: &mut Known, draft: Result<Entry, Vec<Fault>>) -> bool {
    saves_by(laptop, known, draft, |store, entry, change, made| store.record(entry, change, made))
}

/// The same, kept in another way than by [`Store::record`].
pub(crate) fn saves_by(
    laptop: &mut Laptop,
    known: &mut Known,
    draft: Result<Entry, Vec<Fault>>,
    keep: impl FnOnce(&Store, &Entry, ChangeId, Made) -> Result<Saved, StoreError>,
) -> bool {
    let Ok(entry) = draft else { return false };
    let change = ChangeId(laptop.world.mint());
    let made = Made::now(laptop.world.as_ref(), laptop.store.clock_offset().expect("settings read"));
    let recorded = keep(&laptop.store, &entry, change, made);
    let Some(saved) = laptop.may_fail(recorded) else {
        if laptop.fuse.is_dead() {
            laptop.unsaid.insert(change);
            laptop.waits.remove(&(entry.kind, entry.record));
        }
        return false;
    };
    laptop.was_told(entry.kind, saved);
    laptop.sees(&entry, saved);
    if !known.contains(&(entry.kind, entry.record)) {
        known.push((entry.kind, entry.record));
    }
    true
}

/// A form is left half filled: nothing is saved, and what is wrong is said.
pub fn half_a_form(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice) -> bool {
    let Some(child) = some_child(laptop, dice) else { return false };
    let (by, unsent) = (by(laptop), laptop.unsent().len());
    let around = Around { today: by.at.date(), child: None, session: None };
    let draft = NoteDraft { record: RecordId(laptop.world.mint()), child: child.id, text: "  ".to_owned() };
    let saved = saves(laptop, known, draft.into_entry(&by, &around));
    if saved || laptop.unsent().len() != unsent {
        laptop.journal.broken("half a form is never saved", laptop.name.clone());
    }
    true
}

/// Writes a note.
pub fn note(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice) -> bool {
    let Some(child) = some_child(laptop, dice) else { return false };
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let record = RecordId(laptop.world.mint());
    let text = format!("Calm, {} of {}", dice.below(1_000), "x".repeat(dice.below(400) as usize));
    saves(laptop, known, NoteDraft { record, child: child.id, text }.into_entry(&by, &around))
}

/// Writes a note again.
pub fn edit_note(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice) -> bool {
    let notes: Vec<RecordId> = known.iter().filter(|known| known.0 == Kind::Note).map(|known| known.1).collect();
    let Some(record) = dice.one_of(&notes).copied() else { return false };
    let Some(before) = laptop.store.typed::<Note>(Kind::Note, record).expect("a note reads") else { return false };
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let text = format!("{} {}", dice.one_of(&["Calm", "Asleep", "Awake"]).expect("words"), dice.below(3));
    saves(laptop, known, NoteDraft { record, child: before.child, text }.into_entry(&by, &around))
}

/// Registers a child.
pub fn register(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice) -> bool {
    let Some(child) = some_child(laptop, dice) else { return false };
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let status = if dice.percent(70) { AttendanceStatus::Attending } else { AttendanceStatus::NotAttending };
    let draft = AttendanceDraft { child: child.id, session: RecordId(laptop.world.mint()), status };
    saves(laptop, known, draft.into_entry(&by, &child.school, &around))
}

/// Corrects an answer about consent.
pub fn consent(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice, ground: &Ground) -> bool {
    let Some(child) = some_child(laptop, dice) else { return false };
    let about = ground.look(|tx| tx.records_of_child(ORGANISATION, child.id));
    let mut answers: Vec<RecordId> = about.iter().filter(|kept| kept.kind == Kind::Consent).map(|kept| kept.held.record).collect();
    answers.sort();
    let Some(record) = dice.one_of(&answers).copied() else { return false };
    let Some(earlier) = laptop.store.typed::<Consent>(Kind::Consent, record).expect("a consent reads") else { return false };
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let refused = dice.percent(50);
    let draft = ConsentDraft {
        record,
        child: earlier.child,
        programme: earlier.programme,
        response: if refused { ConsentResponse::Refused } else { ConsentResponse::Given },
        route: ConsentRoute::Phone,
        given_by: Some(format!("Parent {}", dice.below(3))),
        relationship: Some("mother".to_owned()),
        reason_for_refusal: refused.then_some(RefusalReason::PersonalChoice),
        notes: None,
        notify_parents: None,
    };
    saves(laptop, known, draft.into_entry(&by, Some(&earlier), &around))
}

/// Records a vaccination, or corrects one.
pub fn vaccinate(laptop: &mut Laptop, known: &mut Known, dice: &mut Dice, ground: &Ground) -> bool {
    let earlier: Vec<RecordId> = known.iter().filter(|known| known.0 == Kind::Vaccination).map(|known| known.1).collect();
    let correct = dice.percent(25).then(|| dice.one_of(&earlier).copied()).flatten();
    let before = correct.and_then(|record| laptop.store.typed::<Vaccination>(Kind::Vaccination, record).expect("a dose reads"));
    let Some(child) = some_child(laptop, dice) else { return false };
    let record = correct.filter(|_| before.is_some()).unwrap_or_else(|| RecordId(laptop.world.mint()));
    let mut sessions = ground.look(|tx| tx.records(ORGANISATION, Kind::Session));
    sessions.retain(|session| session.held.facts.text("location") == Some(child.school.as_str()));
    let session = dice.one_of(&sessions).map_or(RecordId(laptop.world.mint()), |session| session.held.record);
    let vaccine = built_in().into_iter().find(|vaccine| vaccine.programme == Programme::Hpv).expect("the catalogue has one");
    let given = dice.percent(70);
    let by = by(laptop);
    let around = Around { today: by.at.date(), child: None, session: None };
    let draft = VaccinationDraft {
        record,
        child: before.as_ref().map_or(child.id, |before| before.child),
        session,
        programme: Programme::Hpv,
        outcome: if given { VaccinationOutcome::Administered } else { VaccinationOutcome::Unwell },
        vaccine: given.then(|| vaccine_id(&vaccine.key)),
        batch_number: given.then(|| format!("AB{}", 1_000 + dice.below(5))),
        batch_expiry: given.then(|| by.at.date() + chrono::Days::new(90)),
        site: given.then_some(DeliverySite::LeftArmUpper),
        method: given.then_some(DeliveryMethod::Intramuscular),
        dose_sequence: given.then_some(1),
        full_dose: given.then_some(true),
        protocol: given.then(|| "pgd".to_owned()),
        identity_confirmed_by: Some("child".to_owned()),
        pre_screening: Vec::new(),
        notes: Some(format!("Dose {}", dice.below(50))),
    };
    saves(laptop, known, draft.into_entry(&by, &child.school, before.as_ref(), &around))
}

/// Removes something, or takes a removal back. What is not here, or is sent already, cannot be.
pub fn remove(laptop: &mut Laptop, known: &Known, dice: &mut Dice, undo: bool) -> bool {
    let Some((kind, record)) = dice.one_of(known).copied() else { return false };
    let change = ChangeId(laptop.world.mint());
    let made = Made::now(laptop.world.as_ref(), None);
    laptop.waits.remove(&(kind, record));
    let done = match undo {
        true => laptop.store.restore(kind, record, change, made),
        false => laptop.store.remove(kind, record, change, made),
    };
    let Ok(saved) = done else { return false };
    laptop.was_told(kind, saved);
    saved.change.is_some()
}

/// Gives a school to a team, or takes it away.
pub fn school(ground: &Ground, dice: &mut Dice) -> bool {
    let (Some(team), Some(school)) = (dice.one_of(&teams()).cloned(), dice.one_of(SCHOOLS)) else { return false };
    let done = ground.tell::<_, daybook_server::db::DbError>(|tx, _| {
        let has = tx.schools_of(ORGANISATION, &team.key)?.iter().any(|urn| urn == school.urn);
        tx.assign_school(ORGANISATION, &team.key, school.urn, !has)
    });
    done.expect("schools can be given")
}

/// A child moves to another school.
pub fn moves(ground: &Ground, dice: &mut Dice) -> bool {
    let mut children = ground.look(|tx| tx.records(ORGANISATION, Kind::Child));
    children.sort_by_key(|kept| kept.held.record);
    let (Some(child), Some(school)) = (dice.one_of(&children), dice.one_of(SCHOOLS)) else { return false };
    let facts = Facts([("school".to_owned(), school.urn.into())].into());
    let done = ground.tell(|_, ingest| ingest.amend(Kind::Child, child.held.record, &facts, Origin::Import));
    done.is_ok()
}

/// Support decides one of the tickets. One that cannot be taken as it is, is not.
pub fn decide(ground: &Ground, dice: &mut Dice) -> bool {
    let open = ground.look(|tx| tx.tickets(ORGANISATION, true, 1_000));
    let Some(row) = dice.one_of(&open) else { return false };
    let choice = if dice.percent(60) { Choice::TakeDevice } else { Choice::KeepService };
    decides(ground, &row.ticket.number, choice)
}

/// Support decides this ticket; keeps what the service holds where it can do nothing else.
pub fn decides(ground: &Ground, number: &str, choice: Choice) -> bool {
    let sam = ground.look(|tx| tx.user_named("sam")).expect("somebody is at support").id;
    let done: Result<_, Undecided> = ground.tell(|_, ingest| ingest.decide(number, choice, sam, None));
    match done {
        Ok(_) => true,
        Err(Undecided::CannotBeTaken) if choice == Choice::TakeDevice => decides(ground, number, Choice::KeepService),
        Err(error) => panic!("a ticket cannot be decided: {error}"),
    }
}

/// The service as somebody might set it: below what devices ask for, slower, by two processes.
pub fn limits(dice: &mut Dice) -> Limits {
    let levers = Levers {
        batch_changes: 1 + dice.below(6) as u32,
        page_records: 1 + dice.below(60) as u32,
        tries: 1 + dice.below(5) as u32,
        request_timeout_seconds: 2 + dice.below(40) as u32,
        ..Levers::default()
    };
    Limits {
        levers: if dice.percent(50) { levers } else { Levers::default() },
        page_records: if dice.percent(50) { 1 + dice.below(40) as u32 } else { 5_000 },
        changes_per_transaction: if dice.percent(60) { 1 + dice.below(4) as usize } else { 64 },
        push_wait_ms: if dice.percent(40) { 0 } else { 4_000 },
        access_seconds: if dice.percent(30) { 20 + dice.below(300) } else { 15 * 60 },
        nodes: 1 + usize::from(dice.percent(40)),
    }
}

/// The team blocks a device, or lets it in again.
pub fn block(laptop: &Laptop, ground: &Ground, blocked: bool) -> bool {
    let device = laptop.store.profile().device;
    let done = ground.tell::<_, daybook_server::db::DbError>(|tx, _| {
        let Some(known) = tx.device(ORGANISATION, device)?.filter(|known| known.blocked != blocked) else { return Ok(false) };
        tx.save_device(ORGANISATION, &daybook_server::db::Device { blocked, ..known })?;
        Ok(true)
    });
    done.expect("a device can be blocked")
}

/// The service ends her session.
pub fn end_session(laptop: &Laptop, ground: &Ground) -> bool {
    let Some(tokens) = laptop.store.tokens().expect("settings read") else { return false };
    let hash = hash_token(&tokens.access);
    let done = ground.tell::<_, daybook_server::db::DbError>(|tx, _| match tx.token(&hash)? {
        Some(token) => tx.end_session(ORGANISATION, &token.session.id).map(|()| true),
        None => Ok(false),
    });
    done.expect("a session can be ended")
}

/// She joins another team, or leaves one.
pub fn team(laptop: &Laptop, ground: &Ground, dice: &mut Dice) -> bool {
    let (person, all) = (laptop.store.profile().person, teams());
    let Some(team) = dice.one_of(&all) else { return false };
    let done = ground.tell::<_, daybook_server::db::DbError>(|tx, _| {
        let is_in = tx.teams_of(ORGANISATION, person)?.iter().any(|one| one.key == team.key);
        tx.assign_member(ORGANISATION, &team.key, person, !is_in)
    });
    done.expect("teams can be joined")
}
