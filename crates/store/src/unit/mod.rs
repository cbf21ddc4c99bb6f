//! Units: which parts of a sync were asked for and not tried yet, and how each ended last.
//!
//! What was asked for survives a restart. What is deliberately not here: running them (`sync`).

use crate::row::{from_json, read, read_if, to_json};
use crate::view::{SyncEnd, UnitRow};
use crate::{Result, Store};
use daybook_record::unit::Priority;
use daybook_record::{Moment, Unit};
use rusqlite::named_params;

impl Store {
    /// Notes that these parts are asked for. One that is asked for already keeps its place, or takes the higher one. With
    /// `discard_pending` everything that was asked for before is forgotten first.
    pub fn ask(&self, units: &[Unit], priority: Priority, discard_pending: bool, at: Moment) -> Result<()> {
        self.write(|tx| {
            if discard_pending {
                tx.execute(include_str!("discard.sql"), [])?;
            }
            let mut statement = tx.prepare_cached(include_str!("ask.sql"))?;
            for unit in units {
                statement.execute(named_params! { ":unit": unit.as_str(), ":priority": priority as i64, ":at": at.to_string() })?;
            }
            Ok(())
        })
    }

    /// What is to be tried next: everything that was asked for with the highest priority. Empty where nothing waits.
    pub fn next_asked(&self) -> Result<Vec<Unit>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("next.sql"))?;
            let mut rows = statement.query([])?;
            let mut units = Vec::new();
            while let Some(row) = rows.next()? {
                units.push(read(row, "unit")?);
            }
            Ok(units)
        })
    }

    /// Notes how a part ended: with an end that is a failure, or well. It is not asked for any more, either way.
    pub fn end_unit(&self, unit: Unit, failure: Option<SyncEnd>, at: Moment) -> Result<()> {
        self.write(|tx| {
            tx.execute(include_str!("tried.sql"), named_params! { ":unit": unit.as_str() })?;
            let failure = failure.map(|end| to_json(&end)).transpose()?;
            let word = failure.as_deref().map(|text| text.trim_matches('"'));
            tx.execute(include_str!("end.sql"), named_params! { ":unit": unit.as_str(), ":failure": word, ":at": at.to_string() })?;
            Ok(())
        })
    }

    /// Every part that was ever tried, in the usual order.
    pub fn units(&self) -> Result<Vec<UnitRow>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("list.sql"))?;
            let mut rows = statement.query([])?;
            let mut units = Vec::new();
            while let Some(row) = rows.next()? {
                let moment = |column| Ok::<_, crate::StoreError>(read_if::<String>(row, column)?.as_deref().and_then(Moment::parse));
                let failure: Option<String> = row.get("failure")?;
                units.push(UnitRow {
                    unit: read(row, "unit")?,
                    succeeded_at: moment("succeeded_at")?,
                    failed_at: moment("failed_at")?,
                    failure: failure.map(|word| from_json(&format!("\"{word}\""), "failure")).transpose()?,
                    asked: row.get("asked")?,
                });
            }
            units.sort_by_key(|row| row.unit);
            Ok(units)
        })
    }
}
