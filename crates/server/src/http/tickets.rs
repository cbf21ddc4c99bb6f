//! The tickets that a device's changes opened.

use super::State;
use super::caller::Welcome;
use super::refused::Refused;
use super::reply::Reply;
use daybook_wire::code::Refusal;
use daybook_wire::support::TicketsReply;

/// Most tickets in one reply.
const MOST: u32 = 1_000;

/// The tickets of this device, newest first.
#[utoipa::path(get, path = "/v1/tickets", tag = "push",
    responses((status = 200, body = TicketsReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn tickets(service: State, Welcome(caller): Welcome) -> Result<Reply<TicketsReply>, Refused> {
    let rows = service.read(move |tx| -> Result<_, Refused> { Ok(tx.tickets_of_device(&caller.org, caller.device, MOST)?) }).await?;
    Ok(Reply(TicketsReply { tickets: rows.into_iter().map(|row| row.ticket).collect() }))
}
