//! The real world, the one place of the service that looks at the clock and rolls dice.

use daybook_record::World;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// The clock of this machine and the chance of its operating system.
#[derive(Debug)]
pub struct ActualWorld {
    started: Instant,
}

impl Default for ActualWorld {
    fn default() -> Self {
        Self { started: Instant::now() }
    }
}

impl World for ActualWorld {
    #[expect(clippy::disallowed_methods, reason = "this is the World that everybody else asks")]
    fn now_ms(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    #[expect(clippy::disallowed_methods, reason = "this is the World that everybody else asks")]
    fn offset_seconds(&self) -> i32 {
        chrono::Local::now().offset().local_minus_utc()
    }

    #[expect(clippy::expect_used, reason = "without chance there are no ids and no tokens: stopping is the only safe answer")]
    fn random(&self, into: &mut [u8]) {
        getrandom::fill(into).expect("the operating system gives random bytes");
    }
}
