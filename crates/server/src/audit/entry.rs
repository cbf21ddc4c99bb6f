//! What a line tells, before it has a place in the chain.

use super::{Line, Link};
use daybook_record::{DeviceId, Moment, RecordId, Scope, UserId};
use std::collections::BTreeSet;

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody with a device.
    Person(UserId),
    /// Somebody at the support pages.
    Support(UserId),
    /// Whoever types commands on the service's own machine.
    Cli,
    /// The service itself.
    Service,
}

/// What was done. The names are kept for ever: one is added, none is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Signed in.
    SignIn,
    /// A sign-in of a known person was refused.
    SignInRefused,
    /// Signed out.
    SignOut,
    /// A session was ended by the service: its token came back when it should not.
    SessionEnded,
    /// Saw records: a page that was fetched, a ticket that was opened.
    Read,
    /// Sent changes.
    Write,
    /// Decided a ticket.
    Decide,
    /// Blocked a device.
    Block,
    /// Let a device in again.
    Unblock,
    /// Imported a file.
    Import,
    /// Made a copy of records that leaves the service.
    Export,
    /// Made a backup.
    Backup,
    /// Began again from a backup.
    Restore,
    /// Asked for the key of a locked store.
    ReleaseAsk,
    /// Released the key of a locked store.
    Release,
    /// Refused to release it.
    ReleaseRefused,
    /// Handed in a rescue file, or another person's sealed copy.
    Rescue,
    /// Ordered a device to lock or to be wiped.
    Order,
    /// A device reported an order done.
    OrderDone,
    /// Was given ids from a pool.
    GiveIds,
    /// Said that the ids of a lost device count no more.
    ReturnIds,
    /// Changed people, teams, schools or devices.
    SetUp,
}

impl Actor {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Actor::Person(_) => "person",
            Actor::Support(_) => "support",
            Actor::Cli => "cli",
            Actor::Service => "service",
        }
    }

    fn person(self) -> Option<UserId> {
        match self {
            Actor::Person(user) | Actor::Support(user) => Some(user),
            Actor::Cli | Actor::Service => None,
        }
    }
}

impl Action {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Action::SignIn => "sign_in",
            Action::SignInRefused => "sign_in_refused",
            Action::SignOut => "sign_out",
            Action::SessionEnded => "session_ended",
            Action::Read => "read",
            Action::Write => "write",
            Action::Decide => "decide",
            Action::Block => "block",
            Action::Unblock => "unblock",
            Action::Import => "import",
            Action::Export => "export",
            Action::Backup => "backup",
            Action::Restore => "restore",
            Action::ReleaseAsk => "release_ask",
            Action::Release => "release",
            Action::ReleaseRefused => "release_refused",
            Action::Rescue => "rescue",
            Action::Order => "order",
            Action::OrderDone => "order_done",
            Action::GiveIds => "give_ids",
            Action::ReturnIds => "return_ids",
            Action::SetUp => "set_up",
        }
    }
}

/// A line to be written: `Entry::new(org, actor, action).on(device).about(child).saying("…")`.
#[derive(Clone, Debug)]
#[must_use = "an entry says nothing until it is noted"]
pub struct Entry<'a> {
    pub(super) org: &'a str,
    actor: Actor,
    action: Action,
    device: Option<DeviceId>,
    scope: Option<String>,
    children: BTreeSet<RecordId>,
    counted: u64,
    detail: String,
}

impl<'a> Entry<'a> {
    /// Who did what.
    pub fn new(org: &'a str, actor: Actor, action: Action) -> Self {
        Self { org, actor, action, device: None, scope: None, children: BTreeSet::new(), counted: 0, detail: String::new() }
    }

    /// From this device, or with it.
    pub fn on(self, device: DeviceId) -> Self {
        Self { device: Some(device), ..self }
    }

    /// In this scope.
    pub fn within(self, scope: &Scope) -> Self {
        Self { scope: Some(scope.to_string()), ..self }
    }

    /// About these children. Each is named once.
    pub fn about(mut self, children: impl IntoIterator<Item = RecordId>) -> Self {
        self.children.extend(children);
        self
    }

    /// About so many children, who are not named.
    pub fn about_so_many(self, counted: u64) -> Self {
        Self { counted, ..self }
    }

    /// How much, and under which number it is found. Never what: no name, no value of a record.
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }

    pub(super) fn into_line(self, end: Link, at: Moment) -> Line {
        let children: Vec<u8> = self.children.iter().flat_map(|child| child.0.into_bytes()).collect();
        Line {
            seq: end.seq + 1,
            at: at.to_string(),
            actor: self.actor.as_str().to_owned(),
            person: self.actor.person().map(|user| user.to_string()),
            device: self.device.map(|device| device.to_string()),
            action: self.action.as_str().to_owned(),
            scope: self.scope,
            counted: self.counted.max(self.children.len() as u64),
            children,
            detail: self.detail,
            previous: end.hash,
            hash: [0; 32],
        }
    }
}
