//! A health worker's days in a campaign: from door to door without a network, and the sync in the evening. What the demo of a
//! campaign shows.

use crate::Told;
use crate::ground::{Ground, HOUSEHOLDS};
use crate::window::Window;
use daybook_server::Config;
use daybook_server::db::DbError;
use daybook_server::demo::campaign::{NEWER_VISIT, publish_form};
use daybook_server::ingest::Ingest;
use daybook_testkit::Road;
use daybook_testkit::map::Engines;

/// Who is registered in the scenario, and nowhere else.
const HEAD: &str = "Perpétua Nhassengo";

pub async fn three_days_in_a_campaign(ground: &Ground) -> Told {
    let engines = Engines::for_demo(HOUSEHOLDS)?;
    let (tiles, router) = (engines.tile_server(), engines.router());
    ground.restart_service(|config| Config { tile_server: Some(tiles), router: Some(router), ..config })?;
    let (album, device) = (&ground.album, ground.device()?);
    let window = device.open(ground).await?;
    get_ready(ground, &window).await?;
    ground.link.set(Road::Cut);
    window.connection_is("offline").await?;
    album.tell("The network goes. Rosa walks to the first house; the map, the people and the forms are all on the device.")?;
    register_a_household(ground, &window).await?;
    begin_a_visit(ground, &window).await?;
    album.tell("In the middle of the form the battery goes: the app is killed.")?;
    window.die().await?;
    let window = device.open(ground).await?;
    window.unlock().await?;
    finish_the_visit(ground, &window).await?;
    evening(ground, &window).await?;
    in_another_language(ground, &window).await?;
    window.close().await
}

async fn get_ready(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.sign_in("rosa").await?;
    window.see("ready").await?;
    album.tell(
        "Rosa signs in at the health post. Her area comes down: households, people, forms in two languages, ids, contacts, the map.",
    )?;
    album.look(window, "ready-to-go-offline").await?;
    window.press("go-to-sessions").await?;
    window.see("nav-map").await?;
    album.look(window, "her-start").await?;
    window.press("nav-map").await?;
    window.see("map-page").await?;
    window.shown("[data-testid=\"map\"][data-state=\"drawn\"]").await?;
    window.press("plan-route").await?;
    window.see("route-summary").await?;
    album.tell("She plans the way through the households that wait.")?;
    album.look(window, "map-with-a-route").await?;
    window.press("route-turns").await?;
    album.look(window, "the-way-turn-by-turn").await
}

async fn register_a_household(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.press("nav-people").await?;
    window.see("people").await?;
    album.look(window, "people").await?;
    window.press("new-household").await?;
    window.see("household-form").await?;
    for (field, text) in [("head", HEAD), ("members", "3"), ("address", "the new house by the bridge")] {
        window.fill(field, text).await?;
    }
    for (field, text) in [("latitude", "-15.0489"), ("longitude", "39.2012"), ("accuracy", "8")] {
        window.fill(field, text).await?;
    }
    album.look(window, "a-household-is-registered").await?;
    window.press("go-on").await?;
    window.see("household-page").await?;
    window.press("register-here").await?;
    window.see("individual-form").await?;
    window.press("go-on").await?;
    window.see("error-summary").await?;
    album.look(window, "a-person-with-faults").await?;
    let (given, family) = HEAD.split_once(' ').unwrap_or((HEAD, ""));
    window.fill("given_name", given).await?;
    window.fill("family_name", family).await?;
    window.choose("knows-age").await?;
    window.fill("age", "34").await?;
    window.press_css("#gender option[value=\"female\"]").await?;
    window.choose("papers-pool").await?;
    window.choose("head-yes").await?;
    album.look(window, "a-person-with-an-id-of-the-pool").await?;
    window.press("go-on").await?;
    window.see("individual-page").await?;
    album.tell(&format!(
        "{HEAD}, who has no papers, is registered with an id from the pool. It is hers; no other device will ever give it."
    ))?;
    album.look(window, "a-person").await
}

async fn begin_a_visit(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.press("nav-people").await?;
    window.see("people").await?;
    window.fill("search", "Nhasengo Perpetua").await?;
    window.see("individuals").await?;
    album.tell("Looked for with a slip of the pen, she is found.")?;
    album.look(window, "found-by-a-wrong-spelling").await?;
    window.press_xpath(&format!("//*[@data-testid='household' or @data-testid='individual']//a[contains(., \"{HEAD}\")]")).await?;
    window.press("fill-in").await?;
    window.see("forms").await?;
    album.look(window, "forms").await?;
    window.press_xpath("//*[@data-testid='form-card']//a[contains(., 'Net visit')]").await?;
    window.see("fill-page").await?;
    window.choose("outcome-done").await?;
    album.look(window, "a-visit").await?;
    window.press("go-on").await?;
    window.see("fill-page").await?;
    window.fill("sleepers", "3").await?;
    window.fill("nets", "5").await?;
    window.press("go-on").await?;
    window.says("This is more than are due").await?;
    album.look(window, "a-rule-of-the-form").await?;
    window.fill("nets", "2").await?;
    window.shown("[data-testid=\"kept\"][data-kept=\"saved\"]").await.map(drop)
}

async fn finish_the_visit(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.press("nav-forms").await?;
    window.see("drafts").await?;
    album.look(window, "the-draft-is-there").await?;
    window.press_css("[data-testid=\"draft\"] a").await?;
    window.see("fill-page").await?;
    window.value_is("nets", "2").await?;
    album.tell("Opened again and unlocked, the draft is there with every answer.")?;
    window.choose("hung-some").await?;
    window.press("go-on").await?;
    window.shown("[id=\"remarks\"]").await?;
    window.fill("remarks", "The door is blue.").await?;
    window.press("go-on").await?;
    window.see("check-page").await?;
    album.look(window, "the-answers-once-more").await?;
    window.press("save-entry").await?;
    window.see("saved").await?;
    album.tell("The visit is saved on this device.")?;
    album.look(window, "visit-saved").await
}

async fn evening(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    // A draft that stays open over the change of its form.
    window.press("nav-forms").await?;
    window.see("forms").await?;
    window.press_xpath("//*[@data-testid='form-card']//a[contains(., 'Net visit')]").await?;
    window.see("fill-page").await?;
    window.choose("outcome-done").await?;
    window.press("later").await?;
    window.see("drafts").await?;
    let service = ground.clinic().service().clone();
    ground.at_the_service(|tx, org| {
        let ingest = Ingest::new(tx, org, service.world.as_ref());
        publish_form(&ingest, NEWER_VISIT, service.world.as_ref()).map(drop).map_err(|error| DbError::Refused(error.to_string()))
    })?;
    album.tell("Meanwhile a new version of the form was published. In the evening the network is back.")?;
    window.press("nav-dashboards").await?;
    window.see("dashboards").await?;
    window.see("unsent").await?;
    album.tell("The dashboard has the figures of the last sync, and beside them what is not sent yet.")?;
    album.look(window, "dashboard-with-what-waits").await?;
    ground.link.set(Road::Open);
    window.see("back-online").await?;
    album.look(window, "back-online").await?;
    window.press("sync").await?;
    window.see("end-completed").await?;
    window.press_css("[data-testid=\"area-row\"] > summary").await?;
    album.tell("Household, person and visit have arrived, each with its receipt.")?;
    album.look(window, "synced").await?;
    window.press("carry-on").await?;
    window.see_no("end-completed").await?;
    window.press("nav-dashboards").await?;
    window.see("dashboards").await?;
    window.see_no("unsent").await?;
    album.tell("The figures have moved.")?;
    album.look(window, "dashboard-after-the-sync").await?;
    window.press("nav-forms").await?;
    window.see("drafts").await?;
    album.tell("The draft keeps the form it was begun with, and says that there is a newer one.")?;
    window.press("carry").await?;
    window.see("carry-page").await?;
    album.look(window, "carried-over-to-the-newer-form").await?;
    window.press("carry-over").await?;
    window.see("fill-page").await?;
    window.press("nav-forms").await?;
    window.see("forms").await?;
    window.press_css("a[href$=\"/entries\"]").await?;
    window.see("entries").await?;
    window.reads("registration", "E-").await?;
    album.tell("The visit has the number that the service gave it.")?;
    album.look(window, "entries").await
}

async fn in_another_language(ground: &Ground, window: &Window) -> Told {
    let album = &ground.album;
    window.press("contacts").await?;
    window.see("contacts-page").await?;
    album.look(window, "whom-to-ring").await?;
    window.press("contacts-close").await?;
    window.press("nav-more").await?;
    window.see("more-page").await?;
    album.look(window, "more-places").await?;
    window.press("nav-settings").await?;
    window.see("settings").await?;
    window.press("parts-link").await?;
    window.see("parts").await?;
    album.look(window, "parts-of-a-sync").await?;
    window.press("nav-more").await?;
    window.press("nav-settings").await?;
    window.press("language-ar").await?;
    window.shown("html[dir=\"rtl\"]").await?;
    album.tell("The same in Arabic: from right to left, all of it.")?;
    album.look(window, "settings-in-arabic").await?;
    window.press("nav-people").await?;
    window.see("people").await?;
    album.look(window, "people-in-arabic").await?;
    window.press("nav-map").await?;
    window.see("map-page").await?;
    album.look(window, "map-in-arabic").await?;
    window.press("lock").await?;
    window.see("unlock").await?;
    window.press("contacts").await?;
    window.see("contacts-page").await?;
    album.look(window, "whom-to-ring-while-locked").await
}
