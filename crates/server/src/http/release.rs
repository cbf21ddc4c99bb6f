//! A forgotten code, over the wire: a person asks for the key of her database, and asks again until somebody has decided.

use super::State;
use super::refused::Refused;
use super::reply::{Reply, Said};
use super::sign_in::{admit, may_use_password};
use crate::auth::hash_token;
use crate::db::ReleaseStanding;
use crate::release::{self, Handed, Undecided};
use axum::extract::ConnectInfo;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use daybook_wire::code::{Code, Refusal};
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use std::net::SocketAddr;
use subtle::ConstantTimeEq as _;

/// A sealed key is a few hundred bytes.
const SEALED_BYTES: usize = 4 * 1024;

/// Asks for the key of a database whose code was forgotten. Support is told, and decides.
#[utoipa::path(post, path = "/v1/release", tag = "session", security(()),
    request_body(content = ReleaseRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = ReleaseReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn release(
    service: State,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Said(request): Said<ReleaseRequest>,
) -> Result<Reply<ReleaseReply>, Refused> {
    if request.sealed_key.len() > SEALED_BYTES || request.to.len() > 200 {
        return Err(Code::Malformed.into());
    }
    let sealed_key = STANDARD.decode(request.sealed_key.trim()).map_err(|_| Code::Malformed)?;
    may_use_password(&service, &request.username).await?;
    let user = admit(&service, &request.username, request.password, address).await?;
    let service_ = service.0.clone();
    let asked = service.write(move |tx| -> Result<_, Refused> {
        let identity = service_.recovery.of(&user.organisation, service_.world.as_ref())?;
        let device = tx.device(&user.organisation, request.device)?.filter(|device| device.user == user.id).ok_or(Code::NotFound)?;
        let handed = Handed { sealed_key, to: request.to };
        Ok(release::ask(tx, &identity, &user, &device, handed, service_.world.as_ref())?)
    });
    let asked = asked.await?;
    Ok(Reply(ReleaseReply { id: asked.id, secret: asked.secret, words: asked.words }))
}

/// What became of it? Asked again and again until somebody has decided.
#[utoipa::path(post, path = "/v1/release/ask", tag = "session", security(()),
    request_body(content = ReleaseAsk, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = ReleaseState, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn ask(service: State, Said(request): Said<ReleaseAsk>) -> Result<Reply<ReleaseState>, Refused> {
    let oldest = service.world.now().seconds() - release::HOURS * 3_600;
    let row = service.read(move |tx| -> Result<_, Refused> { Ok(tx.release(&request.id)?) }).await?;
    let row = row.filter(|row| bool::from(row.secret_hash.ct_eq(&hash_token(&request.secret)))).ok_or(Code::NotFound)?;
    let is_old = row.asked_at.seconds() < oldest;
    Ok(Reply(match (row.standing, row.sealed_answer) {
        (ReleaseStanding::Waiting, _) if !is_old => ReleaseState::Waiting,
        (ReleaseStanding::Released, Some(answer)) if !is_old => ReleaseState::Released { sealed: STANDARD.encode(answer) },
        _ => ReleaseState::Refused,
    }))
}

impl From<Undecided> for Refused {
    fn from(error: Undecided) -> Self {
        match error {
            Undecided::NoSuchRequest | Undecided::Over => Code::NotFound.into(),
            Undecided::NoteMissing => Code::Malformed.into(),
            Undecided::NotAKey => Code::NotSealedForUs.into(),
            Undecided::Db(error) => error.into(),
        }
    }
}
