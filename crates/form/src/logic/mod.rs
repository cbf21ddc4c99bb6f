//! Rules: JSON Logic, compiled once and evaluated after every change, on the device and on the service alike.
//!
//! The operators are a closed list without loops and without a way to name anything but fields: how long an expression takes
//! is known from how it is written. Where JSON Logic and forms differ, forms win: *nothing* is not zero, a comparison
//! with nothing does not hold, and a calculation with nothing gives nothing (`docs/decisions/0010`).
//! `compile.rs` reads and checks, `eval.rs` evaluates, `value.rs` and `date.rs` say what values mean.

mod compile;
mod date;
mod eval;
mod operator;
mod value;

#[cfg(feature = "import")]
pub use compile::whole_regex;
pub use compile::{Budget, Reads, Scope, compile};
pub use eval::{Around, Look};
pub use operator::Operator;
pub use value::Val;

use regex::Regex;

/// Which field: its number in the form's table.
pub type FieldNo = usize;

/// A compiled expression.
#[derive(Debug)]
pub enum Node {
    /// What stands there.
    Plain(Plain),
    /// A field's value: of this row where reader and field share it, of all rows where they do not.
    Var {
        /// The field.
        field: FieldNo,
        /// So many groups are shared with the reader: their rows are the reader's.
        shared: usize,
    },
    /// The answer that a constraint is about; in a computed field, what stood there before.
    This,
    /// A column of the choice that a filter looks at.
    Column(String),
    /// The number of the row, from 1.
    Position,
    /// Whether a text matches as a whole.
    Matches(Box<Node>, Regex),
    /// Everything else.
    Apply(Operator, Vec<Node>),
}

/// A value that stands in an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Plain {
    /// `null`.
    Nothing,
    /// `true`.
    Bool(bool),
    /// `7`.
    Number(f64),
    /// `"north"`.
    Text(String),
}
