//! The app in its real webview, driven as a person would: one scenario after the other, each with a service, a link and a
//! device of its own.
//!
//! `cargo xtask e2e` puts up the stage (a screen in memory, a message bus) and calls this; without it, it says so and does
//! nothing. It is a program of its own instead of `#[test]` functions because the scenarios share one made-up organisation
//! and must not run side by side: two cores drive one webview well and two badly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod album;
mod axe;
mod device;
mod disk;
mod driver;
mod ground;
mod scenario;
mod steps;
mod window;

use ground::Ground;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What comes of a step, and of a whole scenario.
pub type Told<T = ()> = Result<T, Box<dyn std::error::Error>>;

type Scenario = for<'a> fn(&'a Ground) -> Pin<Box<dyn Future<Output = Told> + 'a>>;

macro_rules! scenarios {
    ($($module:ident :: $name:ident),+ $(,)?) => { &[$((stringify!($name), |ground| Box::pin(scenario::$module::$name(ground)))),+] };
}

const SCENARIOS: &[(&str, Scenario)] = scenarios![
    day::a_day_at_two_schools,
    campaign::three_days_in_a_campaign,
    trouble::a_service_that_fails_says_so_and_everything_waits,
    trouble::a_captive_portal_is_not_our_service,
    trouble::a_redirect_to_a_login_page_is_not_taken_for_success,
    trouble::a_link_lost_half_way_says_what_arrived_and_what_waits,
    trouble::a_lost_reply_is_not_taken_for_a_loss,
    trouble::a_session_that_is_over_is_signed_in_again_and_the_sync_goes_straight_on,
    trouble::an_app_that_is_too_old_says_so_and_keeps_everything,
    space::a_full_disk_keeps_every_record_and_the_sync_goes_on_when_there_is_room,
    interruption::a_snooze_survives_a_restart,
    interruption::a_form_is_not_interrupted,
    clash::a_clash_goes_to_support_and_the_decision_comes_back,
    screens::the_other_screens_of_a_day_are_open_to_everybody,
    porch::five_words_are_shown_once_checked_and_open_the_device,
    porch::a_person_signs_in_through_her_organisation_in_her_own_browser,
    porch::nobody_touches_it_and_the_form_is_there_again_after_unlocking,
    porch::a_clock_that_is_wrong_is_told_at_the_end_of_the_sync,
    safety::a_damaged_database_gives_up_a_rescue_file_and_she_starts_again,
    safety::a_blocked_device_hands_in_what_it_has_and_locks,
    safety::a_wiped_laptop_has_handed_in_what_it_had_and_says_so,
    safety::two_people_on_one_laptop_see_what_of_the_other_waits,
    screens::a_code_that_is_wrong_says_how_many_tries_are_left,
];

fn main() -> ExitCode {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let (Some(driver), Some(pictures)) = (std::env::var_os("DAYBOOK_E2E_DRIVER"), std::env::var_os("DAYBOOK_E2E_PICTURES")) else {
        println!("not run: `cargo xtask e2e` puts up the stage that the real webview needs");
        return ExitCode::SUCCESS;
    };
    driver::end_with_our_parent();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let template = ground::make_organisation().expect("an organisation can be made");
    let chosen: Vec<_> = SCENARIOS.iter().filter(|(name, _)| name.contains(&filter)).collect();
    println!("\nrunning {} scenarios", chosen.len());
    let (mut passed, mut failed, started) = (0, Vec::new(), Instant::now());
    for (name, scenario) in &chosen {
        let began = Instant::now();
        let ground = Ground::on(template.path(), PathBuf::from(&driver), PathBuf::from(&pictures).join(name)).expect("a service starts");
        let outcome = runtime.block_on(async {
            match tokio::time::timeout(Duration::from_secs(420), scenario(&ground)).await {
                Ok(outcome) => outcome.and_then(|()| ground.album.verdict()),
                Err(_) => Err("it took longer than seven minutes".into()),
            }
        });
        let took = began.elapsed().as_secs_f32();
        match outcome {
            Ok(()) => println!("test {name} ... ok ({took:.1}s)"),
            Err(error) => {
                runtime.block_on(ground.picture_of_the_end());
                println!("test {name} ... FAILED ({took:.1}s)\n{error}");
                failed.push(*name);
            }
        }
        passed = chosen.len().min(passed + 1);
    }
    let passed = passed - failed.len();
    for name in &failed {
        println!("    failed: {name}; what was on the screen lies in {}", PathBuf::from(&pictures).join(name).display());
    }
    let (word, out) = if failed.is_empty() { ("ok", SCENARIOS.len() - chosen.len()) } else { ("FAILED", SCENARIOS.len() - chosen.len()) };
    println!(
        "\ntest result: {word}. {passed} passed; {} failed; 0 ignored; 0 measured; {out} filtered out; finished in {:.2}s",
        failed.len(),
        started.elapsed().as_secs_f32()
    );
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
