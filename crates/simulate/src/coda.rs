//! The coda of a play: when all its steps are done and before it comes to rest, one laptop's files are damaged, or a
//! colleague signs in on a laptop whose owner has unsent changes. Its dice are its own: nothing before it is changed by it.

use crate::deed;
use crate::dice::Dice;
use crate::fate::Weather;
use crate::field;
use crate::fragile::Blow;
use crate::journal::Journal;
use crate::laptop::Laptop;
use crate::play::Stage;
use daybook_record::World;
use daybook_sync::Interruption;
use daybook_sync::hand_in;
use daybook_wire::rescue::RescueReply;
use std::path::Path;
use std::time::Duration;

/// Tries over a bad link; after as many more over a good one it should have got through.
const TRIES: u32 = 30;

impl Stage {
    /// Damage or sharing, on one of the laptops.
    pub(crate) async fn plays_the_coda(&mut self, seed: u64) {
        self.journal.note("coda");
        let mut dice = Dice::of(seed ^ 0xDA_3A6E);
        self.ground.heals();
        let at = dice.below(self.laptops.len() as u64) as usize;
        if !self.has_unsent_changes(at, &mut dice).await {
            return self.journal.count("coda: nothing to record about");
        }
        if dice.percent(65) {
            self.files_are_damaged(at, &mut dice).await;
        } else {
            self.is_shared(at, &mut dice).await;
        }
        self.keeps_its_promises().await;
    }

    /// The laptop runs, its disk has room, something waits on it, and that is copied: once or oftener.
    async fn has_unsent_changes(&mut self, at: usize, dice: &mut Dice) -> bool {
        let (laptop, known) = (&mut self.laptops[at], &mut self.known);
        laptop.fuse.fill(false);
        laptop.is_killed().await;
        laptop.fuse.disarm();
        laptop.link.wakes();
        for _ in 0..1 + dice.below(4) {
            match self.field {
                true => drop(field::form(laptop, known, dice, &self.ground)),
                false => records(laptop, known, dice),
            }
            copies(laptop);
        }
        !laptop.unsent().is_empty()
    }
}

/// Records something, as people do.
pub(crate) fn records(laptop: &mut Laptop, known: &mut deed::Known, dice: &mut Dice) {
    match dice.below(3) {
        0 => deed::edit_note(laptop, known, dice),
        1 => deed::register(laptop, known, dice),
        _ => deed::note(laptop, known, dice),
    };
}

/// Keeps a copy of what waits, as the app does a moment after every save.
pub(crate) fn copies(laptop: &Laptop) {
    let copied = laptop.store.keep_copy("0.1.0", laptop.world.as_ref()).expect("a copy is kept");
    let waiting = laptop.unsent().len();
    if copied.changes as usize != waiting || (waiting > 0 && copied.bytes == 0) {
        laptop.journal.broken("a copy holds everything that waits", format!("{}: {copied:?} of {waiting}", laptop.name));
    }
}

impl Stage {
    /// Hands a sealed file in over a bad link to a service that may fail, until it got through: once, or once more after that.
    pub(crate) async fn hands_in(&mut self, at: usize, file: &Path, dice: &mut Dice) -> Option<RescueReply> {
        let (laptop, journal) = (&self.laptops[at], &self.journal);
        if dice.percent(40) {
            let blow = *dice.weighted(&[(1, Blow::DiesBefore), (1, Blow::DiesAtCommit), (2, Blow::DiesAfter), (1, Blow::Busy)]);
            self.ground.arm(dice.below(12), blow, 1);
        }
        let weather = *dice.weighted(&[(3, Weather::Rough(40)), (2, Weather::Rough(70)), (1, Weather::Good)]);
        laptop.link.set(weather, dice.throw());
        laptop.link.carries_a_sealed_file(true);
        let (first, twice) = (gets_through(laptop, file, journal).await?, dice.percent(50));
        if twice {
            laptop.link.set(weather, dice.throw());
            let again = gets_through(laptop, file, journal).await?;
            journal.count("coda: handed in twice");
            if again.taken != 0 || again.changes != first.changes || again.already != first.changes {
                journal.broken("what is handed in twice is taken once", format!("{}: {first:?}, then {again:?}", laptop.name));
            }
        }
        laptop.link.carries_a_sealed_file(false);
        Some(first)
    }
}

/// The service's word about the file, however often it takes.
async fn gets_through(laptop: &Laptop, file: &Path, journal: &Journal) -> Option<RescueReply> {
    for tried in 0..2 * TRIES {
        if tried == TRIES {
            laptop.link.set(Weather::Good, 0);
        }
        let Some(tokens) = laptop.store.tokens().expect("settings read") else {
            laptop.signs_in_again().await;
            continue;
        };
        match hand_in::parcel(laptop.link.as_ref(), &tokens.access, file).await {
            Ok(reply) => {
                journal.count("coda: parcels that got through");
                journal.note(&format!("{} handed in: {} changes, {} new", laptop.name, reply.changes, reply.taken));
                return Some(reply);
            }
            Err(Interruption::SignInAgain { .. }) => laptop.signs_in_again().await,
            Err(_) => {}
        }
        journal.count("coda: tries to hand in that failed");
        tokio::time::sleep(Duration::from_millis(500 + laptop.world.monotonic_ms() % 20_000)).await;
    }
    journal.broken("a sealed file can be handed in", laptop.name.clone());
    None
}
