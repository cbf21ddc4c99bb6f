//! What the screens read.

use super::{AtDesk, edge};
use crate::dto::{CommandError, ErrorCode};
use daybook_record::RecordId;
use daybook_record::code::Programme;
use daybook_store::view::{BatchRow, ChildPage, ChildQuery, ChildRow, SessionCard, SessionPage, VaccineRow};
use daybook_store::{ContactRow, OwnWord, contacts_beside};

/// Whom to ring. Also while nobody is in: then of everybody who works on this device.
#[tauri::command]
pub async fn contacts(desk: AtDesk<'_>) -> Result<Vec<ContactRow>, CommandError> {
    let found = desk
        .aside(|desk| match desk.at_work() {
            Ok(open) => Ok(open.store.contacts()?),
            Err(_) => Ok(contacts_beside(&desk.settings.folder)),
        })
        .await;
    edge(&desk, found)
}

/// What campaigns say instead of the app's own words. While nobody is in, the app speaks for itself.
#[tauri::command]
pub async fn own_words(desk: AtDesk<'_>) -> Result<Vec<OwnWord>, CommandError> {
    let found = desk
        .aside(|desk| match desk.at_work() {
            Ok(open) => Ok(open.store.own_words()?),
            Err(_) => Ok(Vec::new()),
        })
        .await;
    edge(&desk, found)
}

/// Every session on this device.
#[tauri::command]
pub async fn sessions(desk: AtDesk<'_>) -> Result<Vec<SessionCard>, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.sessions(today)?)).await;
    edge(&desk, found)
}

/// A session and its children.
#[tauri::command]
pub async fn session(desk: AtDesk<'_>, session: RecordId) -> Result<SessionPage, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.session(session, today)?.ok_or(ErrorCode::NotFound)?)).await;
    edge(&desk, found)
}

/// Children by name, number and filters.
#[tauri::command]
pub async fn find_children(desk: AtDesk<'_>, query: ChildQuery) -> Result<Vec<ChildRow>, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.find_children(&query, today)?)).await;
    edge(&desk, found)
}

/// All about a child.
#[tauri::command]
pub async fn child(desk: AtDesk<'_>, child: RecordId, session: Option<RecordId>) -> Result<ChildPage, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.child(child, session, today)?.ok_or(ErrorCode::NotFound)?)).await;
    edge(&desk, found)
}

/// Vaccines that can be given.
#[tauri::command]
pub async fn vaccines(desk: AtDesk<'_>, programme: Programme) -> Result<Vec<VaccineRow>, CommandError> {
    let found = desk.with_store(move |store| Ok(store.vaccines(programme)?)).await;
    edge(&desk, found)
}

/// Batches that can be used today.
#[tauri::command]
pub async fn batches(desk: AtDesk<'_>, programme: Programme) -> Result<Vec<BatchRow>, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.batches(programme, today)?)).await;
    edge(&desk, found)
}
