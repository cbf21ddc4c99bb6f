//! The engine against the real service over a real link: what was recorded arrives once, whatever the link does, and what
//! the account says is true. Each name of a failure here happened to somebody else first.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_record::code::AttendanceStatus;
use daybook_record::{Outcome, Reason, RecordId, Scope, World};
use daybook_store::view::SyncEnd;
use daybook_sync::engine::NotBegun;
use daybook_sync::report::Phase;
use daybook_testkit::server::ActualWorld;
use daybook_testkit::server::db::DbError;
use daybook_testkit::server::ingest::{Ingest, Sender};
use daybook_testkit::{Answer, Clinic, Road, server};
use daybook_wire::code::Code;
use desk::{Nurse, clinic, clinic_with, notes_held};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Two workers, because the engine, the store and the link each want to move.
macro_rules! journey {
    ($(#[$doc:meta])* $name:ident, $body:block) => {
        $(#[$doc])*
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() $body
    };
}

journey!(a_first_sign_in_takes_everything_along_and_both_sides_count_alike, {
    let clinic = clinic();
    let nurse = Nurse::signs_in("nadia", &clinic).await;
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.total, account.waiting), (SyncEnd::Completed, 0, 0));
    assert!(account.fetched > 80, "{}", account.fetched);
    assert!(nurse.children().len() >= 60);
    assert!(!nurse.store.sessions(nurse.world.today()).unwrap().is_empty());
    let again = nurse.syncs().await;
    assert_eq!((again.end, again.fetched), (SyncEnd::Completed, 0), "a second sync fetches nothing");
});

journey!(a_day_offline_arrives_and_every_change_holds_a_receipt, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.link.set(Road::Cut);
    let children = nurse.children();
    for child in &children[..20] {
        nurse.registers(child, AttendanceStatus::Attending);
        nurse.notes(child.id, "Calm, ate breakfast");
    }
    assert_eq!(nurse.store.unsent().unwrap().changes, 40);
    nurse.link.set(Road::Open);
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.total, account.received, account.waiting), (SyncEnd::Completed, 40, 40, 0));
    let seen: u32 = account.schools.iter().map(|school| school.children).sum();
    assert_eq!(seen, 20);
    assert!(
        account.schools.iter().flat_map(|school| &school.entries).flat_map(|child| &child.entries).all(|entry| entry.receipt.is_some())
    );
    assert_eq!(nurse.store.unsent().unwrap().changes, 0);
    assert_eq!(notes_held(&clinic, children[0].id), ["Calm, ate breakfast"]);
});

journey!(progress_counts_whole_changes_and_never_goes_back, {
    let clinic = clinic_with(|mut config| {
        config.levers.batch_changes = 7;
        config
    });
    let nurse = Nurse::ready("nadia", &clinic).await;
    for child in &nurse.children()[..30] {
        nurse.notes(child.id, "Seen");
    }
    nurse.syncs().await;
    let told = nurse.told.lock().unwrap();
    assert!(told.iter().all(|progress| progress.total == 30 && progress.received <= 30));
    assert!(told.windows(2).all(|pair| pair[0].received <= pair[1].received && pair[0].phase <= pair[1].phase));
    assert!(told.iter().filter(|progress| progress.phase == Phase::Sending).count() >= 5, "batch after batch is told");
    let end = told.last().unwrap();
    assert_eq!((end.phase, end.received, end.end), (Phase::Ended, 30, Some(SyncEnd::Completed)));
});

journey!(a_lost_reply_is_not_recorded_twice, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    nurse.notes(child, "Once and only once");
    nurse.link.set(Road::LosesReplies { path: "/v1/push".into(), replies: 2 });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received), (SyncEnd::Completed, 1));
    assert_eq!(notes_held(&clinic, child), ["Once and only once"]);
});

journey!(a_reply_lost_for_good_is_sent_again_next_time_and_gets_the_first_receipt, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    nurse.notes(child, "Once and only once");
    nurse.link.set(Road::LosesReplies { path: "/v1/push".into(), replies: 100 });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received, account.waiting), (SyncEnd::LinkLost, 0, 1), "no receipt, so it is not called received");
    nurse.link.set(Road::Open);
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received), (SyncEnd::Completed, 1));
    assert_eq!(notes_held(&clinic, child), ["Once and only once"]);
});

journey!(an_edit_made_during_the_sync_stays_in_the_outbox, {
    let clinic = clinic();
    let nurse = Arc::new(Nurse::ready("nadia", &clinic).await);
    let (child, note) = (nurse.children()[0].id, daybook_record::RecordId(nurse.world.mint()));
    nurse.notes_as(note, child, "first words");
    let (once, editing) = (AtomicBool::new(true), nurse.clone());
    let account = nurse
        .syncs_and(move |progress| {
            if progress.phase == Phase::Sending && once.swap(false, Ordering::SeqCst) {
                editing.notes_as(note, child, "second words");
            }
        })
        .await;
    assert_eq!((account.total, account.received), (1, 1), "the frozen set does not grow");
    assert_eq!(nurse.store.unsent().unwrap().changes, 1, "the edit waits");
    assert_eq!(notes_held(&clinic, child), ["first words"]);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    assert_eq!(notes_held(&clinic, child), ["second words"]);
});

journey!(a_captive_portal_or_a_login_page_is_not_our_service_and_nothing_counts_as_sent, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.notes(nurse.children()[0].id, "Still here");
    for answer in [Answer::captive_portal(), Answer::redirect_to_login(), Answer::html(404, "<h1>Blocked</h1>")] {
        nurse.link.set(Road::Answers { path: String::new(), answer });
        let account = nurse.syncs().await;
        assert_eq!((account.end, account.received, account.waiting), (SyncEnd::NotOurService, 0, 1));
    }
    nurse.link.set(Road::Open);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
});

journey!(a_portal_that_appears_in_the_middle_is_not_a_receipt, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.notes(nurse.children()[0].id, "Still here");
    nurse.link.set(Road::Answers { path: "/v1/push".into(), answer: Answer::captive_portal() });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received, account.waiting), (SyncEnd::NotOurService, 0, 1));
});

journey!(a_service_that_fails_is_told_as_such_with_its_reference, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.notes(nurse.children()[0].id, "Still here");
    nurse.link.set(Road::Answers { path: "/v1/hello".into(), answer: Answer::refusal_for(Code::Unavailable, Some(600)) });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.waiting, account.reference.as_deref()), (SyncEnd::ServiceFailing, 1, Some("LINK-TEST")));
    assert_eq!(nurse.engine.asked_to_wait(), Some(Duration::from_secs(600)));
});

journey!(a_batch_that_is_always_too_large_is_halved_set_aside_and_sent_later, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    for child in &nurse.children()[..5] {
        nurse.notes(child.id, "Five of them");
    }
    nurse.link.set(Road::Answers { path: "/v1/push".into(), answer: Answer::html(413, "too large") });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.received, account.waiting), (SyncEnd::ServiceFailing, 0, 5), "it ends, and all five wait");
    nurse.link.set(Road::Open);
    assert_eq!(nurse.syncs().await.received, 5);
});

journey!(a_link_lost_half_way_ends_in_a_true_account_and_goes_on_from_there, {
    let clinic = clinic_with(|mut config| {
        config.levers.batch_changes = 5;
        config.levers.tries = 2;
        config
    });
    let nurse = Nurse::ready("nadia", &clinic).await;
    let children = nurse.children();
    for child in &children[..40] {
        nurse.notes(child.id, "Forty");
    }
    nurse.link.set(Road::CutAfterSending(9_000));
    let account = nurse.syncs().await;
    assert_eq!(account.end, SyncEnd::LinkLost);
    assert_eq!(account.received + account.waiting, 40);
    assert!(account.received > 0 && account.waiting > 0, "{} arrived", account.received);
    assert_eq!(nurse.store.unsent().unwrap().changes, account.waiting);
    nurse.link.set(Road::Open);
    let rest = nurse.syncs().await;
    assert_eq!((rest.end, rest.total), (SyncEnd::Completed, account.waiting));
    assert!(
        children[..40].iter().all(|child| notes_held(&clinic, child.id).iter().filter(|text| *text == "Forty").count() == 1),
        "each once"
    );
});

journey!(a_first_download_that_is_cut_goes_on_where_it_was, {
    let clinic = clinic_with(|mut config| {
        config.levers.page_records = 40;
        config.levers.tries = 2;
        config
    });
    let nurse = Nurse::signs_in("nadia", &clinic).await;
    nurse.link.set(Road::CutAfterReceiving(12_000));
    let first = nurse.syncs().await;
    assert_eq!(first.end, SyncEnd::LinkLost);
    nurse.link.set(Road::Open);
    let second = nurse.syncs().await;
    assert_eq!(second.end, SyncEnd::Completed);
    assert!(first.fetched > 0 && second.fetched > 0, "{} then {}", first.fetched, second.fetched);
    let whole = Nurse::ready("nadia", &clinic).await;
    assert_eq!(nurse.children().len(), whole.children().len());
});

journey!(a_token_that_is_over_is_exchanged_in_the_middle_of_a_sync, {
    let clinic = clinic_with(|mut config| {
        config.access_seconds = 1;
        config
    });
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.notes(nurse.children()[0].id, "Later");
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
});

journey!(an_expired_token_in_mid_sync_never_loops, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    nurse.notes(nurse.children()[0].id, "Later");
    nurse.link.set(Road::Answers { path: "/v1/hello".into(), answer: Answer::refusal(Code::TokenExpired) });
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.waiting), (SyncEnd::SignInAgain, 1));
});

journey!(only_one_sync_runs_at_a_time_and_it_can_be_stopped, {
    let clinic = clinic();
    let nurse = Arc::new(Nurse::ready("nadia", &clinic).await);
    nurse.notes(nurse.children()[0].id, "Waits");
    nurse.link.set(Road::Stall);
    let first = tokio::spawn({
        let nurse = nurse.clone();
        async move { nurse.syncs().await }
    });
    tokio::time::timeout(Duration::from_secs(10), async {
        while !nurse.engine.is_syncing() {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("a look at whether it runs must not keep it from running");
    let second = tokio::time::timeout(Duration::from_secs(10), nurse.engine.sync(Arc::new(|_| ()))).await;
    assert!(matches!(second, Ok(Err(NotBegun::Busy))), "a second sync began while the first ran: {second:?}");
    tokio::time::sleep(Duration::from_millis(50)).await;
    nurse.engine.stop();
    let account = first.await.unwrap();
    assert_eq!((account.end, account.waiting), (SyncEnd::Stopped, 1));
});

journey!(the_same_field_changed_on_two_devices_goes_to_support_and_nothing_else_does, {
    let clinic = clinic();
    let (nadia, omar) = (Nurse::ready("nadia", &clinic).await, Nurse::ready("omar", &clinic).await);
    let (child, consent) = nadia
        .children()
        .iter()
        .find_map(|row| {
            let page = nadia.store.child(row.id, None, nadia.world.today()).unwrap()?;
            let consent = page.programmes.iter().flat_map(|panel| &panel.consents).find(|consent| consent.response.as_str() == "given")?;
            Some((row.id, consent.id))
        })
        .expect("a child with consent");
    omar.corrects_consent(consent, true);
    nadia.corrects_consent(consent, false);
    nadia.notes(child, "A note beside it");
    assert_eq!(omar.syncs().await.with_support.len(), 0);
    let account = nadia.syncs().await;
    assert_eq!((account.end, account.total, account.received), (SyncEnd::Completed, 2, 2), "everything was sent");
    let [entry] = &account.with_support[..] else { panic!("one entry is with support: {:?}", account.with_support.len()) };
    let outcome = &entry.receipt.as_ref().unwrap().outcome;
    assert!(matches!(outcome, Outcome::WithSupport { reason: Reason::Conflict, .. }), "{outcome:?}");
    let page = nadia.store.child(child, None, nadia.world.today()).unwrap().unwrap();
    assert!(page.tickets.iter().any(|ticket| ticket.mine), "the ticket shows on the child");
    assert_eq!(notes_held(&clinic, child), ["A note beside it"]);
});

journey!(a_school_taken_away_keeps_what_is_unsent_until_it_is_sent, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children().into_iter().next().unwrap();
    nurse.notes(child.id, "Before she left");
    let org = clinic.service().organisation(None).unwrap();
    let assign = |yes| {
        server::db::write::<_, server::db::DbError>(clinic.service().db.as_ref(), |tx| tx.assign_school(&org, "north", &child.school, yes))
            .unwrap()
    };
    assign(false);
    nurse.link.set(Road::Answers { path: "/v1/push".into(), answer: Answer::refusal_for(Code::Unavailable, Some(600)) });
    nurse.syncs().await;
    assert_eq!(nurse.store.unsent().unwrap().changes, 1);
    assert!(nurse.children().iter().any(|row| row.id == child.id), "what is unsent keeps its child");
    nurse.link.set(Road::Open);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    assert_eq!(nurse.store.unsent().unwrap().changes, 0);
    assert!(!nurse.children().iter().any(|row| row.school == child.school), "now the school may go");
    assign(true);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    assert!(nurse.children().iter().any(|row| row.id == child.id), "and comes back from nothing");
    let scope = Scope::School(child.school.clone());
    assert!(nurse.store.scopes().unwrap().iter().any(|row| row.scope == scope && row.complete));
});

journey!(a_service_restored_from_a_backup_is_offered_again_what_it_forgot, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    nurse.notes(child, "Before the backup");
    nurse.syncs().await;
    let backup = clinic.backup().unwrap();
    nurse.notes(child, "After the backup");
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    let clinic = clinic.restored_from(backup.path()).unwrap();
    assert_eq!(notes_held(&clinic, child), ["Before the backup"]);
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.total, account.received), (SyncEnd::Completed, 1, 1), "only what was forgotten goes again");
    assert_eq!(notes_held(&clinic, child), ["Before the backup", "After the backup"]);
    assert_eq!(nurse.store.unsent().unwrap().changes, 0);
});

journey!(a_receipt_that_is_another_after_a_restore_replaces_the_old_one, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let backup = clinic.backup().unwrap();
    let change = nurse.notes(nurse.children()[0].id, "Came by another way");
    nurse.syncs().await;
    let org = clinic.service().organisation(None).unwrap();
    let look = |clinic: &Clinic| {
        let found = server::db::read::<_, DbError>(clinic.service().db.as_ref(), |tx| tx.logged(&org, change));
        found.unwrap().unwrap()
    };
    let before = look(&clinic);
    let clinic = clinic.restored_from(backup.path()).unwrap();
    // Somebody handed in a rescue file, unsigned: what had been stored waits with support now.
    let sender = Sender { user: before.change.person, device: before.change.device, held: Some(Reason::Unproven) };
    server::db::write::<_, DbError>(clinic.service().db.as_ref(), |tx| {
        Ingest::new(tx, &org, clinic.service().world.as_ref()).take(&before.change, &sender)
    })
    .unwrap();
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.total, account.received), (SyncEnd::Completed, 1, 1));
    assert_eq!(account.with_support.len(), 1, "the account goes on saying that it was stored");
    assert!(nurse.store.receipts().unwrap().contains(&look(&clinic).receipt));
});

journey!(a_service_restored_in_the_middle_of_a_sync_gets_the_earlier_revisions_first, {
    let clinic = clinic();
    let nurse = Nurse::ready("nadia", &clinic).await;
    let child = nurse.children()[0].id;
    let backup = clinic.backup().unwrap();
    let note = RecordId(nurse.world.mint());
    nurse.notes_as(note, child, "After the backup");
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    nurse.notes_as(note, child, "And changed since");
    let clinic = Arc::new(Mutex::new(Some(clinic)));
    let (lost, once, from) = (Arc::clone(&clinic), AtomicBool::new(false), backup.path().to_owned());
    let account = nurse
        .syncs_and(move |progress| {
            // It was greeted already; the machine is lost before the first batch arrives.
            if progress.phase == Phase::Sending && !once.swap(true, Ordering::SeqCst) {
                let mut clinic = lost.lock().unwrap();
                let before = clinic.take().unwrap();
                *clinic = Some(std::thread::scope(|scope| scope.spawn(|| before.restored_from(&from).unwrap()).join().unwrap()));
            }
        })
        .await;
    assert_eq!((account.end, account.total, account.received), (SyncEnd::Completed, 2, 2));
    assert!(account.with_support.is_empty(), "a revision arrived before the one that it builds on");
    let clinic = clinic.lock().unwrap().take().unwrap();
    assert_eq!(notes_held(&clinic, child), ["And changed since"]);
});

journey!(a_laptop_whose_clock_is_two_years_ahead_still_syncs_everything, {
    let clinic = clinic();
    let real = ActualWorld::default();
    let world = daybook_testkit::TestWorld::seeded(3);
    world.set(real.now().plus_seconds(2 * 365 * 24 * 3600));
    let nurse = Nurse::signs_in_with("nadia", &clinic, Arc::new(world)).await;
    nurse.syncs().await;
    let child = nurse.children().into_iter().next().unwrap();
    nurse.notes(child.id, "The clock is wrong, the note is not");
    nurse.registers(&child, AttendanceStatus::Attending);
    let account = nurse.syncs().await;
    assert_eq!((account.end, account.total, account.received), (SyncEnd::Completed, 2, 2));
    assert_eq!(account.with_support.len(), 1, "a day that is still to come is for a person to look at, never refused");
    assert!(notes_held(&clinic, child.id).contains(&"The clock is wrong, the note is not".to_owned()));
    let drift = nurse.store.clock_offset().unwrap().unwrap();
    assert!(drift < -(2 * 364 * 24 * 3600), "the drift is known: {drift}");
});
