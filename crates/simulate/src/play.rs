//! A play: one script from its first step to the quiet after its last.

use crate::clock::{Clock, SimWorld};
use crate::damage::Left;
use crate::deed::{self, Known};
use crate::dice::Dice;
use crate::fate::Weather;
use crate::field;
use crate::fragile::Blow;
use crate::fuse::Death;
use crate::ground::{Ground, base, in_memory};
use crate::journal::{Broken, Journal};
use crate::laptop::Laptop;
use crate::promise;
use crate::script::{Deed, Gap, Script, Step};
use daybook_server::demo::place::ORGANISATION;
use daybook_server::ingest::Choice;
use daybook_store::view::SyncEnd;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tempfile::TempDir;

/// How a play went.
#[derive(Clone, Debug)]
pub struct Played {
    /// Everything that was done and answered, as one number: the same for every play of the same script.
    pub trace: u64,
    /// How often what happened.
    pub counts: BTreeMap<String, u64>,
    /// The first promise that was broken.
    pub broken: Option<Broken>,
}

/// Rounds of syncing after which two sides that want to agree have agreed.
const ROUNDS: u32 = 12;

/// A week.
const WEEK_MS: u64 = 7 * 24 * 3_600_000;

/// Plays a script. A panic anywhere is a broken promise too.
pub fn play(script: &Script, tell: bool) -> Played {
    static SCHOOLS: OnceLock<TempDir> = OnceLock::new();
    static FIELD: OnceLock<TempDir> = OnceLock::new();
    let (at, households) = if script.field { (&FIELD, field::HOUSEHOLDS) } else { (&SCHOOLS, 0) };
    let base = at.get_or_init(|| base(&SimWorld::of_service(Arc::default(), 1), households));
    let journal = Arc::new(Journal::new(tell));
    let clock = Arc::new(Clock::default());
    let folder = in_memory();
    let ground = Arc::new(Ground::on_copy_of(base.path(), Arc::new(SimWorld::of_service(Arc::clone(&clock), script.seed))));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
    let ran = catch_unwind(AssertUnwindSafe(|| {
        runtime.block_on(async {
            clock.begin();
            let mut stage = Stage::set(script, folder.path(), &ground, &clock, &journal).await;
            stage.plays(script).await;
            stage.tallies();
        });
    }));
    if let Err(died) = ran {
        let said = died.downcast_ref::<String>().cloned().or_else(|| died.downcast_ref::<&str>().map(|said| (*said).to_owned()));
        journal.broken("nothing panics", said.unwrap_or_default());
    }
    drop(runtime);
    Played { trace: journal.hash(), counts: journal.counts(), broken: journal.first_broken() }
}

/// Everybody and everything that plays.
pub(crate) struct Stage {
    pub(crate) laptops: Vec<Laptop>,
    /// What was left on laptops whose files were damaged.
    pub(crate) left: Vec<Left>,
    pub(crate) known: Known,
    /// How often schools were given anew, or children moved.
    pub(crate) reassigned: u64,
    /// From door to door.
    pub(crate) field: bool,
    pub(crate) ground: Arc<Ground>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) journal: Arc<Journal>,
}

impl Stage {
    async fn set(script: &Script, folder: &std::path::Path, ground: &Arc<Ground>, clock: &Arc<Clock>, journal: &Arc<Journal>) -> Self {
        let mut laptops = Vec::new();
        for (number, username) in script.people.iter().enumerate() {
            let seed = script.seed.wrapping_mul(31).wrapping_add(number as u64 + 1);
            laptops.push(Laptop::signs_in(number, username, seed, folder, ground, clock, journal).await);
        }
        let (ground, clock, journal) = (Arc::clone(ground), Arc::clone(clock), Arc::clone(journal));
        Self { laptops, left: Vec::new(), known: Known::new(), reassigned: 0, field: script.field, ground, clock, journal }
    }

    fn tallies(&self) {
        self.journal.add("service: killed at a transaction", self.ground.deaths());
        self.journal.add("service: transactions that failed or died, and restarts", self.ground.disturbed());
        let refused = self.laptops.iter().map(|laptop| laptop.fuse.refused()).sum();
        self.journal.add("device: writes refused by a full disk", refused);
        let left = self.left.iter().map(|left| left.saved.len() as u64);
        let saved = self.laptops.iter().map(|laptop| laptop.saved.len() as u64).chain(left).sum();
        self.journal.add("changes saved and acknowledged", saved);
    }

    async fn plays(&mut self, script: &Script) {
        // Everybody takes her schools along in the morning.
        self.everybody_syncs().await;
        for laptop in &self.laptops {
            laptop.link.set(Weather::Rough(15), script.seed);
        }
        for step in &script.steps {
            self.journal.note(&step.to_string());
            self.does(step).await;
            match step.gap {
                Gap::Turns(turns) => {
                    for _ in 0..turns {
                        tokio::task::yield_now().await;
                    }
                }
                Gap::Wait(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
            }
            self.keeps_its_promises().await;
            if self.journal.first_broken().is_some() {
                return;
            }
        }
        if script.coda {
            self.plays_the_coda(script.seed).await;
        }
        self.comes_to_rest().await;
    }

    async fn does(&mut self, step: &Step) {
        let mut dice = Dice::of(step.dice);
        let (laptop, known, ground) = (&mut self.laptops[step.laptop], &mut self.known, &*self.ground);
        let done = match step.deed {
            Deed::Note => deed::note(laptop, known, &mut dice),
            Deed::EditNote => deed::edit_note(laptop, known, &mut dice),
            Deed::Register => deed::register(laptop, known, &mut dice),
            Deed::Consent => deed::consent(laptop, known, &mut dice, ground),
            Deed::Vaccinate => deed::vaccinate(laptop, known, &mut dice, ground),
            Deed::Remove => deed::remove(laptop, known, &mut dice, false),
            Deed::Undo => deed::remove(laptop, known, &mut dice, true),
            Deed::HalfForm => deed::half_a_form(laptop, known, &mut dice),
            Deed::Sync => {
                if laptop.last_end() == Some(SyncEnd::SignInAgain) && laptop.sync.is_none() {
                    laptop.signs_in_again().await;
                }
                laptop.presses_sync(self.reassigned, ground.disturbed());
                true
            }
            Deed::Stop => {
                laptop.engine.stop();
                laptop.sync.is_some()
            }
            Deed::Drop => {
                let in_the_middle = laptop.sync.is_some();
                laptop.drops_sync().await;
                in_the_middle
            }
            Deed::Kill => {
                self.journal.count(if laptop.sync.is_some() { "device: killed in a sync" } else { "device: killed at rest" });
                laptop.is_killed().await;
                true
            }
            Deed::DieAtWrite => {
                let death = *dice.weighted(&[(1, Death::Before), (2, Death::AtCommit), (3, Death::After), (4, Death::Torn)]);
                laptop.fuse.arm(dice.below(14), death);
                true
            }
            Deed::DiskFull => {
                laptop.fuse.fill(true);
                true
            }
            Deed::Room => {
                laptop.fuse.fill(false);
                true
            }
            Deed::WrongCode => {
                laptop.is_tried().await;
                true
            }
            Deed::Sleep => {
                let ms = if dice.percent(30) { WEEK_MS } else { dice.below(6 * 3_600_000) };
                laptop.sleeps(ms);
                true
            }
            Deed::NotNow => laptop.says_not_now(&mut dice),
            Deed::SignOut => {
                laptop.signs_out();
                true
            }
            Deed::Clock => {
                let two_years = 2 * 365 * 24 * 3_600_000;
                laptop.world.jump(dice.below(2 * two_years) as i64 - two_years as i64);
                true
            }
            Deed::Weather(weather) => {
                laptop.link.set(weather, dice.throw());
                true
            }
            Deed::Restart => {
                ground.restart(None);
                true
            }
            Deed::Levers => {
                ground.restart(Some(deed::limits(&mut dice)));
                true
            }
            Deed::ServiceDies => {
                let blow = *dice.weighted(&[(1, Blow::DiesBefore), (1, Blow::DiesAtCommit), (2, Blow::DiesAfter)]);
                ground.arm(dice.below(30), blow, 1);
                true
            }
            Deed::ServiceBusy => {
                ground.arm(dice.below(20), Blow::Busy, 1 + dice.below(6));
                true
            }
            Deed::ServiceFull => {
                ground.arm(dice.below(20), Blow::Full, 1 + dice.below(30));
                true
            }
            Deed::Poison => {
                let waits: Vec<_> = laptop.unsent().into_iter().collect();
                dice.one_of(&waits).inspect(|change| ground.poisons(**change)).is_some()
            }
            Deed::Block => deed::block(laptop, ground, true),
            Deed::Unblock => deed::block(laptop, ground, false),
            Deed::EndSession => deed::end_session(laptop, ground),
            Deed::Team => {
                self.reassigned += 1;
                deed::team(laptop, ground, &mut dice)
            }
            Deed::BackUp => {
                ground.back_up();
                true
            }
            Deed::Restore => self.restores(),
            Deed::School => {
                self.reassigned += 1;
                deed::school(ground, &mut dice)
            }
            Deed::Move => {
                self.reassigned += 1;
                deed::moves(ground, &mut dice)
            }
            Deed::Decide => deed::decide(ground, &mut dice),
            Deed::Household => field::household(laptop, known, &mut dice, ground),
            Deed::Person => field::person(laptop, known, &mut dice, ground),
            Deed::Form => field::form(laptop, known, &mut dice, ground),
            Deed::Publish => field::publishes(ground),
            Deed::Area => {
                self.reassigned += 1;
                field::area_goes(ground)
            }
        };
        if done {
            self.journal.count(&format!("deed: {:?}", step.deed));
        }
    }

    fn restores(&mut self) -> bool {
        self.reassigned += 1;
        self.ground.restore()
    }

    pub(crate) async fn keeps_its_promises(&mut self) {
        for at in 0..self.laptops.len() {
            if let Some(death) = self.laptops[at].fuse.death() {
                let moment = if self.laptops[at].sync.is_some() { "in a sync" } else { "while saving" };
                self.journal.count(&format!("device: killed at a write {moment} ({death:?})"));
                self.laptops[at].is_killed().await;
            }
            if let Some((going, ended)) = self.laptops[at].has_ended().await {
                promise::after_a_sync(&self.laptops[at], &going, &ended, self.reassigned, &self.ground, &self.journal);
            }
            promise::at_any_time(&mut self.laptops[at], &self.ground, &self.journal);
        }
        let now = self.laptops.iter().map(|laptop| laptop.store.profile().device);
        let devices: Vec<_> = now.chain(self.left.iter().map(|left| left.device)).collect();
        promise::in_the_log(&self.known, &devices, &self.ground, &self.journal);
    }

    async fn looks_after(&mut self) {
        if self.laptops.iter().any(Laptop::stirs) {
            self.keeps_its_promises().await;
        }
    }

    /// One laptop's sync, from the press to its end.
    pub(crate) async fn syncs(&mut self, at: usize) {
        if self.laptops[at].last_end() == Some(SyncEnd::SignInAgain) {
            self.laptops[at].signs_in_again().await;
        }
        self.laptops[at].presses_sync(self.reassigned, self.ground.disturbed());
        while self.laptops[at].sync.is_some() {
            tokio::time::sleep(Duration::from_millis(500)).await;
            self.looks_after().await;
        }
    }

    async fn everybody_syncs(&mut self) {
        for at in 0..self.laptops.len() {
            self.syncs(at).await;
        }
    }

    /// The link is good, nobody records, support decides everything: both sides agree, or say why not.
    async fn comes_to_rest(&mut self) {
        self.journal.note("quiet");
        self.ground.heals();
        for laptop in &self.laptops {
            laptop.link.set(Weather::Good, 0);
            laptop.fuse.disarm();
            laptop.link.wakes();
            deed::block(laptop, &self.ground, false);
        }
        for at in 0..self.laptops.len() {
            while self.laptops[at].sync.is_some() {
                tokio::time::sleep(Duration::from_secs(1)).await;
                self.looks_after().await;
            }
        }
        let mut restful = 0;
        for _ in 0..ROUNDS {
            let open = self.ground.look(|tx| tx.tickets(ORGANISATION, true, 10_000));
            let decided = open.len();
            for (place, row) in open.iter().enumerate() {
                let choice = if place % 2 == 0 { Choice::TakeDevice } else { Choice::KeepService };
                deed::decides(&self.ground, &row.ticket.number, choice);
            }
            self.everybody_syncs().await;
            let quiet = |laptop: &Laptop| {
                let last = laptop.store.history(1).expect("the history reads");
                last.first().is_some_and(|last| last.end == SyncEnd::Completed && last.fetched == 0 && last.total == 0)
            };
            restful = if decided == 0 && self.laptops.iter().all(quiet) { restful + 1 } else { 0 };
            if restful == 1 || self.journal.first_broken().is_some() {
                break;
            }
        }
        if restful == 0 {
            let ends: Vec<_> = self.laptops.iter().map(Laptop::last_end).collect();
            self.journal.broken("both sides come to rest", format!("{ends:?}"));
        }
        for laptop in &self.laptops {
            promise::when_all_is_quiet(laptop, &self.ground, &self.journal);
        }
        if self.field {
            field::when_all_is_quiet(&self.ground, &self.journal);
        }
        for left in &self.left {
            left.is_not_lost(&self.ground, &self.journal);
        }
    }
}
