//! Batch files, as they come from storage: broken packing, bombs, and lines that are anything.

use daybook_record::Change;
use daybook_wire::batch::{Line, pack, unpack_within};

/// Bounds that are reached within a small input.
const MOST_BYTES: u64 = 256 * 1024;
const MOST_LINES: usize = 500;

/// As a packed file, and as the lines in one.
pub fn file(bytes: &[u8]) {
    if let Ok(lines) = unpack_within(bytes, MOST_BYTES, MOST_LINES) {
        assert!(lines.len() <= MOST_LINES);
    }
    let packed = zstd::encode_all(bytes, 1).expect("packing is done in memory");
    let Ok(lines) = unpack_within(&packed, MOST_BYTES, MOST_LINES) else { return };
    let written = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
    assert_eq!(lines.len(), written, "every line is kept, whatever it is (law 4)");
    let changes: Vec<&Change> =
        lines.iter().filter_map(|line| if let Line::Change(change) = line { Some(&**change) } else { None }).collect();
    let again = pack(changes.iter().copied()).expect("what was read can be packed");
    let read = unpack_within(&again.bytes, u64::MAX / 2, MOST_LINES).expect("what was packed can be read");
    assert_eq!(read.len(), changes.len());
    for (line, change) in read.iter().zip(changes) {
        assert!(matches!(line, Line::Change(read) if **read == *change), "a change is read as it was packed");
    }
}
