//! Routes: in which order to visit points, and how to get from one to the next.
//!
//! - `POST /v1/routes` [`RouteRequest`] → [`RouteReply`].
//!
//! The points travel in the body, never in an address: where a household stands is not for a log.

use crate::limit;
use serde::{Deserialize, Serialize};

/// Longitude and latitude in degrees (WGS 84), as GeoJSON has them.
pub type Position = [f64; 2];

/// `POST /v1/routes`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RouteRequest {
    /// The area that all the points lie in.
    pub area: String,
    /// Where to begin, and then the points to visit, in any order.
    #[schema(value_type = Vec<Vec<f64>>)]
    pub points: Vec<Position>,
    /// Whether the way ends where it began.
    #[serde(default)]
    pub back_to_start: bool,
    /// Keep the order given, where a person has chosen it.
    #[serde(default)]
    pub keep_order: bool,
}

impl RouteRequest {
    /// True where there are enough points, and not too many, and each is one on the globe.
    pub fn is_sound(&self) -> bool {
        let on_the_globe = |[east, north]: &Position| (-180.0..=180.0).contains(east) && (-90.0..=90.0).contains(north);
        (2..=limit::ROUTE_POINTS).contains(&self.points.len()) && self.points.iter().all(on_the_globe)
    }
}

/// The way, leg by leg.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RouteReply {
    /// One from each point to the next, in the order of the way.
    pub legs: Vec<Leg>,
    /// Metres in all.
    pub metres: u32,
    /// Seconds in all, on foot, visits not counted.
    pub seconds: u32,
    /// For each point asked about, metres from there to the nearest way that the engine knows.
    pub off_the_way: Vec<u32>,
    /// Whom the streets are from.
    pub attribution: String,
}

/// From one point to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Leg {
    /// Where it ends: the place of that point in the request.
    pub to: u32,
    /// Metres.
    pub metres: u32,
    /// Seconds.
    pub seconds: u32,
    /// The line on the map.
    #[schema(value_type = Vec<Vec<f64>>)]
    pub line: Vec<Position>,
    /// Turn by turn.
    pub steps: Vec<Step>,
}

/// One line of the turn list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Step {
    /// What to do.
    pub turn: Turn,
    /// The street, where it has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Metres from there to the next.
    pub metres: u32,
}

/// What to do at a corner. A closed list: the words are the screen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_bounded_in_number_and_lie_on_the_globe() {
        let ask = |points: Vec<Position>| RouteRequest { area: "a".into(), points, back_to_start: false, keep_order: false };
        assert!(ask(vec![[0.0, 0.0]; 2]).is_sound() && ask(vec![[39.2, -15.0]; limit::ROUTE_POINTS]).is_sound());
        assert!(!ask(vec![[0.0, 0.0]]).is_sound() && !ask(vec![[0.0, 0.0]; limit::ROUTE_POINTS + 1]).is_sound());
        assert!(!ask(vec![[0.0, 0.0], [0.0, f64::INFINITY]]).is_sound() && !ask(vec![[181.0, 0.0], [0.0, 0.0]]).is_sound());
    }
}
