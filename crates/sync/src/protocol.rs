//! The protocol, written once: every request with its method, its address and what comes back. Over any [`Carrier`].

use crate::answer;
use crate::carrier::{Carrier, Patience};
use crate::remote::{Remote, Trouble};
use bytes::Bytes;
use daybook_record::ChangeId;
use daybook_wire::events::{EventsReply, EventsRequest};
use daybook_wire::ids::{IdsReply, IdsRequest};
use daybook_wire::map::{TileId, TileSet};
use daybook_wire::order::{Order, OrderDone, OrdersReply};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, LENGTH_HEADER, OFFSET_HEADER, PushReply, PushRequest, ReceiptsReply, ReceiptsRequest};
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::route::{RouteReply, RouteRequest};
use daybook_wire::session::{HelloReply, HelloRequest, RefreshRequest, SignInReply, SignInRequest, Tokens};
use daybook_wire::{BATCH_MEDIA_TYPE, MEDIA_TYPE};
use http::{HeaderValue, Method, Request, header, request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use zeroize::Zeroize;

/// A probe is small: if it takes longer than that, the service is not reachable.
const PROBE: Duration = Duration::from_secs(8);

/// A request to `/v1/{path}`, by whoever holds the token.
fn to(method: Method, path: &str, access: Option<&str>) -> request::Builder {
    let request = Request::builder().method(method).uri(format!("/v1/{path}")).header(header::ACCEPT, MEDIA_TYPE);
    let bearer = access.and_then(|token| HeaderValue::try_from(format!("Bearer {token}")).ok());
    match bearer {
        Some(mut bearer) => {
            bearer.set_sensitive(true);
            request.header(header::AUTHORIZATION, bearer)
        }
        None => request,
    }
}

/// A key that somebody chose, as one piece of an address.
fn in_path(key: &str) -> String {
    let keeps = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    key.bytes().map(|byte| if keeps(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// What cannot be written as a request reaches nobody.
fn with(request: request::Builder, body: impl Into<Bytes>) -> Result<Request<Bytes>, Trouble> {
    request.body(body.into()).map_err(|_| Trouble::NoAnswer)
}

/// Asks, and believes the answer only where it is one of ours.
async fn ask<R: DeserializeOwned>(carrier: &(impl Carrier + ?Sized), request: Request<Bytes>) -> Result<R, Trouble> {
    let (status, headers, body) = carrier.carry(request).await?;
    answer::read(status, &headers, &body)
}

/// Asks without a body.
async fn get<R: DeserializeOwned>(carrier: &(impl Carrier + ?Sized), path: &str, access: Option<&str>) -> Result<R, Trouble> {
    ask(carrier, with(to(Method::GET, path, access), Bytes::new())?).await
}

/// Asks with something to say.
async fn post<R: DeserializeOwned>(
    carrier: &(impl Carrier + ?Sized),
    path: &str,
    access: Option<&str>,
    said: &(impl Serialize + Sync),
) -> Result<R, Trouble> {
    let body = serde_json::to_vec(said).map_err(|_| Trouble::NoAnswer)?;
    ask(carrier, with(to(Method::POST, path, access).header(header::CONTENT_TYPE, MEDIA_TYPE), body)?).await
}

#[async_trait::async_trait]
impl<C: Carrier> Remote for C {
    async fn probe(&self, nonce: &str) -> Result<ProbeReply, Trouble> {
        let request = to(Method::GET, &format!("probe?nonce={nonce}"), None).extension(Patience(PROBE));
        answer::fresh(ask(self, with(request, Bytes::new())?).await?, nonce)
    }

    async fn sign_in(&self, request: &SignInRequest) -> Result<SignInReply, Trouble> {
        post(self, "sign-in", None, request).await
    }

    async fn refresh(&self, refresh: &str) -> Result<Tokens, Trouble> {
        let mut request = RefreshRequest { refresh: refresh.to_owned() };
        let reply = post(self, "refresh", None, &request).await;
        request.refresh.zeroize();
        reply
    }

    async fn hello(&self, access: &str, request: &HelloRequest) -> Result<HelloReply, Trouble> {
        post(self, "hello", Some(access), request).await
    }

    async fn file_offset(&self, access: &str, sha256: &str) -> Result<u64, Trouble> {
        let request = with(to(Method::HEAD, &format!("files/{sha256}"), Some(access)), Bytes::new())?;
        let (status, headers, _) = self.carry(request).await?;
        answer::offset(status, &headers)
    }

    async fn hand_in(&self, access: &str, sha256: &str, offset: u64, whole: &[u8]) -> Result<FileReply, Trouble> {
        let rest = whole.get(offset as usize..).unwrap_or_default().to_vec();
        let request = to(Method::PUT, &format!("files/{sha256}"), Some(access))
            .header(header::CONTENT_TYPE, BATCH_MEDIA_TYPE)
            .header(OFFSET_HEADER, offset)
            .header(LENGTH_HEADER, whole.len());
        ask(self, with(request, rest)?).await
    }

    async fn push(&self, access: &str, request: &PushRequest) -> Result<PushReply, Trouble> {
        post(self, "push", Some(access), request).await
    }

    async fn upload(&self, access: &str, upload: &str) -> Result<PushReply, Trouble> {
        get(self, &format!("uploads/{upload}"), Some(access)).await
    }

    async fn receipts(&self, access: &str, changes: &[ChangeId]) -> Result<ReceiptsReply, Trouble> {
        post(self, "receipts", Some(access), &ReceiptsRequest { changes: changes.to_vec() }).await
    }

    async fn pull(&self, access: &str, request: &PullRequest) -> Result<PullReply, Trouble> {
        post(self, "pull", Some(access), request).await
    }

    async fn ids(&self, access: &str, request: &IdsRequest) -> Result<IdsReply, Trouble> {
        post(self, "ids", Some(access), request).await
    }

    async fn events(&self, access: &str, request: &EventsRequest) -> Result<EventsReply, Trouble> {
        post(self, "events", Some(access), request).await
    }

    async fn tile_set(&self, access: &str, area: &str) -> Result<TileSet, Trouble> {
        get(self, &format!("tiles/{}", in_path(area)), Some(access)).await
    }

    async fn tile(&self, access: &str, area: &str, TileId { z, x, y }: TileId) -> Result<Bytes, Trouble> {
        let request = to(Method::GET, &format!("tiles/{}/{z}/{x}/{y}", in_path(area)), Some(access));
        let (status, headers, body) = self.carry(with(request, Bytes::new())?).await?;
        answer::tile(status, &headers, body)
    }

    async fn route(&self, access: &str, request: &RouteRequest) -> Result<RouteReply, Trouble> {
        post(self, "routes", Some(access), request).await
    }

    async fn rescue(&self, access: &str, request: &RescueRequest) -> Result<RescueReply, Trouble> {
        post(self, "rescue", Some(access), request).await
    }

    async fn orders(&self, access: &str) -> Result<Vec<Order>, Trouble> {
        let reply: OrdersReply = get(self, "orders", Some(access)).await?;
        Ok(reply.orders)
    }

    async fn order_done(&self, access: &str, done: &OrderDone) -> Result<(), Trouble> {
        post::<serde_json::Value>(self, "orders/done", Some(access), done).await.map(|_| ())
    }

    async fn release(&self, request: &ReleaseRequest) -> Result<ReleaseReply, Trouble> {
        post(self, "release", None, request).await
    }

    async fn release_ask(&self, request: &ReleaseAsk) -> Result<ReleaseState, Trouble> {
        post(self, "release/ask", None, request).await
    }

    async fn organisation_sign_in(&self, request: &OrganisationSignIn) -> Result<OrganisationSignInReply, Trouble> {
        post(self, "sign-in/organisation", None, request).await
    }

    async fn organisation_finish(&self, request: &OrganisationFinish) -> Result<Option<SignInReply>, Trouble> {
        // An empty object says "not yet".
        let reply: serde_json::Value = post(self, "sign-in/organisation/finish", None, request).await?;
        if reply.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(None);
        }
        serde_json::from_value(reply).map(Some).map_err(|_| Trouble::NotOurService { status: 200 })
    }

    fn set_timeout(&self, timeout: Duration) {
        Carrier::set_timeout(self, timeout);
    }
}
