//! How the service answers devices: `/v1/…` as `docs/PROTOCOL.md` says it, `/healthz`, `/readyz`, and the support pages.
//!
//! One file a conversation. Handlers ask the caller's name, go to the database once, and say a reply of `wire`; whatever
//! goes wrong leaves as a [`Refused`], and [`seal`] gives it its reference.

mod bounds;
mod caller;
pub(crate) mod cursor;
mod events;
mod files;
mod ids;
pub mod openapi;
mod orders;
mod organisation;
mod probe;
mod pull;
mod push;
mod refresh;
mod refused;
mod release;
mod reply;
mod rescue;
mod routes;
mod seal;
mod session;
mod sign_in;
pub(crate) mod throttle;
mod tickets;
mod tiles;
#[doc(hidden)]
pub mod tried;

use crate::Service;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, head, post};
use daybook_wire::code::Code;
use daybook_wire::limit;
pub(crate) use refused::Refused;
pub(crate) use sign_in::admit;
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

type State = axum::extract::State<Arc<Service>>;

/// Everything that the service answers.
pub fn router(service: Arc<Service>) -> Router {
    let bounds = bounds::Bounds::new(&service);
    let wire = Router::new()
        .route("/v1/probe", get(probe::probe))
        .route("/v1/sign-in", post(sign_in::sign_in))
        .route("/v1/refresh", post(refresh::refresh))
        .route("/v1/sign-out", post(sign_in::sign_out))
        .route("/v1/hello", post(session::hello))
        .route("/v1/files/{sha256}", head(files::whole_or_not).put(files::hand_in).layer(DefaultBodyLimit::disable()))
        .route("/v1/push", post(push::push))
        .route("/v1/uploads/{upload}", get(push::upload))
        .route("/v1/receipts", post(push::receipts))
        .route("/v1/pull", post(pull::pull))
        .route("/v1/ids", post(ids::ids))
        .route("/v1/events", post(events::events))
        .route("/v1/sign-in/organisation", post(organisation::begin))
        .route("/v1/sign-in/organisation/finish", post(organisation::finish))
        .route("/v1/release", post(release::release))
        .route("/v1/release/ask", post(release::ask))
        .route("/v1/rescue", post(rescue::rescue))
        .route("/v1/orders", get(orders::waiting))
        .route("/v1/orders/done", post(orders::done))
        .route("/v1/tiles/{area}", get(tiles::set))
        .route("/v1/tiles/{area}/{z}/{x}/{y}", get(tiles::tile))
        .route("/v1/routes", post(routes::route))
        .route("/v1/tickets", get(tickets::tickets))
        .route("/v1/openapi.json", get(openapi::document))
        .route("/healthz", get(probe::healthz))
        .route("/readyz", get(probe::readyz))
        .fallback(|| async { Refused::from(Code::NotFound) })
        .layer(DefaultBodyLimit::max(limit::REQUEST_BYTES))
        .with_state(Arc::clone(&service))
        .layer(axum::middleware::from_fn_with_state(seal::Seal::new(&service, bounds.clone()), seal::seal))
        // Tiles come packed.
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("application/vnd.daybook.tile"))),
        );
    let secure = service.config.tls_certificate.is_some();
    let pages = organisation::pages(Arc::clone(&service)).merge(crate::support::router(service));
    let pages = pages
        .layer(axum::middleware::from_fn_with_state(bounds, bounds::page))
        .layer(axum::middleware::map_response(crate::support::guard));
    let whole = wire.merge(pages);
    if secure { whole.layer(axum::middleware::map_response(only_over_tls)) } else { whole }
}

/// Whoever has come over TLS once never comes without again.
async fn only_over_tls(mut response: axum::response::Response) -> axum::response::Response {
    let a_year = axum::http::HeaderValue::from_static("max-age=31536000");
    response.headers_mut().insert(axum::http::header::STRICT_TRANSPORT_SECURITY, a_year);
    response
}
