//! Orders: what a team asks of a device, and what was reported of it.

use super::DbError;
use daybook_record::{DeviceId, Moment, UserId};
use daybook_wire::order::OrderKind;

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// The device is told at every greeting.
    Waiting,
    /// The device has done it, and proved it where proof is asked for.
    Done,
    /// The team has taken it back.
    Withdrawn,
}

impl OrderState {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            OrderState::Waiting => "waiting",
            OrderState::Done => "done",
            OrderState::Withdrawn => "withdrawn",
        }
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Option<Self> {
        [OrderState::Waiting, OrderState::Done, OrderState::Withdrawn].into_iter().find(|one| one.as_str() == text)
    }
}

/// Something asked of a device.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderRow {
    /// Its id.
    pub id: String,
    /// Of which device.
    pub device: DeviceId,
    /// What.
    pub what: OrderKind,
    /// How it stands.
    pub state: OrderState,
    /// When it was asked.
    pub asked_at: Moment,
    /// By whom.
    pub asked_by: UserId,
    /// When it was done or taken back.
    pub ended_at: Option<Moment>,
}

/// What was reported of an order, word for word.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderReport {
    /// When it came.
    pub at: Moment,
    /// From which device.
    pub by_device: DeviceId,
    /// The statement.
    pub statement: Option<String>,
    /// The signature over it.
    pub signature: Option<String>,
    /// True where it is what the device itself has signed.
    pub proven: bool,
}

/// Verbs about orders.
pub trait Orders {
    /// Adds an order, or changes how the one with that id stands.
    fn save_order(&self, org: &str, order: &OrderRow) -> Result<(), DbError>;
    /// One order.
    fn order(&self, org: &str, id: &str) -> Result<Option<OrderRow>, DbError>;
    /// Every order of a device, oldest first.
    fn orders_of(&self, org: &str, device: DeviceId) -> Result<Vec<OrderRow>, DbError>;
    /// Every order that waits, oldest first.
    fn waiting_orders(&self, org: &str) -> Result<Vec<OrderRow>, DbError>;
    /// Keeps what was reported of an order.
    fn add_report(&self, org: &str, order: &str, report: &OrderReport) -> Result<(), DbError>;
    /// What was reported of an order, oldest first.
    fn reports_of(&self, org: &str, order: &str) -> Result<Vec<OrderReport>, DbError>;
}
