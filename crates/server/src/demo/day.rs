//! The days: sessions before the summer, today and tomorrow; who came before the summer; what is in the fridges.

use super::chance::Chance;
use super::cohort::DemoChild;
use super::health::{About, Past};
use super::people::nurse_of;
use super::place::{ORGANISATION, SCHOOLS, teams};
use crate::import::catalogue::{built_in, vaccine_id};
use chrono::{Datelike as _, Days, NaiveDate};
use daybook_record::code::AttendanceStatus;
use daybook_record::kind::{Attendance, Batch, Session, Vaccine};
use daybook_record::{Facts, Kind, Moment, RecordId};

/// Every session: where the teams were, are today, and will be tomorrow.
pub fn sessions(today: NaiveDate, past: Past) -> Vec<About> {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let mut sessions = Vec::new();
    for school in SCHOOLS {
        for date in [past.session, if school.today { today } else { tomorrow }] {
            let session = Session {
                location: school.urn.to_owned(),
                team: school.team.to_owned(),
                dates: vec![date],
                programmes: school.programmes.to_vec(),
                registration_required: true,
            };
            let id = RecordId::named("session", &[ORGANISATION, school.team, school.urn, &date.to_string()]);
            sessions.push((Kind::Session, id, Facts::of(&session)));
        }
    }
    sessions
}

/// Whether a child came to the session before the summer, where she was expected.
pub fn attendance(seed: u64, child: &DemoChild, past: Past) -> Option<About> {
    let expected = child.school.programmes.iter().any(|programme| programme.year_groups().contains(&child.year));
    let chance = &mut Chance::of(seed, "attendance", child.number);
    if !expected || child.year == *child.school.years().start() || chance.percent(60) {
        return None;
    }
    let status = if chance.percent(93) { AttendanceStatus::Attending } else { AttendanceStatus::NotAttending };
    let nine = past.session.and_hms_opt(8, 0, 0).map_or(0, |at| at.and_utc().timestamp());
    let attendance = Attendance {
        child: child.id,
        location: child.school.urn.to_owned(),
        date: past.session,
        status,
        at: Moment::at(nine, 3_600).plus_seconds(i64::try_from(chance.below(6 * 3_600)).unwrap_or(0)),
        recorded_by: Some(nurse_of(child.school.team).name()),
    };
    let id = RecordId::of_attendance(child.id, child.school.urn, past.session);
    Some((Kind::Attendance, id, Facts::of(&attendance)))
}

/// What each team has in its fridge: two batches of what is given in schools, one of them out of date, one used up.
pub fn batches(seed: u64, past: Past) -> Vec<About> {
    let day = |years: i32, month, day| NaiveDate::from_ymd_opt(past.year.year() + years, month, day).unwrap_or(past.year);
    let (soon, later, gone) = (day(1, 10, 31), day(2, 3, 31), day(0, 7, 31));
    let in_use = ["fluenz", "vaxigrip", "gardasil_9", "menquadfi", "nimenrix", "revaxis", "priorix"];
    let products: Vec<Vaccine> = built_in().into_iter().filter(|vaccine| in_use.contains(&vaccine.key.as_str())).collect();
    let mut batches = Vec::new();
    for (place, team) in (0_u64..).zip(teams()) {
        let chance = &mut Chance::of(seed, "batch", place);
        for product in &products {
            batches.push(batch(chance, &team.key, product, soon, false));
            batches.push(batch(chance, &team.key, product, later, false));
        }
        batches.push(batch(chance, &team.key, &products[0], gone, false));
        batches.push(batch(chance, &team.key, &products[2], later, true));
    }
    batches
}

fn batch(chance: &mut Chance, team: &str, product: &Vaccine, expiry: NaiveDate, archived: bool) -> About {
    let letters: String = product.key.chars().filter(char::is_ascii_alphabetic).take(2).collect::<String>().to_uppercase();
    let number = format!("{letters}{}", 1_000 + chance.below(9_000));
    let id = RecordId::named("batch", &[ORGANISATION, team, &product.key, &number, &expiry.to_string()]);
    let batch = Batch { team: team.to_owned(), programme: product.programme, vaccine: vaccine_id(&product.key), number, expiry, archived };
    (Kind::Batch, id, Facts::of(&batch))
}
