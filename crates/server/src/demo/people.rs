//! Who works there. Their one password stands in the open on purpose: the demo holds invented people only.

use daybook_record::RecordId;
use daybook_record::UserId;
use daybook_record::code::Role;

/// Everybody's password.
pub const PASSWORD: &str = "demo-daybook";

/// Somebody who signs in.
#[derive(Clone, Copy, Debug)]
pub struct DemoUser {
    /// As she signs in.
    pub username: &'static str,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// What she may do.
    pub role: Role,
    /// Keys of her teams.
    pub teams: &'static [&'static str],
    /// What she is there for.
    pub purpose: &'static str,
}

/// Everybody.
pub const USERS: &[DemoUser] = &[
    user("nadia", "Nadia", "Rahman", Role::Nurse, &["north"], "the nurse of the first journey"),
    user("omar", "Omar", "Haddad", Role::Nurse, &["north"], "her colleague: the other device of a conflict"),
    user("petra", "Petra", "Nováková", Role::Prescriber, &["south"], "a prescriber"),
    user("wyn", "Wyn", "Llewellyn", Role::HealthcareAssistant, &["west"], "a healthcare assistant"),
    user("lena", "Lena", "Fischer", Role::Nurse, &["north", "south", "west"], "lead nurse: every school and every child"),
    user("ada", "Ada", "Whitlock", Role::Administrator, &["north", "south", "west"], "administrator: every school, and the support pages"),
    user("sam", "Sam", "Okafor", Role::Support, &[], "support: decides what waits"),
];

const fn user(
    username: &'static str,
    given_name: &'static str,
    family_name: &'static str,
    role: Role,
    teams: &'static [&'static str],
    purpose: &'static str,
) -> DemoUser {
    DemoUser { username, given_name, family_name, role, teams, purpose }
}

impl DemoUser {
    /// Her name, as others read it.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// The id that setting up gives her.
    pub fn id(&self, org: &str) -> UserId {
        RecordId::named("user", &[org, self.username]).0.into()
    }
}

/// The nurse who was at this team's schools before.
pub fn nurse_of(team: &str) -> &'static DemoUser {
    let records = |user: &&DemoUser| matches!(user.role, Role::Nurse | Role::Prescriber);
    USERS.iter().filter(records).find(|user| user.teams.contains(&team)).unwrap_or(&USERS[0])
}
