//! The scenarios, by what goes wrong in them.

pub mod campaign;
pub mod clash;
pub mod day;
pub mod interruption;
pub mod porch;
pub mod safety;
pub mod screens;
pub mod space;
pub mod trouble;
