//! The rescue file: everything of a person that the service does not have, in one sealed file that she can carry. From an
//! open store its unsent changes and their pictures; from one that does not open, or to which nobody knows the code, the copies
//! made earlier and the files themselves, byte for byte.
//!
//! And moving aside a folder that does not open, so that work can go on beside it. Nothing here deletes anything.

use crate::keyfile::{self, KeyFile};
use crate::open::DATABASE;
use crate::{Store, StoreError, copy, parcel};
use daybook_record::{DeviceId, Moment, UserId, World};
use daybook_seal::{About, Attached, RecoveryKey, Why};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What goes along from a closed folder as it lies there.
const KEPT: &[&str] = &[DATABASE, "daybook.db-wal", keyfile::NAME, keyfile::COPY];

/// A rescue file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// Where it is.
    pub file: PathBuf,
    /// Changes it holds; from a store that was closed, as many as were last counted.
    pub changes: u32,
    /// Pictures it holds.
    pub pictures: u32,
    /// Pictures for which there is no room in one file. They stay where they are.
    pub pictures_left_out: u32,
    /// Its size.
    pub bytes: u64,
}

/// Why there is no rescue file.
#[derive(Debug, thiserror::Error)]
pub enum RescueError {
    /// No service ever said to whom it is to be sealed, or what it said is lost.
    #[error("this device was never told for whom to seal a rescue file")]
    NoKey,
    /// No room in the place that was chosen.
    #[error("no room for a rescue file in that place")]
    NoRoom,
    /// The place cannot be written to.
    #[error("a rescue file could not be written there")]
    Io(#[source] io::Error),
    /// The store.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for RescueError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::NoRoom,
            StoreError::Io(error) => Self::Io(error),
            other => Self::Store(other),
        }
    }
}

impl Store {
    /// Saves every unsent change to a sealed and signed file in that folder. Where the database turns out to be damaged, its
    /// copies and its files go instead.
    pub fn save_rescue(&self, into: &Path, app_version: &str, world: &dyn World) -> Result<Rescued, RescueError> {
        match self.rescue_open(into, app_version, world) {
            Err(RescueError::Store(error)) if error.is_damage() => rescue_closed(self.folder(), into, app_version, world),
            outcome => outcome,
        }
    }

    fn rescue_open(&self, into: &Path, app_version: &str, world: &dyn World) -> Result<Rescued, RescueError> {
        let recovery = self.recovery()?.ok_or(RescueError::NoKey)?;
        let (lines, profile, signer) = (self.unsent_lines()?, self.profile(), self.device_key()?);
        let (waiting, mut pictures_left_out) =
            copy::that_fit(self.waiting_pictures().unwrap_or_default(), lines.bytes.len() as u64, |picture| picture.bytes);
        let mut pictures: Vec<Attached<'_>> = waiting.iter().map(|picture| self.attach(picture)).collect();
        let about = parcel::about(&profile, app_version, world.now(), Why::Rescue);
        let file = free_name(into, profile.device, world.now());
        let write = |pictures: &[Attached<'_>]| parcel::write(&file, &recovery, &about, &lines.bytes, Some(&signer), pictures);
        let bytes = match write(&pictures) {
            // Every change could be read: none waits for a picture that cannot.
            Err(error) if error.is_damage() => {
                pictures_left_out += count(&pictures);
                pictures.clear();
                write(&[])
            }
            written => written,
        }?;
        Ok(Rescued { changes: lines.count(), pictures: count(&pictures), pictures_left_out, bytes, file })
    }
}

/// Saves a closed folder: its copies, which are signed inside, and its files as they are. Needs no code and no sound database.
pub fn rescue_closed(folder: &Path, into: &Path, app_version: &str, world: &dyn World) -> Result<Rescued, RescueError> {
    let file = KeyFile::read(folder).or_else(|_| KeyFile::read_copy(folder)).map_err(|_| RescueError::NoKey)?;
    let (Some(sealed), Some(device), Some(organisation)) = (&file.about.sealed_key, file.about.device, &file.about.organisation) else {
        return Err(RescueError::NoKey);
    };
    let recovery = RecoveryKey::parse(&sealed.to).map_err(|_| RescueError::NoKey)?;
    let about = About::new(organisation, device, file.person, app_version, world.now(), Why::Damaged);
    let kept: Vec<(&str, PathBuf)> = KEPT.iter().map(|name| (*name, folder.join(name))).filter(|(_, path)| path.is_file()).collect();
    let copies = copy::all(folder);
    let already = kept.iter().map(|(_, path)| path).chain(&copies).map(|path| copy::size(path)).sum();
    let (pictures, pictures_left_out) = copy::that_fit(copy::all_pictures(folder), already, |path| copy::size(path));
    let held = count(&pictures);
    let kept = kept.into_iter().map(|(name, path)| Attached::file(format!("kept/{name}"), path));
    let attached: Vec<Attached<'_>> = copies.into_iter().chain(pictures).filter_map(copy::attached).chain(kept).collect();
    let target = free_name(into, device, world.now());
    let bytes = parcel::write(&target, &recovery, &about, b"", None, &attached)?;
    let changes = file.about.waiting.map_or(0, |waiting| waiting.changes);
    Ok(Rescued { file: target, changes, pictures: held, pictures_left_out, bytes })
}

fn count<T>(some: &[T]) -> u32 {
    u32::try_from(some.len()).unwrap_or(u32::MAX)
}

/// `daybook-rescue-2026-01-14-4f7a2c.daybook`, or with a number after it: nothing is written over.
fn free_name(into: &Path, device: DeviceId, now: Moment) -> PathBuf {
    let name = format!("daybook-rescue-{}-{}", now.date(), parcel::short(device));
    let numbered = (2..).map(|number| into.join(format!("{name}-{number}.daybook")));
    let mut names = std::iter::once(into.join(format!("{name}.daybook"))).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| into.join(name))
}

/// Moves a folder that does not open out of the way, whole, so that its person can begin again beside it. Gives where it
/// lies now. Its store must be closed.
pub fn set_aside(folder: &Path, world: &dyn World) -> io::Result<PathBuf> {
    let (Some(root), Some(person)) = (folder.parent(), folder.file_name().and_then(|name| name.to_str()?.parse::<UserId>().ok())) else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a person's folder"));
    };
    let (aside, now) = (root.join(".aside"), world.now());
    fs::create_dir_all(&aside)?;
    let name = format!("{person}-{}-{}", now.date().format("%Y%m%d"), now.time().format("%H%M%S"));
    let numbered = (2..).map(|number| aside.join(format!("{name}-{number}")));
    let mut names = std::iter::once(aside.join(&name)).chain(numbered);
    let target = names.find(|path| !path.exists()).unwrap_or_else(|| aside.join(name));
    fs::rename(folder, &target)?;
    keyfile::sync_folder(&aside)?;
    keyfile::sync_folder(root)?;
    Ok(target)
}
