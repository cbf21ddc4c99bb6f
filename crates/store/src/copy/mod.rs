//! Rolling copies: every unsent change, with what was done to the same record before it, sealed to the service's recovery key
//! and signed, and the pictures that they name; beside the database and where the person chose a second place. A disk that
//! spoils the database seldom spoils these too.
//!
//! A copy stands in a folder, so that its name is replaced whole or not at all; the last few are kept, because the newest
//! may be the one that the broken disk wrote. What is deliberately not here: when to copy (the app), and opening one (the
//! service alone can).

mod picture;

pub(crate) use picture::{all as all_pictures, that_fit};

use crate::parcel::{self, Lines};
use crate::row::{from_json, read};
use crate::{Result, Store, StoreError, Waiting, keyfile, outbox};
use daybook_record::{ChangeId, World};
use daybook_seal::{Attached, Why};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

const FOLDER: &str = "copies";
const SECOND: &str = "second_copy";
/// Copies kept.
const KEPT: usize = 3;

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Unsent changes in the copy: every one that waits.
    pub changes: u32,
    /// Its size; 0 where nothing waits, or where no service has yet said to whom it is to be sealed.
    pub bytes: u64,
    /// The second place could not be written to: it may be a stick that was taken out.
    pub second_failed: bool,
}

/// What was copied last, so that nothing is written twice.
pub(crate) type Last = Option<([u8; 32], Copied)>;

impl Store {
    /// Copies everything that waits, and writes down where it can be read without a code how much that is, and how much was
    /// ever recorded. Where nothing waits, copies made earlier are removed: the service has it all.
    pub fn keep_copy(&self, app_version: &str, world: &dyn World) -> Result<Copied> {
        // One at a time, from the reading on: an older state must not be named after a newer one.
        let mut last = self.inner.copied.lock().unwrap_or_else(PoisonError::into_inner);
        let ((lines, recorded), second) = (self.read(|tx| Ok((unsent_lines(tx)?, outbox::recorded(tx)?)))?, self.second_copy()?);
        let pictures = self.waiting_pictures();
        let counts = [recorded, u64::from(lines.count())].map(u64::to_le_bytes).concat();
        let names: String = pictures.iter().flatten().map(|picture| picture.sha256.as_str()).collect();
        let state: [u8; 32] = Sha256::new().chain_update(counts).chain_update(&lines.bytes).chain_update(names).finalize().into();
        if let Some((known, copied)) = *last
            && known == state
            && !copied.second_failed
            && (copied.bytes == 0 || latest_copy(self.folder()).is_some())
        {
            return Ok(copied);
        }
        let copied = match (lines.ids.is_empty(), self.recovery()?) {
            (true, _) => {
                remove_all(self.folder(), second.as_deref(), &self.prefix())?;
                Copied { changes: 0, bytes: 0, second_failed: false }
            }
            (false, None) => Copied { changes: lines.count(), bytes: 0, second_failed: false },
            (false, Some(recovery)) => {
                let about = parcel::about(&self.profile(), app_version, world.now(), Why::Copy);
                let folder = self.folder().join(FOLDER);
                fs::create_dir_all(&folder)?;
                let file = folder.join(format!("{:04}.daybook", next(&folder, "")));
                let bytes = parcel::write(&file, &recovery, &about, &lines.bytes, Some(&self.device_key()?), &[])?;
                tidy(&folder, "", KEPT)?;
                let second_failed = second.as_deref().is_some_and(|second| again_at(&file, second, &self.prefix()).is_err());
                Copied { changes: lines.count(), bytes, second_failed }
            }
        };
        let waiting = (copied.changes > 0).then(|| Waiting { changes: copied.changes, at: world.now() });
        self.amend_key_file(|file| (file.about.waiting, file.about.recorded) = (waiting, recorded))?;
        *last = Some((state, copied));
        // After what counts: a picture that cannot be copied costs no change its copy.
        let copied_too = pictures.and_then(|pictures| self.copy_pictures(&pictures, second.as_deref(), app_version, world));
        if let Err(error) = copied_too {
            tracing::warn!(%error, "not every picture could be copied");
        }
        Ok(copied)
    }

    /// Copies are also made in this folder from now on: a stick, a share. None ends it; what lies there stays.
    pub fn set_second_copy(&self, folder: Option<&Path>) -> Result<()> {
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(io::Error::from(io::ErrorKind::NotADirectory).into());
        }
        let mut last = self.inner.copied.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep_setting(SECOND, folder.map(|folder| folder.to_string_lossy()).as_ref())?;
        *last = None;
        Ok(())
    }

    /// Where copies are also made.
    pub fn second_copy(&self) -> Result<Option<PathBuf>> {
        Ok(self.setting::<String>(SECOND)?.map(PathBuf::from))
    }

    /// Every unsent change and what was done to the same record before, a line each, in this device's order.
    pub(crate) fn unsent_lines(&self) -> Result<Lines> {
        self.read(|tx| unsent_lines(tx))
    }

    fn prefix(&self) -> String {
        format!("daybook-copy-{}-", parcel::short(self.profile().device))
    }
}

/// The newest copy in a person's folder: what somebody else may hand in without reading it.
pub fn latest_copy(folder: &Path) -> Option<PathBuf> {
    copies(&folder.join(FOLDER), "").pop().map(|(_, path)| path)
}

/// What somebody else may hand in of a closed folder without reading it, file by file: the newest copy first, then each sealed
/// picture. Empty where nothing waits.
pub fn to_hand_in(folder: &Path) -> Vec<PathBuf> {
    let Some(copy) = latest_copy(folder) else { return Vec::new() };
    std::iter::once(copy).chain(picture::all(folder)).collect()
}

/// A file of the copies, as it goes into another parcel.
pub(crate) fn attached(path: PathBuf) -> Option<Attached<'static>> {
    let name = format!("{FOLDER}/{}", path.file_name()?.to_str()?);
    Some(Attached::file(name, path))
}

pub(crate) fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| about.len())
}

/// All copies in a person's folder, oldest first.
pub(crate) fn all(folder: &Path) -> Vec<PathBuf> {
    copies(&folder.join(FOLDER), "").into_iter().map(|(_, path)| path).collect()
}

pub(crate) fn unsent_lines(tx: &Connection) -> Result<Lines> {
    let mut statement = tx.prepare_cached(include_str!("unsent.sql"))?;
    let (mut rows, mut lines) = (statement.query([])?, Lines::default());
    while let Some(row) = rows.next()? {
        if row.get("waits")? {
            lines.ids.insert(read::<ChangeId>(row, "change_id")?);
        }
        let change = row.get_ref("change")?.as_str().map_err(|_| StoreError::Unreadable("change"))?;
        // A line that is no change would be believed to be safe in the copy.
        from_json::<daybook_record::Change>(change, "change")?;
        lines.bytes.extend_from_slice(change.as_bytes());
        lines.bytes.push(b'\n');
    }
    Ok(lines)
}

/// The same file in the second place, put there as carefully.
fn again_at(file: &Path, second: &Path, prefix: &str) -> io::Result<()> {
    let target = second.join(format!("{prefix}{:04}.daybook", next(second, prefix)));
    keyfile::replace(&target, &fs::read(file)?)?;
    tidy(second, prefix, KEPT)
}

fn remove_all(folder: &Path, second: Option<&Path>, prefix: &str) -> io::Result<()> {
    tidy(&folder.join(FOLDER), "", 0)?;
    // A stick that is not there keeps its copies: the service knows what is in them.
    second.map_or(Ok(()), |second| tidy(second, prefix, 0).or(Ok(())))
}

fn next(folder: &Path, prefix: &str) -> u64 {
    copies(folder, prefix).last().map_or(1, |(number, _)| number + 1)
}

fn tidy(folder: &Path, prefix: &str, keep: usize) -> io::Result<()> {
    let mut there = copies(folder, prefix);
    there.truncate(there.len().saturating_sub(keep));
    there.into_iter().try_for_each(|(_, path)| fs::remove_file(path))
}

/// Copies by number, oldest first. Anything else in the folder is not ours.
fn copies(folder: &Path, prefix: &str) -> Vec<(u64, PathBuf)> {
    let number = |path: &Path| path.file_name()?.to_str()?.strip_prefix(prefix)?.strip_suffix(".daybook")?.parse().ok();
    let there = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut there: Vec<(u64, PathBuf)> = there.filter_map(|path| Some((number(&path)?, path))).collect();
    there.sort_unstable();
    there
}
