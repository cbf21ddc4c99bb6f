//! Walking the whole chain, and saying exactly where it does not hold.

use super::{Line, Link, walk};
use crate::db::{DbError, Tx};
use std::fmt;

/// A place where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// Lines are missing between two that are there (or before the first).
    Removed {
        /// The first that is missing.
        from: u64,
        /// The last that is missing.
        to: u64,
    },
    /// The line does not say what it said when it was written.
    Changed {
        /// Which.
        seq: u64,
    },
    /// The line was written as another number.
    Moved {
        /// Where it stands.
        seq: u64,
        /// Where it stood.
        belongs: u64,
    },
    /// The line is whole, and was not written after the one that stands before it now.
    Unlinked {
        /// Which.
        seq: u64,
    },
    /// The trail ends before the end that is kept beside the database.
    Cut {
        /// The last line that is there; 0 where there is none.
        last: u64,
        /// The last there was.
        kept: u64,
    },
    /// The end beside the database is that of another chain.
    OtherEnd {
        /// The line whose hash differs.
        seq: u64,
    },
    /// There are lines, and no end beside the database.
    NoEnd,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Break::Removed { from, to } if from == to => write!(f, "line {from} was removed"),
            Break::Removed { from, to } => write!(f, "lines {from} to {to} were removed"),
            Break::Changed { seq } => write!(f, "line {seq} was changed"),
            Break::Moved { seq, belongs } => write!(f, "line {seq} stood at {belongs}: lines were put in another order"),
            Break::Unlinked { seq } => {
                write!(f, "line {seq} was not written after the line that stands before it: what stood there was replaced")
            }
            Break::Cut { last, kept } => write!(f, "the trail was cut off after line {last}: there was a line {kept}"),
            Break::OtherEnd { seq } => {
                write!(f, "line {seq} is not the one whose hash is kept beside the database: the trail was written anew")
            }
            Break::NoEnd => write!(f, "the file that keeps the end of the trail beside the database is missing or cannot be read"),
        }
    }
}

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Lines that are there.
    pub lines: u64,
    /// The end of the chain, to be written down elsewhere.
    pub end: Option<Link>,
    /// Where it does not hold, in order. Empty where all is well.
    pub breaks: Vec<Break>,
}

/// Past so many there is nothing more to learn.
const MOST_BREAKS: usize = 100;

/// Walks the whole trail of an organisation. `head` is the end that is kept beside the database.
pub fn verify(tx: &dyn Tx, org: &str, head: Option<Link>) -> Result<Verified, DbError> {
    let last = tx.trail_end(org)?.map_or(0, |end| end.seq);
    let mut found = Verified { lines: 0, end: None, breaks: Vec::new() };
    let mut before = Link { seq: 0, hash: [0; 32] };
    walk(tx, org, |line| {
        found.lines += 1;
        if found.breaks.len() < MOST_BREAKS {
            look_at(&line, org, before, last, &mut found.breaks);
            if head.is_some_and(|head| head.seq == line.seq && head.hash != line.hash) {
                found.breaks.push(Break::OtherEnd { seq: line.seq });
            }
        }
        before = Link { seq: line.seq, hash: line.hash };
        found.end = Some(before);
        Ok(())
    })?;
    match head {
        Some(head) if head.seq > before.seq => found.breaks.push(Break::Cut { last: before.seq, kept: head.seq }),
        None if found.lines > 0 => found.breaks.push(Break::NoEnd),
        _ => {}
    }
    Ok(found)
}

fn look_at(line: &Line, org: &str, before: Link, last: u64, breaks: &mut Vec<Break>) {
    let gap = line.seq != before.seq + 1;
    if gap {
        breaks.push(Break::Removed { from: before.seq + 1, to: line.seq - 1 });
    }
    let begun = line.begun(org);
    if line.hashed_at(&begun, line.seq) != line.hash {
        // It may be whole and stand in the wrong place.
        let belongs = (1..=last.max(line.seq)).find(|seq| line.hashed_at(&begun, *seq) == line.hash);
        breaks.push(match belongs {
            Some(belongs) => Break::Moved { seq: line.seq, belongs },
            None => Break::Changed { seq: line.seq },
        });
    } else if !gap && line.previous != before.hash && !breaks.iter().any(|one| touches(one, before.seq)) {
        breaks.push(Break::Unlinked { seq: line.seq });
    }
}

/// The line after a moved one does not link to it; that is told already.
fn touches(known: &Break, seq: u64) -> bool {
    matches!(known, Break::Moved { seq: moved, .. } | Break::Changed { seq: moved } if *moved == seq)
}
