//! The window itself: printing, and the demo's switch.

use super::{AtDesk, edge};
use crate::dto::{CommandError, ErrorCode};
use tauri::{Runtime, WebviewWindow};

/// Opens the system's print dialogue, which can save as PDF.
#[tauri::command]
pub async fn print<R: Runtime>(desk: AtDesk<'_>, window: WebviewWindow<R>) -> Result<(), CommandError> {
    let outcome = window.print().map_err(|error| {
        tracing::warn!(%error, "the print dialogue did not open");
        ErrorCode::Internal.into()
    });
    edge(&desk, outcome)
}

/// Cuts or mends the demo's link, for real.
#[tauri::command]
pub async fn cut_demo_link(desk: AtDesk<'_>, cut: bool) -> Result<(), CommandError> {
    let outcome = match &desk.demo {
        None => Err(ErrorCode::NotFound.into()),
        Some(link) => link.set(cut).await.map_err(|error| {
            tracing::warn!(%error, "the demo's link did not answer");
            ErrorCode::Internal.into()
        }),
    };
    desk.look_now();
    desk.ring();
    edge(&desk, outcome)
}
