//! A wipe that the team asked for, from the moment that everything is handed in: the store is closed, the folder goes, the
//! person is told, the team gets the statement. What comes before stands in the engine, and so does the order of it.

use super::{Desk, Open};
use crate::dto::Notice;
use daybook_store::{Tokens, Wipe, finish_wipes, wipe, wipe_told, wipes};
use daybook_sync::{Remote, wipe as told};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long whoever still reads from the store is waited for.
const LAST_READERS: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_millis(20);
/// Tries to remove the folder before the next start does it: on some systems a scanner holds a file open for a moment.
const TRIES: u32 = 5;
/// Between two tries to tell the team, growing.
const TELL_AGAIN: (Duration, Duration) = (Duration::from_secs(10), Duration::from_secs(600));

impl Desk {
    /// At the start, before anybody unlocks: what was cut short is ended.
    pub(super) fn finish_wipes(&self) {
        let begun: Vec<_> = wipes(&self.settings.folder).into_iter().filter(|wipe| !wipe.done).collect();
        begun.iter().for_each(|wipe| self.forget_keychain(wipe.person));
        match finish_wipes(&self.settings.folder) {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "a wipe that was cut short was ended"),
            Err(error) => tracing::error!(%error, "a wipe that was cut short could not be ended; it does not open"),
        }
    }

    /// After a sync. Where handing in fails nothing has happened: the order waits, and the screens say so.
    pub async fn follow_wipe(self: &Arc<Self>, open: Arc<Open>) {
        match open.engine.prepare_wipe().await {
            Ok(Some(_)) => {}
            Ok(None) => return,
            Err(interruption) => {
                tracing::warn!(%interruption, "what waits could not be handed in: nothing is wiped");
                return self.ring();
            }
        }
        let (folder, person) = (open.store.folder().to_owned(), open.store.profile().person);
        let session = open.store.tokens().ok().flatten().zip(self.line_to(&open.store.profile().server).ok());
        self.let_go(open).await;
        remove(folder).await;
        self.forget_keychain(person);
        self.ring();
        if let Some((tokens, remote)) = session {
            self.tell_the_team(tokens, remote);
        }
    }

    /// Closes the store, and comes back once nobody holds it any more.
    async fn let_go(&self, open: Arc<Open>) {
        if self.at_work().is_ok_and(|now| Arc::ptr_eq(&now, &open)) {
            self.close(None);
        }
        let held = Arc::downgrade(&open);
        drop(open);
        for _ in 0..LAST_READERS.as_millis() / LOOK.as_millis() {
            if held.strong_count() == 0 {
                return;
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// As long as the app runs, with the session whose store is gone; after that whoever syncs here tells it.
    fn tell_the_team(self: &Arc<Self>, mut tokens: Tokens, remote: Arc<dyn Remote>) {
        let (desk, root) = (Arc::downgrade(self), self.settings.folder.clone());
        tauri::async_runtime::spawn(async move {
            let (mut pause, longest) = TELL_AGAIN;
            while !told::report(remote.as_ref(), &mut tokens, &root).await && desk.strong_count() > 0 {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(longest);
            }
        });
    }

    /// What was wiped here and nobody has read of yet.
    pub(super) fn wiped(&self) -> Option<Notice> {
        notice(untold(&self.settings.folder)?)
    }

    /// It was read. True where there was something to read.
    pub(super) fn wipe_was_read(&self) -> bool {
        let Some(wipe) = untold(&self.settings.folder) else { return false };
        if let Err(error) = wipe_told(&self.settings.folder, &wipe.order) {
            tracing::warn!(%error, "that a wipe was read of could not be written down");
        }
        true
    }
}

async fn remove(folder: PathBuf) {
    for tried in 1..=TRIES {
        let gone = folder.clone();
        match tauri::async_runtime::spawn_blocking(move || wipe(&gone)).await {
            Ok(Ok(())) => return tracing::info!("the data was removed, as the team asked"),
            Ok(Err(error)) => tracing::error!(%error, tried, "the data could not be removed yet; it does not open any more"),
            Err(error) => tracing::error!(%error, tried, "removing the data did not end"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn untold(root: &Path) -> Option<Wipe> {
    wipes(root).into_iter().find(|wipe| wipe.done && !wipe.told)
}

fn notice(wipe: Wipe) -> Option<Notice> {
    let statement = told::statement(&wipe)?;
    let sealed = statement.changes.saturating_sub(statement.receipted);
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Some(Notice::Wiped {
        name: wipe.name,
        asked_by: wipe.asked_by,
        at: statement.at,
        changes: number(statement.changes),
        sealed: number(sealed),
        files: number(statement.files.len() as u64),
        bytes: statement.files.iter().map(|(_, bytes)| bytes).sum(),
        reference: reference(&wipe.order),
    })
}

/// The end of the order's id, which the team sees whole: to be read out.
fn reference(order: &str) -> String {
    let letters: Vec<char> = order.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("W-{}", letters[letters.len().saturating_sub(6)..].iter().collect::<String>().to_uppercase())
}
