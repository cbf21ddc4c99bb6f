//! Devices: which there are, how they fare, and what a team asks of them.

use super::session::Supporter;
use super::view::{fault_box, layout};
use super::{State, Trouble, words};
use crate::audit::{self, Action, Actor, Entry};
use crate::db::{DbError, Device, OrderReport, OrderRow, OrderState, Tx};
use crate::orders::{self, NoOrder};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use daybook_record::{DeviceId, Moment, UserId};
use daybook_wire::order::OrderKind;
use maud::{Markup, html};
use serde::Deserialize;

/// A clock that is off by more than this is said to be.
const DRIFT_SECONDS: i64 = 600;

/// A device, with what people need to know of it.
struct Line {
    device: Device,
    person: String,
    waiting: Vec<OrderRow>,
}

/// Shows every device.
pub(super) async fn list(service: State, supporter: Supporter) -> Result<Markup, Trouble> {
    let org = supporter.org().to_owned();
    let lines = service.read(move |tx| -> Result<Vec<Line>, DbError> {
        let orders = tx.waiting_orders(&org)?;
        let devices = tx.devices(&org)?.into_iter();
        devices
            .map(|device| {
                let waiting = orders.iter().filter(|order| order.device == device.id).cloned().collect();
                Ok(Line { person: person(tx, &org, device.user)?, device, waiting })
            })
            .collect()
    });
    Ok(draw_list(&supporter, &lines.await?, service.world.now()))
}

/// Shows one.
pub(super) async fn show(service: State, supporter: Supporter, Path(id): Path<DeviceId>) -> Result<Markup, Trouble> {
    page(&service, &supporter, id, None).await
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Asking {
    form_token: String,
    what: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    sure: String,
}

/// Blocks, lets in, asks, takes back.
pub(super) async fn ask(
    service: State,
    supporter: Supporter,
    Path(id): Path<DeviceId>,
    Form(form): Form<Asking>,
) -> Result<Response, Trouble> {
    supporter.expects(&form.form_token)?;
    if form.what == "wipe" && form.sure != "yes" {
        let fault = "Tick the box that says that you are sure. Nothing was asked of the device.";
        return Ok((StatusCode::CONFLICT, page(&service, &supporter, id, Some(fault)).await?).into_response());
    }
    let (world, org, by) = (service.world.clone(), supporter.org().to_owned(), supporter.user.id);
    let what = form.what.clone();
    let done = service.write(move |tx| -> Result<bool, NoOrder> {
        let note = |action, said: String| {
            audit::note(tx, world.as_ref(), Entry::new(&org, Actor::Support(by), action).on(id).saying(said)).map(drop)
        };
        match form.what.as_str() {
            "block" | "unblock" => {
                let blocked = form.what == "block";
                let device = tx.device(&org, id)?.ok_or(NoOrder::NoSuchDevice)?;
                tx.save_device(&org, &Device { blocked, ..device })?;
                note(if blocked { Action::Block } else { Action::Unblock }, String::new())?;
            }
            "lock" | "wipe" => {
                let kind = if form.what == "wipe" { OrderKind::Wipe } else { OrderKind::Lock };
                let order = orders::ask(tx, &org, id, kind, by, world.as_ref())?;
                note(Action::Order, format!("{} {}", form.what, order.id))?;
            }
            "withdraw" => {
                let order = orders::withdraw(tx, &org, &form.order, world.as_ref())?;
                note(Action::Order, format!("withdrawn {}", order.id))?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    });
    let fault = match done.await {
        Ok(true) => {
            tracing::info!(device = %id, what, person = %by, "asked of a device");
            return Ok(Redirect::to(&format!("/support/devices/{id}")).into_response());
        }
        Ok(false) => return Err(Trouble::StaleForm),
        Err(NoOrder::NoSuchDevice) => return Err(Trouble::NoSuchDevice),
        Err(NoOrder::NoSuchOrder | NoOrder::Over) => "That order is over already. Nothing was changed.",
        Err(NoOrder::Db(error)) => return Err(error.into()),
    };
    Ok((StatusCode::CONFLICT, page(&service, &supporter, id, Some(fault)).await?).into_response())
}

fn person(tx: &dyn Tx, org: &str, id: UserId) -> Result<String, DbError> {
    Ok(tx.user(org, id)?.map_or_else(|| "Somebody who is not known".to_owned(), |user| format!("{} {}", user.given_name, user.family_name)))
}

/// One device, with every order and what was reported of it.
struct Whole {
    device: Device,
    person: String,
    orders: Vec<(OrderRow, Vec<OrderReport>)>,
}

async fn page(service: &State, supporter: &Supporter, id: DeviceId, fault: Option<&str>) -> Result<Markup, Trouble> {
    let org = supporter.org().to_owned();
    let whole = service.read(move |tx| -> Result<Option<Whole>, DbError> {
        let Some(device) = tx.device(&org, id)? else { return Ok(None) };
        let orders = tx.orders_of(&org, id)?.into_iter().rev();
        let orders = orders.map(|order| Ok((tx.reports_of(&org, &order.id)?, order))).collect::<Result<Vec<_>, DbError>>()?;
        let orders = orders.into_iter().map(|(reports, order)| (order, reports)).collect();
        Ok(Some(Whole { person: person(tx, &org, device.user)?, device, orders }))
    });
    let whole = whole.await?.ok_or(Trouble::NoSuchDevice)?;
    Ok(draw(supporter, &whole, fault, service.world.now()))
}

fn draw_list(supporter: &Supporter, lines: &[Line], now: Moment) -> Markup {
    let headings = ["Person", "Device", "Last seen", "Unsent", "Clock", "Free", "App", "State"];
    let body = html! {
        h1 { "Devices" }
        p.count { (lines.len()) " devices, last seen first" }
        table.cards role="table" {
            thead { tr role="row" { @for heading in headings { th scope="col" role="columnheader" { (heading) } } } }
            tbody { @for Line { device, person, waiting } in lines { tr.differs[device.blocked] role="row" {
                th scope="row" role="rowheader" { (person) }
                td role="cell" data-label="Device" { a href={ "/support/devices/" (device.id) } { (device_name(device)) } }
                td role="cell" data-label="Last seen" { (words::how_long(now.seconds_since(device.seen_at))) " ago" }
                td role="cell" data-label="Unsent" { (device.unsent) }
                td role="cell" data-label="Clock" { (drift(device)) }
                td role="cell" data-label="Free" { (free(device)) }
                td role="cell" data-label="App" { (device.app_version) }
                td role="cell" data-label="State" {
                    @if device.blocked { span.tag { "Blocked" } }
                    @for order in waiting { " " span.tag.open { (kind(order.what)) " asked" } }
                }
            } } }
        }
    };
    layout("Devices", Some(supporter), &body)
}

fn draw(supporter: &Supporter, whole: &Whole, fault: Option<&str>, now: Moment) -> Markup {
    let device = &whole.device;
    let body = html! {
        p.back { a href="/support/devices" { "All devices" } }
        h1 { (device_name(device)) }
        @if let Some(words) = fault { (fault_box(words)) }
        dl.facts {
            dt { "Person" } dd { (whole.person) }
            dt { "State" } dd { @if device.blocked { strong { "Blocked" } } @else { "Let in" } }
            dt { "Last seen" } dd { (words::moment(device.seen_at)) ", " (words::how_long(now.seconds_since(device.seen_at))) " ago" }
            dt { "Unsent changes then" } dd { (device.unsent) }
            dt { "Clock" } dd { (drift(device)) }
            dt { "Free space" } dd { (free(device)) }
            dt { "App" } dd { (device.app_version) " on " (device.platform) }
            dt { "First signed in" } dd { (words::moment(device.registered_at)) }
            dt { "Signs what it hands in" } dd { @if device.key.is_some() { "Yes" } @else { "No: it has told no key yet" } }
            dt { "Number" } dd { (device.id) }
        }
        (asking(supporter, device))
        h2 { "What was asked of it" }
        @if whole.orders.is_empty() { p { "Nothing yet." } }
        @for (order, reports) in &whole.orders { (order_box(supporter, order, reports)) }
    };
    layout(&device_name(device), Some(supporter), &body)
}

fn asking(supporter: &Supporter, device: &Device) -> Markup {
    let token = html! { input type="hidden" name="form_token" value=(supporter.form_token); };
    let action = format!("/support/devices/{}", device.id);
    html! {
        div.choices {
            section {
                @if device.blocked {
                    h3 { "Let it in again" } p { "It syncs like any other from its next try on." }
                    form method="post" action=(action) { (token) button type="submit" name="what" value="unblock" { "Unblock" } }
                } @else {
                    h3 { "Block" } p { "It reads nothing new and locks. What it still holds it can hand in, and that goes to the review queue." }
                    form method="post" action=(action) { (token) button type="submit" name="what" value="block" { "Block" } }
                }
            }
            section {
                h3 { "Ask to lock" } p { "It locks at its next contact, and opens again with the code of the person. A blocked device hears of it too." }
                form method="post" action=(action) { (token) button.second type="submit" name="what" value="lock" { "Ask to lock" } }
            }
            section {
                h3 { "Wipe" }
                p { "It removes this person's data, but only once everything unsent was handed in, or lies here in a sealed file. It signs a statement of "
                    "what it removed. A blocked device hears of it too." }
                form method="post" action=(action) { (token)
                    label { input type="checkbox" name="sure" value="yes"; " I am sure: " (device_name(device)) " is to be wiped" }
                    button.second type="submit" name="what" value="wipe" { "Ask to wipe" }
                }
            }
        }
    }
}

fn order_box(supporter: &Supporter, order: &OrderRow, reports: &[OrderReport]) -> Markup {
    html! {
        div.decided {
            p { strong { (kind(order.what)) } ", asked " (words::moment(order.asked_at)) ". "
                @match (order.state, order.ended_at) {
                    (OrderState::Waiting, _) => "Waits for the device's next contact.",
                    (OrderState::Done, Some(at)) => { "Done " (words::moment(at)) "." }
                    (OrderState::Withdrawn, Some(at)) => { "Taken back " (words::moment(at)) "." }
                    (_, None) => ""
                }
            }
            @for report in reports {
                p { "Reported " (words::moment(report.at)) ": "
                    @if report.proven { "proven." } @else { strong { "not proven. It is kept, and not believed." } } }
                @if let Some(statement) = &report.statement { pre tabindex="0" { (statement) } }
            }
            @if order.state == OrderState::Waiting {
                form method="post" action={ "/support/devices/" (order.device) } {
                    input type="hidden" name="form_token" value=(supporter.form_token);
                    input type="hidden" name="order" value=(order.id);
                    button.second type="submit" name="what" value="withdraw" { "Take back" }
                }
            }
        }
    }
}

fn kind(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Lock => "Lock",
        OrderKind::Wipe => "Wipe",
    }
}

fn device_name(device: &Device) -> String {
    if device.name.is_empty() { "A device without a name".to_owned() } else { device.name.clone() }
}

fn drift(device: &Device) -> String {
    match device.drift_seconds {
        seconds if seconds.abs() <= DRIFT_SECONDS => "Right".to_owned(),
        seconds if seconds > 0 => format!("Slow by {}", words::how_long(seconds)),
        seconds => format!("Fast by {}", words::how_long(-seconds)),
    }
}

fn free(device: &Device) -> String {
    device.free_bytes.map_or_else(|| "Not known".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000))
}
