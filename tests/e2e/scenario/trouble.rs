//! What a school's network and a bad day of the service do: each ends in a page that says the truth, and nothing is lost.

use crate::Told;
use crate::device::Device;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use crate::window::Window;
use daybook_server::demo::PASSWORD;
use daybook_testkit::{Answer, Road};
use daybook_wire::code::Code;

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
    window.press("try-again").await?;
    window.see("end-completed").await?;
    window.press("carry-on").await?;
    window.press("nav-unsent").await?;
    window.see("empty").await?;
    window.close().await
}

pub async fn a_service_that_fails_says_so_and_everything_waits(ground: &Ground) -> Told {
    let failing = Answer::refusal(Code::Internal);
    ends_badly_and_then_well(ground, Road::Answers { path: "/v1/".to_owned(), answer: failing }, "end-service_failing").await
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
    window.press("nav-unsent").await?;
    window.see("empty").await?;
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

pub async fn a_session_that_is_over_is_signed_in_again_and_the_sync_goes_straight_on(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    ground.link.set(Road::Answers { path: "/v1/hello".to_owned(), answer: Answer::refusal(Code::SignInAgain) });
    window.sync_now("end-sign_in_again").await?;
    ground.album.look(&window, "session-over").await?;
    ground.link.set(Road::Open);
    window.press("try-again").await?;
    window.see("sign-in-again").await?;
    ground.album.look(&window, "sign-in-again").await?;
    window.fill("password", PASSWORD).await?;
    window.press("submit").await?;
    window.see("end-completed").await?;
    window.press("carry-on").await?;
    window.press("nav-unsent").await?;
    window.see("empty").await?;
    window.close().await
}

pub async fn what_only_people_can_mend_says_so_and_keeps_everything(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = with_changes(ground, &device, 2).await?;
    let ends = [(Code::AppTooOld, "end-app_too_old"), (Code::OutOfSpace, "end-out_of_space")];
    for (code, end) in ends {
        ground.link.set(Road::Answers { path: "/v1/hello".to_owned(), answer: Answer::refusal(code) });
        window.sync_now(end).await?;
        ground.album.look(&window, end).await?;
        window.press("carry-on").await?;
        window.reads("unsent-count", "2").await?;
    }
    ground.link.set(Road::Open);
    window.sync_now("end-completed").await?;
    window.close().await
}
