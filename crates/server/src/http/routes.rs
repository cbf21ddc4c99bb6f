//! Routes for devices: through points of areas that are the person's. The points are in the body, and in no log.

use super::State;
use super::caller::Welcome;
use super::refused::Refused;
use super::reply::{Reply, Said};
use super::tiles::{area_of, bounds_of};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::limit;
use daybook_wire::route::{RouteReply, RouteRequest};

/// How far outside the area a point may lie, in degrees: people begin at home, and a house may stand behind the line.
const MARGIN: f64 = 0.2;

/// In which order to visit these points, and how to get from one to the next.
#[utoipa::path(post, path = "/v1/routes", tag = "map",
    request_body(content = RouteRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = RouteReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn route(
    service: State,
    Welcome(caller): Welcome,
    Said(request): Said<RouteRequest>,
) -> Result<Reply<RouteReply>, Refused> {
    if request.points.len() > limit::ROUTE_POINTS {
        return Err(Refused::with_limit(Code::TooLarge, limit::ROUTE_POINTS as u64));
    }
    let bounds = bounds_of(&area_of(&service, &caller, request.area.clone()).await?);
    let within = |[east, north]: &[f64; 2]| bounds.holds(*east, *north, MARGIN);
    if !request.is_sound() || !request.points.iter().all(within) {
        return Err(Code::Malformed.into());
    }
    Ok(Reply(service.router.route(&request).await?))
}
