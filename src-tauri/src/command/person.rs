//! Who is at the desk: where the app stands, signing in, unlocking, locking.

use super::{AtDesk, away, edge};
use crate::desk::Desk;
use crate::dto::{CommandError, ErrorCode, SignInForm, Status};
use crate::error::Refused;
use daybook_store::{OfflineCode, Store};
use daybook_sync::sign_in::{Credentials, sign_in as ask_service};
use std::sync::Arc;

/// Where the app stands.
#[tauri::command]
pub async fn status(desk: AtDesk<'_>) -> Result<Status, CommandError> {
    let status = away(&desk, Desk::status).await;
    edge(&desk, status)
}

/// The first sign-in on this device sets the offline code; on an open desk it renews a session that is over.
#[tauri::command]
pub async fn sign_in(desk: AtDesk<'_>, form: SignInForm) -> Result<(), CommandError> {
    let outcome = match desk.at_work() {
        Ok(_) => sign_in_again(&desk, form).await,
        Err(_) => sign_in_first(&desk, form).await,
    };
    edge(&desk, outcome)
}

async fn sign_in_first(desk: &Arc<Desk>, form: SignInForm) -> Result<(), Refused> {
    // Before anything travels: a code that is too weak would only be found out after the person had signed in.
    let code = OfflineCode::new(&form.offline_code).map_err(|_| ErrorCode::WeakCode)?;
    let remote = desk.line_to(&form.server)?;
    let (profile, tokens) = ask_service(remote.as_ref(), credentials(form, None), desk.about()).await?;
    away(desk, move |desk| {
        let store = Store::create(&desk.settings.folder, &code, &profile, desk.settings.hardness, desk.world.as_ref())?;
        store.set_tokens(Some(&tokens))?;
        desk.open(store)
    })
    .await
}

async fn sign_in_again(desk: &Arc<Desk>, form: SignInForm) -> Result<(), Refused> {
    let open = desk.at_work()?;
    let mine = open.store.profile();
    let form = SignInForm { server: mine.server.clone(), device_name: mine.device_name.clone(), ..form };
    let remote = desk.line_to(&form.server)?;
    let (profile, tokens) = ask_service(remote.as_ref(), credentials(form, Some(mine.device)), desk.about()).await?;
    // Another person's session must never send, or fetch into, this person's store.
    if profile.person != mine.person {
        return Err(ErrorCode::AnotherPerson.into());
    }
    desk.with_store(move |store| {
        store.set_profile(&profile)?;
        Ok(store.set_tokens(Some(&tokens))?)
    })
    .await?;
    desk.ring();
    Ok(())
}

fn credentials(form: SignInForm, device: Option<daybook_record::DeviceId>) -> Credentials {
    Credentials { username: form.username, password: form.password, device_name: form.device_name, device, server: form.server }
}

/// Unlocks with the code chosen on this device. Works without any network.
#[tauri::command]
pub async fn unlock(desk: AtDesk<'_>, code: String) -> Result<(), CommandError> {
    let outcome = away(&desk, move |desk| {
        // Too short to be anybody's code is simply wrong, and costs a try like any other.
        let code = OfflineCode::attempt(&code);
        let person = daybook_store::people(&desk.settings.folder).into_iter().max_by_key(|person| person.last_used);
        let person = person.ok_or(ErrorCode::NotFound)?;
        let store = Store::unlock(&person.folder, &code, desk.world.as_ref())?;
        desk.open(store)
    })
    .await;
    edge(&desk, outcome)
}

/// Locks. What is unsent stays on the disk.
#[tauri::command]
pub async fn lock(desk: AtDesk<'_>) -> Result<(), CommandError> {
    desk.lock();
    Ok(())
}

/// The operating system says that something about the network changed: look sooner.
#[tauri::command]
pub async fn look_now(desk: AtDesk<'_>) -> Result<(), CommandError> {
    desk.look_now();
    Ok(())
}
