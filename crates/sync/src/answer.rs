//! Believing an answer: only one in our own protocol counts (law 11), judged by status and content type together.
//!
//! A captive portal answers 200 with HTML, a proxy redirects to a login page: both are "not our service", never success.
//! Apart from the transport, so that a simulated link is judged by the very same words. Not here: how an answer travels.

use crate::remote::Trouble;
use bytes::Bytes;
use daybook_wire::MEDIA_TYPE;
use daybook_wire::code::{Code, Refusal};
use daybook_wire::limit;
use daybook_wire::map::TILE_MEDIA_TYPE;
use daybook_wire::probe::{ProbeReply, SERVICE};
use daybook_wire::push::OFFSET_HEADER;
use reqwest::StatusCode;
use reqwest::header::{self, HeaderMap};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// True where the answer calls itself one of ours.
pub fn is_ours(headers: &HeaderMap) -> bool {
    calls_itself(headers, MEDIA_TYPE) || calls_itself(headers, TILE_MEDIA_TYPE)
}

fn calls_itself(headers: &HeaderMap, media_type: &str) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    content_type.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(media_type))
}

/// A tile: only what calls itself one, and is packed as one; empty where the map has nothing there.
pub fn tile(status: StatusCode, headers: &HeaderMap, body: Bytes) -> Result<Bytes, Trouble> {
    let looks_like_one = body.is_empty() || (body.starts_with(&[0x1f, 0x8b]) && body.len() <= limit::TILE_BYTES);
    if status == StatusCode::OK && calls_itself(headers, TILE_MEDIA_TYPE) && looks_like_one {
        return Ok(body);
    }
    match read::<serde::de::IgnoredAny>(status, headers, &body) {
        Err(trouble) => Err(trouble),
        Ok(_) => Err(Trouble::NotOurService { status: status.as_u16() }),
    }
}

/// What an answer says, or why it is not believed.
pub fn read<R: DeserializeOwned>(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<R, Trouble> {
    if !is_ours(headers) {
        return Err(without_body(status, headers));
    }
    if status.is_success() {
        return serde_json::from_slice(body).map_err(|_| Trouble::NotOurService { status: status.as_u16() });
    }
    match serde_json::from_slice::<Refusal>(body) {
        Ok(refusal) => Err(Trouble::Refused(refusal)),
        Err(_) if status.is_server_error() => Err(Trouble::Failing { status: status.as_u16(), retry_after: None }),
        Err(_) => Err(Trouble::NotOurService { status: status.as_u16() }),
    }
}

/// How many bytes of a file the service has: a reply to HEAD, which has no body to say why not.
pub fn offset(status: StatusCode, headers: &HeaderMap) -> Result<u64, Trouble> {
    let offset = headers.get(OFFSET_HEADER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    match (status, is_ours(headers)) {
        (StatusCode::NOT_FOUND, true) => Ok(0),
        (StatusCode::OK | StatusCode::NO_CONTENT, _) => offset.ok_or(Trouble::NotOurService { status: status.as_u16() }),
        _ => Err(without_body(status, headers)),
    }
}

/// The answer to a probe, if it answers this one: an old answer from some cache knows another nonce.
pub fn fresh(reply: ProbeReply, nonce: &str) -> Result<ProbeReply, Trouble> {
    if reply.service == SERVICE && reply.nonce == nonce { Ok(reply) } else { Err(Trouble::NotOurService { status: 200 }) }
}

/// What an answer means of which only the head is known, or may be believed.
pub fn without_body(status: StatusCode, headers: &HeaderMap) -> Trouble {
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        let seconds = headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
        return Trouble::Failing { status: status.as_u16(), retry_after: seconds.map(Duration::from_secs) };
    }
    let refused = |code| Trouble::Refused(Refusal { code, reference: String::new(), retry_after: None, limit: None });
    match status {
        StatusCode::UNAUTHORIZED if is_ours(headers) => refused(Code::TokenExpired),
        StatusCode::FORBIDDEN if is_ours(headers) => refused(Code::DeviceBlocked),
        // A proxy in front of our service may say 413 in its own words, and it is true all the same.
        StatusCode::PAYLOAD_TOO_LARGE if !is_ours(headers) => refused(Code::TooLarge),
        _ if is_ours(headers) => refused(Code::Malformed),
        _ => Trouble::NotOurService { status: status.as_u16() },
    }
}
