//! What a team asks of a device, and what is believed of what comes back; the key that a device signs with.

use crate::ground::{Ground, Laptop, card, good, refused};
use daybook_record::World as _;
use daybook_seal::{DeviceKey, RecoveryKey};
use daybook_server::db::OrderState;
use daybook_server::orders;
use daybook_wire::code::Code;
use daybook_wire::order::{Order, OrderDone, OrderKind, OrdersReply, WipeStatement};
use daybook_wire::session::{DeviceCard, HelloReply, HelloRequest};
use serde_json::Value;

async fn greet(laptop: &Laptop, key: Option<&DeviceKey>) -> HelloReply {
    let device = DeviceCard { key: key.map(DeviceKey::public), ..card(Some(laptop.device)) };
    let hello = HelloRequest { device, unsent: 0, time: laptop.world.now(), free_bytes: Some(7_000_000) };
    good(laptop.post("/v1/hello", &hello)).await
}

fn order(ground: &Ground, laptop: &Laptop, what: OrderKind) -> String {
    let world = ground.world.clone();
    ground.tell(|_, tx| orders::ask(tx, crate::ground::ORG, laptop.device, what, laptop.user, world.as_ref()).unwrap().id)
}

fn block(ground: &Ground, laptop: &Laptop) {
    ground.tell(|_, tx| {
        let device = tx.device(crate::ground::ORG, laptop.device).unwrap().unwrap();
        tx.save_device(crate::ground::ORG, &daybook_server::db::Device { blocked: true, ..device }).unwrap();
    });
}

fn state(ground: &Ground, id: &str) -> OrderState {
    ground.tell(|_, tx| tx.order(crate::ground::ORG, id).unwrap().unwrap().state)
}

fn wiped(laptop: &Laptop, order: &str, key: &DeviceKey) -> OrderDone {
    let statement = WipeStatement {
        form: orders::WIPE_FORM.to_owned(),
        order: order.to_owned(),
        device: laptop.device,
        person: laptop.user,
        at: laptop.world.now(),
        changes: 31,
        receipted: 31,
        rescue: None,
        files: vec![("daybook.db".to_owned(), 4096)],
    };
    let statement = serde_json::to_string(&statement).unwrap();
    OrderDone { id: order.to_owned(), signature: Some(key.sign(statement.as_bytes())), statement: Some(statement) }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_greeting_names_the_recovery_key_and_it_stays_the_same() {
    let mut ground = Ground::new().await;
    let first = ground.sign_in("nadia").await.hello().await.recovery.unwrap();
    RecoveryKey::parse(&first).unwrap();
    ground.stop().await;
    ground.start(|_| {}).await;
    let laptop = ground.sign_in("amina").await;
    assert_eq!(laptop.hello().await.recovery.unwrap(), first);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_key_a_device_tells_is_kept_and_a_later_one_is_not_taken() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let (first, second) = (DeviceKey::from_secret(&[1; 32]), DeviceKey::from_secret(&[2; 32]));
    let kept = || ground.tell(|_, tx| tx.device(crate::ground::ORG, nadia.device).unwrap().unwrap());
    greet(&nadia, Some(&first)).await;
    assert_eq!((kept().key, kept().free_bytes), (Some(first.public()), Some(7_000_000)));
    greet(&nadia, Some(&second)).await;
    greet(&nadia, None).await;
    assert_eq!(kept().key, Some(first.public()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_comes_with_every_greeting_until_it_is_done() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let lock = order(&ground, &nadia, OrderKind::Lock);
    assert_eq!(order(&ground, &nadia, OrderKind::Lock), lock, "what waits already is not asked twice");
    for _ in 0..2 {
        let told = nadia.hello().await.orders;
        assert_eq!(told.iter().map(|order| (order.id.as_str(), order.what)).collect::<Vec<_>>(), [(lock.as_str(), OrderKind::Lock)]);
    }
    assert!(amina.hello().await.orders.is_empty(), "it is the other laptop's");
    let done = OrderDone { id: lock.clone(), statement: None, signature: None };
    let _: Value = good(amina.post("/v1/orders/done", &done)).await;
    assert_eq!(state(&ground, &lock), OrderState::Waiting, "another device cannot say that this one is locked");
    let _: Value = good(nadia.post("/v1/orders/done", &done)).await;
    assert_eq!(state(&ground, &lock), OrderState::Done);
    assert!(nadia.hello().await.orders.is_empty());
    let unknown = OrderDone { id: "nothing".into(), statement: None, signature: None };
    assert_eq!(refused(nadia.post("/v1/orders/done", &unknown)).await.code, Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wipe_is_believed_only_when_the_device_itself_has_signed_it() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (key, other) = (DeviceKey::from_secret(&[1; 32]), DeviceKey::from_secret(&[2; 32]));
    greet(&nadia, Some(&key)).await;
    greet(&amina, Some(&other)).await;
    let wipe = order(&ground, &nadia, OrderKind::Wipe);

    let honest = wiped(&nadia, &wipe, &key);
    let forged = wiped(&nadia, &wipe, &other);
    let of_another = wiped(&amina, &wipe, &key);
    let changed = OrderDone { statement: honest.statement.as_ref().map(|text| text.replace(":31", ":32")), ..honest.clone() };
    let bare = OrderDone { id: wipe.clone(), statement: None, signature: None };
    for doubtful in [&forged, &of_another, &changed, &bare] {
        let _: Value = good(nadia.post("/v1/orders/done", doubtful)).await;
        assert_eq!(state(&ground, &wipe), OrderState::Waiting);
    }
    // After the wipe nobody is signed in there any more: the next person on the laptop carries the statement.
    let _: Value = good(amina.post("/v1/orders/done", &honest)).await;
    let _: Value = good(amina.post("/v1/orders/done", &honest)).await;
    assert_eq!(state(&ground, &wipe), OrderState::Done);
    let reports = ground.tell(|_, tx| tx.reports_of(crate::ground::ORG, &wipe).unwrap());
    assert_eq!(reports.iter().map(|report| report.proven).collect::<Vec<_>>(), [false, false, false, false, true]);
    assert_eq!(reports[4].statement, honest.statement, "kept word for word");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_device_is_not_greeted_and_hears_all_the_same_what_is_asked_of_it_alone() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let wipe = order(&ground, &nadia, OrderKind::Wipe);
    let asked = async |laptop: &Laptop| good::<OrdersReply>(laptop.get("/v1/orders")).await.orders;
    assert_eq!(asked(&nadia).await, nadia.hello().await.orders, "whoever is greeted hears the same");
    block(&ground, &nadia);
    let hello = HelloRequest { device: card(Some(nadia.device)), unsent: 0, time: nadia.world.now(), free_bytes: None };
    assert_eq!(refused(nadia.post("/v1/hello", &hello)).await.code, Code::DeviceBlocked);
    assert_eq!(asked(&nadia).await, [Order { id: wipe.clone(), what: OrderKind::Wipe }]);
    assert_eq!(asked(&amina).await, [], "it is the other laptop's");
    let world = ground.world.clone();
    ground.tell(|_, tx| orders::withdraw(tx, crate::ground::ORG, &wipe, world.as_ref()).unwrap());
    assert_eq!(asked(&nadia).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_device_reports_what_it_did_and_a_withdrawn_order_is_not_told() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let lock = order(&ground, &nadia, OrderKind::Lock);
    block(&ground, &nadia);
    let done = OrderDone { id: lock.clone(), statement: None, signature: None };
    let _: Value = good(nadia.post("/v1/orders/done", &done)).await;
    assert_eq!(state(&ground, &lock), OrderState::Done);

    let amina = ground.sign_in("amina").await;
    let wipe = order(&ground, &amina, OrderKind::Wipe);
    let world = ground.world.clone();
    ground.tell(|_, tx| orders::withdraw(tx, crate::ground::ORG, &wipe, world.as_ref()).unwrap());
    assert!(amina.hello().await.orders.is_empty());
}
