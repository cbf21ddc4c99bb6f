//! How many requests are worked on at a time, and for how long: one bound for devices and browsers together.
//!
//! What is deliberately not here: how large a request may be (each router says it), how long its headers may take and how
//! large they may be (`service`, which listens).

use crate::Service;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Seconds after which somebody who was turned away may ask again.
pub(super) const ASK_AGAIN: u64 = 5;

/// The places, and the patience.
#[derive(Clone)]
pub(super) struct Bounds {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Bounds {
    pub(super) fn new(service: &Service) -> Self {
        Self {
            places: Arc::new(Semaphore::new(service.config.requests_at_a_time)),
            patience: Duration::from_secs(service.config.request_seconds),
        }
    }

    /// Lets the request through; none where there is no place for it, or where it took too long.
    pub(super) async fn answer(&self, request: Request, next: Next) -> Option<Response> {
        let _place = self.places.try_acquire().ok()?;
        let patience = if brings_a_file(&request) { self.patience * 10 } else { self.patience };
        tokio::time::timeout(patience, next.run(request)).await.ok()
    }
}

/// Handing in a file over a bad link takes longer than anything else.
fn brings_a_file(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    request.method() == Method::PUT || (request.method() == Method::POST && route == Some("/support/rescue"))
}

/// The same for pages: whoever is turned away reads why.
pub(super) async fn page(State(bounds): State<Bounds>, request: Request, next: Next) -> Response {
    match bounds.answer(request, next).await {
        Some(response) if response.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            said(response.status(), "That was too large", "Nothing was taken. Go back and send something smaller.")
        }
        Some(response) => response,
        None => {
            let words = "The service has more to do than it can. Nothing was decided and nothing is lost. Try again in a few seconds.";
            let mut busy = said(StatusCode::SERVICE_UNAVAILABLE, "Not at the moment", words);
            busy.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(ASK_AGAIN));
            busy
        }
    }
}

fn said(status: StatusCode, heading: &str, words: &str) -> Response {
    (status, crate::support::plain_page(heading, words)).into_response()
}
