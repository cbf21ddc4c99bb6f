//! Batch files: what was packed comes out again, and whatever else comes in breaks nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use daybook_record::{Change, Facts, Kind, Made, Moment, Verb};
use daybook_wire::batch::{BatchError, Line, pack, sha256, unpack, unpack_within};
use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

fn change() -> impl Strategy<Value = Change> {
    let facts = proptest::collection::btree_map("[a-z_]{1,8}", "\\PC{0,40}".prop_map(Value::from), 0..5);
    (any::<u128>(), any::<u128>(), 1..9_u32, proptest::option::of(any::<u32>()), facts).prop_map(|(id, record, revision, base, facts)| {
        Change {
            id: Uuid::from_u128(id).into(),
            kind: Kind::Note,
            record: Uuid::from_u128(record).into(),
            revision,
            base: base.map(u64::from),
            verb: Verb::Edit,
            facts: Facts(facts),
            person: Uuid::from_u128(1).into(),
            device: Uuid::from_u128(2).into(),
            made: Made { at: Moment::at(1_789_374_600, 3_600), monotonic_ms: 5, offset_seconds: Some(-3) },
        }
    })
}

proptest! {
    #[test]
    fn what_was_packed_comes_out_again(changes in proptest::collection::vec(change(), 0..20)) {
        let file = pack(&changes).unwrap();
        prop_assert_eq!(&file.sha256, &sha256(&file.bytes));
        prop_assert_eq!(file.changes as usize, changes.len());
        let lines: Vec<Line> = changes.iter().cloned().map(|change| Line::Change(Box::new(change))).collect();
        prop_assert_eq!(unpack(&file.bytes).unwrap(), lines);
        // A retry is the same file.
        prop_assert_eq!(pack(&changes).unwrap(), file);
    }

    #[test]
    fn whatever_comes_in_breaks_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = unpack(&bytes);
    }

    #[test]
    fn whatever_lines_come_in_each_is_kept(text in "(\\PC{0,20}\n){0,8}") {
        let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let written: Vec<&str> = text.lines().map(str::trim_ascii).filter(|line| !line.is_empty()).collect();
        let read = unpack(&packed).unwrap();
        let read: Vec<&str> = read.iter().map(|line| match line { Line::Unreadable { text, .. } => text.as_str(), Line::Change(_) => "" }).collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn a_file_that_was_cut_off_is_told(changes in proptest::collection::vec(change(), 1..5), cut in 1..200_usize) {
        let file = pack(&changes).unwrap();
        let short = &file.bytes[..file.bytes.len().saturating_sub(cut)];
        // Nothing at all is an empty file; anything else ends too early.
        prop_assert!(short.is_empty() || matches!(unpack(short), Err(BatchError::Truncated(_))));
    }
}

#[test]
fn a_bomb_and_too_many_lines_are_told() {
    let bomb = zstd::encode_all(vec![b'x'; 5_000].as_slice(), 1).unwrap();
    assert!(matches!(unpack_within(&bomb, 4_999, 10), Err(BatchError::Bomb { limit: 4_999 })));
    assert!(unpack_within(&bomb, 5_000, 10).is_ok());
    let many = zstd::encode_all("{}\n{}\n\n{}\n".as_bytes(), 1).unwrap();
    assert!(matches!(unpack_within(&many, 100, 2), Err(BatchError::TooMany { limit: 2 })));
    assert_eq!(unpack_within(&many, 100, 3).unwrap().len(), 3);
}
