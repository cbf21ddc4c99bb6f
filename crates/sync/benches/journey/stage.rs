//! The stage: a service with invented children, on the disk on which everything else of a run lies.

use daybook_testkit::Clinic;
use daybook_testkit::server::db::{self, DbError};
use daybook_testkit::server::demo::{self, Demo};
use daybook_testkit::server::{ActualWorld, Config};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// The folder in which cargo builds. Not the machine's folder for temporary files, which may be no disk at all.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}

/// A folder that goes with the run.
pub fn folder() -> TempDir {
    std::fs::create_dir_all(env!("CARGO_TARGET_TMPDIR")).unwrap();
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// A running service.
pub struct Stage {
    /// It.
    pub clinic: Clinic,
    /// How many children are there.
    pub children: usize,
    folder: TempDir,
}

impl Stage {
    /// The demo's organisation with so many children; always the same ones.
    pub fn with(children: usize) -> Self {
        Self::with_households(children, 0)
    }

    /// The same, and a campaign in a district of so many households.
    pub fn with_households(children: usize, households: usize) -> Self {
        let folder = folder();
        let config = Config::for_tests(&folder.path().join("service"));
        let people = Demo { seed: 1, children, households, argon2_kib: config.argon2_kib };
        let clinic = Clinic::open(config, Arc::new(ActualWorld::default()), |service| {
            demo::fill(service.db.as_ref(), service.world.as_ref(), people).map(drop).map_err(Into::into)
        });
        Self { clinic: clinic.unwrap(), children, folder }
    }

    /// A file of that name, on the same disk.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The facts of every record that this person may carry, as JSON.
    pub fn records_of(&self, username: &str) -> Vec<String> {
        let service = self.clinic.service();
        let org = service.organisation(None).unwrap();
        db::read::<_, DbError>(service.db.as_ref(), |tx| {
            let user = tx.user_named(username)?.unwrap();
            let mut records = Vec::new();
            for scope in tx.scopes_of(&org, user.id)? {
                let page = tx.page(&org, &scope, 0, u32::MAX)?;
                records.extend(page.iter().map(|record| serde_json::to_string(&record.facts).unwrap()));
            }
            Ok(records)
        })
        .unwrap()
    }
}
