//! The link between one device and the service: what `HttpRemote` is to the real one. Everything goes through the
//! device's own protocol (`sync::protocol`) and the real router, and what comes back is believed by the device's own code.

use crate::clock::Clock;
use crate::dice::Dice;
use crate::fate::{Fate, Weather, fate};
use crate::fuse::Fuse;
use crate::ground::Ground;
use crate::journal::Journal;
use crate::parcel::{half, page, refusal, whole};
use axum::body::Bytes;
use axum::http::{Method, Request, StatusCode};
use daybook_sync::Trouble;
use daybook_sync::carrier::{Answer, Carrier};
use daybook_wire::code::Code;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// One device's way to the service.
pub struct Link {
    name: String,
    ground: Arc<Ground>,
    clock: Arc<Clock>,
    journal: Arc<Journal>,
    /// A process that has died asks nothing any more.
    fuse: Arc<Fuse>,
    sky: Mutex<Sky>,
    timeout_ms: AtomicU64,
    requests: AtomicU64,
    spoilt: AtomicU64,
    /// What is handed in now was sealed with real chance: its checksum and its size differ from play to play.
    sealed: AtomicBool,
}

struct Sky {
    weather: Weather,
    dice: Dice,
    /// What will arrive once more.
    again: Vec<Request<Bytes>>,
    /// What a cache on the way saw last.
    cached: BTreeMap<String, Answer>,
    /// The lid is closed until then.
    asleep_until_ms: u64,
}

impl Link {
    /// A good link.
    pub fn new(name: String, ground: Arc<Ground>, clock: Arc<Clock>, journal: Arc<Journal>, fuse: Arc<Fuse>) -> Self {
        let sky = Sky { weather: Weather::Good, dice: Dice::of(0), again: Vec::new(), cached: BTreeMap::new(), asleep_until_ms: 0 };
        let (timeout_ms, requests, spoilt) = (AtomicU64::new(30_000), AtomicU64::new(0), AtomicU64::new(0));
        let sealed = AtomicBool::new(false);
        Self { name, ground, clock, journal, fuse, sky: Mutex::new(sky), timeout_ms, requests, spoilt, sealed }
    }

    fn sky<T>(&self, work: impl FnOnce(&mut Sky) -> T) -> T {
        work(&mut self.sky.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on it is like this.
    pub fn set(&self, weather: Weather, seed: u64) {
        self.sky(|sky| (sky.weather, sky.dice) = (weather, Dice::of(seed)));
    }

    /// The lid is closed: nothing goes out before then, and what is on its way is answered to nobody.
    pub fn sleeps(&self, ms: u64) {
        let until = self.clock.look() + ms;
        self.sky(|sky| sky.asleep_until_ms = until);
    }

    /// A sealed file is handed in from now on, or no longer: what differs from play to play is not written down.
    pub fn carries_a_sealed_file(&self, sealed: bool) {
        self.sealed.store(sealed, Ordering::SeqCst);
    }

    /// Requests so far.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::SeqCst)
    }

    /// Of them, how many met something.
    pub fn spoilt(&self) -> u64 {
        self.spoilt.load(Ordering::SeqCst)
    }

    /// Hands a request to the service now, and writes down what it answers. No answer where the service dies of it.
    fn deliver(&self, what: &str, request: &Request<Bytes>) -> Result<Answer, Trouble> {
        self.clock.look();
        self.heard(what, self.ground.answer(whole(request), Some(request)))
    }

    fn heard(&self, what: &str, answer: Option<Answer>) -> Result<Answer, Trouble> {
        match &answer {
            Some(answer) if self.sealed.load(Ordering::SeqCst) => {
                self.journal.note(&format!("{} {what}: {}", self.name, answer.0.as_u16()));
            }
            Some(answer) => self.journal.note(&format!("{} {what}: {} {} bytes", self.name, answer.0.as_u16(), answer.2.len())),
            None => {
                self.spoilt.fetch_add(1, Ordering::SeqCst);
                self.journal.note(&format!("{} {what}: the service died", self.name));
            }
        }
        answer.ok_or(Trouble::NoAnswer)
    }

    async fn carried(&self, request: Request<Bytes>) -> Result<Answer, Trouble> {
        if self.fuse.is_dead() {
            return std::future::pending().await;
        }
        let (now, has_token) = (self.clock.look(), request.headers().contains_key(axum::http::header::AUTHORIZATION));
        let (fate, latency, late, again, asleep) = self.sky(|sky| {
            // Only who comes with a token can be told that it is over.
            let fate = match fate(sky.weather, now, &mut sky.dice) {
                Fate::TokenOver if sky.weather == Weather::Forgetful && !has_token => Fate::Pass,
                fate => fate,
            };
            let arrives_again = (sky.dice.percent(30) && !sky.again.is_empty()).then(|| sky.again.remove(0));
            let asleep = sky.asleep_until_ms.saturating_sub(now);
            (fate, 5 + sky.dice.below(300), sky.dice.below(90_000), arrives_again, asleep)
        });
        self.requests.fetch_add(1, Ordering::SeqCst);
        self.spoilt.fetch_add(u64::from(fate != Fate::Pass), Ordering::SeqCst);
        self.journal.count(&format!("link: {fate:?}"));
        let whither = match request.uri().path() {
            _ if !self.sealed.load(Ordering::SeqCst) => request.uri().to_string(),
            path if path.starts_with("/v1/files/") => "/v1/files/(sealed)".to_owned(),
            path => path.to_owned(),
        };
        self.journal.note(&format!("{} at {now} {} {whither} {fate:?}", self.name, request.method()));
        if asleep > 0 {
            self.until_it_wakes().await;
            return Err(Trouble::NoAnswer);
        }
        tokio::time::sleep(Duration::from_millis(latency)).await;
        if self.fuse.is_dead() {
            return std::future::pending().await;
        }
        if let Some(again) = again {
            let _ = self.deliver("again", &again);
        }
        self.meets(fate, request, late).await
    }

    async fn until_it_wakes(&self) {
        loop {
            let rest = self.rest_of_sleep();
            if rest == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(rest.min(60_000))).await;
        }
    }

    /// How long the lid is still closed, in milliseconds.
    pub fn rest_of_sleep(&self) -> u64 {
        let now = self.clock.look();
        self.sky(|sky| sky.asleep_until_ms.saturating_sub(now))
    }

    /// The lid is opened.
    pub fn wakes(&self) {
        self.sky(|sky| sky.asleep_until_ms = 0);
    }

    async fn meets(&self, fate: Fate, request: Request<Bytes>, late: u64) -> Result<Answer, Trouble> {
        let timeout = self.timeout_ms.load(Ordering::SeqCst);
        let pass = |what: &str| self.deliver(what, &request);
        match fate {
            Fate::Pass => self.cached(&request, pass("pass")),
            Fate::Late if late < timeout => {
                tokio::time::sleep(Duration::from_millis(late)).await;
                pass("late")
            }
            Fate::Late => {
                let _ = pass("too late");
                self.gives_up(timeout).await
            }
            Fate::RequestLost => self.lost(late, timeout).await,
            Fate::Reset => Err(Trouble::NoAnswer),
            // As `sync::http` reads an error of rustls: nothing was sent.
            Fate::WrongCertificate => Err(Trouble::NotOurService { status: 0 }),
            Fate::ReplyLost => {
                let _ = pass("reply lost");
                self.lost(late, timeout).await
            }
            Fate::Twice => {
                let _ = pass("first");
                pass("second")
            }
            Fate::AtOnce => {
                self.clock.look();
                self.heard("at once", self.ground.answer_in_the_middle(&request, late % 6))
            }
            Fate::AgainLater => {
                self.sky(|sky| sky.again.push(request.clone()));
                pass("to come again")
            }
            Fate::Overtaken => {
                self.sky(|sky| sky.again.push(request.clone()));
                self.gives_up(timeout).await
            }
            Fate::HalfBody => {
                if *request.method() == Method::PUT {
                    self.clock.look();
                    let _ = self.heard("half", self.ground.answer(half(&request), None));
                }
                self.lost(late, timeout).await
            }
            Fate::HalfReply => {
                let _ = pass("half reply");
                Err(Trouble::NoAnswer)
            }
            Fate::CutReply => pass("cut reply").map(|(status, headers, body)| (status, headers, body.slice(..body.len() / 2))),
            Fate::OldReply => match self.sky(|sky| sky.cached.get(&at(&request)).cloned()) {
                Some(old) => Ok(old),
                None => pass("nothing cached"),
            },
            Fate::Portal => Ok(page(StatusCode::OK, None)),
            Fate::Redirect => Ok(page(StatusCode::FOUND, None)),
            Fate::BadGateway => Ok(page(StatusCode::BAD_GATEWAY, None)),
            Fate::BadGatewayWaits => Ok(page(StatusCode::SERVICE_UNAVAILABLE, Some(late % 40))),
            Fate::TooLarge => Ok(page(StatusCode::PAYLOAD_TOO_LARGE, None)),
            Fate::ProxySlowDown => Ok(page(StatusCode::TOO_MANY_REQUESTS, Some(late % 40))),
            Fate::Unavailable => Ok(refusal(Code::Unavailable, Some(late % 40))),
            Fate::SlowDown => Ok(refusal(Code::SlowDown, Some(late % 40))),
            Fate::TokenOver => Ok(refusal(Code::TokenExpired, None)),
        }
    }

    /// What may be kept by a cache that minds no header: answers to what only asks.
    fn cached(&self, request: &Request<Bytes>, answer: Result<Answer, Trouble>) -> Result<Answer, Trouble> {
        let only_asks = matches!(*request.method(), Method::GET | Method::HEAD);
        if let Some(answer) = answer.as_ref().ok().filter(|_| only_asks) {
            self.sky(|sky| sky.cached.insert(at(request), answer.clone()));
        }
        answer
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

/// Where a cache keeps it. A probe asks for another address every time, but a cache may not look at what follows `?`.
fn at(request: &Request<Bytes>) -> String {
    format!("{} {}", request.method(), request.uri().path())
}

#[async_trait::async_trait]
impl Carrier for Link {
    async fn carry(&self, request: Request<Bytes>) -> Result<Answer, Trouble> {
        self.carried(request).await
    }

    fn set_timeout(&self, timeout: Duration) {
        self.timeout_ms.store(timeout.as_millis() as u64, Ordering::SeqCst);
    }
}
