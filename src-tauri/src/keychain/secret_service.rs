//! Linux: the Secret Service of the desktop (GNOME's keyring, KDE's wallet, KeePassXC), asked over the session's bus. What
//! travels over the bus is encrypted; nothing but Rust is needed for it.

use super::{Key, NoHelp, Vault, key_of};
use async_trait::async_trait;
use secret_service::{Collection, EncryptionType, Error, Item, SecretService};
use std::collections::HashMap;

const LABEL: &str = "Daybook";

/// The Secret Service. Connected to anew for each question: it may come and go while the app runs.
#[derive(Debug)]
pub(super) struct SecretServiceVault;

#[async_trait]
impl Vault for SecretServiceVault {
    async fn is_there(&self) -> Result<(), NoHelp> {
        let service = connected().await?;
        usual(&service).await.map(drop)
    }

    async fn keep(&self, owner: &str, key: &Key) -> Result<(), NoHelp> {
        let service = connected().await?;
        let collection = usual(&service).await?;
        if collection.is_locked().await.map_err(no_help)? {
            collection.unlock().await.map_err(no_help)?;
        }
        let replace = true;
        let kept = collection.create_item(LABEL, named(owner), key.as_slice(), replace, "application/octet-stream").await;
        kept.map(drop).map_err(no_help)
    }

    async fn find(&self, owner: &str) -> Result<Option<Key>, NoHelp> {
        let service = connected().await?;
        let Some(item) = item(&service, owner).await? else { return Ok(None) };
        if item.is_locked().await.map_err(no_help)? {
            item.unlock().await.map_err(no_help)?;
        }
        item.get_secret().await.map(key_of).map_err(no_help)
    }

    async fn forget(&self, owner: &str) -> Result<(), NoHelp> {
        let service = connected().await?;
        while let Some(item) = item(&service, owner).await? {
            item.delete().await.map_err(no_help)?;
        }
        Ok(())
    }
}

async fn connected() -> Result<SecretService<'static>, NoHelp> {
    SecretService::connect(EncryptionType::Dh).await.map_err(|error| NoHelp::Absent(error.to_string()))
}

/// The keychain that opens when its person signs in to the computer. One that has none was never set up: to make it would
/// ask her to think of yet another password.
async fn usual<'a>(service: &'a SecretService<'a>) -> Result<Collection<'a>, NoHelp> {
    service.get_default_collection().await.map_err(|error| NoHelp::Absent(error.to_string()))
}

async fn item<'a>(service: &'a SecretService<'a>, owner: &str) -> Result<Option<Item<'a>>, NoHelp> {
    let found = service.search_items(named(owner)).await.map_err(no_help)?;
    Ok(found.unlocked.into_iter().chain(found.locked).next())
}

fn named(owner: &str) -> HashMap<&str, &str> {
    HashMap::from([("application", "org.daybook.app"), ("owner", owner)])
}

fn no_help(error: Error) -> NoHelp {
    match error {
        Error::Unavailable => NoHelp::Absent(error.to_string()),
        other => NoHelp::Refused(other.to_string()),
    }
}
