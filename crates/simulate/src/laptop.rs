//! A nurse and her laptop: the real store on real files, the real engine, and what she was promised so far.

use crate::clock::{Clock, SimWorld};
use crate::dice::Dice;
use crate::fuse::Fuse;
use crate::ground::{Ground, copy};
use crate::journal::Journal;
use crate::link::Link;
use daybook_record::draft::Entry;
use daybook_record::{ChangeId, Facts, Kind, RecordId, SyncId, World};
use daybook_server::demo::PASSWORD;
use daybook_store::view::SyncEnd;
use daybook_store::{Hardness, OfflineCode, OpenError, Saved, Snooze, Store, StoreError};
use daybook_sync::engine::{About, Disk, Engine, NotBegun, Report};
use daybook_sync::report::Progress;
use daybook_sync::sign_in::{Credentials, sign_in};
use daybook_sync::{Remote, ask};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

/// A sync that takes longer than that, while the lid is open, never ends.
pub const LONGEST_SYNC: Duration = Duration::from_secs(2 * 3_600);
/// What everybody types.
pub const CODE: &str = "kite harbor velvet tunnel maple";

/// A nurse's laptop.
pub struct Laptop {
    /// In the journal.
    pub name: String,
    /// As she signs in.
    pub username: String,
    /// Her store.
    pub store: Store,
    /// Its engine.
    pub engine: Arc<Engine>,
    /// Her way to the service.
    pub link: Arc<Link>,
    /// Her disk.
    pub fuse: Arc<Fuse>,
    /// Her clock and dice.
    pub world: Arc<SimWorld>,
    /// What she was told is saved.
    pub saved: BTreeSet<ChangeId>,
    /// What she pressed Save for when the process died: it may be there or not.
    pub unsaid: BTreeSet<ChangeId>,
    /// What she recorded.
    pub own: Vec<(Kind, RecordId)>,
    /// What she saved last of a record, and has not seen leave: until it has its receipt, the screen says it.
    pub waits: BTreeMap<(Kind, RecordId), Waits>,
    /// Drafts that she left open, and the form that each was begun with.
    pub drafts: BTreeMap<RecordId, String>,
    /// A sync that goes on.
    pub sync: Option<Going>,
    /// Until when she does not want to be asked, where that is known.
    pub snooze: Option<Snooze>,
    /// Where everything is written down.
    pub journal: Arc<Journal>,
    root: PathBuf,
    lives: u32,
}

/// What was saved, and is to be shown until it has its receipt.
pub struct Waits {
    /// The change that waits.
    pub change: ChangeId,
    /// What was typed.
    pub facts: Facts,
    /// When it was saved. In another epoch it may wait a second time, and others may have been shown meanwhile.
    pub epoch: Option<String>,
}

/// A sync that goes on.
pub struct Going {
    task: JoinHandle<Result<SyncId, NotBegun>>,
    /// What waited when it began.
    pub frozen: BTreeSet<ChangeId>,
    /// How often the schools were given anew when it began.
    pub reassigned: u64,
    /// Of its requests, how many had met something when it began, and how often the service had failed.
    pub spoilt: (u64, u64),
    requests: u64,
    began: tokio::time::Instant,
    slept: Duration,
}

/// How a sync went: none where it never ended.
pub type Ended = Option<Result<SyncId, NotBegun>>;

/// What a laptop says of its app.
pub fn about() -> About {
    About { app_version: "0.1.0".to_owned(), platform: "linux".to_owned() }
}

impl Laptop {
    /// Signs in for the first time, over a good link.
    pub async fn signs_in(
        number: usize,
        username: &str,
        seed: u64,
        root: &Path,
        ground: &Arc<Ground>,
        clock: &Arc<Clock>,
        journal: &Arc<Journal>,
    ) -> Self {
        let (name, root) = (format!("{username}/{number}"), root.join(number.to_string()));
        let home = root.join("0");
        Self::begins(name, username, seed, &home, root, (ground, clock, journal)).await
    }

    /// Signs in where she has nothing yet, over a good link. Her folder is made in `home`; lives to come lie under `root`.
    pub async fn begins(
        name: String,
        username: &str,
        seed: u64,
        home: &Path,
        root: PathBuf,
        (ground, clock, journal): (&Arc<Ground>, &Arc<Clock>, &Arc<Journal>),
    ) -> Self {
        let world = Arc::new(SimWorld::of_device(Arc::clone(clock), seed));
        let fuse = Arc::new(Fuse::default());
        let link = Link::new(name.clone(), Arc::clone(ground), Arc::clone(clock), Arc::clone(journal), Arc::clone(&fuse));
        let link = Arc::new(link);
        let (profile, tokens) = sign_in(link.as_ref(), credentials(username, None), &about()).await.expect("she signs in");
        let code = OfflineCode::attempt(CODE);
        let store = Store::create(home, &code, &profile, Hardness::for_tests(), world.as_ref()).expect("a store");
        store.set_tokens(Some(&tokens)).expect("tokens are kept");
        fuse.watches(&store);
        let engine = engine(&store, &link, &world);
        let (saved, own) = (BTreeSet::new(), Vec::new());
        Self {
            name,
            username: username.to_owned(),
            store,
            engine,
            link,
            fuse,
            world,
            saved,
            unsaid: BTreeSet::new(),
            own,
            waits: BTreeMap::new(),
            drafts: BTreeMap::new(),
            sync: None,
            snooze: None,
            journal: Arc::clone(journal),
            root,
            lives: 0,
        }
    }

    /// Signs in again, on the device that she has.
    pub async fn signs_in_again(&self) {
        let device = Some(self.store.profile().device);
        match sign_in(self.link.as_ref(), credentials(&self.username, device), &about()).await {
            Ok((_, tokens)) => drop(self.may_fail(self.store.set_tokens(Some(&tokens)))),
            Err(trouble) => self.journal.note(&format!("{} cannot sign in: {trouble}", self.name)),
        }
    }

    /// Takes note of what she was told.
    pub fn was_told(&mut self, kind: Kind, saved: Saved) {
        if let Some(change) = saved.change {
            self.saved.insert(change);
            if !self.own.contains(&(kind, saved.record)) {
                self.own.push((kind, saved.record));
            }
        }
    }

    /// What she has saved is what she sees, now and for as long as it waits.
    pub fn sees(&mut self, entry: &Entry, saved: Saved) {
        let epoch = self.store.epoch().expect("settings read");
        if let Some(change) = saved.change {
            let mut facts = entry.facts.clone();
            // To her papers an id from the pool may have been added, which she did not type.
            facts.0.remove("identifiers");
            self.waits.insert((entry.kind, entry.record), Waits { change, facts, epoch });
        }
    }

    /// She signs out. What is unsent stays.
    pub fn signs_out(&self) {
        let _ = self.may_fail(self.store.set_tokens(None));
    }

    /// What a write gave; none where the disk was full or the process died of it.
    pub fn may_fail<T>(&self, written: Result<T, StoreError>) -> Option<T> {
        match written {
            Ok(done) => Some(done),
            Err(StoreError::DiskFull) => None,
            Err(_) if self.fuse.is_dead() => None,
            Err(error) => panic!("{}: a write failed: {error}", self.name),
        }
    }

    /// What waits on the device.
    pub fn unsent(&self) -> BTreeSet<ChangeId> {
        self.store.unsent_entries().expect("the outbox reads").into_iter().map(|entry| entry.change).collect()
    }

    /// Presses *Sync your changes*. While one goes on the button is not there.
    pub fn presses_sync(&mut self, reassigned: u64, disturbed: u64) {
        if self.sync.is_some() || self.link.rest_of_sleep() > 0 {
            return;
        }
        let (engine, journal, name) = (Arc::clone(&self.engine), Arc::clone(&self.journal), self.name.clone());
        let report = watchful(name, journal);
        let task = tokio::spawn(async move { engine.sync(report).await });
        let (frozen, requests, spoilt) = (self.unsent(), self.link.requests(), (self.link.spoilt(), disturbed));
        self.sync = Some(Going { task, frozen, reassigned, spoilt, requests, began: tokio::time::Instant::now(), slept: Duration::ZERO });
    }

    /// True where there is something to look after: a sync that ended, or a process that died.
    pub fn stirs(&self) -> bool {
        self.fuse.is_dead() || self.sync.as_ref().is_some_and(|going| going.task.is_finished() || self.without_end(going))
    }

    fn without_end(&self, going: &Going) -> bool {
        self.link.requests() - going.requests > 3_000 || going.began.elapsed() > LONGEST_SYNC + going.slept
    }

    /// The sync that has ended, if one has. One that asks without end is broken off.
    pub async fn has_ended(&mut self) -> Option<(Going, Ended)> {
        let going = self.sync.as_ref()?;
        if !going.task.is_finished() && !self.without_end(going) {
            return None;
        }
        let mut going = self.sync.take()?;
        if !going.task.is_finished() {
            going.task.abort();
            return Some((going, None));
        }
        let ended = (&mut going.task).await.unwrap_or_else(|died| std::panic::resume_unwind(died.into_panic()));
        Some((going, Some(ended)))
    }

    /// She closes the lid for so long.
    pub fn sleeps(&mut self, ms: u64) {
        self.link.sleeps(ms);
        if let Some(going) = &mut self.sync {
            going.slept += Duration::from_millis(ms);
        }
    }

    /// The window is closed in the middle of a sync: its future is dropped wherever it stands.
    pub async fn drops_sync(&mut self) {
        if let Some(mut going) = self.sync.take() {
            going.task.abort();
            let _ = (&mut going.task).await;
        }
    }

    /// What a kill leaves of the folder, as the next life finds it.
    pub fn leaves(&mut self) -> PathBuf {
        let old = self.store.folder().to_owned();
        self.lives += 1;
        let new = self.root.join(self.lives.to_string()).join(old.file_name().expect("a person's folder"));
        // Copied while everything is open: closing a database tidies it, and a kill does not.
        copy(&old, &new).expect("the files can be copied");
        new
    }

    /// The process is killed, and the app started again on what the disk holds.
    pub async fn is_killed(&mut self) {
        let old = self.store.folder().to_owned();
        let new = self.leaves();
        self.drops_sync().await;
        if self.fuse.tears(&new, Dice::of(self.saved.len() as u64 ^ u64::from(self.lives) << 32).throw()).expect("the files can be torn") {
            self.journal.count("device: killed with half of a write on the disk");
        }
        let code = OfflineCode::attempt(CODE);
        self.store = Store::unlock(&new, &code, self.world.as_ref()).expect("a killed store opens");
        self.store.close_interrupted(self.world.now()).expect("what ran was interrupted");
        self.fuse.watches(&self.store);
        self.engine = engine(&self.store, &self.link, &self.world);
        let _ = std::fs::remove_dir_all(old);
    }

    /// The app is closed; somebody types another code, and then she hers. Nothing but the right one opens.
    pub async fn is_tried(&mut self) {
        let wrong = OfflineCode::attempt("four blue herons");
        match Store::unlock(self.store.folder(), &wrong, self.world.as_ref()) {
            Err(OpenError::WrongCode { .. } | OpenError::Wait { .. }) => {}
            Err(error) => self.journal.broken("another code opens nothing", format!("{}: {error}", self.name)),
            Ok(_) => self.journal.broken("another code opens nothing", self.name.clone()),
        }
        self.is_killed().await;
    }

    /// She presses *Not now*: until the snooze is over the page is not due, even after a restart.
    pub fn says_not_now(&mut self, dice: &mut Dice) -> bool {
        let now = self.world.now();
        let until = if dice.percent(50) { Snooze::Until(ask::later(now)) } else { Snooze::OnlyWhenAsked };
        let kept = self.may_fail(self.store.set_snooze(Some(until))).is_some();
        if kept || self.fuse.is_dead() {
            self.snooze = Some(until).filter(|_| kept);
        }
        kept
    }

    /// How her last sync ended.
    pub fn last_end(&self) -> Option<SyncEnd> {
        self.store.history(1).expect("the history reads").first().map(|line| line.end)
    }
}

fn engine(store: &Store, link: &Arc<Link>, world: &Arc<SimWorld>) -> Arc<Engine> {
    let (link, world) = (Arc::clone(link) as Arc<dyn Remote>, Arc::clone(world) as Arc<dyn World>);
    Arc::new(Engine::new(store.clone(), link, world, about()).with_disk(Disk::Here))
}

fn credentials(username: &str, device: Option<daybook_record::DeviceId>) -> Credentials {
    Credentials {
        username: username.to_owned(),
        password: PASSWORD.to_owned(),
        device_name: format!("{username}'s laptop"),
        device,
        server: "https://service.example".to_owned(),
    }
}

/// Listens to the progress of a sync: it only goes forward, and never past its end.
fn watchful(name: String, journal: Arc<Journal>) -> Arc<Report> {
    let last: Mutex<Option<Progress>> = Mutex::default();
    Arc::new(move |now: Progress| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let went_back = last.as_ref().is_some_and(|last| now.received < last.received || now.phase < last.phase);
        if went_back || now.received > now.total {
            journal.broken("progress only goes forward", format!("{name}: {} of {} after {last:?}", now.received, now.total));
        }
        *last = Some(now);
    })
}
