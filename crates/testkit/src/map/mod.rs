//! Real engines for maps and routes: a village drawn by code, vector tiles of it, a tile server and a routing engine.
//!
//! Village → OSM XML → tilemaker → MBTiles → martin, and the same XML → OSRM with its profile for people on foot. All of it on
//! 127.0.0.1, on free ports, stopped by their process when they are dropped. What is deliberately not here: installing the
//! engines (`cargo xtask setup` does).

mod engine;
mod village;

pub use engine::{Engines, NoEngine, shared_map};
pub use village::{Village, bounds_of};
