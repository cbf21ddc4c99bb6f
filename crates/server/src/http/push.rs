//! Sending: a file that was handed in is taken, and each change gets its receipt.

use super::State;
use super::caller::Caller;
use super::files::file_path;
use super::refused::Refused;
use super::reply::{MEDIA, Reply, Said};
use crate::db::{DbError, Stage, Tx, Upload};
use crate::uploads::{self, Announced, NotTaken};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::limit;
use daybook_wire::push::{PushReply, PushRequest, ReceiptsReply, ReceiptsRequest, UploadStatus};
use std::time::Duration;

/// Take what is in this file.
#[utoipa::path(post, path = "/v1/push", tag = "push",
    request_body(content = PushRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = PushReply, content_type = "application/vnd.daybook.v1+json", description = "Every change was taken"),
              (status = 202, body = PushReply, content_type = "application/vnd.daybook.v1+json", description = "Ask again under /v1/uploads/{upload}"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn push(service: State, caller: Caller, Said(request): Said<PushRequest>) -> Result<Answered, Refused> {
    if request.file != file_path(&request.sha256) {
        return Err(Code::Malformed.into());
    }
    let upload = find(&service, &caller, &request).await?;
    if upload.bytes > limit::BATCH_FILE_BYTES {
        return Err(Refused::with_limit(Code::TooLarge, limit::BATCH_FILE_BYTES));
    }
    let upload = match upload.stage {
        Stage::Whole => {
            let announced = Announced { bytes: request.bytes, changes: request.changes };
            uploads::receive(&service.0, upload, announced).await?
        }
        _ => upload,
    };
    if upload.stage != Stage::Done {
        let mut ending = uploads::begin(&service.0, &upload);
        // Nothing is ever sent through it: it ends when the work does.
        let _ = tokio::time::timeout(Duration::from_millis(service.config.push_wait_ms), ending.changed()).await;
    }
    how_far(&service, &caller, upload.id).await
}

/// The file that is meant; before anything else, whether the device speaks to the service that it was greeted by.
async fn find(service: &State, caller: &Caller, request: &PushRequest) -> Result<Upload, Refused> {
    let (caller, sha256, epoch) = (caller.clone(), request.sha256.clone(), request.epoch.clone());
    let found = service.read(move |tx| -> Result<_, Refused> {
        let here = tx.organisation(&caller.org)?.ok_or(Code::Internal)?.epoch;
        if epoch.is_some_and(|epoch| epoch != here) {
            return Err(Code::EpochChanged.into());
        }
        let own = tx.upload_of(&caller.org, caller.device, &sha256)?;
        Ok((own, tx.handed_in_elsewhere(&caller.org, caller.device, &sha256)?))
    });
    match found.await? {
        (Some(upload), _) => Ok(upload),
        (None, true) => Err(Code::FileOfAnotherDevice.into()),
        (None, false) => Err(Code::NotFound.into()),
    }
}

/// How far is it?
#[utoipa::path(get, path = "/v1/uploads/{upload}", tag = "push", params(("upload" = String, Path)),
    responses((status = 200, body = PushReply, content_type = "application/vnd.daybook.v1+json", description = "Every change was taken"),
              (status = 202, body = PushReply, content_type = "application/vnd.daybook.v1+json", description = "Ask again"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn upload(service: State, caller: Caller, Path(id): Path<String>) -> Result<Answered, Refused> {
    how_far(&service, &caller, id).await
}

async fn how_far(service: &State, caller: &Caller, id: String) -> Result<Answered, Refused> {
    let caller = caller.clone();
    service
        .read(move |tx| {
            let upload = tx.upload(&caller.org, &id)?.filter(|upload| upload.device == caller.device).ok_or(Code::NotFound)?;
            Ok(Answered(reply(tx, &upload)?))
        })
        .await
}

fn reply(tx: &dyn Tx, upload: &Upload) -> Result<PushReply, DbError> {
    let (org, id) = (upload.organisation.as_str(), upload.id.as_str());
    let taken = tx.taken(org, id)?;
    Ok(PushReply {
        upload: id.to_owned(),
        status: match upload.stage {
            Stage::Whole | Stage::Received => UploadStatus::Received,
            Stage::Applying => UploadStatus::Applying,
            Stage::Done => UploadStatus::Done,
        },
        changes: upload.lines,
        taken: upload.taken,
        repeated: taken.iter().filter(|one| one.repeated).map(|one| one.receipt.change).collect(),
        receipts: taken.into_iter().map(|one| one.receipt).collect(),
        unreadable: tx.unreadable(org, id)?,
    })
}

/// 200 where every change was taken, 202 where it goes on.
pub(super) struct Answered(PushReply);

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        let status = if self.0.status == UploadStatus::Done { StatusCode::OK } else { StatusCode::ACCEPTED };
        match serde_json::to_vec(&self.0) {
            Ok(body) => (status, [(header::CONTENT_TYPE, MEDIA)], body).into_response(),
            Err(_) => Refused::from(Code::Internal).into_response(),
        }
    }
}

/// Most receipts in one reply.
const MOST_RECEIPTS: usize = 1_000;

/// What do you hold of these?
#[utoipa::path(post, path = "/v1/receipts", tag = "push",
    request_body(content = ReceiptsRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = ReceiptsReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn receipts(
    service: State,
    caller: Caller,
    Said(request): Said<ReceiptsRequest>,
) -> Result<Reply<ReceiptsReply>, Refused> {
    if request.changes.len() > MOST_RECEIPTS {
        return Err(Refused::with_limit(Code::TooLarge, MOST_RECEIPTS as u64));
    }
    let find = move |tx: &dyn Tx| -> Result<ReceiptsReply, Refused> {
        let mut receipts = Vec::new();
        for change in request.changes {
            let found = tx.logged(&caller.org, change)?;
            receipts.extend(found.filter(|logged| logged.change.device == caller.device).map(|logged| logged.receipt));
        }
        Ok(ReceiptsReply { receipts })
    };
    Ok(Reply(service.read(find).await?))
}

impl From<NotTaken> for Refused {
    fn from(error: NotTaken) -> Self {
        match error {
            NotTaken::Missing => Code::NotFound.into(),
            NotTaken::Truncated => Code::Truncated.into(),
            NotTaken::WrongChecksum => Code::ChecksumMismatch.into(),
            NotTaken::Malformed => Code::Malformed.into(),
            NotTaken::Bomb => Code::Bomb.into(),
            NotTaken::TooMany { limit } => Refused::with_limit(Code::TooLarge, limit),
            NotTaken::Db(error) => error.into(),
            NotTaken::Io(error) => error.into(),
        }
    }
}
