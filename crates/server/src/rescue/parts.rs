//! What is in a rescue file: the parcel itself, and the copies and pictures inside it, one level deep. Looked through to the end before
//! anything is taken, so that a file that ends early leaves nothing behind.

use super::{NotRescued, private};
use crate::storage::Scratch;
use daybook_seal::{About, Limits, Opened, RecoveryIdentity, SealError, picture_of, read};
use daybook_wire::batch::{self, BatchError, Line, lines_within};
use daybook_wire::limit;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write as _};
use std::path::Path;
use tokio::io::AsyncReadExt as _;

/// Most bytes of one copy inside a rescue file.
const COPY_BYTES: u64 = 64 << 20;

/// A parcel, and the changes in it.
pub(super) struct Part {
    pub(super) opened: Opened,
    pub(super) lines: Vec<Line>,
    pub(super) is_outer: bool,
}

/// Everything that is in a rescue file.
pub(super) struct Parts {
    pub(super) about: About,
    /// Copies first, the oldest before the others; then the parcel itself.
    pub(super) parts: Vec<Part>,
    /// Files of a broken database, and copies that do not open.
    pub(super) kept_files: u32,
    /// Pictures whose bytes are what their names say, by SHA-256.
    pub(super) pictures: BTreeMap<String, Scratch>,
}

/// How much is read of one that is handed in.
pub(super) const LIMITS: Limits =
    Limits { changes_bytes: limit::BATCH_UNPACKED_BYTES, attached_bytes: limit::FILE_BYTES, files: limit::RESCUE_FILES };

/// Looks through a file. What is sealed for us must be of this organisation too.
pub(super) fn look(file: &Path, identity: &RecoveryIdentity, org: &str, spool: &Spool<'_>) -> Result<Parts, NotRescued> {
    let (mut copies, mut kept_files) = (BTreeMap::new(), 0);
    let mut pictures = Pictures { spool, sound: BTreeMap::new(), failed: None };
    let outer = read(File::open(file)?, identity, LIMITS, &mut |name, from| {
        if pictures.take(name, from)? {
            return Ok(());
        }
        if name.starts_with("copies/") {
            // One copy that does not open spoils nothing else. It stays in the file, for support.
            let copy = read((&mut *from).take(COPY_BYTES), identity, LIMITS, &mut |name, from| pictures.take(name, from).map(drop));
            match copy {
                Ok(opened) if opened.about.organisation == org => drop(copies.insert(name.to_owned(), opened)),
                _ => kept_files += 1,
            }
        } else {
            kept_files += 1;
        }
        // Read to its end, so that a file that was cut short in the middle of it is noticed.
        io::copy(from, &mut io::sink()).map(drop)
    });
    // Our own disk is no fault of the file's.
    if let Some(failed) = pictures.failed {
        return Err(failed);
    }
    let outer = outer?;
    if outer.about.organisation != org {
        return Err(NotRescued::NotForUs);
    }
    let mut left = limit::RESCUE_CHANGES;
    let about = outer.about.clone();
    let mut parts = copies.into_values().map(|copy| part(copy, false, &mut left)).collect::<Result<Vec<_>, _>>()?;
    parts.push(part(outer, true, &mut left)?);
    Ok(Parts { about, parts, kept_files, pictures: pictures.sound })
}

/// A place on the disk for a picture.
pub(super) type Spool<'a> = dyn Fn() -> io::Result<Scratch> + 'a;

/// The pictures found so far.
struct Pictures<'a> {
    spool: &'a Spool<'a>,
    sound: BTreeMap<String, Scratch>,
    /// Why none is put aside any more. Told when the reading ends: inside it every error is taken for one of the file.
    failed: Option<NotRescued>,
}

impl Pictures<'_> {
    /// Puts it aside where its bytes are what its name says; where not it stays in the file, as everything does. False where it
    /// is no picture at all.
    fn take(&mut self, name: &str, from: &mut dyn Read) -> io::Result<bool> {
        let Some(sha256) = picture_of(name) else { return Ok(false) };
        let mut bytes = Vec::new();
        from.take(limit::PICTURE_BYTES + 1).read_to_end(&mut bytes)?;
        let sound = bytes.len() as u64 <= limit::PICTURE_BYTES && batch::sha256(&bytes) == sha256;
        if sound && self.failed.is_none() && !self.sound.contains_key(sha256) {
            match self.put_aside(&bytes) {
                Ok(scratch) => drop(self.sound.insert(sha256.to_owned(), scratch)),
                Err(failed) => self.failed = Some(failed),
            }
        }
        Ok(true)
    }

    fn put_aside(&self, bytes: &[u8]) -> Result<Scratch, NotRescued> {
        if self.sound.len() >= limit::RESCUE_FILES {
            return Err(NotRescued::TooMuch);
        }
        let scratch = (self.spool)()?;
        private(scratch.path())?.write_all(bytes)?;
        Ok(scratch)
    }
}

fn part(opened: Opened, is_outer: bool, left: &mut usize) -> Result<Part, NotRescued> {
    let lines = lines_within(opened.changes.as_slice(), limit::BATCH_UNPACKED_BYTES, *left).map_err(|error| match error {
        BatchError::Bomb { .. } | BatchError::TooMany { .. } => NotRescued::TooMuch,
        BatchError::Truncated(_) | BatchError::Unwritable(_) => NotRescued::Damaged("its changes"),
    })?;
    *left -= lines.len();
    Ok(Part { opened, lines, is_outer })
}

/// SHA-256 of a file, in hex.
pub(super) async fn checksum(file: &Path) -> io::Result<String> {
    let (mut from, mut hash, mut buffer) = (tokio::fs::File::open(file).await?, Sha256::new(), vec![0; 256 * 1024]);
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(buffer.get(..read).unwrap_or_default());
    }
}

impl From<SealError> for NotRescued {
    fn from(error: SealError) -> Self {
        match error {
            SealError::NotAKey | SealError::NotForUs => NotRescued::NotForUs,
            SealError::Unreadable(what) => NotRescued::Damaged(what),
            SealError::TooMuch => NotRescued::TooMuch,
            // The file itself was read whole before: what fails here is the seal.
            SealError::Io(_) => NotRescued::Damaged("it ends early"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use daybook_record::Moment;
    use daybook_seal::{Attached, Why, write};
    use uuid::Uuid;

    #[test]
    fn a_disk_of_the_service_that_is_full_is_never_told_as_a_fault_of_the_file() {
        let (service, folder) = (RecoveryIdentity::fresh(), tempfile::tempdir().unwrap());
        let at = Moment::parse("2026-09-14T12:00:00+01:00").unwrap();
        let about = About::new("RYG", Uuid::from_u128(2).into(), Uuid::from_u128(1).into(), "0.1.0", at, Why::Copy);
        let sealed = |attached: &[Attached<'_>]| write(Vec::new(), &service.key(), &about, b"", None, attached).unwrap();
        let picture = || Attached::picture(&batch::sha256(b"a face"), || Ok(b"a face".to_vec()));
        let (plain, inner, nested) = (folder.path().join("plain"), folder.path().join("inner"), folder.path().join("nested"));
        std::fs::write(&plain, sealed(&[picture()])).unwrap();
        std::fs::write(&inner, sealed(&[picture()])).unwrap();
        std::fs::write(&nested, sealed(&[Attached::file("copies/picture-1.daybook", inner)])).unwrap();
        let full = || Err(io::ErrorKind::StorageFull.into());
        for file in [plain, nested] {
            let outcome = look(&file, &service, "RYG", &full).err();
            assert!(matches!(&outcome, Some(NotRescued::Io(error)) if error.kind() == io::ErrorKind::StorageFull), "{outcome:?}");
        }
    }
}
