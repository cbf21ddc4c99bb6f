//! `daybook-server recovery …`: the key that opens what devices seal. Its secret half is never printed.

use crate::audit::{self, Action, Actor, Entry};
use crate::db::{self, DbError};
use crate::recovery;
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use std::io::Write;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum RecoveryCommand {
    /// The public half: what devices seal keys, copies and rescue files to.
    Show,
    /// Writes the key into a new file, to be kept offline.
    Export {
        /// A file that does not exist yet.
        file: PathBuf,
    },
}

pub(super) fn recovery(
    command: &RecoveryCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let identity = service.recovery.of(&org, service.world.as_ref())?;
    match command {
        RecoveryCommand::Show => Ok(writeln!(out, "{}", identity.key())?),
        RecoveryCommand::Export { file } => {
            recovery::save(file, &identity).map_err(|cause| match cause.kind() {
                std::io::ErrorKind::AlreadyExists => {
                    ServiceError::Said(format!("{} is there already, and nothing is written over it: name a new file", file.display()))
                }
                _ => ServiceError::Said(format!("{} cannot be written: {cause}", file.display())),
            })?;
            db::write(service.db.as_ref(), |tx| -> Result<(), DbError> {
                let entry = Entry::new(&org, Actor::Cli, Action::Export).saying("the recovery key");
                audit::note(tx, service.world.as_ref(), entry).map(drop)
            })?;
            Ok(writeln!(
                out,
                "The recovery key of {org} was written to {}.\n\
                 WARNING: whoever has this file and a device's data, or a rescue file, can read what is in it.\n\
                 Move it to a medium that is locked away, and delete it here. Without it, and without this service's data folder,\n\
                 nobody can open a rescue file or release a forgotten code ever again.",
                file.display()
            )?)
        }
    }
}
