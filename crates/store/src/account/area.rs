//! One row an area and day of a campaign: what was registered and filled in.

use crate::entry::Entry;
use crate::view::{AreaAccount, EntryRow};
use chrono::NaiveDate;
use daybook_record::{Kind, RecordId, Verb};
use std::collections::BTreeMap;

/// Puts received entries together by area and day.
pub(crate) fn by_area_and_day(received: Vec<Entry>) -> Vec<AreaAccount> {
    let mut days: BTreeMap<(String, NaiveDate), Vec<EntryRow>> = BTreeMap::new();
    for Entry { row, made_on, .. } in received {
        let Some(area) = row.area.clone() else { continue };
        days.entry((area, made_on)).or_default().push(row);
    }
    let mut accounts: Vec<AreaAccount> = days.into_iter().map(|((area, date), rows)| account(area, date, rows)).collect();
    accounts.sort_by_cached_key(|account| (account.name.to_lowercase(), account.date));
    accounts
}

fn account(area: String, date: NaiveDate, rows: Vec<EntryRow>) -> AreaAccount {
    // What was made and taken back in one sync was received, but nothing of it was done.
    let last: BTreeMap<(Kind, RecordId), &EntryRow> = rows.iter().map(|row| ((row.kind, row.record), row)).collect();
    let done = |kind: Kind| last.values().filter(|row| row.kind == kind && row.verb != Verb::Remove).count() as u32;
    AreaAccount {
        name: rows.iter().find_map(|row| row.area_name.clone()).unwrap_or_else(|| area.clone()),
        households: done(Kind::Household),
        individuals: done(Kind::Individual),
        entries: done(Kind::Entry),
        area,
        date,
        rows,
    }
}
