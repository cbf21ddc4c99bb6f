//! A small disk of its own, that can be filled up for real.

use crate::Told;
use daybook_store::free_bytes;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The disk; it is unmounted when it is dropped.
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// None where this machine does not let us mount one.
    pub fn of_mebibytes(size: u32) -> Told<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}m"), "tmpfs"]).arg(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let mounted = mount.status().is_ok_and(|status| status.success());
        Ok(mounted.then_some(Self(folder)))
    }

    /// Where it is mounted.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Films and pictures, until so many bytes are left.
    pub fn fill_but(&self, left: u64) -> Told {
        let mut file = File::options().create(true).append(true).open(self.ballast())?;
        let block = [7; 4096];
        while free_bytes(self.path())? > left && file.write_all(&block).is_ok() {}
        Ok(())
    }

    /// They are removed.
    pub fn make_room(&self) -> Told {
        Ok(fs::remove_file(self.ballast())?)
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("films")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}
