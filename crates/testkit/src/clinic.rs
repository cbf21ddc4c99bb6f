//! A service with people and children in it, in a thread of its own, on a free port of 127.0.0.1.
//!
//! It is the real service: real HTTP, a real database in a folder. Only the hashing of passwords is made cheap.

use daybook_record::World;
use daybook_server::{ActualWorld, Config, Service, ServiceError};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// A running service. Dropping it stops it with grace; its folder stays as long as whoever owns it keeps it.
pub struct Clinic {
    address: SocketAddr,
    service: Arc<Service>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    folder: Option<TempDir>,
}

impl Clinic {
    /// A service in a folder that goes with it, with what `prepare` puts in before anybody can ask.
    pub fn with(prepare: impl FnOnce(&Service) -> Result<(), ServiceError>) -> Result<Self, ServiceError> {
        Self::in_world(Arc::new(ActualWorld::default()), prepare)
    }

    /// The same in another world.
    pub fn in_world(world: Arc<dyn World>, prepare: impl FnOnce(&Service) -> Result<(), ServiceError>) -> Result<Self, ServiceError> {
        let folder = tempfile::tempdir()?;
        let mut clinic = Self::open(Config::for_tests(folder.path()), world, prepare)?;
        clinic.folder = Some(folder);
        Ok(clinic)
    }

    /// A service on a copy of a folder: what was made once at some cost serves many tests.
    pub fn on_copy_of(data: &Path) -> Result<Self, ServiceError> {
        Self::on_copy_of_with(data, |config| config)
    }

    /// The same, configured otherwise.
    pub fn on_copy_of_with(data: &Path, configure: impl FnOnce(Config) -> Config) -> Result<Self, ServiceError> {
        let folder = tempfile::tempdir()?;
        copy(data, folder.path())?;
        let config = configure(Config::for_tests(folder.path()));
        let mut clinic = Self::open(config, Arc::new(ActualWorld::default()), |_| Ok(()))?;
        clinic.folder = Some(folder);
        Ok(clinic)
    }

    /// A service as it is configured, in the world given.
    pub fn open(
        config: Config,
        world: Arc<dyn World>,
        prepare: impl FnOnce(&Service) -> Result<(), ServiceError>,
    ) -> Result<Self, ServiceError> {
        prepare(&Service::open(config.clone(), Arc::clone(&world))?)?;
        let (stop, stopped) = oneshot::channel();
        let (ready, is_ready) = mpsc::channel();
        let thread = std::thread::Builder::new().name("clinic".into()).spawn(move || serve(config, world, &ready, stopped))?;
        let (address, service) = is_ready.recv().map_err(|_| std::io::Error::other("the clinic's thread ended"))??;
        Ok(Self { address, service, stop: Some(stop), thread: Some(thread), folder: None })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://…`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its parts, for looking at what it holds.
    pub fn service(&self) -> &Arc<Service> {
        &self.service
    }

    /// Stops, and starts again on the same folder and port: an ordinary restart.
    pub fn restart(self) -> Result<Self, ServiceError> {
        self.restart_with(|config| config)
    }

    /// The same, configured otherwise from here on.
    pub fn restart_with(mut self, configure: impl FnOnce(Config) -> Config) -> Result<Self, ServiceError> {
        let folder = self.folder.take();
        let config = configure(Config { listen: self.address, ..self.service.config.clone() });
        let world = Arc::clone(&self.service.world);
        drop(self);
        let mut clinic = Self::open(config, world, |_| Ok(()))?;
        clinic.folder = folder;
        Ok(clinic)
    }

    /// A backup of everything it holds now, as a folder.
    pub fn backup(&self) -> Result<TempDir, ServiceError> {
        let folder = tempfile::tempdir()?;
        copy(&self.data(), folder.path())?;
        Ok(folder)
    }

    /// The machine is lost, and the service goes on from a backup, on the same port, in a new epoch.
    pub fn restored_from(self, backup: &Path) -> Result<Self, ServiceError> {
        let config = Config { listen: self.address, ..self.service.config.clone() };
        let world = Arc::clone(&self.service.world);
        drop(self);
        let folder = tempfile::tempdir()?;
        copy(backup, folder.path())?;
        let config = Config { data: folder.path().to_owned(), ..config };
        let mut clinic = Self::open(config, Arc::clone(&world), |service| {
            let org = service.organisation(None)?;
            Ok(daybook_server::db::write(service.db.as_ref(), |tx| tx.begin_epoch(&org, &world.mint().to_string()))?)
        })?;
        clinic.folder = Some(folder);
        Ok(clinic)
    }

    /// Where its data lies.
    pub fn data(&self) -> PathBuf {
        self.service.config.data.clone()
    }
}

impl Drop for Clinic {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

type Ready = Result<(SocketAddr, Arc<Service>), ServiceError>;

fn serve(config: Config, world: Arc<dyn World>, ready: &mpsc::Sender<Ready>, stopped: oneshot::Receiver<()>) {
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return drop(ready.send(Err(error.into()))),
    };
    runtime.block_on(async {
        match Service::start(config, world).await {
            Err(error) => drop(ready.send(Err(error))),
            Ok(running) => {
                let _ = ready.send(Ok((running.address(), Arc::clone(&running.service))));
                let _ = stopped.await;
                running.stop().await;
            }
        }
    });
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
