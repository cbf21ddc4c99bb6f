//! A first download: everything that a lead nurse or a campaign worker may carry, onto a laptop that has nothing.

use crate::device::Device;
use crate::machine::{PlainTable, carrying};
use crate::report::Section;
use crate::stage::Stage;
use crate::times::{Times, timed};

/// Rows that are kept in a transaction each; all of them would take minutes.
const SAMPLE: usize = 1_000;

/// Fetches everything, and then keeps and carries the same bytes in the barest way.
pub async fn measure(stage: &Stage, device: &Device, of: &str) -> Section {
    let went = device.syncs().await;
    let records = f64::from(went.account.fetched);
    let rows = stage.records_of(&device.store.profile().username);
    let plain = rows.iter().map(String::len).sum::<usize>() as f64;

    let mut section = Section::new(format!("First download: {of}"));
    section.add("until everything is on the disk and both sides have counted", went.seconds, "s");
    section.add("records", records, "");
    section.add("records a second", records / went.seconds, "/s");
    section.add("requests", went.requests as f64, "");
    section.add("bytes up", went.bytes_up as f64 / 1e3, "kB");
    section.add("bytes down, packed", went.bytes_down as f64 / 1e3, "kB");
    section.add("bytes of JSON in the records", plain / 1e3, "kB");

    let at_once = timed(|| PlainTable::make(&stage.file("at-once.db")).keep_all(&rows)).1.as_secs_f64();
    section.limit("the same rows into plain SQLite, one transaction", at_once, "s", went.seconds);
    let table = PlainTable::make(&stage.file("one-by-one.db"));
    let mut times = Times::default();
    rows.iter().take(SAMPLE).for_each(|row| times.time(|| table.keep(row)));
    let one_by_one = times.mean().as_secs_f64() * records;
    section.limit(format!("the same, a transaction each (from {SAMPLE} of them)"), one_by_one, "s", went.seconds);
    let carried = carrying(went.bytes_up + went.bytes_down).as_secs_f64();
    section.limit("the packed bytes over loopback TCP", carried * 1e3, "ms", went.seconds * 1e3);
    section
}
