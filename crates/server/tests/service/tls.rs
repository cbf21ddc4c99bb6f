//! Over TLS, with a certificate made for the test and a client that checks it.

use crate::ground::Ground;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::{Certificate, Client};
use std::path::Path;

/// Writes a certificate for `localhost` and 127.0.0.1, and gives it.
pub fn certify(folder: &Path) -> Certificate {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    Certificate::from_pem(cert.pem().as_bytes()).unwrap()
}

fn trusting(certificate: &Certificate) -> Client {
    Client::builder().tls_certs_only([certificate.clone()]).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn over_tls_everything_works_as_before_and_a_new_certificate_is_taken_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let first = certify(folder.path());
    let mut ground = Ground::with(|config| {
        config.tls_certificate = Some(certificate.clone());
        config.tls_key = Some(key.clone());
    })
    .await;
    assert!(ground.url("").starts_with("https://127.0.0.1:"));
    ground.client = trusting(&first);
    let nadia = ground.sign_in("nadia").await;
    nadia.hello().await;
    let probe = ground.client.get(ground.url("/v1/probe?nonce=x")).send().await.unwrap();
    assert!(probe.headers()["strict-transport-security"].to_str().unwrap().contains("max-age="));
    let form = ground.client.get(ground.url("/support/sign-in")).send().await.unwrap();
    assert!(form.headers()["set-cookie"].to_str().unwrap().contains("Secure"));

    let plain = Client::new().get(ground.url("/v1/probe?nonce=x").replace("https", "http")).send().await;
    assert!(plain.is_err() || !plain.unwrap().status().is_success(), "it does not answer in the clear");
    let second = certify(folder.path());
    let url = ground.url("/v1/probe?nonce=x");
    assert!(trusting(&second).get(&url).send().await.is_err(), "not before it is told");
    ground.running.as_ref().unwrap().renew_certificate().unwrap();
    assert!(trusting(&second).get(&url).send().await.unwrap().status().is_success());
    assert!(trusting(&first).get(&url).send().await.is_err());
    std::fs::write(folder.path().join("cert.pem"), "nothing").unwrap();
    assert!(ground.running.as_ref().unwrap().renew_certificate().is_err());
    assert!(trusting(&second).get(&url).send().await.unwrap().status().is_success(), "the one in use stays in use");
    ground.stop().await;
}
