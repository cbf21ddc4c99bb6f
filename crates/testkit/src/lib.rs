//! Tests only: what a whole system needs around it before one can try to break it.
//!
//! - [`TestWorld`]: a clock that stands until it is moved, and dice that fall the same way every time.
//! - [`Shifted`]: the real world with a clock that stands elsewhere and can be moved.
//! - [`Clinic`]: a service with people and children in it, in a thread, on a free port.
//! - [`BadLink`]: the way there, which can be cut, slowed, caught by a captive portal, or lose a reply.
//! - [`map`]: a drawn village, its tiles and its streets, served by real engines.
//! - [`organisation`]: an organisation's own sign-in, and a browser on the way through it.
//!
//! Used from `tests/` folders only: a unit test of a crate that this one depends on would see two copies of its types.

mod clinic;
pub mod link;
pub mod map;
pub mod organisation;
mod world;

pub use clinic::Clinic;
// So that a room's tests can look into the service without a door of their own to it.
pub use daybook_server as server;
pub use link::{Answer, BadLink, Road, Wifi};
pub use world::{Shifted, TestWorld};
