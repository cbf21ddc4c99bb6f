//! The part of XPath that forms are written in, read into JSON Logic.
//!
//! Small on purpose: fields, the answer itself, operators and the functions of `function.rs`. There are no paths in our
//! forms, so there are none here; what is not known is told by its place, never guessed.

use super::function;
use super::lexer::{Token, tokens};
use crate::logic::Val;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Brackets within brackets.
const DEEPEST: usize = 24;

/// Why an expression could not be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotConverted {
    /// A sign that means nothing here.
    #[error("character {at}: “{sign}” cannot be read here")]
    Sign {
        /// Which character, from 1.
        at: usize,
        /// The sign.
        sign: char,
    },
    /// A word where another one should be.
    #[error("character {at}: this cannot stand here")]
    Unexpected {
        /// Which character, from 1.
        at: usize,
    },
    /// The expression ends too early.
    #[error("the expression ends too early")]
    Ends,
    /// A field that is not in the form.
    #[error("character {at}: there is no question “{name}”")]
    NoSuchField {
        /// Which character, from 1.
        at: usize,
        /// Its name.
        name: String,
    },
    /// A function that we do not have.
    #[error("character {at}: the function “{name}” cannot be converted")]
    Function {
        /// Which character, from 1.
        at: usize,
        /// Its name.
        name: String,
    },
    /// A function with arguments that cannot be converted.
    #[error("character {at}: “{name}” cannot be converted with these arguments")]
    Arguments {
        /// Which character, from 1.
        at: usize,
        /// Its name.
        name: String,
    },
    /// A path through the form.
    #[error("character {at}: paths through the form cannot be converted; write ${{name}}")]
    Path {
        /// Which character, from 1.
        at: usize,
    },
    /// A word that is neither a function nor a column of the choices.
    #[error("character {at}: “{name}” is neither a function nor a column of the choices")]
    Name {
        /// Which character, from 1.
        at: usize,
        /// The word.
        name: String,
    },
    /// Longer than is read.
    #[error("the expression is too long")]
    TooLong,
    /// Deeper than is read.
    #[error("the expression has too many brackets within brackets")]
    TooDeep,
    /// A condition of a page file that is not of the usual form.
    #[error("“{0}” is not a condition that can be converted")]
    Condition(String),
}

/// What an expression may name.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The questions of the form.
    pub fields: &'a BTreeSet<String>,
    /// In a choice filter: the columns of the list.
    pub columns: Option<&'a BTreeSet<String>>,
    /// There is an answer that it is about: `.`
    pub this: bool,
    /// It stands in a repeat group.
    pub repeated: bool,
}

/// An XPath expression as JSON Logic.
pub fn convert(text: &str, names: Names<'_>) -> Result<Value, NotConverted> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0, names };
    let value = parser.either()?;
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.unexpected()),
    }
}

pub(super) struct Parser<'a> {
    tokens: &'a [(usize, Token)],
    next: usize,
    depth: usize,
    pub(super) names: Names<'a>,
}

/// The operators, loosest first; each level is read from the left.
const LEVELS: &[&[(&str, &str)]] = &[
    &[("or", "or")],
    &[("and", "and")],
    &[("=", "=="), ("!=", "!=")],
    &[("<=", "<="), (">=", ">="), ("<", "<"), (">", ">")],
    &[("+", "+"), ("-", "-")],
    &[("*", "*"), ("div", "/"), ("mod", "%")],
];

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    /// The place of the next word.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |(at, _)| *at)
    }

    fn unexpected(&self) -> NotConverted {
        if self.next < self.tokens.len() { NotConverted::Unexpected { at: self.at() } } else { NotConverted::Ends }
    }

    fn takes(&mut self, sign: &str) -> bool {
        let taken = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.next += usize::from(taken);
        taken
    }

    fn needs(&mut self, sign: &str) -> Result<(), NotConverted> {
        if self.takes(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// A whole expression.
    fn either(&mut self) -> Result<Value, NotConverted> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(NotConverted::TooDeep);
        }
        let value = self.level(0)?;
        self.depth -= 1;
        Ok(value)
    }

    fn level(&mut self, level: usize) -> Result<Value, NotConverted> {
        let Some(operators) = LEVELS.get(level) else { return self.signed() };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = self.operator(operators) {
            let right = self.level(level + 1)?;
            left = joined(operator, left, right);
        }
        Ok(left)
    }

    fn operator(&mut self, operators: &[(&str, &'static str)]) -> Option<&'static str> {
        let word = match self.peek()? {
            Token::Sign(sign) => *sign,
            Token::Name(name) => name.as_str(),
            _ => return None,
        };
        let (_, logic) = operators.iter().find(|(written, _)| *written == word)?;
        self.next += 1;
        Some(logic)
    }

    fn signed(&mut self) -> Result<Value, NotConverted> {
        let mut minus = false;
        while self.takes("-") {
            minus = !minus;
        }
        let value = self.single()?;
        Ok(match (minus, &value) {
            (false, _) => value,
            (true, Value::Number(number)) => {
                number.as_i64().map_or_else(|| json!(number.as_f64().map(|number| -number)), |whole| json!(-whole))
            }
            (true, _) => json!({ "-": [value] }),
        })
    }

    fn single(&mut self) -> Result<Value, NotConverted> {
        let at = self.at();
        let Some(token) = self.peek().cloned() else { return Err(NotConverted::Ends) };
        self.next += 1;
        match token {
            Token::Number(number) => Ok(Val::Number(number).into_value()),
            Token::Text(text) => Ok(text.into()),
            Token::This if self.names.this => Ok(json!({ "this": [] })),
            Token::Parent | Token::Sign("/") => Err(NotConverted::Path { at }),
            Token::Field(name) if self.names.fields.contains(&name) => Ok(json!({ "var": name })),
            Token::Field(name) => Err(NotConverted::NoSuchField { at, name }),
            Token::Sign("(") => {
                let value = self.either()?;
                self.needs(")")?;
                Ok(value)
            }
            Token::Name(name) if self.takes("(") => {
                if name == "position" && self.peek() == Some(&Token::Parent) && self.names.repeated {
                    self.next += 1;
                    self.needs(")")?;
                    return Ok(json!({ "position": [] }));
                }
                let arguments = self.arguments()?;
                function::convert(&name, arguments, at, self.names.this)
            }
            Token::Name(name) => match self.names.columns {
                Some(columns) if columns.contains(&name) => Ok(json!({ "choice": name })),
                _ => Err(NotConverted::Name { at, name }),
            },
            Token::This | Token::Sign(_) => Err(NotConverted::Unexpected { at }),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Value>, NotConverted> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.either()?);
            if self.takes(")") {
                return Ok(arguments);
            }
            self.needs(",")?;
        }
    }
}

/// `a and b and c` is one “and” with three arguments, so that long conditions do not grow deep.
fn joined(operator: &str, left: Value, right: Value) -> Value {
    match left {
        Value::Object(mut map) if matches!(operator, "and" | "or" | "+" | "*") && map.get(operator).is_some_and(Value::is_array) => {
            if let Some(Value::Array(items)) = map.get_mut(operator) {
                items.push(right);
            }
            Value::Object(map)
        }
        left => json!({ operator: [left, right] }),
    }
}
