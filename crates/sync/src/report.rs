//! Reports: what the engine says while it works. It reports; it never draws or prints.
//!
//! Counts whole changes and only moves forward; the denominator is fixed before the start (a progress line that went back,
//! or past 100 %, is how others taught their users to distrust it).

use daybook_record::{Scope, Unit};
use daybook_store::view::SyncEnd;
use serde::Serialize;

/// What the engine is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Greeting the service: token, epoch, levers.
    Greeting,
    /// Sending what waits.
    Sending,
    /// Fetching what is new.
    Fetching,
    /// Both sides count.
    Checking,
    /// It ended.
    Ended,
}

/// Where a sync stands. Sent as a whole every time, so that a late listener misses nothing.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Changes in the frozen set.
    pub total: u32,
    /// Of them, with a receipt.
    pub received: u32,
    /// Part by part, how far it is.
    pub units: Vec<UnitProgress>,
    /// Scope by scope, what comes down.
    pub fetching: Vec<ScopeProgress>,
    /// Waiting to try again, in so many seconds.
    pub waiting_seconds: Option<u32>,
    /// How it ended, in the phase `ended`.
    pub end: Option<SyncEnd>,
}

/// How far a part of the sync is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// Its turn has not come.
    Waiting,
    /// It is being sent or fetched.
    Running,
    /// It went well.
    Done,
    /// It did not; the others go on.
    Failed,
}

/// A part of the sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct UnitProgress {
    /// Which.
    pub unit: Unit,
    /// How far it is.
    pub state: UnitState,
    /// How it failed, where it did.
    pub failure: Option<SyncEnd>,
}

/// How much of a scope has come down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ScopeProgress {
    /// Which part of what the service holds.
    pub scope: Scope,
    /// The unit it belongs to: its kind, in the words of the screens.
    pub unit: Unit,
    /// As people say it.
    pub name: String,
    /// Records that came.
    pub fetched: u32,
    /// About how many there are; none where only what is new comes.
    pub about: Option<u32>,
    /// All of it is here.
    pub complete: bool,
}
