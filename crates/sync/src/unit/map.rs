//! The unit `map`: the tiles of an area, side by side with a bound, into a file beside the old one.
//!
//! Counted and weighed before the first tile. What came stays when the link goes or the app is killed, and the next time goes on
//! from there. The set is believed when its checksum is the one that was announced, and not before. What is deliberately not
//! here: the file (`store::map`), and which tiles an area has (`wire::map`).

use crate::engine::Engine;
use crate::pass::Interruption;
use daybook_store::StoreError;
use daybook_store::map::{AreaCard, MapCard, MapFault, Rows, Tile};
use daybook_wire::code::Code;
use daybook_wire::limit;
use daybook_wire::map::{Bounds, Extent, FINEST_ZOOM, TileId, TileSet, set_sha256};
use futures::{FutureExt as _, StreamExt as _, stream};
use serde::Serialize;
use std::path::PathBuf;

/// Tiles asked for at a time.
const SIDE_BY_SIDE: usize = 6;

/// Tiles kept in one transaction.
const KEPT_AT_ONCE: usize = 48;

/// How often a set is begun anew because the service's map changed meanwhile.
const TRIES: u32 = 2;

/// How far the map of an area is. The denominators are fixed before the first tile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct MapProgress {
    /// The area.
    pub area: String,
    /// Tiles in all.
    pub tiles: u64,
    /// Tiles here.
    pub here: u64,
    /// Bytes of the whole map.
    pub bytes: u64,
    /// It is complete, and in use.
    pub complete: bool,
}

/// Who is told of it.
pub type MapReport = dyn Fn(MapProgress) + Send + Sync;

/// Why there is no new map. The old one is where it was.
#[derive(Debug, thiserror::Error)]
pub enum NoMap {
    /// One is being fetched.
    #[error("a map is being fetched")]
    Busy,
    /// It did not come to its end.
    #[error(transparent)]
    Interrupted(#[from] Interruption),
    /// More than a device takes, or a set that does not keep to its own count.
    #[error("the map is larger than a device takes")]
    TooLarge,
    /// The service's map changed while it came down, again and again.
    #[error("the map changed while it came down")]
    Changing,
    /// The file that was brought.
    #[error(transparent)]
    File(#[from] MapFault),
    /// No such area on this device.
    #[error("no such area here")]
    NoArea,
}

impl From<StoreError> for NoMap {
    fn from(error: StoreError) -> Self {
        Self::Interrupted(error.into())
    }
}

impl Engine {
    /// The maps of every area that is this person's; maps of other areas go. Each area for itself: one without a map does not
    /// keep the next from having one, and the first trouble is told in the end.
    pub async fn fetch_maps(&self, report: &MapReport) -> Result<(), NoMap> {
        let areas = self.on_disk(|store| store.map_areas()).await?;
        let keys: Vec<String> = areas.iter().map(|area| area.key.clone()).collect();
        self.on_disk(move |store| store.keep_maps_of(&keys)).await?;
        let mut first = None;
        for area in areas {
            match self.fetch_map(&area.key, report).await {
                Ok(_) => {}
                Err(busy @ NoMap::Busy) => return Err(busy),
                Err(trouble) => first = first.or(Some(trouble)),
            }
        }
        first.map_or(Ok(()), Err)
    }

    /// The same, as a part of a sync. A service without maps has nothing to bring, which is no failure.
    pub(crate) async fn bring_maps(&self) -> Result<(), Interruption> {
        match self.fetch_maps(&|_| ()).await {
            Ok(()) | Err(NoMap::Busy | NoMap::Interrupted(Interruption::NoEngine { code: Code::NotOffered, .. })) => Ok(()),
            Err(NoMap::Interrupted(interruption)) => Err(interruption),
            Err(NoMap::TooLarge | NoMap::Changing | NoMap::File(_) | NoMap::NoArea) => {
                Err(Interruption::NoEngine { code: Code::EngineFailing, reference: String::new() })
            }
        }
    }

    /// The map of one area, where the service's is another than the one here.
    pub async fn fetch_map(&self, area: &str, report: &MapReport) -> Result<MapCard, NoMap> {
        let _alone = self.alone_with_maps().ok_or(NoMap::Busy)?;
        for _ in 0..TRIES {
            let set = self.tile_set(area).await?;
            let here = self.on_disk(at(area, |store, area| store.map(area))).await?;
            if let Some(card) = here.filter(|card| card.sha256.as_deref() == Some(&set.sha256)) {
                report(progress(&set, set.tiles, true));
                return Ok(card);
            }
            let fetched = tokio::select! {
                biased;
                fetched = self.fetch_tiles(&set, report) => fetched,
                () = self.maps_stopped() => Err(Interruption::Stopped.into()),
            }?;
            if fetched == set.sha256 {
                let now = self.world.now();
                let card = self.on_disk(at(area, move |store, area| store.finish_map(area, now))).await?;
                report(progress(&set, set.tiles, true));
                return Ok(card);
            }
            tracing::info!("the map changed while it came down: beginning anew");
            self.on_disk(at(area, |store, area| store.discard_map(area))).await?;
        }
        Err(NoMap::Changing)
    }

    /// What the map of an area comes to, before anything of it is fetched.
    pub async fn tile_set(&self, area: &str) -> Result<TileSet, NoMap> {
        let ask = |access: String| async move { self.remote.tile_set(&access, area).await }.boxed();
        let set = self.call(self.levers().tries, &|_| (), ask).await?;
        if set.area == area && set.is_sound() { Ok(set) } else { Err(NoMap::TooLarge) }
    }

    /// Fetches what is not here yet. Gives the checksum of what is here then.
    async fn fetch_tiles(&self, set: &TileSet, report: &MapReport) -> Result<String, NoMap> {
        let card = card(set, self.world.now());
        let there = self.on_disk(move |store| store.begin_map(&card)).await?;
        let missing: Vec<TileId> = set.extent().tiles().filter(|id| !there.contains(&tile(*id))).collect();
        let mut here = set.tiles - missing.len() as u64;
        report(progress(set, here, false));
        let mut coming = stream::iter(missing).map(|id| self.fetch_tile(&set.area, id)).buffer_unordered(SIDE_BY_SIDE);
        let (mut some, mut bytes, mut trouble) = (Vec::with_capacity(KEPT_AT_ONCE), 0, None);
        let began = self.world.monotonic_ms();
        while let Some(come) = coming.next().await {
            match come {
                Ok((id, data)) => {
                    bytes += data.len() as u64;
                    some.push((tile(id), data));
                }
                Err(interruption) => trouble = Some(NoMap::from(interruption)),
            }
            if bytes > limit::MAP_BYTES {
                trouble = Some(NoMap::TooLarge);
            }
            if some.len() == KEPT_AT_ONCE || trouble.is_some() {
                here += self.keep(&set.area, &mut some).await?;
                report(progress(set, here, false));
            }
            if let Some(trouble) = trouble {
                return Err(trouble);
            }
        }
        let took = self.world.monotonic_ms().saturating_sub(began);
        self.measured_transfer(usize::try_from(bytes).unwrap_or(usize::MAX), took);
        here += self.keep(&set.area, &mut some).await?;
        report(progress(set, here, false));
        let made = self.on_disk(at(&set.area, |store, area| store.made_tiles(area))).await?;
        Ok(set_sha256(made.into_iter().map(|(Tile { z, x, y }, sha256)| (TileId { z, x, y }, sha256))))
    }

    async fn fetch_tile(&self, area: &str, id: TileId) -> Result<(TileId, Vec<u8>), Interruption> {
        let ask = |access: String| async move { self.remote.tile(&access, area, id).await }.boxed();
        Ok((id, self.call(self.levers().tries, &|_| (), ask).await?.to_vec()))
    }

    async fn keep(&self, area: &str, some: &mut Vec<(Tile, Vec<u8>)>) -> Result<u64, NoMap> {
        let tiles = std::mem::take(some);
        let kept = tiles.len() as u64;
        self.on_disk(at(area, move |store, area| store.add_tiles(area, &tiles))).await?;
        Ok(kept)
    }

    /// A map from a file that was brought, as the map of an area.
    pub async fn bring_map(&self, area: &str, file: PathBuf) -> Result<MapCard, NoMap> {
        let _alone = self.alone_with_maps().ok_or(NoMap::Busy)?;
        let areas = self.on_disk(|store| store.map_areas()).await?;
        let area = areas.into_iter().find(|known| known.key == area).ok_or(NoMap::NoArea)?;
        let extent = extent_of(&area).filter(|extent| extent.count() <= limit::MAP_TILES).ok_or(NoMap::TooLarge)?;
        let card = MapCard {
            area: area.key,
            name: area.name,
            bounds: area.bounds,
            smallest_zoom: extent.smallest_zoom,
            largest_zoom: extent.largest_zoom,
            sha256: None,
            // Where the file does not say whose it is, nobody here invents it.
            attribution: String::new(),
            at: self.world.now(),
            tiles: 0,
            bytes: 0,
        };
        let rows: Vec<Rows> = extent.rows().map(|(z, columns, rows)| Rows { z, columns, rows }).collect();
        // What the file says wrong travels beside what the disk says.
        Ok(self.on_disk(move |store| Ok(store.import_map(&file, &card, &rows, limit::MAP_BYTES))).await??)
    }
}

/// The tiles of an area, as its record says; none where it says nothing sound.
fn extent_of(area: &AreaCard) -> Option<Extent> {
    let [west, south, east, north] = area.bounds;
    let bounds = Bounds { west, south, east, north };
    let extent = Extent { bounds, smallest_zoom: area.smallest_zoom, largest_zoom: area.largest_zoom.min(FINEST_ZOOM) };
    extent.is_sound().then_some(extent)
}

fn card(set: &TileSet, at: daybook_record::Moment) -> MapCard {
    let Bounds { west, south, east, north } = set.bounds;
    MapCard {
        area: set.area.clone(),
        name: set.name.clone(),
        bounds: [west, south, east, north],
        smallest_zoom: set.smallest_zoom,
        largest_zoom: set.largest_zoom,
        sha256: Some(set.sha256.clone()),
        attribution: set.attribution.clone(),
        at,
        tiles: set.tiles,
        bytes: set.bytes,
    }
}

fn progress(set: &TileSet, here: u64, complete: bool) -> MapProgress {
    MapProgress { area: set.area.clone(), tiles: set.tiles, here, bytes: set.bytes, complete }
}

fn tile(TileId { z, x, y }: TileId) -> Tile {
    Tile { z, x, y }
}

/// Work on the store about an area, whose key goes with it.
fn at<T>(
    area: &str,
    work: impl FnOnce(&daybook_store::Store, &str) -> Result<T, StoreError> + Send + 'static,
) -> impl FnOnce(&daybook_store::Store) -> Result<T, StoreError> + Send + 'static {
    let area = area.to_owned();
    move |store| work(store, &area)
}
