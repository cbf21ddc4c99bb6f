//! Sparing a connection: when it is offered to bring what a day's work needs and to leave the rest for later, and about how much
//! that rest is.
//!
//! Whether it is slow follows from what was measured on this very connection; whether it costs money, only the person knows. What
//! is deliberately not here: bringing anything (`run.rs`).

use crate::engine::Engine;
use crate::line::Line;
use crate::unit::map::NoMap;
use crate::{Code, Interruption};
use daybook_record::Unit;
use daybook_store::StoreError;
use serde::Serialize;

/// A small request that takes so long: what needs many of them takes for ever.
const SLOW_ROUND_TRIP_MS: u64 = 1_000;
/// Slower than that, a map of ten megabytes takes more than two minutes.
const SLOW_BYTES_PER_SECOND: u64 = 64 * 1024;
/// What a record of the smaller parts comes to on the wire.
const BYTES_A_RECORD: u64 = 300;

/// What is known of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What the last answer said.
    pub line: Line,
    /// Milliseconds for a small request, where one was answered.
    pub round_trip_ms: Option<u64>,
    /// How fast something larger travelled, where it did.
    pub bytes_per_second: Option<u64>,
    /// The person says that it costs money.
    pub costs: bool,
}

/// Why the essentials alone are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Spare {
    /// The connection costs money.
    Costs,
    /// The connection is slow.
    Slow,
}

/// Whether the essentials alone are offered, and why.
pub fn because(facts: Facts) -> Option<Spare> {
    let slow = facts.round_trip_ms.is_some_and(|milliseconds| milliseconds >= SLOW_ROUND_TRIP_MS)
        || facts.bytes_per_second.is_some_and(|speed| speed < SLOW_BYTES_PER_SECOND);
    match facts.line {
        Line::Online if facts.costs => Some(Spare::Costs),
        Line::Online if slow => Some(Spare::Slow),
        _ => None,
    }
}

/// What else would come, beside the essentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Rest {
    /// The parts of which something is still to come.
    pub parts: Vec<RestPart>,
    /// Bytes in all, as far as they are known.
    pub bytes: u64,
    /// Seconds it takes at this speed; none where nothing was measured.
    pub seconds: Option<u32>,
}

/// One part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RestPart {
    /// Which.
    pub unit: Unit,
    /// About so many bytes; none where the service could not say.
    pub bytes: Option<u64>,
}

impl Engine {
    /// About how much the rest is. The maps are weighed by the service: a small question for each area.
    pub async fn rest(&self) -> Result<Rest, StoreError> {
        let mut parts = Vec::new();
        // What is counted goes up, and is no part of what would come down.
        for &unit in Unit::ALL.iter().filter(|unit| !Unit::ESSENTIAL.contains(unit) && **unit != Unit::Analytics) {
            let bytes = match unit {
                Unit::Map => self.weigh_maps().await?,
                Unit::Routes => Some(self.weigh_routes().await?),
                _ => Some(self.weigh_records(unit).await?),
            };
            if bytes != Some(0) {
                parts.push(RestPart { unit, bytes });
            }
        }
        let bytes = parts.iter().filter_map(|part| part.bytes).sum();
        Ok(Rest { seconds: self.seconds_for(bytes), bytes, parts })
    }

    /// The maps that are not here as the service has them. One that it cannot weigh it cannot send now, either: none only where it
    /// could weigh none of those that may be to come.
    async fn weigh_maps(&self) -> Result<Option<u64>, StoreError> {
        let (mut bytes, mut unknown) = (0, false);
        for area in self.on_disk(|store| store.map_areas()).await? {
            let set = match self.tile_set(&area.key).await {
                Ok(set) => set,
                Err(NoMap::Interrupted(Interruption::NoEngine { code: Code::NotOffered, .. })) => continue,
                Err(trouble) => {
                    tracing::info!(%trouble, "a map could not be weighed");
                    unknown = true;
                    continue;
                }
            };
            let here = self.on_disk(move |store| store.map(&area.key)).await?;
            if here.is_none_or(|card| card.sha256.as_deref() != Some(&set.sha256)) {
                bytes += set.bytes;
            }
        }
        Ok((bytes > 0 || !unknown).then_some(bytes))
    }

    /// The routes that would be worked out anew, each about as long as it was.
    async fn weigh_routes(&self) -> Result<u64, StoreError> {
        let today = self.world.today();
        self.on_disk(move |store| {
            let mut bytes = 0;
            for area in store.map_areas()? {
                let old = store.route(&area.key)?.filter(|route| route.at.date() != today || route.straight > 0);
                bytes += old.and_then(|route| serde_json::to_vec(&route).ok()).map_or(0, |written| written.len() as u64);
            }
            Ok(bytes)
        })
        .await
    }

    /// What has not come to its end yet, of records.
    async fn weigh_records(&self, unit: Unit) -> Result<u64, StoreError> {
        let scopes = self.on_disk(|store| store.scopes()).await?;
        let coming = scopes.iter().filter(|row| Unit::of(&row.scope) == unit && !row.complete && !row.leaving);
        Ok(coming.map(|row| row.about.saturating_sub(row.fetched) * BYTES_A_RECORD).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_essentials_alone_are_offered_where_a_connection_is_slow_or_costs_money() {
        let fast = Facts { line: Line::Online, round_trip_ms: Some(80), bytes_per_second: Some(2_000_000), costs: false };
        let table = [
            (fast, None, "it is fast and costs nothing"),
            (Facts { costs: true, ..fast }, Some(Spare::Costs), "it costs money, however fast it is"),
            (Facts { round_trip_ms: Some(1_000), ..fast }, Some(Spare::Slow), "a small request takes a second"),
            (Facts { round_trip_ms: Some(999), ..fast }, None, "just below a second"),
            (Facts { bytes_per_second: Some(65_535), ..fast }, Some(Spare::Slow), "what is larger crawls"),
            (Facts { bytes_per_second: Some(65_536), ..fast }, None, "just fast enough"),
            (Facts { bytes_per_second: None, ..fast }, None, "nothing larger has travelled yet"),
            (Facts { round_trip_ms: None, bytes_per_second: None, ..fast }, None, "nothing was measured"),
            (Facts { costs: true, round_trip_ms: Some(4_000), ..fast }, Some(Spare::Costs), "both: what she said is said"),
            (Facts { line: Line::Offline, costs: true, ..fast }, None, "there is no connection to spare"),
            (Facts { line: Line::NotOurService, round_trip_ms: Some(4_000), ..fast }, None, "our service does not answer"),
        ];
        for (facts, expected, because_of) in table {
            assert_eq!(because(facts), expected, "{because_of}");
        }
    }
}
