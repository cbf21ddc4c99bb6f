//! The service as the engine sees it, with every request counted on its way.

use daybook_record::ChangeId;
use daybook_sync::remote::Trouble;
use daybook_sync::{HttpRemote, Remote};
use daybook_wire::order::{Order, OrderDone};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, PushReply, PushRequest, ReceiptsReply};
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::session::{HelloReply, HelloRequest, SignInReply, SignInRequest, Tokens};
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

    fn counting(&self) -> &HttpRemote {
        self.requests.fetch_add(1, Ordering::SeqCst);
        &self.remote
    }
}

#[async_trait::async_trait]
impl Remote for Counted {
    async fn probe(&self, nonce: &str) -> Result<ProbeReply, Trouble> {
        self.counting().probe(nonce).await
    }
    async fn sign_in(&self, request: &SignInRequest) -> Result<SignInReply, Trouble> {
        self.counting().sign_in(request).await
    }
    async fn refresh(&self, refresh: &str) -> Result<Tokens, Trouble> {
        self.counting().refresh(refresh).await
    }
    async fn hello(&self, access: &str, request: &HelloRequest) -> Result<HelloReply, Trouble> {
        self.counting().hello(access, request).await
    }
    async fn file_offset(&self, access: &str, sha256: &str) -> Result<u64, Trouble> {
        self.counting().file_offset(access, sha256).await
    }
    async fn hand_in(&self, access: &str, sha256: &str, offset: u64, whole: &[u8]) -> Result<FileReply, Trouble> {
        self.counting().hand_in(access, sha256, offset, whole).await
    }
    async fn push(&self, access: &str, request: &PushRequest) -> Result<PushReply, Trouble> {
        self.counting().push(access, request).await
    }
    async fn upload(&self, access: &str, upload: &str) -> Result<PushReply, Trouble> {
        self.counting().upload(access, upload).await
    }
    async fn receipts(&self, access: &str, changes: &[ChangeId]) -> Result<ReceiptsReply, Trouble> {
        self.counting().receipts(access, changes).await
    }
    async fn pull(&self, access: &str, request: &PullRequest) -> Result<PullReply, Trouble> {
        self.counting().pull(access, request).await
    }
    async fn rescue(&self, access: &str, request: &RescueRequest) -> Result<RescueReply, Trouble> {
        self.counting().rescue(access, request).await
    }
    async fn orders(&self, access: &str) -> Result<Vec<Order>, Trouble> {
        self.counting().orders(access).await
    }
    async fn order_done(&self, access: &str, done: &OrderDone) -> Result<(), Trouble> {
        self.counting().order_done(access, done).await
    }
    async fn release(&self, request: &ReleaseRequest) -> Result<ReleaseReply, Trouble> {
        self.counting().release(request).await
    }
    async fn release_ask(&self, request: &ReleaseAsk) -> Result<ReleaseState, Trouble> {
        self.counting().release_ask(request).await
    }
    async fn organisation_sign_in(&self, request: &OrganisationSignIn) -> Result<OrganisationSignInReply, Trouble> {
        self.counting().organisation_sign_in(request).await
    }
    async fn organisation_finish(&self, request: &OrganisationFinish) -> Result<Option<SignInReply>, Trouble> {
        self.counting().organisation_finish(request).await
    }
    fn set_timeout(&self, timeout: Duration) {
        self.remote.set_timeout(timeout);
    }
}
