//! What a team asks of a device, for one that is not greeted; and what a device reports of it.

use super::State;
use super::caller::Caller;
use super::refused::Refused;
use super::reply::{Reply, Said};
use super::sign_in::Done;
use crate::orders::{self, NoOrder, STATEMENT_BYTES};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::order::{OrderDone, OrdersReply};

/// What the team asks of this device. The greeting says the same, but greets no blocked device.
#[utoipa::path(get, path = "/v1/orders", tag = "session",
    responses((status = 200, body = OrdersReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn waiting(service: State, caller: Caller) -> Result<Reply<OrdersReply>, Refused> {
    let orders = service.read(move |tx| -> Result<_, Refused> { Ok(orders::waiting(tx, &caller.org, caller.device)?) }).await?;
    Ok(Reply(OrdersReply { orders }))
}

/// Reports that an order was followed. A blocked device may, and so may another device for one that is wiped.
#[utoipa::path(post, path = "/v1/orders/done", tag = "session",
    request_body(content = OrderDone, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = Done, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn done(service: State, caller: Caller, Said(request): Said<OrderDone>) -> Result<Reply<Done>, Refused> {
    let long = |text: &Option<String>, most| text.as_ref().is_some_and(|text| text.len() > most);
    if long(&request.statement, STATEMENT_BYTES) || long(&request.signature, 1024) {
        return Err(Refused::with_limit(Code::TooLarge, STATEMENT_BYTES as u64));
    }
    let service_ = service.0.clone();
    service
        .write(move |tx| -> Result<(), Refused> {
            orders::report(tx, &caller.org, (caller.user, caller.device), &request, service_.world.as_ref())?;
            Ok(())
        })
        .await?;
    Ok(Reply(Done {}))
}

impl From<NoOrder> for Refused {
    fn from(error: NoOrder) -> Self {
        match error {
            NoOrder::NoSuchDevice | NoOrder::NoSuchOrder | NoOrder::Over => Code::NotFound.into(),
            NoOrder::Db(error) => error.into(),
        }
    }
}
