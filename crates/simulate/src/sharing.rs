//! Sharing: a colleague signs in on a laptop whose owner has locked it with unsent changes, and hands the sealed copy of
//! them in without being able to read it. Later the owner opens her folder again and syncs as ever.

use crate::coda::copies;
use crate::damage::files_in;
use crate::dice::Dice;
use crate::laptop::Laptop;
use crate::play::Stage;
use daybook_record::Facts;
use daybook_server::demo::place::ORGANISATION;
use daybook_store::{Store, people, to_hand_in};

/// Who may come by.
const COLLEAGUES: &[&str] = &["nadia", "omar", "lena", "petra", "wyn"];
const IN_THE_FIELD: &[&str] = &["rosa", "tomas"];

impl Stage {
    /// A colleague uses this laptop.
    pub(crate) async fn is_shared(&mut self, at: usize, dice: &mut Dice) {
        let first = &self.laptops[at];
        copies(first);
        let (folder, waits) = (first.store.folder().to_owned(), first.unsent());
        let home = folder.parent().expect("a folder lies somewhere").to_owned();
        let others: Vec<&str> =
            (if self.field { IN_THE_FIELD } else { COLLEAGUES }).iter().copied().filter(|name| *name != first.username).collect();
        let username = *dice.one_of(&others).expect("there are colleagues");
        let (name, lives) = (format!("{username} on {}'s laptop", first.name), home.join("lives"));
        let before = files_in(&folder);
        let played = (&self.ground, &self.clock, &self.journal);
        let second = Laptop::begins(name, username, dice.throw(), &home, lives, played).await;
        self.journal.count("coda: shared");
        self.laptops.push(second);
        let hers = self.laptops.len() - 1;
        self.lists_both(at, hers, waits.len());
        self.syncs(hers).await;
        self.sees_nothing_unsent(at, hers);
        let files = to_hand_in(&folder);
        let (copy, pictures) = files.split_first().expect("there is a copy");
        for picture in pictures {
            self.hands_in(hers, picture, dice).await;
        }
        if let Some(reply) = self.hands_in(hers, copy, dice).await
            && (reply.changes as usize) < waits.len()
        {
            self.journal.broken("a colleague hands in everything that waits", format!("{reply:?}, not {}", waits.len()));
        }
        for change in &waits {
            if self.ground.look(|tx| tx.logged(ORGANISATION, *change)).is_none() {
                self.journal.broken("what a colleague handed in is at the service", format!("{change}"));
            }
        }
        if files_in(&folder) != before {
            self.journal.broken("handing in changes nothing on the laptop", self.laptops[at].name.clone());
        }
        self.journal.add("coda: changes that a colleague handed in", waits.len() as u64);
        // She comes back, and types her code.
        self.laptops[at].is_killed().await;
    }

    /// The page that asks for a code shows both, and how much of the first one's waits.
    fn lists_both(&self, at: usize, hers: usize, waits: usize) {
        let (first, second) = (&self.laptops[at].store, &self.laptops[hers].store);
        let listed = people(first.folder().parent().expect("a folder lies somewhere"));
        let waiting = |store: &Store| {
            let of = listed.iter().find(|one| one.person == store.profile().person)?;
            Some(of.waiting.map_or(0, |waiting| waiting.changes as usize))
        };
        if (waiting(first), waiting(second), listed.len()) != (Some(waits), Some(0), 2) {
            self.journal.broken("a shared laptop lists its people and what waits", format!("{listed:?}"));
        }
    }

    /// What the first one recorded and has not sent is nowhere in the second one's store.
    fn sees_nothing_unsent(&self, at: usize, hers: usize) {
        let entries = self.laptops[at].store.unsent_entries().expect("the outbox reads");
        let second = &self.laptops[hers];
        let shown = |kind, record| second.store.typed::<Facts>(kind, record).expect("a record reads").is_some();
        for entry in entries {
            let kept = self.ground.look(|tx| tx.record(ORGANISATION, entry.kind, entry.record));
            if kept.is_none() && shown(entry.kind, entry.record) {
                let found = format!("{}: {} {}", second.name, entry.kind, entry.record);
                self.journal.broken("nobody sees what another has not sent", found);
            }
        }
    }
}
