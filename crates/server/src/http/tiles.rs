//! Maps for devices: only of areas that are the person's, and of those only the tiles within.

use super::State;
use super::caller::{Caller, Welcome};
use super::refused::Refused;
use super::reply::Reply;
use crate::authority::{self, Right};
use crate::db::Tx;
use crate::engine::EngineError;
use crate::map::Wanted;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use daybook_record::kind::Area;
use daybook_record::{Kind, RecordId, Scope};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::map::{Bounds, Extent, FINEST_ZOOM, TILE_MEDIA_TYPE, TileId, TileSet};

/// A tile's content type, as a header.
pub(super) const TILE: HeaderValue = HeaderValue::from_static(TILE_MEDIA_TYPE);

/// What the map of an area comes to.
#[utoipa::path(get, path = "/v1/tiles/{area}", tag = "map", params(("area" = String, Path)),
    responses((status = 200, body = TileSet, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn set(service: State, Welcome(caller): Welcome, Path(area): Path<String>) -> Result<Reply<TileSet>, Refused> {
    let wanted = wanted(&service, &caller, area).await?;
    Ok(Reply(service.maps.set(wanted, service.world.as_ref()).await?))
}

/// One tile of it.
#[utoipa::path(get, path = "/v1/tiles/{area}/{z}/{x}/{y}", tag = "map",
    params(("area" = String, Path), ("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.daybook.tile.v1+gzip", description = "No bytes where the map has nothing there"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn tile(
    service: State,
    Welcome(caller): Welcome,
    Path((area, z, x, y)): Path<(String, u8, u32, u32)>,
) -> Result<Response, Refused> {
    let (wanted, tile) = (wanted(&service, &caller, area).await?, TileId { z, x, y });
    if !wanted.extent.contains(tile) {
        return Err(Code::NotFound.into());
    }
    Ok(([(header::CONTENT_TYPE, TILE)], service.maps.tile(tile).await?).into_response())
}

async fn wanted(service: &State, caller: &Caller, key: String) -> Result<Wanted, Refused> {
    let area = area_of(service, caller, key).await?;
    let extent = Extent { bounds: bounds_of(&area), smallest_zoom: area.smallest_zoom, largest_zoom: area.largest_zoom.min(FINEST_ZOOM) };
    Ok(Wanted { area: area.key, name: area.name, extent })
}

/// An area that is the person's. One that is not is none: whoever asks learns nothing of it.
pub(super) async fn area_of(service: &State, caller: &Caller, key: String) -> Result<Area, Refused> {
    let (org, user) = (caller.org.clone(), caller.user);
    let look = move |tx: &dyn Tx| -> Result<Area, Refused> {
        if !authority::scopes(tx, &org, user, Right::Fetch)?.contains(&Scope::Area(key.clone())) {
            return Err(Code::NotFound.into());
        }
        let kept = tx.record(&org, Kind::Area, RecordId::of_area(&key))?.filter(|kept| !kept.held.removed);
        kept.and_then(|kept| kept.held.facts.read().ok()).ok_or_else(|| Code::NotFound.into())
    };
    service.read(look).await
}

/// The area's rectangle.
pub(super) fn bounds_of(area: &Area) -> Bounds {
    Bounds { west: area.west, south: area.south, east: area.east, north: area.north }
}

impl From<EngineError> for Refused {
    fn from(error: EngineError) -> Self {
        tracing::warn!(%error, "an engine for maps or routes");
        match error.code() {
            code @ Code::EngineFailing => Refused::wait(code, 5),
            code => code.into(),
        }
    }
}
