//! One ticket, and its decision.

use super::session::Supporter;
use super::{State, Trouble, sides, view};
use crate::audit::{self, Action, Actor, Entry};
use crate::db::DbError;
use crate::ingest::{Choice, Ingest, Undecided};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use daybook_record::kind::LONGEST_NOTE;
use serde::Deserialize;
use std::sync::Arc;

/// Shows a ticket.
pub(super) async fn show(service: State, supporter: Supporter, Path(number): Path<String>) -> Result<Response, Trouble> {
    page(&service, &supporter, number, None, "").await
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Deciding {
    form_token: String,
    choice: String,
    #[serde(default)]
    note: String,
}

/// Decides a ticket. One that was decided before is only shown.
pub(super) async fn decide(
    service: State,
    supporter: Supporter,
    Path(number): Path<String>,
    Form(form): Form<Deciding>,
) -> Result<Response, Trouble> {
    supporter.expects(&form.form_token)?;
    let choice = match form.choice.as_str() {
        "device" => Choice::TakeDevice,
        "service" => Choice::KeepService,
        _ => return Err(Trouble::StaleForm),
    };
    if form.note.chars().count() > LONGEST_NOTE {
        let words = "The note is too long: shorten it to 1,000 characters. Nothing was decided.";
        return page(&service, &supporter, number, Some(words), &form.note).await;
    }
    let decided = {
        let (world, org, person) = (Arc::clone(&service.world), supporter.org().to_owned(), supporter.user.id);
        let (number, note) = (number.clone(), form.note.clone());
        service.write(move |tx| -> Result<_, Undecided> {
            let decided = Ingest::new(tx, &org, world.as_ref()).decide(&number, choice, person, Some(&note))?;
            let entry = Entry::new(&org, Actor::Support(person), Action::Decide).within(&decided.row.scope).about(decided.row.ticket.child);
            let side = if choice == Choice::TakeDevice { "took the device's side" } else { "kept the service's side" };
            audit::note(tx, world.as_ref(), entry.saying(format!("{number}: {side}")))?;
            Ok(decided)
        })
    };
    match decided.await {
        Ok(_) => {
            tracing::info!(ticket = number, ?choice, person = %supporter.user.id, "decided");
            Ok(Redirect::to(&format!("/support/tickets/{number}")).into_response())
        }
        Err(Undecided::DecidedBefore) => {
            let words = "This ticket was decided before. Your choice was not needed and changed nothing.";
            page(&service, &supporter, number, Some(words), "").await
        }
        Err(Undecided::CannotBeTaken) => {
            let words = "What the device sent cannot be taken as it is: it is about something that the service does not know, or it cannot be read. \
                         Nothing was decided. Keep what the service holds, or wait until the missing record has come.";
            page(&service, &supporter, number, Some(words), &form.note).await
        }
        Err(Undecided::NoSuchTicket) => Err(Trouble::NoSuchTicket),
        Err(Undecided::Db(error)) => Err(error.into()),
    }
}

async fn page(service: &State, supporter: &Supporter, number: String, fault: Option<&str>, note: &str) -> Result<Response, Trouble> {
    let (org, wanted) = (supporter.org().to_owned(), number.clone());
    let sides = service.read(move |tx| -> Result<_, DbError> { sides::gather(tx, &org, &wanted) }).await?;
    let sides = sides.ok_or(Trouble::NoSuchTicket)?;
    supporter.has_read(service, sides.row.ticket.child.into_iter().collect(), number).await?;
    let status = if fault.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok((status, view::ticket(supporter, &sides, fault, note, service.world.now())).into_response())
}
