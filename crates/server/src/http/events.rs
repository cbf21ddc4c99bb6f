//! What was used, added up by day. Neither who sent it nor from which device is kept with it.

use super::State;
use super::caller::Welcome;
use super::refused::Refused;
use super::reply::{Reply, Said};
use chrono::Days;
use daybook_record::used::Event;
use daybook_wire::code::{Code, Refusal};
use daybook_wire::events::{EventsReply, EventsRequest, MOST_EVENTS};

/// Counts what was used. The same request again counts nothing.
#[utoipa::path(post, path = "/v1/events", tag = "events",
    request_body(content = EventsRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = EventsReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn events(
    service: State,
    Welcome(caller): Welcome,
    Said(request): Said<EventsRequest>,
) -> Result<Reply<EventsReply>, Refused> {
    if request.events.len() > MOST_EVENTS {
        return Err(Refused::with_limit(Code::TooLarge, MOST_EVENTS as u64));
    }
    let today = service.world.today();
    let counts = service.config.levers.usage_counted;
    let counted = service
        .write(move |tx| -> Result<u32, Refused> {
            // Where the organisation does not want it, nothing is kept, whatever an older device sends.
            if !counts || !tx.take_events(&caller.org, &request.request.to_string(), today, request.dropped)? {
                return Ok(0);
            }
            if let Some(before) = today.checked_sub_days(Days::new(31)) {
                tx.forget_event_requests(&caller.org, before)?;
            }
            let mut counted = 0;
            for line in &request.events {
                // A newer device may count what this service does not know; a wrong clock makes no day of its own.
                let Ok(what) = line.what.parse() else { continue };
                let is_near = line.day.signed_duration_since(today).num_days().abs() <= 31;
                tx.count_event(&caller.org, Event { what, ms: line.ms, day: if is_near { line.day } else { today } })?;
                counted += 1;
            }
            Ok(counted)
        })
        .await?;
    Ok(Reply(EventsReply { counted }))
}
