//! Opening with this computer's keychain: switched on with the code, off at once, and never a way around a lock.
//!
//! It opens after a start of the app and at no other time. Whatever locks takes the store's half off the disk; the code, once
//! typed again, makes both halves anew. While the keychain is waited for no store is held: a lock must be able to drop it.

use super::Desk;
use crate::dto::{ErrorCode, KeychainStanding};
use crate::error::Refused;
use daybook_record::UserId;
use daybook_store::{OfflineCode, OpenError, PersonFolder, Store, fresh_outer_key, rest_wrapped};
use daybook_sync::levers_of;
use std::path::Path;
use std::sync::Arc;
use zeroize::Zeroizing;

impl Desk {
    /// Whether it opens the work of whoever is here.
    pub async fn keychain_standing(&self) -> Result<KeychainStanding, Refused> {
        if !self.at_work()?.engine.levers().keychain_allowed {
            return Ok(KeychainStanding::NotAllowed);
        }
        if self.with_store(|store| Ok(store.wishes_wrapped()?)).await? {
            return Ok(KeychainStanding::On);
        }
        Ok(if self.settings.keychain.is_there().await { KeychainStanding::Off } else { KeychainStanding::Absent })
    }

    /// Switches it on. Whoever finds the desk open cannot: the code is asked for, and counted like every try.
    pub async fn use_keychain(self: &Arc<Self>, code: Zeroizing<String>) -> Result<(), Refused> {
        let person = {
            let open = self.at_work()?;
            if !open.engine.levers().keychain_allowed {
                return Err(ErrorCode::NotAllowed.into());
            }
            open.store.profile().person
        };
        let world = self.world.clone();
        self.with_store(move |store| Ok(store.check_code(&OfflineCode::attempt(&code), world.as_ref())?)).await?;
        self.wrap_anew(person).await?;
        tracing::info!("the keychain opens this person's work from now on");
        self.ring();
        Ok(())
    }

    /// Switches it off. What the keychain holds opens nothing from the first step on.
    pub async fn leave_keychain(self: &Arc<Self>) -> Result<(), Refused> {
        let person = self.at_work()?.store.profile().person;
        self.with_store(|store| Ok(store.end_wrapped()?)).await?;
        self.settings.keychain.forget(person).await;
        self.ring();
        Ok(())
    }

    /// Opens with it. Whatever is amiss, the code opens still, and no try of it was counted.
    pub async fn unlock_with_keychain(self: &Arc<Self>, person: UserId) -> Result<(), Refused> {
        let folder = self.aside(move |desk| desk.folder_for_keychain(person)).await?;
        let key = self.settings.keychain.find(person).await?;
        self.aside(move |desk| {
            let key = key.ok_or(OpenError::NotTheKey);
            let opened = key.and_then(|key| Store::unlock_wrapped(&folder.folder, &key, desk.world.as_ref()));
            let store = opened.inspect_err(|error| {
                // It would be offered again in vain.
                if matches!(error, OpenError::NotTheKey) {
                    rest(&folder.folder);
                }
            })?;
            if !levers_of(&store)?.keychain_allowed {
                desk.end_keychain(&store)?;
                return Err(ErrorCode::NotAllowed.into());
            }
            // A code may have been typed while the keychain was waited for.
            desk.is_nobody_here()?;
            desk.open(store)
        })
        .await
    }

    /// What stands before it is asked at all: nobody is here, the folder is not expired, and opens so.
    fn folder_for_keychain(&self, person: UserId) -> Result<PersonFolder, Refused> {
        self.is_nobody_here()?;
        let folder = self.folder_of(person)?;
        if folder.is_expired(self.world.now()) {
            return Err(ErrorCode::Expired.into());
        }
        if folder.opens_from_elsewhere { Ok(folder) } else { Err(ErrorCode::KeychainRefused.into()) }
    }

    fn is_nobody_here(&self) -> Result<(), Refused> {
        if self.at_work().is_ok() { Err(ErrorCode::Busy.into()) } else { Ok(()) }
    }

    /// The code was typed: where she wishes it and a lock took it away, the keychain opens her work again after the next start.
    pub fn came_by_code(self: &Arc<Self>) {
        let desk = self.clone();
        tauri::async_runtime::spawn(async move {
            let Ok(Some(person)) = desk.aside(|desk| desk.who_misses_the_keychain()).await else { return };
            if let Err(refused) = desk.wrap_anew(person).await {
                tracing::warn!(%refused, "the keychain could not be made ready: the next start asks for the code");
            }
        });
    }

    fn who_misses_the_keychain(&self) -> Result<Option<UserId>, Refused> {
        let open = self.at_work()?;
        let person = open.store.profile().person;
        let misses = open.store.wishes_wrapped()? && !self.folder_of(person)?.opens_from_elsewhere;
        Ok(misses.then_some(person))
    }

    /// Both halves anew: the key in the keychain, and then the wrap on the disk, unless it was locked in the meantime.
    async fn wrap_anew(self: &Arc<Self>, person: UserId) -> Result<(), Refused> {
        let key = fresh_outer_key()?;
        self.settings.keychain.keep(person, &key).await?;
        self.aside(move |desk| {
            let before = desk.state().locks;
            let open = desk.at_work()?;
            let is_hers = open.store.profile().person == person;
            if !is_hers || desk.state().must_lock.is_some() || !open.engine.levers().keychain_allowed {
                return Err(ErrorCode::Locked.into());
            }
            open.store.wrap_for(&key)?;
            if desk.state().locks == before {
                return Ok(());
            }
            open.store.rest_wrapped()?;
            Err(ErrorCode::Locked.into())
        })
        .await
    }

    /// It locks: until the code was typed it does not open with the keychain.
    pub(super) fn rest_keychain(&self, store: &Store) {
        if let Err(error) = store.rest_wrapped() {
            tracing::error!(%error, "the keychain's way in could not be closed on the disk: its key is removed instead");
            self.forget_keychain(store.profile().person);
        }
    }

    /// The team allows it, or it ends (law 12).
    pub(super) fn obey_keychain_lever(&self) {
        let Ok(open) = self.at_work() else { return };
        if open.engine.levers().keychain_allowed || !open.store.wishes_wrapped().unwrap_or(true) {
            return;
        }
        match self.end_keychain(&open.store) {
            Ok(()) => tracing::info!("the team no longer allows the keychain: the code alone opens"),
            Err(refused) => tracing::error!(%refused, "the keychain could not be switched off"),
        }
    }

    fn end_keychain(&self, store: &Store) -> Result<(), Refused> {
        self.forget_keychain(store.profile().person);
        Ok(store.end_wrapped()?)
    }

    /// Before a folder is put aside: it opens with the code alone, wherever it lies.
    pub(super) fn set_keychain_aside(&self, folder: &PersonFolder) {
        rest(&folder.folder);
        self.forget_keychain(folder.person);
    }

    /// Nobody waits for it: the key opens nothing without the store's half.
    pub(super) fn forget_keychain(&self, person: UserId) {
        let keychain = self.settings.keychain.clone();
        tauri::async_runtime::spawn(async move { keychain.forget(person).await });
    }
}

fn rest(folder: &Path) {
    if let Err(error) = rest_wrapped(folder) {
        tracing::warn!(%error, "the keychain's way in could not be closed on the disk");
    }
}
