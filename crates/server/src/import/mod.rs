//! Imports: real files become records. (Being built.)

use crate::service::{Service, ServiceError};
use std::io::Write;

/// `daybook-server import …`
#[derive(Debug, clap::Subcommand)]
pub enum ImportCommand {}

/// Does what was typed.
pub fn run(command: &ImportCommand, _service: &Service, _organisation: Option<&str>, _out: &mut dyn Write) -> Result<(), ServiceError> {
    match *command {}
}
