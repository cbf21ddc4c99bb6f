//! Vaccines and batches: what can be given today, and which batch is today's default.

use crate::row::{json, read};
use crate::view::{BatchRow, VaccineRow};
use crate::{Result, Store};
use chrono::NaiveDate;
use daybook_record::RecordId;
use daybook_record::code::{Programme, VaccineMethod};
use daybook_record::kind::{Batch, Vaccine};
use rusqlite::{Connection, OptionalExtension, named_params};
use std::collections::HashMap;

impl Store {
    /// Vaccines of the programme that are still given, by brand.
    pub fn vaccines(&self, programme: Programme) -> Result<Vec<VaccineRow>> {
        self.read(|tx| {
            let given = catalogue(tx)?.into_iter().filter(|(_, vaccine)| vaccine.programme == programme && !vaccine.discontinued);
            let mut rows: Vec<VaccineRow> = given.map(|(id, vaccine)| vaccine_row(id, vaccine)).collect();
            rows.sort_by(|one, other| one.brand.cmp(&other.brand));
            Ok(rows)
        })
    }

    /// Batches of the programme that can be used today, earliest expiry first.
    pub fn batches(&self, programme: Programme, today: NaiveDate) -> Result<Vec<BatchRow>> {
        self.read(|tx| {
            let catalogue = catalogue(tx)?;
            let mut statement = tx.prepare_cached(include_str!("usable.sql"))?;
            let mut rows = statement.query(named_params! { ":programme": programme.as_str(), ":today": today.to_string() })?;
            let mut batches = Vec::new();
            while let Some(row) = rows.next()? {
                let (id, batch): (RecordId, Batch) = (read(row, "id")?, json(row, "facts")?);
                let Some(vaccine) = catalogue.get(&batch.vaccine) else { continue };
                let default = default_batch(tx, programme, vaccine.method, today)?;
                batches.push(BatchRow {
                    id,
                    vaccine: vaccine_row(batch.vaccine, vaccine.clone()),
                    number: batch.number,
                    expiry: batch.expiry,
                    default_today: default == Some(id),
                    unsent: row.get("unsent")?,
                });
            }
            Ok(batches)
        })
    }

    /// The batch chosen for that day, programme and method.
    pub fn default_batch(&self, programme: Programme, method: VaccineMethod, date: NaiveDate) -> Result<Option<RecordId>> {
        self.read(|tx| default_batch(tx, programme, method, date))
    }

    /// Chooses it, or no longer; choices for days before are forgotten.
    pub fn set_default_batch(&self, programme: Programme, method: VaccineMethod, date: NaiveDate, batch: Option<RecordId>) -> Result<()> {
        self.write(|tx| {
            tx.execute(include_str!("forget.sql"), named_params! { ":day": date.to_string() })?;
            let (day, programme, method) = (date.to_string(), programme.as_str(), method.as_str());
            match batch {
                Some(batch) => tx.execute(
                    include_str!("choose.sql"),
                    named_params! { ":day": day, ":programme": programme, ":method": method, ":batch": batch.to_string() },
                )?,
                None => {
                    tx.execute(include_str!("unchoose.sql"), named_params! { ":day": day, ":programme": programme, ":method": method })?
                }
            };
            Ok(())
        })
    }
}

fn default_batch(tx: &Connection, programme: Programme, method: VaccineMethod, date: NaiveDate) -> Result<Option<RecordId>> {
    let mut statement = tx.prepare_cached(include_str!("chosen.sql"))?;
    let values = named_params! { ":day": date.to_string(), ":programme": programme.as_str(), ":method": method.as_str() };
    let chosen: Option<String> = statement.query_row(values, |row| row.get(0)).optional()?;
    Ok(chosen.and_then(|id| id.parse().ok()))
}

/// Every vaccine that this device knows, also those that only stand in histories.
pub(crate) fn catalogue(tx: &Connection) -> Result<HashMap<RecordId, Vaccine>> {
    let mut statement = tx.prepare_cached(include_str!("catalogue.sql"))?;
    let mut rows = statement.query([])?;
    let mut vaccines = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Ok(vaccine) = json(row, "facts") {
            vaccines.insert(read(row, "id")?, vaccine);
        }
    }
    Ok(vaccines)
}

fn vaccine_row(id: RecordId, vaccine: Vaccine) -> VaccineRow {
    let Vaccine { programme, brand, method, dose_ml, contains_gelatine, .. } = vaccine;
    VaccineRow { id, programme, brand, method, dose_ml, contains_gelatine }
}
