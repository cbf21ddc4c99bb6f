//! The vaccine catalogue, which a person writes by hand.

use chrono::NaiveDate;
use daybook_server::import::tried::read;

/// As YAML.
pub fn yaml(bytes: &[u8]) {
    let (_, faults) = read("vaccines", bytes, NaiveDate::default());
    assert!(faults.iter().all(|fault| !fault.to_string().is_empty()));
}
