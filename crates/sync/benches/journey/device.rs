//! A device as it is in life: a store behind the real work of an offline code, and a link on which bytes are counted.

use crate::counted::Counted;
use crate::stage::{self, Stage};
use crate::times::timed;
use daybook_record::draft::Entry;
use daybook_record::{ChangeId, Made, World};
use daybook_store::view::{Account, SyncEnd};
use daybook_store::{Hardness, OfflineCode, Store};
use daybook_sync::engine::{About, Engine};
use daybook_sync::sign_in::{Credentials, sign_in};
use daybook_testkit::server::{ActualWorld, demo};
use daybook_testkit::{BadLink, Road};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Somebody's laptop, signed in.
pub struct Device {
    pub store: Store,
    pub world: Arc<dyn World>,
    link: BadLink,
    service: Arc<Counted>,
    engine: Engine,
    _folder: TempDir,
}

/// A sync that completed, and what it cost.
pub struct Went {
    pub account: Account,
    pub seconds: f64,
    pub requests: u64,
    pub bytes_up: u64,
    pub bytes_down: u64,
}

impl Device {
    /// Signs in for the first time; nothing is on it yet.
    pub async fn signs_in(username: &str, stage: &Stage) -> Self {
        let world: Arc<dyn World> = Arc::new(ActualWorld::default());
        let link = BadLink::to(stage.clinic.address()).unwrap();
        let service = Arc::new(Counted::to(&link.url()));
        let about = About { app_version: env!("CARGO_PKG_VERSION").into(), platform: std::env::consts::OS.into() };
        let credentials = Credentials {
            username: username.into(),
            password: demo::PASSWORD.into(),
            device_name: format!("{username}'s laptop"),
            device: None,
            server: link.url(),
        };
        let (profile, tokens) = sign_in(service.as_ref(), credentials, &about).await.unwrap();
        let folder = stage::folder();
        let store = Store::create(folder.path(), &code(), &profile, Hardness::default(), world.as_ref()).unwrap();
        store.set_tokens(Some(&tokens)).unwrap();
        let engine = Engine::new(store.clone(), service.clone(), world.clone(), about);
        Self { store, world, link, service, engine, _folder: folder }
    }

    /// From here on the link is like that.
    pub fn takes(&self, road: Road) {
        self.link.set(road);
    }

    /// Presses *Sync your changes*, and waits for the end.
    pub async fn syncs(&self) -> Went {
        let (requests, up, down) = (self.service.requests(), self.link.bytes_sent(), self.link.bytes_received());
        let began = Instant::now();
        let sync = self.engine.sync(Arc::new(|_| ())).await.unwrap();
        let seconds = began.elapsed().as_secs_f64();
        let account = self.store.account(sync).unwrap().unwrap();
        assert_eq!(account.end, SyncEnd::Completed);
        Went {
            account,
            seconds,
            requests: self.service.requests() - requests,
            bytes_up: self.link.bytes_sent() - up,
            bytes_down: self.link.bytes_received() - down,
        }
    }

    /// Keeps an entry; gives how long until it was on the disk.
    pub fn keeps(&self, entry: &Entry) -> Duration {
        let (change, made) = (ChangeId(self.world.mint()), Made::now(self.world.as_ref(), None));
        let (saved, took) = timed(|| self.store.record(entry, change, made).unwrap());
        assert_eq!(saved.change, Some(change));
        took
    }

    /// How long the offline code takes to open the folder: the work that also slows down whoever guesses.
    pub fn unlocking(&self) -> Duration {
        timed(|| Store::unlock(self.store.folder(), &code(), self.world.as_ref()).unwrap()).1
    }
}

fn code() -> OfflineCode {
    OfflineCode::attempt("kite harbor velvet tunnel maple")
}
