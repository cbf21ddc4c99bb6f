//! What is counted of how Daybook is used: a closed list. Nothing that was typed, nobody's id, no text at all.

use crate::code::codes;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What was done: a page that was opened, or an action.
    Used {
        OpenSessions = "open_sessions", OpenSession = "open_session", OpenChild = "open_child", OpenPeople = "open_people",
        OpenHousehold = "open_household", OpenPerson = "open_person", OpenForms = "open_forms", OpenForm = "open_form",
        OpenMap = "open_map", OpenDashboards = "open_dashboards", OpenUnsent = "open_unsent", OpenSettings = "open_settings",
        OpenHelp = "open_help", Sync = "sync",
    }
}

/// One time that something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What.
    pub what: Used,
    /// How long it took, in milliseconds.
    pub ms: u32,
    /// On which day; no time of day.
    pub day: NaiveDate,
}
