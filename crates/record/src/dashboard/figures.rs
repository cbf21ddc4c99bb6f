//! What a chart shows: an amount for each group, and on a map of coverage two counts for each cell. They add and subtract.

use super::{Amount, Cell};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a chart shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// By group, in the order of their keys; a group with nothing in it is not here.
    #[serde(default)]
    pub rows: Vec<Row>,
    /// By cell, in their order; empty where it is no map of coverage.
    #[serde(default)]
    pub cells: Vec<Covered>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// A day, a name, an area's key, an answer; none where nothing was said, and where there are no groups.
    #[serde(default)]
    pub key: Option<String>,
    /// How many, or how much.
    pub amount: Amount,
}

/// A cell of a map of coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// Which.
    #[serde(flatten)]
    pub cell: Cell,
    /// Households in it.
    pub households: i64,
    /// How many of them are done.
    pub done: i64,
}

impl Figures {
    /// Everything together.
    pub fn total(&self) -> Amount {
        self.rows.iter().map(|row| row.amount).sum()
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Figures) -> Figures {
        self.with(other, Amount::plus, |one, other| one + other)
    }

    /// What this has more than the other. What it has less is below zero.
    #[must_use]
    pub fn minus(&self, other: &Figures) -> Figures {
        self.with(other, Amount::minus, |one, other| one - other)
    }

    fn with(&self, other: &Figures, amounts: fn(Amount, Amount) -> Amount, counts: fn(i64, i64) -> i64) -> Figures {
        let mut rows: BTreeMap<Option<String>, Amount> = self.rows.iter().map(|row| (row.key.clone(), row.amount)).collect();
        for row in &other.rows {
            let sum = rows.entry(row.key.clone()).or_default();
            *sum = amounts(*sum, row.amount);
        }
        let mut cells: BTreeMap<Cell, Covered> = self.cells.iter().map(|covered| (covered.cell, *covered)).collect();
        for covered in &other.cells {
            let sum = cells.entry(covered.cell).or_insert(Covered { households: 0, done: 0, ..*covered });
            (sum.households, sum.done) = (counts(sum.households, covered.households), counts(sum.done, covered.done));
        }
        Figures {
            rows: rows.into_iter().filter(|(_, amount)| !amount.is_zero()).map(|(key, amount)| Row { key, amount }).collect(),
            cells: cells.into_values().filter(|covered| covered.households != 0 || covered.done != 0).collect(),
        }
    }
}
