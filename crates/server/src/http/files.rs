//! Handing in files, batches and rescue files alike: resumable, named by their checksum, each device its own.

use super::State;
use super::caller::Caller;
use super::refused::Refused;
use super::reply::Reply;
use crate::db::Upload;
use crate::storage::{FileName, HandInError};
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::limit;
use daybook_wire::push::{FileReply, LENGTH_HEADER, OFFSET_HEADER};

/// How much of a file the service has: the header `upload-offset`.
#[utoipa::path(head, path = "/v1/files/{sha256}", tag = "push", params(("sha256" = String, Path)),
    responses((status = 200, description = "The header upload-offset says how many bytes are there"),
              (status = 404, description = "None are")))]
pub(super) async fn whole_or_not(service: State, caller: Caller, Path(sha256): Path<String>) -> Result<Response, Refused> {
    let name = FileName::new(&caller.org, caller.device, &sha256).ok_or(Code::Malformed)?;
    let received = service.storage.received(&name).await?.ok_or(Code::NotFound)?;
    let mut response = StatusCode::OK.into_response();
    response.headers_mut().insert(OFFSET_HEADER, HeaderValue::from(received));
    Ok(response)
}

/// Hands in bytes of a file, from where the upload stands.
#[utoipa::path(put, path = "/v1/files/{sha256}", tag = "push",
    params(("sha256" = String, Path), ("upload-offset" = u64, Header), ("upload-length" = u64, Header)),
    request_body(content = Vec<u8>, content_type = "application/vnd.daybook.batch.v1+zstd"),
    responses((status = 200, body = FileReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn hand_in(
    service: State,
    caller: Caller,
    Path(sha256): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Reply<FileReply>, Refused> {
    let name = FileName::new(&caller.org, caller.device, &sha256).ok_or(Code::Malformed)?;
    let number = |header: &str| headers.get(header).and_then(|value| value.to_str().ok()).and_then(|text| text.parse::<u64>().ok());
    let (offset, length) = (number(OFFSET_HEADER).ok_or(Code::Malformed)?, number(LENGTH_HEADER).ok_or(Code::Malformed)?);
    if length > limit::FILE_BYTES {
        return Err(Refused::with_limit(Code::TooLarge, limit::FILE_BYTES));
    }
    let received = service.storage.hand_in(&name, offset, length, body.into_data_stream()).await?;
    let whole = received == length;
    if whole {
        let upload = Upload::whole(&caller.org, caller.device, caller.user, &sha256, received, service.world.as_ref());
        service.write::<_, Refused>(move |tx| Ok(tx.note_whole(&upload)?)).await?;
    }
    Ok(Reply(FileReply { received, whole, file: whole.then(|| file_path(&sha256)) }))
}

/// Where a file stands, as the wire says it.
pub(super) fn file_path(sha256: &str) -> String {
    format!("/v1/files/{sha256}")
}

impl From<HandInError> for Refused {
    fn from(error: HandInError) -> Self {
        match error {
            HandInError::WrongOffset { stands_at } => Refused::with_limit(Code::WrongOffset, stands_at),
            HandInError::WrongChecksum => Code::ChecksumMismatch.into(),
            HandInError::TooMuch => Code::Malformed.into(),
            HandInError::LinkLost => Code::Malformed.into(),
            HandInError::Busy => Refused::wait(Code::Unavailable, 2),
            HandInError::Io(error) => error.into(),
        }
    }
}
