//! What another app's file says and we do not take: its place, its name there, and why. Never guessed, always listed.

use std::fmt;

/// Something that could not be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands: `dashboardConfig[0].charts[1]`.
    pub place: String,
    /// What it is called there.
    pub name: String,
    /// Why it is left out.
    pub why: &'static str,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, {}: {}", self.place, self.name, self.why)
    }
}
