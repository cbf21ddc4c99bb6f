//! The journey, timed: a tap until it is saved, a first download, a day's changes sent, looking things up, a bad link.
//!
//! Real service, real HTTP, a real encrypted store, all of it in one program and beside it, in the same run and on the same
//! disk, what the machine itself takes for the bare part of the work. A ratio to that means something on another machine; a
//! time alone does not. What is deliberately not here: a judgement. Nothing is asserted about time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod campaign;
mod counted;
mod day;
mod device;
mod download;
mod look;
mod machine;
mod push;
mod report;
mod save;
mod slow;
mod stage;
mod times;
mod trail;

use device::Device;
use report::Report;
use stage::Stage;

fn main() {
    // `cargo test --all-targets` starts this too, unoptimised: figures from there would only mislead.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured here; ask for it with `cargo xtask bench`");
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let report = runtime.block_on(journey());
    println!("\n{report}");
    let folder = report.write(&stage::target().join("bench")).unwrap();
    println!("written to {}", folder.display());
}

async fn journey() -> Report {
    let stage = Stage::with(4_000);
    let lena = Device::signs_in("lena", &stage).await;
    let downloaded = download::measure(&stage, &lena, "4,000 children, every school").await;
    let looked_up = look::measure(&lena);
    let pushed = push::measure(&stage, &lena).await;
    let saved = save::measure(&stage, &lena);
    let slowly = slow::measure(&stage).await;
    let written_down = trail::measure(&stage).await;
    drop((lena, stage));

    let stage = Stage::with(10_000);
    let lena = Device::signs_in("lena", &stage).await;
    lena.syncs().await;
    let looked_up_among_more = look::measure(&lena);
    drop((lena, stage));

    let stage = Stage::with_households(60, 3_000);
    let rosa = Device::signs_in("rosa", &stage).await;
    let district = download::measure(&stage, &rosa, "a district of 3,000 households").await;
    let at_the_door = campaign::measure(&stage, &rosa);
    Report(vec![saved, downloaded, written_down, pushed, looked_up, looked_up_among_more, slowly, district, at_the_door])
}
