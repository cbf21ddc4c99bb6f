//! One sync, from the press of the button to the account on the screen.
//!
//! Nothing here holds a transaction across an await: a nurse may be saving a record while we talk.
//! What is deliberately not here: when to run (`driver.rs`), what to do after a failure (`retry.rs`), how a batch is cut
//! (`plan.rs`).

use crate::engine::{Engine, Report};
use crate::remote::Trouble;
use crate::report::{Phase, Progress, ScopeProgress, UnitProgress, UnitState};
use crate::retry;
use daybook_record::{Receipt, Unit};
use daybook_store::view::SyncEnd;
use daybook_store::{Frozen, RecoveryKey, ScopeCard, StoreError};
use daybook_wire::code::Code;
use daybook_wire::session::{HelloReply, HelloRequest, Levers};
use futures::FutureExt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Why a sync did not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum Interruption {
    /// The link went away.
    #[error("the link went away")]
    LinkLost,
    /// Our service answers with an error.
    #[error("the service fails")]
    ServiceFailing {
        /// Under which support finds it.
        reference: Option<String>,
        /// What it asks us to wait.
        retry_after: Option<Duration>,
    },
    /// Something answered that is not our service.
    #[error("something answered that is not our service (status {status})")]
    NotOurService {
        /// The HTTP status.
        status: u16,
    },
    /// The session is over.
    #[error("sign in again")]
    SignInAgain {
        /// Under which support finds it.
        reference: Option<String>,
    },
    /// The team has blocked this device.
    #[error("this device is blocked")]
    DeviceBlocked {
        /// Under which support finds it.
        reference: Option<String>,
    },
    /// The service was restored from a backup in the middle of it; [`Pass::run`] greets again.
    #[error("the service was restored from a backup meanwhile")]
    EpochChanged,
    /// The service has no tile server or routing engine, or it does not do what is asked.
    #[error("the service has no map or route: {code:?}")]
    NoEngine {
        /// Why.
        code: Code,
        /// Under which support finds it.
        reference: String,
    },
    /// The app is too old.
    #[error("this app is too old")]
    AppTooOld,
    /// Both sides counted, fetched again, and still differ.
    #[error("the counts differ in a scope: {here} here, {there} there")]
    CountsDiffer {
        /// Records here.
        here: u64,
        /// Records there.
        there: u64,
    },
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Trouble> for Interruption {
    fn from(trouble: Trouble) -> Self {
        let reference = trouble.reference().map(str::to_owned);
        let retry_after = retry::asked_to_wait(&trouble);
        match trouble {
            Trouble::NoAnswer | Trouble::TooSlow => Interruption::LinkLost,
            Trouble::NotOurService { status } => Interruption::NotOurService { status },
            Trouble::Failing { .. } => Interruption::ServiceFailing { reference, retry_after },
            Trouble::Refused(refusal) => match refusal.code {
                Code::SignInAgain | Code::TokenExpired | Code::WrongCredentials => Interruption::SignInAgain { reference },
                Code::DeviceBlocked => Interruption::DeviceBlocked { reference },
                Code::AppTooOld => Interruption::AppTooOld,
                Code::EpochChanged => Interruption::EpochChanged,
                code @ (Code::NotOffered | Code::NoWay | Code::EngineFailing) => {
                    Interruption::NoEngine { code, reference: refusal.reference }
                }
                _ => Interruption::ServiceFailing { reference, retry_after },
            },
        }
    }
}

impl Interruption {
    /// As it is written down and shown.
    pub fn end(&self) -> SyncEnd {
        match self {
            Interruption::LinkLost => SyncEnd::LinkLost,
            Interruption::ServiceFailing { .. } | Interruption::NoEngine { .. } | Interruption::EpochChanged => SyncEnd::ServiceFailing,
            Interruption::NotOurService { .. } => SyncEnd::NotOurService,
            Interruption::SignInAgain { .. } => SyncEnd::SignInAgain,
            Interruption::DeviceBlocked { .. } => SyncEnd::DeviceBlocked,
            Interruption::AppTooOld => SyncEnd::AppTooOld,
            Interruption::CountsDiffer { .. } => SyncEnd::CountsDiffer,
            Interruption::Stopped => SyncEnd::Stopped,
            Interruption::Store(StoreError::DiskFull) => SyncEnd::OutOfSpace,
            Interruption::Store(_) => SyncEnd::Interrupted,
        }
    }

    /// Under which the service's log knows it.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Interruption::ServiceFailing { reference, .. }
            | Interruption::SignInAgain { reference }
            | Interruption::DeviceBlocked { reference } => reference.as_deref().filter(|reference| !reference.is_empty()),
            Interruption::NoEngine { reference, .. } => Some(reference.as_str()).filter(|reference| !reference.is_empty()),
            _ => None,
        }
    }

    /// What the service asked us to wait.
    pub fn asked_to_wait(&self) -> Option<Duration> {
        match self {
            Interruption::ServiceFailing { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// Epochs that one sync goes along with. A service that begins more of them in a minute needs its people first.
const MOST_EPOCHS: u32 = 3;

/// Under which changes are sent.
pub(crate) struct Terms {
    /// The epoch that the service was greeted in; none where it never was.
    pub(crate) epoch: Option<String>,
    /// The levers in force.
    pub(crate) levers: Levers,
}

/// A sync that is going on.
pub(crate) struct Pass<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) frozen: Frozen,
    pub(crate) sends: Sends,
    progress: Mutex<Progress>,
    report: Arc<Report>,
}

/// What goes up in a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sends {
    /// Nothing: it only fetches.
    Nothing,
    /// What was recorded: the link is slow, or costs money.
    Essentials,
    /// Besides, what the service misses of earlier days.
    Everything,
}

/// What one pass is to do.
pub(crate) struct Task {
    /// What is sent. Empty where it only fetches.
    pub(crate) frozen: Frozen,
    /// What it sends.
    pub(crate) sends: Sends,
    /// The parts that were asked for.
    pub(crate) units: Vec<Unit>,
}

impl<'a> Pass<'a> {
    pub(crate) fn new(engine: &'a Engine, Task { frozen, sends, units }: Task, report: Arc<Report>) -> Self {
        let units = units.into_iter().map(|unit| UnitProgress { unit, state: UnitState::Waiting, failure: None }).collect();
        let (phase, total) = (Phase::Greeting, frozen.changes);
        let progress = Progress { phase, total, received: 0, units, fetching: vec![], waiting_seconds: None, end: None };
        Self { engine, frozen, sends, progress: Mutex::new(progress), report }
    }

    /// The whole of it; from the greeting again where the service was restored from a backup meanwhile.
    pub(crate) async fn run(&self) -> Result<(), Interruption> {
        self.tell(|_| ());
        for _ in 1..MOST_EPOCHS {
            match self.run_in_one_epoch().await {
                Err(Interruption::EpochChanged) => tracing::warn!("the service was restored meanwhile: greeting again"),
                ended => return ended,
            }
        }
        self.run_in_one_epoch().await
    }

    async fn run_in_one_epoch(&self) -> Result<(), Interruption> {
        let session = match self.greet().await {
            Err(blocked @ Interruption::DeviceBlocked { .. }) => return self.hand_in_what_a_blocked_device_has(blocked).await,
            greeted => greeted?, // token, epoch, levers, scopes
        };
        self.reconcile_epoch(&session).await?; // service restored from a backup? offer again
        self.assign_scopes(&session).await?; // a new school begins from nothing, a lost one leaves when nothing of it waits
        let terms = Terms { epoch: Some(session.epoch.clone()), levers: session.levers.clone() };
        // What goes wrong with coming down never cuts short what goes up; it is told when all is sent.
        let beside = async { Ok(self.fetch_beside(&session.levers).await) };
        let ((), beside) = tokio::try_join!(self.send_everything(&terms), beside)?;
        self.let_go_of_scopes().await?; // what had to wait for sending may go now
        self.fetch_records(&session.levers).await?; // all is sent before any record is fetched (law 5); both sides count
        self.fetch_after(&session.levers).await.and(beside)?; // figures, which have moved by now
        self.hand_in_missed(&session).await // pictures of earlier entries that never came
    }

    /// The team has blocked this device: it reads nothing new, and everything it has still reaches the service, under the
    /// terms it last heard. However that goes, the sync ends as blocked.
    async fn hand_in_what_a_blocked_device_has(&self, blocked: Interruption) -> Result<(), Interruption> {
        self.ask_for_orders().await;
        let epoch = self.engine.on_disk(|store| store.epoch()).await?;
        if let Err(interruption) = self.send_everything(&Terms { epoch, levers: self.engine.levers() }).await {
            tracing::info!(%interruption, "a blocked device could not hand in everything");
        }
        Err(blocked)
    }

    /// What the team asks of a device that it does not greet. Unheard, it is asked for again in the next sync.
    async fn ask_for_orders(&self) {
        let ask = |access: String| async move { self.engine.remote.orders(&access).await }.boxed();
        match self.engine.call(self.engine.levers().tries, &|wait| self.waiting(wait), ask).await {
            Ok(orders) => self.engine.take_orders(&orders).await,
            Err(interruption) => tracing::info!(%interruption, "a blocked device could not ask what is asked of it"),
        }
    }

    async fn greet(&self) -> Result<HelloReply, Interruption> {
        let device = &self.engine.card().await?;
        let unsent = u64::from(self.frozen.changes);
        let free_bytes = self.engine.on_disk(|store| Ok(daybook_store::free_bytes(store.folder()).ok())).await?;
        let tries = self.engine.levers().tries;
        let began = self.engine.world.monotonic_ms();
        let session = self
            .engine
            .call(tries, &|wait| self.waiting(wait), |access| {
                let request = HelloRequest { device: device.clone(), unsent, time: self.engine.world.now(), free_bytes };
                async move { self.engine.remote.hello(&access, &request).await }.boxed()
            })
            .await?;
        let session = HelloReply { levers: session.levers.clamped(), ..session };
        self.engine.measured_round_trip(self.engine.world.monotonic_ms().saturating_sub(began));
        self.engine.remote.set_timeout(Duration::from_secs(u64::from(session.levers.request_timeout_seconds)));
        let levers = serde_json::to_string(&session.levers).unwrap_or_default();
        let offset = session.time.seconds_since(self.engine.world.now());
        let person = session.person.clone();
        let (heard_at, expires_after_days) = (self.engine.world.now(), session.levers.expires_after_days);
        let recovery = session.recovery.as_deref().and_then(|key| RecoveryKey::parse(key).ok());
        self.engine
            .on_disk(move |store| {
                store.set_levers_json(&levers)?;
                store.set_clock_offset(offset)?;
                let mut profile = store.profile();
                profile.teams = person.teams.into_iter().map(crate::sign_in::team).collect();
                (profile.given_name, profile.family_name, profile.role) = (person.given_name, person.family_name, person.role);
                store.set_profile(&profile)?;
                store.note_contact(heard_at, expires_after_days)?;
                recovery.map_or(Ok(()), |recovery| store.set_recovery(&recovery))
            })
            .await?;
        self.engine.take_orders(&session.orders).await;
        Ok(session)
    }

    /// A service that was restored from a backup has forgotten what came after it. Everything it once gave a receipt for is
    /// asked after: what it does not know goes out again in this very sync, and where its word is another by now (it came
    /// to the service by another way, after the restore) the new word replaces the old.
    async fn reconcile_epoch(&self, session: &HelloReply) -> Result<(), Interruption> {
        let known = self.engine.on_disk(|store| store.epoch()).await?;
        if known.as_deref() == Some(session.epoch.as_str()) {
            return Ok(());
        }
        if known.is_some() {
            let ours = self.engine.on_disk(|store| store.receipts()).await?;
            for some in ours.chunks(1_000) {
                self.compare_receipts(some).await?;
            }
            for scope in self.engine.on_disk(|store| store.scopes()).await? {
                self.engine.on_disk(move |store| store.restart_scope(&scope.scope)).await?;
            }
        }
        let epoch = session.epoch.clone();
        Ok(self.engine.on_disk(move |store| store.set_epoch(&epoch)).await?)
    }

    async fn compare_receipts(&self, ours: &[Receipt]) -> Result<(), Interruption> {
        let changes: &Vec<_> = &ours.iter().map(|receipt| receipt.change).collect();
        let ask = |access: String| async move { self.engine.remote.receipts(&access, changes).await }.boxed();
        let held = self.engine.call(3, &|wait| self.waiting(wait), ask).await?.receipts;
        let mut told: Vec<Receipt> = Vec::new();
        let mut in_doubt = Vec::new();
        for ours in ours {
            let theirs = held.iter().find(|theirs| theirs.change == ours.change);
            if theirs != Some(ours) {
                in_doubt.push(ours.change);
                told.extend(theirs.cloned());
            }
        }
        let (sync, at) = (self.frozen.sync, self.engine.world.now());
        let (reopened, settled) = self
            .engine
            .on_disk(move |store| {
                let reopened = store.reopen(&in_doubt, sync)?;
                Ok((reopened, if told.is_empty() { 0 } else { store.settle(&told, at)? }))
            })
            .await?;
        self.tell(|progress| {
            progress.total += reopened;
            progress.received = (progress.received + settled).min(progress.total);
        });
        Ok(())
    }

    async fn assign_scopes(&self, session: &HelloReply) -> Result<(), Interruption> {
        let cards: Vec<ScopeCard> =
            session.scopes.iter().map(|card| ScopeCard { scope: card.scope.clone(), name: card.name.clone(), about: card.about }).collect();
        let at = self.engine.world.now();
        self.engine.on_disk(move |store| store.assign(&cards, at)).await?;
        let scopes = self.engine.on_disk(|store| store.scopes()).await?;
        self.tell(|progress| {
            progress.fetching = scopes
                .iter()
                .filter(|row| !row.leaving && progress.units.iter().any(|line| line.unit == Unit::of(&row.scope)))
                .map(|row| ScopeProgress {
                    scope: row.scope.clone(),
                    unit: Unit::of(&row.scope),
                    name: row.name.clone(),
                    fetched: 0,
                    about: (!row.complete).then(|| u32::try_from(row.about).unwrap_or(u32::MAX)),
                    complete: false,
                })
                .collect();
        });
        self.let_go_of_scopes().await
    }

    async fn let_go_of_scopes(&self) -> Result<(), Interruption> {
        self.engine.on_disk(|store| store.clear_leaving()).await?;
        Ok(())
    }

    async fn fetch_records(&self, levers: &Levers) -> Result<(), Interruption> {
        self.tell(|progress| progress.phase = progress.phase.max(Phase::Fetching));
        let recorded: Vec<Unit> = self.wanted().into_iter().filter(|unit| unit.is_recorded()).collect();
        for unit in recorded {
            self.run_unit(unit, levers).await?;
        }
        self.tell(|progress| progress.phase = Phase::Checking);
        Ok(())
    }

    /// What this pass is about, as far as it goes now.
    pub(crate) fn progress(&self) -> Progress {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Records that came down so far.
    pub(crate) fn fetched(&self) -> u32 {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        progress.fetching.iter().map(|scope| scope.fetched).sum()
    }

    /// Changes the progress and tells of it.
    pub(crate) fn tell(&self, change: impl FnOnce(&mut Progress)) {
        let now = {
            let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut progress);
            progress.clone()
        };
        (self.report)(now);
    }

    pub(crate) fn waiting(&self, wait: Option<Duration>) {
        self.tell(|progress| progress.waiting_seconds = wait.map(|wait| wait.as_secs_f64().ceil() as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_wire::code::Refusal;

    #[test]
    fn no_room_at_the_service_is_not_told_as_no_room_on_this_device() {
        let refusal = Refusal { code: Code::OutOfSpace, reference: "D-1".into(), retry_after: Some(60), limit: None };
        let interruption = Interruption::from(Trouble::Refused(refusal));
        assert_eq!(interruption.end(), SyncEnd::ServiceFailing);
        assert_eq!((interruption.reference(), interruption.asked_to_wait()), (Some("D-1"), Some(Duration::from_secs(60))));
        assert_eq!(Interruption::Store(StoreError::DiskFull).end(), SyncEnd::OutOfSpace);
    }
}
