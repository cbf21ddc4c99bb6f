#![allow(clippy::all, warnings)]
#[allow(dead_code)]
#[path = "service/ground.rs"]
mod ground;
use daybook_record::code::*;
use daybook_record::kind::*;
use daybook_record::*;
use daybook_server::{db, demo, ingest::*, *};
use serde_json::json;
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn shots() {
    let folder = tempfile::tempdir().unwrap();
    let world = Arc::new(ActualWorld::default());
    let config = Config::for_tests(folder.path());
    let service = Service::open(config.clone(), world.clone()).unwrap();
    demo::fill(service.db.as_ref(), world.as_ref(), demo::Demo { seed: 1, children: 300, argon2_kib: 64 }).unwrap();
    drop(service);
    let running = Service::start(config, world.clone()).await.unwrap();
    let url = running.url();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let org = demo::place::ORGANISATION;
    let mut laptops = vec![];
    for (name, device) in [("nadia", "Nadia's laptop"), ("omar", "Dell 3 of the North team")] {
        let card =
            daybook_wire::session::DeviceCard { id: None, name: device.into(), app_version: "0.1.0".into(), platform: "linux".into() };
        let r: daybook_wire::session::SignInReply = client
            .post(format!("{url}/v1/sign-in"))
            .json(&daybook_wire::session::SignInRequest { username: name.into(), password: demo::PASSWORD.into(), device: card })
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        laptops.push((r.device, r.person.id));
    }
    let db = running.service.db.clone();
    db::write(db.as_ref(), |tx| -> Result<(), db::DbError> {
        let ingest = Ingest::new(tx, org, world.as_ref());
        let mk = |l: usize, kind, record, verb, base, facts: Facts| Change { id: world.mint().into(), kind, record, revision: 1, base, verb, facts, person: laptops[l].1, device: laptops[l].0, made: Made::now(world.as_ref(), Some(0)) };
        let sender = |l: usize| Sender { user: laptops[l].1, device: laptops[l].0, blocked: false };
        // consent conflict
        let consents = tx.records(org, Kind::Consent)?;
        let north: Vec<_> = consents.iter().filter(|k| k.scope == Scope::School("900102".into()) && k.held.facts.text("response") == Some("given")).collect();
        let c = north[0];
        let f = |v: serde_json::Value| Facts(v.as_object().unwrap().clone().into_iter().collect());
        let a = mk(0, Kind::Consent, c.held.record, Verb::Edit, Some(c.held.version), f(json!({"response": "refused", "reason_for_refusal": "personal_choice", "notes": "Mother rang at ten: they have changed their mind.", "route": "phone", "recorded_by": "Nadia Rahman"})));
        println!("{:?}", ingest.take(&a, &sender(0))?.receipt.outcome);
        let b = mk(1, Kind::Consent, c.held.record, Verb::Edit, Some(c.held.version), f(json!({"response": "given", "notes": "Father confirms by phone that she may have it.", "route": "phone", "recorded_by": "Omar Haddad"})));
        println!("{:?}", ingest.take(&b, &sender(1))?.receipt.outcome);
        // duplicate vaccination
        let session = tx.records(org, Kind::Session)?.into_iter().find(|k| k.held.facts.text("location") == Some("900102") && k.held.facts.read::<Session>().unwrap().dates[0] == world.today()).unwrap();
        let child = tx.records(org, Kind::Child)?.into_iter().filter(|k| k.held.facts.text("school") == Some("900102")).nth(3).unwrap();
        for (l, arm, batch) in [(0, "left_arm_upper_position", "GA4101"), (1, "right_arm_upper_position", "GA4102")] {
            let v = f(json!({"child": child.held.record, "session": session.held.record, "programme": "hpv", "date": world.today(), "time": "10:04:00", "location": "900102", "outcome": "administered", "vaccine": daybook_server::import::catalogue::vaccine_id("gardasil_9"), "batch_number": batch, "batch_expiry": "2027-10-31", "site": arm, "method": "intramuscular", "dose_sequence": 1, "full_dose": true, "protocol": "pgd", "identity_confirmed_by": "child", "performer": laptops[l].1, "performer_name": if l==0 {"Nadia Rahman"} else {"Omar Haddad"}, "source": "daybook"}));
            println!("{:?}", ingest.take(&mk(l, Kind::Vaccination, world.mint().into(), Verb::Create, None, v), &sender(l))?.receipt.outcome);
        }
        // invalid
        let v = f(json!({"child": child.held.record, "session": session.held.record, "programme": "hpv", "date": world.today(), "location": "900102", "outcome": "administered", "source": "daybook"}));
        println!("{:?}", ingest.take(&mk(1, Kind::Vaccination, world.mint().into(), Verb::Create, None, v), &sender(1))?.receipt.outcome);
        ingest.hold_unreadable("{\"id\":\"0199\",\"kind\":\"vaccinatio", &sender(0))?;
        Ok(())
    }).unwrap();
    let dir = std::path::Path::new("/tmp/pages");
    std::fs::create_dir_all(dir).unwrap();
    let css = client.get(format!("{url}/support/style.css")).send().await.unwrap().text().await.unwrap();
    let mut cookie = String::new();
    let save = |name: &str, html: String| {
        std::fs::write(
            dir.join(format!("{name}.html")),
            html.replace("<link rel=\"stylesheet\" href=\"/support/style.css\">", &format!("<style>{css}</style>")),
        )
        .unwrap()
    };
    let r = client.get(format!("{url}/support/sign-in")).send().await.unwrap();
    let fc = r.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let t = r.text().await.unwrap();
    let tok = t.split("form_token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    save("signin", t);
    let r = client
        .post(format!("{url}/support/sign-in"))
        .header("cookie", &fc)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("form_token={tok}&username=sam&password=wrong"))
        .send()
        .await
        .unwrap();
    save("signin-wrong", r.text().await.unwrap());
    let r = client
        .post(format!("{url}/support/sign-in"))
        .header("cookie", &fc)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("form_token={tok}&username=sam&password=demo-daybook"))
        .send()
        .await
        .unwrap();
    cookie = r.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    for (n, p) in [
        ("queue", "queue"),
        ("empty", "queue?reason=not_permitted"),
        ("t1", "tickets/T-000001"),
        ("t2", "tickets/T-000002"),
        ("t3", "tickets/T-000003"),
        ("t4", "tickets/T-000004"),
    ] {
        let t = client.get(format!("{url}/support/{p}")).header("cookie", &cookie).send().await.unwrap().text().await.unwrap();
        save(n, t);
    }
    let t = client.get(format!("{url}/support/tickets/T-000001")).header("cookie", &cookie).send().await.unwrap().text().await.unwrap();
    let tok = t.split("form_token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    client
        .post(format!("{url}/support/tickets/T-000001"))
        .header("cookie", &cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("form_token={tok}&choice=device&note=I+rang+the+father.+Please+see+her+again+next+week."))
        .send()
        .await
        .unwrap();
    save(
        "t1-done",
        client.get(format!("{url}/support/tickets/T-000001")).header("cookie", &cookie).send().await.unwrap().text().await.unwrap(),
    );
}
