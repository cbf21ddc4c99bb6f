//! Sync units: the parts of a sync that can be asked for alone, each with its own progress, error and last success.

use crate::code::codes;
use crate::scope::Scope;
use serde::{Deserialize, Serialize};

codes! {
    /// A part of a sync.
    Unit {
        /// What is recorded at schools, and what that needs: everything of the first journey.
        Records = "records",
        /// Households, people and form entries.
        People = "people",
        /// Forms, by version.
        Forms = "forms",
        /// Words in other languages.
        Translations = "translations",
        /// Figures of a campaign.
        Dashboards = "dashboards",
        /// Whom to ring.
        Contacts = "contacts",
        /// The tiles of the areas.
        Map = "map",
        /// The way through the households that wait.
        Routes = "routes",
        /// Ids from the pool, where few are left.
        Ids = "ids",
        /// What was used, and how long it took.
        Analytics = "analytics",
    }
}

/// How urgent it is that a part comes. What is more urgent goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    /// Nobody waits for it.
    Quiet = 0,
    /// The app needs it soon: ids run out, a form is missing.
    Soon = 1,
    /// A person has pressed a button.
    Pressed = 2,
}

impl Unit {
    /// What still comes where a connection is slow or costs money: what a day's work cannot do without.
    pub const ESSENTIAL: &[Unit] = &[Unit::Records, Unit::People, Unit::Forms, Unit::Ids];

    /// The unit by which a scope is fetched.
    pub const fn of(scope: &Scope) -> Self {
        match scope {
            Scope::Reference | Scope::Team(_) | Scope::School(_) => Unit::Records,
            Scope::Area(_) => Unit::People,
            Scope::Forms(_) => Unit::Forms,
            Scope::Messages(_) => Unit::Translations,
            Scope::Dashboards(_) => Unit::Dashboards,
            Scope::Contacts => Unit::Contacts,
        }
    }

    /// True for what holds records of the field: it is sent before it is fetched (law 5).
    pub const fn is_recorded(self) -> bool {
        matches!(self, Unit::Records | Unit::People)
    }

    /// True for what comes after all that was recorded is sent: figures, so that they have moved, and what delays nothing.
    pub const fn follows(self) -> bool {
        matches!(self, Unit::Dashboards | Unit::Analytics)
    }
}
