//! `bench`: figures beside the limit that the machine itself sets, so that they mean something on another one.

use crate::steps::{cargo, run};
use crate::trouble::Trouble;

/// Optimised, and without the app: the engine, the store and the service are all that is measured.
pub fn bench() -> Result<(), Trouble> {
    run(&mut cargo(["bench", "--package", "daybook-sync", "--bench", "journey"]))
}
