//! Where batch files lie: whole ones in an object store (a folder here, S3 when it grows), parts of one in a spool folder.
//!
//! A file is named by organisation, device and checksum, so that no device can reach another's, and is only whole once its
//! bytes have that checksum. What is deliberately not here: what is in a file (`uploads`, `rescue`).

use bytes::Bytes;
use daybook_record::{DeviceId, World};
use futures::{Stream, StreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

/// The name of a batch file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileName {
    org: String,
    device: DeviceId,
    sha256: String,
}

impl FileName {
    /// None where that is no checksum in lower-case hex.
    pub fn new(org: &str, device: DeviceId, sha256: &str) -> Option<Self> {
        let hex = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        hex.then(|| Self { org: org.to_owned(), device, sha256: sha256.to_owned() })
    }

    fn object(&self) -> ObjectPath {
        ObjectPath::from_iter(["batches", &self.org, &self.device.to_string(), &self.sha256])
    }
}

/// Why bytes were not taken.
#[derive(Debug, thiserror::Error)]
pub enum HandInError {
    /// They do not continue where the upload stands.
    #[error("the upload stands at {stands_at}")]
    WrongOffset {
        /// Where it stands.
        stands_at: u64,
    },
    /// More bytes than were announced. What was there is forgotten.
    #[error("more bytes than were announced")]
    TooMuch,
    /// All bytes are there, and they are others than the name says. They are forgotten.
    #[error("the checksum is another")]
    WrongChecksum,
    /// The link went away; what came is kept.
    #[error("the link went away")]
    LinkLost,
    /// An earlier request still writes this file.
    #[error("an earlier request still writes this file")]
    Busy,
    /// The disk.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The service's storage.
pub struct Storage {
    whole: Arc<dyn ObjectStore>,
    spool: PathBuf,
    writing: Mutex<HashMap<FileName, Arc<tokio::sync::Mutex<()>>>>,
}

impl Storage {
    /// In folders under the data folder.
    pub fn in_folder(data: &Path) -> io::Result<Self> {
        let (files, spool) = (data.join("files"), data.join("spool"));
        std::fs::create_dir_all(&files)?;
        std::fs::create_dir_all(&spool)?;
        let whole = LocalFileSystem::new_with_prefix(&files).map_err(from_store)?.with_fsync(true).with_automatic_cleanup(true);
        Ok(Self { whole: Arc::new(whole), spool, writing: Mutex::default() })
    }

    /// Forgets parts of files that nobody has gone on with since this time. The device has the whole file still.
    pub fn forget_parts_before(&self, time: SystemTime) -> io::Result<()> {
        for folder in std::fs::read_dir(&self.spool)? {
            for part in std::fs::read_dir(folder?.path())? {
                let part = part?;
                if part.metadata()?.modified()? < time {
                    std::fs::remove_file(part.path())?;
                }
            }
        }
        Ok(())
    }

    /// How many bytes of a file are there; none where there are none.
    pub async fn received(&self, name: &FileName) -> io::Result<Option<u64>> {
        if let Some(size) = self.size(name).await? {
            return Ok(Some(size));
        }
        match tokio::fs::metadata(self.part(name)).await {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes bytes of a file of `length`, from `offset`. Gives how many there are now; `length` means that it is whole.
    pub async fn hand_in<E>(
        &self,
        name: &FileName,
        offset: u64,
        length: u64,
        bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<u64, HandInError> {
        // A request whose link died may not know it yet; it is given a moment to notice.
        let gate = self.gate(name);
        let Ok(_alone) = tokio::time::timeout(Duration::from_secs(5), gate.one.lock()).await else { return Err(HandInError::Busy) };
        if let Some(size) = self.size(name).await? {
            return Ok(size);
        }
        let part = self.part(name);
        let received = match self.append(&part, offset, length, bytes).await {
            Err(HandInError::TooMuch) => {
                tokio::fs::remove_file(&part).await?;
                return Err(HandInError::TooMuch);
            }
            received => received?,
        };
        if received == length {
            let whole = Bytes::from(tokio::fs::read(&part).await?);
            if checksum(whole.clone()).await? != name.sha256 {
                tokio::fs::remove_file(&part).await?;
                return Err(HandInError::WrongChecksum);
            }
            self.whole.put(&name.object(), PutPayload::from_bytes(whole)).await.map_err(from_store)?;
            tokio::fs::remove_file(&part).await?;
        }
        Ok(received)
    }

    async fn append<E>(
        &self,
        part: &Path,
        offset: u64,
        length: u64,
        mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<u64, HandInError> {
        if let Some(folder) = part.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        let mut file = tokio::fs::OpenOptions::new().create(true).write(true).truncate(false).open(part).await?;
        let mut received = file.seek(io::SeekFrom::End(0)).await?;
        if received != offset {
            return Err(HandInError::WrongOffset { stands_at: received });
        }
        while let Some(next) = bytes.next().await {
            let Ok(next) = next else {
                file.flush().await?;
                return Err(HandInError::LinkLost);
            };
            received += next.len() as u64;
            if received > length {
                return Err(HandInError::TooMuch);
            }
            file.write_all(&next).await?;
        }
        file.flush().await?;
        Ok(received)
    }

    /// A whole file; none where there is none.
    pub async fn read(&self, name: &FileName) -> io::Result<Option<Bytes>> {
        match self.whole.get(&name.object()).await {
            Ok(found) => found.bytes().await.map(Some).map_err(from_store),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(from_store(error)),
        }
    }

    /// Copies a whole file to this place on the disk; gives its size and checksum. None where there is none.
    pub async fn copy_out(&self, name: &FileName, to: &Path) -> io::Result<Option<(u64, String)>> {
        let mut bytes = match self.whole.get(&name.object()).await {
            Ok(found) => found.into_stream(),
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(from_store(error)),
        };
        let (mut out, mut hash, mut size) = (private(to).await?, Sha256::new(), 0);
        while let Some(next) = bytes.next().await {
            let next = next.map_err(from_store)?;
            hash.update(&next);
            size += next.len() as u64;
            out.write_all(&next).await?;
        }
        out.flush().await?;
        Ok(Some((size, hex::encode(hash.finalize()))))
    }

    /// Keeps a file that somebody brought. One that is there already is left as it is.
    pub async fn bring(&self, name: &FileName, from: &Path) -> io::Result<()> {
        if self.size(name).await?.is_some() {
            return Ok(());
        }
        let whole = Bytes::from(tokio::fs::read(from).await?);
        self.whole.put(&name.object(), PutPayload::from_bytes(whole)).await.map_err(from_store)?;
        Ok(())
    }

    /// A place on the disk for a file that is looked into; it goes with what is given. Left over from a kill, it is
    /// forgotten like any part.
    pub fn scratch(&self, world: &dyn World) -> io::Result<Scratch> {
        let folder = self.spool.join("scratch");
        std::fs::create_dir_all(&folder)?;
        Ok(Scratch(folder.join(world.mint().to_string())))
    }

    /// Forgets a file that is not what it was said to be, so that it can be handed in again.
    pub async fn forget(&self, name: &FileName) -> io::Result<()> {
        match self.whole.delete(&name.object()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(from_store(error)),
        }
    }

    /// Puts a file that is not what its name says where nobody takes it for that any more, and a person can still look at it.
    pub async fn set_aside(&self, name: &FileName) -> io::Result<()> {
        let aside = ObjectPath::from_iter(["spoilt", &name.org, &name.device.to_string(), &name.sha256]);
        match self.whole.rename(&name.object(), &aside).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(from_store(error)),
        }
    }

    async fn size(&self, name: &FileName) -> io::Result<Option<u64>> {
        match self.whole.head(&name.object()).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(from_store(error)),
        }
    }

    fn part(&self, name: &FileName) -> PathBuf {
        self.spool.join(name.device.to_string()).join(format!("{}.part", name.sha256))
    }

    /// How many files are being written now.
    pub fn being_written(&self) -> usize {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn gate<'a>(&'a self, name: &'a FileName) -> Gate<'a> {
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        Gate { storage: self, name, one: Arc::clone(writing.entry(name.clone()).or_default()) }
    }
}

/// One request at a time goes through with a file. The last that waits there takes it along.
struct Gate<'a> {
    storage: &'a Storage,
    name: &'a FileName,
    one: Arc<tokio::sync::Mutex<()>>,
}

impl Drop for Gate<'_> {
    fn drop(&mut self) {
        let mut writing = self.storage.writing.lock().unwrap_or_else(PoisonError::into_inner);
        // Ours goes first, so that of two that end together the second sees that it is the last.
        drop(std::mem::take(&mut self.one));
        if writing.get(self.name).is_some_and(|kept| Arc::strong_count(kept) == 1) {
            writing.remove(self.name);
        }
    }
}

/// A file that is removed when this goes.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Half a gigabyte takes a while: not on a thread that serves others.
async fn checksum(bytes: Bytes) -> io::Result<String> {
    tokio::task::spawn_blocking(move || hex::encode(Sha256::digest(&bytes))).await.map_err(io::Error::other)
}

/// A new file that is its owner's alone.
pub(crate) async fn private(path: &Path) -> io::Result<tokio::fs::File> {
    let mut options = tokio::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    options.open(path).await
}

/// The kind of the cause is what matters: a full disk is told apart from a fault.
fn from_store(error: object_store::Error) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(deeper) = cause {
        if let Some(io) = deeper.downcast_ref::<io::Error>() {
            return io::Error::new(io.kind(), "the file store");
        }
        cause = deeper.source();
    }
    io::Error::other("the file store")
}
