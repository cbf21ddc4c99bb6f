//! Two people, one child, two different answers: nothing is lost, support decides, and the decision comes back.

use crate::Told;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use daybook_testkit::Road;

pub async fn a_clash_goes_to_support_and_the_decision_comes_back(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    window.open_session(PRIMARY).await?;
    let child = window.register(0, true).await?;
    window.register(1, true).await?;
    album.tell(&format!("Without a network, Nadia writes down that {child} came."))?;

    let other = ground.colleagues_device()?;
    let omars = other.open(ground).await?;
    omars.get_ready("omar").await?;
    omars.open_session(PRIMARY).await?;
    omars.register(0, false).await?;
    omars.sync_when_asked("end-completed").await?;
    omars.close().await?;
    album.tell("On another device Omar writes down that she did not, and syncs first.")?;

    ground.link.set(Road::Open);
    window.sync_when_asked("end-second-look").await?;
    album.look(&window, "second-look").await?;
    assert_eq!(window.count("with-support").await?, 1);
    album.tell("Nadia's sync sends both her changes; one of them needs a second look, and she need do nothing.")?;
    window.press("carry-on").await?;
    window.see("session").await?;
    window.open_child_named(&child).await?;
    window.see("ticket").await?;
    album.look(&window, "child-with-support").await?;

    support_takes_the_devices_side(ground).await?;
    window.sync_now("end-completed").await?;
    album.look(&window, "synced-nothing-to-send").await?;
    window.press("carry-on").await?;
    window.open_session(PRIMARY).await?;
    window.open_child_named(&child).await?;
    window.reads("ticket", "Nadia was in the hall").await?;
    album.look(&window, "child-decided").await?;
    album.tell("Nadia fetches what is new: the decision stands on the child, with support's words.")?;
    window.close().await
}

async fn support_takes_the_devices_side(ground: &Ground) -> Told {
    let album = &ground.album;
    let browser = ground.browser_of_support().await?;
    browser.says("Review queue").await?;
    album.look(&browser, "support-queue").await?;
    browser.press_css("tbody th a").await?;
    browser.says("The sides").await?;
    album.look(&browser, "support-ticket").await?;
    browser.fill("note", "Nadia was in the hall and saw her.").await?;
    browser.press_css("form.decide button[value=\"device\"]").await?;
    browser.shown(".decided").await?;
    album.look(&browser, "support-decided").await?;
    album.tell("Sam at support sees the sides beside each other, takes Nadia's, and says why.")?;
    browser.close().await
}
