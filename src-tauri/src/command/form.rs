//! Forms: which there are, drafts that are kept at every change, entries, pictures.

use super::record::kept;
use super::{AtDesk, edge};
use crate::desk::Desk;
use crate::desk::form::Forms;
use crate::dto::{
    About, CarryPreview, CommandError, DraftCard, DraftChange, EntryCard, EntryPage, Filled, FormCard, KeptPicture, OfferAsk, OpenDraft,
    Picture, Saved,
};
use crate::error::Refused;
use daybook_form::{Answers, Offer, Place};
use daybook_record::RecordId;
use std::sync::Arc;

/// The forms that new entries are made with.
#[tauri::command]
pub async fn forms(desk: AtDesk<'_>) -> Result<Vec<FormCard>, CommandError> {
    ask(&desk, |forms| forms.list()).await
}

/// Begins a draft with the form of today; gives its id.
#[tauri::command]
pub async fn open_form(desk: AtDesk<'_>, form: String, about: About) -> Result<RecordId, CommandError> {
    let draft = RecordId(desk.world.mint());
    ask(&desk, move |forms| forms.begin(&form, about, draft).map(|()| draft)).await
}

/// The drafts that lie here.
#[tauri::command]
pub async fn drafts(desk: AtDesk<'_>) -> Result<Vec<DraftCard>, CommandError> {
    ask(&desk, |forms| forms.drafts()).await
}

/// A draft with its form.
#[tauri::command]
pub async fn open_draft(desk: AtDesk<'_>, draft: RecordId, language: String) -> Result<OpenDraft, CommandError> {
    ask(&desk, move |forms| forms.open(draft, &language)).await
}

/// Keeps what is filled in now. It answers once that is on the disk, with how it stands. No bell: nobody else shows it.
#[tauri::command]
pub async fn save_draft(desk: AtDesk<'_>, change: DraftChange) -> Result<Filled, CommandError> {
    ask(&desk, move |forms| forms.save(&change)).await
}

/// Puts a draft away.
#[tauri::command]
pub async fn discard_draft(desk: AtDesk<'_>, draft: RecordId) -> Result<(), CommandError> {
    let at = desk.world.now();
    let done = desk.with_store(move |store| Ok(store.discard_draft(draft, Some(at))?)).await;
    desk.ring();
    edge(&desk, done)
}

/// Brings it back.
#[tauri::command]
pub async fn restore_draft(desk: AtDesk<'_>, draft: RecordId) -> Result<(), CommandError> {
    let done = desk.with_store(move |store| Ok(store.discard_draft(draft, None)?)).await;
    desk.ring();
    edge(&desk, done)
}

/// What a long list offers for what was typed.
#[tauri::command]
pub async fn offer(desk: AtDesk<'_>, ask: OfferAsk) -> Result<Offer, CommandError> {
    let OfferAsk { draft, place, typed, language } = ask;
    self::ask(&desk, move |forms| forms.offer(draft, &place, &typed, &language)).await
}

/// What stands in the next row of a group.
#[tauri::command]
pub async fn begin_row(desk: AtDesk<'_>, draft: RecordId, group: Place) -> Result<Answers, CommandError> {
    ask(&desk, move |forms| forms.row(draft, &group)).await
}

/// What carrying a draft over to the form of today would do.
#[tauri::command]
pub async fn carry_preview(desk: AtDesk<'_>, draft: RecordId, language: String) -> Result<CarryPreview, CommandError> {
    ask(&desk, move |forms| forms.preview(draft, &language)).await
}

/// Carries it over.
#[tauri::command]
pub async fn carry_over(desk: AtDesk<'_>, draft: RecordId) -> Result<(), CommandError> {
    let done = desk.with_forms(move |forms| forms.carry(draft)).await;
    desk.ring();
    edge(&desk, done)
}

/// The draft becomes an entry. It answers once record and outbox row are on the disk, and the draft is not.
#[tauri::command]
pub async fn save_entry(desk: AtDesk<'_>, draft: RecordId) -> Result<Saved, CommandError> {
    let at = desk.inner().clone();
    kept(&desk, desk.with_forms(move |forms| forms.enter(&at, draft)).await)
}

/// What was entered: all, or about a household or an individual.
#[tauri::command]
pub async fn entries(desk: AtDesk<'_>, about: About) -> Result<Vec<EntryCard>, CommandError> {
    ask(&desk, move |forms| forms.entries(about)).await
}

/// One entry, to be read.
#[tauri::command]
pub async fn entry(desk: AtDesk<'_>, record: RecordId, language: String) -> Result<EntryPage, CommandError> {
    ask(&desk, move |forms| forms.entry(record, &language)).await
}

/// Keeps a picture, encrypted as everything is.
#[tauri::command]
pub async fn keep_picture(desk: AtDesk<'_>, picture: Picture) -> Result<KeptPicture, CommandError> {
    ask(&desk, move |forms| forms.keep_picture(&picture)).await
}

/// A picture that lies here.
#[tauri::command]
pub async fn picture(desk: AtDesk<'_>, sha256: String) -> Result<Picture, CommandError> {
    ask(&desk, move |forms| forms.picture(&sha256)).await
}

async fn ask<T: Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&Forms<'_>) -> Result<T, Refused> + Send + 'static,
) -> Result<T, CommandError> {
    edge(desk, desk.with_forms(work).await)
}
