//! The operating system's keychain, where a person may keep the key that opens her work beside her code.
//!
//! What lies there is never the database's key, only one that unwraps it (the store has the other half). A keychain may ask
//! its person for a password of its own, may answer never, or not exist: every question has its time, and every failure is
//! an ordinary refusal after which the code is typed. What is deliberately not here: when it may be asked (`desk/keychain`).

#[cfg(any(target_os = "macos", windows))]
mod native;
#[cfg(target_os = "linux")]
mod secret_service;

use async_trait::async_trait;
use daybook_record::UserId;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// What lies in a keychain.
pub type Key = Zeroizing<[u8; 32]>;

/// How long a person may take to answer what her keychain asks.
const TO_ANSWER: Duration = Duration::from_secs(60);

/// How long a keychain has to show that it is there.
const TO_SHOW: Duration = Duration::from_secs(3);

/// Why a keychain was of no help.
#[derive(Debug, thiserror::Error)]
pub enum NoHelp {
    /// This computer has none.
    #[error("this computer has no keychain: {0}")]
    Absent(String),
    /// It did not answer.
    #[error("the keychain did not answer in time")]
    Silent,
    /// It is there and would not: it stays locked, or its person said no.
    #[error("the keychain refused: {0}")]
    Refused(String),
}

/// A keychain: one key a person. Each question may last as long as the person looks for an answer.
#[async_trait]
pub trait Vault: Debug + Send + Sync {
    /// It is there and could keep something. Asks nobody anything.
    async fn is_there(&self) -> Result<(), NoHelp>;
    /// Keeps the key in the place of the one before.
    async fn keep(&self, owner: &str, key: &Key) -> Result<(), NoHelp>;
    /// The key, if there is one.
    async fn find(&self, owner: &str) -> Result<Option<Key>, NoHelp>;
    /// Forgets the key. Where there is none, that is well.
    async fn forget(&self, owner: &str) -> Result<(), NoHelp>;
}

/// A keychain that is waited for no longer than is sensible.
#[derive(Clone, Debug)]
pub struct Keychain {
    vault: Arc<dyn Vault>,
    to_answer: Duration,
}

impl Keychain {
    /// The one of this computer.
    pub fn of_this_computer() -> Self {
        #[cfg(target_os = "linux")]
        let vault = secret_service::SecretServiceVault;
        #[cfg(any(target_os = "macos", windows))]
        let vault = native::NativeVault;
        #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
        let vault = NoVault;
        Self::of(Arc::new(vault), TO_ANSWER)
    }

    /// Another, which has so long to answer.
    pub fn of(vault: Arc<dyn Vault>, to_answer: Duration) -> Self {
        Self { vault, to_answer }
    }

    /// True where it could keep something.
    pub async fn is_there(&self) -> bool {
        let shown = within(TO_SHOW.min(self.to_answer), self.vault.is_there()).await;
        if let Err(why) = &shown {
            tracing::info!(%why, "no keychain is offered");
        }
        shown.is_ok()
    }

    /// Keeps the person's key, and looks whether it is there.
    pub async fn keep(&self, person: UserId, key: &Key) -> Result<(), NoHelp> {
        within(self.to_answer, self.vault.keep(&person.to_string(), key)).await?;
        match self.find(person).await? {
            Some(found) if found == *key => Ok(()),
            _ => Err(NoHelp::Refused("what was kept is not there".to_owned())),
        }
    }

    /// The person's key, if there is one.
    pub async fn find(&self, person: UserId) -> Result<Option<Key>, NoHelp> {
        within(self.to_answer, self.vault.find(&person.to_string())).await
    }

    /// Forgets the person's key. One that stays behind opens nothing: that is only written down.
    pub async fn forget(&self, person: UserId) {
        if let Err(why) = within(self.to_answer, self.vault.forget(&person.to_string())).await {
            tracing::warn!(%why, "a key that opens nothing any more could not be removed from the keychain");
        }
    }
}

async fn within<T>(time: Duration, asked: impl Future<Output = Result<T, NoHelp>>) -> Result<T, NoHelp> {
    tokio::time::timeout(time, asked).await.unwrap_or(Err(NoHelp::Silent))
}

/// As it came back from a keychain. What was kept by something else is no key.
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
fn key_of(bytes: Vec<u8>) -> Option<Key> {
    let bytes = Zeroizing::new(bytes);
    let mut key = Zeroizing::new([0; 32]);
    (bytes.len() == key.len()).then(|| key.copy_from_slice(&bytes))?;
    Some(key)
}

/// Where nothing of the kind is known.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
#[derive(Debug)]
struct NoVault;

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
#[async_trait]
impl Vault for NoVault {
    async fn is_there(&self) -> Result<(), NoHelp> {
        Err(NoHelp::Absent(std::env::consts::OS.to_owned()))
    }
    async fn keep(&self, _: &str, _: &Key) -> Result<(), NoHelp> {
        self.is_there().await
    }
    async fn find(&self, _: &str) -> Result<Option<Key>, NoHelp> {
        Ok(None)
    }
    async fn forget(&self, _: &str) -> Result<(), NoHelp> {
        Ok(())
    }
}
