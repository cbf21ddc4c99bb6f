//! Orders: a team asks a device to lock, or to remove a person's data; the device says when it has, and proves a wipe.
//!
//! What is deliberately not here: when a device may wipe (only once nothing on it is without a receipt or a sealed copy that
//! was handed in; that is the device's own law), and how it is asked on a page (`support`) or typed (`cli`).

use crate::audit::{self, Action, Actor, Entry};
use crate::db::{DbError, OrderReport, OrderRow, OrderState, Tx};
use daybook_record::{DeviceId, UserId, World};
pub use daybook_wire::order::WIPE_FORM;
use daybook_wire::order::{Order, OrderDone, OrderKind, WipeStatement};

/// A statement is never longer than this.
pub const STATEMENT_BYTES: usize = 128 * 1024;
/// So many reports of one order are kept; past it, only one that proves something.
const REPORTS: usize = 20;

/// Why nothing became of it.
#[derive(Debug, thiserror::Error)]
pub enum NoOrder {
    /// There is no such device.
    #[error("there is no such device")]
    NoSuchDevice,
    /// There is no such order.
    #[error("there is no such order")]
    NoSuchOrder,
    /// It was done, or taken back.
    #[error("this order is over already")]
    Over,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Asks a device. What waits already is not asked twice.
pub fn ask(tx: &dyn Tx, org: &str, device: DeviceId, what: OrderKind, by: UserId, world: &dyn World) -> Result<OrderRow, NoOrder> {
    tx.device(org, device)?.ok_or(NoOrder::NoSuchDevice)?;
    let waiting = tx.orders_of(org, device)?.into_iter().find(|order| order.what == what && order.state == OrderState::Waiting);
    if let Some(waiting) = waiting {
        return Ok(waiting);
    }
    let (id, asked_at) = (world.mint().to_string(), world.now());
    let order = OrderRow { id, device, what, state: OrderState::Waiting, asked_at, asked_by: by, ended_at: None };
    tx.save_order(org, &order)?;
    Ok(order)
}

/// Takes an order back, as long as it waits. The device may have been told already.
pub fn withdraw(tx: &dyn Tx, org: &str, id: &str, world: &dyn World) -> Result<OrderRow, NoOrder> {
    let order = tx.order(org, id)?.ok_or(NoOrder::NoSuchOrder)?;
    if order.state != OrderState::Waiting {
        return Err(NoOrder::Over);
    }
    let order = OrderRow { state: OrderState::Withdrawn, ended_at: Some(world.now()), ..order };
    tx.save_order(org, &order)?;
    Ok(order)
}

/// What a device is told, until it is done.
pub fn waiting(tx: &dyn Tx, org: &str, device: DeviceId) -> Result<Vec<Order>, DbError> {
    let orders = tx.orders_of(org, device)?.into_iter().filter(|order| order.state == OrderState::Waiting);
    Ok(orders.map(|order| Order { id: order.id, what: order.what }).collect())
}

/// Keeps what was reported; the order is done only where that proves it. True where it does.
pub fn report(tx: &dyn Tx, org: &str, (by, by_device): (UserId, DeviceId), done: &OrderDone, world: &dyn World) -> Result<bool, NoOrder> {
    let order = tx.order(org, &done.id)?.ok_or(NoOrder::NoSuchOrder)?;
    let proven = match order.what {
        OrderKind::Lock => by_device == order.device,
        OrderKind::Wipe => is_proof(tx, org, &order, done)?,
    };
    let report = OrderReport { at: world.now(), by_device, statement: done.statement.clone(), signature: done.signature.clone(), proven };
    let before = tx.reports_of(org, &order.id)?;
    let said_before = before.iter().any(|old| (&old.statement, &old.signature) == (&report.statement, &report.signature));
    if !said_before && (proven || before.len() < REPORTS) {
        tx.add_report(org, &order.id, &report)?;
        let believed = if proven { "proven" } else { "not proven" };
        let entry = Entry::new(org, Actor::Person(by), Action::OrderDone).on(order.device).saying(format!("{} {believed}", order.id));
        audit::note(tx, world, entry)?;
    }
    if !proven {
        tracing::warn!(order = order.id, device = %order.device, "a report of an order does not verify; it was kept and is not believed");
    } else if order.state != OrderState::Done {
        tx.save_order(org, &OrderRow { state: OrderState::Done, ended_at: Some(world.now()), ..order })?;
    }
    Ok(proven)
}

/// The statement is of this order and this device, and signed with the key that the device told first. Whoever carries it
/// here does not matter: a wiped device has nobody signed in any more.
fn is_proof(tx: &dyn Tx, org: &str, order: &OrderRow, done: &OrderDone) -> Result<bool, DbError> {
    let Some(key) = tx.device(org, order.device)?.and_then(|device| device.key) else { return Ok(false) };
    let (Some(text), Some(signature)) = (&done.statement, &done.signature) else { return Ok(false) };
    let Ok(statement) = serde_json::from_str::<WipeStatement>(text) else { return Ok(false) };
    let about_this = statement.form == WIPE_FORM && statement.order == order.id && statement.device == order.device;
    Ok(about_this && daybook_seal::is_signed(text.as_bytes(), signature, &key))
}
