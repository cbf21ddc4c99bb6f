//! Fetching: page by page, scope by scope. Rows and cursor are written together; the next page is asked for while the
//! last one is being written.

use crate::pass::{Interruption, Pass};
use crate::remote::Trouble;
use daybook_record::Scope;
use daybook_store::{Arrived, Departed, Page, ScopeRow, StoreError};
use daybook_wire::code::Code;
use daybook_wire::pull::{Digest, PullReply, PullRequest, mark};
use daybook_wire::session::Levers;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, TryStreamExt};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// However slow the link, a page holds so many bytes.
const SMALLEST_PAGE: u32 = 16 * 1024;
/// A page of ten thousand records is one record by then.
const MOST_HALVED: u32 = 14;
/// About what a record takes on this device, with what finds it again and the log that is written first.
const RECORD_BYTES: u64 = 2 * 1024;
/// Scopes fetched side by side.
const SIDE_BY_SIDE: usize = 3;

impl Pass<'_> {
    /// Fetches every assigned scope that `wanted` picks. What is new on this device is not begun where it would leave no room
    /// for what is recorded here; what is here already goes on being fetched.
    pub(crate) async fn fetch_where(&self, levers: &Levers, wanted: impl Fn(&Scope) -> bool) -> Result<(), Interruption> {
        let scopes = self.engine.on_disk(|store| store.scopes()).await?;
        let wanted: Vec<ScopeRow> = scopes.into_iter().filter(|row| !row.leaving && wanted(&row.scope)).collect();
        let (begun, new): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|row| row.cursor.is_some());
        let room = self.is_room_for(&new).await?;
        let fetched = begun.into_iter().chain(new.into_iter().filter(|_| room));
        futures::stream::iter(fetched).map(|row| self.fetch_scope(row, levers)).buffer_unordered(SIDE_BY_SIDE).try_collect::<()>().await?;
        if room { Ok(()) } else { Err(StoreError::DiskFull.into()) }
    }

    /// Whether what is new fits, as the service counts it.
    async fn is_room_for(&self, new: &[ScopeRow]) -> Result<bool, Interruption> {
        let records = new.iter().fold(0_u64, |sum, row| sum.saturating_add(row.about));
        let bytes = records.saturating_mul(RECORD_BYTES);
        let room = new.is_empty() || self.engine.on_disk(move |store| Ok(store.has_room_for(bytes))).await?;
        if !room {
            tracing::warn!(records, bytes, "there is no room for what would come down; it is not begun");
        }
        Ok(room)
    }

    /// Fetches one scope to its end and compares the counts. Where they differ it is fetched from nothing, once.
    async fn fetch_scope(&self, row: ScopeRow, levers: &Levers) -> Result<(), Interruption> {
        let mut cursor = row.cursor.clone();
        for again in [false, true] {
            if again {
                let scope = row.scope.clone();
                self.engine.on_disk(move |store| store.restart_scope(&scope)).await?;
                cursor = None;
            }
            let Some(theirs) = self.fetch_pages(&row, cursor.clone(), levers).await? else { continue };
            let scope = row.scope.clone();
            let (count, sum) = self.engine.on_disk(move |store| store.digest(&scope)).await?;
            let ours = Digest { count, sum };
            if ours == theirs {
                self.tell(|progress| {
                    if let Some(line) = progress.fetching.iter_mut().find(|line| line.scope == row.scope) {
                        line.complete = true;
                    }
                });
                return Ok(());
            }
            tracing::warn!(scope = %row.scope, ours = ours.count, theirs = theirs.count, "the counts differ; fetching again");
            if again {
                return Err(Interruption::CountsDiffer { here: ours.count, there: theirs.count });
            }
        }
        // The cursor was refused twice, once freshly made: the service is not itself.
        Err(Interruption::ServiceFailing { reference: None, retry_after: None })
    }

    /// Fetches page after page until there is no more. None where the service does not know our cursor.
    async fn fetch_pages(&self, row: &ScopeRow, mut cursor: Option<String>, levers: &Levers) -> Result<Option<Digest>, Interruption> {
        let mut writing = None;
        // How often the page has been halved: what a link could not carry in time, or lost on the way, is asked for in less. A
        // page that is larger than what passes between two resets would never come at all.
        let halved = &AtomicU32::new(0);
        loop {
            // The engine's own retry answers what passes; a cursor that is not ours is for the caller.
            let (refused, troubled) = (&AtomicBool::new(false), &AtomicBool::new(false));
            let page = self
                .engine
                .call(levers.tries, &|wait| self.waiting(wait), |access| {
                    let half = halved.load(Relaxed);
                    let request = PullRequest {
                        scope: row.scope.clone(),
                        cursor: cursor.clone(),
                        most_records: (levers.page_records >> half).max(1),
                        most_bytes: (levers.page_bytes >> half).max(SMALLEST_PAGE),
                    };
                    async move {
                        self.engine.remote.pull(&access, &request).await.inspect_err(|trouble| {
                            refused.store(trouble.code() == Some(Code::CursorNotYours), Relaxed);
                            troubled.store(true, Relaxed);
                            halved.store((half + smaller_by(trouble)).min(MOST_HALVED), Relaxed);
                        })
                    }
                    .boxed()
                })
                .await;
            if let Some(writing) = writing.take() {
                self.written(row, writing).await?;
            }
            let reply = match page {
                Err(_) if refused.load(Relaxed) => return Ok(None),
                page => page?,
            };
            let (has_more, digest) = (reply.has_more, reply.digest);
            if !troubled.load(Relaxed) {
                // The link has carried that much: it may carry more.
                halved.store(halved.load(Relaxed).saturating_sub(1), Relaxed);
            }
            cursor = Some(reply.cursor.clone());
            let write = self.write(row.scope.clone(), reply);
            if has_more {
                writing = Some(write);
                continue;
            }
            self.written(row, write).await?;
            return Ok(Some(digest.unwrap_or_default()));
        }
    }

    /// Begins to write a page, away from the network's threads.
    fn write(&self, scope: Scope, reply: PullReply) -> BoxFuture<'static, Result<u32, StoreError>> {
        let at = self.engine.world.now();
        self.engine.begin_on_disk(move |store| {
            let records = reply
                .records
                .into_iter()
                .map(|record| Arrived {
                    mark: mark(record.id, record.version),
                    kind: record.kind,
                    id: record.id,
                    version: record.version,
                    facts: record.facts,
                })
                .collect::<Vec<_>>();
            let gone = reply
                .gone
                .into_iter()
                .map(|gone| Departed { kind: gone.kind, id: gone.id, version: gone.version, removed: gone.removed })
                .collect::<Vec<_>>();
            let came = (records.len() + gone.len()) as u32;
            store.apply_page(&Page { scope, records, gone, cursor: reply.cursor, last: !reply.has_more }, at)?;
            Ok(came)
        })
    }

    async fn written(&self, row: &ScopeRow, write: BoxFuture<'static, Result<u32, StoreError>>) -> Result<(), Interruption> {
        let came = write.await?;
        self.tell(|progress| {
            if let Some(line) = progress.fetching.iter_mut().find(|line| line.scope == row.scope) {
                line.fetched += came;
            }
        });
        Ok(())
    }
}

/// How often a page is halved after this trouble.
fn smaller_by(trouble: &Trouble) -> u32 {
    match trouble {
        Trouble::TooSlow => 2,
        Trouble::NoAnswer => 1,
        _ => 0,
    }
}
