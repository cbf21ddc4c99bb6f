//! Devices, sessions and tokens in SQLite.

use super::columns::{as_json, as_signed};
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, Device, Devices, SessionRow, Token, TokenUse};
use daybook_record::{DeviceId, Moment};
use rusqlite::{Row, named_params};

fn device(row: &Row<'_>) -> Result<Device, DbError> {
    Ok(Device {
        id: row.parsed("id")?,
        user: row.parsed("user_id")?,
        name: row.text("name")?,
        platform: row.text("platform")?,
        app_version: row.text("app_version")?,
        registered_at: row.moment("registered_at")?,
        seen_at: row.moment("seen_at")?,
        unsent: row.count("unsent")?,
        drift_seconds: row.signed("drift_seconds")?,
        blocked: row.flag("blocked")?,
        levers: row.maybe_json("levers")?,
        key: row.maybe("public_key")?,
        free_bytes: row.maybe_count("free_bytes")?,
    })
}

fn token(row: &Row<'_>) -> Result<Token, DbError> {
    Ok(Token {
        hash: row.get("hash")?,
        what_for: if row.text("what_for")? == "access" { TokenUse::Access } else { TokenUse::Refresh },
        expires: row.signed("expires")?,
        spent: row.flag("spent")?,
        parent: row.get("parent")?,
        used: row.flag("used")?,
        revoked: row.flag("revoked")?,
        session: SessionRow {
            organisation: row.text("organisation")?,
            id: row.text("session")?,
            user: row.parsed("user_id")?,
            device: row.parsed("device")?,
            ended: row.flag("ended")?,
        },
    })
}

impl Devices for SqliteTx<'_> {
    fn save_device(&self, org: &str, device: &Device) -> Result<(), DbError> {
        let levers = device.levers.as_ref().map(as_json).transpose()?;
        self.tell(
            include_str!("devices/save_device.sql"),
            named_params! {
                ":org": org, ":id": device.id.to_string(), ":user": device.user.to_string(), ":name": device.name,
                ":platform": device.platform, ":app_version": device.app_version, ":registered_at": device.registered_at.to_string(),
                ":seen_at": device.seen_at.to_string(), ":seen_seconds": device.seen_at.seconds(), ":unsent": as_signed(device.unsent)?,
                ":drift": device.drift_seconds, ":blocked": device.blocked, ":levers": levers,
                ":free_bytes": device.free_bytes.map(as_signed).transpose()?,
            },
        )?;
        Ok(())
    }

    fn device(&self, org: &str, id: DeviceId) -> Result<Option<Device>, DbError> {
        self.one(include_str!("devices/device.sql"), named_params! {":org": org, ":id": id.to_string()}, device)
    }

    fn devices(&self, org: &str) -> Result<Vec<Device>, DbError> {
        self.all(include_str!("devices/devices.sql"), named_params! {":org": org}, device)
    }

    fn tell_key(&self, org: &str, id: DeviceId, key: &str) -> Result<bool, DbError> {
        let values = named_params! {":org": org, ":id": id.to_string(), ":key": key};
        Ok(self.tell(include_str!("devices/tell_key.sql"), values)? > 0)
    }

    fn open_session(&self, session: &SessionRow, at: Moment) -> Result<(), DbError> {
        self.tell(
            include_str!("devices/open_session.sql"),
            named_params! {
                ":org": session.organisation, ":id": session.id, ":user": session.user.to_string(),
                ":device": session.device.to_string(), ":at": at.to_string(),
            },
        )?;
        Ok(())
    }

    fn end_session(&self, org: &str, id: &str) -> Result<(), DbError> {
        self.tell(include_str!("devices/end_session.sql"), named_params! {":org": org, ":id": id})?;
        Ok(())
    }

    fn add_token(&self, token: &Token) -> Result<(), DbError> {
        let what_for = match token.what_for {
            TokenUse::Access => "access",
            TokenUse::Refresh => "refresh",
        };
        self.tell(
            include_str!("devices/add_token.sql"),
            named_params! {
                ":org": token.session.organisation, ":hash": token.hash, ":session": token.session.id,
                ":what_for": what_for, ":expires": token.expires, ":parent": token.parent,
            },
        )?;
        Ok(())
    }

    fn token(&self, hash: &[u8]) -> Result<Option<Token>, DbError> {
        self.one(include_str!("devices/token.sql"), named_params! {":hash": hash}, token)
    }

    fn use_token(&self, org: &str, hash: &[u8]) -> Result<bool, DbError> {
        Ok(self.tell(include_str!("devices/use_token.sql"), named_params! {":org": org, ":hash": hash})? > 0)
    }

    fn successors(&self, org: &str, parent: &[u8]) -> Result<Vec<Token>, DbError> {
        self.all(include_str!("devices/successors.sql"), named_params! {":org": org, ":parent": parent}, token)
    }

    fn revoke_successors(&self, org: &str, parent: &[u8]) -> Result<(), DbError> {
        self.tell(include_str!("devices/revoke_successors.sql"), named_params! {":org": org, ":parent": parent})?;
        Ok(())
    }

    fn spend_token(&self, org: &str, hash: &[u8]) -> Result<(), DbError> {
        self.tell(include_str!("devices/spend_token.sql"), named_params! {":org": org, ":hash": hash})?;
        Ok(())
    }

    fn forget_tokens(&self, before: i64) -> Result<usize, DbError> {
        self.tell(include_str!("devices/forget_tokens.sql"), named_params! {":before": before})
    }
}
