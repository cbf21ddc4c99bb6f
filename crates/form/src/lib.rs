//! What a form asks: its definition, its rules, and what they come to for what somebody has filled in so far.
//!
//! Pure on purpose, as `record` is: no file, no network, no clock. The device asks [`Form::look`] after each change and
//! the service asks it again when the entry arrives; because it is one function, the two cannot disagree.
//! What is deliberately not here: how forms travel and are kept (`wire`, `store`, `server`), and how a field is drawn (`ui`).

mod canonical;
mod carry;
mod check;
mod definition;
mod fault;
mod form;
#[cfg(feature = "import")]
pub mod import;
mod logic;
mod look;
mod offer;
mod parse;
mod problem;
mod read;
mod schema;
mod state;
mod words;

pub use carry::{Carried, Fate, Preview, carry_over};
pub use definition::{Choice, Definition, Expression, Field, Identity, Kind, Page};
pub use fault::{Fault, FaultCode, Place};
pub use form::Form;
pub use look::{Computed, Look, PageLook};
pub use offer::{Offer, Offered, Wanted};
pub use parse::Limits;
pub use problem::{FormError, Problem, Wrong};
pub use read::{Drawn, Said};
pub use words::{language, same_values};

/// What somebody has filled in: a value by field id; a repeat group is a list of such maps.
pub type Answers = serde_json::Map<String, serde_json::Value>;

/// The moment a form is looked at, with the offset of the place: passed in, never asked for (law 13).
pub type Now = chrono::DateTime<chrono::FixedOffset>;
