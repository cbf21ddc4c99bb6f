//! Fetching, page by page: what is new in a scope, in the service's order.

use super::State;
use super::caller::{Caller, Welcome};
use super::cursor::{Owner, Place};
use super::refused::Refused;
use super::reply::{Reply, Said};
use crate::Service;
use crate::audit::{self, Action, Actor, Entry};
use crate::authority::{self, Right};
use crate::db::{DbError, Tx};
use daybook_record::Scope;
use daybook_record::kind::child_of;
use daybook_wire::code::{Code, Refusal};
use daybook_wire::pull::{Gone, PullReply, PullRequest, PulledRecord};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// What is new in this scope since that cursor?
#[utoipa::path(post, path = "/v1/pull", tag = "pull",
    request_body(content = PullRequest, content_type = "application/vnd.daybook.v1+json"),
    responses((status = 200, body = PullReply, content_type = "application/vnd.daybook.v1+json"),
              (status = "default", body = Refusal, content_type = "application/vnd.daybook.v1+json")))]
pub(super) async fn pull(service: State, Welcome(caller): Welcome, Said(request): Said<PullRequest>) -> Result<Reply<PullReply>, Refused> {
    count_anew(&service, &caller, &request.scope).await?;
    let look = {
        let (service, caller, request) = (service.0.clone(), caller.clone(), request.clone());
        move |tx: &dyn Tx| page(&service, tx, &caller, &request)
    };
    let page = service.read(look).await?;
    note_read(&service, caller, request.scope, &page).await?;
    Ok(Reply(page))
}

/// Figures are of the moment at which somebody asks for them.
async fn count_anew(service: &State, caller: &Caller, scope: &Scope) -> Result<(), Refused> {
    let Scope::Dashboards(campaign) = scope else { return Ok(()) };
    let (org, user, wanted) = (caller.org.clone(), caller.user, scope.clone());
    let hers = service.read(move |tx| Ok::<_, DbError>(authority::scopes(tx, &org, user, Right::Fetch)?.contains(&wanted))).await?;
    // Whoever may not see them learns so from the page, and nothing is counted for her.
    if hers { Ok(crate::dashboard::refresh(service, &caller.org, campaign).await?) } else { Ok(()) }
}

/// Who reads which children is written down before they go out. The page was gathered from a view of its own, so that the
/// one writer is held for a line and not for the gathering.
async fn note_read(service: &State, caller: Caller, scope: Scope, page: &PullReply) -> Result<(), Refused> {
    let children: BTreeSet<_> = page.records.iter().filter_map(|record| child_of(record.kind, record.id, &record.facts)).collect();
    if children.is_empty() {
        return Ok(());
    }
    let (world, records) = (Arc::clone(&service.world), page.records.len());
    let note = move |tx: &dyn Tx| -> Result<(), Refused> {
        let entry = Entry::new(&caller.org, Actor::Person(caller.user), Action::Read).on(caller.device).within(&scope).about(children);
        Ok(audit::note(tx, world.as_ref(), entry.saying(format!("{records} records"))).map(drop)?)
    };
    service.write(note).await
}

/// One page, from one unchanging view: records, departures and digest are of the same moment.
fn page(service: &Service, tx: &dyn Tx, caller: &Caller, request: &PullRequest) -> Result<PullReply, Refused> {
    let (org, scope) = (caller.org.as_str(), &request.scope);
    if !authority::scopes(tx, org, caller.user, Right::Fetch)?.contains(scope) {
        return Err(Code::NotPermitted.into());
    }
    let epoch = tx.organisation(org)?.ok_or(Code::Internal)?.epoch;
    let owner = Owner { org, epoch: &epoch, user: caller.user, device: caller.device, scope };
    let last = tx.last_sequence(org)?;
    let place = match &request.cursor {
        Some(cursor) => Place::open(cursor, &service.cursor_key, &owner).ok_or(Code::CursorNotYours)?,
        None => Place { after: 0, floor: last },
    };
    let most = request.most_records.clamp(1, service.config.page_records.max(1));
    let bytes = request.most_bytes.min(service.config.page_bytes) as usize;
    let here = tx.page(org, scope, place.after, most + 1)?;
    let gone = tx.departures(org, scope, place.after.max(place.floor), most + 1)?;
    let page = Page::gather(here.into(), gone.into(), most as usize, bytes)?;
    let after = if page.has_more { page.after } else { last };
    Ok(PullReply {
        digest: if page.has_more { None } else { Some(tx.digest(org, scope)?) },
        cursor: Place { after, ..place }.seal(&service.cursor_key, &owner),
        records: page.records,
        gone: page.gone,
        has_more: page.has_more,
    })
}

/// What goes into one page.
#[derive(Default)]
struct Page {
    records: Vec<PulledRecord>,
    gone: Vec<Gone>,
    after: u64,
    has_more: bool,
}

impl Page {
    /// Takes from both in the order of their numbers until the page is full. There is always room for one.
    fn gather(mut here: VecDeque<PulledRecord>, mut gone: VecDeque<Gone>, most: usize, bytes: usize) -> Result<Self, Refused> {
        let mut page = Self::default();
        let mut used = 0;
        loop {
            let gone_first = match (here.front(), gone.front()) {
                (None, None) => return Ok(page),
                (Some(record), Some(left)) => left.version < record.version,
                (None, Some(_)) => true,
                (Some(_), None) => false,
            };
            used += match (gone_first, here.front()) {
                (false, Some(record)) => serde_json::to_string(record).map_err(|_| Code::Internal)?.len(),
                _ => 120,
            };
            let taken = page.records.len() + page.gone.len();
            if taken == most || (taken > 0 && used > bytes) {
                page.has_more = true;
                return Ok(page);
            }
            if gone_first {
                page.gone.extend(gone.pop_front());
                page.after = page.gone.last().map_or(page.after, |left| left.version);
            } else {
                page.records.extend(here.pop_front());
                page.after = page.records.last().map_or(page.after, |record| record.version);
            }
        }
    }
}
