//! macOS: the login keychain. Windows: the Credential Manager, where the entry stays on this computer and does not travel with
//! a roaming account. Both block, so they are asked away from the threads that serve everything else.

use super::{Key, NoHelp, Vault, key_of};
use async_trait::async_trait;
use keyring_core::api::CredentialStoreApi as _;
use keyring_core::{Entry, Error};
use std::collections::HashMap;

const SERVICE: &str = "org.daybook.app";

/// The operating system's own.
#[derive(Debug)]
pub(super) struct NativeVault;

#[async_trait]
impl Vault for NativeVault {
    async fn is_there(&self) -> Result<(), NoHelp> {
        away(|| store().map(drop)).await
    }

    async fn keep(&self, owner: &str, key: &Key) -> Result<(), NoHelp> {
        let (owner, key) = (owner.to_owned(), key.clone());
        away(move || entry(&owner)?.set_secret(key.as_slice())).await
    }

    async fn find(&self, owner: &str) -> Result<Option<Key>, NoHelp> {
        let owner = owner.to_owned();
        let found = away(move || match entry(&owner)?.get_secret() {
            Err(Error::NoEntry) => Ok(None),
            found => found.map(Some),
        });
        Ok(found.await?.and_then(key_of))
    }

    async fn forget(&self, owner: &str) -> Result<(), NoHelp> {
        let owner = owner.to_owned();
        away(move || match entry(&owner)?.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            gone => gone,
        })
        .await
    }
}

#[cfg(target_os = "macos")]
fn store() -> Result<std::sync::Arc<apple_native_keyring_store::keychain::Store>, Error> {
    apple_native_keyring_store::keychain::Store::new()
}

#[cfg(windows)]
fn store() -> Result<std::sync::Arc<windows_native_keyring_store::Store>, Error> {
    windows_native_keyring_store::Store::new()
}

fn entry(owner: &str) -> Result<Entry, Error> {
    let stays_here = HashMap::from([("persistence", "Local")]);
    store()?.build(SERVICE, owner, cfg!(windows).then_some(&stays_here))
}

async fn away<T: Send + 'static>(asked: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, NoHelp> {
    let answered = tauri::async_runtime::spawn_blocking(asked).await;
    answered.map_err(|error| NoHelp::Refused(error.to_string()))?.map_err(|error| match error {
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => NoHelp::Absent(error.to_string()),
        other => NoHelp::Refused(other.to_string()),
    })
}
