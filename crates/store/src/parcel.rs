//! Parcels as the store makes them: unsent changes, what is said of them, and a file that is whole or not there.

use crate::{Profile, Result, StoreError, keyfile};
use daybook_record::{ChangeId, DeviceId, Moment};
use daybook_seal::{About, Attached, DeviceKey, RecoveryKey, SealError, Why};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Changes, a line each.
#[derive(Default)]
pub(crate) struct Lines {
    /// Those that wait. Changes before them, which have receipts, stand in between.
    pub(crate) ids: BTreeSet<ChangeId>,
    /// As they would be sent.
    pub(crate) bytes: Vec<u8>,
}

impl Lines {
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.ids.len()).unwrap_or(u32::MAX)
    }
}

/// What a parcel of this person's says of itself.
pub(crate) fn about(profile: &Profile, app_version: &str, now: Moment, why: Why) -> About {
    About::new(&profile.organisation, profile.device, profile.person, app_version, now, why)
}

/// Seals a parcel into `file`; gives its size. Nothing is ever on the disk that is not sealed, and a crash leaves no half file.
pub(crate) fn write(
    file: &Path,
    to: &RecoveryKey,
    about: &About,
    lines: &[u8],
    signer: Option<&DeviceKey>,
    attached: &[Attached<'_>],
) -> Result<u64> {
    let beside = file.with_extension("new");
    let sealed = seal(&beside, to, about, lines, signer, attached);
    if sealed.is_err() {
        fs::remove_file(&beside).ok();
    }
    let bytes = sealed?;
    fs::rename(&beside, file)?;
    file.parent().map_or(Ok(()), keyfile::sync_folder)?;
    Ok(bytes)
}

fn seal(
    beside: &Path,
    to: &RecoveryKey,
    about: &About,
    lines: &[u8],
    signer: Option<&DeviceKey>,
    attached: &[Attached<'_>],
) -> Result<u64> {
    let out = daybook_seal::write(BufWriter::new(File::create(beside)?), to, about, lines, signer, attached)?;
    let out = out.into_inner().map_err(|error| error.into_error())?;
    (&out).flush()?;
    out.sync_all()?;
    Ok(out.metadata()?.len())
}

/// The end of a device's id: enough to tell files apart, and no name of anybody.
pub(crate) fn short(device: DeviceId) -> String {
    let id = device.to_string().replace('-', "");
    id.chars().skip(id.chars().count().saturating_sub(6)).collect()
}

impl From<SealError> for StoreError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Io(error) => error.into(),
            _ => StoreError::Unreadable("the recovery key"),
        }
    }
}
