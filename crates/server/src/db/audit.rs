//! The audit trail as it is kept: lines, and the end of the chain.

use super::DbError;
use crate::audit::{Line, Link};

/// Verbs about the audit trail. Nothing is ever altered or removed.
pub trait Audit {
    /// The last line's number and hash; none where nothing was written yet.
    fn trail_end(&self, org: &str) -> Result<Option<Link>, DbError>;
    /// Adds a line. Prefer [`crate::audit::note`], which links it to the one before.
    fn add_to_trail(&self, org: &str, line: &Line) -> Result<(), DbError>;
    /// Lines past a number, at most so many, in order.
    fn trail(&self, org: &str, after: u64, most: u32) -> Result<Vec<Line>, DbError>;
}
