//! The support pages: a queue of what waits, one page a ticket, and the decision. Plain HTML that the service makes itself.
//!
//! No script runs here and nothing is fetched from elsewhere, so that there is nothing to attack and it reads the same in
//! every browser. What a page shows is gathered in one view of the database (`sides`), written in words (`words`), and drawn
//! (`view`). What is deliberately not here: what a decision does ([`crate::ingest::decision`]), and the full console.

mod devices;
mod queue;
mod releases;
mod rescues;
mod session;
mod sides;
mod ticket;
mod view;
mod words;

use crate::service::Service;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;

type State = axum::extract::State<Arc<Service>>;

/// More than any form of ours holds.
const FORM_BYTES: usize = 64 * 1024;
/// A rescue file, and the little around it.
const RESCUE_BYTES: usize = daybook_wire::limit::FILE_BYTES as usize + FORM_BYTES;

/// Everything under `/support`.
pub fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/support", get(home))
        .route("/support/", get(home))
        .route("/support/sign-in", get(session::form).post(session::enter))
        .route("/support/sign-out", post(session::leave))
        .route("/support/queue", get(queue::show))
        .route("/support/tickets/{number}", get(ticket::show).post(ticket::decide))
        .route("/support/devices", get(devices::list))
        .route("/support/devices/{device}", get(devices::show).post(devices::ask))
        .route("/support/codes", get(releases::show))
        .route("/support/codes/{request}", post(releases::decide))
        .route("/support/rescue", get(rescues::show).post(rescues::hand_in).layer(DefaultBodyLimit::max(RESCUE_BYTES)))
        .route("/support/style.css", get(style))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .with_state(service)
}

async fn home() -> Redirect {
    Redirect::to("/support/queue")
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css"))
}

/// What stands on every reply: nothing from elsewhere, in no frame, in no cache.
pub(crate) async fn guard(mut response: Response) -> Response {
    const CSP: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    let set = [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in set {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A page of one heading and a few words.
pub(crate) fn plain_page(heading: &str, words: &str) -> maud::Markup {
    view::trouble(heading, words)
}

/// A page that could not be shown.
pub(crate) enum Trouble {
    /// There is no such ticket.
    NoSuchTicket,
    /// There is no such device.
    NoSuchDevice,
    /// The form was not ours, or it was opened before somebody signed in again.
    StaleForm,
    /// The service itself.
    Ours(crate::db::DbError),
}

impl From<crate::db::DbError> for Trouble {
    fn from(error: crate::db::DbError) -> Self {
        Trouble::Ours(error)
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, heading, words) = match self {
            Trouble::NoSuchTicket => {
                (StatusCode::NOT_FOUND, "There is no such ticket", "Look at the number again, or go back to the queue.")
            }
            Trouble::NoSuchDevice => (StatusCode::NOT_FOUND, "There is no such device", "Go back to the list of devices."),
            Trouble::StaleForm => (
                StatusCode::FORBIDDEN,
                "This form is out of date",
                "Nothing was decided. You may have signed in again in another tab: go back to the queue and open the ticket again.",
            ),
            Trouble::Ours(error) => {
                tracing::error!(%error, "a support page");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "This page cannot be shown at the moment",
                    "Nothing was decided and nothing is lost. Try again in a minute.",
                )
            }
        };
        (status, view::trouble(heading, words)).into_response()
    }
}
