//! Asking: is the full page "You're back online" due? A pure decision, so that it can be read aloud from a table.
//!
//! Not here: whether the person is in the middle of a form. Only the screens know that, and they wait for its end.

use crate::line::Line;
use chrono::{NaiveTime, Timelike};
use daybook_record::Moment;
use daybook_store::Snooze;
use std::time::Duration;

/// What the decision is taken on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the last answer said.
    pub line: Line,
    /// For how long the service has been reachable without a break.
    pub online_for: Option<Duration>,
    /// How long that must be.
    pub settled: Duration,
    /// Changes that wait.
    pub unsent: u32,
    /// A snooze, running or over.
    pub snooze: Option<&'a Snooze>,
    /// Now.
    pub now: Moment,
    /// A sync is going on.
    pub syncing: bool,
    /// After a sync that failed: not before this moment, unless the person presses Sync herself.
    pub not_before: Option<Moment>,
}

/// True where the page is due.
pub fn is_due(facts: &Facts<'_>) -> bool {
    let settled = facts.line == Line::Online && facts.online_for.is_some_and(|online| online >= facts.settled);
    let snoozing = match facts.snooze {
        None => false,
        Some(Snooze::OnlyWhenAsked) => true,
        Some(Snooze::Until(until)) => facts.now < *until,
    };
    let backing_off = facts.not_before.is_some_and(|moment| facts.now < moment);
    settled && facts.unsent > 0 && !snoozing && !facts.syncing && !backing_off
}

/// The moment meant by "this afternoon, or tomorrow morning": 13:30 before noon, else 8:00 tomorrow.
pub fn later(now: Moment) -> Moment {
    let seconds_into_day = i64::from(now.time().num_seconds_from_midnight());
    let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).map_or(0, |time| i64::from(time.num_seconds_from_midnight()));
    if seconds_into_day < at(12, 0) {
        now.plus_seconds(at(13, 30) - seconds_into_day)
    } else {
        now.plus_seconds(24 * 3600 + at(8, 0) - seconds_into_day)
    }
}

/// How long to wait before asking again after so many failed syncs in a row; never sooner than the service asked.
pub fn back_off(failures: u32, asked: Option<Duration>) -> Duration {
    let minutes = match failures {
        0 => return asked.unwrap_or_default(),
        1 => 1,
        2 => 5,
        3 => 15,
        _ => 30,
    };
    Duration::from_secs(minutes * 60).max(asked.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn the_page_is_due_only_when_all_four_hold() {
        let now = moment("2026-09-14T12:00:00+01:00");
        let before = Snooze::Until(now.plus_seconds(-1));
        let after = Snooze::Until(now.plus_seconds(60));
        let good = Facts {
            line: Line::Online,
            online_for: Some(Duration::from_secs(5)),
            settled: Duration::from_secs(5),
            unsent: 1,
            snooze: None,
            now,
            syncing: false,
            not_before: None,
        };
        let table = [
            (good, true, "online for the settled time, and something waits"),
            (Facts { unsent: 0, ..good }, false, "with nothing unsent it does not appear"),
            (Facts { online_for: Some(Duration::from_millis(4_999)), ..good }, false, "not settled yet"),
            (Facts { online_for: None, line: Line::Offline, ..good }, false, "offline"),
            (Facts { line: Line::NotOurService, ..good }, false, "a portal is not our service"),
            (Facts { line: Line::ServiceFailing, ..good }, false, "an error is not an invitation"),
            (Facts { snooze: Some(&after), ..good }, false, "snoozing"),
            (Facts { snooze: Some(&before), ..good }, true, "the snooze is over"),
            (Facts { snooze: Some(&Snooze::OnlyWhenAsked), ..good }, false, "only when she presses Sync"),
            (Facts { syncing: true, ..good }, false, "it is syncing already"),
            (Facts { not_before: Some(now.plus_seconds(30)), ..good }, false, "it failed a moment ago"),
        ];
        for (facts, due, because) in table {
            assert_eq!(is_due(&facts), due, "{because}");
        }
    }

    #[test]
    fn later_is_this_afternoon_in_the_morning_and_tomorrow_morning_after_that() {
        assert_eq!(later(moment("2026-09-14T09:10:00+01:00")), moment("2026-09-14T13:30:00+01:00"));
        assert_eq!(later(moment("2026-09-14T12:00:00+01:00")), moment("2026-09-15T08:00:00+01:00"));
        assert_eq!(later(moment("2026-09-14T23:59:59+01:00")), moment("2026-09-15T08:00:00+01:00"));
    }

    #[test]
    fn it_asks_again_later_each_time_and_never_sooner_than_the_service_asked() {
        let mut last = Duration::ZERO;
        for failures in 0..6 {
            assert!(back_off(failures, None) >= last);
            last = back_off(failures, None);
            assert!(back_off(failures, Some(Duration::from_secs(7200))) >= Duration::from_secs(7200));
        }
    }
}
