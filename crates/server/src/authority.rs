//! Who may do what, in one place: role × right × reach. What does not stand here is refused.
//!
//! Every route needs a right ([`ROUTES`]); a role has a right with a certain reach ([`TABLE`]); a blocked device keeps only
//! what lets it hand in what it has. The extractors of `http` and of `support` ask here before a handler runs, so that no
//! handler can forget to. What is deliberately not here: who somebody is (`auth`), and what becomes of a change that its
//! sender may not make (`ingest`: it is kept, law 4).

use crate::db::{DbError, Tx};
use daybook_record::code::Role;
use daybook_record::{Kind, Scope, UserId};

/// What a route needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Nothing: whoever asks, or whoever proves herself in the request itself.
    Open,
    /// To hand in what was recorded, to learn what became of that, and to be told what the team asks of the device.
    HandIn,
    /// To be greeted, and to fetch records.
    Fetch,
    /// To look at the support pages.
    Review,
    /// To decide there: tickets, devices, released codes.
    Decide,
}

/// How far a right goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// The reference data, her teams, their schools and areas.
    Own,
    /// The whole organisation.
    Organisation,
}

use Reach::{Nothing, Organisation, Own};

/// Role × right: nurse, healthcare assistant, prescriber, administrator, support.
pub const TABLE: &[(Right, [Reach; 5])] = &[
    (Right::HandIn, [Own, Own, Own, Own, Own]),
    (Right::Fetch, [Own, Own, Own, Own, Own]),
    (Right::Review, [Nothing, Nothing, Nothing, Organisation, Organisation]),
    (Right::Decide, [Nothing, Nothing, Nothing, Organisation, Organisation]),
];

/// Every route of the service, and what it needs.
pub const ROUTES: &[(&str, &str, Right)] = &[
    ("GET", "/healthz", Right::Open),
    ("GET", "/readyz", Right::Open),
    ("GET", "/v1/probe", Right::Open),
    ("GET", "/v1/openapi.json", Right::Open),
    ("POST", "/v1/sign-in", Right::Open),
    ("POST", "/v1/sign-in/organisation", Right::Open),
    ("POST", "/v1/sign-in/organisation/finish", Right::Open),
    ("POST", "/v1/refresh", Right::Open),
    ("POST", "/v1/release", Right::Open),
    ("POST", "/v1/release/ask", Right::Open),
    ("GET", "/v1/orders", Right::HandIn),
    ("POST", "/v1/orders/done", Right::HandIn),
    ("POST", "/v1/sign-out", Right::HandIn),
    ("HEAD", "/v1/files/{sha256}", Right::HandIn),
    ("PUT", "/v1/files/{sha256}", Right::HandIn),
    ("POST", "/v1/push", Right::HandIn),
    ("GET", "/v1/uploads/{upload}", Right::HandIn),
    ("POST", "/v1/receipts", Right::HandIn),
    ("POST", "/v1/rescue", Right::HandIn),
    ("POST", "/v1/hello", Right::Fetch),
    ("POST", "/v1/pull", Right::Fetch),
    ("POST", "/v1/ids", Right::Fetch),
    ("POST", "/v1/events", Right::Fetch),
    ("GET", "/v1/tickets", Right::Fetch),
    ("GET", "/v1/tiles/{area}", Right::Fetch),
    ("GET", "/v1/tiles/{area}/{z}/{x}/{y}", Right::Fetch),
    ("POST", "/v1/routes", Right::Fetch),
    ("GET", "/organisation/back", Right::Open),
    ("GET", "/organisation/{attempt}", Right::Open),
    ("POST", "/organisation/{attempt}/confirm", Right::Open),
    ("GET", "/support", Right::Open),
    ("GET", "/support/", Right::Open),
    ("GET", "/support/style.css", Right::Open),
    ("GET", "/support/sign-in", Right::Open),
    ("POST", "/support/sign-in", Right::Open),
    ("POST", "/support/sign-out", Right::Review),
    ("GET", "/support/queue", Right::Review),
    ("GET", "/support/tickets/{number}", Right::Review),
    ("POST", "/support/tickets/{number}", Right::Decide),
    ("GET", "/support/devices", Right::Review),
    ("GET", "/support/devices/{device}", Right::Review),
    ("POST", "/support/devices/{device}", Right::Decide),
    ("GET", "/support/codes", Right::Review),
    ("POST", "/support/codes/{request}", Right::Decide),
    ("GET", "/support/rescue", Right::Review),
    ("POST", "/support/rescue", Right::Decide),
];

/// What a route needs; none where it does not stand here, and then nobody may use it.
pub fn needed(method: &str, route: &str) -> Option<Right> {
    ROUTES.iter().find(|(known, path, _)| *known == method && *path == route).map(|(_, _, right)| *right)
}

/// How far a role's right goes.
pub fn reach(role: Role, right: Right) -> Reach {
    let place = match role {
        Role::Nurse => 0,
        Role::HealthcareAssistant => 1,
        Role::Prescriber => 2,
        Role::Administrator => 3,
        Role::Support => 4,
    };
    TABLE.iter().find(|(known, _)| *known == right).map_or(Nothing, |(_, reach)| reach[place])
}

/// True where this role may use this route at all.
pub fn may_use(role: Role, method: &str, route: &str) -> bool {
    needed(method, route).is_some_and(|right| right == Right::Open || reach(role, right) != Nothing)
}

/// A blocked device hands in what it has, and reads nothing.
pub fn may_be_blocked(right: Right) -> bool {
    matches!(right, Right::Open | Right::HandIn)
}

/// What a role may record in the field. What it may not goes to support, and is kept.
pub fn may_record(role: Role, kind: Kind) -> bool {
    kind.is_recorded_in_the_field()
        && match role {
            Role::Nurse | Role::Prescriber => true,
            Role::HealthcareAssistant => kind != Kind::Triage,
            Role::Administrator => !matches!(kind, Kind::Triage | Kind::Vaccination),
            Role::Support => false,
        }
}

/// The scopes that a person reaches from a device, for reading and for writing alike.
pub fn scopes(tx: &dyn Tx, org: &str, user: UserId, right: Right) -> Result<Vec<Scope>, DbError> {
    let Some(user) = tx.user(org, user)? else { return Ok(Vec::new()) };
    match reach(user.role, right) {
        Nothing => Ok(Vec::new()),
        Own | Organisation => tx.scopes_of(org, user.id),
    }
}
