//! The way through today's households, kept for offline use. It names where people live, so it lies in the encrypted database.
//!
//! What came from the service is kept as it came. A household that was registered after that is joined by a straight line when
//! the route is looked at, and says so: nobody is told that a line across a river is a way.

use crate::map::{MapPoint, Visit};
use crate::{Result, Store};
use daybook_record::{Moment, RecordId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longitude and latitude in degrees.
pub type Position = [f64; 2];

/// A walker makes so many metres a minute across open ground.
const METRES_A_MINUTE: f64 = 70.0;

/// What to do at a corner; the words are the screen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Set out.
    Depart,
    /// Go on.
    Straight,
    /// Left.
    Left,
    /// Half left.
    SlightLeft,
    /// Hard left.
    SharpLeft,
    /// Right.
    Right,
    /// Half right.
    SlightRight,
    /// Hard right.
    SharpRight,
    /// Back.
    Around,
    /// There.
    Arrive,
}

/// One line of the turn list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RouteStep {
    /// What to do.
    pub turn: Turn,
    /// The street, where it has a name.
    pub street: Option<String>,
    /// Metres from there to the next.
    pub metres: u32,
}

/// From one place to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RouteLeg {
    /// The household at its end; none where the way leads back to where it began.
    pub household: Option<RecordId>,
    /// Metres.
    pub metres: u32,
    /// Seconds on foot.
    pub seconds: u32,
    /// The line on the map.
    #[cfg_attr(feature = "typescript", ts(type = "Array<[number, number]>"))]
    pub line: Vec<Position>,
    /// Turn by turn; nothing where it is a straight line.
    pub steps: Vec<RouteStep>,
    /// Added here without the service: as the crow flies.
    pub straight: bool,
    /// Metres from the household to the nearest way that the engine knows.
    pub off_the_way: u32,
}

/// A route as it was worked out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Route {
    /// The area.
    pub area: String,
    /// When it was worked out.
    pub at: Moment,
    /// Where it begins.
    #[cfg_attr(feature = "typescript", ts(type = "[number, number]"))]
    pub start: Position,
    /// Leg by leg.
    pub legs: Vec<RouteLeg>,
    /// Metres in all.
    pub metres: u32,
    /// Seconds in all, visits not counted.
    pub seconds: u32,
    /// Legs that are straight lines.
    pub straight: u32,
    /// Households that wait and did not fit in.
    pub left_out: u32,
    /// Whom the streets are from.
    pub attribution: String,
}

impl Store {
    /// Keeps the route of an area; none forgets it.
    pub fn keep_route(&self, area: &str, route: Option<&Route>) -> Result<()> {
        self.keep_setting(&setting(area), route)
    }

    /// The route as it came.
    pub fn kept_route(&self, area: &str) -> Result<Option<Route>> {
        self.setting(&setting(area))
    }

    /// The route: as it came, with what was registered since joined at its end.
    pub fn route(&self, area: &str) -> Result<Option<Route>> {
        let Some(kept) = self.kept_route(area)? else { return Ok(None) };
        Ok(Some(joined(kept, &self.map_points(area)?)))
    }
}

fn setting(area: &str) -> String {
    format!("route:{area}")
}

/// Joins what waits and is not on the route: always the nearest next.
pub fn joined(mut route: Route, points: &[MapPoint]) -> Route {
    let on_it: BTreeSet<RecordId> = route.legs.iter().filter_map(|leg| leg.household).collect();
    // What was there when the route was asked for and did not fit in is not new: it waits for the next route.
    let is_new = |point: &MapPoint| point.at.is_some_and(|at| at > route.at) && !on_it.contains(&point.household);
    let mut left: Vec<&MapPoint> = points.iter().filter(|point| point.visit == Visit::Waiting && is_new(point)).collect();
    let mut here = route.legs.iter().rev().find_map(|leg| leg.line.last().copied()).unwrap_or(route.start);
    while let Some(nearest) = (0..left.len()).min_by(|a, b| metres(here, at(left[*a])).total_cmp(&metres(here, at(left[*b])))) {
        let next = left.swap_remove(nearest);
        let far = metres(here, at(next));
        let leg = RouteLeg {
            household: Some(next.household),
            metres: far.round() as u32,
            seconds: (far / METRES_A_MINUTE * 60.0).round() as u32,
            line: vec![here, at(next)],
            steps: vec![],
            straight: true,
            off_the_way: 0,
        };
        here = at(next);
        route.metres += leg.metres;
        route.seconds += leg.seconds;
        route.straight += 1;
        route.legs.push(leg);
    }
    route
}

fn at(point: &MapPoint) -> Position {
    [point.longitude, point.latitude]
}

/// Metres between two places, over a round earth.
pub fn metres([west, south]: Position, [east, north]: Position) -> f64 {
    let (a, b) = (south.to_radians(), north.to_radians());
    let (up, across) = ((b - a) / 2.0, (east - west).to_radians() / 2.0);
    let half = up.sin().powi(2) + a.cos() * b.cos() * across.sin().powi(2);
    2.0 * 6_371_000.0 * half.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(n: u8, longitude: f64, visit: Visit) -> MapPoint {
        MapPoint {
            household: RecordId::named("household", &[&n.to_string()]),
            head: None,
            members: 4,
            address: None,
            longitude,
            latitude: 0.0,
            accuracy: None,
            registration: None,
            at: Some(Moment::at(60, 0)),
            visit,
        }
    }

    fn route() -> Route {
        let leg = RouteLeg {
            household: Some(point(1, 0.0, Visit::Waiting).household),
            metres: 100,
            seconds: 90,
            line: vec![[0.0, 0.0], [0.001, 0.0]],
            steps: vec![],
            straight: false,
            off_the_way: 0,
        };
        Route {
            area: "a".into(),
            at: Moment::at(0, 0),
            start: [0.0, 0.0],
            legs: vec![leg],
            metres: 100,
            seconds: 90,
            straight: 0,
            left_out: 0,
            attribution: String::new(),
        }
    }

    #[test]
    fn what_was_registered_since_is_joined_by_straight_lines_the_nearest_first_and_says_so() {
        let points = [
            point(1, 0.001, Visit::Waiting),
            point(2, 0.003, Visit::Waiting),
            point(3, 0.002, Visit::Waiting),
            point(4, 0.0015, Visit::Done),
        ];
        let joined = joined(route(), &points);
        let added: Vec<_> = joined.legs[1..].iter().map(|leg| (leg.household, leg.straight, leg.metres)).collect();
        assert_eq!(added, [(Some(points[2].household), true, 111), (Some(points[1].household), true, 111)]);
        assert_eq!((joined.straight, joined.metres, joined.legs[0].straight), (2, 322, false));
    }

    #[test]
    fn what_was_there_before_and_did_not_fit_in_is_not_called_new() {
        let asked = Route { left_out: 5, at: Moment::at(61, 0), ..route() };
        assert_eq!(joined(asked.clone(), &[point(2, 0.003, Visit::Waiting)]), asked);
    }

    #[test]
    fn a_degree_on_the_equator_is_a_hundred_and_eleven_kilometres() {
        assert_eq!((metres([0.0, 0.0], [1.0, 0.0]) / 1000.0).round(), 111.0);
    }
}
