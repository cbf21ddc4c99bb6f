//! What a person types: the real program, set up from nothing, served, stopped.

use crate::ground::{card, good};
use daybook_wire::session::{HelloRequest, SignInReply, SignInRequest};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daybook-server"));
    command.env("DAYBOOK_DATA", data).env("DAYBOOK_ARGON2_KIB", "64").env("DAYBOOK_PASSWORD", "daybook-demo").current_dir(data);
    command
}

fn typed(data: &Path, line: &str) -> Output {
    program(data).args(line.split_whitespace()).output().unwrap()
}

pub fn works(data: &Path, line: &str) -> String {
    let output = typed(data, line);
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn set_up(data: &Path) {
    works(data, "organisation add R1A Trust");
    works(data, "team add north North --phone 0207");
    works(data, "team add-school north 100000 100001");
    works(data, "user add nadia --given-name Nadia --family-name Rahman --role nurse --team north");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_set_up_served_and_stopped_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    set_up(data);
    assert!(works(data, "team list").contains("100000 100001"));
    assert!(works(data, "user list").contains("nadia  Nadia Rahman  nurse  north"));
    let mut serving =
        program(data).args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("daybook-server listens on ").unwrap().to_owned();

    let client = reqwest::Client::new();
    let request = SignInRequest { username: "nadia".into(), password: "daybook-demo".into(), device: card(None) };
    let reply: SignInReply = good(client.post(format!("{url}/v1/sign-in")).json(&request)).await;
    // While it serves: levers are set, and hold at the next greeting.
    works(data, &format!("device levers {} --set batch_changes=9", reply.device));
    let hello = HelloRequest { device: card(None), unsent: 0, time: crate::ground::at("2026-09-14T09:30:00+01:00"), free_bytes: None };
    let hello: daybook_wire::session::HelloReply =
        good(client.post(format!("{url}/v1/hello")).bearer_auth(&reply.tokens.access).json(&hello)).await;
    assert_eq!(hello.levers.batch_changes, 9);
    works(data, &format!("device block {}", reply.device));
    assert!(works(data, "device list").contains("blocked"));

    assert!(Command::new("kill").args(["-TERM", &serving.id().to_string()]).status().unwrap().success());
    assert!(serving.wait().unwrap().success(), "it stops with grace");
}

#[test]
fn what_does_not_hold_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let says = |line: &str, words: &str| {
        let output = typed(data, line);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(words), "{line}: {said}");
    };
    says("team list", "there is no organisation yet");
    says("backup inside", "lies inside the data folder");
    set_up(data);
    says("user add nadia --given-name N --family-name R --role nurse", "somebody called nadia");
    says("user add amina --given-name A --family-name B --role nurse --team west", "there is no team west");
    says("session add --team north --school 100000 --date 2026-09-14 --programme hpv", "there is no school 100000");
    says("batch add --team north --vaccine gardasil_9 --number AB1 --expiry 2030-01-01", "there is no vaccine gardasil_9");
    says("user add amina --given-name A --family-name B --role queen", "invalid value");
    assert!(works(data, "openapi").contains("\"3.1"));
    assert_eq!(works(data, "user list").lines().count(), 1, "what was refused left nothing behind");
}

#[test]
fn whoever_sets_people_and_places_up_leaves_a_line_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    set_up(data);
    works(data, "user password nadia");
    works(data, "recovery export key.txt");
    let elsewhere = tempfile::tempdir().unwrap();
    works(data, &format!("backup {}", elsewhere.path().join("copy").display()));
    let trail = works(data, "audit show");
    let told = ["organisation", "team north", "schools 100000 100001 added", "person nadia, nurse, teams north", "password of nadia"];
    for said in told.into_iter().chain(["cli  export  the recovery key", "cli  backup"]) {
        assert!(trail.contains(said), "{said} is missing in\n{trail}");
    }
    let key = std::fs::read_to_string(data.join("key.txt")).unwrap();
    assert!(!trail.contains("daybook-demo") && !trail.contains(key.lines().last().unwrap()));
    assert!(works(data, "audit verify").contains("7 lines"));
}
