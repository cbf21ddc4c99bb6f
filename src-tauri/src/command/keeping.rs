//! What keeps the work safe: rescue files, copies, data that does not open, another person's unsent records.

use super::{AtDesk, edge};
use crate::dto::{CommandError, HandedIn, ReleaseForm, RescueSaved, SettingsCard};
use daybook_record::UserId;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Everything unsent, sealed into one file in that folder. Also while locked, and where the data does not open.
#[tauri::command]
pub async fn save_rescue(desk: AtDesk<'_>, person: Option<UserId>, folder: String) -> Result<RescueSaved, CommandError> {
    let saved = desk.aside(move |desk| desk.save_rescue(person, &PathBuf::from(folder))).await;
    edge(&desk, saved)
}

/// Puts data that does not open aside, and keeps it.
#[tauri::command]
pub async fn start_again(desk: AtDesk<'_>, person: UserId) -> Result<(), CommandError> {
    let done = desk.aside(move |desk| desk.start_again(person)).await;
    edge(&desk, done)
}

/// Sends another person's sealed records.
#[tauri::command]
pub async fn send_copy(desk: AtDesk<'_>, person: UserId) -> Result<HandedIn, CommandError> {
    let sent = desk.send_copy(person).await;
    desk.ring();
    edge(&desk, sent)
}

/// A forgotten code: asks support. How it goes on is in the status.
#[tauri::command]
pub async fn ask_release(desk: AtDesk<'_>, form: ReleaseForm) -> Result<(), CommandError> {
    let ReleaseForm { person, password } = form;
    let asked = desk.ask_release(person, &Zeroizing::new(password)).await;
    edge(&desk, asked)
}

/// Stops waiting for support.
#[tauri::command]
pub async fn end_release(desk: AtDesk<'_>) -> Result<(), CommandError> {
    desk.end_release();
    Ok(())
}

/// The page *Settings*.
#[tauri::command]
pub async fn settings(desk: AtDesk<'_>) -> Result<SettingsCard, CommandError> {
    let card = match desk.keychain_standing().await {
        Ok(keychain) => desk.aside(move |desk| desk.settings_card(keychain)).await,
        Err(refused) => Err(refused),
    };
    edge(&desk, card)
}

/// From now on the keychain of this computer opens the work too, after a start of the app. The code once more, which counts
/// like every try.
#[tauri::command]
pub async fn use_keychain(desk: AtDesk<'_>, code: Zeroizing<String>) -> Result<(), CommandError> {
    let done = desk.use_keychain(code).await;
    edge(&desk, done)
}

/// From now on the code alone.
#[tauri::command]
pub async fn leave_keychain(desk: AtDesk<'_>) -> Result<(), CommandError> {
    let done = desk.leave_keychain().await;
    edge(&desk, done)
}

/// Where copies of unsent records are made besides.
#[tauri::command]
pub async fn set_second_copy(desk: AtDesk<'_>, folder: Option<PathBuf>) -> Result<(), CommandError> {
    let done = desk.aside(move |desk| desk.set_second_copy(desk.at_work()?.as_ref(), folder.as_deref())).await;
    desk.ring();
    edge(&desk, done)
}
