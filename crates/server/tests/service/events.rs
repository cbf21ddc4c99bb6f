//! What was used, at the service: added up by day, once, of nobody in particular, and only where the organisation wants it.

use crate::ground::{Ground, ORG, good};
use daybook_record::World as _;
use daybook_record::used::Used;
use daybook_server::db;
use daybook_wire::events::{EventLine, EventsReply, EventsRequest};
use uuid::Uuid;

fn request(ground: &Ground, what: &[(&str, u32)]) -> EventsRequest {
    let day = ground.world.today();
    let events = what.iter().map(|(what, ms)| EventLine { what: (*what).into(), ms: *ms, day }).collect();
    EventsRequest { request: Uuid::from_u128(1), dropped: 3, events }
}

fn sums(ground: &Ground) -> Vec<(Used, u64, u64)> {
    let today = ground.world.today();
    let sums = db::read(ground.service().db.as_ref(), |tx| tx.event_sums(ORG, today)).unwrap();
    sums.into_iter().map(|sum| (sum.what, sum.times, sum.ms_in_all)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_used_is_counted_once_and_an_unknown_code_by_nobody() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let asked = request(&ground, &[("open_map", 100), ("open_map", 300), ("sync", 9), ("Amina Begum", 1)]);
    for counted in [3, 0] {
        assert_eq!(good::<EventsReply>(nadia.post("/v1/events", &asked)).await, EventsReply { counted });
    }
    assert_eq!(sums(&ground), [(Used::OpenMap, 2, 400), (Used::Sync, 1, 9)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_organisation_does_not_want_it_nothing_is_kept() {
    let ground = Ground::with(|config| config.levers.usage_counted = false).await;
    let nadia = ground.sign_in("nadia").await;
    assert!(!nadia.hello().await.levers.usage_counted);
    let asked = request(&ground, &[("open_map", 100)]);
    assert_eq!(good::<EventsReply>(nadia.post("/v1/events", &asked)).await.counted, 0);
    assert_eq!(sums(&ground), []);
}
