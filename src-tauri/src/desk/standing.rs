//! Where the app stands, put together for the screens.

use super::{Desk, State};
use crate::demo::DemoLink;
use crate::dto::{Connection, PersonCard, PersonLine, SnoozeCard, Stage, Status, TeamContact};
use crate::error::Refused;
use daybook_record::{Moment, UserId};
use daybook_store::view::Unsent;
use daybook_store::{PersonFolder, Snooze};
use daybook_sync::ask::{self, Facts};
use daybook_sync::line::Line;
use std::time::Duration;

/// A clock that is wrong by more than that is told of.
const CLOCK_TOLERANCE_SECONDS: i64 = 600;

impl Desk {
    /// Where the app stands. Reads the disk: call it away from the window's threads.
    pub fn status(&self) -> Result<Status, Refused> {
        let (open, line, not_before, blank) = {
            let state = self.state();
            let line = state.line.as_ref().map(|line| line.driver.line()).unwrap_or_default();
            (state.open.clone(), line, state.not_before, self.blank_status(&state, connection(line.0)))
        };
        let (line, online_for) = line;
        let Some(open) = open else {
            let people = self.people(None);
            let stage = match (blank.choosing_code.is_some(), people.is_empty()) {
                (true, _) => Stage::ChooseCode,
                (false, true) => Stage::SignIn,
                (false, false) => Stage::Unlock,
            };
            return Ok(Status { stage, people, ..blank });
        };
        let (store, engine) = (&open.store, &open.engine);
        let (levers, unsent, snooze, now) = (engine.levers(), store.unsent()?, store.snooze()?, self.world.now());
        let last_synced_at = store.last_synced()?;
        let syncing = engine.is_syncing();
        let ask_to_sync = ask::is_due(&Facts {
            line,
            online_for,
            settled: Duration::from_millis(u64::from(levers.settled_ms)),
            unsent: unsent.changes,
            snooze: snooze.as_ref(),
            now,
            syncing,
            not_before,
        });
        let profile = store.profile();
        Ok(Status {
            stage: if last_synced_at.is_none() { Stage::FirstDownload } else { Stage::Open },
            person: Some(PersonCard {
                name: profile.name(),
                username: profile.username.clone(),
                role: profile.role,
                organisation: profile.organisation_name.clone(),
                teams: profile.teams.iter().cloned().map(contact).collect(),
                areas: store.areas()?,
            }),
            people: self.people(Some(profile.person)),
            unsent,
            last_synced_at,
            snooze: running(snooze, now),
            ask_to_sync,
            syncing,
            wipe_waits: engine.is_to_be_wiped(),
            space: self.space(&levers, blank.space.reserve_used),
            failures_in_a_row: store.failures_in_a_row()?,
            failures_before_contact: levers.failures_before_contact,
            minimum_display_ms: levers.minimum_display_ms,
            snooze_minutes: levers.snooze_minutes,
            clock_wrong_seconds: store.clock_offset()?.filter(|offset| offset.abs() > CLOCK_TOLERANCE_SECONDS),
            server: profile.server.clone(),
            device_name: profile.device_name.clone(),
            ..blank
        })
    }

    /// Everybody whose work lies here, the last who worked here first; without one of them.
    fn people(&self, without: Option<UserId>) -> Vec<PersonLine> {
        let now = self.world.now();
        let others = self.folders().into_iter().filter(|folder| Some(folder.person) != without);
        others.map(|folder| person_line(folder, now)).collect()
    }

    /// The folders on this device.
    pub(super) fn folders(&self) -> Vec<PersonFolder> {
        daybook_store::people(&self.settings.folder)
    }

    fn blank_status(&self, state: &State, connection: Connection) -> Status {
        let levers = daybook_sync::Levers::default();
        Status {
            stage: Stage::SignIn,
            person: None,
            people: vec![],
            notice: self.wiped().or_else(|| state.notice.clone()),
            wipe_waits: false,
            choosing_code: state.arriving.as_ref().map(super::Arriving::card),
            release: state.releasing.as_ref().map(super::Releasing::card),
            organisation_sign_in: state.line.as_ref().and_then(|line| line.driver.organisation_sign_in()),
            browser_sign_in: state.browsing.as_ref().map(super::Browsing::card),
            must_lock: state.must_lock.map(|(why, _)| why),
            locks_in_seconds: self.lock_warning(state),
            space: self.space(&levers, state.reserve_used),
            rescue_folder: crate::settings::rescue_folder(),
            connection,
            unsent: Unsent { changes: 0, children: 0, bytes: 0, schools: vec![], areas: vec![] },
            last_synced_at: None,
            snooze: None,
            ask_to_sync: false,
            syncing: false,
            failures_in_a_row: 0,
            failures_before_contact: levers.failures_before_contact,
            minimum_display_ms: levers.minimum_display_ms,
            snooze_minutes: levers.snooze_minutes,
            clock_wrong_seconds: None,
            today: self.world.today(),
            app_version: self.about.app_version.clone(),
            server: self.settings.server.clone(),
            device_name: device_name(),
            demo_link_cut: self.demo.as_ref().map(DemoLink::is_cut),
        }
    }
}

fn person_line(folder: PersonFolder, now: Moment) -> PersonLine {
    PersonLine {
        wait_seconds: folder.wait_seconds(now),
        expired: folder.is_expired(now),
        keychain: folder.opens_from_elsewhere && !folder.is_expired(now),
        waiting: folder.waiting.map_or(0, |waiting| waiting.changes),
        person: folder.person,
        name: folder.name,
        username: folder.username,
        last_used: folder.last_used,
        sound: folder.sound,
        can_be_released: folder.can_be_released,
    }
}

fn connection(line: Line) -> Connection {
    match line {
        Line::Unknown => Connection::Unknown,
        Line::Online => Connection::Online,
        Line::Offline => Connection::Offline,
        Line::NotOurService => Connection::NotOurService,
        Line::ServiceFailing => Connection::ServiceFailing,
    }
}

fn contact(card: daybook_store::TeamCard) -> TeamContact {
    TeamContact { key: card.key, name: card.name, phone: card.phone, email: card.email }
}

/// A snooze that still runs, as it is shown.
fn running(snooze: Option<Snooze>, now: Moment) -> Option<SnoozeCard> {
    match snooze? {
        Snooze::OnlyWhenAsked => Some(SnoozeCard { until: None }),
        Snooze::Until(until) => (now < until).then_some(SnoozeCard { until: Some(until) }),
    }
}

/// What the person is offered as this device's name.
fn device_name() -> String {
    let host = std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).unwrap_or_default();
    if host.is_empty() { "This laptop".to_owned() } else { host }
}
