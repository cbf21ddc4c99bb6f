//! What a set of tiles comes to: counted, weighed and summed up once, and kept for some minutes.
//!
//! A tile server does not tell what changed, so every tile is looked at. That is work, and so it is done once however many
//! devices ask, and to its end even where the one who asked first has gone.

use super::tile_server::TileServer;
use super::{EngineError, Wanted};
use daybook_wire::limit;
use daybook_wire::map::{TileId, TileSet, set_sha256, tile_sha256};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tiles looked at at a time for one area.
const SIDE_BY_SIDE: usize = 16;

/// Areas kept at a time; past it all are looked at anew. More than a service has.
const MOST_AREAS: usize = 10_000;

/// What was seen last, by area.
pub struct Index {
    fresh_ms: u64,
    seen: Mutex<HashMap<String, Arc<tokio::sync::Mutex<Option<Seen>>>>>,
}

struct Seen {
    wanted: Wanted,
    at_ms: u64,
    set: TileSet,
}

/// What it takes to look.
pub(super) struct Ask {
    pub(super) server: Arc<TileServer>,
    pub(super) wanted: Wanted,
    pub(super) attribution: String,
    pub(super) now_ms: u64,
}

impl Index {
    /// Keeps what was seen for so long.
    pub fn fresh_for(seconds: u64) -> Self {
        Self { fresh_ms: seconds.saturating_mul(1_000), seen: Mutex::default() }
    }

    pub(super) async fn set(&self, ask: Ask) -> Result<TileSet, EngineError> {
        let mut here = self.place(&ask.wanted.area).lock_owned().await;
        if let Some(seen) = here.as_ref()
            && seen.wanted == ask.wanted
            && ask.now_ms.saturating_sub(seen.at_ms) < self.fresh_ms
        {
            return Ok(seen.set.clone());
        }
        // A task of its own: a device that gives up waiting finds it done when it asks again.
        let looking = tokio::spawn(async move {
            let set = look(&ask).await?;
            *here = Some(Seen { wanted: ask.wanted, at_ms: ask.now_ms, set: set.clone() });
            Ok(set)
        });
        looking.await.map_err(|_| EngineError::Silent)?
    }

    fn place(&self, area: &str) -> Arc<tokio::sync::Mutex<Option<Seen>>> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST_AREAS && !seen.contains_key(area) {
            seen.clear();
        }
        Arc::clone(seen.entry(area.to_owned()).or_default())
    }
}

async fn look(ask: &Ask) -> Result<TileSet, EngineError> {
    let Wanted { area, name, extent } = &ask.wanted;
    if !extent.is_sound() || extent.count() > limit::MAP_TILES {
        return Err(EngineError::TooLarge);
    }
    let weighed: Vec<(TileId, usize, [u8; 32])> = stream::iter(extent.tiles())
        .map(|tile| async move {
            let bytes = ask.server.tile(tile).await?;
            Ok::<_, EngineError>((tile, bytes.len(), tile_sha256(&bytes)))
        })
        .buffered(SIDE_BY_SIDE)
        .try_collect()
        .await?;
    let bytes = weighed.iter().map(|(_, bytes, _)| *bytes as u64).sum();
    match bytes {
        0 => Err(EngineError::Nothing),
        1..=limit::MAP_BYTES => Ok(TileSet {
            area: area.clone(),
            name: name.clone(),
            bounds: extent.bounds,
            smallest_zoom: extent.smallest_zoom,
            largest_zoom: extent.largest_zoom,
            tiles: weighed.len() as u64,
            bytes,
            sha256: set_sha256(weighed.into_iter().map(|(tile, _, sha256)| (tile, sha256))),
            attribution: ask.attribution.clone(),
        }),
        _ => Err(EngineError::TooLarge),
    }
}
