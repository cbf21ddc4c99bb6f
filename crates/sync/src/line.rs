//! The line: is our service reachable? Judged by its own answers and nothing else; what the operating system calls
//! "online" is only a reason to ask sooner.
//!
//! A pure state machine: observations go in with the time of a clock that only goes forward.

use crate::remote::Trouble;
use daybook_wire::code::Code;
use std::time::Duration;

/// What the last answer said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// Not asked yet.
    #[default]
    Unknown,
    /// Our service answers.
    Online,
    /// Nothing answers.
    Offline,
    /// Something answers that is not our service.
    NotOurService,
    /// Our service answers with an error.
    ServiceFailing,
}

/// The line over time.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    line: Line,
    /// Since when it has been online without a break, and when that was last seen.
    online: Option<(u64, u64)>,
    /// Probes in a row that did not reach our service.
    missed: u32,
}

/// The longest pause between two probes while the service is out of reach.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

impl Watch {
    /// Takes note of an answer, or of none. True where the line changed.
    ///
    /// `gap_ms`: if nothing was heard for longer than that, the laptop slept, and what held before the sleep holds no more.
    pub fn hear(&mut self, answer: Result<(), &Trouble>, at_ms: u64, gap_ms: u64) -> bool {
        let before = self.line;
        self.line = match answer {
            Ok(()) => Line::Online,
            Err(Trouble::NoAnswer | Trouble::TooSlow) => Line::Offline,
            Err(Trouble::NotOurService { .. }) => Line::NotOurService,
            Err(Trouble::Failing { .. }) => Line::ServiceFailing,
            Err(Trouble::Refused(refusal)) => match refusal.code {
                Code::Internal | Code::Unavailable | Code::OutOfSpace | Code::SlowDown => Line::ServiceFailing,
                // It refuses in our own protocol: it is there.
                _ => Line::Online,
            },
        };
        if self.line == Line::Online {
            self.missed = 0;
            let since = match self.online {
                Some((since, seen)) if at_ms.saturating_sub(seen) <= gap_ms => since,
                _ => at_ms,
            };
            self.online = Some((since, at_ms));
        } else {
            self.missed = self.missed.saturating_add(1);
            self.online = None;
        }
        self.line != before
    }

    /// What the last answer said.
    pub fn line(&self) -> Line {
        self.line
    }

    /// Since when it has been online without a break.
    pub fn online_since_ms(&self) -> Option<u64> {
        self.online.map(|(since, _)| since)
    }

    /// For how long it has been online without a break.
    pub fn online_for(&self, at_ms: u64) -> Option<Duration> {
        self.online.map(|(since, _)| Duration::from_millis(at_ms.saturating_sub(since)))
    }

    /// How long until the next probe: steady while online, backing off while not. `dice` from 0 to 1 keeps devices apart.
    pub fn pause(&self, steady: Duration, settled: Duration, at_ms: u64, dice: f64) -> Duration {
        if self.line == Line::Online {
            // While it settles, ask more often: one answer at the beginning and one at the end would prove little.
            let settling = self.online_for(at_ms).is_some_and(|online| online < settled);
            return if settling { steady.min((settled / 3).max(Duration::from_millis(250))) } else { steady };
        }
        let doubled = Duration::from_secs(1).saturating_mul(2_u32.saturating_pow(self.missed.saturating_sub(1).min(10)));
        doubled.min(LONGEST_PAUSE).min(steady.max(Duration::from_secs(2))).mul_f64(0.75 + dice.clamp(0.0, 1.0) / 4.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_wire::code::Refusal;

    const GAP: u64 = 60_000;

    #[test]
    fn only_our_own_answer_is_online() {
        let refused = |code| Trouble::Refused(Refusal { code, reference: String::new(), retry_after: None, limit: None });
        let table = [
            (Ok(()), Line::Online),
            (Err(Trouble::NoAnswer), Line::Offline),
            (Err(Trouble::TooSlow), Line::Offline),
            (Err(Trouble::NotOurService { status: 200 }), Line::NotOurService),
            (Err(Trouble::NotOurService { status: 302 }), Line::NotOurService),
            (Err(Trouble::Failing { status: 502, retry_after: None }), Line::ServiceFailing),
            (Err(refused(Code::Unavailable)), Line::ServiceFailing),
            (Err(refused(Code::TokenExpired)), Line::Online),
        ];
        for (answer, line) in table {
            let mut watch = Watch::default();
            watch.hear(answer.as_ref().copied(), 1, GAP);
            assert_eq!(watch.line(), line, "{answer:?}");
        }
    }

    #[test]
    fn a_flapping_link_never_settles() {
        let mut watch = Watch::default();
        for round in 0..20 {
            watch.hear(Ok(()), round * 4_000, GAP);
            assert!(watch.online_for(round * 4_000 + 3_999).unwrap() < Duration::from_secs(5));
            watch.hear(Err(&Trouble::NoAnswer), round * 4_000 + 3_999, GAP);
            assert_eq!(watch.online_for(round * 4_000 + 3_999), None);
        }
    }

    #[test]
    fn what_held_before_a_sleep_holds_no_more() {
        let mut watch = Watch::default();
        watch.hear(Ok(()), 0, GAP);
        watch.hear(Ok(()), 10_000, GAP);
        assert_eq!(watch.online_for(10_000), Some(Duration::from_secs(10)));
        watch.hear(Ok(()), 8 * 3_600_000, GAP);
        assert_eq!(watch.online_for(8 * 3_600_000), Some(Duration::ZERO));
    }

    #[test]
    fn probing_backs_off_but_never_stops() {
        let mut watch = Watch::default();
        let steady = Duration::from_secs(15);
        let mut last = Duration::ZERO;
        for at in 0..50 {
            watch.hear(Err(&Trouble::NoAnswer), at, GAP);
            let pause = watch.pause(steady, Duration::from_secs(5), at, 1.0);
            assert!(pause >= last && pause <= steady);
            last = pause;
        }
    }
}
