//! The service as a whole: opened on a data folder, started on a port, stopped with grace.

use crate::config::Config;
use crate::dashboard::Counting;
use crate::db::{self, Db, DbError, Tx};
use crate::engine::EngineError;
use crate::http::throttle::Throttle;
use crate::map::Maps;
use crate::organisation::Attempts;
use crate::places::Places;
use crate::recovery::{NoRecovery, Recovery};
use crate::route::Router;
use crate::storage::Storage;
use crate::tls::Tls;
use crate::uploads::Uploading;
use axum_server::tls_rustls::RustlsAcceptor;
use daybook_record::World;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, UNIX_EPOCH};
use tokio::sync::{Semaphore, watch};

/// Why a command of the service came to nothing. Said to the person who typed it.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The data folder.
    #[error("the data folder {folder} cannot be used: {cause}")]
    Folder {
        /// Which.
        folder: String,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// The address.
    #[error("cannot listen on {address}: {cause}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// The configuration.
    #[error("the configuration does not hold: {0}")]
    Config(#[from] Box<figment::Error>),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Setting up.
    #[error(transparent)]
    SetUp(#[from] crate::people::SetUpError),
    /// The recovery key.
    #[error(transparent)]
    Recovery(#[from] NoRecovery),
    /// What was typed, or a file that was given, does not hold; in plain words.
    #[error("{0}")]
    Said(String),
    /// Reading or writing.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Hashing a password takes memory on purpose; so many at a time, the others wait.
const HASHES_AT_A_TIME: usize = 4;

/// The database's name in the data folder.
pub(crate) const DATABASE: &str = "daybook.sqlite";

/// The parts of the service, open and ready.
pub struct Service {
    /// How it is set.
    pub config: Config,
    /// Time and chance.
    pub world: Arc<dyn World>,
    /// What is remembered.
    pub db: Arc<dyn Db>,
    /// Where batch files lie.
    pub storage: Storage,
    /// What opens what devices seal.
    pub recovery: Recovery,
    /// Where maps come from.
    pub maps: Maps,
    /// Where routes come from.
    pub router: Router,
    pub(crate) counting: Counting,
    pub(crate) uploading: Uploading,
    pub(crate) attempts: Attempts,
    pub(crate) by_account: Throttle,
    pub(crate) by_address: Throttle,
    pub(crate) hashing: Semaphore,
    pub(crate) decoy: OnceLock<String>,
    pub(crate) cursor_key: [u8; 32],
}

impl Service {
    /// Opens the data folder, makes it where there is none, and brings its schema up to date. Starts nothing.
    pub fn open(config: Config, world: Arc<dyn World>) -> Result<Self, ServiceError> {
        let folder = |cause| ServiceError::Folder { folder: config.data.display().to_string(), cause };
        make_private(&config.data).map_err(folder)?;
        let db = Arc::new(db::sqlite::Sqlite::open(&config.data.join(DATABASE))?);
        let storage = Storage::in_folder(&config.data).map_err(folder)?;
        let cursor_key = crate::http::cursor::key_in(&config.data, world.as_ref()).map_err(folder)?;
        let engine = |name: &str, error: EngineError| ServiceError::Said(format!("{name}: {error}"));
        let attribution = config.map_attribution.as_str();
        let maps =
            Maps::of(config.tile_server.as_deref(), attribution, config.tile_set_seconds).map_err(|error| engine("tile_server", error))?;
        let router = Router::of(config.router.as_deref(), attribution).map_err(|error| engine("router", error))?;
        let throttle = |tries| Throttle::new(tries, config.sign_in_wait_seconds);
        Ok(Self {
            by_account: throttle(config.sign_in_tries),
            // A whole team may sit behind one address.
            by_address: throttle(config.sign_in_tries.saturating_mul(10)),
            maps,
            router,
            hashing: Semaphore::new(HASHES_AT_A_TIME),
            decoy: OnceLock::new(),
            counting: Counting::default(),
            uploading: Uploading::default(),
            attempts: Attempts::default(),
            recovery: Recovery::in_folder(&config.data),
            config,
            world,
            db,
            storage,
            cursor_key,
        })
    }

    /// Opens the service and serves in the background of the current Tokio runtime, until [`Running::stop`].
    pub async fn start(config: Config, world: Arc<dyn World>) -> Result<Running, ServiceError> {
        let service = Arc::new(Self::open(config, world)?);
        let address = service.config.listen;
        let listen = |cause| ServiceError::Listen { address, cause };
        let tls = Tls::of(&service.config)?;
        let listener = tokio::net::TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let long_ago = UNIX_EPOCH + Duration::from_millis(service.world.now_ms()).saturating_sub(KEPT_PARTS);
        service.storage.forget_parts_before(long_ago)?;
        crate::uploads::resume(&service).await?;
        let (stop, mut stopped) = watch::channel(false);
        let app = crate::http::router(Arc::clone(&service)).into_make_service_with_connect_info::<SocketAddr>();
        let until = async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        let listener = listener.into_std().map_err(listen)?;
        let mut server = axum_server::from_tcp(listener).map_err(listen)?.handle(handle(until));
        bound_headers(server.http_builder(), service.config.request_seconds);
        let places = Places::new(service.config.connections_at_a_time);
        // HTTP/1.1 is said last: a server that is given another acceptor forgets it.
        let serving = match tls.clone() {
            Some(tls) => tokio::spawn(server.acceptor(RustlsAcceptor::new(tls.in_use).acceptor(places)).http1_only().serve(app)),
            None => tokio::spawn(server.acceptor(places).http1_only().serve(app)),
        };
        tracing::info!(%address, tls = tls.is_some(), "serving");
        Ok(Running { address, service, stop, serving, tls })
    }

    /// Where the database lies; the ends of the audit trails lie beside it.
    pub fn database_path(&self) -> std::path::PathBuf {
        self.config.data.join(DATABASE)
    }

    /// The organisation that is meant: the one that was named, or the only one there is.
    pub fn organisation(&self, named: Option<&str>) -> Result<String, ServiceError> {
        let known: Vec<String> = db::read(self.db.as_ref(), |tx| tx.organisations())?.into_iter().map(|one| one.ods).collect();
        match (named, known.as_slice()) {
            (Some(named), known) if known.iter().any(|one| one == named) => Ok(named.to_owned()),
            (Some(named), _) => Err(ServiceError::Said(format!("there is no organisation {named}"))),
            (None, [only]) => Ok(only.clone()),
            (None, []) => {
                Err(ServiceError::Said("there is no organisation yet: add one with `daybook-server organisation add`".to_owned()))
            }
            (None, _) => {
                Err(ServiceError::Said(format!("there are several organisations: say which with --organisation ({})", known.join(", "))))
            }
        }
    }

    /// Writes in one transaction, off the async threads.
    pub async fn write<T, E>(&self, work: impl FnOnce(&dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = Arc::clone(&self.db);
        off_thread(move || db::write(db.as_ref(), work)).await
    }

    /// Reads one unchanging view, off the async threads.
    pub async fn read<T, E>(&self, work: impl FnOnce(&dyn Tx) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = Arc::clone(&self.db);
        off_thread(move || db::read(db.as_ref(), work)).await
    }
}

async fn off_thread<T: Send + 'static, E: From<DbError> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(DbError::Unavailable("the work was broken off".to_owned()).into()),
    }
}

/// Ends the serving with grace.
fn handle(until: impl Future<Output = ()> + Send + 'static) -> axum_server::Handle<SocketAddr> {
    let handle = axum_server::Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        until.await;
        stopping.graceful_shutdown(Some(GRACE));
    });
    handle
}

/// Bounds how long the headers of a request may take to come, and how large they may be. A connection on which nothing is asked
/// lives no longer either. HTTP/1.1 alone, which is what devices speak: to tell it from HTTP/2 one would first have to wait,
/// without an end, for what somebody says.
fn bound_headers(http: &mut Builder<TokioExecutor>, seconds: u64) {
    http.http1().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(seconds)).max_buf_size(HEADER_BYTES);
}

/// How large the headers of a request may be.
const HEADER_BYTES: usize = 64 * 1024;

/// How long requests under way are given when the service stops.
const GRACE: Duration = Duration::from_secs(10);

/// How long a part of a file is kept that nobody goes on with.
const KEPT_PARTS: Duration = Duration::from_secs(30 * 24 * 3600);

/// A new data folder is its owner's alone: it holds what patients told.
pub(crate) fn make_private(data: &Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(data)
}

/// A service that is serving.
pub struct Running {
    /// Where it listens, with the port it really took.
    pub address: SocketAddr,
    /// Its parts, for tests and for the support pages.
    pub service: Arc<Service>,
    stop: watch::Sender<bool>,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
    tls: Option<Tls>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://…`, or `https://…` over TLS, without a slash at the end.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.is_tls() { "https" } else { "http" }, self.address)
    }

    /// True where it speaks TLS itself.
    pub fn is_tls(&self) -> bool {
        self.tls.is_some()
    }

    /// Reads certificate and key again. Where that fails the one in use stays in use.
    pub fn renew_certificate(&self) -> Result<(), ServiceError> {
        self.tls.as_ref().map_or(Ok(()), Tls::renew)
    }

    /// Takes no more requests, finishes those that are under way (for at most ten seconds), and what is being applied to
    /// the end of its transaction; the rest is taken up at the next start.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        self.service.uploading.close();
        let mut serving = self.serving;
        if tokio::time::timeout(GRACE, &mut serving).await.is_err() {
            serving.abort();
            tracing::warn!("requests under way were broken off");
        }
        self.service.uploading.settled().await;
    }
}
