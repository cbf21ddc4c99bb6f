//! Three teams and twelve schools of a dale that is on no map. Four schools each: two primaries, two secondaries.

use daybook_record::Urn;
use daybook_record::code::Programme;
use daybook_record::kind::{Location, Team};

/// The organisation's ODS code.
pub const ORGANISATION: &str = "R0X";
/// Its name.
pub const ORGANISATION_NAME: &str = "Wenlock Dale Community Health";

/// A school, and what is done there.
pub struct School {
    /// Its number. No real school has one that begins with 9.
    pub urn: &'static str,
    /// As the sign at the gate says.
    pub name: &'static str,
    /// The team's key.
    pub team: &'static str,
    /// True for a primary.
    pub primary: bool,
    /// Its share of the children.
    pub share: usize,
    /// True where the team is today; else it is there tomorrow.
    pub today: bool,
    /// What is given at the session.
    pub programmes: &'static [Programme],
    town: &'static str,
    street: &'static str,
    postcode: &'static str,
    at: (f64, f64),
}

const FLU: &[Programme] = &[Programme::Flu];
const HPV: &[Programme] = &[Programme::Hpv];
const TEENAGE: &[Programme] = &[Programme::Menacwy, Programme::TdIpv];

/// The teams.
pub fn teams() -> Vec<Team> {
    let team = |key: &str, name: &str, phone: &str| Team {
        key: key.to_owned(),
        name: name.to_owned(),
        phone: Some(phone.to_owned()),
        email: Some(format!("{key}.team@example.com")),
    };
    vec![
        team("north", "North Dale school nurses", "01632 960101"),
        team("south", "South Dale school nurses", "01632 960102"),
        team("west", "West Dale school nurses", "01632 960103"),
    ]
}

/// The schools, team by team.
pub const SCHOOLS: &[School] = &[
    primary("900101", "Ashgrove Primary School", "north", 9, true, "Harrowby", "Ash Lane", "QD1 1AB", (54.312, -2.104)),
    secondary("900102", "Harrowby High School", "north", 13, true, HPV, "Harrowby", "Station Road", "QD1 2BD", (54.318, -2.091)),
    primary(
        "900103",
        "St Oswin's Church of England Primary School",
        "north",
        8,
        false,
        "Low Marrick",
        "Church Street",
        "QD1 5DE",
        (54.344, -2.132),
    ),
    secondary("900104", "Lady Elinor's School", "north", 12, false, TEENAGE, "Upper Thorne", "The Green", "QD1 7EG", (54.361, -2.057)),
    primary("900201", "Millbeck Primary School", "south", 10, true, "Millbeck", "Mill Brow", "QD2 1AB", (54.221, -2.117)),
    secondary("900202", "Wenlock Dale Academy", "south", 15, true, TEENAGE, "Wenlock", "Castle Road", "QD2 3BD", (54.208, -2.088)),
    primary(
        "900203",
        "Our Lady and St Cuthbert's Catholic Primary School",
        "south",
        7,
        false,
        "Wenlock",
        "Priory Walk",
        "QD2 4DE",
        (54.203, -2.096),
    ),
    secondary("900204", "Thornbridge School", "south", 12, false, HPV, "Thornbridge", "Bridge Street", "QD2 8EG", (54.187, -2.041)),
    primary("900301", "Saltergate Infant and Junior School", "west", 9, true, "Saltergate", "Moor View", "QD3 1AB", (54.266, -2.233)),
    secondary("900302", "Fellside Community College", "west", 13, true, HPV, "Kirk Ashby", "Fell Road", "QD3 2BD", (54.281, -2.251)),
    primary("900303", "Kirk Ashby Primary School", "west", 7, false, "Kirk Ashby", "School Hill", "QD3 2DE", (54.279, -2.246)),
    secondary("900304", "The Grange Academy", "west", 11, false, TEENAGE, "Saltergate", "Grange Avenue", "QD3 6EG", (54.259, -2.219)),
];

#[expect(clippy::too_many_arguments, reason = "a row of the table above")]
const fn primary(
    urn: &'static str,
    name: &'static str,
    team: &'static str,
    share: usize,
    today: bool,
    town: &'static str,
    street: &'static str,
    postcode: &'static str,
    at: (f64, f64),
) -> School {
    School { urn, name, team, primary: true, share, today, programmes: FLU, town, street, postcode, at }
}

#[expect(clippy::too_many_arguments, reason = "a row of the table above")]
const fn secondary(
    urn: &'static str,
    name: &'static str,
    team: &'static str,
    share: usize,
    today: bool,
    programmes: &'static [Programme],
    town: &'static str,
    street: &'static str,
    postcode: &'static str,
    at: (f64, f64),
) -> School {
    School { urn, name, team, primary: false, share, today, programmes, town, street, postcode, at }
}

impl School {
    /// Year groups taught.
    pub fn years(&self) -> std::ops::RangeInclusive<u8> {
        if self.primary { 0..=6 } else { 7..=11 }
    }

    /// Town and the first half of the postcode, for the children who live around it.
    pub fn around(&self) -> (&'static str, &'static str) {
        (self.town, &self.postcode[..3])
    }

    /// As devices know it.
    pub fn location(&self) -> Location {
        Location {
            urn: Urn::from(self.urn),
            name: self.name.to_owned(),
            address: Some(self.street.to_owned()),
            town: Some(self.town.to_owned()),
            postcode: Some(self.postcode.to_owned()),
            phase: Some(if self.primary { "primary" } else { "secondary" }.to_owned()),
            year_groups: self.years().collect(),
            latitude: Some(self.at.0),
            longitude: Some(self.at.1),
        }
    }
}

/// How many children go to each school; together exactly `all`.
pub fn shares(all: usize) -> Vec<usize> {
    let whole: usize = SCHOOLS.iter().map(|school| school.share).sum();
    let mut so_far = 0;
    let mut given = 0;
    SCHOOLS
        .iter()
        .map(|school| {
            so_far += school.share;
            let upto = all * so_far / whole;
            let share = upto - given;
            given = upto;
            share
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_child_goes_to_some_school_and_every_school_has_children() {
        let shares = shares(4_000);
        assert_eq!(shares.iter().sum::<usize>(), 4_000);
        assert!(shares.iter().all(|share| (150..=500).contains(share)), "{shares:?}");
    }

    #[test]
    fn each_team_has_two_schools_today_and_two_tomorrow() {
        for team in teams() {
            let of_team: Vec<&School> = SCHOOLS.iter().filter(|school| school.team == team.key).collect();
            assert_eq!(of_team.iter().filter(|school| school.today).count(), 2);
            assert_eq!(of_team.len(), 4);
        }
    }
}
