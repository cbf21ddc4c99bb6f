//! A wipe that the team asked for, as far as it goes while the store is open: what waits is handed in, sealed; only then
//! nothing more is recorded, and a signed statement of what goes lies on the disk. Afterwards: telling the service.
//!
//! What is deliberately not here: removing anything. The app closes the store and then calls `store::wipe`, which refuses
//! every folder without such a statement. Where handing in fails nothing of this has happened, and the order waits.

use crate::engine::Engine;
use crate::hand_in;
use crate::pass::Interruption;
use crate::remote::{Remote, Trouble};
use daybook_record::{ChangeId, Moment};
use daybook_store::{Attachment, LastParcel, Store, StoreError, ToWipe, Tokens, Wipe, keep_wipe, wipe_reported, wipes};
use daybook_wire::code::Code;
use daybook_wire::order::{OrderDone, OrderKind, WIPE_FORM, WipeStatement};
use daybook_wire::push::FileReply;
use daybook_wire::rescue::RescueReply;
use futures::FutureExt;
use futures::future::BoxFuture;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// How often it is begun again because something was recorded while it was handed in.
const TRIES: u32 = 3;

/// What was handed in sealed: the hash of the file, and what is in it.
#[derive(Default)]
struct HandedIn {
    sha256: Option<String>,
    changes: BTreeSet<ChangeId>,
}

impl Engine {
    /// True where the team asks for this person's data to be removed, and it is here still.
    pub fn is_to_be_wiped(&self) -> bool {
        self.orders().iter().any(|order| order.what == OrderKind::Wipe)
    }

    /// After a sync: hands in what still waits and writes the signed statement. From then on the folder is only to be
    /// removed. None where nothing is asked, or where a sync goes on: it is for the end of that one.
    pub async fn prepare_wipe(&self) -> Result<Option<Wipe>, Interruption> {
        let Some(_alone) = self.alone() else { return Ok(None) };
        let Some(order) = self.order_to_wipe() else { return Ok(None) };
        tokio::select! {
            biased;
            outcome = self.hand_in_and_close(order.id) => outcome.map(Some),
            // Whoever locks meanwhile may come back in and record: what was handed in is no longer all of it.
            () = self.stopped() => Err(Interruption::Stopped),
        }
    }

    async fn hand_in_and_close(&self, order: String) -> Result<Wipe, Interruption> {
        let mut tries = TRIES;
        loop {
            let HandedIn { sha256, changes } = self.hand_in_the_rest().await?;
            let (order, at) = (order.clone(), self.world.now());
            // In one piece: either nothing of it came about, or all.
            match self.on_disk(move |store| close_and_state(store, order, at, sha256, &changes)).await {
                Err(StoreError::StillWaiting { .. }) if tries > 1 => tries -= 1,
                outcome => return Ok(outcome?),
            }
        }
    }

    /// What the sync could not send, or was recorded since: sealed, and handed in as a file.
    async fn hand_in_the_rest(&self) -> Result<HandedIn, Interruption> {
        self.hand_in_pictures_left().await?;
        let (version, world) = (self.about.app_version.clone(), self.world.clone());
        let parcel = self.on_disk(move |store| store.last_parcel(&version, world.as_ref())).await?;
        let Some(LastParcel { file, changes }) = parcel else { return Ok(HandedIn::default()) };
        let bytes = tokio::fs::read(&file).await.map_err(StoreError::from)?;
        let reply = self.hand_in(&file).await?;
        if (reply.changes as usize) < changes.len() || ((reply.taken + reply.already) as usize) < changes.len() {
            tracing::error!(reply.reference, reply.changes, reply.taken, reply.already, "not all that was handed in was taken");
            return Err(Interruption::ServiceFailing { reference: Some(reply.reference), retry_after: None });
        }
        tracing::info!(reply.reference, reply.changes, reply.taken, reply.already, "what waited was handed in before a wipe");
        Ok(HandedIn { sha256: Some(hex::encode(Sha256::digest(&bytes))), changes })
    }

    /// Photos and signatures that the service has not got: they are not in the last parcel, and go by themselves.
    async fn hand_in_pictures_left(&self) -> Result<(), Interruption> {
        while let Some(Attachment { sha256, bytes }) = self.on_disk(|store| store.attachment_that_waits()).await? {
            let (name, whole) = (&sha256, &bytes);
            let hand_in = |access: String| -> BoxFuture<'_, Result<FileReply, Trouble>> {
                async move { self.hand_in_once(access, name, whole, &AtomicBool::new(false)).await }.boxed()
            };
            if !self.call(self.levers().tries, &|_| (), hand_in).await?.whole {
                return Err(Interruption::ServiceFailing { reference: None, retry_after: None });
            }
            let at = self.world.now();
            self.on_disk(move |store| store.attachment_handed_in(&sha256, at)).await?;
        }
        Ok(())
    }

    /// With a token that holds: one that is over is exchanged once.
    async fn hand_in(&self, file: &Path) -> Result<RescueReply, Interruption> {
        let tokens = || async { self.on_disk(|store| store.tokens()).await?.ok_or(Interruption::SignInAgain { reference: None }) };
        let before = tokens().await?.access.clone();
        match hand_in::parcel(self.remote.as_ref(), &before, file).await {
            Err(Interruption::SignInAgain { .. }) => {
                self.exchange(&before).await?;
                hand_in::parcel(self.remote.as_ref(), &tokens().await?.access, file).await
            }
            outcome => outcome,
        }
    }

    /// Tells the service of the wipes on this device that it has not heard of: whoever is signed in may carry them.
    pub async fn report_wipes(&self, root: &Path) {
        for done in to_report(root) {
            let report = |access: String| -> BoxFuture<'_, _> {
                let done = done.clone();
                async move { self.remote.order_done(&access, &done).await }.boxed()
            };
            match self.call(1, &|_| (), report).await {
                Ok(()) => forget_soon(root, &done.id),
                Err(interruption) => tracing::info!(%interruption, "a wipe could not be reported"),
            }
        }
    }
}

/// Nothing more is recorded, and the signed statement lies on the disk. Where it cannot be written work goes on.
fn close_and_state(
    store: &Store,
    order: String,
    at: Moment,
    rescue: Option<String>,
    handed_in: &BTreeSet<ChangeId>,
) -> Result<Wipe, StoreError> {
    let goes = store.close_for_wipe(handed_in)?;
    let stated = state(store, order, at, rescue, goes);
    if stated.is_err() {
        store.open_again();
    }
    stated
}

fn state(store: &Store, order: String, at: Moment, rescue: Option<String>, goes: ToWipe) -> Result<Wipe, StoreError> {
    let (profile, ToWipe { changes, receipted, files }) = (store.profile(), goes);
    let (form, device, person) = (WIPE_FORM.to_owned(), profile.device, profile.person);
    let statement = WipeStatement { form, order: order.clone(), device, person, at, changes, receipted, rescue, files };
    let statement = serde_json::to_string(&statement).map_err(|_| StoreError::Unreadable("statement"))?;
    let signature = store.device_key()?.sign(statement.as_bytes());
    let (name, asked_by) = (profile.name(), profile.organisation_name.clone());
    let wipe = Wipe { order, person, name, asked_by, statement, signature, reported: false, done: false, told: false };
    keep_wipe(store.folder().parent().unwrap_or(store.folder()), &wipe)?;
    Ok(wipe)
}

/// The same with the tokens of a session whose store is gone. True once nothing is left to report.
pub async fn report(remote: &dyn Remote, tokens: &mut Tokens, root: &Path) -> bool {
    for done in to_report(root) {
        match report_once(remote, tokens, &done).await {
            Ok(()) => forget_soon(root, &done.id),
            Err(trouble) => tracing::info!(%trouble, "a wipe could not be reported yet"),
        }
    }
    to_report(root).is_empty()
}

async fn report_once(remote: &dyn Remote, tokens: &mut Tokens, done: &OrderDone) -> Result<(), Trouble> {
    let outcome = remote.order_done(&tokens.access, done).await;
    if !matches!(&outcome, Err(trouble) if trouble.code() == Some(Code::TokenExpired)) {
        return outcome;
    }
    let fresh = remote.refresh(&tokens.refresh).await?;
    *tokens = Tokens { access: fresh.access, refresh: fresh.refresh };
    remote.order_done(&tokens.access, done).await
}

/// What is gone and was not reported. What is not gone yet is not said to be.
fn to_report(root: &Path) -> Vec<OrderDone> {
    let gone = wipes(root).into_iter().filter(|wipe| wipe.done && !wipe.reported);
    gone.map(|wipe| OrderDone { id: wipe.order, statement: Some(wipe.statement), signature: Some(wipe.signature) }).collect()
}

fn forget_soon(root: &Path, order: &str) {
    if let Err(error) = wipe_reported(root, order) {
        tracing::warn!(%error, "that a wipe was reported could not be written down: it is reported again");
    }
}

/// What a kept wipe says; none where it does not read.
pub fn statement(wipe: &Wipe) -> Option<WipeStatement> {
    serde_json::from_str(&wipe.statement).ok()
}
