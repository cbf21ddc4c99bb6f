//! `daybook-server pictures …`: pictures of entries that never came, or that the disk has lost.

use super::set_up::set_up;
use crate::db;
use crate::picture::{self, NotChecked};
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use std::io::Write;

#[derive(Subcommand)]
pub(super) enum PictureCommand {
    /// Pictures that entries name and nobody has handed in: by device, with the entry.
    Missing,
    /// Reads every picture that was handed in. What is gone or changed is asked for again at its device's next sync.
    Check,
}

pub(super) fn picture(
    command: &PictureCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    if let PictureCommand::Check = command {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let checked = runtime.block_on(picture::check(service, &org)).map_err(|error| match error {
            NotChecked::Db(error) => error.into(),
            NotChecked::Io(error) => ServiceError::from(error),
            said @ NotChecked::NothingThere { .. } => ServiceError::Said(said.to_string()),
        })?;
        writeln!(out, "{} pictures are sound.", checked.sound)?;
        if checked.lost > 0 {
            set_up(service, &org, format!("{} pictures were lost and are asked for again", checked.lost), |_| Ok::<_, db::DbError>(()))?;
            writeln!(out, "{} are gone or changed. Their devices are asked for them again at their next sync.", checked.lost)?;
        }
    }
    let missing = db::read(service.db.as_ref(), |tx| tx.missing_pictures(&org, u32::MAX))?;
    for named in &missing {
        writeln!(out, "device {}  entry {}  since {}  {}", named.device, named.record, named.at, named.sha256)?;
    }
    match missing.len() {
        0 => writeln!(out, "Every picture that an entry names is here.")?,
        some => writeln!(out, "{some} never came. Each device is asked for its own at every sync, as long as it has them.")?,
    }
    Ok(())
}
