//! Quietly: what may come down by itself, and when. A pure decision on what the team's levers say.
//!
//! Nothing that a person recorded is ever sent behind her back, unless her organisation has switched that on. What is
//! deliberately not here: the full page that asks her (`ask.rs`).

use crate::line::Line;
use daybook_record::Moment;
use daybook_wire::session::Levers;
use std::time::Duration;

/// What the decision is taken on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the last answer said.
    pub line: Line,
    /// For how long the service has been reachable without a break.
    pub online_for: Option<Duration>,
    /// When the last sync or download ended.
    pub last: Option<Moment>,
    /// It has come online since then.
    pub came_online: bool,
    /// The machine has slept since then.
    pub woke: bool,
    /// Changes that wait.
    pub unsent: u32,
    /// Now.
    pub now: Moment,
    /// A sync is going on, or a form is open.
    pub busy: bool,
    /// What the team says.
    pub levers: &'a Levers,
}

/// What is to be done by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quietly {
    /// Nothing.
    Nothing,
    /// Fetch, and send nothing.
    Download,
    /// Send and fetch: the organisation has switched that on for its campaigns.
    Sync,
}

/// Nothing is tried again sooner than that, whatever the levers say.
const REST_SECONDS: i64 = 60;

/// What is to be done now.
pub fn due(facts: &Facts<'_>) -> Quietly {
    let Facts { levers, .. } = facts;
    let settled = Duration::from_millis(u64::from(levers.settled_ms));
    let online = facts.line == Line::Online && facts.online_for.is_some_and(|online| online >= settled);
    let since = facts.last.map_or(i64::MAX, |last| facts.now.seconds_since(last));
    if !online || facts.busy || since < REST_SECONDS {
        return Quietly::Nothing;
    }
    let time_has_come = levers.quiet_download_minutes > 0 && since >= i64::from(levers.quiet_download_minutes) * 60;
    let enough_waits = levers.sync_after_changes > 0 && facts.unsent >= levers.sync_after_changes && levers.uploads_by_themselves;
    let asked =
        (levers.quiet_when_online && facts.came_online) || (levers.quiet_after_sleep && facts.woke) || time_has_come || enough_waits;
    match (asked, levers.uploads_by_themselves && facts.unsent > 0) {
        (false, _) => Quietly::Nothing,
        (true, true) => Quietly::Sync,
        (true, false) => Quietly::Download,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_by_itself_is_what_the_levers_say_and_no_more() {
        let now = Moment::parse("2026-09-14T12:00:00+01:00").unwrap();
        let off = Levers { quiet_download_minutes: 0, ..Levers::default() };
        let on = Levers { quiet_when_online: true, quiet_after_sleep: true, quiet_download_minutes: 30, ..Levers::default() };
        let up = Levers { uploads_by_themselves: true, sync_after_changes: 5, ..Levers::default() };
        let ago = |minutes: i64| Some(now.plus_seconds(-60 * minutes));
        let facts = Facts {
            line: Line::Online,
            online_for: Some(Duration::from_secs(60)),
            last: ago(10),
            came_online: false,
            woke: false,
            unsent: 0,
            now,
            busy: false,
            levers: &on,
        };
        let table = [
            (facts, Quietly::Nothing, "nothing has happened"),
            (Facts { came_online: true, ..facts }, Quietly::Download, "it came online"),
            (Facts { woke: true, ..facts }, Quietly::Download, "the lid was opened"),
            (Facts { last: ago(31), ..facts }, Quietly::Download, "half an hour is over"),
            (Facts { came_online: true, unsent: 3, ..facts }, Quietly::Download, "what waits is not sent behind her back"),
            (Facts { came_online: true, levers: &off, ..facts }, Quietly::Nothing, "the levers say nothing"),
            (Facts { last: ago(600), levers: &off, ..facts }, Quietly::Nothing, "not even after hours"),
            (Facts { came_online: true, busy: true, ..facts }, Quietly::Nothing, "a form is open"),
            (Facts { came_online: true, line: Line::Offline, ..facts }, Quietly::Nothing, "nothing answers"),
            (Facts { came_online: true, online_for: Some(Duration::ZERO), ..facts }, Quietly::Nothing, "it has just begun to answer"),
            (Facts { came_online: true, last: ago(0), ..facts }, Quietly::Nothing, "a link that flaps is left alone for a minute"),
            (Facts { unsent: 5, levers: &up, ..facts }, Quietly::Sync, "enough waits, and it may be sent"),
            (Facts { unsent: 4, levers: &up, ..facts }, Quietly::Nothing, "not enough waits"),
            (
                Facts { unsent: 50, levers: &Levers { sync_after_changes: 5, ..Levers::default() }, ..facts },
                Quietly::Nothing,
                "it may not be sent",
            ),
        ];
        for (facts, expected, because) in table {
            assert_eq!(due(&facts), expected, "{because}");
        }
    }
}
