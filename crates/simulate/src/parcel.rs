//! A request on its way, and what other things than the service answer.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use daybook_sync::carrier::Answer;
use daybook_wire::MEDIA_TYPE;
use daybook_wire::code::{Code, Refusal};
use std::io;

/// All of a request.
pub fn whole(request: &Request<Bytes>) -> Request<Body> {
    request.clone().map(Body::from)
}

/// Half of its body, and then the link is gone.
pub fn half(request: &Request<Bytes>) -> Request<Body> {
    request.clone().map(|body| {
        let pieces = [Ok(body.slice(..body.len() / 2)), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
        Body::from_stream(futures::stream::iter(pieces))
    })
}

/// Somebody else's page, perhaps with a word about when to come back.
pub fn page(status: StatusCode, retry_after: Option<u64>) -> Answer {
    let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))]);
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    (status, headers, Bytes::from_static(b"<h1>Welcome to the school's Wi-Fi</h1>"))
}

/// An answer in our protocol that says no.
pub fn refusal(code: Code, retry_after: Option<u64>) -> Answer {
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))]);
    let body = Refusal { code, reference: "LINK".to_owned(), retry_after, limit: None };
    let status = StatusCode::from_u16(code.status()).expect("a status");
    (status, headers, serde_json::to_vec(&body).expect("a refusal is JSON").into())
}
