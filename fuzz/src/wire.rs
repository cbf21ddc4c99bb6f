//! Every message of the wire. The bytes are read as each of them: a device may send anything anywhere.

use daybook_record::Change;
use daybook_wire::code::Refusal;
use daybook_wire::order::{OrderDone, WipeStatement};
use daybook_wire::organisation::{OrganisationFinish, OrganisationSignIn, OrganisationSignInReply};
use daybook_wire::probe::ProbeReply;
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, PushReply, PushRequest, ReceiptsReply, ReceiptsRequest};
use daybook_wire::release::{ReleaseAsk, ReleaseReply, ReleaseRequest, ReleaseState};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::session::{HelloReply, HelloRequest, Levers, RefreshRequest, SignInReply, SignInRequest, Tokens};
use daybook_wire::support::TicketsReply;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// As every request and every reply.
pub fn every_message(bytes: &[u8]) {
    message::<SignInRequest>(bytes);
    message::<SignInReply>(bytes);
    message::<RefreshRequest>(bytes);
    message::<Tokens>(bytes);
    message::<HelloRequest>(bytes);
    message::<HelloReply>(bytes);
    message::<PushRequest>(bytes);
    message::<PushReply>(bytes);
    message::<FileReply>(bytes);
    message::<ReceiptsRequest>(bytes);
    message::<ReceiptsReply>(bytes);
    message::<PullRequest>(bytes);
    message::<PullReply>(bytes);
    message::<ProbeReply>(bytes);
    message::<OrderDone>(bytes);
    message::<WipeStatement>(bytes);
    message::<OrganisationSignIn>(bytes);
    message::<OrganisationSignInReply>(bytes);
    message::<OrganisationFinish>(bytes);
    message::<ReleaseRequest>(bytes);
    message::<ReleaseReply>(bytes);
    message::<ReleaseAsk>(bytes);
    message::<ReleaseState>(bytes);
    message::<RescueRequest>(bytes);
    message::<RescueReply>(bytes);
    message::<TicketsReply>(bytes);
    message::<Refusal>(bytes);
    message::<Change>(bytes);
    if let Ok(levers) = serde_json::from_slice::<Levers>(bytes) {
        let sane = levers.clamped();
        assert_eq!(sane.clone().clamped(), sane, "what was clamped is within bounds");
    }
}

/// What is understood is written down, read again, and written down the same.
pub fn message<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(bytes) else { return };
    let written = serde_json::to_vec(&read).expect("what was read can be written");
    let again: T = serde_json::from_slice(&written).expect("what was written can be read");
    let written_again = serde_json::to_vec(&again).expect("and written");
    assert!(written == written_again, "{} is read otherwise than it was written", std::any::type_name::<T>());
}
