//! Signing in to the support pages. The cookie is out of reach of scripts and of other sites; every form carries a token
//! that only a page of ours can know.

use super::{State, Trouble, view};
use crate::Service;
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::{hash_token, mint_token};
use crate::authority::{self, Reach, Right};
use crate::db::{DbError, SessionRow, Token, TokenUse, User};
use crate::http::{Refused, admit};
use crate::ingest::SERVICE_DEVICE;
use axum::Form;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use daybook_record::RecordId;
use daybook_wire::code::Code;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use subtle::ConstantTimeEq as _;

/// Holds who is signed in.
const COOKIE: &str = "daybook_support";
/// Holds what proves that the sign-in form is ours.
const FORM_COOKIE: &str = "daybook_support_form";
/// A working day.
const SECONDS: i64 = 8 * 3_600;

/// A person at support, signed in.
pub(super) struct Supporter {
    pub(super) user: User,
    pub(super) form_token: String,
    session: SessionRow,
}

impl Supporter {
    /// Her organisation's code.
    pub(super) fn org(&self) -> &str {
        &self.user.organisation
    }

    /// Her name.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.user.given_name, self.user.family_name)
    }

    /// Whose records she is about to see is written down before the page goes out.
    pub(super) async fn has_read(&self, service: &Arc<Service>, children: BTreeSet<RecordId>, what: String) -> Result<(), DbError> {
        if children.is_empty() {
            return Ok(());
        }
        let (org, person, world) = (self.org().to_owned(), self.user.id, Arc::clone(&service.world));
        let note = move |tx: &dyn crate::db::Tx| -> Result<(), DbError> {
            let entry = Entry::new(&org, Actor::Support(person), Action::Read).about(children).saying(what);
            audit::note(tx, world.as_ref(), entry).map(drop)
        };
        service.write(note).await
    }

    /// The form came from a page that she was shown.
    pub(super) fn expects(&self, form_token: &str) -> Result<(), Trouble> {
        if is_same(&self.form_token, form_token) { Ok(()) } else { Err(Trouble::StaleForm) }
    }
}

impl FromRequestParts<Arc<Service>> for Supporter {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<Service>) -> Result<Self, Response> {
        let sign_in = || Redirect::to("/support/sign-in").into_response();
        let route = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
        let right = authority::needed(parts.method.as_str(), route);
        let may = move |role| right.is_some_and(|right| authority::reach(role, right) == Reach::Organisation);
        let cookie = cookie(&parts.headers, COOKIE).ok_or_else(sign_in)?;
        let (hash, now) = (kept_hash(&cookie), service.world.now().seconds());
        let found = service.read(move |tx| -> Result<_, DbError> {
            let Some(token) = tx.token(&hash)?.filter(|token| token.expires > now && !token.session.ended) else { return Ok(None) };
            let user = tx.user(&token.session.organisation, token.session.user)?;
            // Whoever has lost the role since is out at once.
            Ok(user.filter(|user| may(user.role)).map(|user| (user, token.session)))
        });
        match found.await {
            Ok(Some((user, session))) => Ok(Self { user, session, form_token: form_token(&cookie) }),
            Ok(None) => Err(sign_in()),
            Err(error) => Err(Trouble::from(error).into_response()),
        }
    }
}

/// The sign-in form.
pub(super) async fn form(service: State, headers: HeaderMap) -> Response {
    sign_in_page(&service, &headers, "", None, StatusCode::OK)
}

/// What is typed into it.
#[derive(Deserialize)]
pub(super) struct Entering {
    form_token: String,
    username: String,
    password: String,
}

/// Signs in.
pub(super) async fn enter(
    service: State,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(typed): Form<Entering>,
) -> Response {
    let again = |words: &str, status| sign_in_page(&service, &headers, &typed.username, Some(words), status);
    if !cookie(&headers, FORM_COOKIE).is_some_and(|cookie| is_same(&form_token(&cookie), &typed.form_token)) {
        return again("Sign in again: this page was open for too long, or your browser does not keep cookies.", StatusCode::FORBIDDEN);
    }
    let user = match admit(&service, &typed.username, typed.password.clone(), address).await {
        Ok(user) => user,
        Err(refused) => {
            let (words, status) = in_words(refused);
            return again(&words, status);
        }
    };
    if authority::reach(user.role, Right::Review) == Reach::Nothing {
        return again("Your account is not for the support pages. Sign in to Daybook on your laptop instead.", StatusCode::FORBIDDEN);
    }
    match open(&service, user).await {
        Ok(cookie) => {
            let secure = if is_https(&service, &headers) { "; Secure" } else { "" };
            let cookie = format!("{COOKIE}={cookie}; Path=/support; HttpOnly; SameSite=Strict; Max-Age={SECONDS}{secure}");
            with_cookie(Redirect::to("/support/queue").into_response(), &cookie)
        }
        Err(error) => Trouble::from(error).into_response(),
    }
}

/// Signs out.
pub(super) async fn leave(service: State, supporter: Supporter, Form(form): Form<Leaving>) -> Result<Response, Trouble> {
    supporter.expects(&form.form_token)?;
    let world = Arc::clone(&service.world);
    let end = move |tx: &dyn crate::db::Tx| -> Result<(), DbError> {
        let SessionRow { organisation, id, user, .. } = &supporter.session;
        tx.end_session(organisation, id)?;
        audit::note(tx, world.as_ref(), Entry::new(organisation, Actor::Support(*user), Action::SignOut).saying("support pages")).map(drop)
    };
    service.write(end).await?;
    let gone = format!("{COOKIE}=; Path=/support; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok(with_cookie(Redirect::to("/support/sign-in").into_response(), &gone))
}

/// What the sign-out button sends.
#[derive(Deserialize)]
pub(super) struct Leaving {
    form_token: String,
}

async fn open(service: &Arc<Service>, user: User) -> Result<String, DbError> {
    let world = Arc::clone(&service.world);
    let work = move |tx: &dyn crate::db::Tx| {
        let cookie = mint_token(world.as_ref());
        let session = SessionRow {
            organisation: user.organisation.clone(),
            id: world.mint().to_string(),
            user: user.id,
            device: SERVICE_DEVICE,
            ended: false,
        };
        tx.open_session(&session, world.now())?;
        let expires = world.now().seconds() + SECONDS;
        audit::note(
            tx,
            world.as_ref(),
            Entry::new(&session.organisation, Actor::Support(session.user), Action::SignIn).saying("support pages"),
        )?;
        tx.add_token(&Token::fresh(kept_hash(&cookie), TokenUse::Access, expires, session))?;
        Ok(cookie)
    };
    service.write(work).await
}

fn sign_in_page(service: &State, headers: &HeaderMap, username: &str, fault: Option<&str>, status: StatusCode) -> Response {
    let known = cookie(headers, FORM_COOKIE);
    let proof = known.clone().unwrap_or_else(|| mint_token(service.world.as_ref()));
    let page = (status, view::sign_in(&form_token(&proof), username, fault)).into_response();
    if known.is_some() {
        return page;
    }
    let secure = if is_https(service, headers) { "; Secure" } else { "" };
    with_cookie(page, &format!("{FORM_COOKIE}={proof}; Path=/support; HttpOnly; SameSite=Strict{secure}"))
}

fn in_words(refused: Refused) -> (String, StatusCode) {
    match (refused.code, refused.retry_after) {
        (Code::WrongCredentials, _) => ("User name or password is wrong.".to_owned(), StatusCode::UNPROCESSABLE_ENTITY),
        (Code::SlowDown, Some(seconds)) => {
            (format!("Too many tries. Wait {seconds} seconds, then try again."), StatusCode::TOO_MANY_REQUESTS)
        }
        _ => ("We cannot sign you in at the moment. Try again in a minute.".to_owned(), StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// What is kept of the cookie. The control character can stand in no header, so that no such token is one for the wire.
fn kept_hash(cookie: &str) -> Vec<u8> {
    hash_token(&format!("support\u{1f}{cookie}"))
}

/// Follows from the cookie, which no other page can read.
fn form_token(cookie: &str) -> String {
    hex::encode(hash_token(&format!("form\u{1f}{cookie}")))
}

fn is_same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// Over TLS, or behind a proxy that speaks it, the cookie never goes out without. On this machine alone there may be none.
fn is_https(service: &Service, headers: &HeaderMap) -> bool {
    service.config.tls_certificate.is_some()
        || headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes().eq_ignore_ascii_case(b"https"))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
