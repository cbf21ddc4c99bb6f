//! Quietly: what comes down by itself where the team's levers say so, and what was asked for before the app was closed.
//!
//! What is due is decided in `sync::quiet`; here it is only noticed what has happened: the line came back, the machine slept.

use super::{Desk, Open};
use daybook_record::Moment;
use daybook_store::view::SyncEnd;
use daybook_sync::Ran;
use daybook_sync::line::Line;
use daybook_sync::quiet::{self, Facts, Quietly};
use std::sync::Arc;

/// A gap between two looks at the clock that only a closed lid explains, seconds.
const SLEPT: i64 = 60;

/// What has happened since the last sync or download.
#[derive(Clone, Copy, Default)]
pub(super) struct Since {
    looked: Option<Moment>,
    last: Option<Moment>,
    was_online: bool,
    came_online: bool,
    woke: bool,
}

impl Desk {
    /// Looks whether something is to come by itself, and fetches it.
    pub(super) async fn quietly(self: &Arc<Self>) {
        let desk = self.clone();
        let looked = tauri::async_runtime::spawn_blocking(move || desk.due_quietly()).await;
        let Ok(Some((open, due))) = looked else { return };
        let nobody = || Arc::new(|_: daybook_sync::report::Progress| ());
        let ended = match due {
            Due::Asked => open.engine.run_asked(nobody()).await.map(Ended::Parts),
            Due::By(Quietly::Download) => open.engine.download(daybook_record::Unit::ALL, nobody()).await.map(Ended::Download),
            Due::By(Quietly::Sync) => open.engine.run(daybook_record::Unit::ALL, nobody()).await.map(|ran| Ended::Parts(Some(ran))),
            Due::By(Quietly::Nothing) => return,
        };
        let now = self.world.now();
        self.state().since = Since { last: Some(now), looked: Some(now), was_online: true, ..Since::default() };
        // What the team asked is followed whoever began the sync: that it locks was told already.
        let followed = match ended {
            Ok(Ended::Parts(last)) => self.finish(&open, last).await.map(drop),
            Ok(Ended::Download(end)) => self.aside(move |desk| desk.after_sync(&open, end)).await,
            Err(error) => Err(error.into()),
        };
        if let Err(refused) = followed {
            tracing::debug!(%refused, "nothing came by itself");
        }
    }

    /// What is due now, on an open desk.
    fn due_quietly(&self) -> Option<(Arc<Open>, Due)> {
        let now = self.world.now();
        let (open, since, line) = {
            let mut state = self.state();
            let open = state.open.clone()?;
            let line = state.line.as_ref()?.driver.line();
            let online = line.0 == Line::Online;
            let since = &mut state.since;
            since.came_online |= online && !since.was_online;
            since.woke |= since.looked.is_some_and(|looked| now.seconds_since(looked) > SLEPT);
            (since.was_online, since.looked) = (online, Some(now));
            (open, *since, line)
        };
        // Nothing is read from the disk while nothing can come.
        if line.0 != Line::Online {
            return None;
        }
        let (store, levers, busy) = (&open.store, open.engine.levers(), open.engine.is_syncing());
        // Nothing comes by itself before the first download: that is the person's own.
        let last = store.last_synced().ok().flatten()?.max(since.last.unwrap_or(Moment::at(0, 0)));
        if !busy && !store.next_asked().ok()?.is_empty() {
            return Some((open, Due::Asked));
        }
        let due = quiet::due(&Facts {
            line: line.0,
            online_for: line.1,
            last: Some(last),
            came_online: since.came_online,
            woke: since.woke,
            unsent: store.unsent().ok()?.changes,
            now,
            busy,
            levers: &levers,
        });
        Some((open, Due::By(due)))
    }
}

enum Due {
    /// It was asked for, and has not been tried.
    Asked,
    /// The levers say so.
    By(Quietly),
}

/// How what came by itself ended.
enum Ended {
    /// The last of what was run, where anything was.
    Parts(Option<Ran>),
    /// A download: how it ended.
    Download(SyncEnd),
}
