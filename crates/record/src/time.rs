//! Time and chance, passed in (law 13).
//!
//! A [`Moment`] is a whole second with the local offset, because the national API refuses `Z` and fractions, and because
//! a nurse reads local time. Equality and order are those of the instant, never of the text.

use crate::id;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use uuid::Uuid;

/// A point in time: a whole second, with the offset of the place where it was written down.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// Seconds since 1970, shown at the given offset (seconds east). Out of range falls back to 1970 and to UTC.
    pub fn at(seconds: i64, offset_seconds: i32) -> Self {
        let utc = Utc.timestamp_opt(seconds, 0).single().unwrap_or_default();
        let offset = FixedOffset::east_opt(offset_seconds).unwrap_or_else(|| chrono::Offset::fix(&Utc));
        Self(utc.with_timezone(&offset))
    }

    /// Reads RFC 3339. Fractions of a second are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let read = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self::at(read.timestamp(), read.offset().local_minus_utc()))
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// The day on the wall calendar where it was written down.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The time on the wall clock where it was written down.
    pub fn time(self) -> NaiveTime {
        self.0.time()
    }

    /// The same place, so many seconds later (or earlier, when negative).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::at(self.seconds().saturating_add(seconds), self.0.offset().local_minus_utc())
    }

    /// Seconds from `earlier` to here; negative when it is later.
    pub fn seconds_since(self, earlier: Moment) -> i64 {
        self.seconds() - earlier.seconds()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `%:z` writes +00:00 where RFC 3339 would allow Z: the national API refuses Z.
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment({self})")
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Moment::parse(&text).ok_or_else(|| serde::de::Error::custom("not a time in RFC 3339"))
    }
}

/// The world as a room sees it: what time it is and what the dice say. Real ones live at the edges; tests bring their own.
pub trait World: Send + Sync {
    /// Wall clock, milliseconds since 1970. May jump; never used to order anything (law 6).
    fn now_ms(&self) -> u64;
    /// Milliseconds that only go forward, from some start that stays the same while the process lives.
    fn monotonic_ms(&self) -> u64;
    /// Local offset in seconds east of Greenwich at this time.
    fn offset_seconds(&self) -> i32;
    /// Fills the bytes with chance good enough for ids.
    fn random(&self, into: &mut [u8]);

    /// The wall clock as a [`Moment`].
    fn now(&self) -> Moment {
        Moment::at((self.now_ms() / 1000) as i64, self.offset_seconds())
    }
    /// Today's date here.
    fn today(&self) -> NaiveDate {
        self.now().date()
    }
    /// A fresh id.
    fn mint(&self) -> Uuid {
        let mut bytes = [0; 10];
        self.random(&mut bytes);
        id::mint(self.now_ms(), bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_with_its_offset_and_without_fractions() {
        let moment = Moment::parse("2026-06-01T09:30:00.123456789+01:00").unwrap();
        assert_eq!(moment.to_string(), "2026-06-01T09:30:00+01:00");
        assert_eq!(Moment::parse("2026-01-01T00:00:00Z").unwrap().to_string(), "2026-01-01T00:00:00+00:00");
    }

    #[test]
    fn the_same_instant_at_two_offsets_is_equal() {
        assert_eq!(Moment::parse("2026-06-01T09:30:00+01:00"), Moment::parse("2026-06-01T08:30:00Z"));
    }
}
