//! Is that our service, does the process live, does the database answer?

use super::State;
use super::refused::Refused;
use super::reply::Reply;
use axum::extract::Query;
use daybook_wire::PROTOCOL;
use daybook_wire::code::{Code, Refusal};
use daybook_wire::probe::{ProbeReply, SERVICE};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Nonce {
    /// At most 64 characters; comes back.
    nonce: String,
}

/// Is that our service? Asked without signing in; the nonce comes back.
#[utoipa::path(get, path = "/v1/probe", tag = "session", params(Nonce), security(()),
    responses((status = 200, body = ProbeReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn probe(
    service: State,
    query: Result<Query<Nonce>, axum::extract::rejection::QueryRejection>,
) -> Result<Reply<ProbeReply>, Refused> {
    let Ok(Query(Nonce { nonce })) = query else { return Err(Code::Malformed.into()) };
    if nonce.len() > 64 {
        return Err(Code::Malformed.into());
    }
    Ok(Reply(ProbeReply {
        service: SERVICE.to_owned(),
        protocols: vec![PROTOCOL],
        nonce,
        time: service.world.now(),
        organisation_sign_in: organisation_sign_in(&service),
    }))
}

/// The only one by its name; where there are several the person is asked which is hers.
fn organisation_sign_in(service: &State) -> Option<String> {
    let mut all = service.config.organisation.values();
    match (all.next(), all.next()) {
        (Some(only), None) => Some(only.name.clone()),
        (Some(_), Some(_)) => Some("your organisation".to_owned()),
        (None, _) => None,
    }
}

/// A sign of life.
#[derive(Serialize)]
pub(super) struct Alive {
    ok: bool,
}

/// The process lives.
pub(super) async fn healthz() -> Reply<Alive> {
    Reply(Alive { ok: true })
}

/// The process lives, is not stopping, and its database answers.
pub(super) async fn readyz(service: State) -> Result<Reply<Alive>, Refused> {
    if service.uploading.is_closed() {
        return Err(Refused::wait(Code::Unavailable, 5));
    }
    service.read(|tx| -> Result<(), Refused> { Ok(tx.organisations().map(|_| ())?) }).await?;
    Ok(Reply(Alive { ok: true }))
}
