//! `daybook-demo`: a service with invented people and the link before it, in one process. `cargo xtask demo` starts it.
//!
//! It says in one line of JSON where everything is, and stays until its standard input ends: whoever started it need only
//! go away.

use clap::Parser;
use daybook_server::demo::{self, Demo, PASSWORD, USERS};
use daybook_server::{ActualWorld, Config};
use daybook_testkit::map::Engines;
use daybook_testkit::{BadLink, Clinic};
use daybook_wire::session::Levers;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// A service with invented people, and a link that can be cut.
#[derive(Parser)]
struct Asked {
    /// The folder in which the service keeps everything; what is there already stays
    #[arg(long)]
    data: PathBuf,
    /// The same seed gives the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many children
    #[arg(long, default_value_t = 4_000)]
    children: usize,
    /// How many households of a campaign, with a map of their village; 0 for no campaign
    #[arg(long, default_value_t = 0)]
    households: usize,
}

fn main() -> ExitCode {
    match serve(&Asked::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(asked: &Asked) -> Result<(), Box<dyn std::error::Error>> {
    let engines = if asked.households > 0 { Some(Engines::for_demo(asked.households)?) } else { None };
    // Probed more often than in life: whoever cuts the network in a demo wants to see it go.
    let levers = Levers { probe_seconds: 2, settled_ms: 3_000, ..Levers::default() };
    let config = Config {
        levers,
        tile_server: engines.as_ref().map(Engines::tile_server),
        router: engines.as_ref().map(Engines::router),
        ..Config::for_tests(&asked.data)
    };
    let people = Demo { seed: asked.seed, children: asked.children, households: asked.households, argon2_kib: config.argon2_kib };
    let clinic = Clinic::open(config, Arc::new(ActualWorld::default()), |service| {
        demo::fill(service.db.as_ref(), service.world.as_ref(), people).map(drop).map_err(Into::into)
    })?;
    let link = BadLink::to(clinic.address())?;
    let places = json!({
        "service": clinic.url(),
        "link": link.url(),
        "control": link.control_url(),
        "support": format!("{}/support", clinic.url()),
        "password": PASSWORD,
        "people": USERS.iter().map(|user| json!({ "username": user.username, "purpose": user.purpose })).collect::<Vec<_>>(),
    });
    let mut out = std::io::stdout();
    writeln!(out, "{places}")?;
    out.flush()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
