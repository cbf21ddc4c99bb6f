//! A child as a row in a list: where she stands, whether she came, how far what was recorded about her is.

use super::Member;
use crate::view::{ChildRow, ProgrammeStanding, Registration};
use chrono::NaiveDate;
use daybook_record::Urn;
use daybook_record::code::{AttendanceStatus, Programme};
use daybook_record::standing::{Known, Standing, standing};

/// From where a child is looked at: a session, or the whole device.
pub(crate) struct Lens {
    pub(crate) today: NaiveDate,
    /// The session's programmes; none takes those that are open to the child's year.
    pub(crate) programmes: Option<Vec<Programme>>,
    /// Where she is registered; none takes her own school.
    pub(crate) location: Option<Urn>,
    /// True where somebody asks for this very child: she stands there whatever her year, because the file may be a year
    /// old and a nurse in front of a child knows better.
    pub(crate) whatever_year: bool,
}

impl Lens {
    /// The whole device.
    pub(crate) fn device(today: NaiveDate) -> Self {
        Self { today, programmes: None, location: None, whatever_year: false }
    }

    /// The programmes that count for her here. In a session a child of no known year is in none.
    pub(crate) fn programmes(&self, member: &Member) -> Vec<Programme> {
        let year = member.year_group(self.today);
        let asked_for = self.whatever_year && self.programmes.is_some();
        let open =
            |programme: &Programme| asked_for || year.map_or(self.programmes.is_none(), |year| programme.year_groups().contains(&year));
        self.programmes.as_deref().unwrap_or(Programme::ALL).iter().copied().filter(open).collect()
    }

    /// Where she stands with each.
    pub(crate) fn standings(&self, member: &Member) -> Vec<ProgrammeStanding> {
        let Member { consents, triage, vaccinations, .. } = member;
        let known = Known { consents, triage, vaccinations };
        let stands = |programme| ProgrammeStanding { programme, standing: standing(programme, known, self.today) };
        self.programmes(member).into_iter().map(stands).collect()
    }

    /// Whether she came, and whether she is done.
    fn registration(&self, member: &Member, standings: &[ProgrammeStanding]) -> Registration {
        let location = self.location.as_ref().unwrap_or(&member.child.school);
        let here = member.attendance.iter().find(|attendance| attendance.location == *location && attendance.date == self.today);
        let done = |stands: &ProgrammeStanding| matches!(stands.standing, Standing::Vaccinated | Standing::NotVaccinated);
        match here.map(|attendance| attendance.status) {
            None => Registration::Unknown,
            Some(AttendanceStatus::NotAttending) => Registration::NotAttending,
            Some(AttendanceStatus::Attending) if !standings.is_empty() && standings.iter().all(done) => Registration::Completed,
            Some(AttendanceStatus::Attending) => Registration::Attending,
        }
    }

    /// The row.
    pub(crate) fn row(&self, member: &Member) -> ChildRow {
        let standings = self.standings(member);
        let child = &member.child;
        ChildRow {
            id: member.id,
            given_name: child.given_name.clone(),
            family_name: child.family_name.clone(),
            preferred_name: child.preferred_name.clone(),
            date_of_birth: child.date_of_birth,
            nhs_number: child.nhs_number.clone(),
            year_group: member.year_group(self.today),
            registration_group: child.registration_group.clone(),
            school: child.school.clone(),
            registration: self.registration(member, &standings),
            standings,
            unsent: member.unsent,
            with_support: member.with_support,
        }
    }
}

/// By family name, then given name, as people look them up.
pub(crate) fn by_name(rows: &mut [ChildRow]) {
    rows.sort_by_cached_key(|row| (row.family_name.to_lowercase(), row.given_name.to_lowercase(), row.id));
}
