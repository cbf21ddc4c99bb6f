//! The link does to real connections what its roads say. A tool that breaks things must itself be beyond doubt.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, post};
use daybook_testkit::{Answer, BadLink, Road};
use daybook_wire::code::Code;
use reqwest::StatusCode;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A service that counts what it hears.
async fn service() -> (SocketAddr, Arc<AtomicU32>) {
    let heard = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&heard);
    let hear = move |body: Bytes| async move {
        counted.fetch_add(1, Ordering::SeqCst);
        body.len().to_string()
    };
    let app = Router::new()
        .route("/push", post(hear))
        .route("/big", get(|| async { "x".repeat(200_000) }))
        .route("/probe", get(|| async { "here" }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, heard)
}

async fn link() -> (BadLink, reqwest::Client, Arc<AtomicU32>) {
    let (address, heard) = service().await;
    // Connections are not kept: the one that a changing road drops would fail the next request, as it may in life.
    let patient = reqwest::Client::builder()
        .pool_max_idle_per_host(0)
        .timeout(Duration::from_secs(3))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    (BadLink::to(address).unwrap(), patient, heard)
}

async fn probe(link: &BadLink, client: &reqwest::Client) -> Result<String, reqwest::Error> {
    client.get(format!("{}/probe", link.url())).send().await?.text().await
}

#[tokio::test]
async fn a_cut_link_refuses_connections_and_can_be_mended_on_the_same_port() {
    let (link, client, _) = link().await;
    for _ in 0..5 {
        assert_eq!(probe(&link, &client).await.unwrap(), "here");
        link.set(Road::Cut);
        assert!(probe(&link, &client).await.unwrap_err().is_connect());
        link.set(Road::Open);
    }
    assert_eq!(probe(&link, &client).await.unwrap(), "here");
}

#[tokio::test]
async fn a_captive_portal_answers_everything_and_the_service_hears_nothing() {
    let (link, client, heard) = link().await;
    link.set(Road::Answers { path: String::new(), answer: Answer::captive_portal() });
    let reply = client.post(format!("{}/push", link.url())).body("x".repeat(100_000)).send().await.unwrap();
    assert_eq!((reply.status(), reply.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "text/html; charset=utf-8"));
    assert!(reply.text().await.unwrap().contains("Wi-Fi"));
    assert_eq!(heard.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn only_requests_under_the_path_are_answered_on_the_way() {
    let (link, client, _) = link().await;
    link.set(Road::Answers { path: "/push".to_owned(), answer: Answer::refusal_for(Code::Unavailable, Some(7)) });
    let reply = client.post(format!("{}/push", link.url())).body("x").send().await.unwrap();
    assert_eq!((reply.status().as_u16(), reply.headers()["retry-after"].to_str().unwrap()), (503, "7"));
    assert_eq!(probe(&link, &client).await.unwrap(), "here");
}

#[tokio::test]
async fn a_lost_reply_was_heard_by_the_service() {
    let (link, client, heard) = link().await;
    link.set(Road::LosesReplies { path: "/push".to_owned(), replies: 1 });
    let push = || client.post(format!("{}/push", link.url())).body("x").send();
    assert!(push().await.is_err());
    assert_eq!(heard.load(Ordering::SeqCst), 1);
    assert_eq!(push().await.unwrap().text().await.unwrap(), "1");
    assert_eq!((probe(&link, &client).await.unwrap().as_str(), heard.load(Ordering::SeqCst)), ("here", 2));
}

#[tokio::test]
async fn a_link_that_breaks_half_way_stays_cut() {
    let (link, client, _) = link().await;
    link.set(Road::CutAfterReceiving(50_000));
    let reply = client.get(format!("{}/big", link.url())).send().await.unwrap();
    assert!(reply.bytes().await.is_err());
    assert!(probe(&link, &client).await.unwrap_err().is_connect());
    assert_eq!((link.road(), link.bytes_received()), (Road::Cut, 50_000));
    link.set(Road::CutAfterSending(1_000));
    assert!(client.post(format!("{}/push", link.url())).body("x".repeat(100_000)).send().await.is_err());
    link.set(Road::Open);
    assert_eq!(probe(&link, &client).await.unwrap(), "here");
}

#[tokio::test]
async fn a_link_that_is_cut_at_a_request_lets_the_earlier_ones_through() {
    let (link, client, heard) = link().await;
    link.set(Road::CutAtRequest { path: "/push".to_owned(), after: 1 });
    let push = || client.post(format!("{}/push", link.url())).body("x").send();
    assert_eq!(push().await.unwrap().text().await.unwrap(), "1");
    assert_eq!(probe(&link, &client).await.unwrap(), "here");
    assert!(push().await.is_err());
    assert!(probe(&link, &client).await.unwrap_err().is_connect());
    assert_eq!(heard.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_stalled_link_takes_the_connection_and_says_nothing() {
    let (link, _, _) = link().await;
    link.set(Road::Stall);
    let hasty = reqwest::Client::builder().timeout(Duration::from_millis(300)).build().unwrap();
    assert!(probe(&link, &hasty).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_slow_link_takes_the_time_that_its_pace_says() {
    let (link, client, _) = link().await;
    link.set(Road::Slow { bytes_per_second: 400_000, latency: Duration::from_millis(100) });
    let started = Instant::now();
    let reply = client.get(format!("{}/big", link.url())).send().await.unwrap();
    assert_eq!(reply.bytes().await.unwrap().len(), 200_000);
    assert!(started.elapsed() > Duration::from_millis(500), "{:?}", started.elapsed());
}

#[tokio::test]
async fn two_on_a_slow_link_share_its_width() {
    let (link, client, _) = link().await;
    link.set(Road::Slow { bytes_per_second: 400_000, latency: Duration::ZERO });
    let started = Instant::now();
    let big = || async { client.get(format!("{}/big", link.url())).send().await.unwrap().bytes().await.unwrap().len() };
    assert_eq!(tokio::join!(big(), big()), (200_000, 200_000));
    assert!(started.elapsed() > Duration::from_millis(1_000), "{:?}", started.elapsed());
}

#[tokio::test]
async fn the_switch_cuts_and_mends_the_link_and_tells_its_state() {
    let (link, client, _) = link().await;
    let switch = |to: &str| client.post(format!("{}/{to}", link.control_url())).send();
    assert_eq!(switch("cut").await.unwrap().text().await.unwrap(), r#"{"cut":true,"open":false}"#);
    assert!(probe(&link, &client).await.is_err());
    switch("open").await.unwrap();
    assert_eq!(probe(&link, &client).await.unwrap(), "here");
    let state = client.get(format!("{}/state", link.control_url())).send().await.unwrap();
    assert_eq!(state.text().await.unwrap(), r#"{"cut":false,"open":true}"#);
}
