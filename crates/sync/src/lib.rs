//! How a device and the service agree: the engine. It knows the store and the wire; neither Tauri nor axum.
//!
//! Runnable without an app, many at a time in one process: clock, chance and link are passed in.

pub mod answer;
pub mod ask;
pub mod carrier;
pub mod driver;
pub mod engine;
pub mod hand_in;
pub mod http;
pub mod line;
pub mod organisation;
mod pass;
pub mod plan;
mod protocol;
mod pull;
mod push;
pub mod quiet;
pub mod release;
pub mod remote;
pub mod report;
pub mod retry;
mod run;
pub mod sign_in;
pub mod spare;
pub mod trust;
pub mod unit;
pub mod wipe;

pub use carrier::Carrier;
pub use driver::Driver;
pub use engine::{Engine, Ran, levers_of};
pub use http::HttpRemote;
pub use pass::Interruption;
pub use remote::{Remote, Trouble};
// The app speaks of these and of nothing else on the wire.
pub use daybook_wire::code::Code;
pub use daybook_wire::limit::PICTURE_BYTES;
pub use daybook_wire::order::{Order, OrderKind, WipeStatement};
pub use daybook_wire::rescue::RescueReply;
pub use daybook_wire::session::Levers;
