//! Room on the disk, asked after before a download begins, against a real service that counts more than any disk holds.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use bytes::Bytes;
use daybook_store::view::SyncEnd;
use daybook_sync::carrier::{Answer, Carrier};
use daybook_sync::engine::{About, Engine};
use daybook_sync::{HttpRemote, Trouble};
use desk::{Nurse, clinic, notes_held};
use http::Request;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The road to the service, on which every school's count grows beyond all disks while `counts` is set.
struct Counting {
    road: HttpRemote,
    counts: Arc<AtomicBool>,
}

#[async_trait::async_trait]
impl Carrier for Counting {
    async fn carry(&self, request: Request<Bytes>) -> Result<Answer, Trouble> {
        let greeting = request.uri().path().ends_with("/hello");
        let (status, headers, body) = self.road.carry(request).await?;
        if !greeting || !self.counts.load(Ordering::Relaxed) || !status.is_success() {
            return Ok((status, headers, body));
        }
        let mut reply: serde_json::Value = serde_json::from_slice(&body).unwrap();
        for scope in reply["scopes"].as_array_mut().unwrap() {
            if scope["scope"].as_str().unwrap().starts_with("school:") {
                scope["about"] = 1_000_000_000_000_u64.into();
            }
        }
        Ok((status, headers, serde_json::to_vec(&reply).unwrap().into()))
    }

    fn set_timeout(&self, timeout: Duration) {
        self.road.set_timeout(timeout);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_download_for_which_there_is_no_room_is_not_begun_and_nothing_else_is_held_up_by_it() {
    let clinic = clinic();
    let mut nurse = Nurse::signs_in("nadia", &clinic).await;
    let counts = Arc::new(AtomicBool::new(true));
    let remote = Arc::new(Counting { road: HttpRemote::new(&clinic.url()).unwrap(), counts: counts.clone() });
    let about = About { app_version: "0.1.0".into(), platform: "linux".into() };
    nurse.engine = Arc::new(Engine::new(nurse.store.clone(), remote, nurse.world.clone(), about));

    assert_eq!(nurse.syncs().await.end, SyncEnd::OutOfSpace);
    assert!(nurse.children().is_empty(), "not begun");
    let rows = nurse.store.scopes().unwrap();
    assert!(rows.iter().any(|row| row.complete), "what fits came down: {rows:?}");
    assert!(rows.iter().filter(|row| row.scope.to_string().starts_with("school:")).all(|row| row.cursor.is_none()));

    counts.store(false, Ordering::Relaxed);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed);
    let child = nurse.children()[0].id;
    nurse.notes(child, "Recorded on a full laptop");
    counts.store(true, Ordering::Relaxed);
    assert_eq!(nurse.syncs().await.end, SyncEnd::Completed, "what is here already needs no room of that size");
    assert_eq!(notes_held(&clinic, child).len(), 1, "and what was recorded goes up whatever the disk says");
}
