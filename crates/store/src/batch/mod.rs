//! Batches and vaccines.
use crate::view::{BatchRow, VaccineRow};
use crate::{Result, Store};
use chrono::NaiveDate;
use daybook_record::RecordId;
use daybook_record::code::{Programme, VaccineMethod};

impl Store {
    /// Vaccines of the programme that are still given, by brand.
    pub fn vaccines(&self, _programme: Programme) -> Result<Vec<VaccineRow>> {
        unimplemented!()
    }
    /// Batches of the programme that can be used today, earliest expiry first.
    pub fn batches(&self, _programme: Programme, _today: NaiveDate) -> Result<Vec<BatchRow>> {
        unimplemented!()
    }
    /// The batch chosen for that day, programme and method.
    pub fn default_batch(&self, _programme: Programme, _method: VaccineMethod, _date: NaiveDate) -> Result<Option<RecordId>> {
        unimplemented!()
    }
    /// Chooses it, or no longer; other days' choices are forgotten.
    pub fn set_default_batch(
        &self,
        _programme: Programme,
        _method: VaccineMethod,
        _date: NaiveDate,
        _batch: Option<RecordId>,
    ) -> Result<()> {
        unimplemented!()
    }
}
