//! Dashboards: the figures of the campaigns, with what is not sent yet beside them.

use super::{AtDesk, edge};
use crate::dto::{CommandError, ErrorCode};
use daybook_record::RecordId;
use daybook_store::view::{DashboardLine, DashboardPage};

/// The dashboards on this device.
#[tauri::command]
pub async fn dashboards(desk: AtDesk<'_>) -> Result<Vec<DashboardLine>, CommandError> {
    let found = desk.with_store(|store| Ok(store.dashboards()?)).await;
    edge(&desk, found)
}

/// One of them.
#[tauri::command]
pub async fn dashboard(desk: AtDesk<'_>, dashboard: RecordId) -> Result<DashboardPage, CommandError> {
    let found = desk.with_store(move |store| Ok(store.dashboard(dashboard)?.ok_or(ErrorCode::NotFound)?)).await;
    edge(&desk, found)
}
