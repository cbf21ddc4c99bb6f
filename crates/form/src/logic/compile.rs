//! From JSON to something that can be evaluated: every name resolved, every argument counted, everything wrong told at once.

use super::{FieldNo, Node, Operator, Plain};
use crate::problem::{Problems, Wrong};
use regex::{Regex, RegexBuilder};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// Fields that an expression reads.
pub type Reads = BTreeSet<FieldNo>;

/// A regular expression may take so much room when it is compiled.
const REGEX_BYTES: usize = 512 * 1024;

/// What an expression may name.
pub struct Scope<'a> {
    /// Fields by id.
    pub fields: &'a HashMap<String, FieldNo>,
    /// For each field, the repeat groups it stands in, outermost first.
    pub chains: &'a [Vec<FieldNo>],
    /// The groups that the expression itself stands in.
    pub chain: &'a [FieldNo],
    /// There is an answer that it is about.
    pub this: bool,
    /// The list whose choices it filters, and the columns that they have.
    pub columns: Option<(&'a str, &'a BTreeSet<&'a str>)>,
}

/// How much is still taken.
pub struct Budget {
    /// Operators and values, of all expressions together.
    pub size: usize,
    /// Operators within operators.
    pub depth: usize,
}

/// Reads an expression that stands at `at`. None where something is wrong, which is then among the problems.
pub fn compile(
    logic: &Value,
    at: &str,
    scope: &Scope<'_>,
    budget: &mut Budget,
    reads: &mut Reads,
    problems: &mut Problems,
) -> Option<Node> {
    Compiler { scope, at, budget, reads, problems }.node(logic, 0)
}

struct Compiler<'a, 'b> {
    scope: &'a Scope<'a>,
    at: &'a str,
    budget: &'b mut Budget,
    reads: &'b mut Reads,
    problems: &'b mut Problems,
}

impl Compiler<'_, '_> {
    fn wrong<T>(&mut self, wrong: Wrong) -> Option<T> {
        self.problems.add(self.at, wrong);
        None
    }

    fn node(&mut self, logic: &Value, depth: usize) -> Option<Node> {
        if depth > self.budget.depth {
            let most = self.budget.depth;
            return self.wrong(Wrong::TooMany { what: "operators within operators", most });
        }
        let Some(left) = self.budget.size.checked_sub(1) else {
            return self.wrong(Wrong::TooMany { what: "operators and values in all expressions of the form", most: 0 });
        };
        self.budget.size = left;
        match logic {
            Value::Null => Some(Node::Plain(Plain::Nothing)),
            Value::Bool(bool) => Some(Node::Plain(Plain::Bool(*bool))),
            Value::Number(number) => number.as_f64().filter(|number| number.is_finite()).map(|number| Node::Plain(Plain::Number(number))),
            Value::String(text) => Some(Node::Plain(Plain::Text(text.clone()))),
            Value::Array(items) => Some(Node::Apply(Operator::List, self.nodes(items, depth)?)),
            Value::Object(map) => {
                let mut entries = map.iter();
                let (Some((name, arguments)), None) = (entries.next(), entries.next()) else { return self.wrong(Wrong::NotAnExpression) };
                let arguments = match arguments {
                    Value::Array(items) => items.as_slice(),
                    single => std::slice::from_ref(single),
                };
                self.apply(name, arguments, depth)
            }
        }
    }

    /// All of them are looked at, so that all problems are told.
    fn nodes(&mut self, items: &[Value], depth: usize) -> Option<Vec<Node>> {
        let nodes: Vec<_> = items.iter().map(|item| self.node(item, depth + 1)).collect();
        nodes.into_iter().collect()
    }

    fn apply(&mut self, name: &str, arguments: &[Value], depth: usize) -> Option<Node> {
        match (name, arguments) {
            ("var", [Value::String(field)]) => self.var(field),
            ("var", [Value::String(field), otherwise]) => {
                let (var, otherwise) = (self.var(field), self.node(otherwise, depth + 1));
                Some(Node::Apply(Operator::Coalesce, vec![var?, otherwise?]))
            }
            ("var", _) => self.wrong(Wrong::NeedsPlain("var".to_owned(), "the id of a field")),
            ("this", []) if self.scope.this => Some(Node::This),
            ("this", _) => self.wrong(Wrong::OutOfPlace("this")),
            ("position", []) if !self.scope.chain.is_empty() => Some(Node::Position),
            ("position", _) => self.wrong(Wrong::OutOfPlace("position")),
            ("choice", [Value::String(column)]) => self.column(column),
            ("choice", _) => self.wrong(Wrong::NeedsPlain("choice".to_owned(), "the name of a column")),
            ("regex", [text, Value::String(pattern)]) => {
                let (text, regex) = (self.node(text, depth + 1), self.regex(pattern));
                Some(Node::Matches(Box::new(text?), regex?))
            }
            ("regex", _) => self.wrong(Wrong::NeedsPlain("regex".to_owned(), "a value and a regular expression")),
            (name, arguments) => match Operator::named(name, arguments.len()) {
                None => self.wrong(Wrong::NoSuchOperator(name.to_owned())),
                Some((_, false)) => self.wrong(Wrong::Arguments(name.to_owned(), arguments.len())),
                Some((operator, true)) => Some(Node::Apply(operator, self.nodes(arguments, depth)?)),
            },
        }
    }

    fn var(&mut self, id: &str) -> Option<Node> {
        let Some(&field) = self.scope.fields.get(id) else { return self.wrong(Wrong::NoSuchField(id.to_owned())) };
        self.reads.insert(field);
        let shared = self.scope.chains[field].iter().zip(self.scope.chain).take_while(|(one, two)| one == two).count();
        Some(Node::Var { field, shared })
    }

    fn column(&mut self, column: &str) -> Option<Node> {
        match self.scope.columns {
            None => self.wrong(Wrong::OutOfPlace("choice")),
            Some((list, columns)) if !columns.contains(column) => {
                self.wrong(Wrong::NoSuchColumn { list: list.to_owned(), column: column.to_owned() })
            }
            Some(_) => Some(Node::Column(column.to_owned())),
        }
    }

    fn regex(&mut self, pattern: &str) -> Option<Regex> {
        match whole_regex(pattern) {
            Some(regex) => Some(regex),
            None => self.wrong(Wrong::NotARegex),
        }
    }
}

/// A regular expression for the whole of a text, as forms mean it; in an engine that does not go back, so that no pattern
/// can keep a laptop busy.
pub fn whole_regex(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{pattern})$")).size_limit(REGEX_BYTES).build().ok()
}
