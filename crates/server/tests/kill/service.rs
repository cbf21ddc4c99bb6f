//! The service's process: the real binary on a folder and a port of its own.

use daybook_server::db::sqlite::Sqlite;
use daybook_server::{ActualWorld, Config, Service, demo};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// The service, dead or alive.
pub struct Served {
    folder: TempDir,
    address: SocketAddr,
    process: Option<Child>,
    /// Whose children these are.
    pub organisation: String,
}

impl Served {
    /// A small organisation; nothing runs yet.
    pub fn made() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::for_tests(folder.path());
        let service = Service::open(config.clone(), Arc::new(ActualWorld::default())).unwrap();
        let some = demo::Demo { seed: 7, children: 120, households: 0, argon2_kib: config.argon2_kib };
        let filled = demo::fill(service.db.as_ref(), service.world.as_ref(), some).unwrap();
        // The port is given back and taken again at once, and after each kill.
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { folder, address, process: None, organisation: filled.organisation.to_owned() }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Starts it. Whether it listens yet is for whoever asks to find out.
    pub fn starts(&mut self) {
        let process = Command::new(env!("CARGO_BIN_EXE_daybook-server"))
            .args(["serve", "--listen", &self.address.to_string(), "--data"])
            .arg(self.folder.path())
            .current_dir(self.folder.path())
            // Tokens that are soon over, so that kills fall between a token's exchange and its keeping.
            .env("DAYBOOK_ACCESS_SECONDS", "3")
            .env("DAYBOOK_SIGN_IN_TRIES", "1000")
            .env("DAYBOOK_CHANGES_PER_TRANSACTION", "3")
            .env("DAYBOOK_PUSH_WAIT_MS", "50")
            .env("DAYBOOK_LOG", "off")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        self.process = Some(process);
    }

    pub fn is_killed(&mut self) {
        if let Some(mut process) = self.process.take() {
            assert!(process.try_wait().unwrap().is_none(), "the service ended by itself");
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Its database, to be looked at beside it.
    pub fn database(&self) -> Sqlite {
        Sqlite::open(&self.folder.path().join("daybook.sqlite")).unwrap()
    }

    pub fn wal_bytes(&self) -> u64 {
        std::fs::metadata(self.folder.path().join("daybook.sqlite-wal")).map_or(0, |about| about.len())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.is_killed();
    }
}
