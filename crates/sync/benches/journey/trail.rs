//! What the audit trail costs a first download: with it and without it by turns, from one service in one run.
//!
//! Without it is the same service: a trigger in its database drops the lines of readers as they are written, so that
//! nothing of them reaches the disk. There is no switch for that, and there is to be none.

use crate::device::Device;
use crate::report::Section;
use crate::stage::Stage;
use crate::times::Times;
use daybook_record::{RecordId, UserId};
use daybook_testkit::server::audit::{self, Action, Actor, Entry};
use daybook_testkit::server::db::{self, DbError};
use rusqlite::Connection;
use std::time::Duration;

/// Downloads of each sort.
const TURNS: usize = 9;

/// Downloads by turns, and then writes the lines of the last download once more, each by itself.
pub async fn measure(stage: &Stage) -> Section {
    let (mut with, mut without) = (Times::default(), Times::default());
    let beside = Connection::open(stage.clinic.data().join("daybook.sqlite")).unwrap();
    beside.busy_timeout(Duration::from_secs(10)).unwrap();
    let drop_readers = "CREATE TRIGGER nobody_reads BEFORE INSERT ON audit_line WHEN NEW.action = 'read' BEGIN SELECT RAISE(IGNORE); END";
    for _ in 0..TURNS {
        with.took(download(stage).await);
        beside.execute_batch(drop_readers).unwrap();
        without.took(download(stage).await);
        beside.execute_batch("DROP TRIGGER nobody_reads").unwrap();
    }
    let lines = lines(stage);
    let mut writing = Times::default();
    let service = stage.clinic.service();
    let org = service.organisation(None).unwrap();
    for (person, children) in &lines {
        let line = || Entry::new(&org, Actor::Person(*person), Action::Read).about(children.iter().copied());
        writing.time(|| db::write::<_, DbError>(service.db.as_ref(), |tx| audit::note(tx, service.world.as_ref(), line())).unwrap());
    }

    let mut section = Section::new(format!("The audit trail of a first download: {} children", stage.children));
    let (ours, bare) = (with.percentile(50) / 1e3, without.percentile(50) / 1e3);
    section.add(format!("a download whose reading is written down, p50 of {TURNS}"), ours, "s");
    section.limit("the same by turns, where it is not", bare, "s", ours);
    section.add("lines, one a page", lines.len() as f64, "");
    section.add("children that they name", lines.iter().map(|(_, children)| children.len()).sum::<usize>() as f64, "");
    section.times("such a line by itself", &writing);
    let all = writing.mean().as_secs_f64() * lines.len() as f64;
    section.add("all of them, of the time of a download", all / ours * 100.0, "%");
    section
}

async fn download(stage: &Stage) -> Duration {
    let lena = Device::signs_in("lena", stage).await;
    Duration::from_secs_f64(lena.syncs().await.seconds)
}

/// Who read and whom, line by line, in the last download that was written down.
fn lines(stage: &Stage) -> Vec<(UserId, Vec<RecordId>)> {
    let service = stage.clinic.service();
    let org = service.organisation(None).unwrap();
    let mut lines = Vec::new();
    db::read::<_, DbError>(service.db.as_ref(), |tx| {
        audit::walk(tx, &org, |line| {
            let person = line.person.as_deref().and_then(|person| person.parse().ok());
            if let ("read", Some(person)) = (line.action.as_str(), person) {
                lines.push((line.device.clone(), person, line.child_ids().collect()));
            }
            Ok(())
        })
    })
    .unwrap();
    let last = lines.last().unwrap().0.clone();
    lines.into_iter().filter(|(device, ..)| *device == last).map(|(_, person, children)| (person, children)).collect()
}
