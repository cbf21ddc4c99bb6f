//! The scenarios, by what goes wrong in them.

pub mod day;
pub mod interruption;
pub mod trouble;
