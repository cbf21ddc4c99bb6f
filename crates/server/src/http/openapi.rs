//! The wire as OpenAPI 3.1, derived from the handlers and the types of `wire`. The normative words are in `docs/PROTOCOL.md`.

use super::{
    events, files, ids, orders, organisation, probe, pull, push, refresh, release, rescue, routes, session, sign_in, tickets, tiles,
};
use axum::body::Body;
use axum::response::Response;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

#[derive(OpenApi)]
#[openapi(
    info(title = "Daybook", description = "What travels between a device and the service. docs/PROTOCOL.md is normative."),
    paths(
        probe::probe, sign_in::sign_in, refresh::refresh, sign_in::sign_out, session::hello, files::whole_or_not, files::hand_in,
        push::push, push::upload, push::receipts, organisation::begin, organisation::finish, release::release, release::ask, rescue::rescue, orders::waiting, orders::done, pull::pull, ids::ids, events::events, tickets::tickets, tiles::set, tiles::tile, routes::route, document,
    ),
    security(("access" = [])),
    modifiers(&Access),
)]
struct Wire;

struct Access;

impl utoipa::Modify for Access {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("access", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The document, as indented JSON.
pub fn as_json() -> String {
    Wire::openapi().to_pretty_json().unwrap_or_default()
}

/// This document.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "session", security(()), responses((status = 200, description = "OpenAPI 3.1")))]
pub(super) async fn document() -> Response {
    Response::new(Body::from(as_json()))
}
