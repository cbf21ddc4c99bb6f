//! The journal: what the app writes about its own work, for support. One file, small, without patient data (law 14).

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Past that the journal begins anew; the last one is kept beside it.
const LONGEST: u64 = 2 * 1024 * 1024;

/// Begins to write `journal.log` in that folder. A second call in one process does nothing.
pub fn begin(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = open(&folder.join("journal.log"))?;
    let filter = EnvFilter::try_from_env("DAYBOOK_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,daybook_app=info,daybook_sync=info,daybook_store=info"));
    let lines = tracing_subscriber::fmt::layer().with_writer(Mutex::new(file)).with_ansi(false);
    // Already begun (in a test with several apps): then that one goes on.
    let _already_begun = tracing_subscriber::registry().with(filter).with(lines).try_init();
    Ok(())
}

fn open(path: &Path) -> io::Result<File> {
    if fs::metadata(path).is_ok_and(|file| file.len() > LONGEST) {
        fs::rename(path, path.with_extension("log.1"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}
