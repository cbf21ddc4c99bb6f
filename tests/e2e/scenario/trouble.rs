//! What a school's network and a bad day of the service do: each ends in a page that says the truth, and nothing is lost.

use crate::Told;
use crate::device::Device;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use crate::window::Window;
use daybook_server::Config;
use daybook_server::demo::PASSWORD;
use daybook_testkit::{Answer, Road};
use std::fs;

/// Nadia at the primary, without a network, with so many changes that wait.
async fn with_changes(ground: &Ground, device: &Device, changes: usize) -> Told<Window> {
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    for place in 0..changes {
        window.register(place, true).await?;
    }
    window.reads("unsent-count", &changes.to_string()).await?;
    Ok(window)
}

/// A sync that ends badly, and the one that puts it right.
async fn ends_badly_and_then_well(ground: &Ground, road: Road, end: &str) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    ground.link.set(road);
    window.sync_now(end).await?;
    ground.album.look(&window, end).await?;
    window.reads("arrived", "2 changes").await?;
    ground.link.set(Road::Open);
    tries_again_and_all_is_sent(&window).await?;
    window.close().await
}

async fn tries_again_and_all_is_sent(window: &Window) -> Told {
    window.press("try-again").await?;
    window.see("end-completed").await?;
    window.press("carry-on").await?;
    nothing_waits(window).await
}

/// What is unsent would be on this page.
pub async fn nothing_waits(window: &Window) -> Told {
    window.go_to("unsent").await?;
    window.see("empty").await.map(drop)
}

/// The folders into which the service puts what is handed in are gone, as when a volume was not mounted.
pub async fn a_service_that_fails_says_so_and_everything_waits(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    let storage = ["files", "spool"].map(|name| ground.clinic().data().join(name));
    for folder in &storage {
        fs::rename(folder, folder.with_extension("away"))?;
        fs::write(folder, "not a folder")?;
    }
    ground.link.set(Road::Open);
    window.sync_now("end-service_failing").await?;
    ground.album.look(&window, "service-failing").await?;
    window.reads("arrived", "2 changes").await?;
    window.see("reference").await?;
    for folder in &storage {
        fs::remove_file(folder)?;
        fs::rename(folder.with_extension("away"), folder)?;
    }
    tries_again_and_all_is_sent(&window).await?;
    window.close().await
}

pub async fn a_captive_portal_is_not_our_service(ground: &Ground) -> Told {
    let portal = Road::Answers { path: String::new(), answer: Answer::captive_portal() };
    ends_badly_and_then_well(ground, portal, "end-not_our_service").await
}

pub async fn a_redirect_to_a_login_page_is_not_taken_for_success(ground: &Ground) -> Told {
    let login = Road::Answers { path: "/v1/push".to_owned(), answer: Answer::redirect_to_login() };
    ends_badly_and_then_well(ground, login, "end-not_our_service").await
}

pub async fn a_link_lost_half_way_says_what_arrived_and_what_waits(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 5).await?;
    // Two changes go in a batch here: one batch arrives, and the second finds no link.
    ground.link.set(Road::CutAtRequest { path: "/v1/push".to_owned(), after: 1 });
    window.sync_now("end-link_lost").await?;
    ground.album.look(&window, "link-lost").await?;
    window.reads("arrived", "2 changes").await?;
    window.press("carry-on").await?;
    window.reads("unsent-count", "3").await?;
    ground.link.set(Road::Open);
    window.sync_now("end-completed").await?;
    window.press("carry-on").await?;
    nothing_waits(&window).await?;
    window.close().await
}

pub async fn a_lost_reply_is_not_taken_for_a_loss(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    ground.link.set(Road::LosesReplies { path: "/v1/push".to_owned(), replies: 1 });
    window.sync_now("end-completed").await?;
    window.see("school-row").await?;
    window.close().await
}

/// The service does what it does every night, as if it were the night after the session was over: it forgets its tokens.
pub async fn a_session_that_is_over_is_signed_in_again_and_the_sync_goes_straight_on(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    ground.at_the_service(|tx, _| tx.forget_tokens(i64::MAX).map(drop))?;
    ground.link.set(Road::Open);
    window.sync_now("end-sign_in_again").await?;
    ground.album.look(&window, "session-over").await?;
    window.reads("arrived", "2 changes").await?;
    window.press("try-again").await?;
    window.see("sign-in-again").await?;
    ground.album.look(&window, "sign-in-again").await?;
    window.fill("password", PASSWORD).await?;
    window.press("submit").await?;
    window.see("end-completed").await?;
    window.press("carry-on").await?;
    nothing_waits(&window).await?;
    window.close().await
}

/// The service was told to let no app in that is older than one that nobody has yet.
pub async fn an_app_that_is_too_old_says_so_and_keeps_everything(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    let before = ground.clinic().service().config.oldest_app.clone();
    ground.restart_service(|config| Config { oldest_app: "999.0.0".into(), ..config })?;
    ground.link.set(Road::Open);
    window.sync_now("end-app_too_old").await?;
    ground.album.look(&window, "app-too-old").await?;
    window.press("carry-on").await?;
    window.reads("unsent-count", "2").await?;
    ground.restart_service(|config| Config { oldest_app: before, ..config })?;
    window.sync_now("end-completed").await?;
    window.press("carry-on").await?;
    nothing_waits(&window).await?;
    window.close().await
}
