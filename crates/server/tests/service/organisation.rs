//! Signing in through one's organisation, with a real OpenID provider that runs beside the test.

use crate::ground::{Ground, PASSWORD, card, good, refused};
use daybook_server::config::OrganisationSignIn;
use daybook_wire::code::Code;
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn as Begin, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::session::{SignInReply, SignInRequest};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A provider; it goes when this goes.
struct Provider {
    process: Child,
    issuer: String,
}

impl Provider {
    fn start(redirect: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oidc");
        assert!(
            folder.join("node_modules/oidc-provider").is_dir(),
            "the OpenID provider of this test is not installed: `cargo xtask test` does it, or `npm ci` in {}",
            folder.display()
        );
        let mut node = Command::new("node");
        node.arg("provider.mjs").arg(redirect).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = node.spawn().expect("node is there: the app's screens are built with it");
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("http://127.0.0.1:"), "the provider did not start: {line}");
        Self { process, issuer: line.trim().to_owned() }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A person's browser: keeps cookies and follows where it is sent.
struct Browser {
    client: Client,
    cookies: BTreeMap<String, String>,
}

struct Page {
    status: StatusCode,
    address: Url,
    text: String,
}

impl Browser {
    fn new() -> Self {
        Self { client: Client::builder().redirect(Policy::none()).build().unwrap(), cookies: BTreeMap::new() }
    }

    async fn go(&mut self, address: &str) -> Page {
        let address = Url::parse(address).unwrap();
        let request = self.client.get(address.clone());
        self.follow(address, request).await
    }

    /// Sends the form on a page.
    async fn send(&mut self, page: &Page, fields: &str) -> Page {
        let action = page.text.split("action=\"").nth(1).unwrap_or_else(|| panic!("no form: {}", page.text)).split('"').next().unwrap();
        let address = page.address.join(action).unwrap();
        let request = self.client.post(address.clone()).header("content-type", "application/x-www-form-urlencoded").body(fields.to_owned());
        self.follow(address, request).await
    }

    async fn follow(&mut self, mut address: Url, mut request: reqwest::RequestBuilder) -> Page {
        for _ in 0..12 {
            let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
            let response = request.header("cookie", cookies).send().await.unwrap();
            for set in response.headers().get_all("set-cookie") {
                let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            let Some(to) = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned()) else {
                return Page { status: response.status(), address, text: response.text().await.unwrap() };
            };
            address = address.join(&to).unwrap();
            request = self.client.get(address.clone());
        }
        panic!("sent round in circles");
    }

    /// Signs in with the organisation, and comes back to Daybook.
    async fn through(&mut self, address: &str, name: &str) -> Page {
        let sign_in = self.go(address).await;
        let consent = self.send(&sign_in, &format!("prompt=login&login={name}&password=whatever")).await;
        self.send(&consent, "prompt=consent").await
    }
}

async fn ground() -> (Ground, Provider, tempfile::TempDir) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let provider = Provider::start(&format!("http://127.0.0.1:{port}/organisation/back"));
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "not a secret: it is only in this test\n").unwrap();
    let ground = Ground::with(|config| {
        config.listen.set_port(port);
        let settings = OrganisationSignIn {
            issuer: provider.issuer.clone(),
            client_id: "daybook".into(),
            client_secret_file: Some(secret.clone()),
            claim: "preferred_username".into(),
            name: "A trust".into(),
            password_sign_in: false,
        };
        config.organisation.insert("R1A".into(), settings);
    })
    .await;
    (ground, provider, folder)
}

async fn begin(ground: &Ground) -> OrganisationSignInReply {
    good(ground.client.post(ground.url("/v1/sign-in/organisation")).json(&Begin { device: card(None) })).await
}

fn finish(ground: &Ground, id: &str, secret: &str) -> reqwest::RequestBuilder {
    let request = OrganisationFinish { id: id.to_owned(), secret: secret.to_owned() };
    ground.client.post(ground.url("/v1/sign-in/organisation/finish")).json(&request)
}

fn proof(page: &Page) -> &str {
    page.text.split("name=\"proof\" value=\"").nth(1).unwrap_or_else(|| panic!("{}", page.text)).split('"').next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_in_through_her_organisation_after_comparing_the_letters() {
    let (ground, _provider, _folder) = ground().await;
    let probe: ProbeReply = good(ground.client.get(ground.url("/v1/probe?nonce=x"))).await;
    assert_eq!(probe.organisation_sign_in.as_deref(), Some("A trust"));
    let begun = begin(&ground).await;
    let page = Browser::new().through(&begun.address, "nadia").await;
    for said in [&begun.words, "nadia Test", "A laptop"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    let early = finish(&ground, &begun.id, &begun.secret).send().await.unwrap();
    assert_eq!(early.status(), StatusCode::ACCEPTED, "not before she has compared");
    let mut browser = Browser::new();
    let guessed = browser.send(&page, "proof=guessed&answer=yes").await;
    assert_eq!(guessed.status, StatusCode::NOT_FOUND);
    let done = browser.send(&page, &format!("proof={}&answer=yes", proof(&page))).await;
    assert!(done.text.contains("You are signed in"));
    assert_eq!(refused(finish(&ground, &begun.id, "another device")).await.code, Code::NotFound);
    let reply: SignInReply = good(finish(&ground, &begun.id, &begun.secret)).await;
    assert_eq!(reply.person.username, "nadia");
    assert!(reply.recovery.is_some());
    assert_eq!(refused(finish(&ground, &begun.id, &begun.secret)).await.code, Code::NotFound, "once");
    let again = browser.go(page.address.as_str()).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "an answer of the provider counts once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_is_not_known_or_says_no_is_not_let_in_and_nobody_is_made() {
    let (ground, _provider, _folder) = ground().await;
    let people = || ground.tell(|_, tx| tx.users("R1A").unwrap().len());
    let (before, begun) = (people(), begin(&ground).await);
    let page = Browser::new().through(&begun.address, "stranger").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text.contains("does not know you yet"), "{}", page.text);
    assert_eq!(refused(finish(&ground, &begun.id, &begun.secret)).await.code, Code::NotPermitted);
    assert_eq!(people(), before);

    let begun = begin(&ground).await;
    let mut browser = Browser::new();
    let page = browser.through(&begun.address, "amina").await;
    browser.send(&page, &format!("proof={}&answer=no", proof(&page))).await;
    assert_eq!(refused(finish(&ground, &begun.id, &begun.secret)).await.code, Code::NotPermitted);
    assert_eq!(browser.go(&ground.url("/organisation/back?state=made-up&code=x")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_passwords_are_switched_off_they_are_answered_with_the_way_to_sign_in() {
    let (ground, _provider, _folder) = ground().await;
    for (username, password) in [("nadia", PASSWORD), ("nadia", "wrong"), ("nobody", "x")] {
        let request = SignInRequest { username: username.into(), password: password.into(), device: card(None) };
        let refusal = refused(ground.client.post(ground.url("/v1/sign-in")).json(&request)).await;
        assert_eq!(refusal.code, Code::UseOrganisation);
    }
}
