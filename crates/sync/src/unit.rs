//! The parts of a sync, each run alone: what it fetches, how it ended, and that the others go on where it fails.
//!
//! Scopes are fetched by `pull.rs`, whichever part they belong to. What is deliberately not here: the order of things (`pass.rs`)
//! and which parts are asked for (`engine.rs`).

mod analytics;
mod ids;
pub mod map;
pub mod routes;

use crate::pass::{Interruption, Pass};
use crate::report::UnitState;
use daybook_record::{Scope, Unit};
use daybook_wire::session::Levers;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt};

/// Parts that come down side by side, beside what goes up.
const SIDE_BY_SIDE: usize = 2;

impl Pass<'_> {
    /// The parts that were asked for.
    pub(crate) fn wanted(&self) -> Vec<Unit> {
        self.progress().units.iter().map(|line| line.unit).collect()
    }

    /// What may come while records are still being sent: what nobody on a device writes. One part that fails does not keep the
    /// others from coming; the first failure is told at the end.
    pub(crate) async fn fetch_beside(&self, levers: &Levers) -> Result<(), Interruption> {
        let wanted = self.wanted();
        // First, because it says which areas there are: a map that comes beside it would be a map of nothing.
        let reference =
            if wanted.contains(&Unit::Records) { self.fetch_where(levers, |scope| *scope == Scope::Reference).await } else { Ok(()) };
        // Boxed, because a future over any lifetime cannot yet promise that it may change threads.
        let beside = |unit: &Unit| (!unit.is_recorded() && !unit.follows()).then(|| self.run_unit(*unit, levers).boxed());
        let parts: Vec<BoxFuture<'_, _>> = wanted.iter().filter_map(beside).collect();
        let parts: Vec<_> = futures::stream::iter(parts).buffer_unordered(SIDE_BY_SIDE).collect().await;
        reference?;
        parts.into_iter().collect()
    }

    /// What follows from what was sent, now that it is there.
    pub(crate) async fn fetch_after(&self, levers: &Levers) -> Result<(), Interruption> {
        let mut outcome = Ok(());
        for unit in self.wanted().into_iter().filter(|unit| unit.follows()) {
            outcome = self.run_unit(unit, levers).await.and(outcome);
        }
        outcome
    }

    /// Runs one part, and notes how it ended.
    pub(crate) async fn run_unit(&self, unit: Unit, levers: &Levers) -> Result<(), Interruption> {
        self.tell_unit(unit, UnitState::Running, None);
        let outcome = match unit {
            Unit::Map => self.engine.bring_maps().await,
            Unit::Routes => self.engine.bring_routes().await,
            Unit::Ids => self.fetch_ids(levers).await,
            Unit::Analytics => self.send_used(levers).await,
            _ => self.fetch_where(levers, |scope| *scope != Scope::Reference && Unit::of(scope) == unit).await,
        };
        if unit == Unit::Contacts && outcome.is_ok() {
            // They open while the app is locked, too.
            self.engine.on_disk(|store| store.keep_contacts_beside()).await?;
        }
        self.end_unit(unit, outcome.as_ref().err()).await?;
        // A tile server that is down is told of the map, and not of what somebody recorded; counts are told of nothing else at all.
        if matches!(unit, Unit::Map | Unit::Routes | Unit::Analytics) { Ok(()) } else { outcome }
    }

    /// Notes how a part ended.
    pub(crate) async fn end_unit(&self, unit: Unit, interruption: Option<&Interruption>) -> Result<(), Interruption> {
        let (failure, at) = (interruption.map(Interruption::end), self.engine.world.now());
        if let Some(interruption) = interruption {
            tracing::info!(%unit, %interruption, "a part of the sync did not complete");
        }
        self.engine.on_disk(move |store| store.end_unit(unit, failure, at)).await?;
        self.tell_unit(unit, if failure.is_none() { UnitState::Done } else { UnitState::Failed }, failure);
        Ok(())
    }

    fn tell_unit(&self, unit: Unit, state: UnitState, failure: Option<daybook_store::view::SyncEnd>) {
        self.tell(|progress| {
            for line in progress.units.iter_mut().filter(|line| line.unit == unit) {
                (line.state, line.failure) = (state, failure);
            }
        });
    }
}
