//! What one asker may take of the service: places, time, bytes, depth, headers.

use crate::ground::{Ground, child, good, refused};
use daybook_wire::batch::{BatchFile, pack, sha256};
use daybook_wire::code::Code;
use daybook_wire::push::{FileReply, PushReply, UploadStatus};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::io::{ErrorKind, Read, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test(flavor = "multi_thread")]
async fn devices_and_browsers_share_the_places_and_whoever_finds_none_is_told_when_to_ask_again() {
    let ground = Ground::with(|config| config.requests_at_a_time = 0).await;
    let device = refused(ground.client.get(ground.url("/v1/probe?nonce=1"))).await;
    assert_eq!((device.code, device.retry_after), (Code::Unavailable, Some(5)));
    for page in ["/support/sign-in", "/organisation/none"] {
        let shown = ground.client.get(ground.url(page)).send().await.unwrap();
        assert_eq!((shown.status().as_u16(), shown.headers()["retry-after"].to_str().unwrap()), (503, "5"), "{page}");
        assert!(shown.headers().contains_key("content-security-policy"));
        assert!(shown.text().await.unwrap().contains("nothing is lost"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_on_which_nothing_is_said_leave_no_place_for_more_until_they_end() {
    let ground = Ground::with(|config| config.connections_at_a_time = 2).await;
    let address = ground.running.as_ref().unwrap().address();
    let asks = async || {
        let mut link = TcpStream::connect(address).await.unwrap();
        let asked = link.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        let mut said = Vec::new();
        // What is closed before a word may be closed while we speak.
        let heard = tokio::time::timeout(Duration::from_secs(8), link.read_to_end(&mut said)).await.expect("it ends");
        asked.is_ok() && heard.is_ok() && said.starts_with(b"HTTP/1.1 200")
    };
    let held = async || {
        let mut link = TcpStream::connect(address).await.unwrap();
        // Heard once, so that it surely has its place; from then on silent.
        link.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        assert!(link.read(&mut [0; 16]).await.unwrap() > 0);
        link
    };
    let silent = [held().await, held().await];
    assert!(!asks().await, "a third connection found a place");
    drop(silent);
    let mut tried = 0;
    while !asks().await {
        tried += 1;
        assert!(tried < 100, "a place never came free");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A request whose body never ends: what comes back, and after how long.
async fn dawdling(ground: &Ground, path: &str, kind: &str) -> String {
    let mut link = TcpStream::connect(ground.running.as_ref().unwrap().address()).await.unwrap();
    let head = format!("POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {kind}\r\ncontent-length: 900\r\nconnection: close\r\n\r\nform");
    link.write_all(head.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    tokio::time::timeout(Duration::from_secs(8), link.read_to_end(&mut said)).await.expect("it is given up").unwrap();
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_never_ends_is_given_up_for_devices_and_browsers_alike() {
    let ground = Ground::with(|config| config.request_seconds = 1).await;
    assert!(dawdling(&ground, "/v1/sign-in", daybook_wire::MEDIA_TYPE).await.starts_with("HTTP/1.1 503"));
    assert!(dawdling(&ground, "/support/sign-in", "application/x-www-form-urlencoded").await.starts_with("HTTP/1.1 503"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_refused_in_words_that_fit() {
    let ground = Ground::new().await;
    let large = "x".repeat(daybook_wire::limit::REQUEST_BYTES + 1);
    let device = refused(ground.client.post(ground.url("/v1/sign-in")).body(large.clone())).await;
    assert_eq!(device.code, Code::TooLarge);
    let form = ground.client.post(ground.url("/support/sign-in")).header("content-type", "application/x-www-form-urlencoded");
    let shown = form.body(large).send().await.unwrap();
    assert_eq!(shown.status().as_u16(), 413);
    assert!(shown.text().await.unwrap().contains("too large"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_nested_deeper_than_anything_of_ours_is_malformed() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let deep = format!("{{\"username\":{}", "[".repeat(200_000));
    for path in ["/v1/sign-in", "/v1/hello", "/v1/pull", "/v1/push", "/v1/receipts", "/v1/rescue"] {
        let request = ground.client.post(ground.url(path)).bearer_auth(&nadia.access).body(deep.clone());
        assert_eq!(refused(request).await.code, Code::Malformed, "{path}");
    }
    let line = format!("{{\"facts\":{{\"text\":{}{}}}}}\n", "[".repeat(200_000), "]".repeat(200_000));
    let file = zstd::encode_all(line.as_bytes(), 1).unwrap();
    // A line that cannot be read is kept, and goes to support (law 4).
    let file = BatchFile { sha256: sha256(&file), bytes: file, changes: 1 };
    nadia.hand_in(&file).await;
    let reply: PushReply = good(nadia.push_request(&file)).await;
    assert_eq!((reply.status, reply.receipts.len()), (UploadStatus::Done, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_that_are_too_large_are_not_read_to_their_end() {
    let ground = Ground::new().await;
    let mut link = TcpStream::connect(ground.running.as_ref().unwrap().address()).await.unwrap();
    let line = format!("x-padding: {}\r\n", "x".repeat(8_000));
    let head = format!("GET /v1/probe HTTP/1.1\r\nhost: x\r\n{}", line.repeat(20));
    // It may hang up before everything is written.
    let _ = link.write_all(head.as_bytes()).await;
    let mut said = Vec::new();
    let _ = tokio::time::timeout(Duration::from_secs(8), link.read_to_end(&mut said)).await.expect("it hangs up");
    assert!(said.is_empty() || said.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&said));
}

/// True where the service ends a connection on which nobody says more than that.
fn ends(mut link: impl Read + Write, said: &[u8]) -> bool {
    link.write_all(said).unwrap();
    let ended = link.read_to_end(&mut Vec::new());
    // One that ends without the farewell of TLS has ended as well.
    !ended.is_err_and(|error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut))
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_nothing_or_half_a_request_is_given_up_over_tls_too() {
    let folder = tempfile::tempdir().unwrap();
    crate::tls::certify(folder.path());
    let plain = Ground::with(|config| config.request_seconds = 1).await;
    let sealed = Ground::with(|config| {
        config.request_seconds = 1;
        config.tls_certificate = Some(folder.path().join("cert.pem"));
        config.tls_key = Some(folder.path().join("key.pem"));
    })
    .await;
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(folder.path().join("cert.pem")).unwrap()).unwrap();
    let client = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    let client = client.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth();
    let client = Arc::new(client);
    let connect = |ground: &Ground| {
        let link = std::net::TcpStream::connect(ground.running.as_ref().unwrap().address()).unwrap();
        link.set_read_timeout(Some(Duration::from_secs(8))).unwrap();
        link
    };
    for said in ["", "GET /v1/probe?nonce=1 HTT"] {
        let (open, under_tls, client) = (connect(&plain), connect(&sealed), Arc::clone(&client));
        let ended = tokio::task::spawn_blocking(move || {
            let client = ClientConnection::new(client, "localhost".try_into().unwrap()).unwrap();
            (ends(open, said.as_bytes()), ends(StreamOwned::new(client, under_tls), said.as_bytes()))
        });
        assert_eq!(ended.await.unwrap(), (true, true), "in the clear, over TLS: {said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_begun_and_left_leave_nothing_in_memory() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    for number in 0..20 {
        let file = pack([&nadia.note(child(0), &format!("note {number}"))]).unwrap();
        let length = file.bytes.len() as u64;
        let part: FileReply = good(nadia.put(&file.sha256, 0, length, file.bytes[..10].to_vec())).await;
        assert_eq!(part.received, 10);
    }
    assert_eq!(ground.service().storage.being_written(), 0);
}
