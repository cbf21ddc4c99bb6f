//! The commands, by what a person does. Each is thin: parse, call, map the error.

pub mod dashboard;
pub mod form;
pub mod keeping;
pub mod map;
pub mod people;
pub mod person;
pub mod read;
pub mod record;
pub mod sync;
pub mod usage;
pub mod window;

use crate::desk::Desk;
use crate::dto::CommandError;
use crate::error::Refused;
use std::sync::Arc;

/// The desk, as commands are given it.
pub type AtDesk<'a> = tauri::State<'a, Arc<Desk>>;

/// Turns a refusal into the error at the edge.
pub(crate) fn edge<T>(desk: &Desk, outcome: Result<T, Refused>) -> Result<T, CommandError> {
    outcome.map_err(|refused| refused.at_the_edge(desk.world.as_ref()))
}
