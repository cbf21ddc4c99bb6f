//! Ids: who is who, without asking anybody.
//!
//! A device without signal must be able to name what it makes, so ids are UUIDs made on the spot (version 7: they sort
//! by time, which keeps database pages warm). What two devices must name *alike* without talking (one attendance per
//! child, place and day) is version 5: the same words give the same id.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The namespace of every id that is made from words.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1c_5b1e_7d4e_4c55_9a30_da7b_00c5_0001);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, concat!(stringify!($name), "({})"), self.0) }
        }
        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self { Self(uuid) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
    };
}

id! {
    /// One thing that is kept: a child, a consent, a vaccination.
    RecordId
}
id! {
    /// One thing that was done to a record. The idempotency key of the whole system (law 3).
    ChangeId
}
id! {
    /// One installation on one laptop for one person.
    DeviceId
}
id! {
    /// One person who signs in.
    UserId
}
id! {
    /// One press of *Sync your changes*.
    SyncId
}

impl RecordId {
    /// The id that everybody gives to the thing these words name.
    pub fn named(kind: &str, words: &[&str]) -> Self {
        let name = format!("{kind}\u{1f}{}", words.join("\u{1f}"));
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
    }

    /// One attendance per child, place and day, whichever device writes it down.
    pub fn of_attendance(child: RecordId, location: &str, date: chrono::NaiveDate) -> Self {
        Self::named("attendance", &[&child.to_string(), location, &date.to_string()])
    }

    /// A campaign, by its key.
    pub fn of_campaign(key: &str) -> Self {
        Self::named("campaign", &[key])
    }

    /// An area of a campaign, by its key.
    pub fn of_area(key: &str) -> Self {
        Self::named("area", &[key])
    }

    /// A school or clinic, by its national code.
    pub fn of_location(urn: &str) -> Self {
        Self::named("location", &[urn])
    }
}

/// Makes a version 7 id. `milliseconds` since 1970, ten random bytes.
pub fn mint(milliseconds: u64, random: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_devices_name_the_same_attendance_alike() {
        let child = RecordId(mint(1, [7; 10]));
        let day = chrono::NaiveDate::from_ymd_opt(2026, 9, 14).unwrap();
        assert_eq!(RecordId::of_attendance(child, "100000", day), RecordId::of_attendance(child, "100000", day));
        assert_ne!(RecordId::of_attendance(child, "100000", day), RecordId::of_attendance(child, "100001", day));
    }

    #[test]
    fn minted_ids_sort_by_time() {
        assert!(mint(1, [255; 10]) < mint(2, [0; 10]));
    }
}
