//! The support pages as a browser meets them: signing in, the queue, a ticket, and a decision that comes back to the nurse.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "the ground of the other tests has more on it than is needed here")]
#[path = "service/ground.rs"]
mod ground;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use daybook_record::{Kind, Outcome, RecordId, Verb, World as _};
use daybook_seal::{About, RecoveryIdentity, RecoveryKey, Why, open, seal};
use daybook_wire::code::Code;
use daybook_wire::order::OrderKind;
use daybook_wire::pull::PullReply;
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use ground::{Ground, Laptop, ORG, PASSWORD, child, good, refused, school};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use serde_json::json;

/// A browser at support.
struct Browser {
    client: Client,
    url: String,
    cookie: String,
}

struct Page {
    status: StatusCode,
    text: String,
    to: Option<String>,
    cookie: Option<String>,
}

impl Browser {
    fn new(ground: &Ground) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client, url: ground.url(""), cookie: String::new() }
    }

    async fn signed_in(ground: &Ground) -> Self {
        let mut browser = Self::new(ground);
        let page = browser.sign_in("sue", PASSWORD).await;
        assert_eq!((page.status, page.to.as_deref()), (StatusCode::SEE_OTHER, Some("/support/queue")));
        browser
    }

    async fn sign_in(&mut self, username: &str, password: &str) -> Page {
        let form = self.get("/support/sign-in").await;
        let page = self.post("/support/sign-in", &form, &[("username", username), ("password", password)]).await;
        self.cookie = page.cookie.clone().unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
        page
    }

    async fn get(&self, path: &str) -> Page {
        page(self.client.get(format!("{}{path}", self.url)).header("cookie", &self.cookie)).await
    }

    /// Sends the form that stands on `from`.
    async fn post(&self, path: &str, from: &Page, fields: &[(&str, &str)]) -> Page {
        let token = from.text.split("name=\"form_token\" value=\"").last().unwrap().split('"').next().unwrap();
        let cookie = match &from.cookie {
            Some(set) => set.split(';').next().unwrap(),
            None => &self.cookie,
        };
        let body = fields.iter().fold(format!("form_token={token}"), |body, (name, value)| format!("{body}&{name}={}", escaped(value)));
        let request = self.client.post(format!("{}{path}", self.url)).header("cookie", cookie);
        page(request.header("content-type", "application/x-www-form-urlencoded").body(body)).await
    }
}

fn escaped(value: &str) -> String {
    value.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

async fn page(request: reqwest::RequestBuilder) -> Page {
    let response = request.send().await.unwrap();
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert!(header("content-security-policy").unwrap().contains("default-src 'none'"));
    assert_eq!(header("cache-control").as_deref(), Some("no-store"));
    let (to, cookie, status) = (header("location"), header("set-cookie"), response.status());
    Page { status, to, cookie, text: response.text().await.unwrap() }
}

/// Two nurses set one field to different values: a ticket.
async fn conflict(nadia: &Laptop, amina: &Laptop, ground: &Ground) -> (RecordId, String) {
    let note = nadia.note(child(0), "calm");
    nadia.push(std::slice::from_ref(&note)).await;
    let base = ground.version(Kind::Note, note.record);
    let edit = |laptop: &Laptop, text: &str| laptop.change(Kind::Note, note.record, Verb::Edit, base, json!({"text": text}));
    nadia.push(&[edit(nadia, "very calm")]).await;
    let reply = amina.push(&[edit(amina, "<script>alert('asleep')</script>")]).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[0].outcome.clone() else { panic!("no clash") };
    (note.record, ticket)
}

async fn duplicate(nadia: &Laptop, amina: &Laptop) -> (RecordId, RecordId, String) {
    let (first, second) = (nadia.vaccination(child(1)), amina.vaccination(child(1)));
    nadia.push(std::slice::from_ref(&first)).await;
    let reply = amina.push(std::slice::from_ref(&second)).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[0].outcome.clone() else { panic!("no double") };
    (first.record, second.record, ticket)
}

fn ticket_state(news: &PullReply) -> Option<&str> {
    news.records.iter().find(|record| record.kind == Kind::Ticket).and_then(|record| record.facts.text("state"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_is_listed_decided_and_comes_back_to_the_nurse() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (note, ticket) = conflict(&nadia, &amina, &ground).await;
    let here = nadia.pull(&school("100000"), None, 100).await;
    let browser = Browser::signed_in(&ground).await;

    let queue = browser.get("/support/queue").await.text;
    for said in [&ticket, "Conflict", "Child 0 Example", "School 100000", "amina Test", "under a minute"] {
        assert!(queue.contains(said), "{said}");
    }
    let page = browser.get(&format!("/support/tickets/{ticket}")).await;
    let sides: Vec<usize> = ["The device had seen", ">calm<", "alert(&#39;asleep", ">very calm<"]
        .map(|said| page.text.find(said).unwrap_or(usize::MAX))
        .to_vec();
    let script = page.text.find("&lt;script&gt;").expect("what a nurse typed is never markup");
    assert!(sides[1] < script && script < sides[3], "seen, sent, held stand side by side in this order");
    assert!(page.text.contains("Differs") && page.text.contains("nadia Test") && page.text.contains("A laptop"));
    assert!(!page.text.contains("<script>"));

    let decided =
        browser.post(&format!("/support/tickets/{ticket}"), &page, &[("choice", "device"), ("note", "Rang the school & asked")]).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER);
    let after = browser.get(&format!("/support/tickets/{ticket}")).await.text;
    for said in ["Took what the device sent", "by sue Test", "Rang the school &amp; asked", "The service held", "very calm", "nadia Test"] {
        assert!(after.contains(said), "{said}: the page shows what was decided on");
    }

    let news = nadia.pull(&school("100000"), Some(&here.cursor), 100).await;
    let record = news.records.iter().find(|record| record.id == note).unwrap();
    assert_eq!(record.facts.text("text"), Some("<script>alert('asleep')</script>"));
    assert!(record.version > here.records.iter().find(|record| record.id == note).unwrap().version);
    assert_eq!(ticket_state(&news), Some("took_device"));
    let travels = news.records.iter().find(|record| record.kind == Kind::Ticket).unwrap();
    assert_eq!(travels.facts.text("note"), Some("Rang the school & asked"));
    assert!(browser.get("/support/queue").await.text.contains("Nothing waits"));
}

#[tokio::test(flavor = "multi_thread")]
async fn deciding_twice_changes_nothing() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (note, ticket) = conflict(&nadia, &amina, &ground).await;
    let browser = Browser::signed_in(&ground).await;
    let path = format!("/support/tickets/{ticket}");
    let page = browser.get(&path).await;
    assert_eq!(browser.post(&path, &page, &[("choice", "service")]).await.status, StatusCode::SEE_OTHER);
    let version = ground.version(Kind::Note, note);
    let again = browser.post(&path, &page, &[("choice", "device")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains("was decided before") && again.text.contains("Kept what the service held"));
    assert_eq!(ground.version(Kind::Note, note), version);
    assert_eq!(ground.facts(Kind::Note, note).unwrap().text("text"), Some("very calm"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_possible_duplicate_shows_both_records_and_both_can_be_kept() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (first, second, ticket) = duplicate(&nadia, &amina).await;
    let browser = Browser::signed_in(&ground).await;
    let path = format!("/support/tickets/{ticket}");
    let page = browser.get(&path).await;
    for said in ["Possible duplicate", "The service holds another record", "nadia Test", "amina Test", "Gardasil 9", "Left upper arm"] {
        assert!(page.text.contains(said), "{said}");
    }
    assert!(!page.text.contains(&ground::vaccine().to_string()), "an id is not a word");
    browser.post(&path, &page, &[("choice", "device")]).await;
    assert!(ground.facts(Kind::Vaccination, first).is_some() && ground.facts(Kind::Vaccination, second).is_some());
    let after = browser.get(&path).await.text;
    assert!(after.contains("Took what the device sent") && after.contains("The service holds another record"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_narrowed_by_reason_and_state_and_the_longest_wait_is_first() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (_, first) = conflict(&nadia, &amina, &ground).await;
    let (_, _, second) = duplicate(&nadia, &amina).await;
    let browser = Browser::signed_in(&ground).await;
    let shows = async |query: &str| {
        let text = browser.get(&format!("/support/queue{query}")).await.text;
        (text.find(&first), text.find(&second))
    };
    let (one, other) = shows("").await;
    assert!(one.unwrap() < other.unwrap());
    assert!(matches!(shows("?reason=conflict").await, (Some(_), None)));
    assert!(matches!(shows("?reason=possible_duplicate&state=open").await, (None, Some(_))));
    assert!(matches!(shows("?state=took_device").await, (None, None)));
    assert!(browser.get("/support/queue?reason=invalid").await.text.contains("No entry fits"));
    assert!(matches!(shows("?reason=nonsense&state=nonsense").await, (Some(_), Some(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_said_and_stays_open() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let lost = nadia.note(RecordId(nadia.world.mint()), "lost");
    let reply = nadia.push(std::slice::from_ref(&lost)).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[0].outcome.clone() else { panic!("known") };
    let browser = Browser::signed_in(&ground).await;
    let path = format!("/support/tickets/{ticket}");
    let page = browser.get(&path).await;
    assert!(page.text.contains("Unknown record") && page.text.contains("lost"));
    let refused = browser.post(&path, &page, &[("choice", "device"), ("note", "please wait")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("cannot be taken as it is") && refused.text.contains("please wait") && refused.text.contains("Take this one")
    );
    let left_out = browser.post(&path, &page, &[("choice", "service")]).await;
    assert_eq!(left_out.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_ours_decides_nothing() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (_, ticket) = conflict(&nadia, &amina, &ground).await;
    let browser = Browser::signed_in(&ground).await;
    let path = format!("/support/tickets/{ticket}");
    let forged = Page { text: "name=\"form_token\" value=\"0000\"".into(), status: StatusCode::OK, to: None, cookie: None };
    assert_eq!(browser.post(&path, &forged, &[("choice", "device")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.post("/support/sign-out", &forged, &[]).await.status, StatusCode::FORBIDDEN);
    let page = browser.get(&path).await;
    assert!(page.text.contains("Waiting"));
    let long = "a".repeat(1_001);
    let refused = browser.post(&path, &page, &[("choice", "device"), ("note", &long)]).await;
    assert!(refused.text.contains("The note is too long") && refused.text.contains("Waiting"));
    assert_eq!(browser.get("/support/tickets/T-999999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_support_and_administrators_come_in() {
    let ground = Ground::new().await;
    let mut browser = Browser::new(&ground);
    for path in ["/support/queue", "/support/tickets/T-000001"] {
        assert_eq!(browser.get(path).await.to.as_deref(), Some("/support/sign-in"));
    }
    let wrong = browser.sign_in("sue", "not the password").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("User name or password is wrong") && wrong.text.contains("value=\"sue\""));
    let nurse = browser.sign_in("nadia", PASSWORD).await;
    assert_eq!(nurse.status, StatusCode::FORBIDDEN);
    assert!(nurse.text.contains("not for the support pages"));

    let form = browser.get("/support/sign-in").await;
    let in_page = browser.post("/support/sign-in", &form, &[("username", "sue"), ("password", PASSWORD)]).await;
    let cookie = in_page.cookie.clone().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/support"));
    browser.cookie = cookie.split(';').next().unwrap().to_owned();
    let value = browser.cookie.split('=').nth(1).unwrap().to_owned();
    let wire = reqwest::Client::new().get(ground.url("/v1/tickets")).bearer_auth(value);
    assert_eq!(ground::refused(wire).await.code, daybook_wire::code::Code::TokenExpired, "the cookie is no token for the wire");

    let queue = browser.get("/support/queue").await;
    assert!(queue.text.contains("Nothing waits"));
    assert_eq!(browser.post("/support/sign-out", &queue, &[]).await.to.as_deref(), Some("/support/sign-in"));
    assert_eq!(browser.get("/support/queue").await.to.as_deref(), Some("/support/sign-in"), "signed out is signed out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_code_is_released_once_to_the_device_that_asked() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let recovery = RecoveryKey::parse(&nadia.hello().await.recovery.unwrap()).unwrap();
    let (database_key, mine) = ([7_u8; 32], RecoveryIdentity::fresh());
    let request = |username: &str, password: &str, sealed: &[u8]| ReleaseRequest {
        username: username.into(),
        password: password.into(),
        device: nadia.device,
        sealed_key: BASE64.encode(sealed),
        to: mine.key().to_string(),
    };
    let sealed = seal(&recovery, &database_key).unwrap();
    let ask = |request: ReleaseRequest| nadia.client.post(format!("{}/v1/release", nadia.url)).json(&request);
    assert_eq!(refused(ask(request("nadia", "not hers", &sealed))).await.code, Code::WrongCredentials);
    assert_eq!(refused(ask(request("amina", PASSWORD, &sealed))).await.code, Code::NotFound, "it is not her device");
    let foreign = seal(&RecoveryIdentity::fresh().key(), &database_key).unwrap();
    assert_eq!(refused(ask(request("nadia", PASSWORD, &foreign))).await.code, Code::NotSealedForUs);
    assert_eq!(refused(ask(request("nadia", PASSWORD, &seal(&recovery, b"short").unwrap()))).await.code, Code::NotSealedForUs);

    let first: ReleaseReply = good(ask(request("nadia", PASSWORD, &sealed))).await;
    let asked: ReleaseReply = good(ask(request("nadia", PASSWORD, &sealed))).await;
    let state = |reply: &ReleaseReply, secret: &str| {
        let again = ReleaseAsk { id: reply.id.clone(), secret: secret.to_owned() };
        nadia.client.post(format!("{}/v1/release/ask", nadia.url)).json(&again)
    };
    assert!(good::<ReleaseState>(state(&first, &first.secret)).await == ReleaseState::Refused, "a newer request takes its place");
    assert!(good::<ReleaseState>(state(&asked, &asked.secret)).await == ReleaseState::Waiting);
    assert_eq!(refused(state(&asked, &first.secret)).await.code, Code::NotFound, "another device cannot collect it");

    let browser = Browser::signed_in(&ground).await;
    let page = browser.get("/support/codes").await;
    assert!(page.text.contains(&asked.words) && page.text.contains("nadia Test") && page.text.contains("A laptop"));
    let path = format!("/support/codes/{}", asked.id);
    let without_note = browser.post(&path, &page, &[("choice", "release"), ("note", " ")]).await;
    assert_eq!(without_note.status, StatusCode::CONFLICT);
    assert!(good::<ReleaseState>(state(&asked, &asked.secret)).await == ReleaseState::Waiting);
    let released = browser.post(&path, &page, &[("choice", "release"), ("note", "Rang her on the ward")]).await;
    assert_eq!(released.to.as_deref(), Some("/support/codes"));
    let again = browser.post(&path, &page, &[("choice", "refuse"), ("note", "too late")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "decided once");

    let ReleaseState::Released { sealed } = good(state(&asked, &asked.secret)).await else { panic!("not released") };
    assert_eq!(*open(&mine, &BASE64.decode(sealed).unwrap(), 32).unwrap(), database_key);
    let (trail, row) = ground.tell(|_, tx| {
        let lines = tx.trail(ORG, 0, 1_000).unwrap().into_iter().map(|line| line.action).collect::<Vec<_>>();
        (lines, tx.release(&asked.id).unwrap().unwrap())
    });
    assert!(trail.iter().any(|action| action == "release") && trail.iter().any(|action| action == "release_ask"), "{trail:?}");
    assert!(row.sealed_key.is_none(), "the service keeps it no longer than it must");
    assert!(browser.get("/support/codes").await.text.contains("Rang her on the ward"));
    // A day later it is over, for whoever has the secret too.
    let later = ground.world.now().seconds() + 1;
    ground.tell(|_, tx| tx.end_releases(ORG, later, None).unwrap());
    assert!(good::<ReleaseState>(state(&asked, &asked.secret)).await == ReleaseState::Refused);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_seen_blocked_and_asked_to_lock_or_to_be_wiped() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    nadia.hello().await;
    let browser = Browser::signed_in(&ground).await;
    let list = browser.get("/support/devices").await.text;
    for said in ["nadia Test", "A laptop", "0.1.0", "Slow by 2 hours"] {
        assert!(list.contains(said), "{said}");
    }
    let path = format!("/support/devices/{}", nadia.device);
    let page = browser.get(&path).await;
    let unsure = browser.post(&path, &page, &[("what", "wipe")]).await;
    assert_eq!(unsure.status, StatusCode::CONFLICT);
    for fields in [&[("what", "lock")][..], &[("what", "wipe"), ("sure", "yes")]] {
        assert_eq!(browser.post(&path, &page, fields).await.status, StatusCode::SEE_OTHER);
    }
    let told: Vec<OrderKind> = nadia.hello().await.orders.into_iter().map(|order| order.what).collect();
    assert_eq!(told, [OrderKind::Lock, OrderKind::Wipe]);
    let orders = ground.tell(|_, tx| tx.waiting_orders(ORG).unwrap());
    browser.post(&path, &page, &[("what", "withdraw"), ("order", &orders[1].id)]).await;
    assert_eq!(nadia.hello().await.orders.len(), 1);
    browser.post(&path, &page, &[("what", "block")]).await;
    assert_eq!(refused(nadia.hello_request()).await.code, Code::DeviceBlocked);
    browser.post(&path, &page, &[("what", "unblock")]).await;
    nadia.hello().await;
    assert_eq!(browser.get(&format!("/support/devices/{}", ground.world.mint())).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rescue_file_is_handed_in_to_support() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let recovery = RecoveryKey::parse(&nadia.hello().await.recovery.unwrap()).unwrap();
    let about = About::new(ORG, nadia.device, nadia.user, "0.1.0", nadia.world.now(), Why::Rescue);
    let line = [serde_json::to_vec(&nadia.note(child(0), "calm")).unwrap(), b"\n".to_vec()].concat();
    let file = daybook_seal::write(Vec::new(), &recovery, &about, &line, None, &[]).unwrap();
    let browser = Browser::signed_in(&ground).await;
    let form = browser.get("/support/rescue").await;
    let token = form.text.split("name=\"form_token\" value=\"").last().unwrap().split('"').next().unwrap().to_owned();
    let send = |token: &str, bytes: &[u8]| {
        let mut body = format!("--x\r\ncontent-disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"r.daybook\"\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request = browser.client.post(format!("{}/support/rescue", browser.url)).header("cookie", &browser.cookie);
        page(request.header("content-type", "multipart/form-data; boundary=x").body(body))
    };
    assert_eq!(send("somebody else's", &file).await.status, StatusCode::FORBIDDEN);
    let wrong = send(&token, b"a letter to my aunt").await;
    assert!(wrong.text.contains("not a rescue file") && wrong.text.contains("Keep the file"), "{}", wrong.text);
    assert!(send(&token, &file).await.text.contains("1 were new and were taken"));
    let again = send(&token, &file).await.text;
    assert!(again.contains("0 were new and were taken, 1 were here already") && again.contains("not signed by the device"));
}
