//! The service as the engine sees it, and what can go wrong on the way there.
//!
//! How each request looks on the wire stands in `protocol.rs`, what carries it in `carrier.rs`. What is deliberately not here:
//! trying again (`retry.rs`) and what a failure means for the sync (`pass.rs`).

use bytes::Bytes;
use daybook_record::ChangeId;
use daybook_wire::code::{Code, Refusal};
use daybook_wire::events::{EventsReply, EventsRequest};
use daybook_wire::ids::{IdsReply, IdsRequest};
use daybook_wire::map::{TileId, TileSet};
use daybook_wire::order::{Order, OrderDone};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, PushReply, PushRequest, ReceiptsReply};
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::route::{RouteReply, RouteRequest};
use daybook_wire::session::{HelloReply, HelloRequest, SignInReply, SignInRequest, Tokens};
use std::time::Duration;

/// Why a request gave nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// No connection, or it went away.
    #[error("nothing answers")]
    NoAnswer,
    /// It took too long.
    #[error("no answer in time")]
    TooSlow,
    /// Something answered, and it was not our service (law 11).
    #[error("something answered that is not our service (status {status})")]
    NotOurService {
        /// The HTTP status, 0 where TLS already failed.
        status: u16,
    },
    /// Our service, or what stands in front of it, answers with an error.
    #[error("the service fails (status {status})")]
    Failing {
        /// The HTTP status.
        status: u16,
        /// What it asks us to wait.
        retry_after: Option<Duration>,
    },
    /// Our service says no, and why.
    #[error("the service refuses: {:?} (reference {})", .0.code, .0.reference)]
    Refused(Refusal),
}

impl Trouble {
    /// The service's code, if it gave one.
    pub fn code(&self) -> Option<Code> {
        match self {
            Trouble::Refused(refusal) => Some(refusal.code),
            _ => None,
        }
    }

    /// The reference under which support finds it, if the service gave one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Trouble::Refused(refusal) => Some(&refusal.reference),
            _ => None,
        }
    }
}

/// The service. Every method is one request; `access` is the access token.
#[async_trait::async_trait]
pub trait Remote: Send + Sync {
    /// Is that our service?
    async fn probe(&self, nonce: &str) -> Result<ProbeReply, Trouble>;
    /// Signs in.
    async fn sign_in(&self, request: &SignInRequest) -> Result<SignInReply, Trouble>;
    /// Exchanges the refresh token for a new pair.
    async fn refresh(&self, refresh: &str) -> Result<Tokens, Trouble>;
    /// Greets.
    async fn hello(&self, access: &str, request: &HelloRequest) -> Result<HelloReply, Trouble>;
    /// How many bytes of this file the service has.
    async fn file_offset(&self, access: &str, sha256: &str) -> Result<u64, Trouble>;
    /// Hands in the bytes of a file from `offset` on.
    async fn hand_in(&self, access: &str, sha256: &str, offset: u64, whole: &[u8]) -> Result<FileReply, Trouble>;
    /// Asks for ids from the pool; the same request gives the same block.
    async fn ids(&self, access: &str, request: &IdsRequest) -> Result<IdsReply, Trouble>;
    /// Has it counted what was used; the same request counts once.
    async fn events(&self, access: &str, request: &EventsRequest) -> Result<EventsReply, Trouble>;
    /// Asks the service to take what is in a file.
    async fn push(&self, access: &str, request: &PushRequest) -> Result<PushReply, Trouble>;
    /// How far that is.
    async fn upload(&self, access: &str, upload: &str) -> Result<PushReply, Trouble>;
    /// What the service holds of these changes.
    async fn receipts(&self, access: &str, changes: &[ChangeId]) -> Result<ReceiptsReply, Trouble>;
    /// One page of what is new.
    async fn pull(&self, access: &str, request: &PullRequest) -> Result<PullReply, Trouble>;
    /// What the map of an area comes to.
    async fn tile_set(&self, access: &str, area: &str) -> Result<TileSet, Trouble>;
    /// A tile of it, packed; empty where the map has nothing there.
    async fn tile(&self, access: &str, area: &str, tile: TileId) -> Result<Bytes, Trouble>;
    /// The way through some points.
    async fn route(&self, access: &str, request: &RouteRequest) -> Result<RouteReply, Trouble>;
    /// Asks the service to take what is in a rescue file, or in another person's copy.
    async fn rescue(&self, access: &str, request: &RescueRequest) -> Result<RescueReply, Trouble>;
    /// What the team asks of this device; for one that is blocked, and so not greeted.
    async fn orders(&self, access: &str) -> Result<Vec<Order>, Trouble>;
    /// Reports that an order was followed.
    async fn order_done(&self, access: &str, done: &OrderDone) -> Result<(), Trouble>;
    /// Asks for the key of a database whose code is forgotten.
    async fn release(&self, request: &ReleaseRequest) -> Result<ReleaseReply, Trouble>;
    /// Asks what became of that.
    async fn release_ask(&self, request: &ReleaseAsk) -> Result<ReleaseState, Trouble>;
    /// Begins a sign-in through the organisation.
    async fn organisation_sign_in(&self, request: &OrganisationSignIn) -> Result<OrganisationSignInReply, Trouble>;
    /// Asks how it ended; none while the person is not done.
    async fn organisation_finish(&self, request: &OrganisationFinish) -> Result<Option<SignInReply>, Trouble>;
    /// How long a request may take, from the levers.
    fn set_timeout(&self, timeout: Duration);
}
