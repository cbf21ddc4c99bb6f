//! Getting out what a rescue file holds, into a folder, for a person at support who must look at it herself.

use super::parts::LIMITS;
use super::{NotRescued, off_thread, private};
use crate::Service;
use crate::audit::{self, Action, Actor, Entry};
use crate::db::DbError;
use crate::storage::FileName;
use daybook_seal::read;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Unseals everything in the rescue file with this reference into a new folder. Gives the names of the files.
pub async fn extract(service: &Arc<Service>, org: &str, reference: &str, into: &Path) -> Result<Vec<PathBuf>, NotRescued> {
    let (org_, wanted) = (org.to_owned(), reference.to_owned());
    let known = service.read(move |tx| -> Result<_, DbError> { tx.rescues(&org_, u32::MAX) }).await?;
    let row = known.into_iter().find(|row| row.outcome.reference.eq_ignore_ascii_case(&wanted)).ok_or(NotRescued::Missing)?;
    let name = FileName::new(org, row.stored_under, &row.sha256).ok_or(NotRescued::Missing)?;
    let scratch = service.storage.scratch(service.world.as_ref())?;
    service.storage.copy_out(&name, scratch.path()).await?.ok_or(NotRescued::Missing)?;
    let (service_, org, into) = (Arc::clone(service), org.to_owned(), into.to_owned());
    let (files, org, service_) = off_thread(move || {
        let identity = service_.recovery.of(&org, service_.world.as_ref())?;
        new_folder(&into)?;
        let mut files = Vec::new();
        let opened = read(File::open(scratch.path())?, &identity, LIMITS, &mut |name, from| {
            // `daybook_seal` gives no name that leads out of the folder.
            let path = into.join(name.replace('/', "-"));
            io::copy(from, &mut private(&path)?)?;
            files.push(path);
            Ok(())
        })?;
        let about = serde_json::to_vec_pretty(&opened.about).unwrap_or_default();
        for (name, bytes) in [("about.json", &about), ("changes.ndjson", &opened.changes)] {
            private(&into.join(name))?.write_all(bytes)?;
            files.push(into.join(name));
        }
        Ok((files, org, service_))
    })
    .await?;
    let said = format!("{} taken out of its seal: {} files", row.outcome.reference, files.len());
    let device = row.about.device;
    let note = move |tx: &dyn crate::db::Tx| {
        audit::note(tx, service_.world.as_ref(), Entry::new(&org, Actor::Cli, Action::Export).on(device).saying(said))
    };
    service.write::<_, DbError>(note).await?;
    Ok(files)
}

fn new_folder(folder: &Path) -> io::Result<()> {
    let mut new = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut new, 0o700);
    new.create(folder)
}
