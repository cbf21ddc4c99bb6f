//! Orders in SQLite.

use super::{Columns as _, SqliteTx};
use crate::db::{DbError, OrderReport, OrderRow, OrderState, Orders};
use daybook_record::DeviceId;
use daybook_wire::order::OrderKind;
use rusqlite::{Row, named_params};

fn order(row: &Row<'_>) -> Result<OrderRow, DbError> {
    Ok(OrderRow {
        id: row.text("id")?,
        device: row.parsed("device")?,
        what: if row.text("what")? == "wipe" { OrderKind::Wipe } else { OrderKind::Lock },
        state: OrderState::parse(&row.text("state")?).ok_or_else(|| DbError::Damaged("column state".to_owned()))?,
        asked_at: row.moment("asked_at")?,
        asked_by: row.parsed("asked_by")?,
        ended_at: row.maybe_moment("ended_at")?,
    })
}

fn report(row: &Row<'_>) -> Result<OrderReport, DbError> {
    Ok(OrderReport {
        at: row.moment("at")?,
        by_device: row.parsed("by_device")?,
        statement: row.maybe("statement")?,
        signature: row.maybe("signature")?,
        proven: row.flag("proven")?,
    })
}

impl Orders for SqliteTx<'_> {
    fn save_order(&self, org: &str, order: &OrderRow) -> Result<(), DbError> {
        let what = match order.what {
            OrderKind::Lock => "lock",
            OrderKind::Wipe => "wipe",
        };
        self.tell(
            include_str!("orders/save_order.sql"),
            named_params! {
                ":org": org, ":id": order.id, ":device": order.device.to_string(), ":what": what, ":state": order.state.as_str(),
                ":asked_at": order.asked_at.to_string(), ":asked_by": order.asked_by.to_string(),
                ":ended_at": order.ended_at.map(|at| at.to_string()),
            },
        )?;
        Ok(())
    }

    fn order(&self, org: &str, id: &str) -> Result<Option<OrderRow>, DbError> {
        self.one(include_str!("orders/order.sql"), named_params! {":org": org, ":id": id}, order)
    }

    fn orders_of(&self, org: &str, device: DeviceId) -> Result<Vec<OrderRow>, DbError> {
        self.all(include_str!("orders/orders_of.sql"), named_params! {":org": org, ":device": device.to_string()}, order)
    }

    fn waiting_orders(&self, org: &str) -> Result<Vec<OrderRow>, DbError> {
        self.all(include_str!("orders/waiting.sql"), named_params! {":org": org}, order)
    }

    fn add_report(&self, org: &str, order: &str, report: &OrderReport) -> Result<(), DbError> {
        self.tell(
            include_str!("orders/add_report.sql"),
            named_params! {
                ":org": org, ":order": order, ":at": report.at.to_string(), ":by_device": report.by_device.to_string(),
                ":statement": report.statement, ":signature": report.signature, ":proven": report.proven,
            },
        )?;
        Ok(())
    }

    fn reports_of(&self, org: &str, order: &str) -> Result<Vec<OrderReport>, DbError> {
        self.all(include_str!("orders/reports_of.sql"), named_params! {":org": org, ":order": order}, report)
    }
}
