//! Exchanging a refresh token for a new pair: once, and again where the reply was lost.
//!
//! A reply that is lost after the commit would sign out a nurse in a cellar. So a spent token that comes again is forgiven
//! while nobody has come with anything of the pair it was exchanged for: that pair is revoked and another given. Once one of
//! them was used, somebody has the pair and somebody else has the token: the session ends. `docs/decisions/0007` says why.

use super::State;
use super::refused::Refused;
use super::reply::{Reply, Said};
use crate::Service;
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::{hash_token, mint_token};
use crate::db::{SessionRow, Token, TokenUse, Tx};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::session::{RefreshRequest, Tokens};

/// Exchanges a refresh token. One that comes again after its successors were used ends the session.
#[utoipa::path(post, path = "/v1/refresh", tag = "session", security(()),
    request_body(content = RefreshRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = Tokens, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn refresh(service: State, Said(request): Said<RefreshRequest>) -> Result<Reply<Tokens>, Refused> {
    let hash = hash_token(&request.refresh);
    let exchange = {
        let service = service.0.clone();
        move |tx: &dyn Tx| exchange(&service, tx, &hash)
    };
    service.write(exchange).await?.map(Reply).ok_or_else(|| Code::SignInAgain.into())
}

fn exchange(service: &Service, tx: &dyn Tx, hash: &[u8]) -> Result<Option<Tokens>, Refused> {
    let now = service.world.now().seconds();
    let Some(token) = tx.token(hash)?.filter(|token| token.what_for == TokenUse::Refresh) else { return Ok(None) };
    if token.session.ended || token.expires <= now {
        return Ok(None);
    }
    let session = &token.session;
    let org = &session.organisation;
    let pair_was_used = token.spent && tx.successors(org, hash)?.iter().any(|next| next.used || next.spent);
    // A revoked one was given to whoever asked first, and somebody has asked again since.
    if token.revoked || pair_was_used {
        tracing::warn!("a refresh token came a second time; its session is over");
        tx.end_session(org, &session.id)?;
        let entry = Entry::new(org, Actor::Person(session.user), Action::SessionEnded).on(session.device);
        audit::note(tx, service.world.as_ref(), entry.saying("a refresh token came a second time"))?;
        return Ok(None);
    }
    if token.spent {
        tx.revoke_successors(org, hash)?;
    }
    tx.spend_token(org, hash)?;
    issue(service, tx, session, Some(hash)).map(Some)
}

/// A new pair for a session; `parent` is the refresh token that it is given for.
pub(super) fn issue(service: &Service, tx: &dyn Tx, session: &SessionRow, parent: Option<&[u8]>) -> Result<Tokens, Refused> {
    let (config, world) = (&service.config, service.world.as_ref());
    let now = world.now().seconds();
    let keep = |what_for, seconds: u64| -> Result<String, Refused> {
        let token = mint_token(world);
        let expires = now.saturating_add_unsigned(seconds);
        tx.add_token(&Token {
            parent: parent.map(<[u8]>::to_vec),
            ..Token::fresh(hash_token(&token), what_for, expires, session.clone())
        })?;
        Ok(token)
    };
    Ok(Tokens {
        access: keep(TokenUse::Access, config.access_seconds)?,
        refresh: keep(TokenUse::Refresh, config.refresh_days * 24 * 3600)?,
        access_seconds: config.access_seconds,
    })
}
