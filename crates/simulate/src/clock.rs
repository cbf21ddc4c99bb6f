//! Time in the simulation: the paused clock of the scheduler, seen through each machine's own wall clock.
//!
//! Nothing here looks at the real clock. A device's wall clock may jump by years; the scheduler's never does.

use crate::dice::Dice;
use daybook_record::World;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::time::Instant;

/// A Monday in September 2026 at half past nine, British summer time.
pub const MORNING_MS: u64 = 1_789_374_600_000;

/// How far the play is. Moved by whoever acts on the scheduler's thread, read by the service, which runs on another.
#[derive(Debug, Default)]
pub struct Clock {
    began: Mutex<Option<Instant>>,
    now_ms: AtomicU64,
}

impl Clock {
    /// Begins, on the scheduler's thread.
    pub fn begin(&self) {
        *self.began.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Takes the scheduler's time over. On its thread alone: elsewhere the real clock would answer.
    pub fn look(&self) -> u64 {
        let began = *self.began.lock().unwrap_or_else(PoisonError::into_inner);
        let now = began.map_or(0, |began| Instant::now().duration_since(began).as_millis() as u64);
        self.now_ms.store(now, Ordering::SeqCst);
        now
    }

    /// The time when it was last looked at.
    pub fn seen(&self) -> u64 {
        self.now_ms.load(Ordering::SeqCst)
    }
}

/// One machine's clock and chance.
#[derive(Debug)]
pub struct SimWorld {
    clock: Arc<Clock>,
    on_schedule: bool,
    skew_ms: AtomicI64,
    dice: Mutex<Dice>,
}

impl SimWorld {
    /// A device's: it acts on the scheduler's thread.
    pub fn of_device(clock: Arc<Clock>, seed: u64) -> Self {
        Self { clock, on_schedule: true, skew_ms: AtomicI64::new(0), dice: Mutex::new(Dice::of(seed)) }
    }

    /// The service's: it acts on threads of its own, while the scheduler waits for it.
    pub fn of_service(clock: Arc<Clock>, seed: u64) -> Self {
        Self { on_schedule: false, ..Self::of_device(clock, seed) }
    }

    /// Somebody sets the wall clock.
    pub fn jump(&self, ms: i64) {
        self.skew_ms.store(ms, Ordering::SeqCst);
    }
}

impl World for SimWorld {
    fn now_ms(&self) -> u64 {
        MORNING_MS.saturating_add(self.monotonic_ms()).saturating_add_signed(self.skew_ms.load(Ordering::SeqCst))
    }

    fn monotonic_ms(&self) -> u64 {
        if self.on_schedule { self.clock.look() } else { self.clock.seen() }
    }

    fn offset_seconds(&self) -> i32 {
        3_600
    }

    fn random(&self, into: &mut [u8]) {
        let mut dice = self.dice.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in into.chunks_mut(8) {
            chunk.copy_from_slice(&dice.throw().to_le_bytes()[..chunk.len()]);
        }
    }
}
