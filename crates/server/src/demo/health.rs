//! What is known of each child's health: answers about consent, triage, earlier doses, notes.

use super::chance::Chance;
use super::cohort::DemoChild;
use super::people::nurse_of;
use super::place::ORGANISATION;
use crate::import::catalogue::vaccine_id;
use chrono::{Datelike as _, Days, NaiveDate};
use daybook_record::code::{
    ConsentResponse, ConsentRoute, DeliveryMethod, DeliverySite, Programme, RefusalReason, TriageStatus, VaccinationOutcome,
};
use daybook_record::kind::{Consent, HealthAnswer, Note, OWN_SOURCE, Triage, Vaccination};
use daybook_record::standing::school_year_start;
use daybook_record::{Facts, Kind, Moment, RecordId};

/// One record about a child.
pub type About = (Kind, RecordId, Facts);

/// The days and times that the demo's past hangs on. All follow from the school year, so that another run in the same
/// year finds them as they are.
#[derive(Clone, Copy)]
pub struct Past {
    /// The first day of the school year.
    pub year: NaiveDate,
    /// A session before the summer.
    pub session: NaiveDate,
    /// When consent was asked for: never after now.
    asked: Moment,
}

impl Past {
    /// As seen from now.
    pub fn before(now: Moment) -> Self {
        let year = school_year_start(now.date());
        let june = NaiveDate::from_ymd_opt(year.year(), 6, 10).unwrap_or(year);
        let to_monday = (7 - u64::from(june.weekday().num_days_from_monday())) % 7;
        let session = june.checked_add_days(Days::new(to_monday)).unwrap_or(june);
        let asked =
            NaiveDate::from_ymd_opt(year.year(), 7, 1).unwrap_or(year).and_hms_opt(17, 0, 0).map_or(0, |at| at.and_utc().timestamp());
        Self { year, session, asked: Moment::at(asked, 3_600) }
    }

    fn answered(self, chance: &mut Chance) -> Moment {
        self.asked.plus_seconds(i64::try_from(chance.below(50 * 24 * 3_600)).unwrap_or(0))
    }
}

/// Everything about a child except attendance.
pub fn about(seed: u64, child: &DemoChild, past: Past) -> Vec<About> {
    let mut about = Vec::new();
    for programme in child.school.programmes.iter().filter(|programme| programme.year_groups().contains(&child.year)) {
        let had_it = doses(seed, child, *programme, past, &mut about);
        if !had_it {
            consents(seed, child, *programme, past, &mut about);
        }
    }
    earlier_measles(seed, child, &mut about);
    let chance = &mut Chance::of(seed, "note", child.number);
    if chance.percent(3) {
        let text = chance.one_of(NOTES).to_owned();
        let nurse = nurse_of(child.school.team);
        let note = Note { child: child.id, text, at: past.answered(chance), recorded_by: Some(nurse.name()) };
        about.push((Kind::Note, id(child, "note", ""), Facts::of(&note)));
    }
    about
}

fn id(child: &DemoChild, what: &str, which: &str) -> RecordId {
    RecordId::named("demo", &[what, &child.id.to_string(), which])
}

/// Most families say yes, some no, some say both, and many do not answer in time.
fn consents(seed: u64, child: &DemoChild, programme: Programme, past: Past, about: &mut Vec<About>) {
    let chance = &mut Chance::of(seed, programme.as_str(), child.number);
    let first = child.facts.parent_1_name.clone().zip(child.facts.parent_1_relationship.clone());
    let second = child.facts.parent_2_name.clone().zip(child.facts.parent_2_relationship.clone());
    let mut answer = |which: &str, consent: Consent| {
        about.push((Kind::Consent, id(child, "consent", &format!("{programme} {which}")), Facts::of(&consent)))
    };
    match chance.below(100) {
        0..62 => {
            let consent = given(chance, child, programme, first, past);
            answer("1", consent.clone());
            triage(chance, child, programme, &consent, about);
        }
        62..70 => answer("1", refused(chance, child, programme, first, past)),
        70..75 => {
            answer("1", given(chance, child, programme, first, past));
            let other = second.or_else(|| Some(("Jo Lindqvist".to_owned(), "Guardian".to_owned())));
            answer("2", refused(chance, child, programme, other, past));
        }
        75..77 => {
            let mut consent = given(chance, child, programme, first, past);
            consent.withdrawn_at = Some(consent.at.plus_seconds(3 * 24 * 3_600));
            answer("1", consent);
        }
        77..79 => {
            let consent = given(chance, child, programme, first, past);
            answer("1", Consent { response: ConsentResponse::NotProvided, health_answers: Vec::new(), ..consent });
        }
        79..80 if child.year >= 9 => {
            let name = format!("{} {}", child.facts.given_name, child.facts.family_name);
            let consent = given(chance, child, programme, Some((name, "Child".to_owned())), past);
            answer("1", Consent { route: ConsentRoute::SelfConsent, notify_parents: Some(false), ..consent });
        }
        _ => {}
    }
}

fn given(chance: &mut Chance, child: &DemoChild, programme: Programme, by: Option<(String, String)>, past: Past) -> Consent {
    let (given_by, relationship) = by.unzip();
    let health_answers = questions(programme)
        .iter()
        .map(|(question, notes)| {
            let yes = chance.percent(5);
            HealthAnswer { question: (*question).to_owned(), yes, notes: yes.then(|| (*notes).to_owned()) }
        })
        .collect();
    let route =
        chance.one_of(&[ConsentRoute::Website, ConsentRoute::Website, ConsentRoute::Website, ConsentRoute::Paper, ConsentRoute::Phone]);
    Consent {
        child: child.id,
        programme,
        response: ConsentResponse::Given,
        route,
        given_by,
        relationship,
        reason_for_refusal: None,
        notes: None,
        at: past.answered(chance),
        withdrawn_at: None,
        notify_parents: None,
        health_answers,
        recorded_by: (route == ConsentRoute::Phone).then(|| nurse_of(child.school.team).name()),
    }
}

fn refused(chance: &mut Chance, child: &DemoChild, programme: Programme, by: Option<(String, String)>, past: Past) -> Consent {
    use RefusalReason::{AlreadyVaccinated, ContainsGelatine, Elsewhere, MedicalReasons, Other, PersonalChoice};
    let reasons: &[RefusalReason] = match programme {
        Programme::Flu => &[ContainsGelatine, PersonalChoice, Elsewhere, AlreadyVaccinated, MedicalReasons],
        _ => &[PersonalChoice, PersonalChoice, AlreadyVaccinated, Elsewhere, MedicalReasons, Other],
    };
    let reason = chance.one_of(reasons);
    let consent = given(chance, child, programme, by, past);
    Consent {
        response: ConsentResponse::Refused,
        reason_for_refusal: Some(reason),
        notes: (reason == Other).then(|| "We would like to talk to somebody first.".to_owned()),
        health_answers: Vec::new(),
        ..consent
    }
}

/// A yes among the answers has mostly been looked at.
fn triage(chance: &mut Chance, child: &DemoChild, programme: Programme, consent: &Consent, about: &mut Vec<About>) {
    if !consent.health_answers.iter().any(|answer| answer.yes) {
        return;
    }
    let (status, notes) = match chance.below(100) {
        0..50 => (TriageStatus::SafeToVaccinate, "Spoke to the family; nothing stands against it."),
        50..62 => (TriageStatus::DoNotVaccinate, "Severe reaction before. Letter to the practice."),
        62..72 => (TriageStatus::KeepInTriage, "Waiting for the practice to ring back."),
        72..80 => (TriageStatus::DelayVaccination, "On a course of steroids until next month."),
        80..85 => (TriageStatus::InviteToClinic, "Would rather come to the clinic."),
        _ => return,
    };
    let recorded_by = Some(nurse_of(child.school.team).name());
    let at = consent.at.plus_seconds(2 * 24 * 3_600);
    let triage = Triage { child: child.id, programme, status, notes: Some(notes.to_owned()), at, recorded_by };
    about.push((Kind::Triage, id(child, "triage", programme.as_str()), Facts::of(&triage)));
}

/// Earlier doses of what the session is about. True where nothing more is due.
fn doses(seed: u64, child: &DemoChild, programme: Programme, past: Past, about: &mut Vec<About>) -> bool {
    let chance = &mut Chance::of(seed, "doses", child.number);
    let last_year = past.year.checked_sub_days(Days::new(300)).unwrap_or(past.year);
    match programme {
        // Last season's; flu is due again each year.
        Programme::Flu if child.year > 0 && chance.percent(45) => {
            about.push(elsewhere(chance, child, programme, last_year, Some("fluenz"), None));
            false
        }
        Programme::Hpv if child.year >= 9 && chance.percent(70) => {
            about.push(ours(chance, child, programme, past.session, "gardasil_9", 1));
            true
        }
        Programme::Menacwy | Programme::TdIpv if child.year >= 10 && chance.percent(75) => {
            let (key, dose) = if programme == Programme::TdIpv { ("revaxis", 5) } else { ("menquadfi", 1) };
            about.push(ours(chance, child, programme, past.session, key, dose));
            true
        }
        Programme::Hpv | Programme::Menacwy if chance.percent(4) => {
            about.push(elsewhere(chance, child, programme, past.session, None, None));
            true
        }
        _ => false,
    }
}

/// Measles, mumps and rubella as a small child, at the practice.
fn earlier_measles(seed: u64, child: &DemoChild, about: &mut Vec<About>) {
    let chance = &mut Chance::of(seed, "measles", child.number);
    for (dose, days, share) in [(1_u8, 400, 55), (2, 1_250, 48)] {
        if !chance.percent(share) {
            return;
        }
        let date = child.facts.date_of_birth.checked_add_days(Days::new(days + chance.below(60)));
        if let Some(date) = date {
            about.push(elsewhere(chance, child, Programme::Mmr, date, None, Some(dose)));
        }
    }
}

fn elsewhere(
    chance: &mut Chance,
    child: &DemoChild,
    programme: Programme,
    date: NaiveDate,
    vaccine: Option<&str>,
    dose: Option<u8>,
) -> About {
    let sprayed = vaccine == Some("fluenz");
    let record = Vaccination {
        vaccine: vaccine.map(vaccine_id),
        site: sprayed.then_some(DeliverySite::Nose),
        method: sprayed.then_some(DeliveryMethod::NasalSpray),
        dose_sequence: dose,
        source: chance.one_of(&["GP record", "GP record", "imported list"]).to_owned(),
        ..empty(child, programme, date)
    };
    let which = format!("{programme} elsewhere {}", dose.unwrap_or(0));
    (Kind::Vaccination, id(child, "vaccination", &which), Facts::of(&record))
}

fn ours(chance: &mut Chance, child: &DemoChild, programme: Programme, date: NaiveDate, vaccine: &str, dose: u8) -> About {
    let nurse = nurse_of(child.school.team);
    let record = Vaccination {
        location: Some(child.school.urn.to_owned()),
        vaccine: Some(vaccine_id(vaccine)),
        batch_number: Some(format!("{}{}", vaccine[..2].to_uppercase(), 4_100 + chance.below(3))),
        batch_expiry: date.checked_add_days(Days::new(200)),
        site: Some(chance.one_of(&[DeliverySite::LeftArmUpper, DeliverySite::LeftArmUpper, DeliverySite::RightArmUpper])),
        method: Some(DeliveryMethod::Intramuscular),
        dose_sequence: Some(dose),
        full_dose: Some(true),
        protocol: Some("pgd".to_owned()),
        identity_confirmed_by: Some("child".to_owned()),
        performer: Some(nurse.id(ORGANISATION)),
        performer_name: Some(nurse.name()),
        source: OWN_SOURCE.to_owned(),
        ..empty(child, programme, date)
    };
    (Kind::Vaccination, id(child, "vaccination", &format!("{programme} ours")), Facts::of(&record))
}

fn empty(child: &DemoChild, programme: Programme, date: NaiveDate) -> Vaccination {
    Vaccination {
        child: child.id,
        session: None,
        programme,
        date,
        time: None,
        location: None,
        outcome: VaccinationOutcome::Administered,
        vaccine: None,
        batch_number: None,
        batch_expiry: None,
        site: None,
        method: None,
        dose_sequence: None,
        full_dose: None,
        protocol: None,
        identity_confirmed_by: None,
        pre_screening: Vec::new(),
        notes: None,
        performer: None,
        performer_name: None,
        source: String::new(),
    }
}

fn questions(programme: Programme) -> &'static [(&'static str, &'static str)] {
    match programme {
        Programme::Flu => &[
            ("Does your child have asthma?", "Uses a blue inhaler most days, no hospital stay."),
            ("Has your child had a severe reaction to egg?", "Was in intensive care after eating egg, aged two."),
            ("Does your child have a weakened immune system?", "Under treatment at the children's hospital."),
            ("Has your child had a flu vaccine in the last three months?", "Not sure; perhaps at the pharmacy."),
        ],
        Programme::Hpv => &[
            ("Does your child have any severe allergies?", "Carries an adrenaline pen for peanuts."),
            ("Is your child being treated for any medical condition?", "Epilepsy, well controlled."),
            ("Has your child ever reacted badly to a vaccine?", "Fainted last time."),
        ],
        Programme::Menacwy | Programme::TdIpv | Programme::Mmr => &[
            ("Does your child have a bleeding disorder?", "Mild haemophilia; the clinic says small needle and pressure."),
            ("Does your child have any severe allergies?", "Latex: comes out in hives."),
            ("Has your child ever reacted badly to a vaccine?", "High fever for two days."),
            ("Has your child had a tetanus booster in the last five years?", "After a dog bite; we have no date."),
        ],
    }
}

const NOTES: &[&str] = &[
    "Prefers to lie down.",
    "Bring the interpreter line: mother speaks Tigrinya.",
    "Very anxious; see first, in the quiet room.",
    "Wears a hearing aid on the left. Speak to the right.",
    "Two children of this name in the class: check the date of birth.",
];
