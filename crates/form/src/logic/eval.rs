//! An expression, evaluated. It cannot fail: what cannot be worked out is nothing.

use super::{FieldNo, Node, Operator, Val, date};
use crate::Now;
use crate::definition::Choice;
use serde_json::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Where values of fields come from.
pub trait Look {
    /// The value of a field: `rows` are the reader's, of which the first `shared` hold for the field, too.
    fn value(&self, field: FieldNo, shared: usize, rows: &[usize]) -> Val<'_>;
}

/// What an expression is evaluated in.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The values of the other fields.
    pub fields: &'a dyn Look,
    /// The rows that the expression stands in.
    pub rows: &'a [usize],
    /// The answer it is about.
    pub this: Option<&'a Value>,
    /// The choice it is about.
    pub choice: Option<&'a Choice>,
    /// When.
    pub now: &'a Now,
}

impl Node {
    /// What it comes to.
    pub fn eval<'a>(&'a self, around: &Around<'a>) -> Val<'a> {
        match self {
            Self::Plain(plain) => plain.into(),
            Self::Var { field, shared } => around.fields.value(*field, *shared, around.rows),
            Self::This => around.this.map_or(Val::Nothing, Val::from),
            Self::Column(column) => column_of(around.choice, column),
            Self::Position => Val::number_or_nothing(around.rows.last().and_then(|row| u32::try_from(row + 1).ok()).map(f64::from)),
            Self::Matches(text, regex) => Val::Bool(regex.is_match(&text.eval(around).into_text())),
            Self::Apply(operator, arguments) => apply(*operator, arguments, around),
        }
    }

    /// Whether it comes to something that holds.
    pub fn holds(&self, around: &Around<'_>) -> bool {
        self.eval(around).holds()
    }
}

fn column_of<'a>(choice: Option<&'a Choice>, column: &str) -> Val<'a> {
    choice.and_then(|choice| choice.columns.get(column)).map_or(Val::Nothing, |text| Val::text(text.as_str()))
}

fn apply<'a>(operator: Operator, arguments: &'a [Node], around: &Around<'a>) -> Val<'a> {
    use Operator as Op;
    let at = |number: usize| arguments.get(number).map_or(Val::Nothing, |node: &'a Node| node.eval(around));
    let all = || arguments.iter().map(|node| node.eval(around));
    let text = |number: usize| at(number).into_text();
    match operator {
        Op::List => Val::list(all()),
        Op::And => deciding(arguments, around, |value| !value.holds()),
        Op::Or => deciding(arguments, around, Val::holds),
        Op::Coalesce => deciding(arguments, around, |value| !value.is_nothing()),
        Op::Not => Val::Bool(!at(0).holds()),
        Op::Truth => Val::Bool(at(0).holds()),
        Op::If => branch(arguments, around),
        Op::Equal => Val::Bool(at(0).equals(&at(1))),
        Op::Unequal => Val::Bool(!at(0).equals(&at(1))),
        Op::Same => Val::Bool(same(&at(0), &at(1))),
        Op::Different => Val::Bool(!same(&at(0), &at(1))),
        Op::Less => ascending(all().collect(), Ordering::is_lt),
        Op::LessOrEqual => ascending(all().collect(), Ordering::is_le),
        Op::Greater => ascending(all().collect(), Ordering::is_gt),
        Op::GreaterOrEqual => ascending(all().collect(), Ordering::is_ge),
        Op::Add => fold(all(), |one, two| one + two),
        Op::Multiply => fold(all(), |one, two| one * two),
        Op::Subtract if arguments.len() == 1 => Val::number_or_nothing(at(0).number().map(|number| -number)),
        Op::Subtract => fold(all(), |one, two| one - two),
        Op::Divide => fold(all(), |one, two| one / two),
        Op::Remainder => fold(all(), |one, two| one % two),
        Op::Power => Val::number_or_nothing(power(&at(0), &at(1))),
        Op::Absolute => Val::number_or_nothing(at(0).number().map(f64::abs)),
        Op::Least => fold(Val::list(all()).each().into_iter().filter(|value| !value.is_nothing()), f64::min),
        Op::Greatest => fold(Val::list(all()).each().into_iter().filter(|value| !value.is_nothing()), f64::max),
        Op::Whole => Val::number_or_nothing(at(0).number().map(f64::trunc)),
        Op::Round => Val::number_or_nothing(round(&at(0), &at(1))),
        Op::Number => Val::number_or_nothing(at(0).number()),
        Op::Text => Val::text(text(0)),
        Op::Concatenate => Val::text(all().map(Val::into_text).collect::<String>()),
        Op::Join => Val::text(at(1).each().into_iter().map(Val::into_text).collect::<Vec<_>>().join(&text(0))),
        Op::Part => part(&text(0), &at(1), arguments.get(2).map(|node| node.eval(around))),
        Op::Within => within(at(0), at(1)),
        Op::StartsWith => Val::Bool(text(0).starts_with(text(1).as_ref())),
        Op::EndsWith => Val::Bool(text(0).ends_with(text(1).as_ref())),
        Op::Length => counted(text(0).chars().count()),
        Op::Selected => Val::Bool(selected(at(0), &text(1))),
        Op::CountSelected | Op::Count => counted(at(0).each().len()),
        Op::SelectedAt => nth(at(0), &at(1)),
        Op::Sum => {
            Val::number_or_nothing(Some(Val::list(all()).each().iter().filter_map(Val::number).fold(0.0, |sum, number| sum + number)))
        }
        Op::Today => Val::text(date::today(around.now)),
        Op::Now => Val::text(date::now(around.now)),
        Op::Date => at(0).number().and_then(date::day).map_or(Val::Nothing, Val::text),
        Op::Days => Val::number_or_nothing(date::days(&text(0))),
        Op::FormatDate => date::moment(&text(0)).map_or(Val::Nothing, |moment| Val::text(date::format(moment, &text(1)))),
    }
}

/// The first argument that decides, or the last one.
fn deciding<'a>(arguments: &'a [Node], around: &Around<'a>, decides: impl Fn(&Val<'a>) -> bool) -> Val<'a> {
    let mut last = Val::Nothing;
    for node in arguments {
        last = node.eval(around);
        if decides(&last) {
            break;
        }
    }
    last
}

/// Condition, value, condition, value …, and what it is otherwise.
fn branch<'a>(arguments: &'a [Node], around: &Around<'a>) -> Val<'a> {
    for pair in arguments.chunks(2) {
        match pair {
            [condition, value] if condition.holds(around) => return value.eval(around),
            [otherwise] => return otherwise.eval(around),
            _ => {}
        }
    }
    Val::Nothing
}

fn same(one: &Val<'_>, two: &Val<'_>) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(two) && one.equals(two)
}

fn ascending<'a>(values: Vec<Val<'a>>, fits: impl Fn(Ordering) -> bool) -> Val<'a> {
    Val::Bool(values.windows(2).all(|pair| pair[0].order(&pair[1]).is_some_and(&fits)))
}

/// Nothing as soon as one of them is nothing.
fn fold<'a>(values: impl Iterator<Item = Val<'a>>, step: impl Fn(f64, f64) -> f64) -> Val<'a> {
    let numbers: Option<Vec<f64>> = values.map(|value| value.number()).collect();
    Val::number_or_nothing(numbers.and_then(|numbers| numbers.into_iter().reduce(step)))
}

/// Whole exponents only, by multiplying: the library's power differs between machines in the last digit.
fn power(base: &Val<'_>, exponent: &Val<'_>) -> Option<f64> {
    let (base, exponent) = (base.number()?, exponent.number()?);
    if exponent.fract() != 0.0 || exponent.abs() > 1_000.0 {
        return None;
    }
    let mut result = 1.0;
    let mut left = exponent.abs();
    while left > 0.0 {
        result *= base;
        left -= 1.0;
    }
    Some(if exponent < 0.0 { 1.0 / result } else { result })
}

fn round(number: &Val<'_>, digits: &Val<'_>) -> Option<f64> {
    let number = number.number()?;
    let scale = power(&Val::Number(10.0), &Val::Number(digits.number().unwrap_or(0.0).trunc().clamp(-12.0, 12.0)))?;
    let rounded = (number * scale).round() / scale;
    Some(if rounded.is_finite() { rounded } else { number })
}

/// As JSON Logic cuts: a negative start counts from the end, a negative length leaves so many off.
fn part<'a>(text: &str, start: &Val<'_>, length: Option<Val<'_>>) -> Val<'a> {
    let letters: Vec<char> = text.chars().collect();
    #[expect(clippy::cast_possible_truncation, reason = "clamped right after")]
    let whole = |value: &Val<'_>| value.number().map(|number| number.trunc().clamp(-1e9, 1e9) as i64);
    let count = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let Some(start) = whole(start) else { return Val::Nothing };
    let start = if start < 0 { (count + start).max(0) } else { start.min(count) };
    let end = match length.map(|length| whole(&length)) {
        None => count,
        Some(None) => return Val::Nothing,
        Some(Some(length)) if length < 0 => count + length,
        Some(Some(length)) => (start + length).min(count),
    };
    let cut = letters.iter().skip(usize::try_from(start).unwrap_or(0)).take(usize::try_from(end - start).unwrap_or(0));
    Val::text(cut.collect::<String>())
}

fn within<'a>(needle: Val<'a>, hay: Val<'a>) -> Val<'a> {
    Val::Bool(match hay {
        Val::List(items) => items.iter().any(|item| item.equals(&needle)),
        hay => !needle.is_nothing() && hay.into_text().contains(needle.into_text().as_ref()),
    })
}

/// Several choices are a list in our data; texts with blanks between are taken for several, too.
fn selected(chosen: Val<'_>, value: &str) -> bool {
    match chosen {
        Val::List(items) => items.into_iter().any(|item| item.into_text() == value),
        one => {
            let text: Cow<'_, str> = one.into_text();
            !value.is_empty() && (text == value || text.split(' ').any(|word| word == value))
        }
    }
}

fn nth<'a>(chosen: Val<'a>, number: &Val<'_>) -> Val<'a> {
    let items = chosen.each();
    let found = number
        .number()
        .and_then(|number| items.into_iter().enumerate().find(|(at, _)| u32::try_from(*at).is_ok_and(|at| f64::from(at) == number)));
    found.map_or(Val::Nothing, |(_, item)| item)
}

fn counted<'a>(count: usize) -> Val<'a> {
    Val::number_or_nothing(u32::try_from(count).ok().map(f64::from))
}
