//! Dashboards in SQLite.

use super::columns::as_json;
use super::{Columns as _, SqliteTx};
use crate::db::{Dashboards, DbError};
use daybook_record::dashboard::Definition;
use rusqlite::named_params;

impl Dashboards for SqliteTx<'_> {
    fn dashboards(&self, org: &str, campaign: &str) -> Result<Vec<Definition>, DbError> {
        let values = named_params! {":org": org, ":campaign": campaign};
        self.all(include_str!("dashboards/of_campaign.sql"), values, |row| row.json("definition"))
    }

    fn save_dashboard(&self, org: &str, campaign: &str, definition: &Definition) -> Result<(), DbError> {
        self.tell(
            include_str!("dashboards/save.sql"),
            named_params! {
                ":org": org, ":campaign": campaign, ":key": definition.key, ":place": definition.place,
                ":definition": as_json(definition)?,
            },
        )?;
        Ok(())
    }

    fn forget_dashboard(&self, org: &str, campaign: &str, key: &str) -> Result<bool, DbError> {
        Ok(self.tell(include_str!("dashboards/forget.sql"), named_params! {":org": org, ":campaign": campaign, ":key": key})? > 0)
    }
}
