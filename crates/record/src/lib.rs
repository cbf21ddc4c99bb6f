//! What a nurse records, and the rules that hold for it wherever it is: on the device, on the service, in a test.
//!
//! Pure on purpose: no file, no network, no clock, no thread. The two things a record cannot do without, the time and
//! a fresh id, are passed in as a [`time::World`], so that every rule here can be tried at any moment of any day.
//! What is deliberately not here: how records are kept (`store`, `server`) and how they travel (`wire`).

pub mod arrival;
pub mod change;
pub mod code;
pub mod dashboard;
pub mod draft;
pub mod facts;
pub mod fault;
pub mod id;
pub mod kind;
pub mod merge;
pub mod number;
pub mod receipt;
pub mod scope;
pub mod standing;
pub mod time;
pub mod unit;
pub mod used;

pub use arrival::{Action, decide};
pub use change::{Change, Made, Verb, Version};
pub use facts::Facts;
pub use fault::{Fault, FaultCode};
pub use id::{ChangeId, DeviceId, RecordId, SyncId, UserId};
pub use kind::Kind;
pub use merge::{Held, Merge};
pub use receipt::{Outcome, Reason, Receipt, TicketNumber};
pub use scope::{Scope, Urn};
pub use time::{Moment, World};
pub use unit::Unit;
