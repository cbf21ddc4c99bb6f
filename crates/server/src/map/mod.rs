//! Maps: what the tile server behind the service has for an area, and each tile of it.
//!
//! Devices ask us and never the tile server: one host to trust, and only the areas that a person is given. What is deliberately
//! not here: who may ask (`http::tiles`), what a tile looks like inside (nobody here looks).

mod index;
mod tile_server;

pub use index::Index;
pub use tile_server::TileServer;

use crate::engine::{EngineError, client};
use daybook_record::World;
use daybook_wire::map::{Extent, TileId, TileSet};
use index::Ask;
use std::sync::Arc;

/// What an area asks for: its name and its extent, as its record says.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The area's key.
    pub area: String,
    /// Its name.
    pub name: String,
    /// Which tiles.
    pub extent: Extent,
}

/// The maps of the service.
pub struct Maps {
    server: Option<Arc<TileServer>>,
    index: Index,
    attribution: String,
}

impl Maps {
    /// Maps from a tile server at `address`; none where none is configured.
    pub fn of(address: Option<&str>, attribution: &str, fresh_seconds: u64) -> Result<Self, EngineError> {
        let server = address.map(|address| TileServer::new(client()?, address)).transpose()?.map(Arc::new);
        Ok(Self { server, index: Index::fresh_for(fresh_seconds), attribution: attribution.to_owned() })
    }

    /// What the map of an area comes to. Looks at every tile once, and keeps what it saw for some minutes.
    pub async fn set(&self, wanted: Wanted, world: &dyn World) -> Result<TileSet, EngineError> {
        let server = self.server.clone().ok_or(EngineError::NotConfigured)?;
        let ask = Ask { server, wanted, attribution: self.attribution.clone(), now_ms: world.monotonic_ms() };
        self.index.set(ask).await
    }

    /// One tile. Empty where the map has nothing there.
    pub async fn tile(&self, tile: TileId) -> Result<Vec<u8>, EngineError> {
        self.server.as_ref().ok_or(EngineError::NotConfigured)?.tile(tile).await
    }
}
