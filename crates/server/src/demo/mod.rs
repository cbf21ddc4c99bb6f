//! A believable organisation, made from a seed. (Being built.)

use crate::service::{Service, ServiceError};
use std::io::Write;

/// `daybook-server demo-data`
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// The same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Does what was typed.
pub fn run(_args: &DemoArgs, _service: &Service, _out: &mut dyn Write) -> Result<(), ServiceError> {
    Ok(())
}
