//! What a bad school Wi-Fi does to a first download and to a day's changes: the real engine over real HTTP through a real
//! proxy that is narrow, late and unsteady, and resets connections in the middle.
//!
//! `cargo xtask link` plays it at full length and tells the account; here it is the same at many times the speed, with the same resets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_store::view::SyncEnd;
use daybook_testkit::server::{ActualWorld, Config, Service, demo};
use daybook_testkit::{Clinic, Road, Wifi};
use desk::{Nurse, notes_held};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How large, and how bad.
struct Play {
    children: usize,
    changes: usize,
    wifi: Wifi,
}

const QUICK: Play = Play {
    children: 240,
    changes: 60,
    wifi: Wifi { down: 200_000, up: 100_000, latency: Duration::from_millis(1), jitter: Duration::from_millis(10), resets: 10 },
};
const FULL: Play = Play { children: 4_000, changes: 500, wifi: Wifi::SCHOOL };

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_bad_school_wifi_carries_arrives_whole_and_once() {
    let play = if std::env::var_os("DAYBOOK_WIFI").is_some() { FULL } else { QUICK };
    let clinic = Clinic::with(|service: &Service| {
        let some =
            demo::Demo { seed: 7, children: play.children, households: 0, argon2_kib: Config::for_tests(&service.config.data).argon2_kib };
        demo::fill(service.db.as_ref(), &ActualWorld::default(), some).map(drop).map_err(Into::into)
    })
    .unwrap();
    let nurse = Arc::new(Nurse::signs_in("nadia", &clinic).await);
    nurse.link.set(Road::Wifi(play.wifi));
    let (mut told, mut measured) = (String::new(), Measured::of(&nurse));

    let (presses, records) = presses_until_completed(&nurse).await;
    measured = measured.tell(&mut told, &format!("a first download, {records} records"), presses, &nurse);

    let children = nurse.children();
    for number in 0..play.changes {
        nurse.notes(children[number % children.len()].id, &format!("Calm, ate breakfast, asked about her sister; number {number}"));
    }
    let (presses, _) = presses_until_completed(&nurse).await;
    measured.tell(&mut told, &format!("{} changes", play.changes), presses, &nurse);

    let receipts = nurse.store.receipts().unwrap();
    assert_eq!((receipts.len(), nurse.store.unsent().unwrap().changes), (play.changes, 0), "every change has its receipt");
    let held: usize =
        children.iter().map(|child| notes_held(&clinic, child.id).into_iter().filter(|text| text.contains("number")).count()).sum();
    assert_eq!(held, play.changes, "each is held once");
    println!("{told}");
    if let Some(file) = std::env::var_os("DAYBOOK_WIFI_ACCOUNT") {
        std::fs::write(file, told).unwrap();
    }
}

/// Presses *Sync your changes*, again where the link was lost. Gives the number of presses, and of records that came.
async fn presses_until_completed(nurse: &Nurse) -> (u32, u32) {
    let mut fetched = 0;
    for press in 1..=20 {
        let before = (nurse.store.unsent().unwrap().changes, nurse.children().len());
        let account = nurse.syncs().await;
        fetched += account.fetched;
        match account.end {
            SyncEnd::Completed => return (press, fetched),
            SyncEnd::LinkLost => {
                let after = (nurse.store.unsent().unwrap().changes, nurse.children().len());
                println!("press {press}: the link was lost; unsent {} → {}, children {} → {}", before.0, after.0, before.1, after.1);
            }
            other => panic!("{other:?}"),
        }
    }
    panic!("twenty presses, and it is not done");
}

/// Where the counts stood.
struct Measured {
    began: Instant,
    sent: u64,
    received: u64,
    carried: daybook_testkit::link::Carried,
}

impl Measured {
    fn of(nurse: &Nurse) -> Self {
        let link = &nurse.link;
        Self { began: Instant::now(), sent: link.bytes_sent(), received: link.bytes_received(), carried: link.carried() }
    }

    /// Adds what came since, and begins anew.
    fn tell(self, told: &mut String, what: &str, presses: u32, nurse: &Nurse) -> Self {
        let now = Self::of(nurse);
        let requests: Vec<(String, u32)> = now
            .carried
            .requests
            .iter()
            .map(|(name, times)| (name.clone(), times - self.carried.requests.get(name).copied().unwrap_or(0)))
            .filter(|(_, times)| *times > 0)
            .collect();
        let all: u32 = requests.iter().map(|(_, times)| times).sum();
        let resets = now.carried.resets - self.carried.resets;
        let by_name: Vec<String> = requests.iter().map(|(name, times)| format!("{times} × {name}")).collect();
        let _ = writeln!(told, "### {what}\n\n| | |\n|---|---:|");
        let _ = writeln!(told, "| time | {:.0} s |", (now.began - self.began).as_secs_f64());
        let _ = writeln!(told, "| presses of *Sync your changes* | {presses} |");
        let _ = writeln!(told, "| bytes up | {:.1} kB |", (now.sent - self.sent) as f64 / 1e3);
        let _ = writeln!(told, "| bytes down | {:.1} kB |", (now.received - self.received) as f64 / 1e3);
        let _ = writeln!(told, "| requests | {all} |");
        let _ = writeln!(told, "| of them reset | {resets} |");
        let _ = writeln!(told, "| lost, or held twice | 0 |\n\n{}\n", by_name.join(", "));
        now
    }
}
