//! The unit `routes`: the way through the households that wait, asked for while there is a connection and kept for the day.
//!
//! Whoever has more to visit than one route takes gets the nearest; the rest is said to be left out, and comes with the next.

use crate::engine::Engine;
use crate::pass::Interruption;
use daybook_record::{Moment, RecordId};
use daybook_store::StoreError;
use daybook_store::map::{MapPoint, Visit};
use daybook_store::route::{Position, Route, RouteLeg, RouteStep, Turn, metres};
use daybook_wire::code::Code;
use daybook_wire::limit;
use daybook_wire::route as wire;
use futures::FutureExt as _;
use std::collections::BTreeSet;

/// Which households, and from where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// Where the person is; none where nothing tells.
    pub from: Option<Position>,
    /// The households she chose; none for all that wait.
    pub households: Option<Vec<RecordId>>,
    /// Whether the way leads back to where it began.
    pub back_to_start: bool,
}

/// Why there is no new route. The old one is where it was.
#[derive(Debug, thiserror::Error)]
pub enum NoRoute {
    /// Nobody is left to visit.
    #[error("no household with a place waits")]
    NothingWaits,
    /// It did not come to its end.
    #[error(transparent)]
    Interrupted(#[from] Interruption),
}

impl From<StoreError> for NoRoute {
    fn from(error: StoreError) -> Self {
        Self::Interrupted(error.into())
    }
}

impl Engine {
    /// Today's route of every area that has one, worked out anew where it is of another day, or has straight lines in it.
    pub async fn fetch_routes(&self) -> Result<(), NoRoute> {
        let today = self.world.today();
        for area in self.on_disk(|store| store.map_areas()).await? {
            let key = area.key.clone();
            let Some(route) = self.on_disk(move |store| store.route(&key)).await? else { continue };
            if route.at.date() == today && route.straight == 0 {
                continue;
            }
            match self.plan_route(&area.key, Wish { from: Some(route.start), ..Wish::default() }).await {
                Ok(_) | Err(NoRoute::NothingWaits) => {}
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(())
    }

    /// The same, as a part of a sync. A service without routes has nothing to bring, which is no failure.
    pub(crate) async fn bring_routes(&self) -> Result<(), Interruption> {
        match self.fetch_routes().await {
            Ok(()) | Err(NoRoute::NothingWaits | NoRoute::Interrupted(Interruption::NoEngine { code: Code::NotOffered, .. })) => Ok(()),
            Err(NoRoute::Interrupted(interruption)) => Err(interruption),
        }
    }

    /// Asks for the way through the households that wait, or those that were chosen, and keeps it.
    pub async fn plan_route(&self, area: &str, wish: Wish) -> Result<Route, NoRoute> {
        let key = area.to_owned();
        let points = self.on_disk(move |store| store.map_points(&key)).await?;
        let stops = Stops::of(points, &wish).ok_or(NoRoute::NothingWaits)?;
        let request =
            wire::RouteRequest { area: area.to_owned(), points: stops.positions(), back_to_start: wish.back_to_start, keep_order: false };
        let asked = &request;
        let ask = |access: String| async move { self.remote.route(&access, asked).await }.boxed();
        let reply = self.call(self.levers().tries, &|_| (), ask).await?;
        let route = stops.route(area, reply, self.world.now()).ok_or(Interruption::NotOurService { status: 200 })?;
        let (key, kept) = (area.to_owned(), route.clone());
        self.on_disk(move |store| store.keep_route(&key, Some(&kept))).await?;
        Ok(route)
    }
}

/// Where the way leads: its beginning, and the households on it.
struct Stops {
    start: Position,
    visits: Vec<MapPoint>,
    left_out: u32,
}

impl Stops {
    /// Those that wait, or were chosen, the nearest first, as many as a route takes.
    fn of(points: Vec<MapPoint>, wish: &Wish) -> Option<Self> {
        let chosen: Option<BTreeSet<RecordId>> = wish.households.as_ref().map(|chosen| chosen.iter().copied().collect());
        let goes = |point: &MapPoint| match &chosen {
            Some(chosen) => chosen.contains(&point.household),
            None => point.visit == Visit::Waiting,
        };
        let mut visits: Vec<MapPoint> = points.into_iter().filter(goes).collect();
        let start = wish.from.or_else(|| visits.first().map(place))?.map(to_a_step);
        visits.sort_by(|a, b| metres(start, place(a)).total_cmp(&metres(start, place(b))));
        let most = limit::ROUTE_POINTS - 1;
        let left_out = visits.len().saturating_sub(most) as u32;
        visits.truncate(most);
        (!visits.is_empty()).then_some(Self { start, visits, left_out })
    }

    fn positions(&self) -> Vec<Position> {
        std::iter::once(self.start).chain(self.visits.iter().map(place)).collect()
    }

    /// The reply as it is kept; none where it does not fit what was asked.
    fn route(&self, area: &str, reply: wire::RouteReply, at: Moment) -> Option<Route> {
        let to: BTreeSet<u32> = reply.legs.iter().map(|leg| leg.to).filter(|to| *to > 0).collect();
        if to.len() != self.visits.len() || reply.off_the_way.len() != self.visits.len() + 1 {
            return None;
        }
        let leg = |leg: wire::Leg| {
            let household = match leg.to {
                0 => None,
                to => Some(self.visits.get(to as usize - 1)?.household),
            };
            let off_the_way = *reply.off_the_way.get(leg.to as usize)?;
            let steps = leg.steps.into_iter().map(step).collect();
            Some(RouteLeg { household, metres: leg.metres, seconds: leg.seconds, line: leg.line, steps, straight: false, off_the_way })
        };
        Some(Route {
            area: area.to_owned(),
            at,
            start: self.start,
            legs: reply.legs.into_iter().map(leg).collect::<Option<_>>()?,
            metres: reply.metres,
            seconds: reply.seconds,
            straight: 0,
            left_out: self.left_out,
            attribution: reply.attribution,
        })
    }
}

/// Ten centimetres are near enough for anybody's door; further digits do not survive being written down.
fn to_a_step(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn place(point: &MapPoint) -> Position {
    [point.longitude, point.latitude]
}

fn step(step: wire::Step) -> RouteStep {
    RouteStep { turn: turn(step.turn), street: step.street, metres: step.metres }
}

fn turn(turn: wire::Turn) -> Turn {
    match turn {
        wire::Turn::Depart => Turn::Depart,
        wire::Turn::Straight => Turn::Straight,
        wire::Turn::Left => Turn::Left,
        wire::Turn::SlightLeft => Turn::SlightLeft,
        wire::Turn::SharpLeft => Turn::SharpLeft,
        wire::Turn::Right => Turn::Right,
        wire::Turn::SlightRight => Turn::SlightRight,
        wire::Turn::SharpRight => Turn::SharpRight,
        wire::Turn::Around => Turn::Around,
        wire::Turn::Arrive => Turn::Arrive,
    }
}
