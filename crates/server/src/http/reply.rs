//! What comes in and goes out: JSON of `wire`, under our own content type.

use super::refused::Refused;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use daybook_wire::code::Code;
use daybook_wire::{MEDIA_TYPE, limit};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Our content type, as a header.
pub(super) const MEDIA: HeaderValue = HeaderValue::from_static(MEDIA_TYPE);

/// A reply of `wire`.
pub(super) struct Reply<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => (StatusCode::OK, [(header::CONTENT_TYPE, MEDIA)], body).into_response(),
            Err(_) => Refused::from(Code::Internal).into_response(),
        }
    }
}

/// A request of `wire`.
pub(super) struct Said<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Said<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let body = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refused::with_limit(Code::TooLarge, limit::REQUEST_BYTES as u64),
            _ => Refused::from(Code::Malformed),
        })?;
        // What serde says may quote a value, so it goes nowhere.
        serde_json::from_slice(&body).map(Said).map_err(|_| Refused::from(Code::Malformed))
    }
}
