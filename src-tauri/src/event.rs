//! Events are bells: they say "look again" and nothing else. Patient data never rides in one (law 14).

use std::sync::Arc;
use tauri::{AppHandle, Emitter, Runtime};

/// Rings in every window.
pub type Bell = Arc<dyn Fn() + Send + Sync>;

/// The name under which the screens listen.
pub const BELL: &str = "bell";

/// The bell of this app.
pub fn bell<R: Runtime>(app: &AppHandle<R>) -> Bell {
    let app = app.clone();
    Arc::new(move || {
        if let Err(error) = app.emit(BELL, ()) {
            tracing::debug!(%error, "nobody heard the bell");
        }
    })
}
