//! Putting parts together. The order in which they come does not matter, and neither does in how many heaps they come.

use super::{Amount, Cell, Covered, Figures, Part, Row};
use crate::RecordId;
use std::collections::BTreeMap;

/// Parts of one chart, put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally<'a> {
    /// What counts each time, by group.
    sums: BTreeMap<Option<&'a str>, Amount>,
    /// What counts once, by whom it is about: the earliest record of each.
    once: BTreeMap<RecordId, Earliest<'a>>,
    /// Households, and where they stand.
    stand: BTreeMap<RecordId, Cell>,
}

/// When, which record, its group, how much. The first two decide.
type Earliest<'a> = (i64, RecordId, Option<&'a str>, Amount);

impl<'a> Tally<'a> {
    /// Puts in what this record adds.
    pub fn add(&mut self, record: RecordId, part: &'a Part) {
        if let Some(cell) = part.stands {
            self.stand.insert(record, cell);
        }
        let Some(counted) = &part.counted else { return };
        let group = counted.group.as_deref();
        match counted.about {
            None => {
                let sum = self.sums.entry(group).or_default();
                *sum = sum.plus(counted.amount);
            }
            Some(about) => {
                let this = (counted.at, record, group, counted.amount);
                let earliest = self.once.entry(about).or_insert(this);
                if (this.0, this.1) < (earliest.0, earliest.1) {
                    *earliest = this;
                }
            }
        }
    }

    /// What it comes to.
    pub fn figures(&self) -> Figures {
        let mut rows = self.sums.clone();
        for (_, _, group, amount) in self.once.values() {
            let sum = rows.entry(*group).or_default();
            *sum = sum.plus(*amount);
        }
        let mut cells: BTreeMap<Cell, Covered> = BTreeMap::new();
        for (household, cell) in &self.stand {
            let covered = cells.entry(*cell).or_insert(Covered { cell: *cell, households: 0, done: 0 });
            covered.households += 1;
            covered.done += i64::from(self.once.contains_key(household));
        }
        let row = |(key, amount): (Option<&str>, Amount)| Row { key: key.map(str::to_owned), amount };
        Figures { rows: rows.into_iter().filter(|(_, amount)| !amount.is_zero()).map(row).collect(), cells: cells.into_values().collect() }
    }
}
