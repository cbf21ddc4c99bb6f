//! Doors for those who try to break what a request carries beside its body (`fuzz/`): cursors, tokens, names of files.

use super::caller::bearer;
use super::cursor::{Owner, Place};
use crate::auth::hash_token;
use crate::storage::FileName;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use daybook_record::{DeviceId, Scope, UserId};
use uuid::Uuid;

/// Opens a cursor with a key of its own, in this scope; where it opens, gives the same place sealed again.
pub fn cursor(text: &str, key: &[u8; 32], scope: &Scope) -> Option<String> {
    let (user, device) = (UserId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
    let owner = Owner { org: "R1A", epoch: "one", user, device, scope };
    Place::open(text, key, &owner).map(|place| place.seal(key, &owner))
}

/// A cursor as the service makes it.
pub fn sealed(after: u64, floor: u64, key: &[u8; 32], scope: &Scope) -> String {
    let (user, device) = (UserId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
    Place { after, floor }.seal(key, &Owner { org: "R1A", epoch: "one", user, device, scope })
}

/// What is looked up for an `Authorization` header; none where it carries no token of ours.
pub fn token(header: &[u8]) -> Option<Vec<u8>> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, HeaderValue::from_bytes(header).ok()?);
    bearer(&headers).map(hash_token)
}

/// True where that may be the name of a file.
pub fn names_a_file(sha256: &str) -> bool {
    FileName::new("R1A", DeviceId(Uuid::from_u128(2)), sha256).is_some()
}
