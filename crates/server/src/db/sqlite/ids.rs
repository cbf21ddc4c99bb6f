//! Ids of the pools, and documents, in SQLite.

use super::columns::as_signed;
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, GivenId, IdPool, Ids};
use daybook_record::{DeviceId, Moment, RecordId, UserId};
use rusqlite::{Row, named_params};

fn pool(row: &Row<'_>) -> Result<IdPool, DbError> {
    Ok(IdPool {
        campaign: row.text("campaign")?,
        format: row.text("format")?,
        next: row.count("next")?,
        last: row.count("last")?,
        a_day: row.get("a_day")?,
        in_all: row.get("in_all")?,
    })
}

fn given(row: &Row<'_>) -> Result<GivenId, DbError> {
    Ok(GivenId {
        value: row.text("value")?,
        campaign: row.text("campaign")?,
        number: row.count("number")?,
        request: row.maybe("request")?,
        person: row.parsed("person")?,
        device: row.parsed("device")?,
        at: row.moment("given_at")?,
        record: row.maybe_parsed("record")?,
    })
}

fn number(row: &Row<'_>) -> Result<u32, DbError> {
    Ok(row.get(0)?)
}

impl Ids for SqliteTx<'_> {
    fn id_pool(&self, org: &str, campaign: &str) -> Result<Option<IdPool>, DbError> {
        self.one(include_str!("ids/pool.sql"), named_params! {":org": org, ":campaign": campaign}, pool)
    }

    fn id_pools(&self, org: &str) -> Result<Vec<IdPool>, DbError> {
        self.all(include_str!("ids/pools.sql"), named_params! {":org": org}, pool)
    }

    fn save_id_pool(&self, org: &str, pool: &IdPool) -> Result<(), DbError> {
        self.tell(
            include_str!("ids/save_pool.sql"),
            named_params! {
                ":org": org, ":campaign": pool.campaign, ":format": pool.format, ":next": as_signed(pool.next)?,
                ":last": as_signed(pool.last)?, ":a_day": pool.a_day, ":in_all": pool.in_all,
            },
        )?;
        Ok(())
    }

    fn give_id(&self, org: &str, given: &GivenId) -> Result<(), DbError> {
        self.tell(
            include_str!("ids/give.sql"),
            named_params! {
                ":org": org, ":value": given.value, ":campaign": given.campaign, ":number": as_signed(given.number)?,
                ":request": given.request, ":person": given.person.to_string(), ":device": given.device.to_string(),
                ":day": given.at.date().to_string(), ":at": given.at.to_string(), ":record": given.record.map(|record| record.to_string()),
            },
        )?;
        Ok(())
    }

    fn given_id(&self, org: &str, value: &str) -> Result<Option<GivenId>, DbError> {
        self.one(include_str!("ids/given.sql"), named_params! {":org": org, ":value": value}, given)
    }

    fn id_block(&self, org: &str, request: &str) -> Result<Vec<GivenId>, DbError> {
        self.all(include_str!("ids/block.sql"), named_params! {":org": org, ":request": request}, given)
    }

    fn id_of(&self, org: &str, record: RecordId) -> Result<Option<String>, DbError> {
        let value = |row: &Row<'_>| row.text("value");
        self.one(include_str!("ids/of_record.sql"), named_params! {":org": org, ":record": record.to_string()}, value)
    }

    fn use_id(&self, org: &str, value: &str, record: RecordId, at: Moment) -> Result<(), DbError> {
        self.tell(
            include_str!("ids/use.sql"),
            named_params! {":org": org, ":value": value, ":record": record.to_string(), ":at": at.to_string()},
        )?;
        Ok(())
    }

    fn ids_given(&self, org: &str, person: UserId, day: Option<&str>) -> Result<u32, DbError> {
        let asked = named_params! {":org": org, ":person": person.to_string(), ":day": day};
        Ok(self.one(include_str!("ids/given_to.sql"), asked, number)?.unwrap_or(0))
    }

    fn ids_used(&self, org: &str, campaign: &str) -> Result<u32, DbError> {
        Ok(self.one(include_str!("ids/used.sql"), named_params! {":org": org, ":campaign": campaign}, number)?.unwrap_or(0))
    }

    fn return_ids(&self, org: &str, device: DeviceId, at: Moment) -> Result<u32, DbError> {
        let returned =
            self.tell(include_str!("ids/return.sql"), named_params! {":org": org, ":device": device.to_string(), ":at": at.to_string()})?;
        Ok(u32::try_from(returned).unwrap_or(u32::MAX))
    }

    fn set_documents(&self, org: &str, record: RecordId, documents: &[(String, String)]) -> Result<(), DbError> {
        self.tell(include_str!("ids/forget_documents.sql"), named_params! {":org": org, ":record": record.to_string()})?;
        for (scheme, value) in documents {
            self.tell(
                include_str!("ids/add_document.sql"),
                named_params! {":org": org, ":scheme": scheme, ":value": value, ":record": record.to_string()},
            )?;
        }
        Ok(())
    }

    fn holders(&self, org: &str, scheme: &str, value: &str) -> Result<Vec<RecordId>, DbError> {
        let record = |row: &Row<'_>| row.parsed("record");
        self.all(include_str!("ids/holders.sql"), named_params! {":org": org, ":scheme": scheme, ":value": value}, record)
    }
}
