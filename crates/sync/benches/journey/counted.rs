//! The service over real HTTP, with every request counted on its way.

use bytes::Bytes;
use daybook_sync::carrier::{Answer, Carrier};
use daybook_sync::{HttpRemote, Trouble};
use http::Request;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Real HTTP, counted.
pub struct Counted {
    remote: HttpRemote,
    requests: AtomicU64,
}

impl Counted {
    /// To the service at that address.
    pub fn to(address: &str) -> Self {
        Self { remote: HttpRemote::new(address).unwrap(), requests: AtomicU64::new(0) }
    }

    /// Requests so far.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::SeqCst)
    }
}

#[async_trait::async_trait]
impl Carrier for Counted {
    async fn carry(&self, request: Request<Bytes>) -> Result<Answer, Trouble> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        self.remote.carry(request).await
    }

    fn set_timeout(&self, timeout: Duration) {
        Carrier::set_timeout(&self.remote, timeout);
    }
}
