//! Pictures of entries: every one that an entry names is asked for until it is here, and looked for again where the disk may
//! have lost it.
//!
//! A picture is handed in like any file, under its SHA-256, and is here only if its bytes have that. What is deliberately not
//! here: handing in (`http::files`), and pictures inside rescue files (`rescue`).

use crate::Service;
use crate::db::{DbError, NamedPicture, Tx, Upload};
use crate::storage::FileName;
use daybook_record::kind::pictures_in;
use daybook_record::{Change, DeviceId, Kind, Moment};
use std::io;

/// So many are asked for at once: more are asked for at the next greeting.
const ASKED_FOR: u32 = 200;

/// Notes which pictures a change names, whatever becomes of the change itself.
pub(crate) fn note(tx: &dyn Tx, org: &str, change: &Change, at: Moment) -> Result<(), DbError> {
    let Some(data) = change.facts.0.get("data").filter(|_| change.kind == Kind::Entry) else { return Ok(()) };
    pictures_in(data)
        .into_iter()
        .try_for_each(|sha256| tx.name_picture(org, &NamedPicture { record: change.record, sha256, device: change.device, at }))
}

/// Pictures that this device's entries name and that never came: it is asked for them.
pub(crate) fn asked_for(tx: &dyn Tx, org: &str, device: DeviceId) -> Result<Vec<String>, DbError> {
    let mut missing: Vec<String> = tx.missing_pictures(org, Some(device), ASKED_FOR)?.into_iter().map(|named| named.sha256).collect();
    missing.dedup();
    Ok(missing)
}

/// Why pictures could not be looked through.
#[derive(Debug, thiserror::Error)]
pub enum NotChecked {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The disk.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

/// How all pictures fare that were ever handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// As their names say.
    pub sound: u32,
    /// Gone or changed: forgotten, so that their devices are asked for them again.
    pub lost: u32,
}

/// Reads every picture that an entry names, and forgets those that are not what their names say.
pub async fn check(service: &Service, org: &str) -> Result<Checked, NotChecked> {
    let org_ = org.to_owned();
    let files = service.read(move |tx| tx.picture_files(&org_)).await?;
    let mut checked = Checked::default();
    for file in files {
        if is_sound(service, &file).await? {
            checked.sound += 1;
            continue;
        }
        checked.lost += 1;
        if let Some(name) = FileName::new(org, file.device, &file.sha256) {
            service.storage.forget(&name).await?;
        }
        service.write(move |tx| tx.forget_upload(&file.organisation, &file.id)).await?;
    }
    Ok(checked)
}

async fn is_sound(service: &Service, file: &Upload) -> Result<bool, NotChecked> {
    let Some(name) = FileName::new(&file.organisation, file.device, &file.sha256) else { return Ok(false) };
    let scratch = service.storage.scratch(service.world.as_ref())?;
    let found = service.storage.copy_out(&name, scratch.path()).await?;
    Ok(found.is_some_and(|(_, sha256)| sha256 == file.sha256))
}
