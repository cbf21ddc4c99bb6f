//! From the tap until the screen may say "Saved on this device".

use crate::day;
use crate::device::Device;
use crate::machine::PlainTable;
use crate::report::Section;
use crate::stage::Stage;
use crate::times::Times;

const SAVES: usize = 1_000;

/// Saves, each beside a plain row of the same bytes, so that whatever else the disk has to do hinders both alike.
pub fn measure(stage: &Stage, device: &Device) -> Section {
    let entries = day::entries(device, SAVES);
    let plain = PlainTable::make(&stage.file("saves.db"));
    let (mut ours, mut machines) = (Times::default(), Times::default());
    for entry in &entries {
        // A save keeps the record and the change: a row each, in one transaction.
        let bytes = serde_json::to_string(&entry.facts).unwrap() + &day::change(device, entry);
        ours.took(device.keeps(entry));
        machines.time(|| plain.keep(&bytes));
    }
    let mut section = Section::new(format!("Tap to saved: {SAVES} attendances, vaccinations and notes among {} children", stage.children));
    for percent in [50, 95, 99] {
        section.add(format!("a save, p{percent}"), ours.percentile(percent), "ms");
        let what = format!("the same bytes as a row of plain SQLite, p{percent}");
        section.limit(what, machines.percentile(percent), "ms", ours.percentile(percent));
    }
    section.add("opening the store with the offline code", device.unlocking().as_secs_f64() * 1e3, "ms");
    section
}
