//! Maps and routes: what is on this device, and what is fetched while there is a connection.

use super::{AtDesk, edge};
use crate::dto::{AreaMap, CommandError, ErrorCode, RouteWish};
use crate::error::Refused;
use daybook_store::map::{MapPoint, Tile, unpack};
use daybook_store::route::Route;
use daybook_sync::unit::map::MapProgress;
use daybook_sync::unit::routes::Wish;
use std::path::PathBuf;
use tauri::ipc::{Channel, Response};

/// The areas of this person, each with its map where there is one.
#[tauri::command]
pub async fn maps(desk: AtDesk<'_>) -> Result<Vec<AreaMap>, CommandError> {
    let found = desk.with_store(|store| {
        let with_map = |area: daybook_store::map::AreaCard| Ok(AreaMap { map: store.map(&area.key)?, area });
        store.map_areas()?.into_iter().map(with_map).collect::<Result<Vec<_>, Refused>>()
    });
    edge(&desk, found.await)
}

/// Households of an area that have a place, and who was visited.
#[tauri::command]
pub async fn map_points(desk: AtDesk<'_>, area: String) -> Result<Vec<MapPoint>, CommandError> {
    let found = desk.with_store(move |store| Ok(store.map_points(&area)?)).await;
    edge(&desk, found)
}

/// A tile, unpacked, as bytes and not as JSON. None where the map has nothing there.
#[tauri::command]
pub async fn map_tile(desk: AtDesk<'_>, area: String, z: u8, x: u32, y: u32) -> Result<Response, CommandError> {
    let found = desk.with_store(move |store| Ok(store.map_tile(&area, Tile { z, x, y })?)).await;
    edge(&desk, found).map(|tile| Response::new(tile.and_then(|tile| unpack(&tile)).unwrap_or_default()))
}

/// What the map of an area would come to, as the service says: nothing is fetched.
#[tauri::command]
pub async fn map_size(desk: AtDesk<'_>, area: String) -> Result<MapProgress, CommandError> {
    let outcome = async {
        let set = desk.at_work()?.engine.tile_set(&area).await?;
        Ok::<_, Refused>(MapProgress { area: set.area, tiles: set.tiles, here: 0, bytes: set.bytes, complete: false })
    };
    edge(&desk, outcome.await)
}

/// Fetches the map of an area. The one in use stays until the new one is complete.
#[tauri::command]
pub async fn fetch_map(desk: AtDesk<'_>, area: String, progress: Channel<MapProgress>) -> Result<(), CommandError> {
    let report = move |now: MapProgress| {
        if let Err(error) = progress.send(now) {
            tracing::debug!(%error, "nobody watches the map");
        }
    };
    let outcome = async { Ok::<_, Refused>(desk.at_work()?.engine.fetch_map(&area, &report).await.map(drop)?) };
    let outcome = outcome.await;
    desk.ring();
    edge(&desk, outcome)
}

/// Stop: what has come stays, and the next time goes on from there.
#[tauri::command]
pub async fn stop_map(desk: AtDesk<'_>) -> Result<(), CommandError> {
    let outcome = desk.at_work().map(|open| open.engine.stop_maps());
    edge(&desk, outcome)
}

/// Takes the map of an area from a file that was brought.
#[tauri::command]
pub async fn bring_map(desk: AtDesk<'_>, area: String, file: String) -> Result<(), CommandError> {
    let outcome = async { Ok::<_, Refused>(desk.at_work()?.engine.bring_map(&area, PathBuf::from(file.trim())).await.map(drop)?) };
    let outcome = outcome.await;
    desk.ring();
    edge(&desk, outcome)
}

/// Removes the map of an area from this device. Nothing that was recorded is in it.
#[tauri::command]
pub async fn remove_map(desk: AtDesk<'_>, area: String) -> Result<(), CommandError> {
    let outcome = desk.with_store(move |store| Ok(store.remove_map(&area)?)).await;
    desk.ring();
    edge(&desk, outcome)
}

/// Today's route through an area, with what was registered since joined by straight lines.
#[tauri::command]
pub async fn route(desk: AtDesk<'_>, area: String) -> Result<Option<Route>, CommandError> {
    let found = desk.with_store(move |store| Ok(store.route(&area)?)).await;
    edge(&desk, found)
}

/// Asks the service for the way through the households that wait, or those that were chosen, and keeps it.
#[tauri::command]
pub async fn plan_route(desk: AtDesk<'_>, area: String, wish: RouteWish) -> Result<Route, CommandError> {
    let RouteWish { from, households, back_to_start } = wish;
    let outcome = async {
        if households.as_ref().is_some_and(Vec::is_empty) {
            return Err(Refused::Plain(ErrorCode::NothingWaits));
        }
        Ok(desk.at_work()?.engine.plan_route(&area, Wish { from, households, back_to_start }).await?)
    };
    let outcome = outcome.await;
    desk.ring();
    edge(&desk, outcome)
}
