//! The seal on every reply of the wire: a content type of ours, never cached, a reference on every refusal. The log names method,
//! route, status and reference; never a body, never a query.

use super::bounds::{ASK_AGAIN, Bounds};
use super::refused::Refused;
use super::reply::MEDIA;
use super::tiles::TILE;
use crate::Service;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use daybook_record::World;
use daybook_wire::code::{Code, Refusal};
use std::sync::Arc;
use tracing::Instrument as _;

/// What sealing needs.
#[derive(Clone)]
pub(super) struct Seal {
    world: Arc<dyn World>,
    bounds: Bounds,
}

impl Seal {
    pub(super) fn new(service: &Service, bounds: Bounds) -> Self {
        Self { world: Arc::clone(&service.world), bounds }
    }
}

/// Lets the request through and seals what comes back.
pub(super) async fn seal(State(seal): State<Seal>, request: Request, next: Next) -> Response {
    let reference = reference(seal.world.as_ref());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let started = seal.world.monotonic_ms();
    let span = tracing::info_span!("request", %reference);
    let answer = seal.bounds.answer(request, next).instrument(span).await;
    let response = answer.unwrap_or_else(|| Refused::wait(Code::Unavailable, ASK_AGAIN).into_response());
    let status = response.status();
    let milliseconds = seal.world.monotonic_ms().saturating_sub(started);
    let response = if status.is_client_error() || status.is_server_error() { refusal(response, &reference) } else { response };
    tracing::info!(%reference, %method, route, status = status.as_u16(), milliseconds, "answered");
    mark(response)
}

fn refusal(response: Response, reference: &str) -> Response {
    let refused = response.extensions().get::<Refused>().copied().unwrap_or_else(|| Refused::of_status(response.status()));
    let Refused { code, retry_after, limit } = refused;
    tracing::info!(%reference, ?code, "refused");
    let body = Refusal { code, reference: reference.to_owned(), retry_after, limit };
    let mut sealed = refused.into_response();
    if let Some(seconds) = retry_after {
        sealed.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    *sealed.body_mut() = Body::from(serde_json::to_vec(&body).unwrap_or_default());
    sealed
}

fn mark(mut response: Response) -> Response {
    // A tile says so itself; everything else is JSON of ours.
    if response.headers().get(header::CONTENT_TYPE) != Some(&TILE) || !response.status().is_success() {
        response.headers_mut().insert(header::CONTENT_TYPE, MEDIA);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn reference(world: &dyn World) -> String {
    let mut bytes = [0; 4];
    world.random(&mut bytes);
    hex::encode_upper(bytes)
}
