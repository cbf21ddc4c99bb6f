//! Keeping the work safe: sealed copies of what is unsent, room on the disk, rescue files, and data that does not open.

use super::{Desk, Open};
use crate::dto::{ErrorCode, HandedIn, KeychainStanding, Notice, RescueSaved, SettingsCard, SpaceCard};
use crate::error::Refused;
use daybook_record::UserId;
use daybook_store::{Rescued, Store, StoreError, Tokens, rescue_closed, set_aside, to_hand_in};
use daybook_sync::{Interruption, Levers, Remote, RescueReply, hand_in};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// A moment, so that several saves in a row make one copy.
const SOON: Duration = Duration::from_secs(2);

impl Desk {
    /// Something was recorded: copied in a moment, once for all that is recorded until then.
    pub fn copy_soon(self: &Arc<Self>) {
        if self.copy_is_due.swap(true, Ordering::AcqRel) {
            return;
        }
        let desk = self.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(SOON).await;
            let copied = tauri::async_runtime::spawn_blocking(move || {
                desk.copy_is_due.store(false, Ordering::Release);
                if let Ok(open) = desk.at_work() {
                    desk.copy(&open.store);
                }
            });
            if let Err(error) = copied.await {
                tracing::error!(%error, "copying did not end");
            }
        });
    }

    /// Copies what is unsent, sealed, and sees to the reserve. A failure is no reason to stop anybody: the records are saved.
    pub(super) fn copy(&self, store: &Store) {
        match store.keep_copy(&self.about.app_version, self.world.as_ref()) {
            Ok(copied) if copied.second_failed => tracing::warn!("the second copy could not be written"),
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "unsent records could not be copied");
                self.notice_damage(store, &error);
            }
        }
        self.see_to_reserve(store);
    }

    /// The reserve is there, or made anew where there is room; where it was and is not any more, a save needed it.
    pub(super) fn see_to_reserve(&self, store: &Store) {
        let there = store.keep_reserve().unwrap_or_else(|error| {
            tracing::warn!(%error, "no reserve could be kept");
            false
        });
        let changed = {
            let mut state = self.state();
            let before = (state.has_reserve, state.reserve_used);
            state.reserve_used = !there && (state.has_reserve || state.reserve_used);
            state.has_reserve = there;
            before != (state.has_reserve, state.reserve_used)
        };
        if changed {
            self.ring();
        }
    }

    /// Room on the disk, by the team's limit.
    pub(super) fn space(&self, levers: &Levers, reserve_used: bool) -> SpaceCard {
        let free_bytes = daybook_store::free_bytes(&self.settings.folder).ok();
        let low = free_bytes.is_some_and(|free| free < u64::from(levers.space_low_mb) * 1_000_000);
        SpaceCard { free_bytes, low, reserve_used }
    }

    /// Where the open data turned out to be damaged it is closed at once, so that nothing more is written over it.
    pub(super) fn notice_damage(&self, store: &Store, error: &StoreError) {
        if error.is_damage() {
            let reference = crate::error::reference(self.world.as_ref());
            tracing::error!(reference, "the open data is damaged: it is closed");
            self.close(Some(Notice::Damaged { person: store.profile().person, reference }));
        }
    }

    /// Everything unsent into one sealed file: of who works here, or of a person whose data is closed.
    pub fn save_rescue(&self, person: Option<UserId>, into: &Path) -> Result<RescueSaved, Refused> {
        let (version, world) = (&self.about.app_version, self.world.as_ref());
        let open = self.at_work().ok().filter(|open| person.is_none_or(|person| person == open.store.profile().person));
        let (rescued, closed) = match (open, person) {
            (Some(open), _) => (open.store.save_rescue(into, version, world)?, false),
            (None, Some(person)) => (rescue_closed(&self.folder_of(person)?.folder, into, version, world)?, true),
            (None, None) => return Err(ErrorCode::Locked.into()),
        };
        let Rescued { file, changes, pictures, pictures_left_out, bytes } = rescued;
        tracing::info!(changes, pictures, pictures_left_out, bytes, closed, "a rescue file was saved");
        Ok(RescueSaved { file: file.display().to_string(), changes, pictures, pictures_left_out, bytes, closed })
    }

    /// Sends another person's sealed records, unread, in the name of whoever is here.
    pub async fn send_copy(self: &Arc<Self>, person: UserId) -> Result<HandedIn, Refused> {
        let open = self.at_work()?;
        if open.engine.is_syncing() {
            return Err(ErrorCode::Busy.into());
        }
        let folder = self.folder_of(person)?;
        let files = to_hand_in(&folder.folder);
        let (copy, pictures) = files.split_first().ok_or(ErrorCode::NothingThere)?;
        let remote = self.line_to(&open.store.profile().server)?;
        let access = open.store.tokens()?.ok_or(ErrorCode::SignInAgain)?.access.clone();
        let (reply, access) = match hand_in::parcel(remote.as_ref(), &access, copy).await {
            Err(Interruption::SignInAgain { .. }) => {
                // The access token is short-lived: exchanged once, as a sync would.
                let refresh = open.store.tokens()?.ok_or(ErrorCode::SignInAgain)?.refresh.clone();
                let fresh = remote.refresh(&refresh).await?;
                let access = fresh.access.clone();
                open.store.set_tokens(Some(&Tokens { access: fresh.access, refresh: fresh.refresh }))?;
                (hand_in::parcel(remote.as_ref(), &access, copy).await?, access)
            }
            outcome => (outcome?, access),
        };
        hand_in_pictures(remote.as_ref(), &access, pictures).await;
        tracing::info!(reply.reference, reply.changes, reply.taken, reply.already, "another person's records were handed in");
        let RescueReply { reference, changes, taken, already, with_support, .. } = reply;
        Ok(HandedIn { person, name: folder.name, changes, taken, already, with_support, reference })
    }

    /// Before her own data is put aside its sealed copy is sent. Where that fails nothing is lost: it is kept with the rest.
    pub async fn send_before_set_aside(&self, person: UserId, remote: &dyn Remote, access: &str) {
        let files = self.folder_of(person).map(|folder| to_hand_in(&folder.folder)).unwrap_or_default();
        let Some((copy, pictures)) = files.split_first() else { return };
        match hand_in::parcel(remote, access, copy).await {
            Ok(reply) => {
                tracing::info!(reply.reference, reply.changes, reply.taken, "what is put aside was handed in");
                hand_in_pictures(remote, access, pictures).await;
            }
            Err(interruption) => tracing::warn!(%interruption, "what is put aside could not be handed in; it is kept"),
        }
    }

    /// Puts a person's closed data aside, whole, so that she can begin again. Nothing of it is removed.
    pub fn start_again(&self, person: UserId) -> Result<(), Refused> {
        if self.at_work().is_ok_and(|open| open.store.profile().person == person) {
            return Err(ErrorCode::Busy.into());
        }
        let folder = self.folder_of(person)?;
        self.set_keychain_aside(&folder);
        set_aside(&folder.folder, self.world.as_ref()).map_err(StoreError::from)?;
        self.put_notice_away();
        Ok(())
    }

    /// The page *Settings*.
    pub fn settings_card(&self, keychain: KeychainStanding) -> Result<SettingsCard, Refused> {
        let open = self.at_work()?;
        let levers = open.engine.levers();
        let waiting = self.folder_of(open.store.profile().person)?.waiting;
        Ok(SettingsCard {
            folder: open.store.folder().display().to_string(),
            second_copy: open.store.second_copy()?.map(|folder| folder.display().to_string()),
            copied: waiting.map_or(0, |waiting| waiting.changes),
            copied_at: waiting.map(|waiting| waiting.at),
            lock_after_minutes: levers.lock_after_minutes,
            expires_after_days: levers.expires_after_days,
            space_low_mb: levers.space_low_mb,
            keychain,
            pinned: self.settings.trust.pin.is_some(),
            journal: self.settings.folder.join("journal.log").display().to_string(),
        })
    }

    /// Copies go there too from now on, beginning with what is unsent now; none ends it.
    pub fn set_second_copy(&self, open: &Open, folder: Option<&Path>) -> Result<(), Refused> {
        let before = open.store.second_copy()?;
        open.store.set_second_copy(folder).map_err(|_| ErrorCode::FolderNotWritable)?;
        let copied = open.store.keep_copy(&self.about.app_version, self.world.as_ref())?;
        if copied.second_failed {
            open.store.set_second_copy(before.as_deref())?;
            return Err(ErrorCode::FolderNotWritable.into());
        }
        Ok(())
    }
}

/// The pictures of a copy that is there by now. One that does not get through stays where it is, and its own device is asked for it.
async fn hand_in_pictures(remote: &dyn Remote, access: &str, pictures: &[PathBuf]) {
    for picture in pictures {
        if let Err(interruption) = hand_in::parcel(remote, access, picture).await {
            return tracing::warn!(%interruption, "not every picture could be handed in; they are kept");
        }
    }
}
