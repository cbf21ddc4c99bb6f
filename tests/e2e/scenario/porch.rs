//! Coming in: the words, several people, the lock that comes by itself.

use crate::Told;
use crate::ground::Ground;
use crate::steps::{CODE, PRIMARY};
use crate::window::Window;
use daybook_server::Config;
use daybook_server::demo::{PASSWORD, place};
use daybook_testkit::Road;
use daybook_testkit::organisation::{Browser, Provider};
use daybook_wire::session::Levers;

pub async fn five_words_are_shown_once_checked_and_open_the_device(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.see("sign-in").await?;
    album.look(&window, "sign-in").await?;
    window.send_sign_in("nadia", PASSWORD).await?;
    window.see("code-words").await?;
    let first = window.all_words("[data-testid=\"word\"]").await?;
    album.look(&window, "words").await?;
    window.press("others").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let words = window.all_words("[data-testid=\"word\"]").await?;
    assert!(words.len() == 5 && words != first, "{words:?} after {first:?}");
    window.press("own").await?;
    window.see("code-own").await?;
    window.fill("code", "password1234").await?;
    window.reads("strength", "A machine could guess this").await?;
    album.look(&window, "own-too-weak").await?;
    window.press_css(".nhsuk-back-link").await?;
    window.see("code-words").await?;
    assert_eq!(window.all_words("[data-testid=\"word\"]").await?, words, "Back shows the same words");
    window.press("go-on").await?;
    window.see("code-check").await?;
    for (place, word) in first.iter().enumerate() {
        window.fill(&format!("word-{place}"), word).await?;
    }
    window.press("submit").await?;
    window.see("does-not-match").await?;
    album.look(&window, "words-wrong").await?;
    window.close().await?;
    album.tell("The app is closed before the check was passed: nothing is left, and sign-in begins again.")?;

    let window = device.open(ground).await?;
    window.send_sign_in("nadia", PASSWORD).await?;
    window.see("code-words").await?;
    let words = window.all_words("[data-testid=\"word\"]").await?;
    window.press("go-on").await?;
    for (place, word) in words.iter().enumerate() {
        window.fill(&format!("word-{place}"), word).await?;
    }
    album.look(&window, "words-typed").await?;
    window.press("submit").await?;
    window.see("ready").await?;
    window.close().await?;

    let window = device.open(ground).await?;
    window.see("unlock").await?;
    album.look(&window, "unlock").await?;
    window.fill("code", &words.join(" ")).await?;
    window.press("submit").await?;
    window.see("sessions").await?;
    window.go_to("settings").await?;
    window.see("settings").await?;
    album.look(&window, "settings").await?;
    window.close().await
}

pub async fn nobody_touches_it_and_the_form_is_there_again_after_unlocking(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.pull_levers(|levers| Levers { lock_after_minutes: 1, ..levers })?;
    window.sync_now("end-completed").await?;
    window.press("carry-on").await?;
    ground.link.set(Road::Cut);
    window.open_session(PRIMARY).await?;
    window.open_child(0).await?;
    window.press("add-note").await?;
    window.see("note-page").await?;
    window.fill("text", "Half a sen").await?;
    window.see_within("idle-warning", 60).await?;
    album.look(&window, "idle-warning").await?;
    album.tell("It says that it is about to lock; she has been called away.")?;
    window.see_within("notice-locked_idle", 60).await?;
    album.look(&window, "locked-by-itself").await?;
    window.fill("code", CODE).await?;
    window.press("submit").await?;
    window.see("note-page").await?;
    window.value_is("text", "Half a sen").await?;
    window.close().await
}

pub async fn a_clock_that_is_wrong_is_told_at_the_end_of_the_sync(ground: &Ground) -> Told {
    let ground = &ground.with_clock_ahead(3 * 3600)?;
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    window.see("clock-wrong").await?;
    window.open_session(PRIMARY).await?;
    window.register(0, true).await?;
    window.sync_when_asked("end-completed").await?;
    window.press("carry-on").await?;
    window.see("clock").await?;
    window.says("The clock on this device is wrong by 3 hours").await?;
    album.look(&window, "clock-wrong").await?;
    window.press("go-on").await?;
    window.see("session").await?;
    window.close().await
}

pub async fn a_person_signs_in_through_her_organisation_in_her_own_browser(ground: &Ground) -> Told {
    let (album, back) = (&ground.album, format!("{}/organisation/back", ground.clinic().url()));
    let provider = Provider::start(&back)?;
    ground.restart_service(|config| with_organisation(config, &provider))?;
    let device = ground.device()?;
    let window = device.open(ground).await?;
    window.see("organisation").await?;
    album.look(&window, "sign-in-with-organisation").await?;
    window.fill("device_name", "A laptop of the demo").await?;
    window.press("organisation").await?;
    window.see("browser-sign-in").await?;
    album.look(&window, "in-the-browser").await?;
    window.press("cancel").await?;
    window.see("organisation").await?;

    in_her_browser(&window, false).await?;
    window.see("browser-failed").await?;
    album.look(&window, "nobody-came-in").await?;
    album.tell("Somebody else began it: she says No in the browser, and nobody comes in.")?;

    in_her_browser(&window, true).await?;
    window.choose_code(CODE).await?;
    window.see("ready").await?;
    album.tell("She compares the letters, says Yes, and is in. Her password was typed in her browser alone.")?;
    window.close().await
}

fn with_organisation(config: Config, provider: &Provider) -> Config {
    let settings = provider.settings("Dale NHS trust", true);
    // Where the provider sends people back to: past the link, as a browser on another network would go.
    let public_url = Some(format!("http://{}", config.listen));
    Config { organisation: [(place::ORGANISATION.to_owned(), settings)].into(), public_url, ..config }
}

async fn in_her_browser(window: &Window, same: bool) -> Told {
    window.press("organisation").await?;
    let words = window.words_of("[data-testid=\"browser-words\"]").await?;
    let address = window.words_of("[data-testid=\"browser-address\"]").await?;
    let mut browser = Browser::open().map_err(|error| error.to_string())?;
    let page = browser.through(address.trim(), "nadia").await.map_err(|error| error.to_string())?;
    assert!(page.text.contains(words.trim()), "{words}: {}", page.text);
    browser.compares(&page, same).await.map_err(|error| error.to_string())?;
    Ok(())
}
