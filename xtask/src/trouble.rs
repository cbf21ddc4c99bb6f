//! What went wrong, in words for the person who typed the command.

use std::fmt;

/// One sentence or a few; says what to do next where there is something to do.
#[derive(Debug)]
pub struct Trouble(pub String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// A [`Trouble`] from words and their parts.
#[macro_export]
macro_rules! trouble {
    ($($words:tt)*) => { $crate::trouble::Trouble(format!($($words)*)) };
}
