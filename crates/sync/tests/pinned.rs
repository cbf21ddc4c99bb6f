//! Over TLS to the real service: the ordinary verification holds, and where a key is pinned no other is believed.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[allow(dead_code, reason = "each test file needs its own part of it")]
mod desk;

use daybook_sync::trust::{Pin, Trust};
use daybook_sync::{HttpRemote, Remote, Trouble};
use rcgen::{CertifiedKey, PublicKeyData as _, generate_simple_self_signed};
use sha2::{Digest, Sha256};
use std::path::Path;

/// A certificate for this machine, and the pin of its key.
struct Certified {
    pem: String,
    key: String,
    pin: Pin,
}

fn certified() -> Certified {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    let pin = hex::encode(Sha256::digest(signing_key.subject_public_key_info())).parse().unwrap();
    Certified { pem: cert.pem(), key: signing_key.serialize_pem(), pin }
}

fn written(folder: &Path, certified: &Certified) {
    std::fs::write(folder.join("cert.pem"), &certified.pem).unwrap();
    std::fs::write(folder.join("key.pem"), &certified.key).unwrap();
}

fn trust(authority: &Certified, pin: Option<Pin>) -> Trust {
    Trust { pin, ..Trust::default() }.with_authorities(authority.pem.as_bytes()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pinned_key_is_believed_beside_the_ordinary_verification_and_never_instead_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, other) = (certified(), certified());
    written(folder.path(), &ours);
    let (certificate, key) = (Some(folder.path().join("cert.pem")), Some(folder.path().join("key.pem")));
    let clinic = desk::clinic_with(|config| daybook_testkit::server::Config { tls_certificate: certificate, tls_key: key, ..config });
    let address = format!("https://{}", clinic.address());
    let asks = async |trust: &Trust| HttpRemote::trusting(&address, trust).unwrap().probe("abcdef").await;

    asks(&trust(&ours, None)).await.unwrap();
    asks(&trust(&ours, Some(ours.pin))).await.unwrap();
    let not_ours = Err(Trouble::NotOurService { status: 0 });
    assert_eq!(asks(&trust(&ours, Some(other.pin))).await.map(|_| ()), not_ours, "in order, and not the key that was pinned");
    assert_eq!(asks(&trust(&other, Some(ours.pin))).await.map(|_| ()), not_ours, "the key, and nobody vouches for the certificate");
    assert_eq!(asks(&trust(&other, None)).await.map(|_| ()), not_ours);
}

#[test]
fn off_this_machine_the_service_is_spoken_to_over_tls_alone_and_a_pin_never_in_the_clear() {
    let pinned = Trust { pin: Some(certified().pin), ..Trust::default() };
    for address in ["http://daybook.example", "http://127.0.0.1.daybook.example", "ftp://127.0.0.1", "daybook.example"] {
        assert!(HttpRemote::new(address).is_err(), "{address}");
    }
    assert!(HttpRemote::new("http://127.0.0.1:8080").is_ok());
    assert!(HttpRemote::trusting("http://127.0.0.1:8080", &pinned).is_err(), "there is no key to look at");
}
