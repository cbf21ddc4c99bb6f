//! The engine: one pass at a time, with everything it needs passed in. What a pass does stands in `pass.rs`.

use crate::pass::{Interruption, Pass, Task};
use crate::remote::{Remote, Trouble};
use crate::report::{Phase, Progress, UnitState};
use crate::retry;
use daybook_record::unit::Priority;
use daybook_record::{SyncId, Unit, World};
use daybook_store::view::SyncEnd;
use daybook_store::{Frozen, Store, StoreError, Tokens};
use daybook_wire::code::Code;
use daybook_wire::order::{Order, OrderDone, OrderKind};
use daybook_wire::session::{DeviceCard, Levers};
use futures::future::BoxFuture;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex as PlainMutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex, Notify};

/// What the app says of itself.
#[derive(Clone, Debug)]
pub struct About {
    /// Version of the app.
    pub app_version: String,
    /// `linux`, `windows` …
    pub platform: String,
}

/// Where work with the store is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disk {
    /// On threads of its own, so that those of the network never wait for a disk: what an app wants.
    #[default]
    Away,
    /// At once, by whoever asks, with a pause after it: what a simulation wants, which runs the same way twice and may be
    /// killed between any two transactions.
    Here,
}

/// Where the engine tells of its progress.
pub type Report = dyn Fn(Progress) + Send + Sync;

/// The engine of one open store.
pub struct Engine {
    pub(crate) store: Store,
    pub(crate) remote: Arc<dyn Remote>,
    pub(crate) world: Arc<dyn World>,
    pub(crate) about: About,
    disk: Disk,
    /// True while a pass runs (law 8). Not a mutex: looking whether it is held would hold it for a moment.
    running: AtomicBool,
    /// True while a map comes down, which may be beside a pass.
    fetching_map: AtomicBool,
    /// Held while tokens are exchanged: a refresh token used twice ends the session.
    refreshing: Mutex<()>,
    stop: Notify,
    stop_maps: Notify,
    pace: Pace,
    /// What the service asked us to wait at the end of the last failed pass.
    asked_to_wait: PlainMutex<Option<Duration>>,
    /// What the team asked when it last said so.
    orders: PlainMutex<Vec<Order>>,
    /// True where the last sync heard it: what was taken back meanwhile is not followed.
    heard_orders: AtomicBool,
}

/// How fast this connection was, as measured; zero where nothing was.
#[derive(Default)]
pub(crate) struct Pace {
    /// Bytes a second, up.
    bytes_per_second: AtomicU64,
    /// Milliseconds for a small request.
    round_trip_ms: AtomicU64,
}

/// That a pass runs, for as long as this lives: a pass that is dropped in the middle runs no more.
struct Running<'a>(&'a AtomicBool);

impl<'a> Running<'a> {
    fn begin(running: &'a AtomicBool) -> Option<Self> {
        running.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire).ok().map(|_| Self(running))
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

/// A sync did not begin.
#[derive(Debug, thiserror::Error)]
pub enum NotBegun {
    /// One is going on.
    #[error("a sync is going on")]
    Busy,
    /// The service does not answer.
    #[error("no sync now: {0}")]
    NoConnection(#[from] Trouble),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// An engine for this store and this service.
    pub fn new(store: Store, remote: Arc<dyn Remote>, world: Arc<dyn World>, about: About) -> Self {
        Self {
            store,
            remote,
            world,
            about,
            disk: Disk::default(),
            running: AtomicBool::new(false),
            fetching_map: AtomicBool::new(false),
            refreshing: Mutex::new(()),
            stop: Notify::new(),
            stop_maps: Notify::new(),
            pace: Pace::default(),
            asked_to_wait: PlainMutex::new(None),
            orders: PlainMutex::default(),
            heard_orders: AtomicBool::new(false),
        }
    }

    /// The same, with its work on the disk done elsewhere.
    pub fn with_disk(self, disk: Disk) -> Self {
        Self { disk, ..self }
    }

    /// The store it works on.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// True while a sync goes on.
    pub fn is_syncing(&self) -> bool {
        self.running.load(Ordering::Acquire)
    }

    /// Ends the sync that goes on. What has arrived has arrived; the rest waits.
    pub fn stop(&self) {
        self.stop.notify_waiters();
    }

    /// Ends the map that comes down. What has come stays; the next time goes on from there.
    pub fn stop_maps(&self) {
        self.stop_maps.notify_waiters();
    }

    pub(crate) async fn maps_stopped(&self) {
        self.stop_maps.notified().await;
    }

    /// Nothing else begins as long as what this gives lives; none where a sync goes on.
    pub(crate) fn alone(&self) -> Option<impl Drop> {
        Running::begin(&self.running)
    }

    /// No other map comes down as long as what this gives lives; none where one does.
    pub(crate) fn alone_with_maps(&self) -> Option<impl Drop> {
        Running::begin(&self.fetching_map)
    }

    /// Ends when somebody stops what goes on.
    pub(crate) async fn stopped(&self) {
        self.stop.notified().await;
    }

    /// One sync of everything. Gives its id once it has ended, however it ended; the account is derived from the store.
    pub async fn sync(&self, report: Arc<Report>) -> Result<SyncId, NotBegun> {
        self.sync_units(Unit::ALL, report).await
    }

    /// One sync of these parts. Where one of them is recorded in the field, everything that waits is sent.
    pub async fn sync_units(&self, units: &[Unit], report: Arc<Report>) -> Result<SyncId, NotBegun> {
        let _one_at_a_time = Running::begin(&self.running).ok_or(NotBegun::Busy)?;
        let sync = SyncId(self.world.mint());
        let sends = units.iter().any(|unit| unit.is_recorded());
        let started = self.world.now();
        let frozen = if sends { self.on_disk(move |store| store.begin_sync(sync, started)).await? } else { Frozen::nothing(sync) };
        let (end, reference, fetched) = self.pass(Task { frozen, units: units.to_vec() }, report).await?;
        if sends {
            let at = self.world.now();
            self.on_disk(move |store| store.end_sync(sync, end, reference, fetched, at)).await?;
        }
        Ok(sync)
    }

    /// Fetches these parts and sends nothing: what comes down behind a person's back. What is recorded in the field comes only
    /// where nothing waits to be sent (law 5). Gives how it ended.
    pub async fn download(&self, units: &[Unit], report: Arc<Report>) -> Result<SyncEnd, NotBegun> {
        let _one_at_a_time = Running::begin(&self.running).ok_or(NotBegun::Busy)?;
        let waits = self.on_disk(|store| store.unsent()).await?.changes > 0;
        let units: Vec<Unit> = units.iter().copied().filter(|unit| !(waits && unit.is_recorded())).collect();
        let frozen = Frozen::nothing(SyncId(self.world.mint()));
        let (end, ..) = self.pass(Task { frozen, units }, report).await?;
        Ok(end)
    }

    /// Asks for these parts. They wait in a queue that survives a restart, the more urgent first; one that is asked for twice
    /// runs once. `discard_pending` empties the queue before. Where the service does not answer nothing is asked for, and this
    /// says so. What was asked for runs with [`Engine::run_asked`].
    pub async fn trigger(&self, units: &[Unit], priority: Priority, discard_pending: bool) -> Result<(), NotBegun> {
        let mut nonce = [0; 12];
        self.world.random(&mut nonce);
        self.remote.probe(&hex::encode(nonce)).await?;
        let (units, at) = (units.to_vec(), self.world.now());
        Ok(self.on_disk(move |store| store.ask(&units, priority, discard_pending, at)).await?)
    }

    /// Runs what was asked for, the most urgent first, until nothing waits or the service cannot be reached. Gives the last
    /// sync; none where nothing waited. What was not tried stays in the queue.
    pub async fn run_asked(&self, report: Arc<Report>) -> Result<Option<SyncId>, NotBegun> {
        let mut last = None;
        loop {
            let units = self.on_disk(|store| store.next_asked()).await?;
            if units.is_empty() {
                return Ok(last);
            }
            last = Some(self.sync_units(&units, report.clone()).await?);
            let failed = self.on_disk(move |store| Ok(store.units()?.iter().any(|row| units.contains(&row.unit) && row.failure.is_some())));
            if failed.await? {
                return Ok(last);
            }
        }
    }

    /// One pass, from its first word to how it ended: the end, its reference for support, how many records came down.
    async fn pass(&self, task: Task, report: Arc<Report>) -> Result<(SyncEnd, Option<String>, u32), NotBegun> {
        self.heard_orders.store(false, Ordering::Release);
        let stopped = self.stop.notified();
        tokio::pin!(stopped);
        stopped.as_mut().enable();
        let pass = Pass::new(self, task, report);
        let outcome = tokio::select! {
            // What came about in the same moment came about: it is not called stopped.
            biased;
            outcome = pass.run() => outcome,
            () = stopped => Err(Interruption::Stopped),
        };
        let (end, reference) = self.end(&pass, outcome).await?;
        pass.tell(|progress| {
            progress.phase = Phase::Ended;
            progress.end = Some(end);
            progress.waiting_seconds = None;
        });
        Ok((end, reference, pass.fetched()))
    }

    /// How it ended. "Completed" is derived: nothing of the frozen set is without a receipt (law 1). A part whose turn never came
    /// ended as the whole did.
    async fn end(&self, pass: &Pass<'_>, outcome: Result<(), Interruption>) -> Result<(SyncEnd, Option<String>), StoreError> {
        let sync = pass.frozen.sync;
        let left = self.on_disk(move |store| store.frozen_left(sync)).await?;
        let (end, reference) = match outcome {
            Ok(()) if left == 0 => (SyncEnd::Completed, None),
            Ok(()) => (SyncEnd::ServiceFailing, None),
            Err(interruption) => {
                tracing::info!(%interruption, left, "the sync did not complete");
                self.remember_wait(interruption.asked_to_wait());
                (interruption.end(), Some(interruption.reference().map_or_else(|| short(sync), str::to_owned)))
            }
        };
        if end == SyncEnd::Completed {
            self.remember_wait(None);
        }
        let at = self.world.now();
        let open = pass.progress().units.into_iter().filter(|line| matches!(line.state, UnitState::Waiting | UnitState::Running));
        let open: Vec<Unit> = open.map(|line| line.unit).collect();
        let failure = (end != SyncEnd::Completed).then_some(end);
        self.on_disk(move |store| open.iter().try_for_each(|unit| store.end_unit(*unit, failure, at))).await?;
        Ok((end, reference))
    }

    /// The levers in force: the service's last word within sane bounds, or the usual ones (law 12).
    pub fn levers(&self) -> Levers {
        levers_of(&self.store).unwrap_or_else(|_| Levers::default().clamped())
    }

    /// What the service asked us to wait when the last sync failed.
    pub fn asked_to_wait(&self) -> Option<Duration> {
        *self.asked_to_wait.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the team asked of this device when it last said so, at a greeting or to a blocked device: to lock, once the account was read; to be wiped.
    pub fn orders(&self) -> Vec<Order> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The order to remove this person's data, where the last sync heard it.
    pub(crate) fn order_to_wipe(&self) -> Option<Order> {
        let heard = self.heard_orders.load(Ordering::Acquire);
        self.orders().into_iter().find(|order| heard && order.what == OrderKind::Wipe)
    }

    /// Takes note of what is asked. That it locks is said at once, for a locked app can say nothing; a report that is lost
    /// brings the order again.
    pub(crate) async fn take_orders(&self, orders: &[Order]) {
        *self.orders.lock().unwrap_or_else(PoisonError::into_inner) = orders.to_vec();
        self.heard_orders.store(true, Ordering::Release);
        for order in orders.iter().filter(|order| order.what == OrderKind::Lock) {
            let done = OrderDone { id: order.id.clone(), statement: None, signature: None };
            let report = |access: String| {
                let done = done.clone();
                Box::pin(async move { self.remote.order_done(&access, &done).await }) as BoxFuture<'_, _>
            };
            if let Err(interruption) = self.call(1, &|_| (), report).await {
                tracing::info!(%interruption, "that it locks could not be said");
            }
        }
    }

    fn remember_wait(&self, wait: Option<Duration>) {
        *self.asked_to_wait.lock().unwrap_or_else(PoisonError::into_inner) = wait;
    }

    /// Bytes that `unsent` bytes become in batch files, and seconds they take here; no seconds where nothing was measured.
    pub fn estimate(&self, unsent: u64, changes: u32) -> (u64, Option<u32>) {
        // A batch packs to about a fifth: field names repeat in every line.
        let packed = unsent.div_ceil(5);
        let (speed, round_trip) = (self.pace.bytes_per_second.load(Ordering::Relaxed), self.pace.round_trip_ms.load(Ordering::Relaxed));
        if round_trip == 0 {
            return (packed, None);
        }
        let batches = u64::from(changes).div_ceil(u64::from(self.levers().batch_changes));
        // Greeting, the pages that come down, and two requests a batch.
        let waiting_ms = round_trip * (4 + 2 * batches);
        // Before anything was sent, assume a slow school link rather than promise too much.
        let travelling_ms = packed * 1000 / if speed == 0 { 32 * 1024 } else { speed };
        (packed, u32::try_from((waiting_ms + travelling_ms).div_ceil(1000)).ok())
    }

    /// Takes note of how long a small request took.
    pub fn measured_round_trip(&self, milliseconds: u64) {
        self.pace.round_trip_ms.store(milliseconds.max(1), Ordering::Relaxed);
    }

    pub(crate) fn measured_upload(&self, bytes: usize, milliseconds: u64) {
        // Below that it is the round trip that was measured, not the link.
        if bytes >= 4 * 1024 {
            self.pace.bytes_per_second.store((bytes as u64 * 1000 / milliseconds.max(1)).max(1), Ordering::Relaxed);
        }
    }

    /// Does something with the store away from the threads that talk to the network.
    pub(crate) async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.begin_on_disk(work).await
    }

    /// The same, begun now and waited for later.
    pub(crate) fn begin_on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> BoxFuture<'static, Result<T, StoreError>> {
        if self.disk == Disk::Here {
            let done = work(&self.store);
            return Box::pin(async {
                tokio::task::yield_now().await;
                done
            });
        }
        let store = self.store.clone();
        let begun = tokio::task::spawn_blocking(move || work(&store));
        Box::pin(async {
            match begun.await {
                Ok(done) => done,
                Err(died) => std::panic::resume_unwind(died.into_panic()),
            }
        })
    }

    /// What this device says of itself.
    pub(crate) async fn card(&self) -> Result<DeviceCard, StoreError> {
        let (profile, key) = self.on_disk(|store| Ok((store.profile(), store.device_key()?))).await?;
        Ok(DeviceCard {
            id: Some(profile.device),
            name: profile.device_name.clone(),
            app_version: self.about.app_version.clone(),
            platform: self.about.platform.clone(),
            key: Some(key.public()),
        })
    }

    /// One request with an access token: a token that is over is exchanged, passing trouble is tried again.
    /// `waiting` hears how long the wait is, and none when it ends.
    pub(crate) async fn call<'a, T>(
        &self,
        tries: u32,
        waiting: &(dyn Fn(Option<Duration>) + Sync),
        // A boxed future, because an `AsyncFn` over any lifetime cannot yet promise that it may change threads.
        request: impl Fn(String) -> BoxFuture<'a, Result<T, Trouble>> + Sync,
    ) -> Result<T, Interruption> {
        let (mut tried, mut exchanged) = (0, false);
        loop {
            let tokens = self.on_disk(|store| store.tokens()).await?.ok_or(Interruption::SignInAgain { reference: None })?;
            let trouble = match request(tokens.access.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            if trouble.code() == Some(Code::TokenExpired) {
                // Once: a service whose clock refuses every token must not be asked for ever.
                if exchanged {
                    return Err(Interruption::SignInAgain { reference: trouble.reference().map(str::to_owned) });
                }
                exchanged = true;
                self.exchange(&tokens.access).await?;
                continue;
            }
            tried += 1;
            let Some(wait) = retry::wait(&trouble, tried, tries, self.dice()) else { return Err(trouble.into()) };
            tracing::debug!(%trouble, tried, ?wait, "trying again");
            waiting(Some(wait));
            tokio::time::sleep(wait).await;
            waiting(None);
        }
    }

    /// Exchanges the tokens, unless another request has done so meanwhile.
    pub(crate) async fn exchange(&self, expired: &str) -> Result<(), Interruption> {
        let _one_at_a_time = self.refreshing.lock().await;
        let again = || Interruption::SignInAgain { reference: None };
        let tokens = self.on_disk(|store| store.tokens()).await?.ok_or_else(again)?;
        if tokens.access != expired {
            return Ok(());
        }
        match self.remote.refresh(&tokens.refresh).await {
            Ok(fresh) => {
                let kept = Tokens { access: fresh.access, refresh: fresh.refresh };
                self.on_disk(move |store| store.set_tokens(Some(&kept))).await?;
                Ok(())
            }
            Err(Trouble::Refused(refusal)) if refusal.code != Code::DeviceBlocked && retry_is_pointless(refusal.code) => {
                Err(Interruption::SignInAgain { reference: Some(refusal.reference) })
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// A number from 0 to 1.
    pub(crate) fn dice(&self) -> f64 {
        let mut bytes = [0; 4];
        self.world.random(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX)
    }
}

/// The levers that a store last heard of, within sane bounds; the usual ones where it heard of none.
pub fn levers_of(store: &Store) -> Result<Levers, StoreError> {
    let heard = store.levers_json()?.and_then(|json| serde_json::from_str::<Levers>(&json).ok());
    Ok(heard.unwrap_or_default().clamped())
}

/// True for refusals of a refresh token that only a person can mend.
fn retry_is_pointless(code: Code) -> bool {
    matches!(code, Code::SignInAgain | Code::TokenExpired | Code::WrongCredentials | Code::Malformed | Code::NotFound)
}

/// A reference for a sync of which the service knows nothing: the end of its id, to be read out.
fn short(sync: SyncId) -> String {
    let text = sync.0.simple().to_string().to_uppercase();
    format!("D-{}", &text[text.len() - 6..])
}
