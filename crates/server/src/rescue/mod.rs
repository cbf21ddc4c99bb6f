//! Rescue files, and sealed copies from a shared laptop: opened, looked through to the end, and only then taken, change by
//! change, by the way that every change takes ([`crate::ingest`]).
//!
//! What a device has signed is taken as if that device had sent it; what nobody has signed goes to support as `unproven`.
//! The file stays in storage as it came, sealed to the recovery key: what it holds of a broken database is got out of it with
//! `daybook-server rescue extract`. What is deliberately not here: making one (that is the device's), and its form
//! (`daybook_seal`).

mod extract;
mod parts;

pub use extract::extract;

use crate::Service;
use crate::audit::{self, Action, Actor, Entry};
use crate::db::{DbError, RescueRow, Tx, Upload};
use crate::ingest::{Ingest, SERVICE_DEVICE, Sender};
use crate::recovery::NoRecovery;
use crate::storage::{FileName, Scratch};
use daybook_record::{DeviceId, Outcome, RecordId, UserId, kind};
use daybook_seal::About;
use daybook_wire::batch::{Line, sha256};
use daybook_wire::rescue::RescueReply;
use parts::Parts;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Why a rescue file was not taken. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum NotRescued {
    /// It was not handed in.
    #[error("there is no such file")]
    Missing,
    /// Fewer or other bytes than were announced.
    #[error("the file is not whole: other bytes arrived than were announced. Hand it in again")]
    NotWhole,
    /// Not sealed to this organisation's key, or no seal at all.
    #[error(
        "this is not a rescue file of this organisation: it is something else, or it was sealed for another service. Nothing was taken. Keep the file"
    )]
    NotForUs,
    /// Sealed for us, and cut short or changed.
    #[error(
        "this rescue file was cut short or changed on its way ({0}). Nothing was taken. Copy it again from where it was saved; keep the file"
    )]
    Damaged(&'static str),
    /// More in it than is taken at once.
    #[error("this rescue file holds more than is taken at once. Nothing was taken. Keep the file, and ask whoever looks after the service")]
    TooMuch,
    /// No recovery key.
    #[error(transparent)]
    Recovery(#[from] NoRecovery),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The disk.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

/// A file that somebody has handed in.
#[derive(Clone, Debug)]
pub struct HandedIn {
    /// To which organisation.
    pub org: String,
    /// By whom.
    pub by: UserId,
    /// Who that is, for the trail.
    pub actor: Actor,
    /// Under which device's name it lies in storage.
    pub stored_under: DeviceId,
    /// Its checksum, as it was announced.
    pub sha256: String,
    /// Its size, as it was announced.
    pub bytes: u64,
}

/// Takes what is in a file that lies in storage. The second time everything is there already. Goes on to its end whatever
/// becomes of whoever asked for it.
pub async fn take_in(service: &Arc<Service>, handed: HandedIn) -> Result<RescueReply, NotRescued> {
    let service = Arc::clone(service);
    let work = tokio::spawn(async move {
        let taken = look_and_take(&service, &handed).await;
        if let Err(error) = &taken {
            tracing::warn!(%error, "a rescue file was not taken");
        }
        if let Err(NotRescued::NotWhole | NotRescued::NotForUs | NotRescued::Damaged(_) | NotRescued::TooMuch) = &taken {
            // Whoever brought it has it still; here it would only fill the disk.
            service.storage.forget(&name(&handed)?).await?;
            let HandedIn { org, stored_under, sha256, .. } = handed;
            let forget = move |tx: &dyn Tx| match tx.upload_of(&org, stored_under, &sha256)? {
                Some(upload) => tx.forget_upload(&org, &upload.id),
                None => Ok(()),
            };
            service.write::<(), DbError>(forget).await?;
        }
        taken
    });
    work.await.unwrap_or_else(|_| Err(io::Error::other("the work was broken off").into()))
}

/// Takes what is in a file on this machine's disk: brought to support, or named on the command line.
pub async fn take_in_file(service: &Arc<Service>, org: &str, file: &Path, by: UserId, actor: Actor) -> Result<RescueReply, NotRescued> {
    let bytes = tokio::fs::metadata(file).await?.len();
    if bytes > daybook_wire::limit::FILE_BYTES {
        return Err(NotRescued::TooMuch);
    }
    let sha256 = parts::checksum(file).await?;
    let handed = HandedIn { org: org.to_owned(), by, actor, stored_under: SERVICE_DEVICE, sha256, bytes };
    service.storage.bring(&name(&handed)?, file).await?;
    take_in(service, handed).await
}

fn name(handed: &HandedIn) -> Result<FileName, NotRescued> {
    FileName::new(&handed.org, handed.stored_under, &handed.sha256).ok_or(NotRescued::Missing)
}

async fn look_and_take(service: &Arc<Service>, handed: &HandedIn) -> Result<RescueReply, NotRescued> {
    let scratch = service.storage.scratch(service.world.as_ref())?;
    let (bytes, sha256) = service.storage.copy_out(&name(handed)?, scratch.path()).await?.ok_or(NotRescued::Missing)?;
    if (bytes, &sha256) != (handed.bytes, &handed.sha256) {
        return Err(NotRescued::NotWhole);
    }
    let (service_, org) = (Arc::clone(service), handed.org.clone());
    let parts = off_thread(move || {
        let identity = service_.recovery.of(&org, service_.world.as_ref())?;
        parts::look(scratch.path(), &identity, &org, &|| service_.storage.scratch(service_.world.as_ref()))
    })
    .await?;
    let about = parts.about.clone();
    let pictures = keep_pictures(service, handed, &parts.pictures).await?;
    let (kept_files, org) = (parts.kept_files, handed.org.clone());
    let sorted = service.read(move |tx| sorted(tx, &org, parts)).await?;
    let reply = RescueReply {
        reference: format!("R-{}", sha256.get(..8).unwrap_or_default().to_uppercase()),
        changes: sorted.lines.iter().filter(|(_, line)| matches!(line, Line::Change(_))).count() as u32,
        kept_files,
        pictures,
        ..RescueReply::default()
    };
    let (lines, signed) = (Arc::new(sorted.lines), sorted.outer_signed);
    let mut taken = Taken { reply, children: BTreeSet::new() };
    let at_a_time = service.config.changes_per_transaction.max(1);
    for from in (0..lines.len()).step_by(at_a_time) {
        let (lines, service_, org, before) = (Arc::clone(&lines), Arc::clone(service), handed.org.clone(), taken);
        taken = service
            .write(move |tx| -> Result<Taken, DbError> {
                let ingest = Ingest::new(tx, &org, service_.world.as_ref());
                lines.iter().skip(from).take(at_a_time).try_fold(before, |so_far, line| so_far.and(tx, &org, &ingest, line))
            })
            .await?;
    }
    note(service, handed, about, signed, taken).await
}

/// Pictures are kept as if whoever handed in the file had handed in each. Gives how many there are.
async fn keep_pictures(service: &Arc<Service>, handed: &HandedIn, pictures: &BTreeMap<String, Scratch>) -> Result<u32, NotRescued> {
    for (sha256, scratch) in pictures {
        let name = FileName::new(&handed.org, handed.stored_under, sha256).ok_or(NotRescued::Missing)?;
        service.storage.bring(&name, scratch.path()).await?;
        let bytes = tokio::fs::metadata(scratch.path()).await?.len();
        let upload = Upload::whole(&handed.org, handed.stored_under, handed.by, sha256, bytes, service.world.as_ref());
        service.write::<_, DbError>(move |tx| tx.note_whole(&upload)).await?;
    }
    Ok(u32::try_from(pictures.len()).unwrap_or(u32::MAX))
}

/// The lines in the order in which they are taken, each change once: what was signed first.
struct Sorted {
    lines: Vec<(Sender, Line)>,
    outer_signed: bool,
}

fn sorted(tx: &dyn Tx, org: &str, parts: Parts) -> Result<Sorted, DbError> {
    let mut senders = Vec::new();
    for part in parts.parts {
        let device = tx.device(org, part.opened.about.device)?;
        let signer = device.filter(|device| device.user == part.opened.about.person);
        let signed = signer.as_ref().and_then(|device| device.key.as_deref()).is_some_and(|key| part.opened.is_signed_by(key));
        let blocked = signer.is_some_and(|device| device.blocked);
        let held = match (signed, blocked) {
            (false, _) => Some(daybook_record::Reason::Unproven),
            (true, true) => Some(daybook_record::Reason::DeviceBlocked),
            (true, false) => None,
        };
        let sender = Sender { user: part.opened.about.person, device: part.opened.about.device, held };
        senders.push((!signed, part.is_outer, sender, part.lines));
    }
    let outer_signed = senders.iter().any(|(unsigned, outer, ..)| *outer && !unsigned);
    // Stable: within them the oldest copy stays first, so that a record's changes keep their order.
    senders.sort_by_key(|(unsigned, ..)| *unsigned);
    let (mut lines, mut changes, mut texts) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (_, _, sender, of_part) in senders {
        for line in of_part {
            let is_new = match &line {
                Line::Change(change) => changes.insert(change.id),
                Line::Unreadable { text, .. } => texts.insert((sender.device, sha256(text.as_bytes()))),
            };
            if is_new {
                lines.push((sender, line));
            }
        }
    }
    Ok(Sorted { lines, outer_signed })
}

/// What has become of it so far.
struct Taken {
    reply: RescueReply,
    children: BTreeSet<RecordId>,
}

impl Taken {
    fn and(mut self, tx: &dyn Tx, org: &str, ingest: &Ingest<'_>, (sender, line): &(Sender, Line)) -> Result<Self, DbError> {
        match line {
            Line::Change(change) => {
                let answer = ingest.take(change, sender)?;
                if answer.repeated {
                    self.reply.already += 1;
                } else {
                    self.reply.taken += 1;
                    self.reply.with_support += u32::from(matches!(answer.receipt.outcome, Outcome::WithSupport { .. }));
                    self.children.extend(kind::child_of(change.kind, change.record, &change.facts));
                }
            }
            Line::Unreadable { text, .. } => {
                self.reply.unreadable += 1;
                let hash = sha256(text.as_bytes());
                if tx.unreadable_ticket(org, sender.device, &hash)?.is_none() {
                    let ticket = ingest.hold_unreadable(text, sender)?;
                    tx.save_unreadable_ticket(org, sender.device, &hash, &ticket)?;
                }
            }
        }
        Ok(self)
    }
}

async fn note(service: &Arc<Service>, handed: &HandedIn, about: About, signed: bool, taken: Taken) -> Result<RescueReply, NotRescued> {
    let (service_, handed) = (Arc::clone(service), handed.clone());
    let note = move |tx: &dyn Tx| -> Result<RescueReply, DbError> {
        let Taken { reply, children } = taken;
        let said = format!("{}: {} changes, {} new, {} with support", reply.reference, reply.changes, reply.taken, reply.with_support);
        let entry = Entry::new(&handed.org, handed.actor, Action::Rescue).on(about.device).about(children).saying(said);
        audit::note(tx, service_.world.as_ref(), entry)?;
        let row = RescueRow {
            sha256: handed.sha256,
            stored_under: handed.stored_under,
            bytes: handed.bytes,
            handed_in_by: handed.by,
            handed_in_at: service_.world.now(),
            about,
            signed,
            outcome: reply.clone(),
        };
        // A picture that a colleague handed in by itself is kept, and nothing that support has to look at.
        if reply.changes > 0 || reply.unreadable > 0 || reply.kept_files > 0 || reply.pictures == 0 {
            tx.save_rescue(&handed.org, &row)?;
        }
        Ok(reply)
    };
    Ok(service.write(note).await?)
}

/// A new file that is its owner's alone.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T, NotRescued> + Send + 'static) -> Result<T, NotRescued> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(io::Error::other("the work was broken off").into()))
}
