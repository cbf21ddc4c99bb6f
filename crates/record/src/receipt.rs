//! Receipts: the service's word that it has a change. The only thing that may be called "synced" (law 1).

use crate::code::codes;
use crate::{ChangeId, Moment, Version};
use serde::{Deserialize, Serialize};

/// A support ticket's number, as people say it: `T-000123`.
pub type TicketNumber = String;

codes! {
    /// Why an entry waits for a person at support. It is stored all the same (law 4).
    Reason {
        /// Somebody else changed the same field to something else.
        Conflict = "conflict",
        /// A rule of the field does not hold.
        Invalid = "invalid",
        /// It speaks of something that the service does not know.
        UnknownReference = "unknown_reference",
        /// This person may not record that there.
        NotPermitted = "not_permitted",
        /// The same vaccination may have been recorded by somebody else.
        PossibleDuplicate = "possible_duplicate",
        /// The team had blocked the device that handed it in.
        DeviceBlocked = "device_blocked",
        /// It came in a file that its device did not sign: anybody might have written it.
        Unproven = "unproven",
    }
}

/// What became of a change when it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It is now what the service holds.
    Stored,
    /// The service held exactly that already.
    AlreadyHave,
    /// Somebody changed other fields meanwhile; both stand.
    Merged,
    /// Stored, and a person at support decides what it becomes.
    WithSupport {
        /// The ticket to ask about.
        ticket: TicketNumber,
        /// Why.
        reason: Reason,
    },
}

/// The service's word for one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Short, to be read out: `7F3K-Q2`.
    pub code: String,
    /// The change it is for.
    pub change: ChangeId,
    /// The revision it is for: a later edit of the same record is not covered.
    pub revision: u32,
    /// Where it stands in the service's order.
    pub sequence: Version,
    /// When the service had it, by the service's clock.
    pub at: Moment,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// Crockford's base 32: no I, L, O or U, so that it can be read out over a bad line.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The short code of the receipt with this place in the order: six letters, each number its own up to 2³⁰.
/// Neighbours look nothing alike (an odd multiplier permutes the numbers), so a misheard letter is noticed.
pub fn receipt_code(sequence: Version) -> String {
    const SPREAD: u64 = 0x2545_F491;
    let mut rest = sequence.wrapping_mul(SPREAD) & ((1 << 30) - 1);
    // Past 2³⁰ arrivals the code grows instead of repeating.
    let mut code = Vec::from(if sequence >> 30 == 0 { String::new() } else { format!("{:X}-", sequence >> 30) });
    for place in 0..6 {
        if place == 4 {
            code.push(b'-');
        }
        code.push(LETTERS[((rest >> 25) & 31) as usize]);
        rest <<= 5;
    }
    String::from_utf8(code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_receipts_read_alike() {
        let codes: BTreeSet<String> = (1..50_000).map(receipt_code).collect();
        assert_eq!(codes.len(), 49_999);
        assert_ne!(receipt_code(7), receipt_code(7 + (1 << 30)));
    }

    #[test]
    fn a_receipt_code_can_be_read_out() {
        let code = receipt_code(12_345);
        assert_eq!(code.len(), 7);
        assert_eq!(code.as_bytes()[4], b'-');
    }
}
