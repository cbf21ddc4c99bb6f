//! What every database behind [`Db`] must do, tried out. Called by a test for each backend, on an empty database.

use super::{
    Db, DbError, Doubt, EPOCH_JUMP, EventSum, Kept, Logged, Organisation, Origin, SessionRow, Stage, Team, TicketRow, Token, TokenUse,
    Upload, User, read, savepoint, write,
};
use crate::audit::{Action, Actor, Entry, note, verify};
use daybook_record::code::Role;
use daybook_record::dashboard::{Definition, Words};
use daybook_record::kind::{Ticket, TicketState};
use daybook_record::receipt::receipt_code;
use daybook_record::used::{Event, Used};
use daybook_record::{Change, DeviceId, Facts, Held, Kind, Made, Outcome, Reason, Receipt, RecordId, Scope, UserId, Verb, World};
use daybook_wire::pull::{Digest, Gone};

const ORG: &str = "R1A";

/// Tries everything; panics where the database does not do what it must.
pub fn conforms(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    people(db, world)?;
    dashboards(db)?;
    events(db, world)?;
    transactions(db)?;
    the_log(db, world)?;
    records(db)?;
    tickets(db, world)?;
    tokens(db, world)?;
    uploads(db, world)?;
    audit(db, world)
}

fn audit(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let child = RecordId(world.mint());
    write(db, |tx| -> Result<(), DbError> {
        assert_eq!(tx.trail_end(ORG)?, None);
        let first = note(tx, world, Entry::new(ORG, Actor::Cli, Action::Import).about_so_many(3))?;
        let second = note(tx, world, Entry::new(ORG, Actor::Service, Action::Read).about([child, child]))?;
        assert_eq!((first.seq, second.seq, tx.trail_end(ORG)?), (1, 2, Some(second)));
        let undone = savepoint(tx, |tx| {
            note(tx, world, Entry::new(ORG, Actor::Cli, Action::Block))?;
            Err::<(), _>(DbError::Undone)
        });
        assert!(undone.is_err());
        assert_eq!(tx.trail_end(ORG)?, Some(second), "what was undone was never told");
        Ok(())
    })?;
    read(db, |tx| {
        let lines = tx.trail(ORG, 0, 10)?;
        assert_eq!((lines.len(), lines[0].counted, lines[1].previous), (2, 3, lines[0].hash));
        assert_eq!(lines[1].child_ids().collect::<Vec<_>>(), [child]);
        assert_eq!(tx.trail(ORG, 1, 10)?, lines[1..]);
        assert_eq!(verify(tx, ORG, tx.trail_end(ORG)?)?.breaks, []);
        Ok(())
    })
}

fn people(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let user = User {
        organisation: ORG.to_owned(),
        id: UserId(world.mint()),
        username: "nadia".to_owned(),
        given_name: "Nadia".to_owned(),
        family_name: "Test".to_owned(),
        role: Role::Nurse,
        password_hash: "$argon2id$none".to_owned(),
    };
    write(db, |tx| -> Result<(), DbError> {
        tx.save_organisation(&Organisation { ods: ORG.to_owned(), name: "A trust".to_owned(), epoch: "one".to_owned() })?;
        tx.save_organisation(&Organisation { ods: ORG.to_owned(), name: "The trust".to_owned(), epoch: "two".to_owned() })?;
        tx.save_team(ORG, &Team { key: "north".to_owned(), name: "North".to_owned(), phone: None, email: None })?;
        tx.save_user(&user)?;
        assert!(tx.assign_member(ORG, "north", user.id, true)?);
        assert!(!tx.assign_member(ORG, "north", user.id, true)?, "she is in it already");
        assert!(tx.assign_school(ORG, "north", "100000", true)?);
        assert!(tx.assign_area(ORG, "north", "mill", "nets")?);
        assert!(!tx.assign_area(ORG, "north", "mill", "nets")?, "it is theirs already");
        Ok(())
    })?;
    read(db, |tx| -> Result<(), DbError> {
        let kept = tx.organisation(ORG)?.map(|organisation| (organisation.name, organisation.epoch));
        assert_eq!(kept, Some(("The trust".to_owned(), "one".to_owned())), "a renamed organisation keeps its epoch");
        let scopes = tx.scopes_of(ORG, user.id)?;
        let written: Vec<String> = scopes.iter().map(ToString::to_string).collect();
        let hers = ["reference", "team:north", "school:100000", "area:mill", "forms:nets", "messages:nets", "dashboards:nets", "contacts"];
        assert_eq!(written, hers);
        assert_eq!(tx.scopes_of("R2B", user.id)?, [Scope::Reference], "another organisation is another world");
        assert!(tx.user_named("nadia")? == Some(user));
        Ok(())
    })?;
    write(db, |tx| -> Result<(), DbError> {
        let (one, other) = (RecordId(world.mint()), RecordId(world.mint()));
        assert!(tx.register(ORG, one, "P-1")?);
        assert!(!tx.register(ORG, other, "P-1")?, "a number is given once");
        assert!(!tx.register(ORG, one, "P-2")?, "a record has one number");
        assert_eq!((tx.registration(ORG, one)?.as_deref(), tx.registration(ORG, other)?), (Some("P-1"), None));
        assert!(tx.take_area(ORG, "north", "mill")? && tx.areas_of(ORG, "north")?.is_empty());
        Ok(())
    })?;
    write(db, |tx| {
        let before = tx.last_sequence(ORG)?;
        tx.begin_epoch(ORG, "two")?;
        assert_eq!(tx.last_sequence(ORG)?, before + EPOCH_JUMP, "no number is ever given out twice");
        let begun = tx.organisation(ORG)?.map(|organisation| organisation.epoch);
        assert_eq!(begun.as_deref(), Some("two"), "only a restore begins another epoch");
        tx.begin_epoch(ORG, "one")
    })
}

fn dashboards(db: &dyn Db) -> Result<(), DbError> {
    let named = |key: &str, place| Definition { key: key.to_owned(), place, title: Words::new(), charts: Vec::new() };
    write(db, |tx| -> Result<(), DbError> {
        tx.save_dashboard(ORG, "nets", &named("second", 2))?;
        tx.save_dashboard(ORG, "nets", &named("first", 3))?;
        tx.save_dashboard(ORG, "nets", &named("first", 1))?;
        assert_eq!(tx.dashboards(ORG, "nets")?, [named("first", 1), named("second", 2)]);
        assert!(tx.forget_dashboard(ORG, "nets", "second")? && !tx.forget_dashboard(ORG, "nets", "second")?);
        assert!(!tx.forget_dashboard(ORG, "other", "first")?, "another campaign has its own");
        assert_eq!(tx.dashboards(ORG, "nets")?.len(), 1);
        tx.forget_dashboard(ORG, "nets", "first").map(drop)
    })
}

fn events(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let (today, tomorrow) = (world.today(), world.today().succ_opt().unwrap_or(world.today()));
    write(db, |tx| -> Result<(), DbError> {
        assert!(tx.take_events(ORG, "one", today, 7)? && !tx.take_events(ORG, "one", today, 7)?, "a request counts once");
        for ms in [100, 300] {
            tx.count_event(ORG, Event { what: Used::OpenMap, ms, day: today })?;
        }
        let sum = EventSum { what: Used::OpenMap, times: 2, ms_in_all: 400, ms_most: 300 };
        assert_eq!((tx.event_sums(ORG, today)?, tx.event_sums(ORG, tomorrow)?), (vec![sum], vec![]));
        assert_eq!((tx.events_dropped(ORG, today)?, tx.event_sums("R2B", today)?), (7, vec![]));
        tx.forget_event_requests(ORG, tomorrow)?;
        assert!(tx.take_events(ORG, "one", today, 0)?, "forgotten by then");
        assert_eq!(tx.event_sums(ORG, today)?, [sum], "what was counted stays");
        Ok(())
    })
}

fn transactions(db: &dyn Db) -> Result<(), DbError> {
    let undone: Result<(), DbError> = write(db, |tx| {
        tx.assign_school(ORG, "north", "100001", true)?;
        Err(DbError::OutOfSpace)
    });
    assert!(matches!(undone, Err(DbError::OutOfSpace)), "an error comes out as it is");
    write(db, |tx| -> Result<(), DbError> {
        tx.assign_school(ORG, "north", "100002", true)?;
        let inner: Result<(), DbError> = savepoint(tx, |tx| {
            tx.assign_school(ORG, "north", "100003", true)?;
            savepoint(tx, |tx| tx.assign_school(ORG, "north", "100004", true))?;
            Err(DbError::Undone)
        });
        assert!(inner.is_err());
        Ok(())
    })?;
    read(db, |tx| {
        assert_eq!(tx.schools_of(ORG, "north")?, ["100000", "100002"], "only what failed is undone");
        assert!(tx.assign_school(ORG, "north", "100009", true).is_err(), "whoever reads cannot write");
        Ok(())
    })
}

fn change(world: &dyn World) -> Change {
    Change {
        id: world.mint().into(),
        kind: Kind::Note,
        record: world.mint().into(),
        revision: 1,
        base: None,
        verb: Verb::Create,
        facts: Facts::default(),
        person: UserId(world.mint()),
        device: DeviceId(world.mint()),
        made: Made::now(world, None),
    }
}

fn the_log(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let change = change(world);
    let logged = |sequence| Logged {
        change: change.clone(),
        receipt: Receipt {
            code: receipt_code(sequence),
            change: change.id,
            revision: 1,
            sequence,
            at: world.now(),
            registration: None,
            outcome: Outcome::Stored,
        },
        origin: Origin::Field,
        time_suspect: None,
    };
    let first = write(db, |tx| -> Result<Logged, DbError> {
        let first = logged(tx.next_sequence(ORG)?);
        tx.log(ORG, &first)?;
        Ok(first)
    })?;
    let given_back: Result<(), DbError> = write(db, |tx| {
        assert_eq!(tx.next_sequence(ORG)?, first.receipt.sequence + 1);
        Err(DbError::Undone)
    });
    assert!(given_back.is_err());
    let twice = write(db, |tx| {
        let next = tx.next_sequence(ORG)?;
        assert_eq!(next, first.receipt.sequence + 1, "a number that was not committed is given again");
        tx.log(ORG, &logged(next))
    });
    assert!(matches!(twice, Err(DbError::Refused(_))), "a change stands in the log once");
    read(db, |tx| {
        assert_eq!(tx.logged(ORG, change.id)?, Some(first.clone()));
        assert_eq!(tx.logged_at(ORG, first.receipt.sequence)?, Some(first.clone()));
        assert_eq!(tx.history(ORG, first.change.kind, first.change.record)?.first(), Some(&first));
        assert_eq!(tx.logged("R2B", change.id)?, None);
        Ok(())
    })
}

fn kept(number: u64, scope: &Scope, removed: bool) -> Kept {
    let record = RecordId::named("conformance", &[&number.to_string()]);
    let held = Held { record, facts: Facts::default(), marks: Default::default(), version: number, removed };
    Kept { kind: Kind::Batch, held, scope: scope.clone(), child: None }
}

fn records(db: &dyn Db) -> Result<(), DbError> {
    let scope = Scope::Team("north".to_owned());
    let gone = |number: u64, version| Gone { kind: Kind::Batch, id: kept(number, &scope, false).held.record, version, removed: true };
    write(db, |tx| -> Result<(), DbError> {
        for number in [5, 3, 9] {
            tx.keep(ORG, &kept(number, &scope, number == 9))?;
        }
        tx.depart(ORG, &scope, &gone(9, 9))?;
        tx.depart(ORG, &scope, &gone(9, 10))?;
        tx.depart(ORG, &scope, &gone(3, 4))?;
        tx.arrive(ORG, &scope, Kind::Batch, gone(3, 4).id)?;
        tx.save_digest(ORG, &scope, Digest { count: 2, sum: (1 << 63) - 1 })
    })?;
    read(db, |tx| {
        let versions = |after, most| tx.page(ORG, &scope, after, most).map(|page| page.iter().map(|one| one.version).collect::<Vec<_>>());
        assert_eq!((versions(0, 10)?, versions(3, 10)?, versions(0, 1)?), (vec![3, 5], vec![5], vec![3]), "live ones, in order");
        assert_eq!(tx.departures(ORG, &scope, 0, 10)?, [gone(9, 10)], "the latest going of each");
        assert_eq!(tx.departures(ORG, &scope, 10, 10)?, []);
        assert_eq!(tx.digest(ORG, &scope)?, Digest { count: 2, sum: (1 << 63) - 1 });
        assert_eq!(tx.digest(ORG, &Scope::Reference)?, Digest::default());
        assert_eq!(tx.record(ORG, Kind::Batch, gone(9, 9).id)?, Some(kept(9, &scope, true)), "what is removed is kept");
        assert_eq!(tx.records(ORG, Kind::Batch)?.len(), 2);
        Ok(())
    })
}

fn tickets(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let change = change(world);
    let (number, at) = ("T-000001".to_owned(), world.now());
    let ticket = Ticket {
        number: number.clone(),
        change: change.id,
        verb: change.verb,
        about: change.kind,
        record: change.record,
        child: None,
        reason: Reason::Conflict,
        fields: vec!["text".to_owned()],
        other_at: None,
        state: TicketState::Open,
        opened_at: at,
        decided_at: None,
        note: None,
    };
    let row = TicketRow {
        ticket,
        id: RecordId::named("ticket", &[&number]),
        scope: Scope::Team("north".to_owned()),
        device: change.device,
        person: change.person,
        held: Some(Facts::default()),
        held_version: Some(7),
        clashes: Vec::new(),
        faults: Vec::new(),
        doubles: vec![change.record],
        unreadable: None,
        decided_by: None,
    };
    write(db, |tx| -> Result<(), DbError> {
        assert_eq!((tx.next_ticket(ORG)?, tx.next_ticket(ORG)?), (1, 2));
        let outcome = Outcome::WithSupport { ticket: number.clone(), reason: Reason::Conflict };
        let sequence = tx.next_sequence(ORG)?;
        let receipt = Receipt { code: receipt_code(sequence), change: change.id, revision: 1, sequence, at, registration: None, outcome };
        let logged = Logged { change: change.clone(), receipt, origin: Origin::Field, time_suspect: Some(Doubt::Ahead) };
        tx.log(ORG, &logged)?;
        tx.save_ticket(ORG, &row)?;
        assert_eq!(tx.changes_of(ORG, &number)?, [logged]);
        assert_eq!(tx.waiting(ORG, change.kind, change.record, change.device)?, Some(row.clone()));
        assert_eq!(tx.waiting(ORG, change.kind, change.record, DeviceId(world.mint()))?, None);
        assert_eq!((tx.tickets(ORG, true, 9)?.len(), tx.tickets(ORG, false, 9)?.len()), (1, 0));
        let mut decided = row.clone();
        (decided.ticket.state, decided.decided_by) = (TicketState::TookDevice, Some(change.person));
        tx.save_ticket(ORG, &decided)?;
        assert_eq!(tx.waiting(ORG, change.kind, change.record, change.device)?, None, "what is decided waits no more");
        assert_eq!(tx.tickets_of_device(ORG, change.device, 9)?, [decided]);
        Ok(())
    })
}

fn tokens(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let session = SessionRow {
        organisation: ORG.to_owned(),
        id: "one".to_owned(),
        user: UserId(world.mint()),
        device: DeviceId(world.mint()),
        ended: false,
    };
    let token = Token::fresh(vec![7; 32], TokenUse::Refresh, 100, session.clone());
    write(db, |tx| -> Result<(), DbError> {
        tx.open_session(&session, world.now())?;
        tx.add_token(&token)?;
        assert_eq!(tx.token(&token.hash)?, Some(token.clone()));
        tx.spend_token(ORG, &token.hash)?;
        tx.end_session(ORG, &session.id)?;
        let spent = Token { spent: true, session: SessionRow { ended: true, ..session.clone() }, ..token.clone() };
        assert_eq!(tx.token(&token.hash)?, Some(spent));
        assert_eq!((tx.forget_tokens(100)?, tx.forget_tokens(101)?), (0, 1));
        Ok(())
    })
}

fn uploads(db: &dyn Db, world: &dyn World) -> Result<(), DbError> {
    let upload = Upload {
        organisation: ORG.to_owned(),
        id: "one".to_owned(),
        device: DeviceId(world.mint()),
        user: UserId(world.mint()),
        sha256: "a".repeat(64),
        bytes: 10,
        stage: Stage::Whole,
        lines: 0,
        taken: 0,
        at: world.now(),
    };
    let other = DeviceId(world.mint());
    write(db, |tx| -> Result<(), DbError> {
        tx.save_upload(&upload)?;
        assert_eq!(tx.unfinished_uploads()?, [], "nobody has asked to take it yet");
        assert!(!tx.handed_in_elsewhere(ORG, upload.device, &upload.sha256)?);
        assert!(tx.handed_in_elsewhere(ORG, other, &upload.sha256)?);
        let applying = Upload { stage: Stage::Applying, lines: 3, taken: 1, ..upload.clone() };
        tx.save_upload(&applying)?;
        assert_eq!(tx.unfinished_uploads()?, [applying]);
        tx.forget_upload(ORG, &upload.id)?;
        assert!(tx.upload(ORG, &upload.id)?.is_some(), "what is being taken is not forgotten");
        Ok(())
    })?;
    let too_soon = write(db, |tx| tx.save_upload(&Upload { stage: Stage::Done, lines: 3, taken: 2, ..upload.clone() }));
    assert!(matches!(too_soon, Err(DbError::Refused(_))), "done is what is taken to the end");
    Ok(())
}
