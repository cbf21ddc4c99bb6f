//! Uploads: a file that was handed in is looked at before it is looked into, and then taken change by change in the
//! background, to its end, whatever becomes of the request that asked for it.

use crate::Service;
use crate::audit::{self, Action, Actor, Entry};
use crate::db::{DbError, Stage, Tx, Upload};
use crate::ingest::{Ingest, Sender};
use crate::service::ServiceError;
use crate::storage::FileName;
use daybook_record::Reason;
use daybook_wire::batch::{BatchError, Line, sha256, unpack};
use daybook_wire::push::Unreadable;
use std::collections::{BTreeSet, HashMap};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

/// Why a file is not taken. Nothing of it was applied, and it can be handed in again.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// It is not there.
    #[error("the file is not there")]
    Missing,
    /// It has fewer bytes or fewer changes than were announced, or its packing ends early.
    #[error("the file ends too early")]
    Truncated,
    /// Its checksum is another.
    #[error("the checksum is another")]
    WrongChecksum,
    /// More changes in it than were announced.
    #[error("more changes than were announced")]
    Malformed,
    /// It unpacks to too much.
    #[error("it unpacks to too much")]
    Bomb,
    /// It holds too many changes.
    #[error("it holds more than {limit} changes")]
    TooMany {
        /// How many it may hold.
        limit: u64,
    },
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The storage.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// What a device announced of a file.
#[derive(Clone, Copy, Debug)]
pub struct Announced {
    /// Its size.
    pub bytes: u64,
    /// How many changes are in it.
    pub changes: u32,
}

/// The uploads that are being taken.
#[derive(Default)]
pub(crate) struct Uploading {
    running: Mutex<HashMap<String, watch::Receiver<()>>>,
    tasks: TaskTracker,
    closed: AtomicBool,
}

impl Uploading {
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        self.tasks.close();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    pub(crate) async fn settled(&self) {
        self.tasks.wait().await;
    }
}

/// Takes up at the start what was not finished before the stop.
pub async fn resume(service: &Arc<Service>) -> Result<(), ServiceError> {
    let unfinished = service.read(|tx| tx.unfinished_uploads()).await?;
    for upload in unfinished {
        tracing::info!(upload = upload.id, taken = upload.taken, lines = upload.lines, "going on with an upload");
        begin(service, &upload);
    }
    Ok(())
}

/// Waits until nothing is being taken in the background.
pub async fn at_rest(service: &Service) {
    loop {
        let under_way = service.uploading.running.lock().unwrap_or_else(PoisonError::into_inner).values().next().cloned();
        let Some(mut ending) = under_way else { return };
        // Nothing is ever sent through it: it ends when the work does.
        let _ = ending.changed().await;
    }
}

/// Looks at a whole file: size, checksum, and only then what is inside. A file that is not what it was said to be is
/// forgotten, so that it can be handed in again.
pub async fn receive(service: &Arc<Service>, upload: Upload, announced: Announced) -> Result<Upload, NotTaken> {
    match looked_at(service, &upload, announced).await {
        Ok(lines) => {
            let received = Upload { stage: Stage::Received, lines, ..upload };
            let save = received.clone();
            service
                .write(move |tx| -> Result<(), NotTaken> {
                    // Somebody may have been faster with the same file.
                    match tx.upload(&save.organisation, &save.id)? {
                        Some(now) if now.stage != Stage::Whole => Ok(()),
                        _ => Ok(tx.save_upload(&save)?),
                    }
                })
                .await?;
            Ok(received)
        }
        Err(error @ (NotTaken::Db(_) | NotTaken::Io(_))) => Err(error),
        Err(error) => {
            tracing::warn!(upload = upload.id, %error, "a file is not what it was said to be");
            service.storage.forget(&name_of(&upload)?).await?;
            service.write(move |tx| -> Result<(), NotTaken> { Ok(tx.forget_upload(&upload.organisation, &upload.id)?) }).await?;
            Err(error)
        }
    }
}

async fn looked_at(service: &Service, upload: &Upload, announced: Announced) -> Result<u32, NotTaken> {
    let bytes = service.storage.read(&name_of(upload)?).await?.ok_or(NotTaken::Missing)?;
    if (bytes.len() as u64) < announced.bytes {
        return Err(NotTaken::Truncated);
    }
    let expected = upload.sha256.clone();
    off_thread(move || {
        if bytes.len() as u64 != announced.bytes || sha256(&bytes) != expected {
            return Err(NotTaken::WrongChecksum);
        }
        let lines = u32::try_from(unpack(&bytes)?.len()).unwrap_or(u32::MAX);
        match lines.cmp(&announced.changes) {
            std::cmp::Ordering::Less => Err(NotTaken::Truncated),
            std::cmp::Ordering::Greater => Err(NotTaken::Malformed),
            std::cmp::Ordering::Equal => Ok(lines),
        }
    })
    .await
}

/// Takes the changes of an upload in the background. What is given ends when the work does, well or badly: ask the
/// database how far it is.
pub fn begin(service: &Arc<Service>, upload: &Upload) -> watch::Receiver<()> {
    let uploading = &service.uploading;
    let mut running = uploading.running.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(under_way) = running.get(&upload.id) {
        return under_way.clone();
    }
    let (done, ending) = watch::channel(());
    if uploading.is_closed() {
        return ending;
    }
    running.insert(upload.id.clone(), ending.clone());
    let (service, upload) = (Arc::clone(service), upload.clone());
    uploading.tasks.spawn(async move {
        if let Err(error) = take_all(&service, &upload).await {
            tracing::error!(upload = upload.id, %error, "an upload could not be taken to its end; it will be taken up again");
        }
        service.uploading.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&upload.id);
        drop(done);
    });
    ending
}

async fn take_all(service: &Arc<Service>, upload: &Upload) -> Result<(), NotTaken> {
    let bytes = service.storage.read(&name_of(upload)?).await?.ok_or(NotTaken::Missing)?;
    let lines: Arc<Vec<Line>> = Arc::new(off_thread(move || Ok(unpack(&bytes)?)).await?);
    loop {
        if service.uploading.is_closed() {
            return Ok(());
        }
        let (lines, service_, id) = (Arc::clone(&lines), Arc::clone(service), (upload.organisation.clone(), upload.id.clone()));
        let done = service.write(move |tx| take_some(&service_, tx, &id.0, &id.1, &lines)).await?;
        if done {
            return Ok(());
        }
    }
}

/// Takes the next few changes in one short transaction. True once all are taken.
fn take_some(service: &Service, tx: &dyn Tx, org: &str, id: &str, lines: &[Line]) -> Result<bool, NotTaken> {
    let Some(upload) = tx.upload(org, id)? else { return Err(NotTaken::Missing) };
    let device = tx.device(org, upload.device)?;
    let held = device.is_none_or(|device| device.blocked).then_some(Reason::DeviceBlocked);
    let sender = Sender { user: upload.user, device: upload.device, held };
    let ingest = Ingest::new(tx, org, service.world.as_ref());
    let (first, mut taken, mut children) = (upload.taken, upload.taken, BTreeSet::new());
    for line in lines.iter().skip(taken as usize).take(service.config.changes_per_transaction.max(1)) {
        match line {
            Line::Change(change) => {
                let answer = ingest.take(change, &sender)?;
                children.extend(ingest.child_meant(change)?);
                tx.note_taken(org, id, taken, change.id, answer.repeated)?;
            }
            Line::Unreadable { line, text } => {
                let ticket = ingest.hold_unreadable(text, &sender)?;
                tx.note_unreadable(org, id, taken, &Unreadable { line: *line, ticket })?;
            }
        }
        taken += 1;
    }
    if taken > first {
        let entry = Entry::new(org, Actor::Person(upload.user), Action::Write).on(upload.device).about(children);
        audit::note(tx, service.world.as_ref(), entry.saying(format!("upload {id}, changes {} to {taken}", first + 1)))?;
    }
    let done = taken as usize >= lines.len();
    let stage = if done { Stage::Done } else { Stage::Applying };
    tx.save_upload(&Upload { stage, taken, lines: u32::try_from(lines.len()).unwrap_or(u32::MAX), ..upload })?;
    Ok(done)
}

fn name_of(upload: &Upload) -> Result<FileName, NotTaken> {
    FileName::new(&upload.organisation, upload.device, &upload.sha256).ok_or(NotTaken::Missing)
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T, NotTaken> + Send + 'static) -> Result<T, NotTaken> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(io::Error::other("the work was broken off").into()))
}

impl From<BatchError> for NotTaken {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Truncated(_) | BatchError::Unwritable(_) => NotTaken::Truncated,
            BatchError::Bomb { .. } => NotTaken::Bomb,
            BatchError::TooMany { limit } => NotTaken::TooMany { limit: limit as u64 },
        }
    }
}
