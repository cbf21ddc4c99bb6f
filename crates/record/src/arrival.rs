//! Arrival: what a device does with a record that came from the service.
//!
//! The store asks this inside the transaction that writes the answer, so that a nurse who saves at that very moment is
//! never overruled by a decision taken on what she had before.

use crate::Facts;

/// What becomes of a record that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is new here.
    Insert,
    /// Nothing of ours waits: theirs stands.
    Replace,
    /// Ours waits and says the same: theirs becomes the base, ours still goes out for its receipt.
    Settle,
    /// Ours waits and says otherwise: ours stays on the screen, theirs becomes the base; merging is the service's work (law 7).
    KeepMine,
}

/// `mine` is what this device shows, `pending` whether anything of it is still to be sent, `theirs` what arrived.
pub fn decide(mine: Option<&Facts>, pending: bool, theirs: &Facts) -> Action {
    match mine {
        None => Action::Insert,
        Some(_) if !pending => Action::Replace,
        Some(mine) if mine.same_as(theirs) => Action::Settle,
        Some(_) => Action::KeepMine,
    }
}
