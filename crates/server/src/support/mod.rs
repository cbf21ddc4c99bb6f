//! The support pages: the queue, and the decision. (Being built.)

use crate::service::Service;
use axum::Router;
use std::sync::Arc;

/// Everything under `/support`.
pub fn router(_service: Arc<Service>) -> Router {
    Router::new()
}
