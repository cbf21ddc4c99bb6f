//! The promises, each by its name. Asked after every step, after every sync, and once more when all is quiet.

use crate::field;
use crate::ground::Ground;
use crate::journal::Journal;
use crate::laptop::{Ended, Going, Laptop};
use daybook_record::World;
use daybook_record::{ChangeId, DeviceId, Facts, Kind, RecordId, Scope};
use daybook_server::db::Origin;
use daybook_server::demo::place::{ORGANISATION, SCHOOLS};
use daybook_store::view::{ChildQuery, SyncEnd};
use std::collections::{BTreeMap, BTreeSet};

/// What holds at any time.
pub fn at_any_time(laptop: &mut Laptop, ground: &Ground, journal: &Journal) {
    every_save_is_here_once(laptop, journal);
    the_screen_shows_what_waits(laptop, journal);
    a_snooze_holds(laptop, journal);
    field::drafts_keep_their_form(laptop, journal);
    every_receipt_is_honoured(laptop, ground, journal);
}

fn every_save_is_here_once(laptop: &Laptop, journal: &Journal) {
    let mut times: BTreeMap<ChangeId, u32> = BTreeMap::new();
    let unsent = laptop.store.unsent_entries().expect("the outbox reads").into_iter().map(|entry| entry.change);
    for change in unsent.chain(laptop.store.receipted().expect("the outbox reads")) {
        *times.entry(change).or_default() += 1;
    }
    let counted = laptop.store.unsent().expect("the outbox reads").changes as usize;
    let waiting = laptop.unsent().len();
    if counted != waiting {
        journal.broken("the screen counts what waits", format!("{}: {counted} on the screen, {waiting} wait", laptop.name));
    }
    for change in &laptop.saved {
        let found = times.get(change).copied().unwrap_or(0);
        if found != 1 {
            journal.broken("every acknowledged save is on the device once", format!("{}: {change} {found} times", laptop.name));
        }
    }
}

/// Whatever came down meanwhile: what waits is what she sees (law 7).
fn the_screen_shows_what_waits(laptop: &mut Laptop, journal: &Journal) {
    let (unsent, epoch) = (laptop.unsent(), laptop.store.epoch().expect("settings read"));
    laptop.waits.retain(|_, waits| unsent.contains(&waits.change) && waits.epoch == epoch);
    for ((kind, record), waits) in &laptop.waits {
        let shown: Option<Facts> = laptop.store.typed(*kind, *record).expect("a record reads");
        let differs = |shown: &Facts| waits.facts.changed_from(shown).0.iter().any(|(_, value)| !value.is_null());
        if shown.as_ref().is_none_or(differs) {
            journal.broken("the screen shows what was saved, until it is sent", format!("{}: {kind} {record}", laptop.name));
        }
    }
}

fn a_snooze_holds(laptop: &Laptop, journal: &Journal) {
    let found = laptop.store.snooze().expect("settings read");
    if laptop.snooze.is_some() && found != laptop.snooze {
        journal.broken("a snooze survives a restart", format!("{}: {found:?} instead of {:?}", laptop.name, laptop.snooze));
    }
}

fn every_receipt_is_honoured(laptop: &Laptop, ground: &Ground, journal: &Journal) {
    // A service that was restored has forgotten some: the device learns of it with its next greeting.
    if laptop.store.epoch().expect("settings read").as_deref() != Some(ground.epoch().as_str()) {
        return;
    }
    for receipt in laptop.store.receipts().expect("receipts read") {
        let logged = ground.look(|tx| tx.logged(ORGANISATION, receipt.change)).map(|logged| logged.receipt);
        if logged.as_ref() != Some(&receipt) {
            journal.broken("every receipt is honoured by the service", format!("{}: {receipt:?}, but {logged:?}", laptop.name));
        }
    }
}

/// What holds in the service's log, for these records.
pub fn in_the_log(known: &[(Kind, RecordId)], devices: &[DeviceId], ground: &Ground, journal: &Journal) {
    for (kind, record) in known {
        let history = ground.look(|tx| tx.history(ORGANISATION, *kind, *record));
        let mut seen = BTreeSet::new();
        for logged in &history {
            if !seen.insert(logged.change.id) {
                journal.broken("each change is logged at most once", format!("{}", logged.change.id));
            }
        }
        for device in devices {
            let own = history.iter().filter(|logged| logged.origin == Origin::Field && logged.change.device == *device);
            let revisions: Vec<u32> = own.map(|logged| logged.change.revision).collect();
            if !revisions.is_sorted() {
                journal.broken("a record's changes are logged in order", format!("{device}: {kind} {record}: {revisions:?}"));
            }
        }
    }
}

/// What holds when a sync has ended.
pub fn after_a_sync(laptop: &Laptop, going: &Going, ended: &Ended, reassigned: u64, ground: &Ground, journal: &Journal) {
    let sync = match ended {
        None => return journal.broken("every sync ends", laptop.name.clone()),
        Some(Err(_)) if laptop.fuse.refused() > 0 => return journal.count("sync: no room to begin or end it"),
        Some(Err(error)) => return journal.broken("a sync begins", format!("{}: {error}", laptop.name)),
        Some(Ok(sync)) => *sync,
    };
    let account = laptop.store.account(sync).expect("an account reads").expect("a sync has an account");
    journal.count(&format!("sync: {:?}", account.end));
    journal.note(&format!(
        "{} sync ended {:?}: {} of {}, {} fetched",
        laptop.name, account.end, account.received, account.total, account.fetched
    ));
    if account.received > account.total || account.received + account.waiting != account.total {
        let found = format!("{}: {} received, {} wait, of {}", laptop.name, account.received, account.waiting, account.total);
        journal.broken("the account is true", found);
    }
    one_bad_item_blocks_no_other(laptop, going, account.end, ground, journal);
    if account.end != SyncEnd::Completed {
        return;
    }
    let receipted: BTreeSet<ChangeId> = laptop.store.receipted().expect("the outbox reads").into_iter().collect();
    let missing: Vec<_> = going.frozen.difference(&receipted).collect();
    if account.waiting > 0 || !missing.is_empty() {
        journal.broken("completed means that everything has a receipt", format!("{}: {} wait, {missing:?}", laptop.name, account.waiting));
    }
    if going.reassigned == reassigned {
        nobody_is_here_who_may_not_be(laptop, ground, journal);
    }
}

/// On a good link to a service that was not disturbed, all is sent but what no proxy lets through, and what builds on it.
fn one_bad_item_blocks_no_other(laptop: &Laptop, going: &Going, end: SyncEnd, ground: &Ground, journal: &Journal) {
    let poisoned = ground.poisoned();
    let undisturbed = (laptop.link.spoilt(), ground.disturbed()) == going.spoilt && laptop.fuse.refused() == 0;
    if !undisturbed || poisoned.is_empty() || end != SyncEnd::ServiceFailing {
        return;
    }
    let waiting = laptop.store.unsent_entries().expect("the outbox reads");
    let bad: BTreeSet<RecordId> = waiting.iter().filter(|entry| poisoned.contains(&entry.change)).map(|entry| entry.record).collect();
    for entry in waiting.iter().filter(|entry| going.frozen.contains(&entry.change) && !bad.contains(&entry.record)) {
        journal.broken("one bad item blocks no other", format!("{}: {} {} was not sent", laptop.name, entry.kind, entry.record));
    }
    journal.count("sync: all but what is not let through");
}

fn nobody_is_here_who_may_not_be(laptop: &Laptop, ground: &Ground, journal: &Journal) {
    let person = laptop.store.profile().person;
    let scopes: BTreeSet<Scope> = ground.look(|tx| tx.scopes_of(ORGANISATION, person)).into_iter().collect();
    let unsent = laptop.store.unsent().expect("the outbox reads");
    let held: BTreeSet<RecordId> =
        laptop.store.unsent_entries().expect("the outbox reads").iter().filter_map(|entry| entry.child).collect();
    for child in laptop.store.find_children(&ChildQuery::default(), laptop.world.today()).expect("the list reads") {
        let may = scopes.contains(&Scope::School(child.school.clone()));
        let waits = held.contains(&child.id) || unsent.schools.iter().any(|school| school.school == child.school);
        if !may && !waits {
            let found = format!("{}: {} of school {}", laptop.name, child.id, child.school);
            journal.broken("no child is on a device that may not have her", found);
        }
    }
}

/// What holds when nothing waits, nothing moves, and everybody has synced.
pub fn when_all_is_quiet(laptop: &Laptop, ground: &Ground, journal: &Journal) {
    let unsent = laptop.unsent();
    if !unsent.is_empty() {
        journal.broken("the outbox drains", format!("{}: {unsent:?}", laptop.name));
    }
    let scopes: BTreeSet<Scope> = laptop.store.scopes().expect("scopes read").into_iter().map(|row| row.scope).collect();
    for scope in &scopes {
        let (count, sum) = laptop.store.digest(scope).expect("a digest");
        let theirs = ground.look(|tx| tx.digest(ORGANISATION, scope));
        if (count, sum) != (theirs.count, theirs.sum) {
            journal.broken("both sides count alike", format!("{}: {scope}: {count} here, {} there", laptop.name, theirs.count));
        }
        for there in ground.look(|tx| tx.page(ORGANISATION, scope, 0, 1_000_000)) {
            let here: Option<Facts> = laptop.store.typed(there.kind, there.id).expect("a record reads");
            if !here.as_ref().is_some_and(|here| here.same_as(&there.facts)) {
                let difference = here.map(|here| (here.changed_from(&there.facts), there.facts.changed_from(&here)));
                let found = format!("{}: {scope}: {} {}: {difference:?}", laptop.name, there.kind, there.id);
                journal.broken("a device shows what the service holds", found);
            }
        }
    }
    nothing_is_here_that_may_not_be(laptop, ground, journal);
    field::nothing_is_here_that_may_not_be(laptop, ground, journal);
    for change in &laptop.saved {
        if ground.look(|tx| tx.logged(ORGANISATION, *change)).is_none() {
            journal.broken("every acknowledged save is in the service's log", format!("{}: {change}", laptop.name));
        }
    }
    for (kind, record) in &laptop.own {
        let here: Option<Facts> = laptop.store.typed(*kind, *record).expect("a record reads");
        let there = ground.look(|tx| tx.record(ORGANISATION, *kind, *record)).filter(|kept| !kept.held.removed);
        if here.is_some() && there.is_none() {
            journal.broken("a device shows nothing that the service does not hold", format!("{}: {kind} {record}", laptop.name));
        }
    }
}

/// Of a school that is not hers, nothing at all.
fn nothing_is_here_that_may_not_be(laptop: &Laptop, ground: &Ground, journal: &Journal) {
    let person = laptop.store.profile().person;
    let hers = ground.look(|tx| tx.scopes_of(ORGANISATION, person));
    let schools = SCHOOLS.iter().map(|school| Scope::School(school.urn.to_owned()));
    for scope in schools.filter(|scope| !hers.contains(scope)) {
        for there in ground.look(|tx| tx.page(ORGANISATION, &scope, 0, 1_000_000)) {
            if laptop.store.typed::<Facts>(there.kind, there.id).expect("a record reads").is_some() {
                let found = format!("{}: {} {} of {scope}", laptop.name, there.kind, there.id);
                journal.broken("nothing of a school is on a device that may not have it", found);
            }
        }
    }
}
