//! A sign-in through the person's organisation: it goes on in her own browser, and its end is waited for while the app runs.
//! On an open desk it renews a session that is over.

use super::Desk;
use crate::dto::{BrowserSignIn, ErrorCode};
use crate::error::Refused;
use daybook_store::{Profile, Tokens};
use daybook_sync::Remote;
use daybook_sync::organisation::{self, Begun};
use std::sync::Arc;
use std::time::Duration;

/// How often its end is asked for.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// One that was begun.
pub(super) struct Browsing {
    begun: Arc<Begun>,
    /// Why nobody came in.
    failed: Option<ErrorCode>,
}

impl Browsing {
    pub(super) fn card(&self) -> BrowserSignIn {
        BrowserSignIn { words: self.begun.words.clone(), address: self.begun.address.clone(), failed: self.failed }
    }
}

impl Desk {
    /// Begins one and opens the browser. Where none opens, the address stands on the page.
    pub async fn sign_in_through_organisation(self: &Arc<Self>, server: &str, device_name: &str) -> Result<(), Refused> {
        let mine = self.at_work().ok().map(|open| open.store.profile());
        let (server, device_name, device) = match &mine {
            Some(mine) => (mine.server.as_str(), mine.device_name.as_str(), Some(mine.device)),
            None => (server, device_name, None),
        };
        let remote = self.line_to(server)?;
        let begun = Arc::new(organisation::begin(remote.as_ref(), server, device_name, device, self.about()).await?);
        self.state().browsing = Some(Browsing { begun: begun.clone(), failed: None });
        if let Err(error) = (self.settings.browser)(&begun.address) {
            tracing::warn!(kind = ?error.kind(), "no browser opened");
        }
        self.ring();
        let desk = Arc::downgrade(self);
        tauri::async_runtime::spawn(async move {
            loop {
                tokio::time::sleep(ASK_AGAIN).await;
                let Some(desk) = desk.upgrade() else { return };
                if desk.hear_from_browser(&begun, remote.as_ref()).await {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Asks once how it ended. True where that is the end of it.
    async fn hear_from_browser(self: &Arc<Self>, begun: &Arc<Begun>, remote: &dyn Remote) -> bool {
        if !self.is_browsing(begun) {
            return true;
        }
        let entered = match organisation::ask(remote, begun).await {
            Ok(None) => return false,
            // Without a link one goes on waiting; what the service refuses is over.
            Err(trouble) if trouble.code().is_none() => return false,
            Ok(Some(entered)) => Ok(entered),
            Err(trouble) => Err(Refused::from(trouble)),
        };
        // Whoever cancelled meanwhile does not come in.
        let Some(browsing) = self.state().browsing.take_if(|browsing| Arc::ptr_eq(&browsing.begun, begun)) else { return true };
        let outcome = match entered {
            Ok((profile, tokens)) => self.comes_from_browser(profile, tokens).await,
            Err(refused) => Err(refused),
        };
        if let Err(refused) = outcome {
            let failed = Some(refused.at_the_edge(self.world.as_ref()).code);
            self.state().browsing = Some(Browsing { failed, ..browsing });
        }
        self.ring();
        true
    }

    async fn comes_from_browser(self: &Arc<Self>, profile: Profile, tokens: Tokens) -> Result<(), Refused> {
        if self.at_work().is_ok() {
            return self.renews(profile, tokens).await;
        }
        self.aside(move |desk| desk.arrives(profile, tokens, false)).await
    }

    fn is_browsing(&self, begun: &Arc<Begun>) -> bool {
        self.state().browsing.as_ref().is_some_and(|browsing| Arc::ptr_eq(&browsing.begun, begun) && browsing.failed.is_none())
    }
}
