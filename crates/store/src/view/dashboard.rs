//! Figures of a campaign, as a person looks at them: what the service counted, and beside it what is not sent yet.

use daybook_record::dashboard::{Amount, Grouping, Shown, Words};
use daybook_record::{Moment, RecordId};
use serde::Serialize;
use std::collections::BTreeMap;

view! {
    /// A dashboard in a list.
    DashboardLine {
        /// Which.
        id: RecordId,
        /// Of which campaign.
        campaign: String,
        /// What that is called.
        campaign_name: String,
        /// Of which area; none for the whole campaign.
        area: Option<String>,
        /// What that is called.
        area_name: Option<String>,
        /// Its title, by language.
        title: Words,
    }
}
view! {
    /// A dashboard.
    DashboardPage {
        /// As in the list.
        line: DashboardLine,
        /// The figures of the service are of this moment.
        as_of: Moment,
        /// What it shows.
        charts: Vec<ChartView>,
    }
}
view! {
    /// A chart.
    ChartView {
        /// Unique in its dashboard.
        key: String,
        /// Its title, by language.
        title: Words,
        /// How it is shown.
        shown: Shown,
        /// What its groups are; none where it has none.
        by: Option<Grouping>,
        /// What groups are called, where their key is a code: by key, then by language.
        names: BTreeMap<String, Words>,
        /// What is to be reached.
        goal: Option<u32>,
        /// All of it, as the service counted.
        total: Amount,
        /// What is not sent yet adds so much. Below zero where something counted is corrected or removed.
        unsent: Amount,
        /// By group, in the order of their keys.
        rows: Vec<ChartRow>,
        /// By cell; empty where it is no map of coverage.
        cells: Vec<CoverCell>,
    }
}
view! {
    /// A group.
    ChartRow {
        /// A day, a name, an area's key, an answer; none where nothing was said.
        key: Option<String>,
        /// What an area is called.
        name: Option<String>,
        /// As the service counted.
        amount: Amount,
        /// What is not sent yet adds so much.
        unsent: Amount,
    }
}
view! {
    /// A cell of a map of coverage.
    CoverCell {
        /// West, south, east, north, in degrees.
        bounds: [f64; 4],
        /// Households in it.
        households: i32,
        /// How many of them are done.
        done: i32,
        /// Households that are not sent yet.
        unsent_households: i32,
        /// Those done, and not sent yet.
        unsent_done: i32,
    }
}
