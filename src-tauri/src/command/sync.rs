//! The sync journey: what waits, asking later, the sync itself, its account.

use super::{AtDesk, edge};
use crate::dto::{BackOnline, CommandError, ErrorCode, SnoozeChoice};
use crate::error::Refused;
use daybook_record::unit::Priority;
use daybook_record::used::Used;
use daybook_record::{SyncId, Unit};
use daybook_store::Snooze;
use daybook_store::view::{Account, EntryRow, SyncLine, UnitRow};
use daybook_sync::ask;
use daybook_sync::engine::{NotBegun, Report};
use daybook_sync::report::Progress;
use daybook_sync::spare::{self, Rest};
use std::sync::Arc;
use tauri::ipc::Channel;

/// Syncs that the history shows.
const HISTORY: u32 = 100;

/// Every change that waits.
#[tauri::command]
pub async fn unsent(desk: AtDesk<'_>) -> Result<Vec<EntryRow>, CommandError> {
    let found = desk.with_store(|store| Ok(store.unsent_entries()?)).await;
    edge(&desk, found)
}

/// What the full page says.
#[tauri::command]
pub async fn back_online(desk: AtDesk<'_>) -> Result<BackOnline, CommandError> {
    let page = desk
        .aside(|desk| {
            let open = desk.at_work()?;
            let connection = desk.connection_for(&open.engine);
            let unsent = open.store.unsent()?;
            let (bytes, seconds) = open.engine.estimate(unsent.bytes, unsent.changes);
            Ok(BackOnline { unsent, bytes, seconds, spare: spare::because(connection), costs: connection.costs })
        })
        .await;
    edge(&desk, page)
}

/// About how much would come beside the essentials.
#[tauri::command]
pub async fn rest_of_sync(desk: AtDesk<'_>) -> Result<Rest, CommandError> {
    let rest = match desk.at_work() {
        Ok(open) => open.engine.rest().await.map_err(Refused::from),
        Err(refused) => Err(refused),
    };
    edge(&desk, rest)
}

/// The person says whether this connection costs money.
#[tauri::command]
pub async fn set_connection_costs(desk: AtDesk<'_>, costs: bool) -> Result<(), CommandError> {
    desk.set_costs(costs);
    desk.ring();
    Ok(())
}

/// Not now: when to ask again. Kept across restarts.
#[tauri::command]
pub async fn snooze(desk: AtDesk<'_>, choice: SnoozeChoice) -> Result<(), CommandError> {
    let now = desk.world.now();
    let snooze = match choice {
        SnoozeChoice::Minutes { minutes } => Snooze::Until(now.plus_seconds(i64::from(minutes.clamp(1, 24 * 60)) * 60)),
        SnoozeChoice::Later => Snooze::Until(ask::later(now)),
        SnoozeChoice::OnlyWhenAsked => Snooze::OnlyWhenAsked,
    };
    let done = desk.with_store(move |store| Ok(store.set_snooze(Some(snooze))?)).await;
    desk.ring();
    edge(&desk, done)
}

/// Ends a snooze.
#[tauri::command]
pub async fn end_snooze(desk: AtDesk<'_>) -> Result<(), CommandError> {
    let done = desk.with_store(|store| Ok(store.set_snooze(None)?)).await;
    desk.ring();
    edge(&desk, done)
}

/// One sync, or the first download; and what the team asked for after it. Progress goes through the channel; the account comes back however it ended.
#[tauri::command]
pub async fn sync(desk: AtDesk<'_>, progress: Channel<Progress>) -> Result<Account, CommandError> {
    let outcome = run(&desk, progress).await;
    edge(&desk, outcome)
}

async fn run(desk: &AtDesk<'_>, progress: Channel<Progress>) -> Result<Account, Refused> {
    let open = desk.at_work()?;
    desk.ring();
    let began = desk.world.monotonic_ms();
    let sync = open.engine.sync(report_to(progress)).await?;
    let took = u32::try_from(desk.world.monotonic_ms().saturating_sub(began)).unwrap_or(u32::MAX);
    // It waits for the next one. That it could not be noted is no trouble of hers.
    let _ = super::usage::note_used(desk.clone(), Used::Sync, took).await;
    let at = open.clone();
    let account = desk
        .aside(move |desk| {
            let account = at.store.account(sync)?.ok_or(ErrorCode::NotFound)?;
            desk.after_sync(&at, account.end)?;
            Ok(account)
        })
        .await?;
    open.engine.report_wipes(&desk.settings.folder).await;
    desk.follow_wipe(open).await;
    Ok(account)
}

/// How each part of a sync ended last, and which of them were asked for.
#[tauri::command]
pub async fn units(desk: AtDesk<'_>) -> Result<Vec<UnitRow>, CommandError> {
    let found = desk.with_store(|store| Ok(store.units()?)).await;
    edge(&desk, found)
}

/// Some parts alone. Where the service does not answer, it says so and nothing begins; while a sync goes on they wait for their
/// turn. `discard_pending` forgets what was asked for before. Gives the sync where something was sent.
#[tauri::command]
pub async fn sync_units(
    desk: AtDesk<'_>,
    units: Vec<Unit>,
    discard_pending: bool,
    progress: Channel<Progress>,
) -> Result<Option<SyncId>, CommandError> {
    let outcome = run_units(&desk, &units, discard_pending, progress).await;
    edge(&desk, outcome)
}

async fn run_units(
    desk: &AtDesk<'_>,
    units: &[Unit],
    discard_pending: bool,
    progress: Channel<Progress>,
) -> Result<Option<SyncId>, Refused> {
    let open = desk.at_work()?;
    open.engine.trigger(units, Priority::Pressed, discard_pending).await?;
    desk.ring();
    match open.engine.run_asked(report_to(progress)).await {
        // It is asked for: the sync that goes on takes it along when it ends.
        Err(NotBegun::Busy) => Ok(None),
        Err(error) => Err(error.into()),
        Ok(last) => desk.finish(&open, last).await,
    }
}

/// Progress goes through a channel; whether anybody watches makes no difference.
fn report_to(progress: Channel<Progress>) -> Arc<Report> {
    Arc::new(move |now: Progress| {
        if let Err(error) = progress.send(now) {
            tracing::debug!(%error, "nobody watches the progress");
        }
    })
}

/// Stop and carry on working.
#[tauri::command]
pub async fn stop_sync(desk: AtDesk<'_>) -> Result<(), CommandError> {
    let outcome = desk.at_work().map(|open| open.engine.stop());
    edge(&desk, outcome)
}

/// The account of a sync.
#[tauri::command]
pub async fn account(desk: AtDesk<'_>, sync: SyncId) -> Result<Account, CommandError> {
    let found = desk.with_store(move |store| Ok(store.account(sync)?.ok_or(ErrorCode::NotFound)?)).await;
    edge(&desk, found)
}

/// Every sync, newest first.
#[tauri::command]
pub async fn history(desk: AtDesk<'_>) -> Result<Vec<SyncLine>, CommandError> {
    let found = desk.with_store(|store| Ok(store.history(HISTORY)?)).await;
    edge(&desk, found)
}
