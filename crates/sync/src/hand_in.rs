//! Handing in: one file to storage; and a sealed file as it is, a rescue file or the copy of another person of this laptop.
//! Whoever is signed in may hand in what she cannot read.

use crate::engine::Engine;
use crate::pass::Interruption;
use crate::remote::{Remote, Trouble};
use daybook_store::StoreError;
use daybook_wire::code::Code;
use daybook_wire::push::FileReply;
use daybook_wire::rescue::{RescueReply, RescueRequest};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Tries in a row that bring nothing further before it is given up.
const TRIES: u32 = 4;

/// Hands in the file and asks the service to take what is in it. The file stays where it is.
pub async fn parcel(remote: &dyn Remote, access: &str, file: &Path) -> Result<RescueReply, Interruption> {
    let bytes = tokio::fs::read(file).await.map_err(StoreError::from)?;
    let sha256 = hex::encode(Sha256::digest(&bytes));
    let address = hand_in(remote, access, &sha256, &bytes).await?;
    Ok(remote.rescue(access, &RescueRequest { file: address, sha256, bytes: bytes.len() as u64 }).await?)
}

/// From where an earlier try left off, as long as each try brings it further.
async fn hand_in(remote: &dyn Remote, access: &str, sha256: &str, bytes: &[u8]) -> Result<String, Interruption> {
    let (mut offset, mut tries) = (0, TRIES);
    loop {
        match remote.hand_in(access, sha256, offset, bytes).await {
            Ok(FileReply { whole: true, file: Some(address), .. }) => return Ok(address),
            Ok(_) => {}
            Err(Trouble::NoAnswer | Trouble::TooSlow) => {}
            Err(trouble) if matches!(trouble.code(), Some(Code::WrongOffset)) => {}
            // What lay there from an earlier try was spoilt, and is thrown away by now.
            Err(trouble) if trouble.code() == Some(Code::ChecksumMismatch) && offset > 0 && tries > 1 => {
                (offset, tries) = (0, tries - 1);
                continue;
            }
            Err(trouble) => return Err(trouble.into()),
        }
        let arrived = remote.file_offset(access, sha256).await?;
        tries = if arrived > offset { TRIES } else { tries - 1 };
        if tries == 0 {
            return Err(Interruption::LinkLost);
        }
        offset = arrived;
    }
}

impl Engine {
    /// Hands in the bytes of a file once, from where an earlier try left off. `first`: begin at the beginning.
    pub(crate) async fn hand_in_once(&self, access: String, sha256: &str, bytes: &[u8], first: &AtomicBool) -> Result<FileReply, Trouble> {
        let (remote, world) = (&self.remote, &self.world);
        let offset = if first.swap(false, Relaxed) { 0 } else { remote.file_offset(&access, sha256).await? };
        let began = world.monotonic_ms();
        let reply = match remote.hand_in(&access, sha256, offset, bytes).await {
            // Part of it arrived in a sync that was cut short: go on from there.
            Err(trouble) if trouble.code() == Some(Code::WrongOffset) => {
                let offset = remote.file_offset(&access, sha256).await?;
                remote.hand_in(&access, sha256, offset, bytes).await?
            }
            // What lay there from an earlier try was spoilt, and is thrown away by now.
            Err(trouble) if trouble.code() == Some(Code::ChecksumMismatch) && offset > 0 => {
                remote.hand_in(&access, sha256, 0, bytes).await?
            }
            other => other?,
        };
        self.measured_transfer(bytes.len().saturating_sub(offset as usize), world.monotonic_ms().saturating_sub(began));
        Ok(reply)
    }
}
