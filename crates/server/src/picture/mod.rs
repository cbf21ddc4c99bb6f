//! Pictures of entries: every one that an entry names is asked for until it is here, and looked for again where the disk may
//! have lost it.
//!
//! A picture is handed in like any file, under its SHA-256, and is here only if its bytes have that. What is deliberately not
//! here: handing in (`http::files`), and pictures inside rescue files (`rescue`).

use crate::Service;
use crate::db::{DbError, NamedPicture, Tx, Upload};
use crate::ingest::Sender;
use crate::storage::FileName;
use daybook_record::kind::pictures_in;
use daybook_record::{Change, DeviceId, Kind, Moment, Reason, World};
use std::io;

/// So many are asked for at once: others at the next greeting.
const ASKED_FOR: u32 = 200;
/// Of one entry so many are looked after: a form with more has not been seen.
const OF_AN_ENTRY: usize = 200;

/// Notes which pictures a change names, whatever became of the change itself: of the device that sent it, and of no other, so that
/// nobody has another's device asked for anything.
pub(crate) fn note(tx: &dyn Tx, org: &str, change: &Change, sender: &Sender, at: Moment) -> Result<(), DbError> {
    let proven = change.device == sender.device && sender.held != Some(Reason::Unproven);
    let Some(data) = change.facts.0.get("data").filter(|_| proven && change.kind == Kind::Entry) else { return Ok(()) };
    pictures_in(data)
        .into_iter()
        .take(OF_AN_ENTRY)
        .try_for_each(|sha256| tx.name_picture(org, &NamedPicture { record: change.record, sha256, device: change.device, at }))
}

/// Pictures that this device's entries name and that never came: it is asked for them, at each greeting from elsewhere in the
/// circle of their names on, since it may have lost some of them.
pub(crate) fn asked_for(tx: &dyn Tx, org: &str, device: DeviceId, world: &dyn World) -> Result<Vec<String>, DbError> {
    let mut from = [0; 32];
    world.random(&mut from);
    tx.missing_pictures_of(org, device, &hex::encode(from), ASKED_FOR)
}

/// Why pictures could not be looked through.
#[derive(Debug, thiserror::Error)]
pub enum NotChecked {
    /// Not one of several can be read.
    #[error("none of {all} pictures can be read: is the folder of files where it should be? Nothing was changed")]
    NothingThere {
        /// How many there should be.
        all: usize,
    },
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
    /// Gone or changed: their devices are asked for them again. What was changed is kept aside.
    pub lost: u32,
}

/// Reads every picture that an entry names, and sets aside those that are not what their names say. Where none at all can be read
/// it is the folder that is missing, and nothing is touched.
pub async fn check(service: &Service, org: &str) -> Result<Checked, NotChecked> {
    let org_ = org.to_owned();
    let files = service.read(move |tx| tx.picture_files(&org_)).await?;
    let (all, mut lost) = (files.len(), Vec::new());
    for file in files {
        if !is_sound(service, &file).await? {
            lost.push(file);
        }
    }
    if all > 1 && lost.len() == all {
        return Err(NotChecked::NothingThere { all });
    }
    let mut checked = Checked { sound: u32::try_from(all - lost.len()).unwrap_or(u32::MAX), lost: 0 };
    for file in lost {
        // Its device may have handed it in again meanwhile.
        if is_sound(service, &file).await? {
            checked.sound += 1;
            continue;
        }
        checked.lost += 1;
        if let Some(name) = FileName::new(org, file.device, &file.sha256) {
            service.storage.set_aside(&name).await?;
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
