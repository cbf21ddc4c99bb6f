//! Room on the disk: how much there is, and a reserve that is given up so that the last records of a day can still be saved.

use crate::{Result, Store, StoreError, keyfile};
use rusqlite::Transaction;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

const NAME: &str = "reserve";
const RESERVE: u64 = 8 << 20;
/// So much must stay free beside it before it is made again.
const ROOM: u64 = 64 << 20;

/// So much stays free after a download, for what is recorded until the disk is seen to.
const A_DAYS_RECORDS: u64 = 16 << 20;

/// Bytes free for us on the disk on which `path` lies.
pub fn free_bytes(path: &Path) -> io::Result<u64> {
    fs4::available_space(path)
}

impl Store {
    /// True where so many bytes more leave the reserve alone, and room for a day's records. Where the system does not say how
    /// much is free, the disk itself will.
    pub fn has_room_for(&self, bytes: u64) -> bool {
        let laid_aside = fs::metadata(self.folder().join(NAME)).map_or(0, |about| about.len());
        let kept = A_DAYS_RECORDS + RESERVE.saturating_sub(laid_aside);
        free_bytes(self.folder()).map_or(true, |free| free >= bytes.saturating_add(kept))
    }

    /// Lays the reserve aside, where it is not there and there is room. True where it is there now.
    pub fn keep_reserve(&self) -> io::Result<bool> {
        let file = self.folder().join(NAME);
        if fs::metadata(&file).is_ok_and(|about| about.len() == RESERVE) {
            return Ok(true);
        }
        if free_bytes(self.folder())? < RESERVE + ROOM {
            return Ok(false);
        }
        // Chance, because a disk that packs would keep no room for zeros.
        let mut block = vec![0; 1 << 20];
        let beside = file.with_extension("new");
        let mut filled = File::create(&beside)?;
        for _ in 0..RESERVE / block.len() as u64 {
            getrandom::fill(&mut block).map_err(io::Error::other)?;
            filled.write_all(&block)?;
        }
        filled.sync_all()?;
        fs::rename(&beside, &file)?;
        keyfile::sync_folder(self.folder())?;
        Ok(true)
    }

    /// Writes what a nurse did, or what brings it to the service: for that the reserve is given up and it is tried once
    /// more. What only comes down may not have it.
    pub(crate) fn write_dearly<T>(&self, mut work: impl FnMut(&Transaction<'_>) -> Result<T>) -> Result<T> {
        match self.write(&mut work) {
            Err(StoreError::DiskFull) if fs::remove_file(self.folder().join(NAME)).is_ok() => {
                tracing::warn!("no room left; the reserve is given up");
                self.write(work)
            }
            outcome => outcome,
        }
    }
}
