//! What a person types. Reads arguments, opens the service, hands on. Passwords never come as arguments: they are read
//! from `DAYBOOK_PASSWORD` or from the first line of standard input.

mod audit;
mod backup;
mod campaign;
mod dashboard;
mod device;
mod events;
mod form;
mod ids;
mod message;
mod picture;
mod recovery;
mod rescue;
mod serve;
mod set_up;

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
    /// Organisations.
    #[command(subcommand)]
    Organisation(set_up::OrganisationCommand),
    /// Teams, their schools and their people.
    #[command(subcommand)]
    Team(set_up::TeamCommand),
    /// People who sign in.
    #[command(subcommand)]
    User(set_up::UserCommand),
    /// Sessions.
    #[command(subcommand)]
    Session(set_up::SessionCommand),
    /// Batches of vaccine.
    #[command(subcommand)]
    Batch(set_up::BatchCommand),
    /// Health campaigns and their areas.
    #[command(subcommand)]
    Campaign(campaign::CampaignCommand),
    /// Forms of campaigns.
    #[command(subcommand)]
    Forms(form::FormCommand),
    /// What campaigns want counted.
    #[command(subcommand)]
    Dashboards(dashboard::DashboardCommand),
    /// A campaign's own words for its forms and for the app.
    #[command(subcommand)]
    Messages(message::MessageCommand),
    /// Whom to ring when something goes wrong.
    #[command(subcommand)]
    Contact(campaign::ContactCommand),
    /// Ids that people hand out in the field.
    #[command(subcommand)]
    Ids(ids::IdsCommand),
    /// Pictures of entries.
    #[command(subcommand)]
    Pictures(picture::PictureCommand),
    /// What was used, added up.
    #[command(subcommand)]
    Events(events::EventsCommand),
    /// Devices.
    #[command(subcommand)]
    Device(device::DeviceCommand),
    /// The key that opens what devices seal.
    #[command(subcommand)]
    Recovery(recovery::RecoveryCommand),
    /// The audit trail: who read and wrote which child's record.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Take in a rescue file, or see what is in one.
    Rescue(rescue::RescueArgs),
    /// Takes a backup into a new folder, also while the service serves, and reads it back.
    Backup {
        /// The folder.
        to: PathBuf,
    },
    /// Goes on from a backup, in a new epoch. Never over data that is there.
    Restore {
        /// The folder of the backup.
        from: PathBuf,
    },
    /// The wire as OpenAPI 3.1.
    Openapi,
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
        let mut stdout = std::io::stdout();
        let out: &mut dyn Write = &mut stdout;
        let open = |config| Service::open(config, world.clone());
        let organisation = self.organisation.as_deref();
        match self.command {
            Command::Serve { .. } => serve::serve(config, world, out),
            Command::Openapi => Ok(writeln!(out, "{}", crate::http::openapi::as_json())?),
            Command::Import(command) => import::run(&command, &open(config)?, organisation, out),
            Command::DemoData(args) => demo::run(&args, &open(config)?, out),
            Command::Organisation(command) => set_up::organisation(&command, &open(config)?, out),
            Command::Team(command) => set_up::team(&command, &open(config)?, organisation, out),
            Command::User(command) => set_up::user(&command, &open(config)?, organisation, out),
            Command::Session(command) => set_up::session(&command, &open(config)?, organisation, out),
            Command::Batch(command) => set_up::batch(&command, &open(config)?, organisation, out),
            Command::Campaign(command) => campaign::campaign(&command, &open(config)?, organisation, out),
            Command::Forms(command) => form::form(&command, &open(config)?, organisation, out),
            Command::Dashboards(command) => dashboard::dashboard(&command, &open(config)?, organisation, out),
            Command::Messages(command) => message::message(&command, &open(config)?, organisation, out),
            Command::Contact(command) => campaign::contact(&command, &open(config)?, organisation, out),
            Command::Ids(command) => ids::ids(&command, &open(config)?, organisation, out),
            Command::Pictures(command) => picture::picture(&command, &open(config)?, organisation, out),
            Command::Events(command) => events::events(&command, &open(config)?, organisation, out),
            Command::Rescue(args) => rescue::rescue(&args, open(config)?, organisation, out),
            Command::Recovery(command) => recovery::recovery(&command, &open(config)?, organisation, out),
            Command::Backup { to } => backup::take(&open(config)?, &to, out),
            Command::Restore { from } => backup::restore(&config, &from, &(world as Arc<dyn daybook_record::World>), out),
            Command::Audit(command) => audit::audit(&command, &open(config)?, organisation, out),
            Command::Device(command) => device::device(&command, &open(config)?, organisation, out),
        }
    }
}

/// A password, from the environment or the first line of standard input.
fn asked_password() -> Result<String, ServiceError> {
    if let Ok(password) = std::env::var("DAYBOOK_PASSWORD") {
        return Ok(password);
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
