//! The driver: keeps an eye on the line, and rings when the full page may be due. It never starts a sync by itself: the
//! person presses the button.

use crate::line::{Line, Watch};
use crate::remote::Remote;
use daybook_record::World;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// How often to look, from the levers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// Between probes while all is well.
    pub steady: Duration,
    /// How long the service must have been reachable.
    pub settled: Duration,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { steady: Duration::from_secs(15), settled: Duration::from_secs(5) }
    }
}

/// Watches the line to one service.
pub struct Driver {
    remote: Arc<dyn Remote>,
    world: Arc<dyn World>,
    state: Mutex<(Watch, Rhythm)>,
    nudge: Notify,
    organisation: Mutex<Option<String>>,
    measured_ms: std::sync::atomic::AtomicU64,
}

impl Driver {
    /// A driver that has not looked yet.
    pub fn new(remote: Arc<dyn Remote>, world: Arc<dyn World>) -> Self {
        Self {
            remote,
            world,
            state: Mutex::default(),
            nudge: Notify::new(),
            organisation: Mutex::default(),
            measured_ms: Default::default(),
        }
    }

    /// What the last answer said, and for how long it has been online without a break.
    pub fn line(&self) -> (Line, Option<Duration>) {
        let now = self.world.monotonic_ms();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.0.line(), state.0.online_for(now))
    }

    /// Since when it has been online without a break, by the clock that only goes forward: another number is another connection.
    pub fn online_since_ms(&self) -> Option<u64> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.online_since_ms()
    }

    /// Looks sooner: the operating system says that something changed, a sync ended, a window woke up.
    pub fn look_now(&self) {
        self.nudge.notify_one();
    }

    /// Sets how often to look.
    pub fn set_rhythm(&self, rhythm: Rhythm) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1 = rhythm;
    }

    /// Milliseconds the last answered probe took, if one was answered.
    pub fn round_trip_ms(&self) -> Option<u64> {
        Some(self.measured_ms.load(std::sync::atomic::Ordering::Relaxed)).filter(|milliseconds| *milliseconds > 0)
    }

    /// Through which organisation people sign in at this service, by what it last said of itself.
    pub fn organisation_sign_in(&self) -> Option<String> {
        self.organisation.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks for ever. `ring` is called when the line changed, and once when it has held for the settled time.
    pub async fn run(&self, ring: impl Fn()) {
        let mut was_settled = false;
        loop {
            let changed = self.look().await;
            let (pause, settled) = self.next_look();
            if changed || settled != was_settled {
                ring();
            }
            was_settled = settled;
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.nudge.notified() => {}
            }
        }
    }

    /// One probe. True where the line changed, or what the service says of itself.
    pub async fn look(&self) -> bool {
        let mut nonce = [0; 12];
        self.world.random(&mut nonce);
        let began = self.world.monotonic_ms();
        let answer = self.remote.probe(&hex::encode(nonce)).await;
        let now = self.world.monotonic_ms();
        let mut offers_another = false;
        if let Ok(reply) = &answer {
            self.measured_ms.store(now.saturating_sub(began).max(1), std::sync::atomic::Ordering::Relaxed);
            let mut organisation = self.organisation.lock().unwrap_or_else(PoisonError::into_inner);
            offers_another = *organisation != reply.organisation_sign_in;
            organisation.clone_from(&reply.organisation_sign_in);
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let gap = state.1.steady * 3 + Duration::from_secs(10);
        state.0.hear(answer.as_ref().map(|_| ()), now, gap.as_millis() as u64) || offers_another
    }

    fn next_look(&self) -> (Duration, bool) {
        let mut dice = [0; 1];
        self.world.random(&mut dice);
        let now = self.world.monotonic_ms();
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (watch, rhythm) = (&state.0, state.1);
        let settled = watch.online_for(now).is_some_and(|online| online >= rhythm.settled);
        (watch.pause(rhythm.steady, rhythm.settled, now, f64::from(dice[0]) / 255.0), settled)
    }
}
