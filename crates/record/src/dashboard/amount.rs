//! An amount in thousandths: sums of it do not depend on the order in which they are made, as sums of fractions in binary would.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// How many, or how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
pub struct Amount(i64);

/// No field holds more: what is larger is a slip of the pen that would drown everything else.
const MOST: f64 = 1e9;

impl Amount {
    /// One of something.
    pub const ONE: Amount = Amount(1000);
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// So many.
    pub const fn whole(number: i64) -> Self {
        Self(number.saturating_mul(1000))
    }

    /// What a field holds; none where that is no number, or none that can be meant.
    pub fn of(value: &Value) -> Option<Self> {
        let number = match value {
            Value::Number(number) => number.as_f64()?,
            Value::String(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        (number.is_finite() && number.abs() <= MOST).then(|| Self::from_number(number))
    }

    /// True for nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Both.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Without the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    #[expect(clippy::cast_possible_truncation, reason = "a number of thousandths within a signed 64-bit number; beyond it saturates")]
    fn from_number(number: f64) -> Self {
        Self((number * 1000.0).round() as i64)
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Self::plus)
    }
}

impl Serialize for Amount {
    #[expect(clippy::cast_precision_loss, reason = "figures that people read are far below 2 to the 53rd")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 1000 == 0 { serializer.serialize_i64(self.0 / 1000) } else { serializer.serialize_f64(self.0 as f64 / 1000.0) }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_number(f64::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tenths_add_up_and_what_is_no_number_counts_nothing() {
        let tenths: Amount = (0..10).filter_map(|_| Amount::of(&json!(0.1))).sum();
        assert_eq!(serde_json::to_value(tenths).unwrap(), json!(1));
        assert_eq!(Amount::of(&json!(" 2.5 ")), Amount::of(&json!(2.5)));
        assert_eq!(serde_json::to_value(Amount::of(&json!(2.5))).unwrap(), json!(2.5));
        for nothing in [json!("three"), json!(null), json!(true), json!(1e300), json!("inf")] {
            assert_eq!(Amount::of(&nothing), None, "{nothing}");
        }
    }
}
