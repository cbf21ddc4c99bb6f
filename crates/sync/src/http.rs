//! The service over HTTP. Which requests there are stands in `protocol.rs`, what is believed of an answer in `answer.rs`.

use crate::answer;
use crate::carrier::{Answer, Carrier, Patience};
use crate::remote::Trouble;
use crate::trust::Trust;
use bytes::Bytes;
use daybook_wire::limit;
use http::Request;
use reqwest::{Response, Url};
use std::error::Error as _;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The longest a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);

/// The service at an address.
pub struct HttpRemote {
    client: reqwest::Client,
    base: Url,
    timeout_ms: AtomicU64,
}

/// Why nothing can be asked there.
#[derive(Debug, thiserror::Error)]
pub enum BadAddress {
    /// An address that cannot be the service's.
    #[error("that is not the address of a service: it begins with https:// (or, on this machine and without a pin, http://)")]
    NotOurs,
    /// TLS cannot be spoken here.
    #[error("TLS cannot be spoken as the settings say: {0}")]
    Trust(#[from] rustls::Error),
    /// Nothing at all can be asked.
    #[error("no client for the network can be made")]
    NoClient(#[from] reqwest::Error),
}

impl HttpRemote {
    /// The service at `address`. Plain HTTP is for this machine only: patient data does not travel in clear.
    pub fn new(address: &str) -> Result<Self, BadAddress> {
        Self::trusting(address, &Trust::default())
    }

    /// The same, where the team says more narrowly whom to believe.
    pub fn trusting(address: &str, trust: &Trust) -> Result<Self, BadAddress> {
        let mut base = Url::parse(address.trim()).map_err(|_| BadAddress::NotOurs)?;
        let here = matches!(base.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if !(base.scheme() == "https" || (base.scheme() == "http" && here && trust.pin.is_none())) {
            return Err(BadAddress::NotOurs);
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let tls = trust.tls()?;
        let usual = reqwest::Client::builder();
        let client = match tls {
            Some(tls) => usual.tls_backend_preconfigured(tls),
            None => usual,
        };
        let client = client
            // A redirect is never ours: to follow one would take a login page for the service.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .user_agent(concat!("Daybook/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, base, timeout_ms: AtomicU64::new(30_000) })
    }

    /// Where a request goes: below the address given, whatever path that has of its own.
    fn address(&self, request: &Request<Bytes>) -> Result<Url, Trouble> {
        let path = request.uri().path_and_query().map_or("", |path| path.as_str());
        self.base.join(path.trim_start_matches('/')).map_err(|_| Trouble::NoAnswer)
    }
}

#[async_trait::async_trait]
impl Carrier for HttpRemote {
    async fn carry(&self, request: Request<Bytes>) -> Result<Answer, Trouble> {
        let address = self.address(&request)?;
        let usual = Duration::from_millis(self.timeout_ms.load(Ordering::Relaxed));
        let timeout = request.extensions().get().map_or(usual, |Patience(most)| *most);
        let (parts, body) = request.into_parts();
        let sent = self.client.request(parts.method, address).headers(parts.headers).timeout(timeout).body(body).send();
        let response = sent.await.map_err(|error| trouble(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        // Of an answer that is not ours nothing is read: its head says all that is wanted of it.
        let body = if answer::is_ours(&headers) { read(response).await? } else { Bytes::new() };
        Ok((status, headers, body))
    }

    fn set_timeout(&self, timeout: Duration) {
        self.timeout_ms.store(timeout.as_millis() as u64, Ordering::Relaxed);
    }
}

/// Reads no more than the protocol allows.
async fn read(mut response: Response) -> Result<Bytes, Trouble> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| trouble(&error))? {
        if body.len() + piece.len() > limit::REPLY_BYTES {
            return Err(Trouble::NotOurService { status: response.status().as_u16() });
        }
        body.extend_from_slice(&piece);
    }
    Ok(body.into())
}

fn trouble(error: &reqwest::Error) -> Trouble {
    if error.is_timeout() {
        return Trouble::TooSlow;
    }
    // A certificate that is not ours: a portal that intercepts TLS looks like this. Only while connecting: later on it is a
    // body that broke off in the middle.
    if error.is_connect() && error.source().is_some_and(is_about_tls) {
        return Trouble::NotOurService { status: 0 };
    }
    Trouble::NoAnswer
}

/// True where TLS itself failed. An `io::Error` hides what it wraps from `source`, so it is asked for it.
fn is_about_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>() || wrapped.is_some_and(|inner| is_about_tls(inner)) || error.source().is_some_and(is_about_tls)
}
