//! The service over HTTP. What is believed of an answer stands in `answer.rs`.

use crate::answer;
use crate::remote::{Remote, Trouble};
use daybook_record::ChangeId;
use daybook_wire::order::{Order, OrderDone, OrdersReply};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, LENGTH_HEADER, OFFSET_HEADER, PushReply, PushRequest, ReceiptsReply, ReceiptsRequest};
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::session::{HelloReply, HelloRequest, RefreshRequest, SignInReply, SignInRequest, Tokens};
use daybook_wire::{BATCH_MEDIA_TYPE, MEDIA_TYPE, limit};
use reqwest::{Method, RequestBuilder, Response, Url, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::error::Error as _;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The longest a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// A probe is small: if it takes longer than that, the service is not reachable.
const PROBE: Duration = Duration::from_secs(8);

/// The service at an address.
pub struct HttpRemote {
    client: reqwest::Client,
    base: Url,
    timeout_ms: AtomicU64,
}

/// An address that cannot be the service's.
#[derive(Debug, thiserror::Error)]
#[error("that is not the address of a service: it begins with https:// (or http:// on this machine)")]
pub struct BadAddress;

impl HttpRemote {
    /// The service at `address`. Plain HTTP is for this machine only: patient data does not travel in clear.
    pub fn new(address: &str) -> Result<Self, BadAddress> {
        let mut base = Url::parse(address.trim()).map_err(|_| BadAddress)?;
        let here = matches!(base.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if !(base.scheme() == "https" || (base.scheme() == "http" && here)) {
            return Err(BadAddress);
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let client = reqwest::Client::builder()
            // A redirect is never ours: to follow one would take a login page for the service.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .user_agent(concat!("Daybook/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| BadAddress)?;
        Ok(Self { client, base, timeout_ms: AtomicU64::new(30_000) })
    }

    fn request(&self, method: Method, path: &str, access: Option<&str>) -> Result<RequestBuilder, Trouble> {
        let url = self.base.join(&format!("v1/{path}")).map_err(|_| Trouble::NoAnswer)?;
        let request = self
            .client
            .request(method, url)
            .header(header::ACCEPT, MEDIA_TYPE)
            .timeout(Duration::from_millis(self.timeout_ms.load(Ordering::Relaxed)));
        Ok(match access {
            Some(token) => request.bearer_auth(token),
            None => request,
        })
    }

    async fn post<B: Serialize + Sync, R: DeserializeOwned>(&self, path: &str, access: Option<&str>, body: &B) -> Result<R, Trouble> {
        let body = serde_json::to_vec(body).map_err(|_| Trouble::NoAnswer)?;
        ask(self.request(Method::POST, path, access)?.header(header::CONTENT_TYPE, MEDIA_TYPE).body(body)).await
    }
}

#[async_trait::async_trait]
impl Remote for HttpRemote {
    async fn probe(&self, nonce: &str) -> Result<ProbeReply, Trouble> {
        let request = self.request(Method::GET, &format!("probe?nonce={nonce}"), None)?.timeout(PROBE);
        answer::fresh(ask(request).await?, nonce)
    }

    async fn sign_in(&self, request: &SignInRequest) -> Result<SignInReply, Trouble> {
        self.post("sign-in", None, request).await
    }

    async fn refresh(&self, refresh: &str) -> Result<Tokens, Trouble> {
        self.post("refresh", None, &RefreshRequest { refresh: refresh.to_owned() }).await
    }

    async fn hello(&self, access: &str, request: &HelloRequest) -> Result<HelloReply, Trouble> {
        self.post("hello", Some(access), request).await
    }

    async fn file_offset(&self, access: &str, sha256: &str) -> Result<u64, Trouble> {
        let response = send(self.request(Method::HEAD, &format!("files/{sha256}"), Some(access))?).await?;
        answer::offset(response.status(), response.headers())
    }

    async fn hand_in(&self, access: &str, sha256: &str, offset: u64, whole: &[u8]) -> Result<FileReply, Trouble> {
        let rest = whole.get(offset as usize..).unwrap_or_default().to_vec();
        let request = self
            .request(Method::PUT, &format!("files/{sha256}"), Some(access))?
            .header(header::CONTENT_TYPE, BATCH_MEDIA_TYPE)
            .header(OFFSET_HEADER, offset)
            .header(LENGTH_HEADER, whole.len())
            .body(rest);
        ask(request).await
    }

    async fn push(&self, access: &str, request: &PushRequest) -> Result<PushReply, Trouble> {
        self.post("push", Some(access), request).await
    }

    async fn upload(&self, access: &str, upload: &str) -> Result<PushReply, Trouble> {
        ask(self.request(Method::GET, &format!("uploads/{upload}"), Some(access))?).await
    }

    async fn receipts(&self, access: &str, changes: &[ChangeId]) -> Result<ReceiptsReply, Trouble> {
        self.post("receipts", Some(access), &ReceiptsRequest { changes: changes.to_vec() }).await
    }

    async fn pull(&self, access: &str, request: &PullRequest) -> Result<PullReply, Trouble> {
        self.post("pull", Some(access), request).await
    }

    async fn rescue(&self, access: &str, request: &RescueRequest) -> Result<RescueReply, Trouble> {
        self.post("rescue", Some(access), request).await
    }
    async fn orders(&self, access: &str) -> Result<Vec<Order>, Trouble> {
        let reply: OrdersReply = ask(self.request(Method::GET, "orders", Some(access))?).await?;
        Ok(reply.orders)
    }
    async fn order_done(&self, access: &str, done: &OrderDone) -> Result<(), Trouble> {
        self.post::<_, serde_json::Value>("orders/done", Some(access), done).await.map(|_| ())
    }
    async fn release(&self, request: &ReleaseRequest) -> Result<ReleaseReply, Trouble> {
        self.post("release", None, request).await
    }
    async fn release_ask(&self, request: &ReleaseAsk) -> Result<ReleaseState, Trouble> {
        self.post("release/ask", None, request).await
    }
    async fn organisation_sign_in(&self, request: &OrganisationSignIn) -> Result<OrganisationSignInReply, Trouble> {
        self.post("sign-in/organisation", None, request).await
    }
    async fn organisation_finish(&self, request: &OrganisationFinish) -> Result<Option<SignInReply>, Trouble> {
        let reply: serde_json::Value = self.post("sign-in/organisation/finish", None, request).await?;
        if reply.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(None);
        }
        serde_json::from_value(reply).map(Some).map_err(|_| Trouble::NotOurService { status: 200 })
    }

    fn set_timeout(&self, timeout: Duration) {
        self.timeout_ms.store(timeout.as_millis() as u64, Ordering::Relaxed);
    }
}

async fn send(request: RequestBuilder) -> Result<Response, Trouble> {
    request.send().await.map_err(|error| trouble(&error))
}

/// Sends, and believes the answer only where it is one of ours.
async fn ask<R: DeserializeOwned>(request: RequestBuilder) -> Result<R, Trouble> {
    let response = send(request).await?;
    let (status, headers) = (response.status(), response.headers().clone());
    if !answer::is_ours(&headers) {
        return Err(answer::without_body(status, &headers));
    }
    answer::read(status, &headers, &read(response).await?)
}

/// Reads no more than the protocol allows.
async fn read(mut response: Response) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| trouble(&error))? {
        if body.len() + piece.len() > limit::REPLY_BYTES {
            return Err(Trouble::NotOurService { status: response.status().as_u16() });
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

fn trouble(error: &reqwest::Error) -> Trouble {
    if error.is_timeout() {
        return Trouble::TooSlow;
    }
    // A certificate that is not ours: rustls says it as invalid data. A portal that intercepts TLS looks like this. Only while
    // connecting: later on it is a body that broke off in the middle.
    let mut cause = error.source().filter(|_| error.is_connect());
    while let Some(inner) = cause {
        if inner.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return Trouble::NotOurService { status: 0 };
        }
        cause = inner.source();
    }
    Trouble::NoAnswer
}
