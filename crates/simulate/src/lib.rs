//! Tests only: several devices and the service in one process, joined by a bad link, played by one seed.
//!
//! Everything is the real thing but three: the clock is the scheduler's and stands still unless all wait, chance comes from
//! the seed, and the link is ours ([`link`]). The same seed gives the same play, step by step and answer by answer, so that a
//! failure found once can be looked at for as long as it takes. What is deliberately not here: what the tests of the rooms
//! try already (half-written pages, full disks), and the screens.

pub mod apart;
pub mod clock;
pub mod coda;
pub mod damage;
pub mod deed;
pub mod dice;
pub mod fate;
pub mod field;
pub mod figures;
pub mod fragile;
pub mod fuse;
pub mod ground;
pub mod journal;
pub mod laptop;
pub mod link;
pub mod parcel;
pub mod play;
pub mod promise;
pub mod script;
pub mod sharing;
pub mod shrink;

pub use figures::Figures;
pub use play::{Played, play};
pub use script::Script;
pub use shrink::shrink;
