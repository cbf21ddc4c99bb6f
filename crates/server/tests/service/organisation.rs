//! Signing in through one's organisation, with a real OpenID provider that runs beside the test.

use crate::ground::{Ground, PASSWORD, card, good, refused};
use daybook_testkit::organisation::{Browser, Page, Provider};
use daybook_wire::code::Code;
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn as Begin, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::session::{SignInReply, SignInRequest};
use reqwest::StatusCode;

async fn ground() -> (Ground, Provider) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let provider = Provider::start(&format!("http://127.0.0.1:{port}/organisation/back")).unwrap();
    let ground = Ground::with(|config| {
        config.listen.set_port(port);
        config.organisation.insert("R1A".into(), provider.settings("A trust", false));
    })
    .await;
    (ground, provider)
}

async fn begin(ground: &Ground) -> OrganisationSignInReply {
    good(ground.client.post(ground.url("/v1/sign-in/organisation")).json(&Begin { device: card(None) })).await
}

fn finish(ground: &Ground, id: &str, secret: &str) -> reqwest::RequestBuilder {
    let request = OrganisationFinish { id: id.to_owned(), secret: secret.to_owned() };
    ground.client.post(ground.url("/v1/sign-in/organisation/finish")).json(&request)
}

fn proof(page: &Page) -> &str {
    page.hidden("proof").unwrap_or_else(|| panic!("{}", page.text))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_through_her_organisation_after_comparing_the_letters() {
    let (ground, _provider) = ground().await;
    let probe: ProbeReply = good(ground.client.get(ground.url("/v1/probe?nonce=x"))).await;
    assert_eq!(probe.organisation_sign_in.as_deref(), Some("A trust"));
    let begun = begin(&ground).await;
    let page = Browser::open().unwrap().through(&begun.address, "nadia").await.unwrap();
    for said in [&begun.words, "nadia Test", "A laptop"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let early = finish(&ground, &begun.id, &begun.secret).send().await.unwrap();
    assert_eq!(early.status(), StatusCode::ACCEPTED, "not before she has compared");
    let mut browser = Browser::open().unwrap();
    let guessed = browser.send(&page, "proof=guessed&answer=yes").await.unwrap();
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
    let done = browser.send(&page, &format!("proof={}&answer=yes", proof(&page))).await.unwrap();
    assert!(done.text.contains("You are signed in"));
    assert_eq!(refused(finish(&ground, &begun.id, "another device")).await.code, Code::NotFound);
    let reply: SignInReply = good(finish(&ground, &begun.id, &begun.secret)).await;
    assert_eq!(reply.person.username, "nadia");
    assert!(reply.recovery.is_some());
    assert_eq!(refused(finish(&ground, &begun.id, &begun.secret)).await.code, Code::NotFound, "once");
    let again = browser.go(page.address.as_str()).await.unwrap();
    assert_eq!(again.status, StatusCode::NOT_FOUND, "an answer of the provider counts once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_not_known_or_says_no_is_not_let_in_and_nobody_is_made() {
    let (ground, _provider) = ground().await;
    let people = || ground.tell(|_, tx| tx.users("R1A").unwrap().len());
    let (before, begun) = (people(), begin(&ground).await);
    let page = Browser::open().unwrap().through(&begun.address, "stranger").await.unwrap();
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text.contains("does not know you yet"), "{}", page.text);
    assert_eq!(refused(finish(&ground, &begun.id, &begun.secret)).await.code, Code::NotPermitted);
    assert_eq!(people(), before);

    let begun = begin(&ground).await;
    let mut browser = Browser::open().unwrap();
    let page = browser.through(&begun.address, "amina").await.unwrap();
    browser.send(&page, &format!("proof={}&answer=no", proof(&page))).await.unwrap();
    assert_eq!(refused(finish(&ground, &begun.id, &begun.secret)).await.code, Code::NotPermitted);
    assert_eq!(browser.go(&ground.url("/organisation/back?state=made-up&code=x")).await.unwrap().status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_passwords_are_switched_off_they_are_answered_with_the_way_to_sign_in() {
    let (ground, _provider) = ground().await;
    for (username, password) in [("nadia", PASSWORD), ("nadia", "wrong"), ("nobody", "x")] {
        let request = SignInRequest { username: username.into(), password: password.into(), device: card(None) };
        let refusal = refused(ground.client.post(ground.url("/v1/sign-in")).json(&request)).await;
        assert_eq!(refusal.code, Code::UseOrganisation);
    }
}
