//! Households and people of a campaign: looking for them, registering, correcting, moving, telling twice registered ones apart.

use super::record::{change, known, nothing_around, save};
use super::{AtDesk, edge};
use crate::desk::Desk;
use crate::dto::{CommandError, ErrorCode, Saved};
use crate::error::Refused;
use daybook_record::draft::{By, Home, HouseholdDraft, IndividualDraft};
use daybook_record::kind::{Household, Individual};
use daybook_record::{ChangeId, Fault, FaultCode, Kind, RecordId};
use daybook_store::Store;
use daybook_store::view::{HouseholdPage, IndividualPage, PeopleFound, PeopleQuery, Similar, SimilarQuery};

/// Households and people by name, address, number and place.
#[tauri::command]
pub async fn find_people(desk: AtDesk<'_>, query: PeopleQuery) -> Result<PeopleFound, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.find_people(&query, today)?)).await;
    edge(&desk, found)
}

/// All about a household.
#[tauri::command]
pub async fn household(desk: AtDesk<'_>, household: RecordId) -> Result<HouseholdPage, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.household(household, today)?.ok_or(ErrorCode::NotFound)?)).await;
    edge(&desk, found)
}

/// All about a person.
#[tauri::command]
pub async fn individual(desk: AtDesk<'_>, individual: RecordId) -> Result<IndividualPage, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.individual(individual, today)?.ok_or(ErrorCode::NotFound)?)).await;
    edge(&desk, found)
}

/// Who may be the one that is being typed in.
#[tauri::command]
pub async fn similar_people(desk: AtDesk<'_>, query: SimilarQuery) -> Result<Vec<Similar>, CommandError> {
    let today = desk.world.today();
    let found = desk.with_store(move |store| Ok(store.similar(&query, today)?)).await;
    edge(&desk, found)
}

/// How many ids from the pool are left on this device.
#[tauri::command]
pub async fn ids_left(desk: AtDesk<'_>) -> Result<u32, CommandError> {
    let left = desk.with_store(|store| Ok(store.ids_left()?)).await;
    edge(&desk, left)
}

/// A household, new or corrected.
#[tauri::command]
pub async fn save_household(desk: AtDesk<'_>, draft: HouseholdDraft) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        let earlier = store.typed::<Household>(Kind::Household, draft.record)?;
        stays_in_reach(store, &draft.area, earlier.as_ref().map(|earlier| earlier.area.as_str()))?;
        draft.into_entry(by, earlier.as_ref(), &nothing_around(by)).map_err(Refused::Faults)
    })
    .await
}

/// A person, new or corrected; with an id from the pool where she has no papers.
#[tauri::command]
pub async fn save_individual(desk: AtDesk<'_>, draft: IndividualDraft) -> Result<Saved, CommandError> {
    change(&desk, move |desk, store| {
        let by = desk.by(store);
        let earlier = store.typed::<Individual>(Kind::Individual, draft.record)?;
        stays_in_reach(store, &draft.area, earlier.as_ref().map(|earlier| earlier.area.as_str()))?;
        let wants_id = draft.wants_id;
        let entry = draft.into_entry(&by, earlier.as_ref(), &nothing_around(&by)).map_err(Refused::Faults)?;
        let (change, made) = (ChangeId(desk.world.mint()), desk.made(store)?);
        Ok(if wants_id { store.register(&entry, change, made)? } else { store.record(&entry, change, made)? })
    })
    .await
}

/// A person lives in another household from now on; in none, where only an area is named.
#[tauri::command]
pub async fn move_individual(
    desk: AtDesk<'_>,
    individual: RecordId,
    household: Option<RecordId>,
    area: String,
) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        let she = known::<Individual>(store, Kind::Individual, individual)?;
        let area = match household {
            Some(household) => known::<Household>(store, Kind::Household, household)?.area,
            None => area,
        };
        stays_in_reach(store, &area, Some(&she.area))?;
        she.moved(individual, Home { area, household }, by, &nothing_around(by)).map_err(Refused::Faults)
    })
    .await
}

/// A household belongs to another area from now on, with everybody who lives there.
#[tauri::command]
pub async fn move_household(desk: AtDesk<'_>, household: RecordId, area: String) -> Result<Saved, CommandError> {
    change(&desk, move |desk, store| everybody_moves(desk, store, household, area)).await
}

fn everybody_moves(desk: &Desk, store: &Store, household: RecordId, area: String) -> Result<Saved, Refused> {
    let by: By = desk.by(store);
    let around = nothing_around(&by);
    let home = known::<Household>(store, Kind::Household, household)?;
    stays_in_reach(store, &area, None)?;
    let changed = home.area != area;
    let mut entries = vec![home.moved(household, area.clone(), &by, &around).map_err(Refused::Faults)?];
    for (id, individual) in store.members(household)? {
        let to = Home { area: area.clone(), household: Some(household) };
        entries.push(individual.moved(id, to, &by, &around).map_err(Refused::Faults)?);
    }
    let entries: Vec<_> = entries.into_iter().map(|entry| (entry, ChangeId(desk.world.mint()))).collect();
    if changed {
        store.record_all(&entries, desk.made(store)?)?;
    }
    Ok(Saved { record: household, changed })
}

/// A person was registered before, as another one; or after all she was not.
#[tauri::command]
pub async fn mark_duplicate(desk: AtDesk<'_>, individual: RecordId, of: Option<RecordId>) -> Result<Saved, CommandError> {
    save(&desk, move |store, by| {
        let she = known::<Individual>(store, Kind::Individual, individual)?;
        if let Some(of) = of {
            let other = known::<Individual>(store, Kind::Individual, of)?;
            // Two that point at each other would both be nobody.
            if other.duplicate_of.is_some() {
                return Err(Refused::Faults(vec![Fault { field: "duplicate_of".to_owned(), code: FaultCode::DoesNotFit }]));
            }
        }
        she.marked(individual, of, by, &nothing_around(by)).map_err(Refused::Faults)
    })
    .await
}

/// What is recorded here goes to an area that this person works in. What has left her areas may still be put right where it is.
fn stays_in_reach(store: &Store, area: &str, before: Option<&str>) -> Result<(), Refused> {
    if before == Some(area) || store.areas()?.iter().any(|given| given.key == area) {
        return Ok(());
    }
    let code = if area.is_empty() { FaultCode::Missing } else { FaultCode::Unknown };
    Err(Refused::Faults(vec![Fault { field: "area".to_owned(), code }]))
}
