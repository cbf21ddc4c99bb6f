//! A day's changes sent: handed in, taken, each with its receipt.

use crate::day;
use crate::device::{Device, Went};
use crate::machine::PlainTable;
use crate::report::Section;
use crate::stage::Stage;
use crate::times::timed;

const CHANGES: usize = 500;

/// Sends a day's changes, and then keeps the same bytes in the barest way that is as safe.
pub async fn measure(stage: &Stage, device: &Device) -> Section {
    let (went, changes) = send(device).await;
    let mut section = Section::new(format!("Sending {CHANGES} changes: attendances, vaccinations, notes"));
    tell(&mut section, &went);
    let plain = changes.iter().map(String::len).sum::<usize>() as f64;
    section.add("bytes of JSON in the changes", plain / 1e3, "kB");
    let table = PlainTable::make(&stage.file("changes.db"));
    let kept = timed(|| changes.iter().for_each(|change| table.keep(change))).1.as_secs_f64();
    section.limit(format!("the same as {CHANGES} rows of plain SQLite, a transaction each"), kept, "s", went.seconds);
    section
}

/// Records a day's changes and sends them; gives them as JSON too.
pub async fn send(device: &Device) -> (Went, Vec<String>) {
    let entries = day::entries(device, CHANGES);
    for entry in &entries {
        device.keeps(entry);
    }
    let went = device.syncs().await;
    assert_eq!((went.account.received as usize, went.account.with_support.len()), (CHANGES, 0));
    (went, entries.iter().map(|entry| day::change(device, entry)).collect())
}

/// What sending came to.
pub fn tell(section: &mut Section, went: &Went) {
    section.add("until every change has its receipt and its record came back", went.seconds, "s");
    section.add("changes a second", CHANGES as f64 / went.seconds, "/s");
    section.add("requests", went.requests as f64, "");
    section.add("bytes up, packed", went.bytes_up as f64 / 1e3, "kB");
    section.add("bytes down, packed", went.bytes_down as f64 / 1e3, "kB");
}
