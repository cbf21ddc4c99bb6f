//! What campaigns want counted.

use super::DbError;
use daybook_record::dashboard::Definition;

/// Verbs about dashboards.
pub trait Dashboards {
    /// The dashboards of a campaign, in their order.
    fn dashboards(&self, org: &str, campaign: &str) -> Result<Vec<Definition>, DbError>;
    /// Adds one, or changes it.
    fn save_dashboard(&self, org: &str, campaign: &str, definition: &Definition) -> Result<(), DbError>;
    /// Takes one away. False where there is none.
    fn forget_dashboard(&self, org: &str, campaign: &str, key: &str) -> Result<bool, DbError>;
}
