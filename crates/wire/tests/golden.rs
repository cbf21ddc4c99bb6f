//! The bytes of the wire, held: each message is written exactly as its golden file says, and read back as the same.
//!
//! A file here only gains fields while version 1 is spoken by any device in the field. `DAYBOOK_GOLDEN=write` writes those that
//! are missing, and only those.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use daybook_record::code::Role;
use daybook_record::kind::{Ticket, TicketState};
use daybook_record::receipt::receipt_code;
use daybook_record::{Change, Facts, Kind, Made, Moment, Outcome, Reason, Receipt, Scope, Verb};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::events::{EventLine, EventsReply, EventsRequest};
use daybook_wire::ids::{IdsReply, IdsRequest};
use daybook_wire::order::{Order, OrderDone, OrderKind, OrdersReply, WipeStatement};
use daybook_wire::organisation::OrganisationSignInReply;
use daybook_wire::probe::{ProbeReply, SERVICE};
use daybook_wire::pull::{Digest, Gone, PullReply, PullRequest, PulledRecord, mark};
use daybook_wire::push::{FileReply, PushReply, PushRequest, ReceiptsReply, ReceiptsRequest, Unreadable, UploadStatus};
use daybook_wire::release::{ReleaseReply, ReleaseRequest, ReleaseState};
use daybook_wire::rescue::{RescueReply, RescueRequest};
use daybook_wire::session::{
    DeviceCard, HelloReply, HelloRequest, Levers, Person, RefreshRequest, ScopeCard, SignInReply, SignInRequest, TeamCard, Tokens,
};
use daybook_wire::support::TicketsReply;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::Path;
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}
fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}
fn noon() -> Moment {
    at("2026-09-14T12:00:00+01:00")
}
fn facts(value: Value) -> Facts {
    Facts(value.as_object().unwrap().clone().into_iter().collect())
}

/// Written as the file says, and read back to what is written the same.
fn holds<T: Serialize + DeserializeOwned>(name: &str, message: &T) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"));
    let written = serde_json::to_string_pretty(message).unwrap() + "\n";
    if !path.exists() && std::env::var("DAYBOOK_GOLDEN").is_ok_and(|what| what == "write") {
        std::fs::write(&path, &written).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{name}.json is missing"));
    assert_eq!(written, golden, "{name}: the wire has changed");
    let read: T = serde_json::from_str(&golden).unwrap();
    assert_eq!(serde_json::to_string_pretty(&read).unwrap() + "\n", golden, "{name}: it is read otherwise");
}

fn receipt(sequence: u64, outcome: Outcome) -> Receipt {
    Receipt { code: receipt_code(sequence), change: id(sequence.into()), revision: 1, sequence, at: noon(), registration: None, outcome }
}

fn device() -> DeviceCard {
    DeviceCard { id: Some(id(2)), name: "Nadia's laptop".into(), app_version: "0.1.0".into(), platform: "linux".into(), key: None }
}

fn person() -> Person {
    Person {
        id: id(3),
        username: "nadia".into(),
        given_name: "Nadia".into(),
        family_name: "Rahman".into(),
        role: Role::Nurse,
        organisation: "R1A".into(),
        organisation_name: "Coastal Community Trust".into(),
        teams: vec![TeamCard { key: "north".into(), name: "North team".into(), phone: Some("020 7946 0000".into()), email: None }],
    }
}

fn tokens() -> Tokens {
    Tokens { access: "access".into(), refresh: "refresh".into(), access_seconds: 900 }
}

#[test]
fn a_change_is_written_as_ever() {
    let change = Change {
        id: id(10),
        kind: Kind::Note,
        record: id(11),
        revision: 2,
        base: Some(7),
        verb: Verb::Edit,
        facts: facts(json!({"text": "Calm", "recorded_by": null})),
        person: id(3),
        device: id(2),
        made: Made { at: noon(), monotonic_ms: 1_234, offset_seconds: Some(-2) },
    };
    holds("change", &change);
    holds("change_removed", &Change { verb: Verb::Remove, facts: Facts::default(), base: None, ..change });
}

#[test]
fn signing_in_and_greeting_are_written_as_ever() {
    holds("sign_in_request", &SignInRequest { username: "nadia".into(), password: "secret".into(), device: device() });
    holds("sign_in_reply", &SignInReply { tokens: tokens(), device: id(2), person: person(), recovery: None });
    holds("refresh_request", &RefreshRequest { refresh: "refresh".into() });
    holds("tokens", &tokens());
    holds("hello_request", &HelloRequest { device: device(), unsent: 52, time: noon(), free_bytes: None });
    let scopes = [
        (Scope::Reference, "Reference data", 61),
        (Scope::Team("north".into()), "North team", 12),
        (Scope::School("100000".into()), "Oakfield", 4_210),
    ];
    let scopes = scopes.map(|(scope, name, about)| ScopeCard { scope, name: name.into(), about }).to_vec();
    holds(
        "hello_reply",
        &HelloReply {
            epoch: "one".into(),
            time: noon(),
            person: person(),
            scopes,
            levers: Levers::default(),
            recovery: None,
            orders: vec![],
            pictures: vec![],
        },
    );
    let probe = ProbeReply { service: SERVICE.into(), protocols: vec![1], nonce: "x81k".into(), time: noon(), organisation_sign_in: None };
    holds("probe_reply", &probe);
}

#[test]
fn sending_is_written_as_ever() {
    holds("file_reply", &FileReply { received: 10, whole: true, file: Some("/v1/files/5f2c".into()) });
    holds("push_request", &PushRequest { file: "/v1/files/5f2c".into(), sha256: "5f2c".into(), bytes: 4_821, changes: 5, epoch: None });
    let with_support = Outcome::WithSupport { ticket: "T-000123".into(), reason: Reason::Conflict };
    let receipts: Vec<Receipt> = [Outcome::Stored, Outcome::AlreadyHave, Outcome::Merged, with_support]
        .into_iter()
        .zip(90_412..)
        .map(|(outcome, n)| receipt(n, outcome))
        .collect();
    let reply = PushReply {
        upload: "one".into(),
        status: UploadStatus::Done,
        changes: 5,
        taken: 5,
        receipts: receipts.clone(),
        repeated: vec![id(90_412)],
        unreadable: vec![Unreadable { line: 4, ticket: "T-000124".into() }],
    };
    holds("push_reply", &reply);
    let begun = PushReply { status: UploadStatus::Applying, taken: 0, receipts: vec![], repeated: vec![], unreadable: vec![], ..reply };
    holds("push_reply_begun", &begun);
    holds("receipts_request", &ReceiptsRequest { changes: vec![id(1), id(2)] });
    holds("receipts_reply", &ReceiptsReply { receipts });
}

#[test]
fn fetching_is_written_as_ever() {
    holds("pull_request", &PullRequest { scope: Scope::School("100000".into()), cursor: None, most_records: 2_000, most_bytes: 2_097_152 });
    let record =
        PulledRecord { kind: Kind::Child, id: id(5), version: 411, facts: facts(json!({"given_name": "Amy", "restricted": false})) };
    let reply = PullReply {
        records: vec![record],
        gone: vec![Gone { kind: Kind::Note, id: id(6), version: 415, removed: true }],
        cursor: "AAAA".into(),
        has_more: false,
        digest: Some(Digest { count: 1, sum: mark(id(5), 411).into() }),
    };
    holds("pull_reply", &reply);
    holds("pull_reply_more", &PullReply { has_more: true, digest: None, ..reply });
}

#[test]
fn tickets_are_written_as_ever() {
    let ticket = Ticket {
        number: "T-000123".into(),
        change: id(10),
        verb: Verb::Edit,
        about: Kind::Consent,
        record: id(11),
        child: Some(id(5)),
        reason: Reason::Conflict,
        fields: vec!["response".into()],
        other_at: Some(at("2026-09-14T11:10:00+01:00")),
        state: TicketState::Open,
        opened_at: noon(),
        decided_at: None,
        note: None,
    };
    holds("tickets_reply", &TicketsReply { tickets: vec![ticket] });
}

#[test]
fn refusals_are_written_as_ever() {
    let refusal = |code, retry_after, limit| Refusal { code, reference: "7F3A09C2".into(), retry_after, limit };
    holds("refusal_slow_down", &refusal(Code::SlowDown, Some(60), None));
    holds("refusal_wrong_offset", &refusal(Code::WrongOffset, None, Some(4_096)));
    holds("refusal_internal", &refusal(Code::Internal, None, None));
}

#[test]
fn a_field_that_a_newer_service_adds_is_passed_over() {
    let read: Refusal = serde_json::from_value(json!({"code": "internal", "reference": "x", "comfort": "tea"})).unwrap();
    assert_eq!(read.code, Code::Internal);
    let levers: Levers = serde_json::from_value(json!({"tries": 9})).unwrap();
    assert_eq!(levers, Levers { tries: 9, ..Levers::default() });
}

#[test]
fn what_keeps_a_device_safe_is_written_as_its_files_say() {
    let order = Order { id: "o1".into(), what: OrderKind::Wipe };
    holds("orders_reply", &OrdersReply { orders: vec![order.clone()] });
    let greeted = HelloReply {
        epoch: "two".into(),
        time: noon(),
        person: person(),
        scopes: vec![],
        levers: Levers::default(),
        recovery: Some("age1q".into()),
        orders: vec![order],
        pictures: vec!["5f2c".into()],
    };
    holds("hello_reply_with_orders", &greeted);
    let statement = WipeStatement {
        form: "daybook wipe 1".into(),
        order: "o1".into(),
        device: id(2),
        person: id(1),
        at: noon(),
        changes: 52,
        receipted: 50,
        rescue: Some("5f2c".into()),
        files: vec![("daybook.db".into(), 4_096)],
    };
    holds("wipe_statement", &statement);
    let line = EventLine { what: "open_map".into(), ms: 412, day: "2026-09-14".parse().unwrap() };
    holds("events_request", &EventsRequest { request: id(5), dropped: 0, events: vec![line] });
    holds("events_reply", &EventsReply { counted: 1 });
    holds("ids_request", &IdsRequest { request: id(5), count: 50 });
    holds("ids_reply", &IdsReply { request: id(5), ids: vec!["MV-000001-B".into()] });
    holds("order_done", &OrderDone { id: "o1".into(), statement: Some("{}".into()), signature: Some("ab".into()) });
    holds("rescue_request", &RescueRequest { file: "/v1/files/5f2c".into(), sha256: "5f2c".into(), bytes: 4_821 });
    let taken = RescueReply {
        reference: "R-1".into(),
        changes: 5,
        taken: 3,
        already: 2,
        with_support: 1,
        unreadable: 0,
        kept_files: 2,
        pictures: 4,
    };
    holds("rescue_reply", &taken);
    let (username, password) = ("nadia".into(), "a password".into());
    holds("release_request", &ReleaseRequest { username, password, device: id(2), sealed_key: "c2VhbGVk".into(), to: "age1p".into() });
    holds("release_reply", &ReleaseReply { id: "r1".into(), secret: "s".into(), words: "4F7-K2Q".into() });
    holds("release_state", &ReleaseState::Released { sealed: "c2VhbGVk".into() });
    let begun =
        OrganisationSignInReply { address: "https://id.example/a".into(), words: "K7Q-4MX".into(), id: "a1".into(), secret: "s".into() };
    holds("organisation_sign_in_reply", &begun);
}
