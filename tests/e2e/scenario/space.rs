//! A disk that fills up while a person works: a real one, small, with films and pictures on it.

use super::trouble::nothing_waits;
use crate::Told;
use crate::disk::SmallDisk;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use crate::window::Window;
use daybook_server::demo::place;
use daybook_testkit::Road;
use std::time::Duration;

/// Longer than it takes until the app has looked at the disk after a save.
const LOOKED: Duration = Duration::from_secs(3);

pub async fn a_full_disk_keeps_every_record_and_the_sync_goes_on_when_there_is_room(ground: &Ground) -> Told {
    let album = &ground.album;
    let Some(disk) = SmallDisk::of_mebibytes(160)? else { return album.tell("skipped: this machine does not let us mount a small disk") };
    let device = ground.device_with_data_in(&disk.path().join("data"))?;
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    assert!(!window.has("space-low").await?, "there is room yet");
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;

    disk.fill_but(30 << 20)?;
    window.register(0, true).await?;
    the_strip_leads_to_the_page(ground, &window, "runs short", "space-runs-short").await?;
    album.tell("Room on the disk runs short: the strip says so while there is still enough to finish the day.")?;

    disk.fill_but(0)?;
    window.open_session(PRIMARY).await?;
    window.register(1, true).await?;
    tokio::time::sleep(LOOKED).await;
    window.register(2, true).await?;
    the_strip_leads_to_the_page(ground, &window, "almost no space", "space-reserve-used").await?;
    window.reads("unsent-count", "3").await?;
    album.tell("The disk is full. The record is saved all the same, with the room that was kept back for it.")?;

    disk.fill_but(600 << 10)?;
    other_schools_are_given_to_her(ground)?;
    ground.link.set(Road::Open);
    window.sync_now("end-out_of_space").await?;
    album.look(&window, "out-of-space").await?;
    window.reads("arrived", "3 changes").await?;
    album.tell("Her three records reach the service; the schools that she was given meanwhile find no room.")?;

    disk.make_room()?;
    window.press("try-again").await?;
    window.see("end-completed").await?;
    album.look(&window, "room-again").await?;
    window.press("carry-on").await?;
    nothing_waits(&window).await?;
    window.see_no("space-low").await?;
    window.close().await
}

async fn the_strip_leads_to_the_page(ground: &Ground, window: &Window, words: &str, picture: &str) -> Told {
    window.reads("space-low", words).await?;
    window.press("space-low").await?;
    window.see("space").await?;
    window.says(words).await?;
    ground.album.look(window, picture).await
}

/// Nadia joins the teams that she is not in: their schools come down with her next sync.
fn other_schools_are_given_to_her(ground: &Ground) -> Told {
    ground.at_the_service(|tx, org| {
        let nadia = tx.user_named("nadia")?.map(|user| user.id);
        for (team, nadia) in place::teams().iter().zip(nadia.into_iter().cycle()) {
            tx.assign_member(org, &team.key, nadia, true)?;
        }
        Ok(())
    })
}
