//! stub
pub mod cursor;
pub mod throttle;
/// stub
pub fn router(_s: std::sync::Arc<crate::Service>) -> axum::Router {
    axum::Router::new()
}
