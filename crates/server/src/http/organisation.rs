//! Signing in through one's organisation: two conversations with the device, and three pages for the person's browser.

use super::State;
use super::refused::Refused;
use super::reply::{MEDIA, Reply, Said};
use super::session::is_too_old;
use super::sign_in::enter;
use crate::Service;
use crate::organisation::Stage;
use crate::release::words;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn, OrganisationSignInReply};
use daybook_wire::session::SignInReply;
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Begins to sign in through the organisation. The address is for the person's own browser.
#[utoipa::path(post, path = "/v1/sign-in/organisation", tag = "session", security(()),
    request_body(content = OrganisationSignIn, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = OrganisationSignInReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn begin(
    service: State,
    headers: HeaderMap,
    Said(request): Said<OrganisationSignIn>,
) -> Result<Reply<OrganisationSignInReply>, Refused> {
    if service.config.organisation.is_empty() {
        return Err(Code::NotFound.into());
    }
    if is_too_old(&request.device.app_version, &service.config.oldest_app) {
        return Err(Code::AppTooOld.into());
    }
    let base = public_url(&service, &headers).ok_or(Code::Malformed)?;
    let words = words(service.world.as_ref());
    let redirect = format!("{base}/organisation/back");
    let (id, secret) = service.attempts.begin(request.device, words.clone(), redirect, service.world.as_ref());
    Ok(Reply(OrganisationSignInReply { address: format!("{base}/organisation/{id}"), words, id, secret }))
}

/// How did it end? 202 while the person is not done.
#[utoipa::path(post, path = "/v1/sign-in/organisation/finish", tag = "session", security(()),
    request_body(content = OrganisationFinish, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = SignInReply, content_type = "application/vnd.daybook.v1+json"),
              (status = 202, description = "The person is not done yet: ask again"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn finish(service: State, Said(request): Said<OrganisationFinish>) -> Result<Response, Refused> {
    let attempt = service.attempts.finish(&request.id, &request.secret, service.world.as_ref()).ok_or(Code::NotFound)?;
    match attempt.stage {
        Stage::Away | Stage::Known { .. } => Ok((StatusCode::ACCEPTED, [(header::CONTENT_TYPE, MEDIA)], "{}").into_response()),
        Stage::Refused => Err(Code::NotPermitted.into()),
        Stage::Confirmed(user) => {
            let service_ = service.0.clone();
            let reply = service.write(move |tx| -> Result<_, Refused> { Ok(enter(&service_, tx, &user, &attempt.device)) });
            Ok(Reply(reply.await??).into_response())
        }
    }
}

/// Where browsers reach this service: as it is configured, or as the device has reached it. What the provider does not know
/// as ours it does not send anybody to.
fn public_url(service: &Service, headers: &HeaderMap) -> Option<String> {
    if let Some(address) = &service.config.public_url {
        return Some(address.trim_end_matches('/').to_owned());
    }
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let scheme = if service.config.tls_certificate.is_some() { "https" } else { "http" };
    Some(format!("{scheme}://{host}"))
}

/// The pages for the person's browser.
pub(super) fn pages(service: Arc<Service>) -> Router {
    Router::new()
        .route("/organisation/back", get(back))
        .route("/organisation/{attempt}", get(go))
        .route("/organisation/{attempt}/confirm", post(confirm))
        .layer(DefaultBodyLimit::max(16 * 1024))
        .with_state(service)
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    organisation: String,
}

/// Sends the person to her organisation; where there are several, asks which.
async fn go(service: State, Path(id): Path<String>, Query(chosen): Query<Chosen>) -> Response {
    let all = &service.config.organisation;
    let choice = if all.len() == 1 { all.iter().next() } else { all.get_key_value(&chosen.organisation) };
    let Some((org, settings)) = choice else {
        let body = html! { h1 { "Which is your organisation?" } ul { @for (org, settings) in all {
            li { a href={ "/organisation/" (id) "?organisation=" (org) } { (settings.name) } }
        } } };
        return page("Sign in", &body).into_response();
    };
    match service.attempts.send(&id, org, settings, service.world.as_ref()).await {
        Ok(Some(address)) => Redirect::to(&address).into_response(),
        Ok(None) => over(),
        Err(error) => {
            tracing::error!(%error, organisation = org, "signing in through an organisation");
            let words = format!(
                "{} cannot sign you in at the moment. Nothing on your laptop is lost, and you can go on working offline. Try again in a few minutes.",
                settings.name
            );
            (StatusCode::BAD_GATEWAY, page("Not at the moment", &html! { h1 { "Not at the moment" } p { (words) } })).into_response()
        }
    }
}

#[derive(Deserialize)]
struct Returned {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
}

/// The person is back from her organisation.
async fn back(service: State, Query(returned): Query<Returned>) -> Response {
    let world = service.world.as_ref();
    let (id, org, name) = match service.attempts.back(&returned.state, &returned.code, &service.config.organisation, world).await {
        Ok(Some(found)) => found,
        Ok(None) => return over(),
        Err(error) => {
            tracing::warn!(%error, "signing in through an organisation");
            let body = html! { h1 { "You are not signed in" } p { "Your organisation did not say who you are. Go back to Daybook and begin again." } };
            return (StatusCode::FORBIDDEN, page("You are not signed in", &body)).into_response();
        }
    };
    let user = service.read(move |tx| -> Result<_, Refused> { Ok(tx.user_named(&name)?.filter(|user| user.organisation == org)) }).await;
    let Ok(user) = user else { return over() };
    let Some(user) = user else {
        service.attempts.with(&id, world, |attempt| attempt.stage = Stage::Refused);
        let body = html! {
            h1 { "Daybook does not know you yet" }
            p { "Your organisation knows you, but nobody has added you to Daybook under that name. Ask whoever looks after Daybook in your team. "
                "Nothing on your laptop is lost." }
        };
        return (StatusCode::FORBIDDEN, page("Daybook does not know you yet", &body)).into_response();
    };
    let (called, proof) = (format!("{} {}", user.given_name, user.family_name), crate::auth::mint_token(world));
    let known = Stage::Known { user: Box::new(user), proof: proof.clone() };
    let shown = service.attempts.with(&id, world, |attempt| {
        attempt.stage = known;
        (attempt.words.clone(), attempt.device.name.clone())
    });
    let Some((words, device)) = shown else { return over() };
    page("Is this your laptop?", &compare(&id, &called, &words, &device, &proof)).into_response()
}

fn compare(id: &str, called: &str, words: &str, device: &str, proof: &str) -> Markup {
    html! {
        h1 { "Is this your laptop?" }
        p { "You are " strong { (called) } ". Look at Daybook on the laptop before you. These letters must stand there too:" }
        p { strong.number { (words) } }
        p { "It calls itself " q { (device) } ". If somebody sent you here, or the letters are others, press No: they would get in under your name." }
        form method="post" action={ "/organisation/" (id) "/confirm" } {
            input type="hidden" name="proof" value=(proof);
            button type="submit" name="answer" value="yes" { "Yes, the letters are the same" }
            " "
            button.second type="submit" name="answer" value="no" { "No" }
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    proof: String,
    answer: String,
}

/// She has compared.
async fn confirm(service: State, Path(id): Path<String>, Form(form): Form<Answer>) -> Response {
    let yes = form.answer == "yes";
    let decided = service.attempts.with(&id, service.world.as_ref(), |attempt| {
        let Stage::Known { user, proof } = &attempt.stage else { return false };
        let is_hers = hash_same(proof, &form.proof);
        if is_hers {
            attempt.stage = if yes { Stage::Confirmed(user.clone()) } else { Stage::Refused };
        }
        is_hers
    });
    match (decided, yes) {
        (Some(true), true) => {
            page("You are signed in", &html! { h1 { "You are signed in" } p { "Go back to Daybook. You can close this page." } })
                .into_response()
        }
        (Some(true), false) => {
            let body =
                html! { h1 { "Nobody was signed in" } p { "Whoever began this was not let in. If it was you, begin again in Daybook." } };
            page("Nobody was signed in", &body).into_response()
        }
        _ => over(),
    }
}

fn hash_same(one: &str, other: &str) -> bool {
    use subtle::ConstantTimeEq as _;
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn over() -> Response {
    let body = html! { h1 { "This is over" } p { "It took longer than ten minutes, or was done before. Go back to Daybook and begin again; nothing is lost." } };
    (StatusCode::NOT_FOUND, page("This is over", &body)).into_response()
}

fn page(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Daybook" }
                link rel="stylesheet" href="/support/style.css";
            }
            body {
                header.top { div.within { span.wordmark { span.mark aria-hidden="true" { } "Daybook" } } }
                main #main { div.within { (body) } }
            }
        }
    }
}
