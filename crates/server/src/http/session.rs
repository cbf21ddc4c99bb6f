//! The greeting with which every sync begins.

use super::State;
use super::caller::{Caller, Welcome};
use super::refused::Refused;
use super::reply::{Reply, Said};
use super::sign_in::{described, note_key};
use crate::Service;
use crate::db::{DbError, Device, Tx, User};
use daybook_record::scope::{HOME_EDUCATED, UNKNOWN_SCHOOL};
use daybook_record::{Kind, RecordId, Scope};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::session::{HelloReply, HelloRequest, Person, ScopeCard, TeamCard};

/// Says what the device knows of itself; learns what holds today.
#[utoipa::path(post, path = "/v1/hello", tag = "session",
    request_body(content = HelloRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = HelloReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn hello(
    service: State,
    Welcome(caller): Welcome,
    Said(request): Said<HelloRequest>,
) -> Result<Reply<HelloReply>, Refused> {
    if is_too_old(&request.device.app_version, &service.config.oldest_app) {
        return Err(Code::AppTooOld.into());
    }
    let greet = {
        let service = service.0.clone();
        move |tx: &dyn Tx| greet(&service, tx, &caller, &request)
    };
    Ok(Reply(service.write(greet).await?))
}

fn greet(service: &Service, tx: &dyn Tx, caller: &Caller, request: &HelloRequest) -> Result<HelloReply, Refused> {
    let (org, now) = (caller.org.as_str(), service.world.now());
    let known = tx.device(org, caller.device)?.ok_or(Code::SignInAgain)?;
    let drift_seconds = now.seconds_since(request.time);
    let unsent = request.unsent.min(i64::MAX as u64);
    let free_bytes = request.free_bytes.map(|bytes| bytes.min(i64::MAX as u64));
    let device = Device { seen_at: now, unsent, drift_seconds, free_bytes, ..described(known, &request.device) };
    tx.save_device(org, &device)?;
    note_key(tx, org, &device, &request.device, service.world.as_ref())?;
    let user = tx.user(org, caller.user)?.ok_or(Code::SignInAgain)?;
    let organisation = tx.organisation(org)?.ok_or(Code::Internal)?;
    let scopes = tx.scopes_of(org, caller.user)?.into_iter().map(|scope| scope_card(tx, org, scope)).collect::<Result<_, _>>()?;
    Ok(HelloReply {
        epoch: organisation.epoch,
        time: now,
        person: person_card(tx, &user)?,
        scopes,
        levers: device.levers.unwrap_or_else(|| service.config.levers.clone()).clamped(),
        recovery: Some(service.recovery.public(org, service.world.as_ref())?),
        orders: crate::orders::waiting(tx, org, caller.device)?,
        pictures: crate::picture::asked_for(tx, org, caller.device, service.world.as_ref())?,
    })
}

fn scope_card(tx: &dyn Tx, org: &str, scope: Scope) -> Result<ScopeCard, DbError> {
    let name = match &scope {
        Scope::Reference => "Reference data".to_owned(),
        Scope::Team(key) => tx.teams(org)?.into_iter().find(|team| team.key == *key).map_or_else(|| key.clone(), |team| team.name),
        Scope::School(urn) => match (tx.record(org, Kind::Location, RecordId::of_location(urn))?, urn.as_str()) {
            (Some(kept), _) => kept.held.facts.text("name").unwrap_or(urn).to_owned(),
            (None, UNKNOWN_SCHOOL) => "School not known".to_owned(),
            (None, HOME_EDUCATED) => "Home-educated".to_owned(),
            (None, urn) => urn.to_owned(),
        },
        Scope::Area(key) => named(tx, org, Kind::Area, RecordId::of_area(key))?.unwrap_or_else(|| key.clone()),
        Scope::Forms(campaign) | Scope::Messages(campaign) | Scope::Dashboards(campaign) => {
            named(tx, org, Kind::Campaign, RecordId::of_campaign(campaign))?.unwrap_or_else(|| campaign.clone())
        }
        Scope::Contacts => "Contacts".to_owned(),
    };
    Ok(ScopeCard { name, about: tx.digest(org, &scope)?.count, scope })
}

/// The name that a record says.
fn named(tx: &dyn Tx, org: &str, kind: Kind, id: RecordId) -> Result<Option<String>, DbError> {
    Ok(tx.record(org, kind, id)?.and_then(|kept| kept.held.facts.text("name").map(str::to_owned)))
}

/// A person as devices know her.
pub(super) fn person_card(tx: &dyn Tx, user: &User) -> Result<Person, Refused> {
    let organisation = tx.organisation(&user.organisation)?.ok_or(Code::Internal)?;
    let teams = tx.teams_of(&user.organisation, user.id)?;
    Ok(Person {
        id: user.id,
        username: user.username.clone(),
        given_name: user.given_name.clone(),
        family_name: user.family_name.clone(),
        role: user.role,
        organisation: organisation.ods,
        organisation_name: organisation.name,
        teams: teams.into_iter().map(|team| TeamCard { key: team.key, name: team.name, phone: team.phone, email: team.email }).collect(),
    })
}

/// True where `version` stands before `oldest`, number by number. What is no number counts as 0.
pub(super) fn is_too_old(version: &str, oldest: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> { text.split(['.', '-', '+']).take(3).map(|part| part.parse().unwrap_or(0)).collect() };
    !oldest.is_empty() && numbers(version) < numbers(oldest)
}

#[cfg(test)]
mod tests {
    use super::is_too_old;

    #[test]
    fn versions_are_compared_number_by_number() {
        for (version, oldest, old) in
            [("0.9.0", "0.10.0", true), ("0.10.0", "0.9.9", false), ("1.0.0", "1.0.0", false), ("0.0.1", "", false)]
        {
            assert_eq!(is_too_old(version, oldest), old, "{version} against {oldest}");
        }
    }
}
