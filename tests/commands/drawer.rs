//! A keychain in memory, which can be taken away, be locked, or never answer.

use async_trait::async_trait;
use daybook_app::keychain::{Key, NoHelp, Vault};
use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

/// How the keychain is disposed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Mood {
    /// It does as it is asked.
    #[default]
    Willing,
    /// There is none.
    Absent,
    /// It is locked, and its person says no.
    Refusing,
    /// It never answers.
    Silent,
}

/// A keychain in memory.
#[derive(Debug, Default)]
pub struct Drawer {
    keys: Mutex<BTreeMap<String, Key>>,
    mood: Mutex<Mood>,
    asked: AtomicU32,
}

impl Drawer {
    /// How many keys lie in it.
    pub fn len(&self) -> usize {
        self.keys.lock().unwrap().len()
    }

    /// Somebody takes everything out.
    pub fn is_emptied(&self) {
        self.keys.lock().unwrap().clear();
    }

    /// Somebody puts another key in the place of each.
    pub fn is_tampered_with(&self) {
        self.keys.lock().unwrap().values_mut().for_each(|key| **key = [7; 32]);
    }

    /// What lies in it, to look whether it lies elsewhere too.
    pub fn first(&self) -> Key {
        self.keys.lock().unwrap().values().next().unwrap().clone()
    }

    /// From now on it is so disposed.
    pub fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// How often it was asked for a key.
    pub fn asked(&self) -> u32 {
        self.asked.load(SeqCst)
    }

    async fn answers(&self) -> Result<(), NoHelp> {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Willing => Ok(()),
            Mood::Absent => Err(NoHelp::Absent("nothing on the bus".to_owned())),
            Mood::Refusing => Err(NoHelp::Refused("its person said no".to_owned())),
            Mood::Silent => pending().await,
        }
    }
}

#[async_trait]
impl Vault for Drawer {
    async fn is_there(&self) -> Result<(), NoHelp> {
        self.answers().await
    }

    async fn keep(&self, owner: &str, key: &Key) -> Result<(), NoHelp> {
        self.answers().await?;
        self.keys.lock().unwrap().insert(owner.to_owned(), key.clone());
        Ok(())
    }

    async fn find(&self, owner: &str) -> Result<Option<Key>, NoHelp> {
        self.asked.fetch_add(1, SeqCst);
        self.answers().await?;
        Ok(self.keys.lock().unwrap().get(owner).cloned())
    }

    async fn forget(&self, owner: &str) -> Result<(), NoHelp> {
        self.answers().await?;
        self.keys.lock().unwrap().remove(owner);
        Ok(())
    }
}
