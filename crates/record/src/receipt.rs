//! Receipts: the service's word that it has a change. The only thing that may be called "synced" (law 1).

use crate::code::codes;
use crate::{ChangeId, Moment, RecordId, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

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
        /// The same vaccination, or the same person, may have been recorded by somebody else.
        PossibleDuplicate = "possible_duplicate",
        /// A person comes with an id from the pool that was not given to this device, or that somebody else has.
        IdNotYours = "id_not_yours",
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
    /// The number that the service gave to what was registered: `P-4K7Q-9ZD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
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

/// Letters of a registration number, at first: one in thirty thousand million.
pub const SHORTEST_REGISTRATION: usize = 7;
/// Letters of a registration number, where all shorter ones were taken.
pub const LONGEST_REGISTRATION: usize = 13;

/// The number of what was registered in the field: `P-4K7Q-9ZD`. It follows from the record's id alone; the service sees to it
/// that no two records have the same, by a letter more.
pub fn registration(letter: char, record: RecordId, letters: usize) -> String {
    let hash = Sha256::digest(record.0.as_bytes());
    let mut bits = u128::from_be_bytes(hash.first_chunk().copied().unwrap_or_default());
    let mut number = format!("{letter}-");
    for place in 0..letters.min(LONGEST_REGISTRATION) {
        if place == 4 {
            number.push('-');
        }
        number.push(char::from(LETTERS[(bits >> 123) as usize & 31]));
        bits <<= 5;
    }
    number
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
    fn a_record_has_one_number_and_one_letter_more_makes_it_another() {
        let record = RecordId(uuid::Uuid::from_u128(7));
        let number = registration('P', record, SHORTEST_REGISTRATION);
        assert_eq!((number.len(), number.starts_with("P-")), (10, true), "{number}");
        assert_eq!(number, registration('P', record, SHORTEST_REGISTRATION));
        let longer = registration('P', record, SHORTEST_REGISTRATION + 1);
        assert!(longer.starts_with(&number) && longer.len() == number.len() + 1, "{number} {longer}");
        assert_ne!(number, registration('P', RecordId(uuid::Uuid::from_u128(8)), SHORTEST_REGISTRATION));
    }

    #[test]
    fn a_receipt_code_can_be_read_out() {
        let code = receipt_code(12_345);
        assert_eq!(code.len(), 7);
        assert_eq!(code.as_bytes()[4], b'-');
    }
}
