//! How long it takes, for the closing note of a build: run with `--ignored --nocapture`. Nothing here is a promise.

use crate::ground::{Ground, child, child_at, good, school};
use daybook_record::{Kind, RecordId};
use daybook_server::db::Origin;
use daybook_wire::batch::pack;
use daybook_wire::pull::PullReply;
use daybook_wire::push::PushReply;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "prints figures"]
async fn pushing_five_hundred_changes_and_fetching_four_thousand_children() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let changes: Vec<_> = (0..500).map(|_| nadia.note(child(0), "Calm, and asked about the needle")).collect();
    let file = pack(&changes).unwrap();
    let started = Instant::now();
    nadia.hand_in(&file).await;
    let reply: PushReply = good(nadia.push_request(&file)).await;
    println!("push of {} changes: {:?}, {} bytes sent", reply.taken, started.elapsed(), file.bytes.len());

    let started = Instant::now();
    ground.tell(|ingest, _| {
        for number in 0..4_000_u32 {
            ingest.put(Kind::Child, RecordId::named("many", &[&number.to_string()]), &child_at("100001", number), Origin::Import).unwrap();
        }
    });
    println!("import of 4,000 children in one transaction: {:?}", started.elapsed());
    // A client that leaves the packing alone, so that the bytes can be counted.
    let nadia = crate::ground::Laptop { client: reqwest::Client::builder().no_zstd().build().unwrap(), ..nadia };
    let (started, mut cursor, mut packed, mut records, mut pages) = (Instant::now(), None::<String>, 0, 0, 0);
    loop {
        let request = nadia.pull_request(&school("100001"), cursor.as_deref(), 2_000).header("accept-encoding", "zstd");
        let body = request.send().await.unwrap().bytes().await.unwrap();
        packed += body.len();
        let page: PullReply = serde_json::from_slice(&zstd::decode_all(&body[..]).unwrap()).unwrap();
        (records, pages) = (records + page.records.len(), pages + 1);
        cursor = Some(page.cursor);
        if !page.has_more {
            break;
        }
    }
    println!("fetch of {records} records in {pages} pages: {:?}, {packed} bytes received", started.elapsed());
}
