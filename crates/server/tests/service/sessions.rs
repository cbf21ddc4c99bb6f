//! Signing in, going on, greeting, being blocked.

use crate::ground::{Ground, ORG, PASSWORD, card, child, good, refused};
use daybook_record::{Outcome, Reason, World as _};
use daybook_server::db::Device;
use daybook_wire::code::Code;
use daybook_wire::probe::ProbeReply;
use daybook_wire::session::{Levers, SignInReply, SignInRequest};
use serde_json::json;

fn as_user(username: &str, password: &str) -> SignInRequest {
    SignInRequest { username: username.into(), password: password.into(), device: card(None) }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_probe_gives_the_nonce_back() {
    let ground = Ground::new().await;
    let reply: ProbeReply = good(ground.client.get(ground.url("/v1/probe?nonce=abc"))).await;
    assert_eq!((reply.service.as_str(), reply.nonce.as_str(), reply.protocols), ("daybook", "abc", vec![1]));
    assert_eq!(refused(ground.client.get(ground.url("/v1/probe"))).await.code, Code::Malformed);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(good::<serde_json::Value>(ground.client.get(ground.url(path))).await, json!({"ok": true}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_refused_in_our_own_words() {
    let ground = Ground::new().await;
    assert_eq!(refused(ground.client.get(ground.url("/v1/nothing"))).await.code, Code::NotFound);
    assert_eq!(refused(ground.client.get(ground.url("/v1/push"))).await.code, Code::NotFound);
    assert_eq!(refused(ground.client.post(ground.url("/v1/sign-in")).body("{")).await.code, Code::Malformed);
    assert_eq!(refused(ground.client.post(ground.url("/v1/hello")).body("{}")).await.code, Code::TokenExpired);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_and_an_unknown_name_are_refused_alike_and_then_slowed_down() {
    let ground = Ground::with(|config| config.sign_in_tries = 2).await;
    let sign_in = |request: SignInRequest| ground.client.post(ground.url("/v1/sign-in")).json(&request);
    assert_eq!(refused(sign_in(as_user("nobody", PASSWORD))).await.code, Code::WrongCredentials);
    for _ in 0..2 {
        assert_eq!(refused(sign_in(as_user("nadia", "wrong"))).await.code, Code::WrongCredentials);
    }
    let response = sign_in(as_user("nadia", PASSWORD)).send().await.unwrap();
    assert!(response.headers().contains_key("retry-after"));
    let refusal = crate::ground::refusal(response).await;
    assert_eq!(refusal.code, Code::SlowDown);
    assert!(refusal.retry_after.is_some_and(|seconds| (1..=60).contains(&seconds)));
    ground.sign_in("amina").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_keeps_its_id_and_another_person_gets_one_of_her_own() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let on = |username: &str| SignInRequest { device: card(Some(nadia.device)), ..as_user(username, PASSWORD) };
    let again: SignInReply = good(ground.client.post(ground.url("/v1/sign-in")).json(&on("nadia"))).await;
    assert_eq!(again.device, nadia.device);
    let other: SignInReply = good(ground.client.post(ground.url("/v1/sign-in")).json(&on("amina"))).await;
    assert_ne!(other.device, nadia.device);
    // Under the service's own name no change would ever clash: nobody gets it.
    let service = SignInRequest { device: card(Some(daybook_server::ingest::SERVICE_DEVICE)), ..as_user("amina", PASSWORD) };
    let reply: SignInReply = good(ground.client.post(ground.url("/v1/sign-in")).json(&service)).await;
    assert_ne!(reply.device, daybook_server::ingest::SERVICE_DEVICE);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_access_token_runs_out_and_signing_out_ends_it_at_once() {
    let ground = Ground::with(|config| config.access_seconds = 0).await;
    let nadia = ground.sign_in("nadia").await;
    assert_eq!(refused(nadia.hello_request()).await.code, Code::TokenExpired);
    // A refresh token is no access token.
    let wrong = crate::ground::Laptop { access: nadia.refresh.clone(), ..nadia };
    assert_eq!(refused(wrong.hello_request()).await.code, Code::TokenExpired);
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let _: serde_json::Value = good(nadia.post("/v1/sign-out", &json!({}))).await;
    assert_eq!(refused(nadia.hello_request()).await.code, Code::SignInAgain);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_greeting_notes_the_device_and_tells_the_levers() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let hello = nadia.hello().await;
    assert_eq!((hello.levers, hello.person.teams[0].phone.as_deref()), (Levers::default(), Some("020")));
    let device = ground.tell(|_, tx| tx.device(ORG, nadia.device).unwrap().unwrap());
    assert_eq!(device.unsent, 3);
    assert!((7199..7202).contains(&device.drift_seconds), "the clock is two hours behind");
    let own = Levers { batch_changes: 7, tries: 1_000, ..Levers::default() };
    ground.tell(|_, tx| tx.save_device(ORG, &Device { levers: Some(own.clone()), ..device }).unwrap());
    let levers = nadia.hello().await.levers;
    assert_eq!((levers.batch_changes, levers.tries), (7, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_device_can_only_hand_in_what_it_has_and_that_goes_to_support() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    ground.tell(|_, tx| {
        let device = tx.device(ORG, nadia.device).unwrap().unwrap();
        tx.save_device(ORG, &Device { blocked: true, ..device }).unwrap();
    });
    for request in [nadia.hello_request(), nadia.get("/v1/tickets"), nadia.pull_request(&daybook_record::Scope::Reference, None, 1)] {
        assert_eq!(refused(request).await.code, Code::DeviceBlocked);
    }
    let reply = nadia.push(&[nadia.note(child(0), "calm")]).await;
    assert!(matches!(reply.receipts[0].outcome, Outcome::WithSupport { reason: Reason::DeviceBlocked, .. }));
    let again = SignInRequest { device: card(Some(nadia.device)), ..as_user("nadia", PASSWORD) };
    assert_eq!(refused(ground.client.post(ground.url("/v1/sign-in")).json(&again)).await.code, Code::DeviceBlocked);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_too_old_is_told_so() {
    let ground = Ground::with(|config| config.oldest_app = "0.2.0".into()).await;
    let request = ground.client.post(ground.url("/v1/sign-in")).json(&as_user("nadia", PASSWORD));
    assert_eq!(refused(request).await.code, Code::AppTooOld);
    assert!(ground.world.now_ms() > 0);
}
