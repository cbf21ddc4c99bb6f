//! The screens that no other scenario opens, each looked at in both widths.

use crate::Told;
use crate::ground::Ground;
use crate::steps::PRIMARY;
use crate::window::Window;
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

    leave_a_note_and_take_it_away(ground, &window).await?;
    window.open_session(PRIMARY).await?;
    window.press("clear-filters").await?;
    window.only("no_response").await?;
    window.open_child(0).await?;
    window.take_consent(async |page| album.look(&window, page).await).await?;
    window.go_to("unsent").await?;
    window.see("unsent").await?;
    album.look(&window, "unsent-with-a-removal").await?;
    window.go("/nowhere").await?;
    window.see("not-found").await?;
    album.look(&window, "not-found").await?;
    window.go("/clock").await?;
    window.see("clock").await?;
    album.look(&window, "clock").await?;
    window.close().await
}

async fn leave_a_note_and_take_it_away(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.open_session(PRIMARY).await?;
    window.only("ready").await?;
    window.open_child(0).await?;
    window.press("add-note").await?;
    window.see("note-page").await?;
    window.fill("text", "Half a sen").await?;
    album.look(window, "note").await?;
    window.go_to("sessions").await?;
    window.see("leave").await?;
    album.look(window, "leaving-a-form").await?;
    window.press_css("[data-testid=\"leave\"] button").await?;
    window.see("note-page").await?;
    window.press("go-on").await?;
    window.see("saved").await?;
    window.press_css("a[href*=\"/remove/note/\"]").await?;
    window.see("remove").await?;
    album.look(window, "remove").await?;
    window.press_css("button.nhsuk-button--warning").await?;
    window.see("saved").await?;
    album.look(window, "removed").await
}

pub async fn a_code_that_is_wrong_says_how_many_tries_are_left(ground: &Ground) -> Told {
    let device = ground.device()?;
    let window = device.open(ground).await?;
    window.get_ready("nadia").await?;
    window.lock().await?;
    window.see("unlock").await?;
    window.fill("code", "not the code").await?;
    window.press("submit").await?;
    window.see("wrong-code").await?;
    ground.album.look(&window, "wrong-code").await?;
    window.unlock().await?;
    window.see("sessions").await?;
    window.close().await
}
