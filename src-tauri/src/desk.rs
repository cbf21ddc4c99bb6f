//! The desk: what is open at this moment — a person's store, its engine, the line to the service. Commands come here.
//!
//! Locked, there is no store in memory at all: locking drops it, and with it the key.

mod after_sync;
mod arriving;
mod browser;
pub mod form;
mod idle;
mod keeping;
mod keychain;
mod porch;
mod quiet;
mod release;
mod standing;
mod wiping;

use crate::demo::DemoLink;
use crate::dto::{ErrorCode, LockReason, Notice};
use crate::error::Refused;
use crate::event::Bell;
use crate::settings::Settings;
use arriving::Arriving;
use browser::Browsing;
use daybook_record::draft::By;
use daybook_record::{Made, Moment, World};
use daybook_store::Store;
use daybook_sync::engine::About;
use daybook_sync::{Driver, Engine, HttpRemote, Remote, spare};
use idle::Idle;
use release::Releasing;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::async_runtime::JoinHandle;

/// How often to look at the clock.
const CLOCK_LOOK: Duration = Duration::from_secs(5);

/// How often to look whether it is time to lock.
const LOCK_LOOK: Duration = Duration::from_secs(1);

/// How long the page that says why stays before the desk locks by itself.
const TIME_TO_READ: Duration = Duration::from_secs(90);

/// What changes by itself as time goes by.
#[derive(Clone, Copy, PartialEq)]
struct Due {
    ask: bool,
    snoozing: bool,
    today: chrono::NaiveDate,
}

/// Everything that is open.
pub struct Desk {
    /// What the app was started with.
    pub settings: Settings,
    /// Time and chance.
    pub world: Arc<dyn World>,
    /// The demo's switch, in a demo.
    pub demo: Option<DemoLink>,
    bell: Bell,
    about: About,
    copy_is_due: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    line: Option<LineTo>,
    open: Option<Arc<Open>>,
    /// After a sync that failed: ask no sooner.
    not_before: Option<Moment>,
    /// Who is choosing her code.
    arriving: Option<Arriving>,
    /// A sign-in in the person's browser.
    browsing: Option<Browsing>,
    /// A forgotten code, with support.
    releasing: Option<Releasing>,
    /// What must be told first.
    notice: Option<Notice>,
    /// Why it locks, and when at the latest, by the clock that only goes forward.
    must_lock: Option<(LockReason, u64)>,
    /// How often it was locked, or was told to lock, since the app was started.
    locks: u32,
    /// When the screen was last touched.
    idle: Option<Idle>,
    /// Room is kept back on the disk.
    has_reserve: bool,
    /// A save needed it.
    reserve_used: bool,
    /// What has happened since something last came by itself.
    since: quiet::Since,
    /// Since when there is the connection of which the person says that it costs money.
    costs: Option<u64>,
}

/// The line to one service, watched.
struct LineTo {
    server: String,
    remote: Arc<dyn Remote>,
    driver: Arc<Driver>,
    watching: JoinHandle<()>,
}

impl Drop for LineTo {
    fn drop(&mut self) {
        self.watching.abort();
    }
}

/// A person's store and its engine.
pub struct Open {
    /// What the device remembers for her.
    pub store: Store,
    /// How it agrees with the service.
    pub engine: Engine,
    /// The forms that were read.
    forms: form::Ready,
}

impl Desk {
    /// A desk with nothing open.
    pub fn new(settings: Settings, world: Arc<dyn World>, bell: Bell) -> Arc<Self> {
        let about = About { app_version: env!("CARGO_PKG_VERSION").to_owned(), platform: std::env::consts::OS.to_owned() };
        let demo = settings.demo_link.as_deref().map(DemoLink::at);
        Arc::new(Self { settings, world, demo, bell, about, copy_is_due: AtomicBool::new(false), state: Mutex::default() })
    }

    /// Begins to watch the line, if there is a service to watch, and the clock.
    pub fn begin(self: &Arc<Self>) {
        self.finish_wipes();
        if let Err(refused) = self.line_to(&self.settings.server) {
            tracing::info!(%refused, "no service to watch yet");
        }
        let desk = Arc::downgrade(self);
        tauri::async_runtime::spawn(async move {
            while let Some(desk) = desk.upgrade() {
                let looked = tauri::async_runtime::spawn_blocking(move || desk.lock_when_time_has_come());
                if let Err(error) = looked.await {
                    tracing::error!(%error, "looking whether to lock did not end");
                }
                tokio::time::sleep(LOCK_LOOK).await;
            }
        });
        let desk = Arc::downgrade(self);
        tauri::async_runtime::spawn(async move {
            let mut before = None;
            while let Some(desk) = desk.upgrade() {
                let later = desk.clone();
                let looked = tauri::async_runtime::spawn_blocking(move || desk.ring_when_time_has_come(before)).await;
                before = looked.unwrap_or(before);
                // Beside the clock, which goes on while something comes.
                tauri::async_runtime::spawn(async move { later.quietly().await });
                tokio::time::sleep(CLOCK_LOOK).await;
            }
        });
    }

    /// A snooze that ends, a wait that is over, midnight: nothing happens that would ring, only time goes by.
    fn ring_when_time_has_come(&self, before: Option<Due>) -> Option<Due> {
        let now = self.status().ok().map(|status| Due { ask: status.ask_to_sync, snoozing: status.snooze.is_some(), today: status.today });
        if before.is_some() && now != before {
            self.ring();
        }
        now
    }

    /// What the app says of itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Rings: the screens look again.
    pub fn ring(&self) {
        (self.bell)();
    }

    /// The service at that address, watched from here on.
    pub fn line_to(&self, server: &str) -> Result<Arc<dyn Remote>, Refused> {
        if let Some(line) = &self.state().line
            && line.server == server
        {
            return Ok(line.remote.clone());
        }
        let remote: Arc<dyn Remote> = Arc::new(HttpRemote::trusting(server, &self.settings.trust).map_err(|bad| {
            tracing::warn!(%bad, "nothing can be asked at that address");
            ErrorCode::NotOurService
        })?);
        let driver = Arc::new(Driver::new(remote.clone(), self.world.clone()));
        let (watched, bell) = (driver.clone(), self.bell.clone());
        let watching = tauri::async_runtime::spawn(async move { watched.run(|| bell()).await });
        self.state().line = Some(LineTo { server: server.to_owned(), remote: remote.clone(), driver, watching });
        Ok(remote)
    }

    /// Looks at the line sooner than planned.
    pub fn look_now(&self) {
        if let Some(line) = &self.state().line {
            line.driver.look_now();
        }
    }

    /// Opens the desk for a person whose store is open.
    pub fn open(&self, store: Store) -> Result<(), Refused> {
        let server = store.profile().server.clone();
        let remote = self.line_to(&server)?;
        // The app may have been killed in the middle of a sync: its account must not say "going on" for ever.
        store.close_interrupted(self.world.now())?;
        self.copy(&store);
        let engine = Engine::new(store.clone(), remote, self.world.clone(), self.about.clone());
        {
            let mut state = self.state();
            state.open = Some(Arc::new(Open { store, engine, forms: form::Ready::default() }));
            state.idle = Some(Idle::touched(self.world.as_ref()));
            (state.arriving, state.browsing, state.releasing, state.notice, state.must_lock) = (None, None, None, None, None);
        }
        self.settings.remember_server(&server);
        self.obey_keychain_lever();
        self.keep_rhythm();
        self.ring();
        Ok(())
    }

    /// Closes the store. What is unsent stays on the disk.
    pub fn lock(&self) {
        let why = self.state().must_lock.map(|(why, _)| match why {
            LockReason::Team => Notice::LockedByTeam,
            LockReason::Blocked => Notice::Blocked,
        });
        self.copy_and_close(why);
    }

    /// The app ends. Where it was about to lock, it locks; otherwise what opened it may open it again at the next start.
    pub fn quit(&self) {
        if self.state().must_lock.is_some() {
            return self.lock();
        }
        if let Ok(open) = self.at_work() {
            self.copy(&open.store);
        }
        self.shut(None, false);
    }

    /// The last copy before it closes: whoever comes next may send it.
    fn copy_and_close(&self, why: Option<Notice>) {
        if let Ok(open) = self.at_work() {
            self.copy(&open.store);
        }
        // Copying may have found the data damaged, and closed it with better words.
        if self.at_work().is_ok() {
            self.close(why);
        }
    }

    /// Closes what is open, and says why. From here on the code is asked for.
    fn close(&self, notice: Option<Notice>) {
        if let Some(open) = self.shut(notice, true) {
            self.rest_keychain(&open.store);
        }
    }

    /// The same, without a word about how it opens again.
    fn shut(&self, notice: Option<Notice>, locking: bool) -> Option<Arc<Open>> {
        let was_open = {
            let mut state = self.state();
            (state.must_lock, state.idle) = (None, None);
            state.locks += u32::from(locking);
            state.notice = notice;
            state.open.take()
        };
        if let Some(open) = &was_open {
            open.engine.stop();
        }
        self.ring();
        was_open
    }

    /// The screen was touched.
    pub fn touched(&self) {
        let mut state = self.state();
        let was_warned = self.lock_warning(&state).is_some();
        if state.open.is_some() {
            state.idle = Some(Idle::touched(self.world.as_ref()));
        }
        drop(state);
        if was_warned {
            self.ring();
        }
    }

    /// What was to be told has been read.
    pub fn put_notice_away(&self) {
        if !self.wipe_was_read() {
            self.state().notice = None;
        }
        self.ring();
    }

    /// Seconds until it locks by itself, where that is worth saying.
    fn lock_warning(&self, state: &State) -> Option<u32> {
        let open = state.open.as_ref()?;
        state.idle?.warning(open.engine.levers().lock_after_minutes, self.world.as_ref())
    }

    /// Nobody touched it for as long as the team allows, or it was to lock anyway. Never in the middle of a sync: that ends
    /// by itself, and then it locks.
    fn lock_when_time_has_come(&self) {
        let (open, idle, must_lock) = {
            let state = self.state();
            let Some(open) = state.open.clone() else { return };
            (open, state.idle, state.must_lock)
        };
        if open.engine.is_syncing() {
            return;
        }
        if must_lock.is_some_and(|(_, at)| self.world.monotonic_ms() >= at) {
            return self.lock();
        }
        let minutes = open.engine.levers().lock_after_minutes;
        let Some(left) = idle.and_then(|idle| idle.left(minutes, self.world.as_ref())) else { return };
        if left.is_zero() {
            tracing::info!("nobody touched it for {minutes} minutes: it locks");
            self.copy_and_close(Some(Notice::LockedIdle { person: open.store.profile().person }));
        } else if idle.and_then(|idle| idle.warning(minutes, self.world.as_ref())).is_some() {
            self.ring();
        }
    }

    /// It locks once the page that says why was read, and soon at the latest.
    fn lock_soon(&self, why: LockReason) {
        let at = self.world.monotonic_ms() + u64::try_from(TIME_TO_READ.as_millis()).unwrap_or(0);
        {
            let mut state = self.state();
            state.must_lock = Some((why, at));
            state.locks += 1;
        }
        if let Ok(open) = self.at_work() {
            self.rest_keychain(&open.store);
        }
    }

    /// The open store and engine, or "locked".
    pub fn at_work(&self) -> Result<Arc<Open>, Refused> {
        self.state().open.clone().ok_or_else(|| ErrorCode::Locked.into())
    }

    /// Does something that reads or writes the disk without an open store, away from the threads that serve the window.
    pub async fn aside<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let desk = self.clone();
        tauri::async_runtime::spawn_blocking(move || work(&desk)).await.unwrap_or_else(|_| Err(ErrorCode::Internal.into()))
    }

    /// Does something with the open store, away from the threads that serve the window.
    pub async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let open = self.at_work()?;
        let at = open.clone();
        match tauri::async_runtime::spawn_blocking(move || work(&open.store)).await {
            Ok(done) => {
                if let Err(Refused::Store(error)) = &done {
                    self.notice_damage(&at.store, error);
                }
                done
            }
            Err(error) => {
                tracing::error!(%error, "work on the store did not end");
                Err(ErrorCode::Internal.into())
            }
        }
    }

    /// Who records, now.
    pub fn by(&self, store: &Store) -> By {
        let profile = store.profile();
        By { person: profile.person, name: profile.name(), at: self.world.now() }
    }

    /// The time of a change, with what is known of the clock.
    pub fn made(&self, store: &Store) -> Result<Made, Refused> {
        Ok(Made::now(self.world.as_ref(), store.clock_offset()?))
    }

    /// The person says whether the connection of now costs money. It holds for as long as that connection does.
    pub fn set_costs(&self, costs: bool) {
        let mut state = self.state();
        state.costs = state.line.as_ref().and_then(|line| line.driver.online_since_ms()).filter(|_| costs);
    }

    /// What is known of the connection of now, for the engine as well.
    pub fn connection_for(&self, engine: &Engine) -> spare::Facts {
        let state = self.state();
        let (line, since, round_trip_ms) = state
            .line
            .as_ref()
            .map_or_else(Default::default, |line| (line.driver.line().0, line.driver.online_since_ms(), line.driver.round_trip_ms()));
        engine.on_connection(since);
        if let Some(milliseconds) = round_trip_ms {
            engine.measured_round_trip(milliseconds);
        }
        let costs = since.is_some() && state.costs == since;
        spare::Facts { line, round_trip_ms, bytes_per_second: engine.bytes_per_second(), costs }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
