//! Running: a sync of everything, of some parts, quietly, or of what was asked for; and how each ended. One at a time (law 8).
//!
//! What a pass does stands in `pass.rs`, the parts in `unit.rs`, what may come by itself in `quiet.rs`.

use crate::engine::{Engine, Report};
use crate::pass::{Interruption, Pass, Sends, Task};
use crate::remote::Trouble;
use crate::report::{Phase, UnitState};
use daybook_record::unit::Priority;
use daybook_record::{SyncId, Unit};
use daybook_store::view::SyncEnd;
use daybook_store::{Frozen, StoreError};
use std::sync::Arc;

/// A sync did not begin.
#[derive(Debug, thiserror::Error)]
pub enum NotBegun {
    /// One is going on.
    #[error("a sync is going on")]
    Busy,
    /// The service does not answer.
    #[error("no sync now: {0}")]
    NoConnection(#[from] Trouble),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was run, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ran {
    /// Its id.
    pub sync: SyncId,
    /// How it ended.
    pub end: SyncEnd,
    /// Whether it was to send: then there is an account of it.
    pub sends: bool,
}

impl Engine {
    /// One sync of everything. Gives its id once it has ended, however it ended; the account is derived from the store.
    pub async fn sync(&self, report: Arc<Report>) -> Result<SyncId, NotBegun> {
        self.sync_units(Unit::ALL, report).await
    }

    /// One sync of these parts. Where one of them is recorded in the field, everything that waits is sent.
    pub async fn sync_units(&self, units: &[Unit], report: Arc<Report>) -> Result<SyncId, NotBegun> {
        Ok(self.run(units, report).await?.sync)
    }

    /// The same, and how it ended.
    pub async fn run(&self, units: &[Unit], report: Arc<Report>) -> Result<Ran, NotBegun> {
        let _one_at_a_time = self.alone().ok_or(NotBegun::Busy)?;
        let sync = SyncId(self.world.mint());
        let what = what_is_sent(units);
        let sends = what != Sends::Nothing;
        let started = self.world.now();
        let frozen = if sends { self.on_disk(move |store| store.begin_sync(sync, started)).await? } else { Frozen::nothing(sync) };
        let (end, reference, fetched) = self.pass(Task { frozen, sends: what, units: units.to_vec() }, report).await?;
        if sends {
            let at = self.world.now();
            self.on_disk(move |store| store.end_sync(sync, end, reference, fetched, at)).await?;
        }
        Ok(Ran { sync, end, sends })
    }

    /// Fetches these parts and sends nothing: what comes down behind a person's back. What is recorded in the field comes only
    /// where nothing waits to be sent (law 5). Gives how it ended.
    pub async fn download(&self, units: &[Unit], report: Arc<Report>) -> Result<SyncEnd, NotBegun> {
        let _one_at_a_time = self.alone().ok_or(NotBegun::Busy)?;
        let waits = self.on_disk(|store| store.unsent()).await?.changes > 0;
        let units: Vec<Unit> = units.iter().copied().filter(|unit| *unit != Unit::Analytics && !(waits && unit.is_recorded())).collect();
        let frozen = Frozen::nothing(SyncId(self.world.mint()));
        let (end, ..) = self.pass(Task { frozen, sends: Sends::Nothing, units }, report).await?;
        Ok(end)
    }

    /// Asks for these parts. They wait in a queue that survives a restart, the more urgent first; one that is asked for twice
    /// runs once. `discard_pending` empties the queue before. Where the service does not answer nothing is asked for, and this
    /// says so. What was asked for runs with [`Engine::run_asked`].
    pub async fn trigger(&self, units: &[Unit], priority: Priority, discard_pending: bool) -> Result<(), NotBegun> {
        let mut nonce = [0; 12];
        self.world.random(&mut nonce);
        self.remote.probe(&hex::encode(nonce)).await?;
        let (units, at) = (units.to_vec(), self.world.now());
        Ok(self.on_disk(move |store| store.ask(&units, priority, discard_pending, at)).await?)
    }

    /// Runs what was asked for, the most urgent first, until nothing waits or the service cannot be reached. Gives the last
    /// run; none where nothing waited. What was not tried stays in the queue.
    pub async fn run_asked(&self, report: Arc<Report>) -> Result<Option<Ran>, NotBegun> {
        let mut last = None;
        loop {
            let units = self.on_disk(|store| store.next_asked()).await?;
            if units.is_empty() {
                return Ok(last);
            }
            last = Some(self.run(&units, report.clone()).await?);
            let failed = self.on_disk(move |store| Ok(store.units()?.iter().any(|row| units.contains(&row.unit) && row.failure.is_some())));
            if failed.await? {
                return Ok(last);
            }
        }
    }

    /// One pass, from its first word to how it ended: the end, its reference for support, how many records came down.
    async fn pass(&self, task: Task, report: Arc<Report>) -> Result<(SyncEnd, Option<String>, u32), NotBegun> {
        self.forget_that_orders_were_heard();
        let stopped = self.stop.notified();
        tokio::pin!(stopped);
        stopped.as_mut().enable();
        let pass = Pass::new(self, task, report);
        let outcome = tokio::select! {
            // What came about in the same moment came about: it is not called stopped.
            biased;
            outcome = pass.run() => outcome,
            () = stopped => Err(Interruption::Stopped),
        };
        let (end, reference) = self.end(&pass, outcome).await?;
        pass.tell(|progress| {
            progress.phase = Phase::Ended;
            progress.end = Some(end);
            progress.waiting_seconds = None;
        });
        Ok((end, reference, pass.fetched()))
    }

    /// How it ended. "Completed" is derived: nothing of the frozen set is without a receipt (law 1). A part whose turn never came
    /// ended as the whole did.
    async fn end(&self, pass: &Pass<'_>, outcome: Result<(), Interruption>) -> Result<(SyncEnd, Option<String>), StoreError> {
        let sync = pass.frozen.sync;
        let left = self.on_disk(move |store| store.frozen_left(sync)).await?;
        let (end, reference) = match outcome {
            Ok(()) if left == 0 => (SyncEnd::Completed, None),
            Ok(()) => (SyncEnd::ServiceFailing, None),
            Err(interruption) => {
                tracing::info!(%interruption, left, "the sync did not complete");
                self.remember_wait(interruption.asked_to_wait());
                (interruption.end(), Some(interruption.reference().map_or_else(|| short(sync), str::to_owned)))
            }
        };
        if end == SyncEnd::Completed {
            self.remember_wait(None);
        }
        let at = self.world.now();
        let open = pass.progress().units.into_iter().filter(|line| matches!(line.state, UnitState::Waiting | UnitState::Running));
        let open: Vec<Unit> = open.map(|line| line.unit).collect();
        let failure = (end != SyncEnd::Completed).then_some(end);
        self.on_disk(move |store| open.iter().try_for_each(|unit| store.end_unit(*unit, failure, at))).await?;
        Ok((end, reference))
    }
}

/// A reference for a sync of which the service knows nothing: the end of its id, to be read out.
fn short(sync: SyncId) -> String {
    let text = sync.0.simple().to_string().to_uppercase();
    format!("D-{}", &text[text.len() - 6..])
}

/// Of a run, by the parts that were asked for.
fn what_is_sent(units: &[Unit]) -> Sends {
    match (units.iter().any(|unit| unit.is_recorded()), units.iter().all(|unit| Unit::ESSENTIAL.contains(unit))) {
        (false, _) => Sends::Nothing,
        (true, true) => Sends::Essentials,
        (true, false) => Sends::Everything,
    }
}
