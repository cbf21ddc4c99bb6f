//! Routes: in which order to visit points, from an OSRM-compatible engine.
//!
//! OSRM takes places in the address, so it stands on this very machine and nowhere else, and what it says wrong is told without
//! them. What is deliberately not here: who may ask (`http::routes`).

mod osrm;

use crate::engine::{self, EngineError, client};
use daybook_wire::route::{Position, RouteReply, RouteRequest};
use reqwest::{Client, Url};
use std::fmt::Write as _;
use tokio::sync::Semaphore;

/// Routes worked out at a time.
const AT_A_TIME: usize = 4;

/// Most bytes of an answer: a hundred points with every turn are a tenth of it.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The routing engine, where there is one.
pub struct Router {
    engine: Option<(Client, Url)>,
    places: Semaphore,
    attribution: String,
}

impl Router {
    /// The engine at `address`, on this machine; none where none is configured.
    pub fn of(address: Option<&str>, attribution: &str) -> Result<Self, EngineError> {
        let engine = address.map(|text| Ok::<_, EngineError>((client()?, here(engine::address(text)?)?))).transpose()?;
        Ok(Self { engine, places: Semaphore::new(AT_A_TIME), attribution: attribution.to_owned() })
    }

    /// The way through these points.
    pub async fn route(&self, request: &RouteRequest) -> Result<RouteReply, EngineError> {
        let (client, base) = self.engine.as_ref().ok_or(EngineError::NotConfigured)?;
        let _place = self.places.acquire().await.map_err(|_| EngineError::Silent)?;
        let address = base.join(&path(request)).map_err(|_| EngineError::BadAddress)?;
        // OSRM says in the body what is wrong, whatever the status.
        let body = engine::read(client.get(address).send().await?, MOST_BYTES).await?;
        osrm::read(&body, request, &self.attribution)
    }
}

/// On this machine: what travels to it is where people live.
fn here(url: Url) -> Result<Url, EngineError> {
    match url.host_str() {
        Some("localhost" | "[::1]") => Ok(url),
        Some(host) if host.starts_with("127.") => Ok(url),
        _ => Err(EngineError::NotHere),
    }
}

/// A trip finds the order by itself; a route keeps the one that a person has chosen.
fn path(request: &RouteRequest) -> String {
    let mut points = request.points.clone();
    let service = if request.keep_order { "route" } else { "trip" };
    if request.keep_order && request.back_to_start {
        points.extend(request.points.first());
    }
    let asked = match (request.keep_order, request.back_to_start) {
        (true, _) => "continue_straight=false",
        (false, true) => "source=first&roundtrip=true",
        (false, false) => "source=first&destination=any&roundtrip=false",
    };
    format!("{service}/v1/foot/{}?{asked}&steps=true&geometries=geojson&overview=false", joined(&points))
}

fn joined(points: &[Position]) -> String {
    points.iter().enumerate().fold(String::new(), |mut joined, (place, [east, north])| {
        let _ = write!(joined, "{}{east:.6},{north:.6}", if place == 0 { "" } else { ";" });
        joined
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_elsewhere_is_not_asked() {
        let of = |address| Router::of(Some(address), "").map(drop);
        assert_eq!(of("http://127.0.0.1:5000"), Ok(()));
        assert_eq!(of("http://localhost:5000/"), Ok(()));
        assert_eq!(of("https://router.example"), Err(EngineError::NotHere));
        assert_eq!(of("ftp://127.0.0.1"), Err(EngineError::BadAddress));
        assert_eq!(of("nonsense"), Err(EngineError::BadAddress));
    }

    #[test]
    fn the_order_is_the_engines_unless_a_person_has_chosen_it() {
        let ask =
            |keep_order, back_to_start| RouteRequest { area: "a".into(), points: vec![[1.0, 2.0], [3.0, 4.5]], back_to_start, keep_order };
        assert!(path(&ask(false, false)).starts_with("trip/v1/foot/1.000000,2.000000;3.000000,4.500000?source=first&destination=any"));
        assert!(path(&ask(false, true)).contains("roundtrip=true"));
        assert!(path(&ask(true, true)).starts_with("route/v1/foot/1.000000,2.000000;3.000000,4.500000;1.000000,2.000000?"));
    }
}
