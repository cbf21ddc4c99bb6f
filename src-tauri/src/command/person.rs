//! Who is at the desk: where the app stands, signing in, the code for this device, unlocking, locking.

use super::{AtDesk, edge};
use crate::desk::Desk;
use crate::dto::{CodeStrength, CommandError, OfflineWords, SignInForm, Status};
use crate::error::Refused;
use daybook_record::UserId;
use daybook_store::{OfflineCode, WeakCode};
use daybook_sync::sign_in::{Credentials, sign_in as ask_service};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Where the app stands.
#[tauri::command]
pub async fn status(desk: AtDesk<'_>) -> Result<Status, CommandError> {
    let status = desk.aside(Desk::status).await;
    edge(&desk, status)
}

/// The first sign-in of a person on this device leads on to choosing her code; on an open desk it renews a session that is over.
#[tauri::command]
pub async fn sign_in(desk: AtDesk<'_>, form: SignInForm) -> Result<(), CommandError> {
    let outcome = match desk.at_work() {
        Ok(_) => sign_in_again(&desk, form).await,
        Err(_) => sign_in_first(&desk, form).await,
    };
    edge(&desk, outcome)
}

async fn sign_in_first(desk: &Arc<Desk>, form: SignInForm) -> Result<(), Refused> {
    let remote = desk.line_to(&form.server)?;
    let set_aside = form.set_aside;
    let (profile, tokens) = ask_service(remote.as_ref(), credentials(form, None), desk.about()).await?;
    if set_aside {
        desk.send_before_set_aside(profile.person, remote.as_ref(), &tokens.access).await;
    }
    desk.aside(move |desk| desk.arrives(profile, tokens, set_aside)).await
}

async fn sign_in_again(desk: &Arc<Desk>, form: SignInForm) -> Result<(), Refused> {
    let open = desk.at_work()?;
    let mine = open.store.profile();
    let form = SignInForm { server: mine.server.clone(), device_name: mine.device_name.clone(), ..form };
    let remote = desk.line_to(&form.server)?;
    let (profile, tokens) = ask_service(remote.as_ref(), credentials(form, Some(mine.device)), desk.about()).await?;
    desk.renews(profile, tokens).await
}

fn credentials(form: SignInForm, device: Option<daybook_record::DeviceId>) -> Credentials {
    Credentials { username: form.username, password: form.password, device_name: form.device_name, device, server: form.server }
}

/// Signs in through the person's organisation, in her own browser. How it goes on is in the status.
#[tauri::command]
pub async fn sign_in_through_organisation(desk: AtDesk<'_>, server: String, device_name: String) -> Result<(), CommandError> {
    let begun = desk.sign_in_through_organisation(server.trim(), device_name.trim()).await;
    edge(&desk, begun)
}

/// Not after all: nothing was kept.
#[tauri::command]
pub async fn cancel_sign_in(desk: AtDesk<'_>) -> Result<(), CommandError> {
    desk.turns_back();
    Ok(())
}

/// The words that will open this device offline: those shown before, or others.
#[tauri::command]
pub async fn suggest_code(desk: AtDesk<'_>, others: bool) -> Result<OfflineWords, CommandError> {
    let words = desk.suggest_code(others).map(|words| OfflineWords { words });
    edge(&desk, words)
}

/// How strong a passphrase of one's own is, asked as it is typed. Nothing is kept of it.
#[tauri::command]
pub async fn judge_code(code: Zeroizing<String>) -> Result<CodeStrength, CommandError> {
    Ok(match OfflineCode::new(&code) {
        Ok(_) => CodeStrength::Enough,
        Err(WeakCode::TooShort) => CodeStrength::TooShort,
        Err(_) => CodeStrength::Guessable,
    })
}

/// A passphrase of one's own instead of the words.
#[tauri::command]
pub async fn propose_code(desk: AtDesk<'_>, code: Zeroizing<String>) -> Result<(), CommandError> {
    let outcome = desk.propose_code(&code);
    edge(&desk, outcome)
}

/// The code once more, as typed by the person: only now her data is made on this device, and opened.
#[tauri::command]
pub async fn confirm_code(desk: AtDesk<'_>, typed: Zeroizing<String>) -> Result<(), CommandError> {
    let outcome = desk.aside(move |desk| desk.confirm_code(&typed)).await;
    desk.came_by_code();
    edge(&desk, outcome)
}

/// Unlocks with the code chosen on this device. Works without any network.
#[tauri::command]
pub async fn unlock(desk: AtDesk<'_>, person: UserId, code: Zeroizing<String>) -> Result<(), CommandError> {
    let outcome = desk.aside(move |desk| desk.unlock(person, &code)).await;
    desk.came_by_code();
    edge(&desk, outcome)
}

/// Opens with this computer's keychain, where the person wished it, nothing was locked since and the team allows it.
#[tauri::command]
pub async fn unlock_with_keychain(desk: AtDesk<'_>, person: UserId) -> Result<(), CommandError> {
    let outcome = desk.unlock_with_keychain(person).await;
    edge(&desk, outcome)
}

/// After too long without contact: a sign-in *and* the code. A code that is wrong is said without asking the service.
#[tauri::command]
pub async fn unlock_expired(desk: AtDesk<'_>, person: UserId, code: Zeroizing<String>, password: String) -> Result<(), CommandError> {
    let outcome = sign_in_and_unlock(&desk, person, code, password).await;
    desk.came_by_code();
    edge(&desk, outcome)
}

async fn sign_in_and_unlock(desk: &Arc<Desk>, person: UserId, code: Zeroizing<String>, password: String) -> Result<(), Refused> {
    let (username, store) = desk
        .aside(move |desk| {
            let folder = desk.folder_of(person)?;
            let store = desk.try_code(&folder, &code)?;
            Ok((folder.username, store))
        })
        .await?;
    let mine = store.profile();
    let remote = desk.line_to(&mine.server)?;
    let credentials =
        Credentials { username, password, device_name: mine.device_name.clone(), device: Some(mine.device), server: mine.server.clone() };
    let (profile, tokens) = ask_service(remote.as_ref(), credentials, desk.about()).await?;
    desk.aside(move |desk| desk.comes_back(store, &profile, &tokens)).await
}

/// Locks. What is unsent stays on the disk.
#[tauri::command]
pub async fn lock(desk: AtDesk<'_>) -> Result<(), CommandError> {
    let outcome = desk
        .aside(|desk| {
            desk.lock();
            Ok(())
        })
        .await;
    edge(&desk, outcome)
}

/// The screen was touched: asked at most once in a few seconds.
#[tauri::command]
pub async fn note_activity(desk: AtDesk<'_>) -> Result<(), CommandError> {
    desk.touched();
    Ok(())
}

/// What was to be told has been read.
#[tauri::command]
pub async fn put_notice_away(desk: AtDesk<'_>) -> Result<(), CommandError> {
    let outcome = desk
        .aside(|desk| {
            desk.put_notice_away();
            Ok(())
        })
        .await;
    edge(&desk, outcome)
}

/// The operating system says that something about the network changed: look sooner.
#[tauri::command]
pub async fn look_now(desk: AtDesk<'_>) -> Result<(), CommandError> {
    desk.look_now();
    Ok(())
}
