//! Forms at the service: published once and for all, and asked again when an entry arrives.
//!
//! What a form means is not known here: `crates/form` is asked, on the device and here, so that the two cannot disagree.

mod held_to;
mod publish;
mod read;

pub(crate) use held_to::{Ready, faults_of, ready};
pub use publish::{NotPublished, Published, publish, withdraw};
pub use read::{Asked, NotRead, read};
