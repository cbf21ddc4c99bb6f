//! When the full page may come, and when it must not.

use crate::Told;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use daybook_testkit::Road;
use std::time::Duration;

/// Longer than the settled time and the rest that make a page boundary, together.
const LONG_ENOUGH: Duration = Duration::from_secs(7);

pub async fn a_snooze_survives_a_restart(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    window.open_session(PRIMARY).await?;
    window.register(0, true).await?;
    window.see("back-online").await?;
    window.press("not-now").await?;
    window.see("not-now-page").await?;
    ground.album.look(&window, "not-now").await?;
    window.choose("snooze-minutes-60").await?;
    window.press("save-snooze").await?;
    window.see("snooze").await?;
    window.close().await?;

    let window = device.open(ground).await?;
    window.unlock().await?;
    window.see("snooze").await?;
    window.connection_is("online").await?;
    tokio::time::sleep(LONG_ENOUGH).await;
    assert!(!window.has("back-online").await?, "the snooze was forgotten");
    window.press("end-snooze").await?;
    window.sync_when_asked("end-completed").await?;
    window.close().await
}

pub async fn a_form_is_not_interrupted(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    window.only("ready").await?;
    window.register(0, true).await?;
    window.open_child(0).await?;
    let mut waited = false;
    let waiting = std::cell::RefCell::new(&mut waited);
    let mended = async |page: &str| {
        if page == "step-pre-screening" {
            ground.link.set(Road::Open);
            window.connection_is("online").await?;
            tokio::time::sleep(LONG_ENOUGH).await;
            assert!(window.has("step-pre-screening").await? && !window.has("back-online").await?, "the form was interrupted");
            **waiting.borrow_mut() = true;
        }
        Ok(())
    };
    window.vaccinate_until_saved(mended).await?;
    assert!(waited, "the form has no page on which to wait");
    window.sync_when_asked("end-completed").await?;
    window.close().await
}
