//! Other people's forms, turned into ours: XLSForm workbooks ([`xlsform`]) and page files ([`pages`]).
//!
//! What cannot be turned is listed, with the sheet, the row as the spreadsheet counts it, the column and the reason. A
//! form with parts missing is only made for those who say that they want it so: a constraint that quietly went away is
//! found by nobody.

mod choices;
mod condition;
mod function;
mod gather;
mod group;
mod lexer;
mod page_file;
mod pages;
mod question;
mod survey;
mod texts;
mod workbook;
mod xpath;

pub use pages::{Message, pages};
pub use survey::xlsform;
pub use xpath::{Names, NotConverted, convert};

use crate::{Definition, Form, FormError, Limits};
use std::fmt;

/// How an import is wanted.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The id of the form where the file says none.
    pub id: String,
    /// Its version where the file says none.
    pub version: String,
    /// The language of texts that do not say theirs.
    pub language: String,
    /// Make the form even if something has to be left out.
    pub leave_out: bool,
    /// What is taken.
    pub limits: Limits,
}

/// A form, and what is not in it.
#[derive(Debug)]
pub struct Imported {
    /// The form.
    pub definition: Definition,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// Something that could not be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// On which sheet, or which page.
    pub sheet: String,
    /// In which row, as a spreadsheet counts: the headings are row 1. On a page, which field.
    pub row: u32,
    /// In which column, or under which key.
    pub column: String,
    /// Why.
    pub why: Why,
}

/// Why something could not be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// A type of question that has no place here.
    #[error("“{0}” is not a type of question that can be converted")]
    Type(String),
    /// An expression.
    #[error("{0}")]
    Expression(#[from] NotConverted),
    /// A column with something in it that would be lost.
    #[error("this has no place in our forms")]
    NoPlace,
    /// A name that cannot be an id.
    #[error("“{0}” cannot be a name: it begins with a letter or “_”, and has letters without accents, digits, “_”, “-” and “.”")]
    Name(String),
    /// No name at all.
    #[error("there is no name")]
    NoName,
    /// The name is taken.
    #[error("the name “{0}” is there twice")]
    Twice(String),
    /// A list of choices that is not there.
    #[error("there is no list of choices “{0}”")]
    NoList(String),
    /// A group that is closed and was not opened.
    #[error("this closes a group that is not open")]
    NotOpen,
    /// A group that is not closed.
    #[error("this group is not closed")]
    NotClosed,
    /// A text with the answer to another question in it.
    #[error("a text cannot hold the answer to another question; it stands there as “…”")]
    Piping,
    /// A calculation without anything to calculate.
    #[error("there is nothing to calculate")]
    NothingToCalculate,
    /// A question with a choice of nothing.
    #[error("it says nothing of what can be chosen")]
    NoChoices,
    /// Several conditions, of which nobody says whether all or one of them must hold.
    #[error("several conditions stand here, and nothing says how they go together")]
    SeveralConditions,
    /// Not a number where one is needed.
    #[error("this is not a number")]
    NotANumber,
    /// A setting that we do not know how to follow.
    #[error("“{0}” cannot be followed")]
    Setting(String),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}, row {}, {}: {}", self.sheet, self.row, self.column, self.why)
    }
}

/// Why there is no form.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Larger than is looked at.
    #[error("the file has {bytes} bytes, more than the {most} that are taken")]
    TooLarge {
        /// It has so many.
        bytes: usize,
        /// So many may be.
        most: usize,
    },
    /// Not a file of this sort, or damaged.
    #[error("this is not {0} that can be read")]
    Unreadable(&'static str),
    /// A sheet that must be there.
    #[error("there is no sheet “{0}”")]
    NoSheet(&'static str),
    /// A sheet, or a whole workbook, with more in it than is taken.
    #[error("“{0}” has more in it than is taken")]
    TooMuch(String),
    /// Something would have to be left out, and that was not asked for.
    #[error("{}", told(.0))]
    LeftOut(Vec<LeftOut>),
    /// It was converted, and what came out does not hold together.
    #[error(transparent)]
    Form(#[from] FormError),
}

fn told(left_out: &[LeftOut]) -> String {
    left_out.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The end of every import: either everything was converted, or leaving out was asked for; and the form must hold together.
fn finish(definition: Definition, left_out: Vec<LeftOut>, ask: &Ask) -> Result<Imported, ImportError> {
    if !left_out.is_empty() && !ask.leave_out {
        return Err(ImportError::LeftOut(left_out));
    }
    let definition = Form::new(definition, &ask.limits)?.into_definition();
    Ok(Imported { definition, left_out })
}
