//! The link between one device and the service: what `HttpRemote` is to the real one. Everything goes through the wire's
//! JSON and the real router, and what comes back is believed by the same rule: our own content type, or it is not ours.

use crate::clock::Clock;
use crate::dice::Dice;
use crate::fate::{Fate, Weather, fate};
use crate::ground::{Answer, Ground};
use crate::journal::Journal;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use daybook_record::ChangeId;
use daybook_sync::{Remote, Trouble};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::probe::ProbeReply;
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, LENGTH_HEADER, OFFSET_HEADER, PushReply, PushRequest, ReceiptsReply, ReceiptsRequest};
use daybook_wire::session::{HelloReply, HelloRequest, RefreshRequest, SignInReply, SignInRequest, Tokens};
use daybook_wire::{BATCH_MEDIA_TYPE, MEDIA_TYPE};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// One device's way to the service.
pub struct Link {
    name: String,
    ground: Arc<Ground>,
    clock: Arc<Clock>,
    journal: Arc<Journal>,
    /// Weather, dice, and what will arrive once more.
    sky: Mutex<(Weather, Dice, Vec<Parcel>)>,
    timeout_ms: AtomicU64,
    requests: AtomicU64,
}

/// A request on its way.
#[derive(Clone)]
struct Parcel {
    method: Method,
    path: String,
    access: Option<String>,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
}

impl Parcel {
    fn new(method: Method, path: &str, access: Option<&str>) -> Self {
        let (path, access) = (format!("/v1/{path}"), access.map(str::to_owned));
        Self { method, path, access, headers: Vec::new(), body: Bytes::new() }
    }

    fn request(&self, body: Body) -> Request<Body> {
        let mut request = Request::builder().method(&self.method).uri(&self.path);
        if let Some(access) = &self.access {
            request = request.header(header::AUTHORIZATION, format!("Bearer {access}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request.body(body).expect("a request")
    }

    fn whole(&self) -> Request<Body> {
        self.request(Body::from(self.body.clone()))
    }

    /// Half of it, and then the link is gone.
    fn half(&self) -> Request<Body> {
        let half = self.body.slice(..self.body.len() / 2);
        let pieces = [Ok(half), Err(io::Error::from(io::ErrorKind::ConnectionReset))];
        self.request(Body::from_stream(futures::stream::iter(pieces)))
    }
}

impl Link {
    /// A good link.
    pub fn new(name: String, ground: Arc<Ground>, clock: Arc<Clock>, journal: Arc<Journal>) -> Self {
        let sky = Mutex::new((Weather::Good, Dice::of(0), Vec::new()));
        Self { name, ground, clock, journal, sky, timeout_ms: AtomicU64::new(30_000), requests: AtomicU64::new(0) }
    }

    fn sky<T>(&self, work: impl FnOnce(&mut (Weather, Dice, Vec<Parcel>)) -> T) -> T {
        work(&mut self.sky.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on it is like this.
    pub fn set(&self, weather: Weather, seed: u64) {
        self.sky(|sky| (sky.0, sky.1) = (weather, Dice::of(seed)));
    }

    /// Requests so far.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::SeqCst)
    }

    async fn post<B: Serialize + Sync, R: DeserializeOwned>(&self, path: &str, access: Option<&str>, body: &B) -> Result<R, Trouble> {
        let mut parcel = Parcel::new(Method::POST, path, access);
        parcel.headers.push((header::CONTENT_TYPE.as_str(), MEDIA_TYPE.to_owned()));
        parcel.body = serde_json::to_vec(body).expect("a request is JSON").into();
        read(self.carry(parcel).await?)
    }

    /// Hands a request to the service now, and writes down what it answers.
    fn deliver(&self, what: &str, request: Request<Body>) -> Answer {
        self.clock.look();
        let answer = self.ground.answer(request);
        self.journal.note(&format!("{} {what}: {} {} bytes", self.name, answer.0.as_u16(), answer.2.len()));
        answer
    }

    async fn carry(&self, parcel: Parcel) -> Result<Answer, Trouble> {
        let (fate, latency, late, again) = self.sky(|(weather, dice, again)| {
            let fate = fate(*weather, dice);
            let arrives_again = (dice.percent(30) && !again.is_empty()).then(|| again.remove(0));
            (fate, 5 + dice.below(300), dice.below(90_000), arrives_again)
        });
        self.requests.fetch_add(1, Ordering::SeqCst);
        self.journal.count(&format!("link: {fate:?}"));
        self.journal.note(&format!("{} at {} {} {} {fate:?}", self.name, self.clock.look(), parcel.method, parcel.path));
        tokio::time::sleep(Duration::from_millis(latency)).await;
        if let Some(again) = again {
            let _ = self.deliver("again", again.whole());
        }
        let timeout = self.timeout_ms.load(Ordering::SeqCst);
        let pass = |what: &str| self.deliver(what, parcel.whole());
        match fate {
            Fate::Pass => Ok(pass("pass")),
            Fate::Late if late < timeout => {
                tokio::time::sleep(Duration::from_millis(late)).await;
                Ok(pass("late"))
            }
            Fate::Late => {
                let _ = pass("too late");
                self.gives_up(timeout).await
            }
            Fate::RequestLost => self.lost(late, timeout).await,
            Fate::ReplyLost => {
                let _ = pass("reply lost");
                self.lost(late, timeout).await
            }
            Fate::Twice => {
                let _ = pass("first");
                Ok(pass("second"))
            }
            Fate::AgainLater => {
                self.sky(|sky| sky.2.push(parcel.clone()));
                Ok(pass("to come again"))
            }
            Fate::HalfBody => {
                if parcel.method == Method::PUT {
                    let _ = self.deliver("half", parcel.half());
                }
                self.lost(late, timeout).await
            }
            Fate::HalfReply => {
                let _ = pass("half reply");
                Err(Trouble::NoAnswer)
            }
            Fate::Portal => Ok(page(StatusCode::OK)),
            Fate::Redirect => Ok(page(StatusCode::FOUND)),
            Fate::BadGateway => Ok(page(StatusCode::BAD_GATEWAY)),
            Fate::TooLarge => Ok(page(StatusCode::PAYLOAD_TOO_LARGE)),
            Fate::Unavailable => Ok(refusal(Code::Unavailable, Some(late % 40))),
            Fate::SlowDown => Ok(refusal(Code::SlowDown, Some(late % 40))),
            Fate::TokenOver => Ok(refusal(Code::TokenExpired, None)),
        }
    }

    /// Noticed at once, or only when nobody waits any longer.
    async fn lost<T>(&self, late: u64, timeout: u64) -> Result<T, Trouble> {
        if late.is_multiple_of(2) { Err(Trouble::NoAnswer) } else { self.gives_up(timeout).await }
    }

    async fn gives_up<T>(&self, timeout: u64) -> Result<T, Trouble> {
        tokio::time::sleep(Duration::from_millis(timeout)).await;
        Err(Trouble::TooSlow)
    }
}

#[async_trait::async_trait]
impl Remote for Link {
    async fn probe(&self, nonce: &str) -> Result<ProbeReply, Trouble> {
        read(self.carry(Parcel::new(Method::GET, &format!("probe?nonce={nonce}"), None)).await?)
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
        let answer = self.carry(Parcel::new(Method::HEAD, &format!("files/{sha256}"), Some(access))).await?;
        let offset = answer.1.get(OFFSET_HEADER).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
        match answer.0 {
            StatusCode::NOT_FOUND if is_ours(&answer.1) => Ok(0),
            status @ (StatusCode::OK | StatusCode::NO_CONTENT) => offset.ok_or(Trouble::NotOurService { status: status.as_u16() }),
            _ => Err(head_only(&answer)),
        }
    }

    async fn hand_in(&self, access: &str, sha256: &str, offset: u64, whole: &[u8]) -> Result<FileReply, Trouble> {
        let mut parcel = Parcel::new(Method::PUT, &format!("files/{sha256}"), Some(access));
        parcel.headers = vec![
            (header::CONTENT_TYPE.as_str(), BATCH_MEDIA_TYPE.to_owned()),
            (OFFSET_HEADER, offset.to_string()),
            (LENGTH_HEADER, whole.len().to_string()),
        ];
        parcel.body = whole.get(offset as usize..).unwrap_or_default().to_vec().into();
        read(self.carry(parcel).await?)
    }

    async fn push(&self, access: &str, request: &PushRequest) -> Result<PushReply, Trouble> {
        self.post("push", Some(access), request).await
    }

    async fn upload(&self, access: &str, upload: &str) -> Result<PushReply, Trouble> {
        read(self.carry(Parcel::new(Method::GET, &format!("uploads/{upload}"), Some(access))).await?)
    }

    async fn receipts(&self, access: &str, changes: &[ChangeId]) -> Result<ReceiptsReply, Trouble> {
        self.post("receipts", Some(access), &ReceiptsRequest { changes: changes.to_vec() }).await
    }

    async fn pull(&self, access: &str, request: &PullRequest) -> Result<PullReply, Trouble> {
        self.post("pull", Some(access), request).await
    }

    fn set_timeout(&self, timeout: Duration) {
        self.timeout_ms.store(timeout.as_millis() as u64, Ordering::SeqCst);
    }
}

/// Somebody else's page.
fn page(status: StatusCode) -> Answer {
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))]);
    (status, headers, Bytes::from_static(b"<h1>Welcome to the school's Wi-Fi</h1>"))
}

/// An answer in our protocol that says no.
fn refusal(code: Code, retry_after: Option<u64>) -> Answer {
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))]);
    let body = Refusal { code, reference: "LINK".to_owned(), retry_after, limit: None };
    let status = StatusCode::from_u16(code.status()).expect("a status");
    (status, headers, serde_json::to_vec(&body).expect("a refusal is JSON").into())
}

fn is_ours(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value == MEDIA_TYPE)
}

/// Believes an answer only where it is one of ours (law 11); as `sync::http` does.
fn read<R: DeserializeOwned>(answer: Answer) -> Result<R, Trouble> {
    let status = answer.0;
    if !is_ours(&answer.1) {
        return Err(head_only(&answer));
    }
    if status.is_success() {
        return serde_json::from_slice(&answer.2).map_err(|_| Trouble::NotOurService { status: status.as_u16() });
    }
    match serde_json::from_slice::<Refusal>(&answer.2) {
        Ok(refusal) => Err(Trouble::Refused(refusal)),
        Err(_) if status.is_server_error() => Err(Trouble::Failing { status: status.as_u16(), retry_after: None }),
        Err(_) => Err(Trouble::NotOurService { status: status.as_u16() }),
    }
}

fn head_only((status, headers, _): &Answer) -> Trouble {
    let refused = |code| Trouble::Refused(Refusal { code, reference: String::new(), retry_after: None, limit: None });
    match *status {
        status if status.is_server_error() => Trouble::Failing { status: status.as_u16(), retry_after: None },
        StatusCode::UNAUTHORIZED if is_ours(headers) => refused(Code::TokenExpired),
        StatusCode::PAYLOAD_TOO_LARGE => refused(Code::TooLarge),
        status => Trouble::NotOurService { status: status.as_u16() },
    }
}
