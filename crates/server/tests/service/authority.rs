//! Every cell of the table of rights, tried against the real router; and what a nurse of another team sees.

use crate::ground::{Ground, Laptop, ORG, PASSWORD, card, child, refused, school};
use daybook_record::code::Role;
use daybook_record::{Kind, Outcome, Reason, Scope};
use daybook_server::authority::{ROUTES, Reach, Right, may_be_blocked, needed, reach};
use daybook_server::db::Device;
use daybook_server::ingest::Choice;
use daybook_server::people::{self, NewUser};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::session::{SignInReply, SignInRequest};
use reqwest::{Method, RequestBuilder, redirect::Policy};
use std::collections::BTreeSet;

const ROLES: [Role; 5] = [Role::Nurse, Role::HealthcareAssistant, Role::Prescriber, Role::Administrator, Role::Support];

/// Somebody of this role in the team of the north; her user name is that of the role.
async fn somebody(ground: &Ground, role: Role) -> Laptop {
    let hash = people::new_password(PASSWORD, 64, ground.world.as_ref()).unwrap();
    let new = NewUser {
        username: role.as_str().into(),
        given_name: "Test".into(),
        family_name: "Test".into(),
        role,
        password: String::new(),
        teams: vec!["north".into()],
    };
    let world = ground.world.clone();
    ground.tell(|_, tx| people::add_user(tx, ORG, &new, hash, world.as_ref()).unwrap());
    ground.sign_in(role.as_str()).await
}

fn asked(ground: &Ground, method: &str, route: &str) -> RequestBuilder {
    let path = route.replace("{sha256}", &"0".repeat(64)).replace("{number}", "T-000001").replace(['{', '}'], "");
    let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    client.request(Method::from_bytes(method.as_bytes()).unwrap(), ground.url(&path))
}

/// The code of a refusal; by the status alone where there is no body to read.
async fn code(request: RequestBuilder) -> Option<Code> {
    let response = request.send().await.unwrap();
    let status = response.status();
    let said: Option<Refusal> = response.json().await.ok();
    said.map(|refusal| refusal.code).or(match status.as_u16() {
        401 => Some(Code::TokenExpired),
        403 => Some(Code::NotPermitted),
        _ => None,
    })
}

#[test]
fn every_route_stands_in_the_table_of_rights() {
    let sources =
        [include_str!("../../src/http/mod.rs"), include_str!("../../src/http/organisation.rs"), include_str!("../../src/support/mod.rs")];
    let mut routes = BTreeSet::new();
    for line in sources.iter().flat_map(|source| source.split(".route(").skip(1)) {
        let path = line.split('"').nth(1).unwrap();
        let handlers = line.split("\n").next().unwrap();
        for (handler, method) in
            [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("head(", "HEAD"), ("delete(", "DELETE"), ("any(", "ANY")]
        {
            if handlers.contains(handler) {
                routes.insert((method, path));
            }
        }
    }
    assert!(routes.len() > 18, "the routers are written otherwise than this test reads them: {routes:?}");
    for (method, path) in routes {
        assert!(needed(method, path).is_some(), "{method} {path} stands in no table: nobody may use it");
    }
    assert_eq!(needed("DELETE", "/v1/pull"), None, "what does not stand there is refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_on_a_device_what_the_table_says_and_nothing_else() {
    let ground = Ground::new().await;
    let wire = ROUTES.iter().filter(|(_, route, right)| route.starts_with("/v1/") && *right != Right::Open && *route != "/v1/sign-out");
    let wire: Vec<_> = wire.collect();
    for (method, route, _) in &wire {
        let nobody = code(asked(&ground, method, route)).await;
        assert!(matches!(nobody, Some(Code::TokenExpired | Code::NotFound)), "{method} {route} without a token: {nobody:?}");
    }
    for role in ROLES {
        let laptop = somebody(&ground, role).await;
        for blocked in [false, true] {
            ground.tell(|_, tx| {
                let device = tx.device(ORG, laptop.device).unwrap().unwrap();
                tx.save_device(ORG, &Device { blocked, ..device }).unwrap();
            });
            for (method, route, right) in &wire {
                let found = code(asked(&ground, method, route).bearer_auth(&laptop.access)).await;
                let stopped = matches!(found, Some(Code::NotPermitted | Code::DeviceBlocked | Code::TokenExpired | Code::SignInAgain));
                let allowed = reach(role, *right) != Reach::Nothing && (!blocked || may_be_blocked(*right));
                assert_eq!(!stopped, allowed, "{role:?}, blocked {blocked}: {method} {route} gave {found:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_roles_of_the_table_come_to_the_support_pages() {
    let ground = Ground::new().await;
    for role in ROLES {
        somebody(&ground, role).await;
        let form = asked(&ground, "GET", "/support/sign-in").send().await.unwrap();
        let proof = form.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let page = form.text().await.unwrap();
        let token = page.split("name=\"form_token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let body = format!("form_token={token}&username={}&password={PASSWORD}", role.as_str());
        let request = asked(&ground, "POST", "/support/sign-in").header("cookie", proof);
        let entered = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await.unwrap();
        let cookie = entered.headers().get("set-cookie").map(|set| set.to_str().unwrap().split(';').next().unwrap().to_owned());
        assert_eq!(cookie.is_some(), reach(role, Right::Review) == Reach::Organisation, "{role:?}");
        for (method, route, right) in ROUTES.iter().filter(|(_, route, right)| route.starts_with("/support") && *right != Right::Open) {
            let request = asked(&ground, method, route).header("cookie", cookie.clone().unwrap_or_default());
            let shown = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
            let turned_away = shown.headers().get("location").is_some_and(|to| to == "/support/sign-in");
            let there = shown.status() != 404 || shown.headers().get("content-security-policy").is_some();
            let allowed = reach(role, *right) == Reach::Organisation;
            assert!(!there || turned_away != allowed, "{role:?}: {method} {route} gave {}", shown.status());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nurse_neither_reads_nor_writes_another_teams_children() {
    let ground = Ground::new().await;
    let sara = ground.sign_in("sara").await;
    for scope in [school("100000"), Scope::Team("north".into())] {
        assert_eq!(refused(sara.pull_request(&scope, None, 10)).await.code, Code::NotPermitted);
    }
    let before = ground.version(Kind::Child, child(0));
    let note = sara.note(child(0), "not hers to write");
    let reply = sara.push(std::slice::from_ref(&note)).await;
    let Outcome::WithSupport { ticket, reason: Reason::NotPermitted } = &reply.receipts[0].outcome else {
        panic!("{:?}", reply.receipts[0].outcome)
    };
    assert_eq!((ground.facts(Kind::Note, note.record), ground.version(Kind::Child, child(0))), (None, before));
    // Whose child it is reads what waits; she knows from the receipt that it does, and no more.
    let row = ground.tell(|_, tx| tx.ticket(ORG, ticket).unwrap().unwrap());
    assert_eq!(row.scope, school("100000"));
    let hello = sara.hello().await;
    for card in hello.scopes {
        let page = sara.pull(&card.scope, None, 1_000).await;
        assert!(page.records.iter().all(|record| record.kind != Kind::Ticket && record.facts.text("child") != Some(&child(0).to_string())));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_is_open_to_a_blocked_device_too() {
    let ground = Ground::new().await;
    let request = SignInRequest { username: "nadia".into(), password: PASSWORD.into(), device: card(None) };
    let reply: SignInReply = crate::ground::good(ground.client.post(ground.url("/v1/sign-in")).json(&request)).await;
    ground.tell(|_, tx| {
        let device = tx.device(ORG, reply.device).unwrap().unwrap();
        tx.save_device(ORG, &Device { blocked: true, ..device }).unwrap();
    });
    let request = ground.client.post(ground.url("/v1/sign-out")).bearer_auth(&reply.tokens.access);
    let _: serde_json::Value = crate::ground::good(request).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_change_about_another_teams_child_comes_back_to_whoever_sent_it() {
    let ground = Ground::new().await;
    let (sara, nadia) = (ground.sign_in("sara").await, ground.sign_in("nadia").await);
    let reply = sara.push(&[sara.note(child(0), "not hers to write")]).await;
    let Outcome::WithSupport { ticket, .. } = reply.receipts[0].outcome.clone() else { panic!("it was taken") };
    let tickets = async |laptop: &Laptop, scope: Scope| {
        let page = laptop.pull(&scope, None, 1_000).await;
        page.records.into_iter().filter(|record| record.kind == Kind::Ticket).collect::<Vec<_>>()
    };
    assert_eq!(tickets(&nadia, school("100000")).await.len(), 1, "while it waits, whose child it is sees that");
    let sue = ground.tell(|_, tx| tx.user_named("sue").unwrap().unwrap().id);
    ground.tell(|ingest, _| ingest.decide(&ticket, Choice::KeepService, sue, Some("She has left your school")).map(drop).unwrap());
    let hers = tickets(&sara, Scope::Team("south".into())).await;
    assert_eq!((hers.len(), hers[0].facts.text("state")), (1, Some("kept_service")));
    assert_eq!(hers[0].facts.text("note"), Some("She has left your school"));
    assert_eq!(tickets(&nadia, school("100000")).await.len(), 0);
}
