//! After a sync, whoever began it: what its end means for the desk, and what the team asked meanwhile.

use super::{Desk, Open};
use crate::dto::LockReason;
use crate::error::Refused;
use daybook_record::SyncId;
use daybook_store::view::SyncEnd;
use daybook_sync::driver::Rhythm;
use daybook_sync::{OrderKind, Ran, ask};
use std::sync::Arc;
use std::time::Duration;

impl Desk {
    /// After parts were run: what the end of the last one means. Gives the sync of which there is an account.
    pub async fn finish(self: &Arc<Self>, open: &Arc<Open>, last: Option<Ran>) -> Result<Option<SyncId>, Refused> {
        let open = open.clone();
        self.aside(move |desk| {
            desk.after_sync(&open, last.map_or(SyncEnd::Completed, |ran| ran.end))?;
            Ok(last.filter(|ran| ran.sends).map(|ran| ran.sync))
        })
        .await
    }

    /// After a sync: when the page may come again, and how often to look from here on.
    pub fn after_sync(&self, open: &Open, end: SyncEnd) -> Result<(), Refused> {
        let not_before = match end {
            // Where the link was at fault, the line itself says when it is worth asking again.
            SyncEnd::Completed | SyncEnd::LinkLost | SyncEnd::NotOurService => None,
            _ => {
                let wait = ask::back_off(open.store.failures_in_a_row()?.max(1), open.engine.asked_to_wait());
                Some(self.world.now().plus_seconds(i64::try_from(wait.as_secs()).unwrap_or(0)))
            }
        };
        self.state().not_before = not_before;
        self.copy(&open.store);
        if end == SyncEnd::DeviceBlocked {
            self.lock_soon(LockReason::Blocked);
        } else if open.engine.orders().iter().any(|order| order.what == OrderKind::Lock) {
            self.lock_soon(LockReason::Team);
        }
        self.obey_keychain_lever();
        self.keep_rhythm();
        self.look_now();
        self.ring();
        Ok(())
    }

    /// The levers hold at run time (law 12).
    pub(super) fn keep_rhythm(&self) {
        let state = self.state();
        let (Some(line), Some(open)) = (&state.line, &state.open) else { return };
        let levers = open.engine.levers();
        line.driver.set_rhythm(Rhythm {
            steady: Duration::from_secs(u64::from(levers.probe_seconds)),
            settled: Duration::from_millis(u64::from(levers.settled_ms)),
        });
    }
}
