//! The screens that no other scenario opens, each looked at in both widths.

use crate::Told;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use daybook_testkit::Road;

pub async fn the_other_screens_of_a_day_are_open_to_everybody(ground: &Ground) -> Told {
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    window.see("sign-in").await?;
    window.press("submit").await?;
    window.see("error-summary").await?;
    album.look(&window, "sign-in-with-faults").await?;
    window.get_ready("nadia").await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;

    window.open_session(PRIMARY).await?;
    window.press_css("a[href$=\"/register\"]").await?;
    window.see("register").await?;
    album.look(&window, "register").await?;
    window.open_session(PRIMARY).await?;
    window.press_css("a[href$=\"/batches\"]").await?;
    window.see("batches").await?;
    album.look(&window, "batches").await?;
    window.press_css("a[href$=\"/batches/flu/add\"]").await?;
    window.see("add-batch").await?;
    window.press("go-on").await?;
    window.see("error-summary").await?;
    album.look(&window, "add-batch-with-faults").await?;

    window.open_session(PRIMARY).await?;
    window.only("ready").await?;
    window.open_child(0).await?;
    window.press("add-note").await?;
    window.see("note-page").await?;
    window.fill("text", "Half a sen").await?;
    album.look(&window, "note").await?;
    window.press("nav-sessions").await?;
    window.see("leave").await?;
    album.look(&window, "leaving-a-form").await?;
    window.go("/nowhere").await?;
    window.close().await
}

pub async fn a_code_that_is_wrong_says_how_many_tries_are_left(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    window.press("lock").await?;
    window.see("unlock").await?;
    window.fill("code", "not the code").await?;
    window.press("submit").await?;
    window.see("wrong-code").await?;
    ground.album.look(&window, "wrong-code").await?;
    window.unlock().await?;
    window.see("sessions").await?;
    window.close().await
}
