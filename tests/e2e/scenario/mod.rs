//! The scenarios, by what goes wrong in them.

pub mod first;
