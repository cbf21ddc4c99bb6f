//! Handing in files: resumable, checked before they are looked into, each device its own.

use crate::ground::{Ground, Laptop, child, good, refused};
use daybook_wire::batch::{BatchFile, pack, sha256};
use daybook_wire::code::Code;
use daybook_wire::push::{FileReply, OFFSET_HEADER, PushReply, UploadStatus};

async fn head(laptop: &Laptop, sha256: &str) -> (u16, Option<u64>) {
    let request = laptop.client.head(format!("{}/v1/files/{sha256}", laptop.url)).bearer_auth(&laptop.access);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.headers().get(OFFSET_HEADER).map(|value| value.to_str().unwrap().parse().unwrap()))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_on_from_where_it_was() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let file = pack([&nadia.note(child(0), "calm")]).unwrap();
    let (length, half) = (file.bytes.len() as u64, file.bytes.len() / 2);
    assert_eq!(head(&nadia, &file.sha256).await, (404, None));
    let part: FileReply = good(nadia.put(&file.sha256, 0, length, file.bytes[..half].to_vec())).await;
    assert_eq!((part.received, part.whole, part.file), (half as u64, false, None));
    assert_eq!(head(&nadia, &file.sha256).await, (200, Some(half as u64)));
    // From the wrong place: told where it stands.
    let wrong = refused(nadia.put(&file.sha256, 3, length, file.bytes[3..].to_vec())).await;
    assert_eq!((wrong.code, wrong.limit), (Code::WrongOffset, Some(half as u64)));
    let rest: FileReply = good(nadia.put(&file.sha256, half as u64, length, file.bytes[half..].to_vec())).await;
    assert!(rest.whole);
    let reply: PushReply = good(nadia.push_request(&file)).await;
    assert_eq!((reply.status, reply.receipts.len()), (UploadStatus::Done, 1));
    assert_eq!(head(&nadia, &file.sha256).await, (200, Some(length)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_checksum_applies_nothing_and_the_file_can_be_sent_again() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let file = pack([&nadia.note(child(0), "calm")]).unwrap();
    let mut damaged = file.clone();
    damaged.bytes[9] ^= 1;
    let length = damaged.bytes.len() as u64;
    assert_eq!(refused(nadia.put(&damaged.sha256, 0, length, damaged.bytes.clone())).await.code, Code::ChecksumMismatch);
    assert_eq!(refused(nadia.push_request(&damaged)).await.code, Code::NotFound, "what never was whole cannot be taken");
    assert_eq!(head(&nadia, &file.sha256).await.0, 404);
    nadia.hand_in(&file).await;
    let reply: PushReply = good(nadia.push_request(&file)).await;
    assert_eq!((reply.status, reply.repeated.len()), (UploadStatus::Done, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncated_file_a_bomb_and_a_file_of_too_many_changes_are_told_apart() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let file = pack([&nadia.note(child(0), "calm")]).unwrap();
    assert_eq!(nadia.push_bytes(file.bytes[..file.bytes.len() - 4].to_vec(), 1).await, Code::Truncated);
    assert_eq!(nadia.push_bytes(file.bytes.clone(), 2).await, Code::Truncated);
    let bomb = zstd::encode_all(std::io::Read::take(std::io::repeat(b'x'), 130 * 1024 * 1024), 1).unwrap();
    assert_eq!(nadia.push_bytes(bomb, 1).await, Code::Bomb);
    let many = zstd::encode_all("{}\n".repeat(10_001).as_bytes(), 1).unwrap();
    assert_eq!(nadia.push_bytes(many, 10_001).await, Code::TooLarge);
    // Nothing stays behind: the true file goes through.
    let reply = nadia.push(&[nadia.note(child(0), "calm")]).await;
    assert_eq!(reply.receipts.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_device_is_not_taken() {
    let ground = Ground::new().await;
    let (nadia, amina) = (ground.sign_in("nadia").await, ground.sign_in("amina").await);
    let file = pack([&nadia.note(child(0), "calm")]).unwrap();
    nadia.hand_in(&file).await;
    assert_eq!(refused(amina.push_request(&file)).await.code, Code::FileOfAnotherDevice);
    let never = BatchFile { sha256: sha256(b"never"), bytes: vec![], changes: 0 };
    assert_eq!(refused(amina.push_request(&never)).await.code, Code::NotFound);
    let reply: PushReply = good(nadia.push_request(&file)).await;
    let other = refused(amina.get(&format!("/v1/uploads/{}", reply.upload))).await;
    assert_eq!(other.code, Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_with_what_does() {
    let ground = Ground::new().await;
    let nadia = ground.sign_in("nadia").await;
    let name = sha256(b"x");
    let refusal = refused(nadia.put(&name, 0, 1 << 40, vec![1])).await;
    assert_eq!((refusal.code, refusal.limit), (Code::TooLarge, Some(daybook_wire::limit::FILE_BYTES)));
    assert_eq!(refused(nadia.put(&name, 0, 2, vec![1, 2, 3])).await.code, Code::Malformed);
    assert_eq!(refused(nadia.put("..%2F..%2Fetc", 0, 1, vec![1])).await.code, Code::Malformed);
    let huge = serde_json::json!({"changes": ["x".repeat(2 * 1024 * 1024)]});
    assert_eq!(refused(nadia.post("/v1/receipts", &huge)).await.code, Code::TooLarge);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_takes_longer_answers_where_to_ask() {
    let ground = Ground::with(|config| (config.push_wait_ms, config.changes_per_transaction) = (0, 1)).await;
    let nadia = ground.sign_in("nadia").await;
    let changes: Vec<_> = (0..200).map(|_| nadia.note(child(0), "calm")).collect();
    let file = pack(&changes).unwrap();
    nadia.hand_in(&file).await;
    let response = nadia.push_request(&file).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 202);
    let mut reply: PushReply = response.json().await.unwrap();
    assert_ne!(reply.status, UploadStatus::Done);
    while reply.status != UploadStatus::Done {
        // Never called done before it is: what was taken has its receipt, and nothing else has.
        assert_eq!(reply.taken as usize, reply.receipts.len());
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        reply = good(nadia.get(&format!("/v1/uploads/{}", reply.upload))).await;
    }
    assert_eq!((reply.taken, reply.receipts.len()), (200, 200));
}
