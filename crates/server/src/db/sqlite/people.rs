//! Organisations, teams and users in SQLite.

use super::columns::as_signed;
use super::{Columns as _, SqliteTx};
use crate::db::{DbError, EPOCH_JUMP, Organisation, People, Team, User};
use daybook_record::{Scope, Urn, UserId};
use rusqlite::{Row, named_params};

fn organisation(row: &Row<'_>) -> Result<Organisation, DbError> {
    Ok(Organisation { ods: row.text("ods")?, name: row.text("name")?, epoch: row.text("epoch")? })
}

fn team(row: &Row<'_>) -> Result<Team, DbError> {
    Ok(Team { key: row.text("key")?, name: row.text("name")?, phone: row.maybe("phone")?, email: row.maybe("email")? })
}

fn user(row: &Row<'_>) -> Result<User, DbError> {
    Ok(User {
        organisation: row.text("organisation")?,
        id: row.parsed("id")?,
        username: row.text("username")?,
        given_name: row.text("given_name")?,
        family_name: row.text("family_name")?,
        role: row.parsed("role")?,
        password_hash: row.text("password_hash")?,
    })
}

impl People for SqliteTx<'_> {
    fn save_organisation(&self, organisation: &Organisation) -> Result<(), DbError> {
        let Organisation { ods, name, epoch } = organisation;
        self.tell(include_str!("people/save_organisation.sql"), named_params! {":ods": ods, ":name": name, ":epoch": epoch})?;
        Ok(())
    }

    fn begin_epoch(&self, org: &str, epoch: &str) -> Result<(), DbError> {
        self.tell(include_str!("people/begin_epoch.sql"), named_params! {":ods": org, ":epoch": epoch, ":jump": as_signed(EPOCH_JUMP)?})?;
        self.tell(include_str!("ids/leave_a_gap.sql"), named_params! {":org": org})?;
        Ok(())
    }

    fn organisations(&self) -> Result<Vec<Organisation>, DbError> {
        self.all(include_str!("people/organisations.sql"), named_params! {":ods": None::<&str>}, organisation)
    }

    fn organisation(&self, org: &str) -> Result<Option<Organisation>, DbError> {
        self.one(include_str!("people/organisations.sql"), named_params! {":ods": org}, organisation)
    }

    fn save_team(&self, org: &str, team: &Team) -> Result<(), DbError> {
        let Team { key, name, phone, email } = team;
        self.tell(
            include_str!("people/save_team.sql"),
            named_params! {":org": org, ":key": key, ":name": name, ":phone": phone, ":email": email},
        )?;
        Ok(())
    }

    fn teams(&self, org: &str) -> Result<Vec<Team>, DbError> {
        self.all(include_str!("people/teams.sql"), named_params! {":org": org}, team)
    }

    fn teams_of(&self, org: &str, user: UserId) -> Result<Vec<Team>, DbError> {
        self.all(include_str!("people/teams_of.sql"), named_params! {":org": org, ":user": user.to_string()}, team)
    }

    fn assign_school(&self, org: &str, team: &str, urn: &str, assigned: bool) -> Result<bool, DbError> {
        let sql = if assigned { include_str!("people/add_school.sql") } else { include_str!("people/remove_school.sql") };
        Ok(self.tell(sql, named_params! {":org": org, ":team": team, ":urn": urn})? > 0)
    }

    fn schools_of(&self, org: &str, team: &str) -> Result<Vec<Urn>, DbError> {
        self.all(include_str!("people/schools_of.sql"), named_params! {":org": org, ":team": team}, |row| row.text("urn"))
    }

    fn assign_area(&self, org: &str, team: &str, area: &str, campaign: &str) -> Result<bool, DbError> {
        let values = named_params! {":org": org, ":team": team, ":area": area, ":campaign": campaign};
        Ok(self.tell(include_str!("people/add_area.sql"), values)? > 0)
    }

    fn take_area(&self, org: &str, team: &str, area: &str) -> Result<bool, DbError> {
        Ok(self.tell(include_str!("people/remove_area.sql"), named_params! {":org": org, ":team": team, ":area": area})? > 0)
    }

    fn areas_of(&self, org: &str, team: &str) -> Result<Vec<String>, DbError> {
        self.all(include_str!("people/areas_of.sql"), named_params! {":org": org, ":team": team}, |row| row.text("area"))
    }

    fn assign_member(&self, org: &str, team: &str, user: UserId, member: bool) -> Result<bool, DbError> {
        let sql = if member { include_str!("people/add_member.sql") } else { include_str!("people/remove_member.sql") };
        Ok(self.tell(sql, named_params! {":org": org, ":team": team, ":user": user.to_string()})? > 0)
    }

    fn save_user(&self, user: &User) -> Result<(), DbError> {
        self.tell(
            include_str!("people/save_user.sql"),
            named_params! {
                ":org": user.organisation, ":id": user.id.to_string(), ":username": user.username, ":given_name": user.given_name,
                ":family_name": user.family_name, ":role": user.role.as_str(), ":password_hash": user.password_hash,
            },
        )?;
        Ok(())
    }

    fn users(&self, org: &str) -> Result<Vec<User>, DbError> {
        self.all(include_str!("people/users.sql"), named_params! {":org": org}, user)
    }

    fn user(&self, org: &str, id: UserId) -> Result<Option<User>, DbError> {
        self.one(include_str!("people/user.sql"), named_params! {":org": org, ":id": id.to_string()}, user)
    }

    fn user_named(&self, username: &str) -> Result<Option<User>, DbError> {
        self.one(include_str!("people/user_named.sql"), named_params! {":username": username}, user)
    }

    fn scopes_of(&self, org: &str, user: UserId) -> Result<Vec<Scope>, DbError> {
        let mut scopes = vec![Scope::Reference];
        let more = named_params! {":org": org, ":user": user.to_string()};
        scopes.extend(self.all(include_str!("people/scopes_of.sql"), more, |row| row.parsed("scope"))?);
        Ok(scopes)
    }
}
