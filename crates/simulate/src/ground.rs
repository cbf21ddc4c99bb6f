//! The service of the play: the real router and the real database, asked in-process. It can be stopped and started, copied
//! as a backup, and go on from that copy in another epoch.
//!
//! It runs on threads of its own ([`Apart`]), one or two processes of it on the same files, and the scheduler waits while
//! it answers. Requests of two devices interleave; two deliveries of one request may meet between two transactions.

use crate::apart::Apart;
use crate::clock::SimWorld;
use crate::fragile::{Blow, Fate, Fragile};
use crate::parcel::{page, whole};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode};
use daybook_record::{ChangeId, World};
use daybook_server::db::{self, Db, DbError, Tx};
use daybook_server::demo::place::ORGANISATION;
use daybook_server::ingest::Ingest;
use daybook_server::{Config, Service, demo, uploads};
use daybook_sync::carrier::Answer;
use daybook_wire::batch::{self, Line};
use daybook_wire::session::Levers;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// The service, its data, and its backups.
pub struct Ground {
    folder: TempDir,
    world: Arc<SimWorld>,
    open: Mutex<Open>,
}

struct Open {
    /// Processes on one data folder.
    nodes: Vec<Node>,
    /// Who answers next.
    turn: usize,
    data: PathBuf,
    limits: Limits,
    copies: u32,
    backup: Option<PathBuf>,
    /// What no proxy lets through.
    poison: BTreeSet<ChangeId>,
    /// How often it was stopped, killed, or failed.
    disturbed: u64,
    deaths: u64,
}

/// One process of the service.
struct Node {
    service: Arc<Service>,
    router: Router,
    fate: Arc<Fate>,
    db: Arc<dyn Db>,
    apart: Arc<Apart>,
}

/// How the service is set.
#[derive(Clone, Debug)]
pub struct Limits {
    /// What it tells devices.
    pub levers: Levers,
    /// Most records in a page, whatever was asked for.
    pub page_records: u32,
    /// Changes taken in one transaction.
    pub changes_per_transaction: usize,
    /// How long a push waits before it says 202.
    pub push_wait_ms: u64,
    /// How long an access token lives.
    pub access_seconds: u64,
    /// How many processes serve.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let Config { levers, page_records, changes_per_transaction, push_wait_ms, access_seconds, .. } = Config::default();
        Self { levers, page_records, changes_per_transaction, push_wait_ms, access_seconds, nodes: 1 }
    }
}

impl Ground {
    /// A service on a copy of `base`.
    pub fn on_copy_of(base: &Path, world: Arc<SimWorld>) -> Self {
        let folder = in_memory();
        let data = folder.path().join("0");
        copy(base, &data).expect("the base can be copied");
        let open = Open {
            nodes: Vec::new(),
            turn: 0,
            data,
            limits: Limits::default(),
            copies: 0,
            backup: None,
            poison: BTreeSet::new(),
            disturbed: 0,
            deaths: 0,
        };
        let ground = Self { folder, world, open: Mutex::new(open) };
        ground.starts(&mut ground.open());
        ground
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts every process anew on the data that are there.
    fn starts(&self, open: &mut Open) {
        let threads: Vec<_> = open.nodes.drain(..).map(|node| node.apart).collect();
        let mut threads = threads.into_iter();
        for _ in 0..open.limits.nodes {
            let apart = threads.next().unwrap_or_else(|| Arc::new(Apart::begin()));
            let node = Node::open(&open.data, &open.limits, &self.world, apart);
            open.nodes.push(node);
        }
    }

    /// Its clock and dice.
    pub fn world(&self) -> Arc<SimWorld> {
        Arc::clone(&self.world)
    }

    /// The service's answer; none where it died of it. The caller's thread waits.
    pub fn answer(&self, request: Request<Body>, sent: Option<&Request<Bytes>>) -> Option<Answer> {
        let mut open = self.open();
        if sent.is_some_and(|sent| open.holds_poison(sent)) {
            return Some(page(StatusCode::PAYLOAD_TOO_LARGE, None));
        }
        let at = open.whose_turn();
        let answer = open.nodes[at].answer(request);
        self.after(&mut open, at, answer)
    }

    /// The same request twice at once: where two processes serve, the second is done between two transactions of the first;
    /// where one serves, they take turns. The second answer comes back.
    pub fn answer_in_the_middle(&self, sent: &Request<Bytes>, after: u64) -> Option<Answer> {
        let mut open = self.open();
        if open.holds_poison(sent) {
            return Some(page(StatusCode::PAYLOAD_TOO_LARGE, None));
        }
        let (at, other) = (open.whose_turn(), open.whose_turn());
        if at == other {
            let answer = open.nodes[at].answer_two([whole(sent), whole(sent)]);
            return self.after(&mut open, at, answer);
        }
        let (second, request, heard) = (open.nodes[other].handle(), whole(sent), Arc::new(Mutex::new(None)));
        let keep = Arc::clone(&heard);
        let let_in = Box::new(move || *keep.lock().unwrap_or_else(PoisonError::into_inner) = second.answer(request));
        open.nodes[at].fate.let_in(after, let_in);
        let first = open.nodes[at].answer(whole(sent));
        let late = open.nodes[at].fate.left_outside();
        let _ = self.after(&mut open, at, first);
        if let Some(late) = late {
            late();
        }
        let answer = heard.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.after(&mut open, other, answer)
    }

    /// A process that died is started again, on what the disk holds.
    fn after(&self, open: &mut Open, at: usize, answer: Option<Answer>) -> Option<Answer> {
        open.disturbed += open.nodes[at].fate.blows();
        if !open.nodes[at].fate.is_dead() {
            return answer;
        }
        open.deaths += 1;
        if open.nodes.len() == 1 {
            // Nobody closes what a killed process had open.
            let old = open.data.clone();
            open.copies += 1;
            open.data = self.folder.path().join(open.copies.to_string());
            copy(&old, &open.data).expect("the files can be copied");
            self.starts(open);
            let _ = fs::remove_dir_all(old);
        } else {
            let apart = Arc::clone(&open.nodes[at].apart);
            open.nodes[at] = Node::open(&open.data, &open.limits, &self.world, apart);
        }
        None
    }

    /// After so many transactions of the process whose turn it is then, this, so many times.
    pub fn arm(&self, after: u64, blow: Blow, times: u64) {
        let mut open = self.open();
        let at = open.whose_turn();
        open.nodes[at].fate.arm(after, blow, times);
    }

    /// Nothing is to happen any more, and everything is let through.
    pub fn heals(&self) {
        let mut open = self.open();
        open.poison.clear();
        open.nodes.iter().for_each(|node| node.fate.disarm());
    }

    /// No proxy lets this change through from now on.
    pub fn poisons(&self, change: ChangeId) {
        self.open().poison.insert(change);
    }

    /// What no proxy lets through.
    pub fn poisoned(&self) -> BTreeSet<ChangeId> {
        self.open().poison.clone()
    }

    /// How often it was stopped, killed, or failed.
    pub fn disturbed(&self) -> u64 {
        self.open().disturbed
    }

    /// How often it was killed.
    pub fn deaths(&self) -> u64 {
        self.open().deaths
    }

    /// An ordinary restart, set otherwise where that is given.
    pub fn restart(&self, limits: Option<Limits>) {
        let mut open = self.open();
        open.limits = limits.unwrap_or_else(|| open.limits.clone());
        open.disturbed += 1;
        self.starts(&mut open);
    }

    /// Takes a backup of everything the service holds now.
    pub fn back_up(&self) {
        let mut open = self.open();
        open.copies += 1;
        let to = self.folder.path().join(open.copies.to_string());
        copy(&open.data, &to).expect("a backup can be taken");
        open.backup = Some(to);
    }

    /// The machine is lost, and the service goes on from its backup, in a new epoch. False where there is none.
    pub fn restore(&self) -> bool {
        let mut open = self.open();
        let Some(backup) = open.backup.clone() else { return false };
        open.copies += 1;
        open.disturbed += 1;
        open.data = self.folder.path().join(open.copies.to_string());
        copy(&backup, &open.data).expect("a backup can be restored");
        self.starts(&mut open);
        let epoch = self.world.mint().to_string();
        db::write::<_, DbError>(open.nodes[0].db.as_ref(), |tx| tx.begin_epoch(ORGANISATION, &epoch)).expect("an epoch begins");
        true
    }

    /// Looks at what the service holds.
    pub fn look<T>(&self, look: impl FnOnce(&dyn Tx) -> Result<T, DbError>) -> T {
        let db = Arc::clone(&self.open().nodes[0].db);
        db::read(db.as_ref(), look).expect("the service can be looked at")
    }

    /// Tells the service something, as its own people would.
    pub fn tell<T, E: From<DbError>>(&self, work: impl FnOnce(&dyn Tx, Ingest<'_>) -> Result<T, E>) -> Result<T, E> {
        let db = Arc::clone(&self.open().nodes[0].db);
        db::write(db.as_ref(), |tx| work(tx, Ingest::new(tx, ORGANISATION, self.world.as_ref())))
    }

    /// A secret that was sealed to the organisation's recovery key, as support opens it.
    pub fn unseals(&self, sealed: &[u8]) -> Vec<u8> {
        let service = Arc::clone(&self.open().nodes[0].service);
        let identity = service.recovery.of(ORGANISATION, self.world.as_ref()).expect("there is a recovery key");
        daybook_seal::open(&identity, sealed, 32).expect("it was sealed for this service").to_vec()
    }

    /// The epoch in force.
    pub fn epoch(&self) -> String {
        self.look(|tx| tx.organisation(ORGANISATION)).expect("there is an organisation").epoch
    }
}

impl Open {
    fn whose_turn(&mut self) -> usize {
        self.turn += 1;
        self.turn % self.nodes.len()
    }

    fn holds_poison(&self, sent: &Request<Bytes>) -> bool {
        if self.poison.is_empty() || *sent.method() != Method::PUT {
            return false;
        }
        let lines = batch::unpack(sent.body()).unwrap_or_default();
        lines.iter().any(|line| matches!(line, Line::Change(change) if self.poison.contains(&change.id)))
    }
}

impl Node {
    fn open(data: &Path, limits: &Limits, world: &Arc<SimWorld>, apart: Arc<Apart>) -> Self {
        let Limits { levers, page_records, changes_per_transaction, push_wait_ms, access_seconds, .. } = limits.clone();
        let (sign_in_tries, own) = (1_000, Config::for_tests(data));
        let config = Config { levers, page_records, changes_per_transaction, push_wait_ms, access_seconds, sign_in_tries, ..own };
        let mut service = Service::open(config, Arc::clone(world) as Arc<dyn World>).expect("the service opens");
        let (db, fate) = (Arc::clone(&service.db), Arc::new(Fate::default()));
        service.db = Arc::new(Fragile { db: Arc::clone(&db), fate: Arc::clone(&fate) });
        let service = Arc::new(service);
        let resumed = Arc::clone(&service);
        apart.run(async move {
            uploads::resume(&resumed).await.expect("what was unfinished is taken up");
            uploads::at_rest(&resumed).await;
        });
        let router = daybook_server::http::router(Arc::clone(&service));
        Self { service, router, fate, db, apart }
    }

    fn handle(&self) -> Self {
        let (service, router, fate) = (Arc::clone(&self.service), self.router.clone(), Arc::clone(&self.fate));
        Self { service, router, fate, db: Arc::clone(&self.db), apart: Arc::clone(&self.apart) }
    }

    /// None where the process dies of it. What goes on in the background has come to an end, or has failed.
    fn answer(&self, request: Request<Body>) -> Option<Answer> {
        let (one, service) = (asked(self.router.clone(), request), Arc::clone(&self.service));
        let answer = self.apart.run(async move {
            let answer = tokio::spawn(one).await.expect("a request does not panic");
            uploads::at_rest(&service).await;
            answer
        });
        (!self.fate.is_dead()).then_some(answer)
    }

    /// Two requests that take turns; the second answer.
    fn answer_two(&self, [one, other]: [Request<Body>; 2]) -> Option<Answer> {
        let (one, other) = (asked(self.router.clone(), one), asked(self.router.clone(), other));
        let service = Arc::clone(&self.service);
        let answer = self.apart.run(async move {
            let (one, other) = (tokio::spawn(one), tokio::spawn(other));
            one.await.expect("a request does not panic");
            let answer = other.await.expect("a request does not panic");
            uploads::at_rest(&service).await;
            answer
        });
        (!self.fate.is_dead()).then_some(answer)
    }
}

async fn asked(router: Router, mut request: Request<Body>) -> Answer {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
    let (head, body) = router.oneshot(request).await.expect("a router always answers").into_parts();
    (head.status, head.headers, axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default())
}

/// A small organisation, with a campaign of so many households, the same every time: made once a process, copied for every play.
pub fn base(world: &SimWorld, households: usize) -> TempDir {
    let folder = in_memory();
    let config = Config::for_tests(folder.path());
    let sqlite = db::sqlite::Sqlite::open(&config.data.join("daybook.sqlite")).expect("a database");
    demo::fill(&sqlite, world, demo::Demo { seed: 7, children: 48, households, argon2_kib: config.argon2_kib }).expect("an organisation");
    folder
}

/// A folder that no disk slows down, where the machine has one.
pub fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// Copies a folder as a kill would leave it: without SQLite's shared memory, which is gone with the process.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else if !entry.file_name().to_string_lossy().ends_with("-shm") {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
