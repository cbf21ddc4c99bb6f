//! What was used: sent last, after everything that anybody needs, and a failure of it is told of nothing else.

use crate::pass::{Interruption, Pass};
use daybook_wire::events::{EventLine, EventsRequest, MOST_EVENTS};
use daybook_wire::session::Levers;
use futures::FutureExt;

/// A device keeps five thousand; more than that is not tried in one sync.
const MOST_REQUESTS: usize = 6;

impl Pass<'_> {
    /// Sends what waits. Where the organisation does not have it counted, what waits is forgotten.
    pub(crate) async fn send_used(&self, levers: &Levers) -> Result<(), Interruption> {
        if !levers.usage_counted {
            return Ok(self.engine.on_disk(|store| store.forget_used()).await?);
        }
        for _ in 0..MOST_REQUESTS {
            let fresh = self.engine.world.mint();
            let Some(batch) = self.engine.on_disk(move |store| store.used_batch(fresh, MOST_EVENTS)).await? else { break };
            let line = |event: daybook_record::used::Event| EventLine { what: event.what.to_string(), ms: event.ms, day: event.day };
            let asked =
                EventsRequest { request: batch.request, dropped: batch.dropped, events: batch.events.into_iter().map(line).collect() };
            let ask = |access: String| {
                let asked = asked.clone();
                async move { self.engine.remote.events(&access, &asked).await }.boxed()
            };
            // Once: nobody waits for it, and the next sync tries again.
            self.engine.call(1, &|_| (), ask).await?;
            self.engine.on_disk(move |store| store.used_sent(batch.request)).await?;
        }
        Ok(())
    }
}
