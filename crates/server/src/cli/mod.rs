//! What a person types. Reads arguments, opens the service, hands on. Passwords never come as arguments: they are read
//! from `DAYBOOK_PASSWORD` or from the first line of standard input.

use crate::config::{Config, Typed};
use crate::service::{Service, ServiceError};
use crate::{ActualWorld, demo, import};
use clap::{Parser, Subcommand};
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// The service of Daybook.
#[derive(Parser)]
#[command(name = "daybook-server", version, about, propagate_version = true)]
pub struct Cli {
    /// A configuration file; without it `daybook-server.toml` is read where there is one.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// The folder in which everything is kept.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// The organisation that is meant, by its ODS code; not needed where there is only one.
    #[arg(long, global = true)]
    organisation: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve devices and support until told to stop.
    Serve {
        /// Where to listen; port 0 takes a free one.
        #[arg(long)]
        listen: Option<SocketAddr>,
    },
    /// Take in real files.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Make a believable organisation.
    DemoData(demo::DemoArgs),
}

impl Cli {
    /// Does what was typed.
    pub fn run(self) -> Result<(), ServiceError> {
        let listen = match &self.command {
            Command::Serve { listen } => *listen,
            _ => None,
        };
        let config = Config::gather(self.config.as_deref(), Typed { data: self.data.clone(), listen })?;
        let world = Arc::new(ActualWorld::default());
        let organisation = self.organisation.as_deref();
        let mut stdout = std::io::stdout();
        let out: &mut dyn Write = &mut stdout;
        match self.command {
            Command::Serve { .. } => Ok(()),
            Command::Import(command) => import::run(&command, &Service::open(config, world)?, organisation, out),
            Command::DemoData(args) => demo::run(&args, &Service::open(config, world)?, out),
        }
    }
}
