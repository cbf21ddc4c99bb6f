//! Who asks: the person and the device behind an access token.

use super::refused::Refused;
use crate::Service;
use crate::auth::hash_token;
use crate::authority::{self, Reach};
use crate::db::{Token, TokenUse};
use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use daybook_record::{DeviceId, UserId};
use daybook_wire::code::Code;
use std::sync::Arc;

/// Whoever is signed in, on a device that may be blocked: it can still hand in what it has.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) org: String,
    pub(super) user: UserId,
    pub(super) device: DeviceId,
    pub(super) session: String,
    pub(super) blocked: bool,
}

/// Whoever is signed in, on a device that is not blocked.
#[derive(Clone, Debug)]
pub(super) struct Welcome(pub(super) Caller);

impl FromRequestParts<Arc<Service>> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<Service>) -> Result<Self, Refused> {
        let route = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
        let right = authority::needed(parts.method.as_str(), route);
        let hash = hash_token(bearer(&parts.headers).ok_or(Code::TokenExpired)?);
        let now = service.world.now().seconds();
        let found = service
            .read(move |tx| -> Result<_, Refused> {
                let Some(token) = tx.token(&hash)? else { return Ok(None) };
                let device = tx.device(&token.session.organisation, token.session.device)?;
                let user = tx.user(&token.session.organisation, token.session.user)?;
                Ok(Some((token, device.is_none_or(|device| device.blocked), user.map(|user| user.role))))
            })
            .await?;
        match found {
            Some((token, ..)) if token.session.ended => Err(Code::SignInAgain.into()),
            Some((token, blocked, role)) if token.what_for == TokenUse::Access && token.expires > now && !token.revoked => {
                if token.parent.is_some() && !token.used {
                    note_use(service, &token).await?;
                }
                let allowed = right.zip(role).is_some_and(|(right, role)| authority::reach(role, right) != Reach::Nothing);
                if blocked && !right.is_some_and(authority::may_be_blocked) {
                    return Err(Code::DeviceBlocked.into());
                }
                if !allowed {
                    return Err(Code::NotPermitted.into());
                }
                let session = token.session;
                Ok(Self { org: session.organisation, user: session.user, device: session.device, session: session.id, blocked })
            }
            _ => Err(Code::TokenExpired.into()),
        }
    }
}

/// The token that came with a request.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// The first use of a pair is written down: from here on the refresh token that it was given for proves a theft.
async fn note_use(service: &Arc<Service>, token: &Token) -> Result<(), Refused> {
    let (org, hash) = (token.session.organisation.clone(), token.hash.clone());
    let used = service.write(move |tx| -> Result<_, Refused> { Ok(tx.use_token(&org, &hash)?) }).await?;
    // Revoked between the look and the note.
    if used { Ok(()) } else { Err(Code::TokenExpired.into()) }
}

impl FromRequestParts<Arc<Service>> for Welcome {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<Service>) -> Result<Self, Refused> {
        let caller = Caller::from_request_parts(parts, service).await?;
        if caller.blocked { Err(Code::DeviceBlocked.into()) } else { Ok(Self(caller)) }
    }
}
