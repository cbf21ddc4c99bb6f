//! Ids from the pool, before they run out. The name of the request is on the disk before the service is asked, and stays there
//! until the block is: a reply that was lost on the way comes again, and no id is left lying between the two.

use crate::pass::{Interruption, Pass};
use daybook_wire::ids::IdsRequest;
use daybook_wire::session::Levers;
use futures::FutureExt;

impl Pass<'_> {
    /// Asks for ids where this person works in an area and few are left.
    pub(crate) async fn fetch_ids(&self, levers: &Levers) -> Result<(), Interruption> {
        let low = levers.ids_low;
        let needed = self.engine.on_disk(move |store| Ok(!store.areas()?.is_empty() && store.ids_left()? < low)).await?;
        if !needed {
            return Ok(());
        }
        let fresh = self.engine.world.mint();
        let request = self.engine.on_disk(move |store| store.ids_request(fresh)).await?;
        let asked = IdsRequest { request, count: levers.ids_block };
        let ask = |access: String| {
            let asked = asked.clone();
            async move { self.engine.remote.ids(&access, &asked).await }.boxed()
        };
        let reply = self.engine.call(levers.tries, &|wait| self.waiting(wait), ask).await?;
        let at = self.engine.world.now();
        self.engine.on_disk(move |store| store.keep_ids(request, &reply.ids, at)).await?;
        Ok(())
    }
}
