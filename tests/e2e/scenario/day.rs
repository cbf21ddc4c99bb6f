//! The first journey, whole: a day at two schools without a network, and the sync at its end. What the demo shows.

use crate::Told;
use crate::ground::Ground;
use crate::steps::{PRIMARY, SECONDARY};
use crate::window::Window;
use daybook_testkit::Road;

pub async fn a_day_at_two_schools(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = device.open(ground).await?;
    let album = &ground.album;
    get_ready(ground, &window).await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    album.tell("The network goes: nothing answers any more. The strip says so, and nothing else changes.")?;
    album.look(&window, "working-offline").await?;
    let mut done = morning(ground, &window).await?;
    window.close().await?;
    album.tell("Nadia closes the lid and drives to the other school. There she unlocks with her code, still without a network.")?;
    let window = device.open(ground).await?;
    window.see("unlock").await?;
    album.look(&window, "unlock").await?;
    window.unlock().await?;
    window.reads("unsent-count", &done.to_string()).await?;
    done += afternoon(ground, &window).await?;
    window.go_to("unsent").await?;
    window.see("unsent").await?;
    assert_eq!(window.count("unsent-entry").await?, done);
    album.tell(&format!("{done} changes wait on the device, each with its state."))?;
    album.look(&window, "unsent").await?;
    evening(ground, &window, done).await?;
    window.close().await
}

async fn get_ready(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.see("sign-in").await?;
    album.look(window, "sign-in").await?;
    window.sign_in("nadia").await?;
    window.see("ready").await?;
    album.tell("Nadia signs in at home; her schools' children come down. She is ready to go offline.")?;
    album.look(window, "ready-to-go-offline").await?;
    window.press("go-to-sessions").await?;
    window.see("sessions").await?;
    album.look(window, "sessions").await
}

/// Gives how many changes were made.
async fn morning(ground: &Ground, window: &Window) -> Told<usize> {
    let album = &ground.album;
    window.open_session(PRIMARY).await?;
    album.look(window, "session").await?;
    window.only("ready").await?;
    let (came, stayed) = (window.register(0, true).await?, window.register(1, false).await?);
    album.tell(&format!("At {PRIMARY}: {came} came, {stayed} did not."))?;
    let first = window.open_child(0).await?;
    album.look(window, "child").await?;
    window.note("Felt a little faint last year. Sits down for it.").await?;
    album.tell(&format!("A note about {first}."))?;
    window.vaccinate(async |page| album.look(window, page).await).await?;
    album.tell(&format!("{first} is vaccinated: saved on this device, the moment the page said so."))?;
    album.look(window, "vaccination-recorded").await?;
    let second = window.open_child(1).await?;
    window.vaccinate(async |_| Ok(())).await?;
    album.tell(&format!("{second} is vaccinated. Today's batch and protocol were not asked for again."))?;
    Ok(5)
}

async fn afternoon(ground: &Ground, window: &Window) -> Told<usize> {
    let album = &ground.album;
    window.open_session(SECONDARY).await?;
    window.only("ready").await?;
    let refused = window.open_child(0).await?;
    window.not_given("unwell", "Has a temperature. Next session.", async |page| album.look(window, page).await).await?;
    album.tell(&format!("At {SECONDARY}: {refused} is unwell, so it is written down as not given, with the reason."))?;
    let third = window.open_child(0).await?;
    window.vaccinate(async |_| Ok(())).await?;
    album.tell(&format!("{third} is vaccinated."))?;
    Ok(2)
}

async fn evening(ground: &Ground, window: &Window, done: usize) -> Told {
    let album = &ground.album;
    window.go_to("sessions").await?;
    window.see("sessions").await?;
    ground.link.set(Road::Open);
    window.see("back-online").await?;
    album.tell("Back at the office the network is there again. Once it has held, the full page comes.")?;
    album.look(window, "back-online").await?;
    window.press("sync").await?;
    window.see("syncing").await?;
    album.snapshot(window, "syncing").await?;
    window.see("end-completed").await?;
    album.look(window, "synced").await?;
    assert_eq!(window.count("school-row").await?, 2, "a row a school and date");
    for row in window.all_words("[data-testid=\"school-row\"] > summary > span").await?.chunks(3) {
        album.tell(&format!("Received: {}", row.join(" · ")))?;
    }
    window.press_css("[data-testid=\"school-row\"] > summary").await?;
    window.press_css("[data-testid=\"child-row\"] > summary").await?;
    window.see("receipt").await?;
    album.look(window, "synced-opened").await?;
    window.press("carry-on").await?;
    window.see_no("end-completed").await?;
    window.go_to("unsent").await?;
    window.see("empty").await?;
    window.go_to("history").await?;
    window.see("history").await?;
    album.look(window, "history").await?;
    window.go_to("help").await?;
    window.see("help").await?;
    album.look(window, "help").await?;
    album.tell(&format!("All {done} changes have a receipt, nothing waits. That was the day."))
}
