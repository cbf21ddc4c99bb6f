//! The change log, and the state that is derived from it in the same transaction.

use super::DbError;
use daybook_record::{Change, ChangeId, Held, Kind, Made, Moment, Receipt, RecordId, Scope, Version};
use daybook_wire::pull::{Digest, Gone, PulledRecord};

/// Where a change came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A person with a device.
    Field,
    /// A file, or the command line.
    Import,
    /// A person at support, who decided.
    Support,
    /// The service itself: a ticket it opened, a record that moved with its child.
    Service,
}

impl Origin {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Origin::Field => "field",
            Origin::Import => "import",
            Origin::Support => "support",
            Origin::Service => "service",
        }
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Option<Self> {
        [Origin::Field, Origin::Import, Origin::Support, Origin::Service].into_iter().find(|origin| origin.as_str() == text)
    }
}

/// Why the device's own time of a change is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// By the device's corrected clock it was made after it arrived.
    Ahead,
    /// It was made longer ago than a device is ever offline.
    LongAgo,
    /// One of the two, and nobody ever measured that device's clock.
    Unmeasured,
}

impl Doubt {
    /// A device that is later than that has a wrong clock, not a slow link.
    const AHEAD_SECONDS: i64 = 10 * 60;
    /// Longer than a school year with its holidays.
    const LONG_AGO_SECONDS: i64 = 400 * 24 * 3600;

    /// What is to be doubted in the time at which a change was made, when it arrives at this time. It is taken all the same.
    pub fn of(made: &Made, arrived: Moment) -> Option<Self> {
        let offset = made.offset_seconds.unwrap_or(0);
        let late = made.at.seconds().saturating_add(offset).saturating_sub(arrived.seconds());
        let (ahead, long_ago) = (late > Self::AHEAD_SECONDS, late < -Self::LONG_AGO_SECONDS);
        match (ahead || long_ago, made.offset_seconds) {
            (false, _) => None,
            (true, None) => Some(Doubt::Unmeasured),
            (true, Some(_)) => Some(if ahead { Doubt::Ahead } else { Doubt::LongAgo }),
        }
    }

    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Doubt::Ahead => "ahead",
            Doubt::LongAgo => "long_ago",
            Doubt::Unmeasured => "unmeasured",
        }
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Option<Self> {
        [Doubt::Ahead, Doubt::LongAgo, Doubt::Unmeasured].into_iter().find(|doubt| doubt.as_str() == text)
    }
}

/// A change that arrived, and what became of it. Never altered.
#[derive(Clone, Debug, PartialEq)]
pub struct Logged {
    /// As it came.
    pub change: Change,
    /// What was answered.
    pub receipt: Receipt,
    /// Where it came from.
    pub origin: Origin,
    /// Where the time at which it says it was made is in doubt.
    pub time_suspect: Option<Doubt>,
}

/// A record as it is now, and where it belongs.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What it is.
    pub kind: Kind,
    /// Its values, marks and version.
    pub held: Held,
    /// Who may pull it.
    pub scope: Scope,
    /// The child it is about.
    pub child: Option<RecordId>,
}

/// Verbs about changes and records.
pub trait Records {
    /// Takes the next number of the organisation's order. Ordered by commit, because there is one writer.
    fn next_sequence(&self, org: &str) -> Result<Version, DbError>;
    /// The last number taken.
    fn last_sequence(&self, org: &str) -> Result<Version, DbError>;
    /// Writes a change into the log.
    fn log(&self, org: &str, logged: &Logged) -> Result<(), DbError>;
    /// The change with this id, if it ever arrived.
    fn logged(&self, org: &str, change: ChangeId) -> Result<Option<Logged>, DbError>;
    /// The change at this place of the order.
    fn logged_at(&self, org: &str, sequence: Version) -> Result<Option<Logged>, DbError>;
    /// Every change of this record that ever arrived, in order, whatever became of it.
    fn history(&self, org: &str, kind: Kind, id: RecordId) -> Result<Vec<Logged>, DbError>;
    /// When the change at this place of the order arrived.
    fn received_at(&self, org: &str, sequence: Version) -> Result<Option<Moment>, DbError> {
        Ok(self.logged_at(org, sequence)?.map(|logged| logged.receipt.at))
    }

    /// Gives this number to a record. False where the number, or the record, has another already.
    fn register(&self, org: &str, record: RecordId, number: &str) -> Result<bool, DbError>;
    /// The number that a record has, if it has one.
    fn registration(&self, org: &str, record: RecordId) -> Result<Option<String>, DbError>;

    /// One record, removed or not.
    fn record(&self, org: &str, kind: Kind, id: RecordId) -> Result<Option<Kept>, DbError>;
    /// Every record of a kind that is not removed. For imports and the command line; a device pages.
    fn records(&self, org: &str, kind: Kind) -> Result<Vec<Kept>, DbError>;
    /// Every record about a child, the child herself and removed ones included.
    fn records_of_child(&self, org: &str, child: RecordId) -> Result<Vec<Kept>, DbError>;
    /// Keeps a record as it is now. Only `ingest` calls this: digest and departures go with it.
    fn keep(&self, org: &str, kept: &Kept) -> Result<(), DbError>;

    /// Live records of a scope past a place of the order, at most so many, in order.
    fn page(&self, org: &str, scope: &Scope, after: Version, most: u32) -> Result<Vec<PulledRecord>, DbError>;
    /// What left a scope past a place of the order, at most so many, in order.
    fn departures(&self, org: &str, scope: &Scope, after: Version, most: u32) -> Result<Vec<Gone>, DbError>;
    /// Notes that a record left a scope.
    fn depart(&self, org: &str, scope: &Scope, gone: &Gone) -> Result<(), DbError>;
    /// Forgets that a record left a scope: it is back.
    fn arrive(&self, org: &str, scope: &Scope, kind: Kind, id: RecordId) -> Result<(), DbError>;
    /// Count and sum over the live records of a scope.
    fn digest(&self, org: &str, scope: &Scope) -> Result<Digest, DbError>;
    /// Sets count and sum.
    fn save_digest(&self, org: &str, scope: &Scope, digest: Digest) -> Result<(), DbError>;
}
