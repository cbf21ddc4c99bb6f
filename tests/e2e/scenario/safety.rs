//! What keeps the work safe when the laptop, the team or a colleague comes between.

use crate::Told;
use crate::ground::Ground;
use crate::steps::{CODE, PRIMARY};
use daybook_server::db::Device;
use daybook_server::demo::PASSWORD;
use daybook_testkit::Road;
use daybook_wire::order::OrderKind;
use std::fs;
use std::time::Duration;

/// Longer than it takes until a copy of what was recorded is made.
const COPIED: Duration = Duration::from_secs(4);

pub async fn a_damaged_database_gives_up_a_rescue_file_and_she_starts_again(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    window.register(0, true).await?;
    window.register(1, true).await?;
    tokio::time::sleep(COPIED).await;
    window.close().await?;
    let database = device.database()?;
    let mut bytes = fs::read(&database)?;
    let middle = bytes.len() / 3;
    bytes[..middle].fill(0x5a);
    fs::write(&database, bytes)?;
    let _ = fs::remove_file(database.with_extension("db-wal"));
    album.tell("Two records are unsent. While the app is closed a third of the database is overwritten.")?;

    let window = device.open(ground).await?;
    window.see("unlock").await?;
    window.fill("code", CODE).await?;
    window.press("submit").await?;
    window.see("damaged").await?;
    album.look(&window, "damaged").await?;
    window.press("rescue-link").await?;
    window.see("rescue").await?;
    album.look(&window, "rescue").await?;
    window.press("submit").await?;
    window.reads("rescue-records", "2 unsent records").await?;
    album.look(&window, "rescue-saved").await?;
    let file = window.words_of("[data-testid=\"rescue-file\"]").await?;
    assert!(fs::metadata(&file)?.len() > 1_000, "{file}");
    window.press("go-on").await?;
    ground.link.set(Road::Open);
    window.press("start-again").await?;
    window.see("sign-in").await?;
    album.look(&window, "sign-in-anew").await?;
    window.get_ready("nadia").await?;
    window.go_to("unsent").await?;
    window.see("empty").await?;
    window.close().await
}

pub async fn a_blocked_device_hands_in_what_it_has_and_locks(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    window.register(0, true).await?;
    window.register(1, true).await?;
    ground.set_devices(|device| Device { blocked: true, ..device })?;
    ground.link.set(Road::Open);
    window.sync_now("end-device_blocked").await?;
    window.reads("handed-in", "All 2 of your unsent records were handed in").await?;
    album.look(&window, "blocked").await?;
    window.press("lock-now").await?;
    window.see("notice-blocked").await?;
    album.look(&window, "blocked-and-locked").await?;
    window.close().await
}

pub async fn a_wiped_laptop_has_handed_in_what_it_had_and_says_so(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    window.register(0, true).await?;
    window.register(1, true).await?;
    let database = device.database()?;
    ground.ask_devices(OrderKind::Wipe)?;
    album.tell("The team asks for the laptop to be wiped. The link goes as soon as the records are sent.")?;
    ground.link.set(Road::CutAtRequest { path: "/v1/push".into(), after: 0 });
    window.sync_now("end-link_lost").await?;
    window.see("wipe-waits").await?;
    album.look(&window, "wipe-waits").await?;
    assert!(database.exists(), "nothing goes before all of it is handed in");
    window.press("carry-on").await?;

    ground.link.set(Road::Open);
    window.press("sync-now").await?;
    window.see("wiped").await?;
    window.reads("wiped", "all 2 changes that were recorded here had been handed in").await?;
    album.look(&window, "wiped").await?;
    assert!(!database.exists());
    window.press("go-on").await?;
    window.see("sign-in").await?;
    window.close().await
}

pub async fn two_people_on_one_laptop_see_what_of_the_other_waits(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    for place in 0..3 {
        window.register(place, true).await?;
    }
    window.lock().await?;
    window.reads("person-waiting", "3 records still to be sent").await?;
    window.press_css(".nhsuk-back-link").await?;
    window.see("who").await?;
    album.look(&window, "who-alone").await?;
    ground.link.set(Road::Open);
    window.press("someone-else").await?;
    window.send_sign_in("omar", PASSWORD).await?;
    window.choose_code("velvet harbor maple tunnel kite").await?;
    window.see("ready").await?;
    window.press("go-to-sessions").await?;
    window.see("sessions").await?;
    album.tell("Omar signs in beside Nadia, on the same laptop.")?;
    window.go_to("unsent").await?;
    window.see("others-waiting").await?;
    album.look(&window, "others-waiting").await?;
    window.press("send-others").await?;
    window.see("hand-in").await?;
    album.look(&window, "hand-in").await?;
    window.press("submit").await?;
    window.reads("handed-in-account", "The service received 3 records").await?;
    window.reads("handed-in-account", "3 were new to it").await?;
    album.look(&window, "handed-in").await?;
    window.press("go-on").await?;
    window.lock().await?;
    window.see("who").await?;
    album.look(&window, "who").await?;

    window.press("person-nadia").await?;
    window.unlock().await?;
    // She is online and her own changes wait: the full page comes by itself.
    window.sync_when_asked("end-completed").await?;
    album.look(&window, "nadia-syncs").await?;
    window.close().await
}
