//! The demo's switch: cuts the link between app and service for real, at the proxy that the demo put between them.
//! Nothing of it exists unless the app was started by the demo.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The switch of a running demo.
pub struct DemoLink {
    address: String,
    cut: AtomicBool,
}

impl DemoLink {
    /// The switch at that address.
    pub fn at(address: &str) -> Self {
        Self { address: address.trim_end_matches('/').to_owned(), cut: AtomicBool::new(false) }
    }

    /// True while the link is cut.
    pub fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    /// Cuts or mends the link.
    pub async fn set(&self, cut: bool) -> Result<(), reqwest::Error> {
        let url = format!("{}/{}", self.address, if cut { "cut" } else { "open" });
        reqwest::Client::new().post(url).timeout(Duration::from_secs(5)).send().await?.error_for_status()?;
        self.cut.store(cut, Ordering::Relaxed);
        Ok(())
    }
}
