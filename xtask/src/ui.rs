//! `ui`: the screens in a browser. Vite serves them with the backend that lives in memory.

use crate::setup;
use crate::steps::{npm, run};
use crate::trouble::Trouble;

/// Until Ctrl-C.
pub fn serve() -> Result<(), Trouble> {
    setup::screens_installed()?;
    run(&mut npm(["run", "dev"]))
}
