//! What is counted of how Daybook is used, as a person may look at it.

use daybook_record::used::Used;
use serde::Serialize;

view! {
    /// What waits to be sent.
    UsageCard {
        /// True where the organisation has it counted. Otherwise nothing is kept.
        counted: bool,
        /// What waits, most first.
        waiting: Vec<UsedRow>,
        /// How many older ones found no room.
        dropped: u32,
    }
}
view! {
    /// How often something was used.
    UsedRow {
        /// What.
        what: Used,
        /// How often.
        times: u32,
    }
}
