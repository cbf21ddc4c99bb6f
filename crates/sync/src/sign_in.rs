//! Signing in: from user name and password to a profile and tokens that a store can keep.

use crate::engine::About;
use crate::remote::{Remote, Trouble};
use daybook_record::DeviceId;
use daybook_store::{Profile, TeamCard, Tokens};
use daybook_wire::session::{DeviceCard, SignInReply, SignInRequest};
use zeroize::Zeroize;

/// Who signs in, on what. No `Debug`: there is a password in it.
pub struct Credentials {
    /// As given by the team.
    pub username: String,
    /// Never kept.
    pub password: String,
    /// As the person named this device.
    pub device_name: String,
    /// The id this device was given before, if it was.
    pub device: Option<DeviceId>,
    /// Address of the service.
    pub server: String,
}

/// Signs in. Gives what a new store is made with, or what an open one goes on with.
pub async fn sign_in(remote: &dyn Remote, credentials: Credentials, about: &About) -> Result<(Profile, Tokens), Trouble> {
    let Credentials { username, password, device_name, device, server } = credentials;
    let mut request = SignInRequest { username, password, device: card(&device_name, device, about) };
    let reply = remote.sign_in(&request).await;
    request.password.zeroize();
    Ok(entered(reply?, device_name, server))
}

/// This device, as it presents itself at a sign-in.
pub(crate) fn card(name: &str, id: Option<DeviceId>, about: &About) -> DeviceCard {
    DeviceCard { id, name: name.to_owned(), app_version: about.app_version.clone(), platform: about.platform.clone(), key: None }
}

/// What a store keeps of it.
pub(crate) fn entered(reply: SignInReply, device_name: String, server: String) -> (Profile, Tokens) {
    let person = reply.person;
    let profile = Profile {
        person: person.id,
        username: person.username,
        given_name: person.given_name,
        family_name: person.family_name,
        role: person.role,
        organisation: person.organisation,
        organisation_name: person.organisation_name,
        teams: person.teams.into_iter().map(team).collect(),
        device: reply.device,
        device_name,
        server,
    };
    (profile, Tokens { access: reply.tokens.access, refresh: reply.tokens.refresh })
}

/// A team as the store keeps it.
pub(crate) fn team(card: daybook_wire::session::TeamCard) -> TeamCard {
    TeamCard { key: card.key, name: card.name, phone: card.phone, email: card.email }
}
