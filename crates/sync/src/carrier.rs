//! What carries a request to the service and an answer back: HTTP in the app, a spoilt link in the simulation.
//!
//! What is deliberately not here: which requests there are (`protocol.rs`) and what is believed of an answer (`answer.rs`).

use crate::remote::Trouble;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use std::time::Duration;

/// An answer as it came: status, headers, body.
pub type Answer = (StatusCode, HeaderMap, Bytes);

/// In a request's extensions: nobody waits longer for this one, whatever the levers say.
#[derive(Clone, Copy, Debug)]
pub struct Patience(pub Duration);

/// A way to the service. Whatever carries is a [`Remote`](crate::Remote): the protocol is the same over each.
#[async_trait::async_trait]
pub trait Carrier: Send + Sync {
    /// Carries one request, with a path from the service's root (`/v1/…`). An answer is one where anything answered at all.
    async fn carry(&self, request: Request<Bytes>) -> Result<Answer, Trouble>;

    /// How long a request may take, from the levers.
    fn set_timeout(&self, timeout: Duration);
}
