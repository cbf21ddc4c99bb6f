//! The script: what people, devices and the service do, step by step, made from a seed. Each step carries dice of its own,
//! so that a step that is left out does not change what the others do.

use crate::dice::Dice;
use crate::fate::Weather;
use std::fmt;

/// What is done in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Writes a note.
    Note,
    /// Writes one of the notes again, whoever made it.
    EditNote,
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
    /// Somebody sets the laptop's clock, by up to two years.
    Clock,
    /// The link changes.
    Weather(Weather),
    /// The service is restarted.
    Restart,
    /// … with other levers.
    Levers,
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
}

/// How long until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// So many turns of the scheduler: the next step may come between any two awaits of a sync.
    Turns(u64),
    /// So many milliseconds.
    Wait(u64),
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its seed.
    pub seed: u64,
    /// Who has a laptop.
    pub people: Vec<&'static str>,
    /// What is done.
    pub steps: Vec<Step>,
    /// How many steps it had before some were left out.
    pub whole: usize,
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

const DEEDS: &[(u64, Deed)] = &[
    (16, Deed::Note),
    (10, Deed::EditNote),
    (10, Deed::Register),
    (8, Deed::Consent),
    (8, Deed::Vaccinate),
    (6, Deed::Remove),
    (3, Deed::Undo),
    (30, Deed::Sync),
    (4, Deed::Stop),
    (5, Deed::Drop),
    (8, Deed::Kill),
    (2, Deed::Clock),
    (3, Deed::Restart),
    (2, Deed::Levers),
    (3, Deed::BackUp),
    (2, Deed::Restore),
    (4, Deed::School),
    (3, Deed::Move),
    (5, Deed::Decide),
    (3, Deed::Weather(Weather::Good)),
    (5, Deed::Weather(Weather::Rough(15))),
    (5, Deed::Weather(Weather::Rough(40))),
    (2, Deed::Weather(Weather::Cut)),
    (1, Deed::Weather(Weather::Portal)),
    (1, Deed::Weather(Weather::Failing)),
];

impl Script {
    /// The script of this seed, so many steps long.
    pub fn of(seed: u64, steps: usize) -> Self {
        let mut dice = Dice::of(seed ^ 0x00DA_7B00);
        let people = dice.one_of(CASTS).expect("there are casts").to_vec();
        let laptops = people.len() as u64;
        let step = |number| {
            let laptop = dice.below(laptops) as usize;
            let deed = *dice.weighted(DEEDS);
            let gap = match dice.below(100) {
                0..40 => Gap::Turns(dice.below(60)),
                40..80 => Gap::Wait(dice.below(1_500)),
                80..92 => Gap::Wait(dice.below(20_000)),
                92..97 => Gap::Wait(dice.below(600_000)),
                _ => Gap::Wait(dice.below(3 * 3_600_000)),
            };
            Step { number, laptop, deed, dice: dice.throw(), gap }
        };
        Self { seed, people, steps: (0..steps).map(step).collect(), whole: steps }
    }

    /// Only these of its steps.
    pub fn only(mut self, numbers: &[usize]) -> Self {
        self.steps.retain(|step| numbers.contains(&step.number));
        self
    }

    /// The numbers of its steps.
    pub fn numbers(&self) -> Vec<usize> {
        self.steps.iter().map(|step| step.number).collect()
    }
}
