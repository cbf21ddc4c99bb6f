//! Sending: the frozen set, batch by batch, each handed to storage, then to the service; a receipt for every change.
//!
//! A change leaves the outbox on its own receipt and on nothing else. What one batch meets never stops the next.

use crate::pass::{Interruption, Pass, Sends, Terms};
use crate::plan::{self, Next};
use crate::remote::Trouble;
use crate::report::Phase;
use daybook_record::{Change, Kind, RecordId};
use daybook_store::{Attachment, Queued};
use daybook_wire::batch;
use daybook_wire::code::Code;
use daybook_wire::push::{PushReply, PushRequest, UploadStatus};
use daybook_wire::session::{HelloReply, Levers};
use futures::FutureExt;
use futures::future::BoxFuture;
use std::collections::HashSet;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A batch that was not taken, as [`plan::after`] judges it, or an end to the sync.
enum NotTaken {
    Trouble(Trouble),
    End(Interruption),
}

/// Polls of an upload's status without any progress before it is given up for this sync.
const PATIENCE: u32 = 40;

impl Pass<'_> {
    /// Sends the whole frozen set. What cannot be sent now is set aside and stays in the outbox.
    pub(crate) async fn send_everything(&self, session: &Terms) -> Result<(), Interruption> {
        let levers = &session.levers;
        if self.frozen.changes > 0 {
            self.tell(|progress| progress.phase = Phase::Sending);
        }
        let (mut after, mut size) = (0, levers.batch_changes);
        // An entry's revisions go in order: where one is set aside, what builds on it waits with it.
        let mut set_aside: HashSet<RecordId> = HashSet::new();
        loop {
            let (sync, most_changes, most_bytes) = (self.frozen.sync, size, u64::from(levers.batch_bytes));
            let queued = self.engine.on_disk(move |store| store.frozen(sync, after, most_changes, most_bytes)).await?;
            let Some(last) = queued.last().map(|queued| queued.seq) else { return Ok(()) };
            let batch: Vec<&Queued> = queued.iter().filter(|queued| !set_aside.contains(&queued.change.record)).collect();
            if batch.is_empty() {
                after = last;
                continue;
            }
            match self.send_batch(&batch, session).await {
                Ok(()) => {
                    after = last;
                    size = size.saturating_mul(2).min(levers.batch_changes);
                }
                Err(NotTaken::End(interruption)) => return Err(interruption),
                Err(NotTaken::Trouble(trouble)) => match plan::after(&trouble, batch.len() as u32) {
                    Next::Smaller(smaller) => size = smaller,
                    Next::SetAside => {
                        tracing::warn!(%trouble, change = %batch[0].change.id, "a change is set aside for this sync");
                        set_aside.insert(batch[0].change.record);
                        after = last;
                        size = levers.batch_changes;
                    }
                    Next::GiveUp => return Err(trouble.into()),
                },
            }
        }
    }

    /// One batch: compiled, handed in, taken, settled. The pictures that its entries name are there before it.
    async fn send_batch(&self, queued: &[&Queued], session: &Terms) -> Result<(), NotTaken> {
        let levers = &session.levers;
        self.hand_in_pictures(queued, levers).await?;
        let changes: Vec<&Change> = queued.iter().map(|queued| &queued.change).collect();
        let file = batch::pack(changes.iter().copied()).map_err(|error| {
            tracing::error!(%error, "a batch could not be compiled");
            NotTaken::Trouble(unreadable())
        })?;
        let (ids, at): (Vec<_>, _) = (changes.iter().map(|change| change.id).collect(), self.engine.world.now());
        self.engine.on_disk(move |store| store.mark_sending(&ids, at)).await.map_err(|error| NotTaken::End(error.into()))?;
        let address = self.hand_in(&file.sha256, &file.bytes, &AtomicBool::new(true), levers).await?;
        let (sha256, bytes, epoch) = (file.sha256.clone(), file.bytes.len() as u64, session.epoch.clone());
        let request = &PushRequest { file: address, sha256, bytes, changes: file.changes, epoch };
        let reply = self.attempt(levers, |access| async move { self.engine.remote.push(&access, request).await }.boxed()).await?;
        self.until_done(reply, levers).await
    }

    /// Photos and signatures. The service is asked first what it has of each: after a restored backup it may be less than it once had.
    async fn hand_in_pictures(&self, queued: &[&Queued], levers: &Levers) -> Result<(), NotTaken> {
        let entries = queued.iter().filter(|queued| queued.change.kind == Kind::Entry).map(|queued| queued.change.record);
        for record in entries {
            let failed = |error: daybook_store::StoreError| NotTaken::End(error.into());
            let pictures = self.engine.on_disk(move |store| store.attachments_of(record)).await.map_err(failed)?;
            for Attachment { sha256, bytes } in pictures {
                match self.hand_in(&sha256, &bytes, &AtomicBool::new(false), levers).await {
                    // What lies here is not what it is called: no reason to keep the entry back. The service goes on to miss it.
                    Err(NotTaken::Trouble(trouble)) if trouble.code() == Some(Code::ChecksumMismatch) => {
                        tracing::error!("a picture on this device is not what it is called");
                        continue;
                    }
                    handed_in => handed_in?,
                };
                let at = self.engine.world.now();
                self.engine.on_disk(move |store| store.attachment_handed_in(&sha256, at)).await.map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Pictures of earlier entries that the service says it has not got: its disk may have lost them, or their entries came by way
    /// of somebody else. One that is not here is not made up; the service goes on saying that it misses it.
    /// It comes last, and whatever it meets is no end of a sync in which everything recorded is sent and everything is here.
    pub(crate) async fn hand_in_missed(&self, session: &HelloReply) -> Result<(), Interruption> {
        for missed in session.pictures.iter().filter(|_| self.sends == Sends::Everything) {
            let name = missed.clone();
            let Some((_, bytes)) = self.engine.on_disk(move |store| store.attachment(&name)).await? else { continue };
            match self.hand_in(missed, &bytes, &AtomicBool::new(false), &session.levers).await {
                Ok(_) => {
                    let (name, at) = (missed.clone(), self.engine.world.now());
                    self.engine.on_disk(move |store| store.attachment_handed_in(&name, at)).await?;
                }
                Err(NotTaken::Trouble(trouble)) if plan::after(&trouble, 1) == Next::SetAside => {
                    tracing::warn!(%trouble, "a picture that the service misses could not be handed in now");
                }
                Err(NotTaken::Trouble(trouble)) => {
                    tracing::info!(%trouble, "pictures that the service misses wait for the next sync");
                    break;
                }
                Err(NotTaken::End(interruption)) => return Err(interruption),
            }
        }
        Ok(())
    }

    /// Hands a file to storage, from where an earlier try left off. Gives its address. `first`: begin at the beginning; only after
    /// a loss is it worth asking how much of a file arrived that was just made.
    async fn hand_in(&self, sha256: &str, bytes: &[u8], first: &AtomicBool, levers: &Levers) -> Result<String, NotTaken> {
        let reply = self.attempt(levers, |access| self.engine.hand_in_once(access, sha256, bytes, first).boxed()).await?;
        reply.file.filter(|_| reply.whole).ok_or_else(|| NotTaken::Trouble(unreadable()))
    }

    /// Settles what has a receipt, and asks again until the service says that every change is taken.
    async fn until_done(&self, mut reply: PushReply, levers: &Levers) -> Result<(), NotTaken> {
        let (mut pause, mut patience) = (Duration::from_millis(300), PATIENCE);
        loop {
            let settled = self.settle(&reply).await.map_err(|error| NotTaken::End(error.into()))?;
            if reply.status == UploadStatus::Done {
                return Ok(());
            }
            patience = if settled > 0 { PATIENCE } else { patience - 1 };
            if patience == 0 {
                return Err(NotTaken::End(Interruption::ServiceFailing { reference: None, retry_after: None }));
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(Duration::from_secs(3));
            let upload = &reply.upload;
            reply = self.attempt(levers, |access| async move { self.engine.remote.upload(&access, upload).await }.boxed()).await?;
        }
    }

    async fn settle(&self, reply: &PushReply) -> Result<u32, daybook_store::StoreError> {
        let (receipts, at) = (reply.receipts.clone(), self.engine.world.now());
        let settled = self.engine.on_disk(move |store| store.settle(&receipts, at)).await?;
        if settled > 0 {
            self.tell(|progress| progress.received = (progress.received + settled).min(progress.total));
        }
        Ok(settled)
    }

    /// As `Engine::call`, but keeps the trouble apart that a smaller batch may cure.
    async fn attempt<'a, T: 'a>(
        &self,
        levers: &Levers,
        request: impl Fn(String) -> BoxFuture<'a, Result<T, Trouble>> + Sync,
    ) -> Result<T, NotTaken> {
        let last = &Mutex::new(None);
        let noted = |access: String| {
            let asked = request(access);
            async move { asked.await.inspect_err(|trouble| *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(trouble.clone())) }
                .boxed()
        };
        let outcome = self.engine.call(levers.tries, &|wait| self.waiting(wait), noted).await;
        let last = last.lock().unwrap_or_else(PoisonError::into_inner).take();
        outcome.map_err(|interruption| match (last, interruption) {
            (_, end @ (Interruption::Store(_) | Interruption::SignInAgain { .. } | Interruption::DeviceBlocked { .. })) => {
                NotTaken::End(end)
            }
            (Some(trouble), _) => NotTaken::Trouble(trouble),
            (None, end) => NotTaken::End(end),
        })
    }
}

/// The batch itself is at fault, as far as we can tell.
fn unreadable() -> Trouble {
    use daybook_wire::code::Refusal;
    Trouble::Refused(Refusal { code: Code::Malformed, reference: String::new(), retry_after: None, limit: None })
}
