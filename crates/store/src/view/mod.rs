//! Views: what the screens read. Each is derived from stored facts at the moment of asking; none is kept.
//!
//! These are the shapes that cross to the webview. Names of people are in them: they never go into a log or an event.

macro_rules! view {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub struct $name { $($(#[$fdoc])* pub $field: $type),+ }
    };
}
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
    };
}

mod child;
mod dashboard;
mod list;
mod people;
mod sync;
mod used;

pub use child::*;
pub use dashboard::*;
pub use list::*;
pub use people::*;
pub use sync::*;
pub use used::*;
