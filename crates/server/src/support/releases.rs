//! Forgotten codes: who waits for the key of her device, and the decision.

use super::session::Supporter;
use super::view::{fault_box, layout};
use super::{State, Trouble, words};
use crate::db::{DbError, Device, ReleaseRow, ReleaseStanding};
use crate::release::{self, Decision, Undecided};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use daybook_record::{Moment, UserId};
use maud::{Markup, html};
use serde::Deserialize;

/// More than this nobody looks through.
const MOST: u32 = 200;

/// A request, with what people need to know of it.
struct Line {
    row: ReleaseRow,
    person: String,
    device: Option<Device>,
    decided_by: Option<String>,
}

/// Shows them.
pub(super) async fn show(service: State, supporter: Supporter) -> Result<Markup, Trouble> {
    page(&service, &supporter, None).await
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Deciding {
    form_token: String,
    choice: String,
    #[serde(default)]
    note: String,
}

/// Releases or refuses.
pub(super) async fn decide(
    service: State,
    supporter: Supporter,
    Path(id): Path<String>,
    Form(form): Form<Deciding>,
) -> Result<Response, Trouble> {
    supporter.expects(&form.form_token)?;
    let release = match form.choice.as_str() {
        "release" => true,
        "refuse" => false,
        _ => return Err(Trouble::StaleForm),
    };
    let (service_, org, by) = (service.0.clone(), supporter.org().to_owned(), supporter.user.id);
    let identity = service.recovery.of(&org, service.world.as_ref()).map_err(|error| {
        tracing::error!(%error, "the recovery key");
        DbError::Unavailable("the recovery key".to_owned())
    })?;
    let decided = service.write(move |tx| {
        let decision = Decision { release, by, note: &form.note };
        release::decide(tx, &identity, &org, &id, &decision, service_.world.as_ref())
    });
    let fault = match decided.await {
        Ok(row) => {
            tracing::info!(request = row.id, release, person = %by, "a request for a key was decided");
            return Ok(Redirect::to("/support/codes").into_response());
        }
        Err(Undecided::NoteMissing) => "Write in the note how you made sure who asks. Nothing was decided.",
        Err(Undecided::Over) => "This request is over, or was decided before. Your choice changed nothing.",
        Err(Undecided::NotAKey) => "What the device handed in cannot be released. Refuse it; nothing on the device is lost by that.",
        Err(Undecided::NoSuchRequest) => "There is no such request. Nothing was decided.",
        Err(Undecided::Db(error)) => return Err(error.into()),
    };
    Ok((StatusCode::CONFLICT, page(&service, &supporter, Some(fault)).await?).into_response())
}

async fn page(service: &State, supporter: &Supporter, fault: Option<&str>) -> Result<Markup, Trouble> {
    let (world, org) = (service.world.clone(), supporter.org().to_owned());
    let lines = service.write(move |tx| -> Result<Vec<Line>, DbError> {
        release::end_old(tx, &org, world.as_ref())?;
        let name = |id: UserId| -> Result<String, DbError> {
            Ok(tx
                .user(&org, id)?
                .map_or_else(|| "Somebody who is not known".to_owned(), |user| format!("{} {}", user.given_name, user.family_name)))
        };
        let rows = tx.releases(&org, MOST)?.into_iter();
        rows.map(|row| {
            let decided_by = row.decided_by.map(name).transpose()?;
            Ok(Line { person: name(row.user)?, device: tx.device(&org, row.device)?, decided_by, row })
        })
        .collect()
    });
    Ok(draw(supporter, &lines.await?, fault, service.world.now()))
}

fn draw(supporter: &Supporter, lines: &[Line], fault: Option<&str>, now: Moment) -> Markup {
    let (waiting, decided): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.row.standing == ReleaseStanding::Waiting);
    let body = html! {
        h1 { "Forgotten codes" }
        @if let Some(words) = fault { (fault_box(words)) }
        p { "Whoever waits here has proved her password, and cannot open her own data. Ring her on a number that you know already, and compare the "
            "letters on her screen with those below. A key is released once, to that device alone." }
        @if waiting.is_empty() { div.empty { h2 { "Nobody waits" } p { "A request ends by itself after 24 hours." } } }
        @for line in &waiting { (one(supporter, line, now)) }
        @if !decided.is_empty() {
            h2 { "Decided and over" }
            table.cards role="table" {
                thead { tr role="row" { @for heading in ["Who", "Device", "Asked", "What became of it", "Note"] { th scope="col" role="columnheader" { (heading) } } } }
                tbody { @for line in &decided { tr role="row" {
                    th scope="row" role="rowheader" { (line.person) }
                    td role="cell" data-label="Device" { (device_name(line)) }
                    td role="cell" data-label="Asked" { (words::moment(line.row.asked_at)) }
                    td role="cell" data-label="What became of it" { (standing(line.row.standing))
                        @if let Some(person) = &line.decided_by { span.under { "by " (person) @if let Some(at) = line.row.decided_at { ", " (words::moment(at)) } } } }
                    td role="cell" data-label="Note" { (line.row.note.as_deref().unwrap_or("")) }
                } } }
            }
        }
    };
    layout("Forgotten codes", Some(supporter), &body)
}

fn one(supporter: &Supporter, line: &Line, now: Moment) -> Markup {
    let note = format!("note-{}", line.row.id);
    html! {
        form.decide method="post" action={ "/support/codes/" (line.row.id) } {
            h2 { (line.person) }
            input type="hidden" name="form_token" value=(supporter.form_token);
            dl.facts {
                dt { "On her screen stands" } dd { strong.keep { (line.row.words) } }
                dt { "Device" } dd { (device_name(line)) @if line.device.as_ref().is_some_and(|device| device.blocked) { " " strong { "Blocked by the team." } } }
                @if let Some(device) = &line.device { dt { "Last seen" } dd { (words::moment(device.seen_at)) } }
                dt { "Waits" } dd { (words::how_long(now.seconds_since(line.row.asked_at))) }
            }
            label for=(note) { "How you made sure who asks" }
            textarea id=(note) name="note" rows="2" maxlength=(release::LONGEST_NOTE) required {}
            p {
                button type="submit" name="choice" value="release" { "Release" span.unseen { " the key to " (line.person) } }
                " "
                button.second type="submit" name="choice" value="refuse" { "Refuse" span.unseen { " " (line.person) } }
            }
        }
    }
}

fn device_name(line: &Line) -> String {
    line.device.as_ref().map(|device| device.name.clone()).unwrap_or_default()
}

fn standing(standing: ReleaseStanding) -> &'static str {
    match standing {
        ReleaseStanding::Waiting => "Waits",
        ReleaseStanding::Released => "Released",
        ReleaseStanding::Refused => "Refused",
        ReleaseStanding::Over => "Over: nobody decided in time, or the device asked again",
    }
}
