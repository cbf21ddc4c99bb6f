//! The real world: the one place in the app that looks at the clock and throws the dice (law 13).

use daybook_record::World;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// The clock on the wall, the clock that only goes forward, the system's source of chance.
pub struct RealWorld {
    started: Instant,
}

impl RealWorld {
    /// From here on the monotonic clock counts.
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }
}

impl World for RealWorld {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    fn now_ms(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
    }

    fn monotonic_ms(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    fn offset_seconds(&self) -> i32 {
        chrono::Local::now().offset().local_minus_utc()
    }

    fn random(&self, into: &mut [u8]) {
        // Without chance two records could get one id: better to stop than to go on.
        #[expect(clippy::expect_used, reason = "an id without chance would mix up two children")]
        getrandom::fill(into).expect("the system gives no chance");
    }
}
