//! A forgotten code: support is asked to release the key, and the answer is waited for while the app runs. The person may
//! leave the page and come back to it; what was asked lives here, in memory alone.

use super::Desk;
use super::arriving::{Arriving, How};
use crate::dto::{ErrorCode, ReleaseCard, ReleaseProgress};
use crate::error::Refused;
use daybook_record::UserId;
use daybook_store::{PersonFolder, sealed_key};
use daybook_sync::Remote;
use daybook_sync::release::{self, Answer, Asked};
use std::sync::Arc;
use std::time::Duration;

/// How often support's decision is asked for.
const ASK_AGAIN: Duration = Duration::from_secs(3);

/// A request that is under way.
pub(super) struct Releasing {
    folder: PersonFolder,
    asked: Arc<Asked>,
    state: ReleaseProgress,
}

impl Releasing {
    pub(super) fn card(&self) -> ReleaseCard {
        let PersonFolder { person, name, .. } = &self.folder;
        ReleaseCard { person: *person, name: name.clone(), words: self.asked.words.clone(), state: self.state }
    }
}

impl Desk {
    /// Asks support, by the person's password; from here on the answer is waited for.
    pub async fn ask_release(self: &Arc<Self>, person: UserId, password: &str) -> Result<(), Refused> {
        let looked = self.aside(move |desk| {
            let folder = desk.folder_of(person)?;
            let key = sealed_key(&folder.folder).ok_or(ErrorCode::CannotBeReleased)?;
            Ok((folder, key))
        });
        let (folder, key) = looked.await?;
        let (Some(device), Some(server)) = (folder.device, folder.server.clone()) else {
            return Err(ErrorCode::CannotBeReleased.into());
        };
        let remote = self.line_to(&server)?;
        let asked = Arc::new(release::begin(remote.as_ref(), device, &key, &folder.username, password).await?);
        self.state().releasing = Some(Releasing { folder, asked: asked.clone(), state: ReleaseProgress::Waiting });
        self.ring();
        let desk = Arc::downgrade(self);
        tauri::async_runtime::spawn(async move {
            loop {
                tokio::time::sleep(ASK_AGAIN).await;
                let Some(desk) = desk.upgrade() else { return };
                if desk.hear_of(&asked, remote.as_ref()).await {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Asks once what became of it. True where that is the end of it.
    async fn hear_of(&self, asked: &Arc<Asked>, remote: &dyn Remote) -> bool {
        if !self.is_asking(asked) {
            return true;
        }
        let answer = match release::poll(remote, asked).await {
            Ok(Answer::Waiting) => return false,
            Ok(answer) => answer,
            // Without a link one goes on waiting; what the service refuses is over.
            Err(trouble) if trouble.code().is_none() => return false,
            Err(trouble) => {
                tracing::warn!(%trouble, "a release was not heard of any more");
                Answer::Refused
            }
        };
        let mut state = self.state();
        let Some(releasing) = state.releasing.take_if(|releasing| Arc::ptr_eq(&releasing.asked, asked)) else { return true };
        match answer {
            Answer::Key(key) => {
                let PersonFolder { name, folder, .. } = releasing.folder;
                state.arriving = Some(Arriving::new(name, How::Released { folder, key }));
            }
            _ => state.releasing = Some(Releasing { state: ReleaseProgress::Refused, ..releasing }),
        }
        drop(state);
        self.ring();
        true
    }

    fn is_asking(&self, asked: &Arc<Asked>) -> bool {
        self.state().releasing.as_ref().is_some_and(|releasing| Arc::ptr_eq(&releasing.asked, asked))
    }

    /// Stops waiting for support.
    pub fn end_release(&self) {
        self.state().releasing = None;
        self.ring();
    }
}
