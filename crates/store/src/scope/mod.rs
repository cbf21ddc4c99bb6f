//! Scopes.
use crate::{Result, Store};
use daybook_record::{Moment, Scope};

/// A scope that the service gives to this person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeCard {
    /// Which.
    pub scope: Scope,
    /// As people say it.
    pub name: String,
    /// About how many records it holds.
    pub about: u64,
}

/// A scope as the device has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRow {
    /// Which.
    pub scope: Scope,
    /// As people say it.
    pub name: String,
    /// About how many records it holds.
    pub about: u64,
    /// Where the next page begins; none at the start.
    pub cursor: Option<String>,
    /// True once its last page was seen.
    pub complete: bool,
    /// True where the service no longer gives it: it goes once nothing of it is unsent.
    pub leaving: bool,
    /// Records fetched since it was started.
    pub fetched: u64,
}

impl Store {
    /// What the service gives now. What is no longer in the list begins to leave.
    pub fn assign(&self, _cards: &[ScopeCard], _at: Moment) -> Result<()> {
        unimplemented!()
    }
    /// All scopes: reference, then teams, then schools.
    pub fn scopes(&self) -> Result<Vec<ScopeRow>> {
        unimplemented!()
    }
    /// Removes the leaving scopes in which nothing is unsent; gives them.
    pub fn clear_leaving(&self) -> Result<Vec<Scope>> {
        unimplemented!()
    }
    /// Count and sum of marks over what the service holds in the scope, as this device knows it.
    pub fn digest(&self, _scope: &Scope) -> Result<(u64, u64)> {
        unimplemented!()
    }
    /// Fetch this scope from the start again.
    pub fn restart_scope(&self, _scope: &Scope) -> Result<()> {
        unimplemented!()
    }
}
