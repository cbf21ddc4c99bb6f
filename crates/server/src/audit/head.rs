//! The end of a trail, kept in a file beside the database: whoever cuts lines off the end must know of it too.

use super::Link;
use std::io;
use std::path::{Path, PathBuf};

/// The file for one organisation.
#[derive(Debug)]
pub struct Head {
    path: PathBuf,
}

impl Head {
    /// Of the database at this path.
    pub fn beside(database: &Path, org: &str) -> Self {
        let folder = database.parent().unwrap_or(Path::new(".")).join("audit");
        // A code is letters and digits; whatever else somebody chose must not lead out of the folder.
        let plain = !org.is_empty() && org.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let name = if plain { org.to_owned() } else { format!("-{}", hex::encode(org)) };
        Self { path: folder.join(format!("{name}.head")) }
    }

    /// Keeps it. Not flushed to the disk: after a power cut it may lag behind, which is no fault.
    pub fn keep(&self, link: Link) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let draft = self.path.with_extension("draft");
        std::fs::write(&draft, format!("{} {}\n", link.seq, hex::encode(link.hash)))?;
        std::fs::rename(draft, &self.path)
    }

    /// What was kept; none where there is no file, or none that reads as one.
    pub fn read(&self) -> io::Result<Option<Link>> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(text.trim().split_once(' ').and_then(|(seq, hash)| {
            let mut bytes = [0; 32];
            hex::decode_to_slice(hash, &mut bytes).ok()?;
            Some(Link { seq: seq.parse().ok()?, hash: bytes })
        }))
    }
}
