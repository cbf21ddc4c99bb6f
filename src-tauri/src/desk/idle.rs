//! How long nobody has touched the screen, and when to lock because of it. The screens report touches; here it is decided.
//!
//! Two clocks are asked, because each is blind to something: the one that only goes forward stands still while the laptop
//! sleeps, and the one on the wall can be set back. Whichever says more holds.

use daybook_record::World;
use std::time::Duration;

/// How long before it locks the screens say so.
const WARNING: Duration = Duration::from_secs(60);

/// When the screen was last touched.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Idle {
    monotonic_ms: u64,
    wall_ms: u64,
}

impl Idle {
    /// Touched now.
    pub(crate) fn touched(world: &dyn World) -> Self {
        Self { monotonic_ms: world.monotonic_ms(), wall_ms: world.now_ms() }
    }

    /// What is left of `minutes`; none where it never locks by itself.
    pub(crate) fn left(&self, minutes: u32, world: &dyn World) -> Option<Duration> {
        let limit = limit(minutes)?;
        let by_steady = world.monotonic_ms().saturating_sub(self.monotonic_ms);
        let by_wall = world.now_ms().saturating_sub(self.wall_ms);
        Some(limit.saturating_sub(Duration::from_millis(by_steady.max(by_wall))))
    }

    /// Whole seconds until it locks, while that is worth saying.
    pub(crate) fn warning(&self, minutes: u32, world: &dyn World) -> Option<u32> {
        // Where the limit itself is short, half of it passes in peace.
        let left = self.left(minutes, world).filter(|left| *left <= WARNING.min(limit(minutes).unwrap_or(WARNING) / 2))?;
        u32::try_from(left.as_millis().div_ceil(1000)).ok()
    }
}

fn limit(minutes: u32) -> Option<Duration> {
    (minutes > 0).then(|| Duration::from_secs(60 * u64::from(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

    #[derive(Default)]
    struct Clocks {
        steady: AtomicU64,
        wall: AtomicU64,
    }

    impl World for Clocks {
        fn now_ms(&self) -> u64 {
            self.wall.load(Relaxed)
        }
        fn monotonic_ms(&self) -> u64 {
            self.steady.load(Relaxed)
        }
        fn offset_seconds(&self) -> i32 {
            0
        }
        fn random(&self, _: &mut [u8]) {}
    }

    #[test]
    fn it_is_said_a_minute_before_and_then_it_is_over() {
        let clocks = Clocks::default();
        let idle = Idle::touched(&clocks);
        for (seconds, warning, over) in
            [(0, None, false), (14 * 60, Some(60), false), (15 * 60 - 1, Some(1), false), (15 * 60, Some(0), true)]
        {
            clocks.steady.store(seconds * 1000, Relaxed);
            assert_eq!(idle.warning(15, &clocks), warning, "after {seconds} s");
            assert_eq!(idle.left(15, &clocks) == Some(Duration::ZERO), over, "after {seconds} s");
        }
    }

    #[test]
    fn a_night_with_the_lid_closed_counts() {
        let clocks = Clocks::default();
        let idle = Idle::touched(&clocks);
        clocks.wall.store(8 * 3_600_000, Relaxed);
        assert_eq!(idle.left(15, &clocks), Some(Duration::ZERO));
    }

    #[test]
    fn a_clock_that_is_set_back_gives_nobody_more_time() {
        let clocks = Clocks { steady: AtomicU64::new(0), wall: AtomicU64::new(9_000_000) };
        let idle = Idle::touched(&clocks);
        clocks.wall.store(0, Relaxed);
        clocks.steady.store(15 * 60_000, Relaxed);
        assert_eq!(idle.left(15, &clocks), Some(Duration::ZERO));
    }

    #[test]
    fn a_lever_of_nought_never_locks() {
        let clocks = Clocks::default();
        let idle = Idle::touched(&clocks);
        clocks.steady.store(u64::MAX / 2, Relaxed);
        assert_eq!((idle.left(0, &clocks), idle.warning(0, &clocks)), (None, None));
    }
}
