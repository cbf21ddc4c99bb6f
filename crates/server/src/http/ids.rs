//! Ids from the pool, in blocks.

use super::State;
use super::caller::Welcome;
use super::refused::Refused;
use super::reply::{Reply, Said};
use crate::idpool::{self, NoIds};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::ids::{IdsReply, IdsRequest};

/// A block of ids for this person on this device. The same request gives the same block.
#[utoipa::path(post, path = "/v1/ids", tag = "ids",
    request_body(content = IdsRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = IdsReply, content_type = "application/vnd.daybook.v1+json",
               description = "Fewer than asked for, or none, where a quota or the pool ends"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn ids(service: State, Welcome(caller): Welcome, Said(request): Said<IdsRequest>) -> Result<Reply<IdsReply>, Refused> {
    let world = service.0.world.clone();
    let name = request.request;
    let ids = service
        .write(move |tx| -> Result<_, Refused> {
            Ok(idpool::give(tx, &caller.org, (caller.user, caller.device), &request, world.as_ref())?)
        })
        .await?;
    Ok(Reply(IdsReply { request: name, ids }))
}

impl From<NoIds> for Refused {
    fn from(error: NoIds) -> Self {
        match error {
            NoIds::NotYours => Code::NotPermitted.into(),
            NoIds::Db(error) => error.into(),
        }
    }
}
