//! The engine: one pass at a time, with everything it needs passed in. How it is begun and ends stands in
//! `run.rs`, what a pass does in `pass.rs`.

use crate::pass::Interruption;
use crate::remote::{Remote, Trouble};
use crate::report::Progress;
use crate::retry;
use daybook_record::World;
use daybook_store::{Store, StoreError, Tokens};
// Whoever runs it hears why it did not begin.
pub use crate::run::{NotBegun, Ran};
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
    pub(crate) stop: Notify,
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
    /// Bytes a second.
    bytes_per_second: AtomicU64,
    /// Milliseconds for a small request.
    round_trip_ms: AtomicU64,
    /// Since when there was the connection on which it was measured.
    since_ms: AtomicU64,
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

    /// What a sync begins with: the team has not spoken yet.
    pub(crate) fn forget_that_orders_were_heard(&self) {
        self.heard_orders.store(false, Ordering::Release);
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

    pub(crate) fn remember_wait(&self, wait: Option<Duration>) {
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

    /// Seconds that so many bytes take to come down here; none where nothing was measured.
    pub(crate) fn seconds_for(&self, bytes: u64) -> Option<u32> {
        let (speed, round_trip) = (self.pace.bytes_per_second.load(Ordering::Relaxed), self.pace.round_trip_ms.load(Ordering::Relaxed));
        let travelling_ms = bytes * 1000 / if speed == 0 { 32 * 1024 } else { speed };
        u32::try_from((round_trip + travelling_ms).div_ceil(1000)).ok().filter(|_| round_trip > 0)
    }

    /// How fast something larger travelled on this connection, where it did.
    pub fn bytes_per_second(&self) -> Option<u64> {
        Some(self.pace.bytes_per_second.load(Ordering::Relaxed)).filter(|speed| *speed > 0)
    }

    /// Another connection than the one on which it was measured: what was measured says nothing about it.
    pub fn on_connection(&self, since_ms: Option<u64>) {
        let since = since_ms.unwrap_or_default();
        if self.pace.since_ms.swap(since, Ordering::Relaxed) != since {
            self.pace.bytes_per_second.store(0, Ordering::Relaxed);
        }
    }

    /// Takes note of how long a small request took.
    pub fn measured_round_trip(&self, milliseconds: u64) {
        self.pace.round_trip_ms.store(milliseconds.max(1), Ordering::Relaxed);
    }

    pub(crate) fn measured_transfer(&self, bytes: usize, milliseconds: u64) {
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
