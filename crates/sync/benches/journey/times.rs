//! Durations, and what they come to. The middle says how it usually is, the upper end what a nurse complains of.

use std::time::{Duration, Instant};

/// How long something took, each time it was done.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does it once more.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (done, took) = timed(work);
        self.0.push(took);
        done
    }

    /// It was done elsewhere, and took that long.
    pub fn took(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// All of them together, shared out.
    pub fn mean(&self) -> Duration {
        self.0.iter().sum::<Duration>() / self.0.len() as u32
    }

    /// The milliseconds that so many of a hundred stayed under.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)].as_secs_f64() * 1e3
    }
}

/// Does it, and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}
