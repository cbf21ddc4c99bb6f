//! Who kills, and who looks afterwards.

use crate::account::Account;
use crate::laptop::Laptop;
use crate::nurse::{code, settles_in};
use crate::service::Served;
use daybook_record::{ChangeId, Kind, RecordId, SyncId, World};
use daybook_server::ActualWorld;
use daybook_server::db::{DbError, read};
use daybook_store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Both processes, and everything that was ever said.
pub struct Killer {
    service: Served,
    laptop: Laptop,
    world: ActualWorld,
    /// Each change, with the note and the child it is about.
    said: BTreeMap<ChangeId, (RecordId, RecordId)>,
    compared: BTreeSet<ChangeId>,
    _root: TempDir,
}

impl Killer {
    /// Both run; a nurse has signed in.
    pub fn begins() -> Self {
        let mut service = Served::made();
        service.starts();
        let root = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        while std::net::TcpStream::connect(service.url().trim_start_matches("http://")).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        let folder = runtime.block_on(settles_in(&service.url(), root.path()));
        let mut laptop = Laptop::at(folder, service.url());
        laptop.starts(false);
        Self { service, laptop, world: ActualWorld::default(), said: BTreeMap::new(), compared: BTreeSet::new(), _root: root }
    }

    /// Lets them work for a while, kills one of them or both, looks, and starts again what is dead.
    pub fn kills_once(&mut self, number: usize, account: &mut Account) {
        // Mostly in the middle of the work; every fifth time soon after a start.
        let most = if number % 5 == 4 { 120 } else { 900 };
        std::thread::sleep(Duration::from_millis(self.dice(most)));
        let phase = self.laptop.said.lock().unwrap().phase.clone();
        let victim = ["laptop", "service", "laptop", "service", "laptop", "service", "both"][self.dice(7) as usize];
        if victim != "laptop" {
            self.service.is_killed();
            account.longest_wal = account.longest_wal.max(self.service.wal_bytes());
        }
        if victim != "service" {
            self.laptop.is_killed();
            account.longest_wal = account.longest_wal.max(self.laptop.wal_bytes());
            self.looks(account);
            self.laptop.starts(false);
        }
        if victim != "laptop" {
            self.service.starts();
        }
        *account.kills.entry((victim, phase)).or_default() += 1;
    }

    /// Nobody is killed any more: what is left is sent, and both sides are looked through from end to end.
    pub fn ends(&mut self, patience: Duration, account: &mut Account) {
        self.laptop.is_killed();
        self.looks(account);
        self.laptop.starts(true);
        let began = Instant::now();
        while !self.laptop.has_gone() {
            assert!(began.elapsed() < patience, "what is left is not sent: {}", self.laptop.said.lock().unwrap().phase);
            std::thread::sleep(Duration::from_millis(50));
        }
        self.compared.clear();
        let waiting = self.looks(account);
        assert_eq!(waiting, 0, "changes wait although the last sync completed");
        self.service.is_killed();
        self.looks_through_the_service();
    }

    /// On the dead laptop: all that was said to be saved is there once; receipts are the service's own. Gives how many wait.
    fn looks(&mut self, account: &mut Account) -> usize {
        let store = Store::unlock(&self.laptop.folder, &code(), &self.world).unwrap();
        store.close_interrupted(self.world.now()).unwrap();
        let sync = SyncId(self.world.mint());
        store.begin_sync(sync, self.world.now()).unwrap();
        let waiting = store.frozen(sync, 0, u32::MAX, u64::MAX).unwrap();
        store.close_interrupted(self.world.now()).unwrap();
        let receipts = store.receipts().unwrap();
        let mut times: BTreeMap<ChangeId, u32> = BTreeMap::new();
        for change in waiting.iter().map(|queued| queued.change.id).chain(receipts.iter().map(|receipt| receipt.change)) {
            *times.entry(change).or_default() += 1;
        }
        let mut said = self.laptop.said.lock().unwrap();
        self.said.extend(said.saved.drain(..).map(|(change, record, child)| (change, (record, child))));
        for change in self.said.keys() {
            assert_eq!(times.get(change), Some(&1), "{change} was said to be saved");
        }
        assert!(times.values().all(|times| *times == 1), "a change is there twice");
        (account.saved, account.unsaid, account.receipts) = (times.len(), times.len() - self.said.len(), receipts.len());
        for end in said.ends.drain(..) {
            *account.syncs.entry(end).or_default() += 1;
        }
        account.sign_ins += std::mem::take(&mut said.sign_ins);
        let db = self.service.database();
        for receipt in receipts.iter().filter(|receipt| !self.compared.contains(&receipt.change)) {
            let logged = read::<_, DbError>(&db, |tx| tx.logged(&self.service.organisation, receipt.change)).unwrap();
            assert_eq!(logged.expect("a receipt is honoured").receipt, *receipt);
        }
        self.compared.extend(receipts.iter().map(|receipt| receipt.change));
        waiting.len()
    }

    /// Each change is in the log once, each note's changes in their order, and each note says what its last change says.
    fn looks_through_the_service(&self) {
        let db = self.service.database();
        let notes: BTreeSet<RecordId> = self.said.values().map(|(record, _)| *record).collect();
        let mut logged = BTreeSet::new();
        for note in notes {
            let history = read::<_, DbError>(&db, |tx| tx.history(&self.service.organisation, Kind::Note, note)).unwrap();
            let revisions: Vec<u32> = history.iter().map(|logged| logged.change.revision).collect();
            assert_eq!(revisions, (1..=history.len() as u32).collect::<Vec<_>>(), "{note} is out of order");
            let held = read::<_, DbError>(&db, |tx| tx.record(&self.service.organisation, Kind::Note, note)).unwrap().unwrap().held;
            let last = ["calm", "less calm", "calm again"][history.len() - 1];
            assert_eq!(held.facts.text("text"), Some(last));
            assert!(history.iter().all(|one| logged.insert(one.change.id)), "{note} holds a change twice");
        }
        assert!(self.said.keys().all(|change| logged.contains(change)), "a change is not at the service");
    }

    fn dice(&self, sides: u64) -> u64 {
        let mut bytes = [0; 8];
        self.world.random(&mut bytes);
        u64::from_le_bytes(bytes) % sides
    }
}
