//! Ids from the pool: given once, used once, never to two devices; and people who come with papers of others.

use crate::campaign::{area, campaign};
use crate::ground::{Ground, Laptop, ORG, good, refused};
use daybook_record::kind::{Identifier, POOL, TEMPORARY};
use daybook_record::receipt::{SHORTEST_REGISTRATION, registration};
use daybook_record::{Change, Kind, Outcome, Reason, RecordId, Verb, World};
use daybook_server::audit::Actor;
use daybook_server::db::IdPool;
use daybook_server::idpool::{give, give_back};
use daybook_wire::code::Code;
use daybook_wire::ids::{IdsReply, IdsRequest};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The same world a day later.
struct Tomorrow<'a>(&'a dyn World);

impl World for Tomorrow<'_> {
    fn now_ms(&self) -> u64 {
        self.0.now_ms() + 24 * 3600 * 1000
    }
    fn monotonic_ms(&self) -> u64 {
        self.0.monotonic_ms()
    }
    fn offset_seconds(&self) -> i32 {
        self.0.offset_seconds()
    }
    fn random(&self, into: &mut [u8]) {
        self.0.random(into);
    }
}

/// The campaign, with a pool of so many ids.
async fn with_pool(last: u64, a_day: u32, in_all: u32) -> Ground {
    let ground = campaign().await;
    ground.tell(|_, tx| {
        let pool = IdPool { campaign: "nets".into(), format: "MV-####-*".into(), next: 1, last, a_day, in_all };
        tx.save_id_pool(ORG, &pool).unwrap();
    });
    ground
}

async fn ask(laptop: &Laptop, request: u128, count: u32) -> Vec<String> {
    let request = IdsRequest { request: Uuid::from_u128(request), count };
    good::<IdsReply>(laptop.post("/v1/ids", &request)).await.ids
}

fn person(laptop: &Laptop, identifiers: &[(&str, &str)]) -> Change {
    let identifiers: Vec<Identifier> =
        identifiers.iter().map(|(scheme, value)| Identifier { scheme: (*scheme).into(), value: (*value).into() }).collect();
    let facts = json!({"area": "mill", "given_name": "Maria", "identifiers": identifiers, "at": laptop.world.now()});
    laptop.change(Kind::Individual, laptop.world.mint().into(), Verb::Create, None, facts)
}

fn known_by(ground: &Ground, record: RecordId) -> Vec<Identifier> {
    let facts = ground.facts(Kind::Individual, record).unwrap();
    serde_json::from_value(facts.0["identifiers"].clone()).unwrap()
}

async fn outcome(laptop: &Laptop, change: &Change) -> Outcome {
    laptop.push(std::slice::from_ref(change)).await.receipts.remove(0).outcome
}

fn is_with_support(outcome: &Outcome, why: Reason) -> bool {
    matches!(outcome, Outcome::WithSupport { reason, .. } if *reason == why)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_gives_the_same_block_and_another_person_none_of_it() {
    let ground = with_pool(1_000, 100, 10_000).await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let block = ask(&nadia, 1, 10).await;
    assert_eq!((block.len(), block[0].as_str()), (10, "MV-0001-B"));
    assert_eq!(ask(&nadia, 1, 10).await, block);
    let theirs = IdsRequest { request: Uuid::from_u128(1), count: 10 };
    assert_eq!(refused(amina.post("/v1/ids", &theirs)).await.code, Code::NotPermitted);
    assert!(ask(&amina, 2, 10).await.iter().all(|id| !block.contains(id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_of_a_day_and_in_all_and_the_end_of_the_pool_give_fewer_and_then_none() {
    let ground = with_pool(1_000, 30, 45).await;
    let nadia = ground.sign_in("nadia").await;
    assert_eq!((ask(&nadia, 1, 20).await.len(), ask(&nadia, 2, 20).await.len(), ask(&nadia, 3, 20).await.len()), (20, 10, 0));
    let tomorrow = |request| {
        let request = IdsRequest { request: Uuid::from_u128(request), count: 20 };
        ground.tell(|_, tx| give(tx, ORG, (nadia.user, nadia.device), &request, &Tomorrow(ground.world.as_ref())).unwrap().len())
    };
    assert_eq!((tomorrow(3), tomorrow(4)), (15, 0), "45 in all");
    let small = with_pool(5, 100, 10_000).await;
    let nadia = small.sign_in("nadia").await;
    assert_eq!((ask(&nadia, 1, 20).await.len(), ask(&nadia, 2, 20).await.len()), (5, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_thousand_requests_a_hundred_at_once_get_blocks_that_share_nothing() {
    let ground = with_pool(9_999, 100_000, 100_000).await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let (nadia, amina) = (std::sync::Arc::new(nadia), std::sync::Arc::new(amina));
    let at_once = std::sync::Arc::new(tokio::sync::Semaphore::new(100));
    let asking: Vec<_> = (0..2_000_u128)
        .map(|number| {
            let (laptop, at_once) = (if number % 2 == 0 { nadia.clone() } else { amina.clone() }, at_once.clone());
            tokio::spawn(async move {
                let _turn = at_once.acquire().await.unwrap();
                ask(&laptop, 1_000 + number, 3).await
            })
        })
        .collect();
    let mut all = BTreeSet::new();
    let mut given = 0;
    for block in asking {
        let block = block.await.unwrap();
        given += block.len();
        all.extend(block);
    }
    assert_eq!((given, all.len()), (6_000, 6_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_is_used_by_whom_it_was_given_to_and_by_nobody_twice() {
    let ground = with_pool(1_000, 100, 10_000).await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let block = ask(&nadia, 1, 2).await;
    let maria = person(&nadia, &[(POOL, &block[0])]);
    assert_eq!(outcome(&nadia, &maria).await, Outcome::Stored);
    assert!(is_with_support(&outcome(&nadia, &person(&nadia, &[(POOL, &block[0])])).await, Reason::IdNotYours), "used before");
    assert!(is_with_support(&outcome(&amina, &person(&amina, &[(POOL, &block[1])])).await, Reason::IdNotYours), "given to another");
    assert!(is_with_support(&outcome(&nadia, &person(&nadia, &[(POOL, "MV-9999-A")])).await, Reason::IdNotYours), "never given");
    let corrected = amina.change(Kind::Individual, maria.record, Verb::Edit, None, json!({"family_name": "Ndiaye"}));
    assert_eq!(outcome(&amina, &corrected).await, Outcome::Merged, "anybody may correct whoever has one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_temporary_id_is_replaced_once_and_stays_so_whatever_an_old_copy_says() {
    let ground = with_pool(1_000, 100, 10_000).await;
    let nadia = ground.sign_in("nadia").await;
    let mut maria = person(&nadia, &[]);
    let temporary = registration('T', maria.record, SHORTEST_REGISTRATION);
    let still = json!([{"scheme": TEMPORARY, "value": temporary}]);
    maria.facts.0.insert("identifiers".into(), still.clone());
    assert_eq!(outcome(&nadia, &maria).await, Outcome::Stored);
    let hers = vec![Identifier { scheme: POOL.into(), value: "MV-0001-B".into() }];
    assert_eq!(known_by(&ground, maria.record), hers);
    let pulled = nadia.pull(&area(), None, 10).await.records.remove(0);
    assert_eq!(pulled.facts.0["identifiers"], json!(hers));
    let paper = json!([{"scheme": "passport", "value": "X1"}, still[0]]);
    let edited = nadia.change(Kind::Individual, maria.record, Verb::Edit, Some(1), json!({"identifiers": paper}));
    nadia.push(&[edited]).await;
    let known = known_by(&ground, maria.record);
    assert!(known.contains(&hers[0]) && !known.iter().any(|identifier| identifier.scheme == TEMPORARY), "{known:?}");
    assert!(!ask(&nadia, 1, 5).await.contains(&hers[0].value));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lost_device_had_left_frees_the_quota_and_is_given_to_nobody_else() {
    let ground = with_pool(1_000, 10, 10_000).await;
    let nadia = ground.sign_in("nadia").await;
    let block = ask(&nadia, 1, 10).await;
    outcome(&nadia, &person(&nadia, &[(POOL, &block[0])])).await;
    let returned = ground.tell(|_, tx| give_back(tx, ORG, nadia.device, Actor::Cli, ground.world.as_ref()).unwrap());
    assert_eq!(returned, 9);
    let again = ground.sign_in("nadia").await;
    let fresh = ask(&again, 2, 10).await;
    assert_eq!(fresh.len(), 9, "one is used, and counts");
    assert!(fresh.iter().all(|id| !block.contains(id)));
    // It was not lost after all: what was registered on it stands.
    assert_eq!(outcome(&nadia, &person(&nadia, &[(POOL, &block[1])])).await, Outcome::Stored);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_document_on_two_people_goes_to_support_unless_they_are_known_to_be_one() {
    let ground = campaign().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let first = person(&nadia, &[("Passport", "AB 12-77")]);
    assert_eq!(outcome(&nadia, &first).await, Outcome::Stored);
    let second = person(&amina, &[("passport", "ab1277")]);
    assert!(is_with_support(&outcome(&amina, &second).await, Reason::PossibleDuplicate));
    let mut marked = person(&amina, &[("passport", "AB1277")]);
    marked.facts.0.insert("duplicate_of".into(), json!(first.record));
    assert_eq!(outcome(&amina, &marked).await, Outcome::Stored, "whoever is known to be the same may have the same papers");
}
