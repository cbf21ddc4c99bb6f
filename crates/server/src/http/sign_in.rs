//! Signing in and signing out; going on is in `refresh`.

use super::State;
use super::caller::Caller;
use super::refresh::issue;
use super::refused::Refused;
use super::reply::{Reply, Said};
use super::session::{is_too_old, person_card};
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::{hash_password, verify_password};
use crate::db::{Device, SessionRow, Tx, User};
use crate::ingest::SERVICE_DEVICE;
use crate::{Config, Service};
use axum::extract::ConnectInfo;
use daybook_record::{DeviceId, UserId, World};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::session::{DeviceCard, SignInReply, SignInRequest};
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Signs a person in on a device.
#[utoipa::path(post, path = "/v1/sign-in", tag = "session", security(()),
    request_body(content = SignInRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = SignInReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn sign_in(
    service: State,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Said(request): Said<SignInRequest>,
) -> Result<Reply<SignInReply>, Refused> {
    if is_too_old(&request.device.app_version, &service.config.oldest_app) {
        return Err(Code::AppTooOld.into());
    }
    may_use_password(&service, &request.username).await?;
    let user = admit(&service, &request.username, request.password, address).await?;
    let reply = service.write({
        let service = service.0.clone();
        // A refusal is noted too, so it must not undo the transaction.
        move |tx| -> Result<_, Refused> { Ok(enter(&service, tx, &user, &request.device)) }
    });
    Ok(Reply(reply.await??))
}

/// Refuses where the people of an organisation sign in through it and with nothing else. Where that holds for everybody
/// here, a name that nobody has is answered the same.
pub(super) async fn may_use_password(service: &Arc<Service>, username: &str) -> Result<(), Refused> {
    if service.config.organisation.values().all(|settings| settings.password_sign_in) {
        return Ok(());
    }
    let through_it = |config: &Config, org: &str| config.organisation.get(org).is_some_and(|settings| !settings.password_sign_in);
    let (config, username) = (service.config.clone(), username.trim().to_owned());
    let refused = service.read(move |tx| -> Result<bool, Refused> {
        Ok(match tx.user_named(&username)? {
            Some(user) => through_it(&config, &user.organisation),
            None => tx.organisations()?.iter().all(|organisation| through_it(&config, &organisation.ods)),
        })
    });
    if refused.await? { Err(Code::UseOrganisation.into()) } else { Ok(()) }
}

/// The user, if the password is hers, and if neither she nor her address has tried too often.
pub(crate) async fn admit(service: &Arc<Service>, username: &str, password: String, address: SocketAddr) -> Result<User, Refused> {
    let username = username.trim().to_owned();
    let (account, address) = (username.to_lowercase(), address.ip().to_string());
    let throttles = || [(&service.by_account, account.as_str()), (&service.by_address, address.as_str())];
    let now_ms = service.world.monotonic_ms();
    if let Some(seconds) = throttles().iter().filter_map(|(throttle, name)| throttle.must_wait(name, now_ms)).max() {
        return Err(Refused::wait(Code::SlowDown, seconds));
    }
    let user = service.read(move |tx| -> Result<_, Refused> { Ok(tx.user_named(&username)?) }).await?;
    let known = user.as_ref().map(|user| (user.organisation.clone(), user.id));
    let Some(user) = proven(service, user, password).await? else {
        if let Some((org, user)) = known {
            note_refused(service, org, user).await?;
        }
        throttles().iter().for_each(|(throttle, name)| throttle.wrong(name, now_ms));
        return Err(Code::WrongCredentials.into());
    };
    service.by_account.right(&account);
    Ok(user)
}

/// Of a name that nobody has there is no trail to write in: the service's log has it.
async fn note_refused(service: &Arc<Service>, org: String, user: UserId) -> Result<(), Refused> {
    let world = Arc::clone(&service.world);
    let note = move |tx: &dyn Tx| -> Result<(), Refused> {
        let entry = Entry::new(&org, Actor::Person(user), Action::SignInRefused).saying("wrong password");
        Ok(audit::note(tx, world.as_ref(), entry).map(drop)?)
    };
    service.write(note).await
}

/// The user, if the password is hers. A name that nobody has takes as long as a wrong password.
async fn proven(service: &Arc<Service>, user: Option<User>, password: String) -> Result<Option<User>, Refused> {
    let Ok(_place) = service.hashing.acquire().await else { return Err(Code::Unavailable.into()) };
    let service = Arc::clone(service);
    let password = Zeroizing::new(password);
    let checked = tokio::task::spawn_blocking(move || match user {
        Some(user) => verify_password(&password, &user.password_hash).then_some(user),
        None => {
            let decoy = service
                .decoy
                .get_or_init(|| hash_password("nobody", service.config.argon2_kib, service.world.as_ref()).unwrap_or_default());
            verify_password(&password, decoy);
            None
        }
    });
    checked.await.map_err(|_| Code::Internal.into())
}

pub(super) fn enter(service: &Service, tx: &dyn Tx, user: &User, card: &DeviceCard) -> Result<SignInReply, Refused> {
    let (org, world) = (user.organisation.as_str(), service.world.as_ref());
    let recovery = service.recovery.public(org, world)?;
    let device = register(service, tx, user, card)?;
    let entry = |action| Entry::new(org, Actor::Person(user.id), action).on(device.id);
    if device.blocked {
        audit::note(tx, world, entry(Action::SignInRefused).saying("the device is blocked"))?;
        return Err(Code::DeviceBlocked.into());
    }
    tx.forget_tokens(world.now().seconds() - 24 * 3600)?;
    let session = SessionRow { organisation: org.to_owned(), id: world.mint().to_string(), user: user.id, device: device.id, ended: false };
    tx.open_session(&session, world.now())?;
    audit::note(tx, world, entry(Action::SignIn))?;
    Ok(SignInReply {
        tokens: issue(service, tx, &session, None)?,
        device: device.id,
        person: person_card(tx, user)?,
        recovery: Some(recovery),
    })
}

/// The device as it is known, or made known. An id that is another person's stays hers: one installation for one person.
/// An id that nobody has is believed: the service may have been restored from before it was given.
fn register(service: &Service, tx: &dyn Tx, user: &User, card: &DeviceCard) -> Result<Device, Refused> {
    let (org, world) = (user.organisation.as_str(), service.world.as_ref());
    // The service's own name is nobody's: under it no change would ever clash.
    let said = card.id.filter(|id| *id != SERVICE_DEVICE);
    let known = match said {
        Some(id) => tx.device(org, id)?,
        None => None,
    };
    let fresh = |id: DeviceId| Device {
        id,
        user: user.id,
        name: String::new(),
        platform: String::new(),
        app_version: String::new(),
        registered_at: world.now(),
        seen_at: world.now(),
        unsent: 0,
        drift_seconds: 0,
        blocked: false,
        levers: None,
        key: None,
        free_bytes: None,
    };
    let device = match (known, said) {
        (Some(known), _) if known.user == user.id => known,
        (None, Some(id)) => fresh(id),
        _ => fresh(world.mint().into()),
    };
    let device = Device { seen_at: world.now(), ..described(device, card) };
    tx.save_device(org, &device)?;
    note_key(tx, org, &device, card, world)?;
    Ok(device)
}

/// Keeps the key that the device signs with, the first time it is told. A later, different one is believed in nothing:
/// somebody may have copied the device's name, and what was signed before must still verify.
pub(super) fn note_key(tx: &dyn Tx, org: &str, device: &Device, card: &DeviceCard, world: &dyn World) -> Result<(), Refused> {
    let Some(key) = card.key.as_ref().map(|key| key.trim().to_ascii_lowercase()) else { return Ok(()) };
    if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        tracing::warn!(device = %device.id, "a device told a key that is none; it was not taken");
        return Ok(());
    }
    if !tx.tell_key(org, device.id, &key)? && device.key.as_ref() != Some(&key) {
        tracing::warn!(device = %device.id, "a device told another key than before; it was not taken");
        let entry = Entry::new(org, Actor::Person(device.user), Action::SetUp).on(device.id);
        audit::note(tx, world, entry.saying("told another key than before; it was not taken"))?;
    }
    Ok(())
}

/// The device with what it says of itself, within bounds.
pub(super) fn described(device: Device, card: &DeviceCard) -> Device {
    let short = |text: &str| text.trim().chars().take(100).collect::<String>();
    Device { name: short(&card.name), platform: short(&card.platform), app_version: short(&card.app_version), ..device }
}

/// Nothing more to say.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Done {}

/// Ends the session. What is unsent stays on the device.
#[utoipa::path(post, path = "/v1/sign-out", tag = "session",
    responses((status = 200, body = Done, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn sign_out(service: State, caller: Caller) -> Result<Reply<Done>, Refused> {
    let world = Arc::clone(&service.world);
    let end = move |tx: &dyn Tx| -> Result<(), Refused> {
        tx.end_session(&caller.org, &caller.session)?;
        let entry = Entry::new(&caller.org, Actor::Person(caller.user), Action::SignOut).on(caller.device);
        Ok(audit::note(tx, world.as_ref(), entry).map(drop)?)
    };
    service.write(end).await?;
    Ok(Reply(Done {}))
}
