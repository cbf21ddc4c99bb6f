//! The queue: who waits longest comes first.

use super::session::Supporter;
use super::sides::Look;
use super::{State, Trouble, view, words};
use crate::db::{DbError, TicketRow};
use axum::extract::Query;
use daybook_record::kind::TicketState;
use daybook_record::{Moment, Reason, RecordId};
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeSet;

/// More than this nobody looks through; the oldest are shown.
const MOST: u32 = 500;

/// What is asked to be shown. What is not understood is as if it were not there.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    state: String,
}

impl Asked {
    /// Only this reason.
    pub(super) fn reason(&self) -> Option<Reason> {
        self.reason.parse().ok()
    }

    /// Only this state; those that wait where nothing is said.
    pub(super) fn state(&self) -> TicketState {
        self.state.parse().unwrap_or(TicketState::Open)
    }
}

/// One ticket in the list.
pub(super) struct Item {
    pub(super) number: String,
    pub(super) reason: &'static str,
    pub(super) about: String,
    pub(super) child: Option<String>,
    pub(super) school: Option<String>,
    pub(super) sender: String,
    pub(super) opened: Moment,
    pub(super) waits: String,
}

/// Shows the queue.
pub(super) async fn show(service: State, supporter: Supporter, Query(asked): Query<Asked>) -> Result<Markup, Trouble> {
    let (org, now) = (supporter.org().to_owned(), service.world.now());
    let (reason, state) = (asked.reason(), asked.state());
    let items = service.read(move |tx| -> Result<(Vec<Item>, BTreeSet<RecordId>), DbError> {
        let look = Look { tx, org: &org };
        let rows = tx.tickets(&org, state == TicketState::Open, MOST)?;
        let wanted = |row: &TicketRow| row.ticket.state == state && reason.is_none_or(|reason| row.ticket.reason == reason);
        let rows: Vec<TicketRow> = rows.into_iter().filter(wanted).collect();
        let children = rows.iter().filter_map(|row| row.ticket.child).collect();
        Ok((rows.into_iter().map(|row| item(&look, row, now)).collect::<Result<Vec<Item>, DbError>>()?, children))
    });
    let (items, children) = items.await?;
    supporter.has_read(&service, children, "the queue".to_owned()).await?;
    Ok(view::queue(&supporter, &asked, &items))
}

fn item(look: &Look<'_>, row: TicketRow, now: Moment) -> Result<Item, DbError> {
    let child = look.child(row.ticket.child)?;
    let (child, school) = child.map(|child| (child.name, child.school)).unzip();
    Ok(Item {
        reason: words::reason(row.ticket.reason),
        about: format!("{}, {}", words::kind(row.ticket.about), words::verb(row.ticket.verb)),
        child,
        school,
        sender: look.person(row.person)?,
        opened: row.ticket.opened_at,
        waits: words::how_long(now.seconds_since(row.ticket.opened_at)),
        number: row.ticket.number,
    })
}
