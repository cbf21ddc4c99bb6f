//! The tile server: anything that answers `{address}/{z}/{x}/{y}` with a vector tile.

use crate::engine::{self, EngineError};
use daybook_wire::limit;
use daybook_wire::map::TileId;
use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header::ACCEPT_ENCODING;
use reqwest::{Client, StatusCode, Url};
use std::io::Write as _;
use tokio::sync::Semaphore;

/// Tiles asked for at a time, by everybody together.
const AT_A_TIME: usize = 32;

/// The tile server at an address.
pub struct TileServer {
    client: Client,
    base: Url,
    places: Semaphore,
}

impl TileServer {
    /// The one there. Asks nothing yet.
    pub fn new(client: Client, address: &str) -> Result<Self, EngineError> {
        Ok(Self { client, base: engine::address(address)?, places: Semaphore::new(AT_A_TIME) })
    }

    /// A tile, packed with gzip as MBTiles files keep it; empty where the map has nothing there.
    pub async fn tile(&self, TileId { z, x, y }: TileId) -> Result<Vec<u8>, EngineError> {
        let _place = self.places.acquire().await.map_err(|_| EngineError::Silent)?;
        let address = self.base.join(&format!("{z}/{x}/{y}")).map_err(|_| EngineError::BadAddress)?;
        let response = self.client.get(address).header(ACCEPT_ENCODING, "gzip").send().await?;
        match response.status() {
            StatusCode::OK => packed(engine::read(response, limit::TILE_BYTES).await?),
            StatusCode::NO_CONTENT | StatusCode::NOT_FOUND => Ok(Vec::new()),
            other => Err(EngineError::Status(other.as_u16())),
        }
    }
}

/// Servers may give a tile unpacked, whatever was asked. The packing has no time in it: the same tile packs to the same bytes.
fn packed(tile: Vec<u8>) -> Result<Vec<u8>, EngineError> {
    if tile.is_empty() || tile.starts_with(&[0x1f, 0x8b]) {
        return Ok(tile);
    }
    // A vector tile begins with a layer: field 3, a length behind it. A page or a picture does not.
    if tile.first() != Some(&0x1a) {
        return Err(EngineError::Nonsense);
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(&tile).and_then(|()| packer.finish()).map_err(|_| EngineError::Nonsense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_that_came_unpacked_is_packed_and_a_page_is_none() {
        assert_eq!(packed(vec![]), Ok(vec![]));
        assert_eq!(packed(vec![0x1f, 0x8b, 8]), Ok(vec![0x1f, 0x8b, 8]));
        let tile = packed(b"\x1a\x02ab".to_vec()).unwrap();
        assert!(tile.starts_with(&[0x1f, 0x8b]));
        assert_eq!(packed(b"\x1a\x02ab".to_vec()), Ok(tile));
        assert_eq!(packed(b"<html>sign in</html>".to_vec()), Err(EngineError::Nonsense));
    }
}
