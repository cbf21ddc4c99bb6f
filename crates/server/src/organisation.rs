//! Signing in through one's organisation: the service is the relying party of an OpenID provider (authorization code, PKCE,
//! state, nonce), so that no secret of the organisation's is on a device.
//!
//! An attempt begins on a device and passes through the person's own browser. It lives ten minutes, in memory: a restart
//! means beginning again, and nothing else. Whoever the provider names must be known here already; nobody is made by signing
//! in. What is deliberately not here: the wire and the pages (`http/organisation`).

use crate::auth::{hash_token, mint_token};
use crate::config::OrganisationSignIn;
use crate::db::User;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use daybook_record::World;
use daybook_wire::session::DeviceCard;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse as _,
};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use subtle::ConstantTimeEq as _;

/// An attempt lives so long.
const MINUTES: u64 = 10;
/// So many attempts at a time; past it the oldest go.
const ATTEMPTS: usize = 1_000;
/// No answer of a provider is longer.
const ANSWER_BYTES: usize = 1 << 20;

/// Why it did not work. Goes to the log; the person is told in plain words.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedIn {
    /// The configuration of the organisation does not hold.
    #[error("the organisation's settings do not hold: {0}")]
    Settings(String),
    /// The provider does not answer, or not as it should.
    #[error("the provider: {0}")]
    Provider(String),
    /// What the provider said of the person does not hold.
    #[error("the provider's word does not hold: {0}")]
    Untrue(String),
}

/// How an attempt stands.
#[derive(Clone)]
pub enum Stage {
    /// The person is not back from the provider.
    Away,
    /// She is, and has not compared the letters yet. The proof is known to her page alone.
    Known {
        /// Who she is.
        user: Box<User>,
        /// Comes back with her answer.
        proof: String,
    },
    /// She says that it is her device.
    Confirmed(Box<User>),
    /// She is not known here, or it was not her.
    Refused,
}

/// One attempt. No `Debug`: it holds what proves things.
#[derive(Clone)]
pub struct Attempt {
    /// The device that began it.
    pub device: DeviceCard,
    /// On both sides.
    pub words: String,
    /// Where the provider sends the person back to.
    pub redirect: String,
    /// How it stands.
    pub stage: Stage,
    secret_hash: Vec<u8>,
    begun_ms: u64,
    sent: Option<Sent>,
}

/// What was given to the provider, to be recognised when it comes back.
#[derive(Clone)]
struct Sent {
    org: String,
    state: String,
    nonce: String,
    verifier: String,
}

/// The attempts under way.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<String, Attempt>>);

impl Attempts {
    /// Begins one. Gives its id and its secret.
    pub fn begin(&self, device: DeviceCard, words: String, redirect: String, world: &dyn World) -> (String, String) {
        let (id, secret, now) = (mint_token(world), mint_token(world), world.monotonic_ms());
        let mut attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.retain(|_, attempt| is_young(attempt, now));
        if attempts.len() >= ATTEMPTS {
            let oldest = attempts.iter().min_by_key(|(_, attempt)| attempt.begun_ms).map(|(id, _)| id.clone());
            oldest.and_then(|id| attempts.remove(&id));
        }
        let secret_hash = hash_token(&secret);
        attempts.insert(id.clone(), Attempt { device, words, redirect, stage: Stage::Away, secret_hash, begun_ms: now, sent: None });
        (id, secret)
    }

    /// Changes one, where it is young enough, and gives what that came to.
    pub fn with<T>(&self, id: &str, world: &dyn World, how: impl FnOnce(&mut Attempt) -> T) -> Option<T> {
        let mut attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.get_mut(id).filter(|attempt| is_young(attempt, world.monotonic_ms())).map(how)
    }

    /// Ends one for the device that began it, if it is decided. None where there is no such attempt of that device.
    pub fn finish(&self, id: &str, secret: &str, world: &dyn World) -> Option<Attempt> {
        let mut attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let attempt = attempts.get(id).filter(|attempt| is_young(attempt, world.monotonic_ms()))?;
        if !bool::from(attempt.secret_hash.ct_eq(&hash_token(secret))) {
            return None;
        }
        let attempt = attempt.clone();
        if matches!(attempt.stage, Stage::Confirmed(_) | Stage::Refused) {
            attempts.remove(id);
        }
        Some(attempt)
    }

    /// The attempt that has sent this state, and has not had its answer yet. An answer counts once.
    fn returned(&self, state: &str, world: &dyn World) -> Option<(String, Attempt, Sent)> {
        let mut attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = world.monotonic_ms();
        let (id, attempt) = attempts
            .iter_mut()
            .find(|(_, attempt)| is_young(attempt, now) && attempt.sent.as_ref().is_some_and(|sent| sent.state == state))?;
        let sent = attempt.sent.take()?;
        Some((id.clone(), attempt.clone(), sent))
    }

    /// The provider's address for an attempt. Each time it is asked a new state, nonce and verifier are made.
    pub async fn send(&self, id: &str, org: &str, settings: &OrganisationSignIn, world: &dyn World) -> Result<Option<String>, NotSignedIn> {
        let Some(redirect) = self.with(id, world, |attempt| attempt.redirect.clone()) else { return Ok(None) };
        let client = provider(settings, &redirect).await?;
        let sent = Sent { org: org.to_owned(), state: mint_token(world), nonce: mint_token(world), verifier: mint_token(world) };
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(sent.verifier.clone()));
        let (state, nonce) = (sent.state.clone(), sent.nonce.clone());
        let (address, ..) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || CsrfToken::new(state), move || Nonce::new(nonce))
            .add_scope(Scope::new("profile".to_owned()))
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(self.with(id, world, |attempt| attempt.sent = Some(sent)).map(|()| address.to_string()))
    }

    /// The person is back: what does the provider call her, and in which organisation? None where nobody asked.
    pub async fn back(
        &self,
        state: &str,
        code: &str,
        all: &std::collections::BTreeMap<String, OrganisationSignIn>,
        world: &dyn World,
    ) -> Result<Option<(String, String, String)>, NotSignedIn> {
        let Some((id, attempt, sent)) = self.returned(state, world) else { return Ok(None) };
        let settings = all.get(&sent.org).ok_or_else(|| NotSignedIn::Settings(sent.org.clone()))?;
        let name = name_of(settings, &attempt.redirect, &sent, code).await?;
        Ok(Some((id, sent.org, name)))
    }
}

fn is_young(attempt: &Attempt, now_ms: u64) -> bool {
    now_ms.saturating_sub(attempt.begun_ms) < MINUTES * 60_000
}

type Ready = CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Asks the provider what it is, and with which keys it signs: each time, so that its keys may change.
async fn provider(settings: &OrganisationSignIn, redirect: &str) -> Result<Ready, NotSignedIn> {
    let wrong = |what: &str| NotSignedIn::Settings(what.to_owned());
    if !is_private(&settings.issuer) {
        return Err(wrong("the issuer must be https"));
    }
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| wrong("the issuer is no address"))?;
    let secret = match &settings.client_secret_file {
        Some(file) => Some(std::fs::read_to_string(file).map_err(|error| NotSignedIn::Settings(format!("{}: {error}", file.display())))?),
        None => None,
    };
    let http = client()?;
    let metadata = CoreProviderMetadata::discover_async(issuer, &|request| ask(http.clone(), request))
        .await
        .map_err(|error| NotSignedIn::Provider(error.to_string()))?;
    let secret = secret.map(|secret| ClientSecret::new(secret.trim().to_owned()));
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| wrong("public_url is no address"))?;
    Ok(CoreClient::from_provider_metadata(metadata, ClientId::new(settings.client_id.clone()), secret).set_redirect_uri(redirect))
}

/// Exchanges the code, makes sure that what comes is signed, fresh and ours, and reads the claim that names the person.
async fn name_of(settings: &OrganisationSignIn, redirect: &str, sent: &Sent, code: &str) -> Result<String, NotSignedIn> {
    let untrue = |what: &str| NotSignedIn::Untrue(what.to_owned());
    let (provider, http) = (provider(settings, redirect).await?, client()?);
    let exchange = provider.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(|_| untrue("it has no token endpoint"))?;
    let tokens = exchange
        .set_pkce_verifier(PkceCodeVerifier::new(sent.verifier.clone()))
        .request_async(&|request| ask(http.clone(), request))
        .await
        .map_err(|_| NotSignedIn::Provider("the code was not taken".to_owned()))?;
    let id_token = tokens.id_token().ok_or_else(|| untrue("it sent no id token"))?;
    let verified = id_token.claims(&provider.id_token_verifier(), &Nonce::new(sent.nonce.clone()));
    let subject = verified.map_err(|error| NotSignedIn::Untrue(error.to_string()))?.subject().to_string();
    // The token is verified: its claims can be read as they stand, whatever they are called.
    let payload = id_token.to_string().split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok()).unwrap_or_default();
    let claims: Value = serde_json::from_slice(&payload).map_err(|_| untrue("the id token"))?;
    if let Some(name) = claim(&claims, &settings.claim) {
        return Ok(name);
    }
    let address = provider.user_info_url().ok_or_else(|| untrue("the claim is not in the id token"))?.to_string();
    let answer = http.get(address).bearer_auth(tokens.access_token().secret()).send().await;
    let answer = read(answer.map_err(|_| NotSignedIn::Provider("userinfo does not answer".to_owned()))?).await;
    let claims: Value = answer.ok().and_then(|(_, body)| serde_json::from_slice(&body).ok()).unwrap_or_default();
    if claims.get("sub").and_then(Value::as_str) != Some(&subject) {
        return Err(untrue("userinfo speaks of somebody else"));
    }
    claim(&claims, &settings.claim).ok_or_else(|| NotSignedIn::Untrue(format!("there is no claim {}", settings.claim)))
}

/// An address of mail counts only where the provider has made sure of it.
fn claim(claims: &Value, name: &str) -> Option<String> {
    let sure = name != "email" || claims.get("email_verified").and_then(Value::as_bool) == Some(true);
    claims.get(name).and_then(Value::as_str).map(str::trim).filter(|text| sure && !text.is_empty()).map(str::to_owned)
}

/// True for https, and for a provider on this very machine.
fn is_private(address: &str) -> bool {
    let on_this_machine = ["http://127.0.0.1", "http://[::1]", "http://localhost"]
        .iter()
        .any(|start| address.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])));
    address.starts_with("https://") || on_this_machine
}

/// Follows no redirect: a provider that sends us elsewhere is not the one we were told of.
fn client() -> Result<reqwest::Client, NotSignedIn> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(Duration::from_secs(10)).build();
    client.map_err(|_| NotSignedIn::Provider("no client could be made".to_owned()))
}

/// Something went wrong between the provider and us.
#[derive(Debug, thiserror::Error)]
#[error("no good answer: {0}")]
struct NoAnswer(String);

async fn ask(client: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    let request = reqwest::Request::try_from(request).map_err(|_| NoAnswer("the request".to_owned()))?;
    let response = client.execute(request).await.map_err(|error| NoAnswer(error.without_url().to_string()))?;
    let (head, body) = read(response).await?;
    let (mut whole, ()) = (openidconnect::http::Response::new(body), ());
    *whole.status_mut() = head.0;
    *whole.headers_mut() = head.1;
    Ok(whole)
}

type Head = (reqwest::StatusCode, reqwest::header::HeaderMap);

async fn read(mut response: reqwest::Response) -> Result<(Head, Vec<u8>), NoAnswer> {
    let (head, mut body) = ((response.status(), response.headers().clone()), Vec::new());
    while let Some(piece) = response.chunk().await.map_err(|error| NoAnswer(error.without_url().to_string()))? {
        body.extend_from_slice(&piece);
        if body.len() > ANSWER_BYTES {
            return Err(NoAnswer("it is too long".to_owned()));
        }
    }
    Ok((head, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_provider_is_asked_over_https_unless_it_is_on_this_machine() {
        for (address, good) in [
            ("https://login.example", true),
            ("http://127.0.0.1:3000", true),
            ("http://localhost/x", true),
            ("http://login.example", false),
            ("http://127.0.0.1.example", false),
            ("http://localhost.example", false),
        ] {
            assert_eq!(is_private(address), good, "{address}");
        }
    }

    #[test]
    fn an_address_of_mail_counts_only_where_the_provider_has_made_sure_of_it() {
        let claims = json!({"email": "nadia@example.org", "preferred_username": " nadia ", "name": 5});
        assert_eq!(claim(&claims, "email"), None);
        assert_eq!(claim(&json!({"email": "n@x", "email_verified": true}), "email").as_deref(), Some("n@x"));
        assert_eq!(claim(&claims, "preferred_username").as_deref(), Some("nadia"));
        assert_eq!((claim(&claims, "name"), claim(&claims, "sub")), (None, None));
    }
}
