//! `daybook-server rescue …`: a rescue file that a person carried here.

use crate::audit::Actor;
use crate::db;
use crate::ingest::SERVICE_PERSON;
use crate::rescue::{self, NotRescued};
use crate::service::{Service, ServiceError};
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct RescueArgs {
    /// The file to take in. The same file twice changes nothing.
    #[arg(required = true)]
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<RescueCommand>,
}

#[derive(Subcommand)]
enum RescueCommand {
    /// The rescue files that were taken in.
    List,
    /// Unseals what a rescue file holds into a new folder. It holds what patients told: the trail says that it was done.
    Extract {
        /// Its reference, as it was said when it was taken in: `R-7F3A09C2`.
        reference: String,
        /// A folder that does not exist yet.
        folder: PathBuf,
    },
}

pub(super) fn rescue(args: &RescueArgs, service: Service, organisation: Option<&str>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let service = Arc::new(service);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match (&args.command, &args.file) {
        (Some(RescueCommand::List), _) => {
            for row in db::read(service.db.as_ref(), |tx| tx.rescues(&org, 1_000))? {
                let (outcome, signed) = (row.outcome, if row.signed { "signed" } else { "not signed" });
                writeln!(
                    out,
                    "{}  {}  device {}  {signed}  {} changes, {} kept files",
                    outcome.reference, row.handed_in_at, row.about.device, outcome.changes, outcome.kept_files
                )?;
            }
        }
        (Some(RescueCommand::Extract { reference, folder }), _) => {
            let files = runtime.block_on(rescue::extract(&service, &org, reference, folder)).map_err(said)?;
            for file in files {
                writeln!(out, "{}", file.display())?;
            }
            writeln!(out, "These files hold what patients told. Delete the folder when you are done with it.")?;
        }
        (None, Some(file)) => {
            let reply = runtime.block_on(rescue::take_in_file(&service, &org, file, SERVICE_PERSON, Actor::Cli)).map_err(said)?;
            writeln!(out, "{}: {} changes", reply.reference, reply.changes)?;
            writeln!(out, "  {} taken now, {} of them with support", reply.taken, reply.with_support)?;
            writeln!(out, "  {} were here already", reply.already)?;
            writeln!(out, "  {} pictures", reply.pictures)?;
            writeln!(out, "  {} unreadable lines and {} files of a database, kept for support", reply.unreadable, reply.kept_files)?;
        }
        (None, None) => {}
    }
    Ok(())
}

fn said(error: NotRescued) -> ServiceError {
    match error {
        NotRescued::Missing => ServiceError::Said("there is no rescue file with that reference".to_owned()),
        NotRescued::Db(error) => error.into(),
        error => ServiceError::Said(error.to_string()),
    }
}
