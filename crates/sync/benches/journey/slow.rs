//! The same over a link as it is in a school's gym: late, and 64 kB a second.

use crate::device::Device;
use crate::push;
use crate::report::Section;
use crate::stage::Stage;
use daybook_testkit::Road;
use std::time::Duration;

const BYTES_PER_SECOND: u32 = 64_000;
const LATENCY: Duration = Duration::from_millis(100);

/// One team's schools come down, and a day's changes go up.
pub async fn measure(stage: &Stage) -> Section {
    let nadia = Device::signs_in("nadia", stage).await;
    nadia.takes(Road::Slow { bytes_per_second: BYTES_PER_SECOND, latency: LATENCY });
    let went = nadia.syncs().await;
    let (pace, late) = (BYTES_PER_SECOND / 1000, LATENCY.as_millis());
    let mut section = Section::new(format!("A bad link: {pace} kB/s and {late} ms late, each way; one team's schools"));
    section.add("first download", went.seconds, "s");
    section.add("records", f64::from(went.account.fetched), "");
    section.add("bytes down, packed", went.bytes_down as f64 / 1e3, "kB");
    section.limit("its bytes alone at that pace", bare(went.bytes_down), "s", went.seconds);
    let (went, _) = push::send(&nadia).await;
    push::tell(&mut section, &went);
    section.limit("its bytes alone at that pace", bare(went.bytes_up.max(went.bytes_down)), "s", went.seconds);
    section
}

/// Seconds that they take one way.
fn bare(bytes: u64) -> f64 {
    bytes as f64 / f64::from(BYTES_PER_SECOND)
}
