//! What OSRM answers, as much of it as is used, turned into the words of `wire`.

use super::EngineError;
use daybook_wire::route::{Leg, Position, RouteReply, RouteRequest, Step, Turn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer {
    code: String,
    /// Of a trip. Where the points do not hang together there are several.
    trips: Option<Vec<Way>>,
    /// Of a route.
    routes: Option<Vec<Way>>,
    #[serde(default)]
    waypoints: Vec<Waypoint>,
}

#[derive(Deserialize)]
struct Way {
    legs: Vec<OsrmLeg>,
    distance: f64,
    duration: f64,
}

#[derive(Deserialize)]
struct OsrmLeg {
    distance: f64,
    duration: f64,
    steps: Vec<OsrmStep>,
}

#[derive(Deserialize)]
struct OsrmStep {
    distance: f64,
    name: String,
    maneuver: Maneuver,
    geometry: Line,
}

#[derive(Deserialize)]
struct Maneuver {
    #[serde(rename = "type")]
    what: String,
    modifier: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    coordinates: Vec<Position>,
}

#[derive(Deserialize)]
struct Waypoint {
    /// Metres from the point asked about to the nearest way.
    distance: f64,
    /// Of a trip: when it is visited.
    waypoint_index: Option<usize>,
}

/// The reply, or why there is none.
pub(super) fn read(body: &[u8], request: &RouteRequest, attribution: &str) -> Result<RouteReply, EngineError> {
    let answer: Answer = serde_json::from_slice(body).map_err(|_| EngineError::Nonsense)?;
    match answer.code.as_str() {
        "Ok" => {}
        "NoRoute" | "NoTrips" | "NoSegment" => return Err(EngineError::NoWay),
        _ => return Err(EngineError::Nonsense),
    }
    let order = order(&answer.waypoints, request)?;
    let mut ways = answer.trips.or(answer.routes).unwrap_or_default();
    let way = match ways.len() {
        1 => ways.remove(0),
        0 => return Err(EngineError::Nonsense),
        _ => return Err(EngineError::NoWay),
    };
    if way.legs.len() + 1 != order.len() {
        return Err(EngineError::Nonsense);
    }
    let off_the_way = answer.waypoints.iter().take(request.points.len()).map(|point| whole(point.distance)).collect();
    let legs = way.legs.into_iter().zip(order.into_iter().skip(1)).map(|(found, to)| leg(found, to)).collect();
    Ok(RouteReply { legs, metres: whole(way.distance), seconds: whole(way.duration), off_the_way, attribution: attribution.to_owned() })
}

/// Which point comes when: the first, …, and the first once more where the way leads back.
fn order(waypoints: &[Waypoint], request: &RouteRequest) -> Result<Vec<u32>, EngineError> {
    let points = request.points.len();
    let mut order: Vec<u32> = (0..points as u32).collect();
    if !request.keep_order {
        let places: Option<Vec<usize>> = waypoints.iter().map(|point| point.waypoint_index).collect();
        let places = places.filter(|places| places.len() == points).ok_or(EngineError::Nonsense)?;
        order.sort_by_key(|point| places[*point as usize]);
    }
    if request.back_to_start {
        order.push(0);
    }
    Ok(order)
}

fn leg(found: OsrmLeg, to: u32) -> Leg {
    let mut line: Vec<Position> = Vec::new();
    for at in found.steps.iter().flat_map(|step| &step.geometry.coordinates) {
        if line.last() != Some(at) {
            line.push(*at);
        }
    }
    let steps = found.steps.iter().map(step).collect();
    Leg { to, metres: whole(found.distance), seconds: whole(found.duration), line, steps }
}

fn step(found: &OsrmStep) -> Step {
    let street = Some(found.name.trim().to_owned()).filter(|name| !name.is_empty());
    Step { turn: turn(&found.maneuver), street, metres: whole(found.distance) }
}

fn turn(maneuver: &Maneuver) -> Turn {
    match (maneuver.what.as_str(), maneuver.modifier.as_deref()) {
        ("depart", _) => Turn::Depart,
        ("arrive", _) => Turn::Arrive,
        (_, Some("left")) => Turn::Left,
        (_, Some("slight left")) => Turn::SlightLeft,
        (_, Some("sharp left")) => Turn::SharpLeft,
        (_, Some("right")) => Turn::Right,
        (_, Some("slight right")) => Turn::SlightRight,
        (_, Some("sharp right")) => Turn::SharpRight,
        (_, Some("uturn")) => Turn::Around,
        _ => Turn::Straight,
    }
}

/// Whole metres and seconds, and never less than none.
fn whole(of: f64) -> u32 {
    of.round().clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIP: &str = r#"{"code":"Ok","trips":[{"distance":30.6,"duration":20,"legs":[
        {"distance":10,"duration":8,"steps":[
            {"distance":10,"name":"Well Road","maneuver":{"type":"depart"},"geometry":{"coordinates":[[0,0],[0,1]]}},
            {"distance":0,"name":"","maneuver":{"type":"turn","modifier":"slight left"},"geometry":{"coordinates":[[0,1],[0,2]]}}]},
        {"distance":20.6,"duration":12,"steps":[]}]}],
        "waypoints":[{"distance":1,"waypoint_index":0},{"distance":900.4,"waypoint_index":2},{"distance":0,"waypoint_index":1}]}"#;

    fn ask(points: usize) -> RouteRequest {
        RouteRequest { area: "a".into(), points: vec![[0.0, 0.0]; points], back_to_start: false, keep_order: false }
    }

    #[test]
    fn the_order_of_visits_is_read_from_the_waypoints() {
        let reply = read(TRIP.as_bytes(), &ask(3), "").unwrap();
        assert_eq!(reply.legs.iter().map(|leg| leg.to).collect::<Vec<_>>(), [2, 1]);
        assert_eq!((reply.metres, reply.seconds, reply.off_the_way), (31, 20, vec![1, 900, 0]));
        assert_eq!(reply.legs[0].line, [[0.0, 0.0], [0.0, 1.0], [0.0, 2.0]]);
        let steps: Vec<_> = reply.legs[0].steps.iter().map(|step| (step.turn, step.street.as_deref())).collect();
        assert_eq!(steps, [(Turn::Depart, Some("Well Road")), (Turn::SlightLeft, None)]);
    }

    #[test]
    fn an_answer_that_does_not_fit_the_question_is_not_believed() {
        for (body, error) in [
            (TRIP.replace("\"Ok\"", "\"NoTrips\""), EngineError::NoWay),
            (TRIP.replace("\"Ok\"", "\"InvalidUrl\""), EngineError::Nonsense),
            (TRIP.replace(",\"waypoint_index\":1", ""), EngineError::Nonsense),
            ("<html>".to_owned(), EngineError::Nonsense),
        ] {
            assert_eq!(read(body.as_bytes(), &ask(3), ""), Err(error));
        }
        assert_eq!(read(TRIP.as_bytes(), &ask(4), ""), Err(EngineError::Nonsense));
    }
}
