//! The batch file: one change a line (NDJSON), packed with zstd, named by the SHA-256 of its packed bytes.

use crate::limit;
use daybook_record::Change;
use sha2::{Digest as _, Sha256};
use std::io::{self, BufRead, BufReader, Read, Write};

/// A batch ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchFile {
    /// Packed bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of them, in lower-case hex.
    pub sha256: String,
    /// How many changes are inside.
    pub changes: u32,
}

/// A batch that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The packing is broken or ends early.
    #[error("the file ends early or is damaged")]
    Truncated(#[source] io::Error),
    /// It unpacks to more than is allowed.
    #[error("the file unpacks to more than {limit} bytes")]
    Bomb {
        /// The bound that was passed.
        limit: u64,
    },
    /// More lines than are allowed.
    #[error("the file holds more than {limit} changes")]
    TooMany {
        /// The bound that was passed.
        limit: usize,
    },
    /// A change cannot be written as JSON: a programming error.
    #[error("a change cannot be written down")]
    Unwritable(#[source] serde_json::Error),
}

/// One line of a batch as it was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A change.
    Change(Box<Change>),
    /// Something else, kept as it came (law 4).
    Unreadable {
        /// From 1.
        line: u32,
        /// The bytes of the line; invalid UTF-8 replaced.
        text: String,
    },
}

/// The SHA-256 of these bytes in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Compiles changes into a batch file. The same changes always give the same bytes, so that a retry is recognised.
pub fn pack<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Result<BatchFile, BatchError> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).map_err(BatchError::Truncated)?;
    let mut count = 0;
    for change in changes {
        let line = serde_json::to_vec(change).map_err(BatchError::Unwritable)?;
        encoder.write_all(&line).and_then(|()| encoder.write_all(b"\n")).map_err(BatchError::Truncated)?;
        count += 1;
    }
    let bytes = encoder.finish().map_err(BatchError::Truncated)?;
    Ok(BatchFile { sha256: sha256(&bytes), bytes, changes: count })
}

/// Unpacks a batch file, line by line, within the limits. Blank lines are passed over; a line that is no change is kept.
pub fn unpack(packed: &[u8]) -> Result<Vec<Line>, BatchError> {
    unpack_within(packed, limit::BATCH_UNPACKED_BYTES, limit::BATCH_CHANGES)
}

/// As [`unpack`], with other bounds.
pub fn unpack_within(packed: &[u8], most_bytes: u64, most_lines: usize) -> Result<Vec<Line>, BatchError> {
    let decoder = zstd::Decoder::new(packed).map_err(BatchError::Truncated)?;
    lines_within(BufReader::new(decoder.take(most_bytes + 1)), most_bytes, most_lines)
}

/// Reads changes, one a line, that are not packed. Blank lines are passed over; a line that is no change is kept.
pub fn lines_within(mut reader: impl BufRead, most_bytes: u64, most_lines: usize) -> Result<Vec<Line>, BatchError> {
    let (mut lines, mut read, mut number) = (Vec::new(), 0_u64, 0_u32);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let length = reader.read_until(b'\n', &mut buffer).map_err(BatchError::Truncated)?;
        if length == 0 {
            return Ok(lines);
        }
        read += length as u64;
        number += 1;
        if read > most_bytes {
            return Err(BatchError::Bomb { limit: most_bytes });
        }
        if buffer.trim_ascii().is_empty() {
            continue;
        }
        if lines.len() == most_lines {
            return Err(BatchError::TooMany { limit: most_lines });
        }
        lines.push(match serde_json::from_slice(&buffer) {
            Ok(change) if buffer.len() <= limit::CHANGE_BYTES => Line::Change(Box::new(change)),
            _ => Line::Unreadable { line: number, text: String::from_utf8_lossy(buffer.trim_ascii()).into_owned() },
        });
    }
}
