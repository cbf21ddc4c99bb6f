//! What is counted of how Daybook is used: noted, and shown to whoever wants to know.

use super::{AtDesk, edge};
use crate::dto::CommandError;
use daybook_record::used::{Event, Used};
use daybook_store::view::UsageCard;

/// Something was used. Where the organisation does not have it counted, nothing is kept.
#[tauri::command]
pub async fn note_used(desk: AtDesk<'_>, what: Used, ms: u32) -> Result<(), CommandError> {
    let (counted, day) = (desk.at_work().is_ok_and(|open| open.engine.levers().usage_counted), desk.world.today());
    if !counted {
        return Ok(());
    }
    let noted = desk.with_store(move |store| Ok(store.note_used(Event { what, ms, day })?)).await;
    edge(&desk, noted)
}

/// What waits to be sent.
#[tauri::command]
pub async fn usage(desk: AtDesk<'_>) -> Result<UsageCard, CommandError> {
    let counted = desk.at_work().is_ok_and(|open| open.engine.levers().usage_counted);
    let found = desk.with_store(move |store| Ok(store.usage(counted)?)).await;
    edge(&desk, found)
}
