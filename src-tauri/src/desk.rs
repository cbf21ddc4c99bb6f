//! The desk: what is open at this moment — a person's store, its engine, the line to the service. Commands come here.
//!
//! Locked, there is no store in memory at all: locking drops it, and with it the key.

use crate::demo::DemoLink;
use crate::dto::{Connection, ErrorCode, LockedCard, PersonCard, SnoozeCard, Stage, Status, TeamContact};
use crate::error::Refused;
use crate::event::Bell;
use crate::settings::Settings;
use daybook_record::draft::By;
use daybook_record::{Made, Moment, World};
use daybook_store::view::{SyncEnd, Unsent};
use daybook_store::{Snooze, Store};
use daybook_sync::ask::{self, Facts};
use daybook_sync::driver::Rhythm;
use daybook_sync::engine::About;
use daybook_sync::line::Line;
use daybook_sync::{Driver, Engine, HttpRemote, Remote};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tauri::async_runtime::JoinHandle;

/// A clock that is wrong by more than that is told of.
const CLOCK_TOLERANCE_SECONDS: i64 = 600;

/// How often to look at the clock.
const CLOCK_LOOK: Duration = Duration::from_secs(5);

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
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    line: Option<LineTo>,
    open: Option<Arc<Open>>,
    /// After a sync that failed: ask no sooner.
    not_before: Option<Moment>,
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
}

impl Desk {
    /// A desk with nothing open.
    pub fn new(settings: Settings, world: Arc<dyn World>, bell: Bell) -> Arc<Self> {
        let about = About { app_version: env!("CARGO_PKG_VERSION").to_owned(), platform: std::env::consts::OS.to_owned() };
        let demo = settings.demo_link.as_deref().map(DemoLink::at);
        Arc::new(Self { settings, world, demo, bell, about, state: Mutex::default() })
    }

    /// Begins to watch the line, if there is a service to watch, and the clock.
    pub fn begin(self: &Arc<Self>) {
        if let Err(refused) = self.line_to(&self.settings.server) {
            tracing::info!(%refused, "no service to watch yet");
        }
        let desk = Arc::downgrade(self);
        tauri::async_runtime::spawn(async move {
            let mut before = None;
            while let Some(desk) = desk.upgrade() {
                let looked = tauri::async_runtime::spawn_blocking(move || desk.ring_when_time_has_come(before)).await;
                before = looked.unwrap_or(before);
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
        let remote: Arc<dyn Remote> = Arc::new(HttpRemote::new(server).map_err(|_| ErrorCode::NotOurService)?);
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
        let engine = Engine::new(store.clone(), remote, self.world.clone(), self.about.clone());
        self.state().open = Some(Arc::new(Open { store, engine }));
        self.settings.remember_server(&server);
        self.keep_rhythm();
        self.ring();
        Ok(())
    }

    /// Closes the store. What is unsent stays on the disk.
    pub fn lock(&self) {
        let was_open = self.state().open.take();
        if let Some(open) = was_open {
            open.engine.stop();
        }
        self.ring();
    }

    /// The open store and engine, or "locked".
    pub fn at_work(&self) -> Result<Arc<Open>, Refused> {
        self.state().open.clone().ok_or_else(|| ErrorCode::Locked.into())
    }

    /// Does something with the open store, away from the threads that serve the window.
    pub async fn with_store<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let open = self.at_work()?;
        match tauri::async_runtime::spawn_blocking(move || work(&open.store)).await {
            Ok(done) => done,
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

    /// After a sync: when the page may come again, and how often to look from here on.
    pub fn after_sync(&self, open: &Open, end: SyncEnd) -> Result<(), Refused> {
        let not_before = match end {
            // Where the link was at fault, the line itself says when it is worth asking again.
            SyncEnd::Completed | SyncEnd::LinkLost | SyncEnd::NotOurService => None,
            _ => {
                let wait = ask::back_off(open.store.failures_in_a_row()?.max(1), open.engine.asked_to_wait());
                Some(self.world.now().plus_seconds(i64::try_from(wait.as_secs()).unwrap_or(0)))
            }
        };
        self.state().not_before = not_before;
        self.keep_rhythm();
        self.look_now();
        self.ring();
        Ok(())
    }

    /// The levers hold at run time (law 12).
    fn keep_rhythm(&self) {
        let state = self.state();
        let (Some(line), Some(open)) = (&state.line, &state.open) else { return };
        let levers = open.engine.levers();
        line.driver.set_rhythm(Rhythm {
            steady: Duration::from_secs(u64::from(levers.probe_seconds)),
            settled: Duration::from_millis(u64::from(levers.settled_ms)),
        });
    }

    /// How fast the line answers, for an estimate.
    pub fn round_trip_ms(&self) -> Option<u64> {
        self.state().line.as_ref().and_then(|line| line.driver.round_trip_ms())
    }

    /// Where the app stands. Reads the disk: call it away from the window's threads.
    pub fn status(&self) -> Result<Status, Refused> {
        let (open, line, not_before) = {
            let state = self.state();
            (state.open.clone(), state.line.as_ref().map(|line| line.driver.line()), state.not_before)
        };
        let (line, online_for) = line.unwrap_or_default();
        let blank = self.blank_status(connection(line));
        let Some(open) = open else { return Ok(self.closed_status(blank)) };
        let (store, engine) = (&open.store, &open.engine);
        let (levers, unsent, snooze, now) = (engine.levers(), store.unsent()?, store.snooze()?, self.world.now());
        let last_synced_at = store.last_synced()?;
        let syncing = engine.is_syncing();
        let ask_to_sync = ask::is_due(&Facts {
            line,
            online_for,
            settled: Duration::from_millis(u64::from(levers.settled_ms)),
            unsent: unsent.changes,
            snooze: snooze.as_ref(),
            now,
            syncing,
            not_before,
        });
        let profile = store.profile();
        Ok(Status {
            stage: if last_synced_at.is_none() { Stage::FirstDownload } else { Stage::Open },
            person: Some(PersonCard {
                name: profile.name(),
                username: profile.username.clone(),
                role: profile.role,
                organisation: profile.organisation_name.clone(),
                teams: profile.teams.iter().cloned().map(contact).collect(),
            }),
            unsent,
            last_synced_at,
            snooze: running(snooze, now),
            ask_to_sync,
            syncing,
            failures_in_a_row: store.failures_in_a_row()?,
            failures_before_contact: levers.failures_before_contact,
            minimum_display_ms: levers.minimum_display_ms,
            snooze_minutes: levers.snooze_minutes,
            clock_wrong_seconds: store.clock_offset()?.filter(|offset| offset.abs() > CLOCK_TOLERANCE_SECONDS),
            server: profile.server.clone(),
            device_name: profile.device_name.clone(),
            ..blank
        })
    }

    /// Nobody is at work: somebody's code is asked for, or the first sign-in.
    fn closed_status(&self, blank: Status) -> Status {
        let latest = daybook_store::people(&self.settings.folder).into_iter().max_by_key(|person| person.last_used);
        match latest {
            None => blank,
            Some(person) => {
                let wait_seconds = person.wait_seconds(self.world.now());
                Status { stage: Stage::Unlock, locked: Some(LockedCard { name: person.name, wait_seconds }), ..blank }
            }
        }
    }

    fn blank_status(&self, connection: Connection) -> Status {
        let levers = daybook_sync::Levers::default();
        Status {
            stage: Stage::SignIn,
            person: None,
            locked: None,
            connection,
            unsent: Unsent { changes: 0, children: 0, bytes: 0, schools: vec![] },
            last_synced_at: None,
            snooze: None,
            ask_to_sync: false,
            syncing: false,
            failures_in_a_row: 0,
            failures_before_contact: levers.failures_before_contact,
            minimum_display_ms: levers.minimum_display_ms,
            snooze_minutes: levers.snooze_minutes,
            clock_wrong_seconds: None,
            today: self.world.today(),
            app_version: self.about.app_version.clone(),
            server: self.settings.server.clone(),
            device_name: device_name(),
            demo_link_cut: self.demo.as_ref().map(DemoLink::is_cut),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn connection(line: Line) -> Connection {
    match line {
        Line::Unknown => Connection::Unknown,
        Line::Online => Connection::Online,
        Line::Offline => Connection::Offline,
        Line::NotOurService => Connection::NotOurService,
        Line::ServiceFailing => Connection::ServiceFailing,
    }
}

fn contact(card: daybook_store::TeamCard) -> TeamContact {
    TeamContact { key: card.key, name: card.name, phone: card.phone, email: card.email }
}

/// A snooze that still runs, as it is shown.
fn running(snooze: Option<Snooze>, now: Moment) -> Option<SnoozeCard> {
    match snooze? {
        Snooze::OnlyWhenAsked => Some(SnoozeCard { until: None }),
        Snooze::Until(until) => (now < until).then_some(SnoozeCard { until: Some(until) }),
    }
}

/// What the person is offered as this device's name.
fn device_name() -> String {
    let host = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).unwrap_or_default();
    if host.is_empty() { "This laptop".to_owned() } else { host }
}
