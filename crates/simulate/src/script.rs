//! The script: what people, devices and the service do, step by step, made from a seed. Each step carries dice of its own,
//! so that a step that is left out does not change what the others do.

use crate::dice::Dice;
use crate::fate::Weather;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Writes a note.
    Note,
    /// Writes one of the notes again, whoever made it.
    EditNote,
    /// Leaves a form half filled.
    HalfForm,
    /// Registers a child.
    Register,
    /// Corrects an answer about consent.
    Consent,
    /// Records a vaccination, given or not.
    Vaccinate,
    /// Removes something that was recorded.
    Remove,
    /// Takes a removal back.
    Undo,
    /// Presses *Sync your changes*.
    Sync,
    /// Stops the sync.
    Stop,
    /// Closes the window in the middle of it.
    Drop,
    /// The process is killed and started again.
    Kill,
    /// The process is about to be killed at a write.
    DieAtWrite,
    /// The disk fills up.
    DiskFull,
    /// There is room on it again.
    Room,
    /// Somebody types another code.
    WrongCode,
    /// Closes the lid for a while, or for a week.
    Sleep,
    /// Presses *Not now*.
    NotNow,
    /// Signs out.
    SignOut,
    /// Somebody sets the laptop's clock, by up to two years.
    Clock,
    /// The link changes.
    Weather(Weather),
    /// The service is restarted.
    Restart,
    /// … with other levers.
    Levers,
    /// The service is about to be killed at one of its next transactions.
    ServiceDies,
    /// Somebody else writes in the service's database, for longer than it waits.
    ServiceBusy,
    /// The service's disk fills up for a while.
    ServiceFull,
    /// A proxy lets one of the changes through no more.
    Poison,
    /// The team blocks the device.
    Block,
    /// … and lets it in again.
    Unblock,
    /// The service ends her session.
    EndSession,
    /// She joins another team, or leaves hers.
    Team,
    /// The service is backed up.
    BackUp,
    /// The service is lost, and goes on from its backup.
    Restore,
    /// A school is given to a team, or taken away.
    School,
    /// A child moves to another school.
    Move,
    /// Support decides a ticket.
    Decide,
    /// Registers a household, or corrects one.
    Household,
    /// Registers a person, or corrects one.
    Person,
    /// Fills in a form.
    Form,
    /// A newer form is published.
    Publish,
    /// An area is given to the team, or taken away.
    Area,
}

/// How long until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gap {
    /// So many turns of the scheduler: the next step may come between any two awaits of a sync.
    Turns(u64),
    /// So many milliseconds.
    Wait(u64),
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its place in the whole script.
    pub number: usize,
    /// Whose laptop, where it is about one.
    pub laptop: usize,
    /// What.
    pub deed: Deed,
    /// With which dice.
    pub dice: u64,
    /// And then.
    pub gap: Gap,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>4}  laptop {}  {:?}  then {:?}", self.number, self.laptop, self.deed, self.gap)
    }
}

/// A whole play, before it is played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// Its seed.
    pub seed: u64,
    /// Who has a laptop.
    pub people: Vec<String>,
    /// What is done.
    #[serde(skip)]
    pub steps: Vec<Step>,
    /// How many steps it had before some were left out.
    pub whole: usize,
    /// After its steps a laptop's files are damaged, or somebody else signs in on it.
    #[serde(default)]
    pub coda: bool,
    /// From door to door in a campaign, and not in schools.
    #[serde(default)]
    pub field: bool,
}

/// Casts: colleagues at the same schools, a person with two laptops, a lead who sees everything.
const CASTS: &[&[&str]] = &[
    &["nadia", "omar"],
    &["nadia", "omar", "lena"],
    &["nadia", "nadia"],
    &["petra", "lena", "nadia", "omar"],
    &["wyn", "lena"],
    &["nadia", "omar", "nadia"],
];

/// Two who go from door to door, one with two tablets, one alone.
const FIELD_CASTS: &[&[&str]] = &[&["rosa", "tomas"], &["rosa", "rosa", "tomas"], &["tomas"]];

/// What is recorded at schools, and what happens to them.
const AT_SCHOOL: &[(u64, Deed)] = &[
    (16, Deed::Note),
    (10, Deed::EditNote),
    (10, Deed::Register),
    (8, Deed::Consent),
    (8, Deed::Vaccinate),
    (2, Deed::HalfForm),
    (1, Deed::Team),
    (4, Deed::School),
    (3, Deed::Move),
];

/// The same from door to door.
const IN_THE_FIELD: &[(u64, Deed)] = &[(12, Deed::Household), (16, Deed::Person), (24, Deed::Form), (1, Deed::Publish), (2, Deed::Area)];

/// Everywhere.
const DEEDS: &[(u64, Deed)] = &[
    (6, Deed::Remove),
    (3, Deed::Undo),
    (30, Deed::Sync),
    (4, Deed::Stop),
    (5, Deed::Drop),
    (4, Deed::Kill),
    (9, Deed::DieAtWrite),
    (2, Deed::DiskFull),
    (3, Deed::Room),
    (1, Deed::WrongCode),
    (2, Deed::Sleep),
    (1, Deed::NotNow),
    (1, Deed::SignOut),
    (2, Deed::Clock),
    (2, Deed::Restart),
    (5, Deed::Levers),
    (8, Deed::ServiceDies),
    (2, Deed::ServiceBusy),
    (1, Deed::ServiceFull),
    (1, Deed::Poison),
    (1, Deed::Block),
    (2, Deed::Unblock),
    (1, Deed::EndSession),
    (3, Deed::BackUp),
    (2, Deed::Restore),
    (5, Deed::Decide),
    (3, Deed::Weather(Weather::Good)),
    (5, Deed::Weather(Weather::Rough(15))),
    (5, Deed::Weather(Weather::Rough(40))),
    (2, Deed::Weather(Weather::Cut)),
    (1, Deed::Weather(Weather::Portal)),
    (1, Deed::Weather(Weather::Failing)),
    (2, Deed::Weather(Weather::Flapping(2_500))),
    (1, Deed::Weather(Weather::Intercepted)),
];

impl Script {
    /// The script of this seed, so many steps long.
    pub fn of(seed: u64, steps: usize) -> Self {
        Self::with(seed, steps, false)
    }

    /// The script of this seed in a campaign.
    pub fn in_the_field(seed: u64, steps: usize) -> Self {
        Self::with(seed, steps, true)
    }

    fn with(seed: u64, steps: usize, field: bool) -> Self {
        let mut dice = Dice::of(seed ^ 0x00DA_7B00);
        let deeds: Vec<(u64, Deed)> = DEEDS.iter().chain(if field { IN_THE_FIELD } else { AT_SCHOOL }).copied().collect();
        let people = dice
            .one_of(if field { FIELD_CASTS } else { CASTS })
            .expect("there are casts")
            .iter()
            .map(|name| (*name).to_owned())
            .collect::<Vec<_>>();
        let laptops = people.len() as u64;
        let step = |number| {
            let laptop = dice.below(laptops) as usize;
            let deed = *dice.weighted(&deeds);
            let gap = match dice.below(100) {
                0..40 => Gap::Turns(dice.below(60)),
                40..80 => Gap::Wait(dice.below(1_500)),
                80..92 => Gap::Wait(dice.below(20_000)),
                92..97 => Gap::Wait(dice.below(600_000)),
                _ => Gap::Wait(dice.below(3 * 3_600_000)),
            };
            Step { number, laptop, deed, dice: dice.throw(), gap }
        };
        // Dice of its own: a coda changes nothing of what comes before it.
        let coda = Dice::of(seed ^ 0xC0DA).below(3) == 0;
        Self { seed, people, steps: (0..steps).map(step).collect(), whole: steps, coda, field }
    }

    /// The same, with a coda in any case.
    pub fn with_coda(self) -> Self {
        Self { coda: true, ..self }
    }

    /// Only these of its steps.
    pub fn only(mut self, numbers: &[usize]) -> Self {
        self.steps.retain(|step| numbers.contains(&step.number));
        self
    }

    /// As a file: who plays in the first line, then a step a line.
    pub fn to_lines(&self) -> String {
        let line = |text: serde_json::Result<String>| text.expect("a script is JSON") + "\n";
        line(serde_json::to_string(self)) + &self.steps.iter().map(|step| line(serde_json::to_string(step))).collect::<String>()
    }

    /// From a file that [`Script::to_lines`] made.
    pub fn from_lines(text: &str) -> serde_json::Result<Self> {
        let mut lines = text.lines();
        let head: Self = serde_json::from_str(lines.next().unwrap_or_default())?;
        Ok(Self { steps: lines.map(serde_json::from_str).collect::<Result<_, _>>()?, ..head })
    }

    /// The numbers of its steps.
    pub fn numbers(&self) -> Vec<usize> {
        self.steps.iter().map(|step| step.number).collect()
    }
}
