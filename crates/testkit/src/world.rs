//! Worlds for tests: one in which nothing moves unless the test moves it, and the real one at another time of day.

use daybook_record::{Moment, World};
use daybook_server::ActualWorld;
use std::sync::atomic::{AtomicI32, AtomicI64, AtomicU64, Ordering};

/// A clock that stands until it is moved, and dice that fall the same way for the same seed.
#[derive(Debug)]
pub struct TestWorld {
    wall_ms: AtomicU64,
    monotonic_ms: AtomicU64,
    offset_seconds: AtomicI32,
    dice: AtomicU64,
}

impl TestWorld {
    /// A Monday in September at half past nine, British summer time; dice from the seed.
    pub fn seeded(seed: u64) -> Self {
        let monday = Moment::at(1_789_374_600, 3_600);
        let world = Self {
            wall_ms: AtomicU64::new(0),
            monotonic_ms: AtomicU64::new(0),
            offset_seconds: AtomicI32::new(0),
            dice: AtomicU64::new(seed),
        };
        world.set(monday);
        world
    }

    /// Time goes by: both clocks move.
    pub fn advance_ms(&self, ms: u64) {
        self.wall_ms.fetch_add(ms, Ordering::SeqCst);
        self.monotonic_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Somebody sets the wall clock: only that one jumps. The offset becomes the moment's own.
    pub fn set(&self, moment: Moment) {
        self.wall_ms.store(u64::try_from(moment.seconds()).unwrap_or(0) * 1_000, Ordering::SeqCst);
        let local = moment.date().and_time(moment.time()).and_utc().timestamp();
        self.offset_seconds.store(i32::try_from(local - moment.seconds()).unwrap_or(0), Ordering::SeqCst);
    }
}

impl World for TestWorld {
    fn now_ms(&self) -> u64 {
        self.wall_ms.load(Ordering::SeqCst)
    }

    fn monotonic_ms(&self) -> u64 {
        self.monotonic_ms.load(Ordering::SeqCst)
    }

    fn offset_seconds(&self) -> i32 {
        self.offset_seconds.load(Ordering::SeqCst)
    }

    /// SplitMix64: a counter, well stirred. Good enough to tell ids apart, and the same on every run.
    fn random(&self, into: &mut [u8]) {
        for chunk in into.chunks_mut(8) {
            let state = self.dice.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst).wrapping_add(0x9e37_79b9_7f4a_7c15);
            let stirred = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(stirred ^ (stirred >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

/// The real world with a clock on the wall that stands elsewhere, and can be moved: a night goes by in no time.
#[derive(Debug, Default)]
pub struct Shifted {
    actual: ActualWorld,
    by_ms: AtomicI64,
}

impl Shifted {
    /// So many seconds ahead; behind where they are negative.
    pub fn by(seconds: i64) -> Self {
        Self { by_ms: AtomicI64::new(seconds * 1_000), ..Self::default() }
    }

    /// So many seconds later than before.
    pub fn forward(&self, seconds: i64) {
        self.by_ms.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl World for Shifted {
    fn now_ms(&self) -> u64 {
        self.actual.now_ms().saturating_add_signed(self.by_ms.load(Ordering::SeqCst))
    }

    fn monotonic_ms(&self) -> u64 {
        self.actual.monotonic_ms()
    }

    fn offset_seconds(&self) -> i32 {
        self.actual.offset_seconds()
    }

    fn random(&self, into: &mut [u8]) {
        self.actual.random(into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_until_it_is_moved() {
        let world = TestWorld::seeded(1);
        assert_eq!(world.now().to_string(), "2026-09-14T09:30:00+01:00");
        world.advance_ms(90_000);
        assert_eq!((world.now().to_string().as_str(), world.monotonic_ms()), ("2026-09-14T09:31:30+01:00", 90_000));
    }

    #[test]
    fn a_wall_clock_that_is_set_does_not_move_the_monotonic_one() {
        let world = TestWorld::seeded(1);
        world.set(Moment::parse("2031-01-01T00:00:00+00:00").unwrap());
        assert_eq!((world.now().to_string().as_str(), world.monotonic_ms()), ("2031-01-01T00:00:00+00:00", 0));
    }

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (one, same, other) = (TestWorld::seeded(7), TestWorld::seeded(7), TestWorld::seeded(8));
        let ids: Vec<_> = [&one, &same, &other].map(|world| [world.mint(), world.mint()]).into();
        assert_eq!(ids[0], ids[1]);
        assert_ne!(ids[0], ids[2]);
        assert_ne!(ids[0][0], ids[0][1]);
    }
}
