//! Handing in a rescue file, or somebody else's sealed copy, over the wire.

use super::State;
use super::caller::Caller;
use super::files::file_path;
use super::refused::Refused;
use super::reply::{Reply, Said};
use crate::audit::Actor;
use crate::rescue::{self, HandedIn, NotRescued};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::limit;
use daybook_wire::rescue::{RescueReply, RescueRequest};

/// Take what is in this rescue file. A blocked device may hand one in too.
#[utoipa::path(post, path = "/v1/rescue", tag = "push",
    request_body(content = RescueRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = RescueReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn rescue(service: State, caller: Caller, Said(request): Said<RescueRequest>) -> Result<Reply<RescueReply>, Refused> {
    if request.file != file_path(&request.sha256) {
        return Err(Code::Malformed.into());
    }
    let handed = HandedIn {
        org: caller.org,
        by: caller.user,
        actor: Actor::Person(caller.user),
        stored_under: caller.device,
        sha256: request.sha256,
        bytes: request.bytes,
    };
    Ok(Reply(rescue::take_in(&service.0, handed).await?))
}

impl From<NotRescued> for Refused {
    fn from(error: NotRescued) -> Self {
        match error {
            NotRescued::Missing => Code::NotFound.into(),
            NotRescued::NotWhole => Code::ChecksumMismatch.into(),
            NotRescued::NotForUs | NotRescued::Damaged(_) => Code::NotSealedForUs.into(),
            NotRescued::TooMuch => Refused::with_limit(Code::TooLarge, limit::FILE_BYTES),
            NotRescued::Recovery(error) => error.into(),
            NotRescued::Db(error) => error.into(),
            NotRescued::Io(error) => error.into(),
        }
    }
}
