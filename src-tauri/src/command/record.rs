//! What a nurse records. Each answers once record and outbox row are on the disk (law 1).

use super::{AtDesk, edge};
use crate::desk::Desk;
use crate::dto::{CommandError, DefaultBatch, ErrorCode, RecordRef, Saved};
use crate::error::Refused;
use daybook_record::draft::{AttendanceDraft, BatchDraft, By, ConsentDraft, Entry, NoteDraft, VaccinationDraft};
use daybook_record::kind::{Around, Child, Consent, Session, Vaccination};
use daybook_record::scope::Urn;
use daybook_record::{ChangeId, Fault, Kind, RecordId};
use daybook_store::Store;
use std::sync::Arc;

/// A fresh id for a form that opens.
#[tauri::command]
pub async fn new_id(desk: AtDesk<'_>) -> Result<RecordId, CommandError> {
    Ok(RecordId(desk.world.mint()))
}

/// A vaccination given, or not given and why.
#[tauri::command]
pub async fn save_vaccination(desk: AtDesk<'_>, draft: VaccinationDraft) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        let (child, session) = (known::<Child>(store, Kind::Child, draft.child)?, known::<Session>(store, Kind::Session, draft.session)?);
        let earlier = store.typed::<Vaccination>(Kind::Vaccination, draft.record)?;
        // Somebody else's record is shown and never edited.
        if earlier.as_ref().is_some_and(|earlier| !earlier.is_ours()) {
            return Err(ErrorCode::NotFound.into());
        }
        let around = Around { today: by.at.date(), child: Some(&child), session: Some(&session) };
        draft.into_entry(by, &session.location, earlier.as_ref(), &around).map_err(Refused::Faults)
    })
    .await
}

/// Whether a child came today.
#[tauri::command]
pub async fn save_attendance(desk: AtDesk<'_>, draft: AttendanceDraft) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        let session = known::<Session>(store, Kind::Session, draft.session)?;
        let around = Around { today: by.at.date(), child: None, session: Some(&session) };
        draft.into_entry(by, &session.location, &around).map_err(Refused::Faults)
    })
    .await
}

/// A note.
#[tauri::command]
pub async fn save_note(desk: AtDesk<'_>, draft: NoteDraft) -> Result<Saved, CommandError> {
    save(&desk, move |_, by| draft.into_entry(by, &nothing_around(by)).map_err(Refused::Faults)).await
}

/// Consent taken in person or by phone, or corrected.
#[tauri::command]
pub async fn save_consent(desk: AtDesk<'_>, draft: ConsentDraft) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        let earlier = store.typed::<Consent>(Kind::Consent, draft.record)?;
        draft.into_entry(by, earlier.as_ref(), &nothing_around(by)).map_err(Refused::Faults)
    })
    .await
}

/// A batch that is not in the list.
#[tauri::command]
pub async fn save_batch(desk: AtDesk<'_>, draft: BatchDraft) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        // The screens need not know to which team a fridge belongs where there is only one.
        let own_team: Option<Urn> = store.profile().teams.first().map(|team| team.key.clone());
        let team = if draft.team.is_empty() { own_team.ok_or(ErrorCode::Invalid)? } else { draft.team.clone() };
        BatchDraft { team, ..draft }.into_entry(&nothing_around(by)).map_err(Refused::Faults)
    })
    .await
}

/// Today's default batch for a programme and method.
#[tauri::command]
pub async fn set_default_batch(desk: AtDesk<'_>, choice: DefaultBatch) -> Result<(), CommandError> {
    let today = desk.world.today();
    let done = desk.with_store(move |store| Ok(store.set_default_batch(choice.programme, choice.method, today, choice.batch)?)).await;
    desk.ring();
    edge(&desk, done)
}

/// Removes a record: a change like any other.
#[tauri::command]
pub async fn remove(desk: AtDesk<'_>, what: RecordRef) -> Result<Saved, CommandError> {
    change(&desk, move |desk, store| {
        refuse_what_is_not_ours(store, &what)?;
        Ok(store.remove(what.kind, what.record, ChangeId(desk.world.mint()), desk.made(store)?)?)
    })
    .await
}

/// Undoes a removal that is not sent yet.
#[tauri::command]
pub async fn undo_removal(desk: AtDesk<'_>, what: RecordRef) -> Result<Saved, CommandError> {
    change(&desk, move |desk, store| Ok(store.restore(what.kind, what.record, ChangeId(desk.world.mint()), desk.made(store)?)?)).await
}

/// Turns a draft into an entry and keeps it.
pub(super) async fn save(
    desk: &Arc<Desk>,
    entry: impl FnOnce(&Store, &By) -> Result<Entry, Refused> + Send + 'static,
) -> Result<Saved, CommandError> {
    change(desk, move |desk, store| {
        let entry = entry(store, &desk.by(store))?;
        Ok(store.record(&entry, ChangeId(desk.world.mint()), desk.made(store)?)?)
    })
    .await
}

pub(super) async fn change<T: Into<Saved> + Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&Desk, &Store) -> Result<T, Refused> + Send + 'static,
) -> Result<Saved, CommandError> {
    let at = desk.clone();
    kept(desk, desk.with_store(move |store| work(&at, store)).await)
}

/// What follows whatever was written: it is copied soon, and the screens ask again.
pub(super) fn kept(desk: &Arc<Desk>, saved: Result<impl Into<Saved>, Refused>) -> Result<Saved, CommandError> {
    desk.copy_soon();
    desk.ring();
    edge(desk, saved.map(Into::into))
}

pub(super) fn known<T: serde::de::DeserializeOwned>(store: &Store, kind: Kind, record: RecordId) -> Result<T, Refused> {
    Ok(store.typed::<T>(kind, record)?.ok_or(ErrorCode::NotFound)?)
}

pub(super) fn nothing_around(by: &By) -> Around<'static> {
    Around { today: by.at.date(), child: None, session: None }
}

/// Only what is recorded in the field can be removed there, and only what was made here.
fn refuse_what_is_not_ours(store: &Store, what: &RecordRef) -> Result<(), Refused> {
    let fault = |code| Refused::Faults(vec![Fault { field: "record".to_owned(), code }]);
    if !what.kind.is_recorded_in_the_field() {
        return Err(fault(daybook_record::FaultCode::NotAllowed));
    }
    if what.kind == Kind::Vaccination && !known::<Vaccination>(store, what.kind, what.record)?.is_ours() {
        return Err(fault(daybook_record::FaultCode::NotAllowed));
    }
    Ok(())
}
