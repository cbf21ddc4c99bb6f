//! The service of the play: the real router and the real database, asked in-process. It can be stopped and started, copied
//! as a backup, and go on from that copy in another epoch.
//!
//! It runs on a runtime of its own, and the scheduler waits while it answers: two requests never run at the same time, so
//! that the order in which its threads finish cannot differ between two plays. Requests of two devices still interleave.

use crate::clock::SimWorld;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use daybook_record::World;
use daybook_server::db::{self, DbError, Tx};
use daybook_server::demo::place::ORGANISATION;
use daybook_server::ingest::Ingest;
use daybook_server::{Config, Service, demo, uploads};
use daybook_wire::session::Levers;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// An answer as it left the service, or as something else put in its place.
pub type Answer = (StatusCode, HeaderMap, Bytes);

/// The service, its data, and its backups.
pub struct Ground {
    folder: TempDir,
    world: Arc<SimWorld>,
    open: Mutex<Open>,
    runtime: Runtime,
}

struct Open {
    service: Arc<Service>,
    router: Router,
    levers: Levers,
    copies: u32,
    backup: Option<PathBuf>,
}

impl Ground {
    /// A service on a copy of `base`.
    pub fn on_copy_of(base: &Path, world: Arc<SimWorld>) -> Self {
        let folder = in_memory();
        let data = folder.path().join("0");
        copy(base, &data).expect("the base can be copied");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
        let levers = Levers::default();
        let (service, router) = open(&runtime, &data, &levers, &world);
        let open = Open { service, router, levers, copies: 0, backup: None };
        Self { folder, world, open: Mutex::new(open), runtime }
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The service's answer. The caller's thread waits.
    pub fn answer(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        let router = self.open().router.clone();
        apart(&self.runtime, async move {
            let (head, body) = router.oneshot(request).await.expect("a router always answers").into_parts();
            (head.status, head.headers, axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default())
        })
    }

    /// An ordinary restart, with other levers where some are given.
    pub fn restart(&self, levers: Option<Levers>) {
        let mut open = self.open();
        open.levers = levers.unwrap_or_else(|| open.levers.clone());
        let data = open.service.config.data.clone();
        (open.service, open.router) = self::open(&self.runtime, &data, &open.levers, &self.world);
    }

    /// Takes a backup of everything the service holds now.
    pub fn back_up(&self) {
        let mut open = self.open();
        open.copies += 1;
        let to = self.folder.path().join(open.copies.to_string());
        copy(&open.service.config.data, &to).expect("a backup can be taken");
        open.backup = Some(to);
    }

    /// The machine is lost, and the service goes on from its backup, in a new epoch. False where there is none.
    pub fn restore(&self) -> bool {
        let mut open = self.open();
        let Some(backup) = open.backup.clone() else { return false };
        open.copies += 1;
        let data = self.folder.path().join(open.copies.to_string());
        copy(&backup, &data).expect("a backup can be restored");
        (open.service, open.router) = self::open(&self.runtime, &data, &open.levers, &self.world);
        let epoch = self.world.mint().to_string();
        db::write::<_, DbError>(open.service.db.as_ref(), |tx| tx.begin_epoch(ORGANISATION, &epoch)).expect("an epoch begins");
        true
    }

    /// Looks at what the service holds.
    pub fn look<T>(&self, look: impl FnOnce(&dyn Tx) -> Result<T, DbError>) -> T {
        let db = Arc::clone(&self.open().service.db);
        db::read(db.as_ref(), look).expect("the service can be looked at")
    }

    /// Tells the service something, as its own people would.
    pub fn tell<T, E: From<DbError>>(&self, work: impl FnOnce(&dyn Tx, Ingest<'_>) -> Result<T, E>) -> Result<T, E> {
        let db = Arc::clone(&self.open().service.db);
        db::write(db.as_ref(), |tx| work(tx, Ingest::new(tx, ORGANISATION, self.world.as_ref())))
    }

    /// The epoch in force.
    pub fn epoch(&self) -> String {
        self.look(|tx| tx.organisation(ORGANISATION)).expect("there is an organisation").epoch
    }
}

fn open(runtime: &Runtime, data: &Path, levers: &Levers, world: &Arc<SimWorld>) -> (Arc<Service>, Router) {
    let config = Config { levers: levers.clone(), sign_in_tries: 1_000, ..Config::for_tests(data) };
    let service = Arc::new(Service::open(config, Arc::clone(world) as Arc<dyn World>).expect("the service opens"));
    let resumed = Arc::clone(&service);
    apart(runtime, async move { uploads::resume(&resumed).await.expect("what was unfinished is taken up") });
    let router = daybook_server::http::router(Arc::clone(&service));
    (service, router)
}

/// Does something on a runtime of its own, from a thread that has another one already.
fn apart<T: Send>(runtime: &Runtime, work: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| scope.spawn(|| runtime.block_on(work)).join()).unwrap_or_else(|died| std::panic::resume_unwind(died))
}

/// A small organisation, the same every time: made once a process, copied for every play.
pub fn base(world: &SimWorld) -> TempDir {
    let folder = in_memory();
    let config = Config::for_tests(folder.path());
    let sqlite = db::sqlite::Sqlite::open(&config.data.join("daybook.sqlite")).expect("a database");
    demo::fill(&sqlite, world, demo::Demo { seed: 7, children: 48, argon2_kib: config.argon2_kib }).expect("an organisation");
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
