//! `bench`: figures beside the limit that the machine itself sets, so that they mean something on another one.

use crate::setup;
use crate::steps::{cargo, run};
use crate::trouble::Trouble;

/// Optimised, and without the app: the engine, the store and the service are all that is measured.
pub fn bench() -> Result<(), Trouble> {
    setup::for_building()?;
    run(&mut cargo(["run", "--release", "-p", "daybook-testkit", "--bin", "daybook-bench"]))
}
