//! The ground that the tests stand on: an organisation with two teams, three schools, some children; and a laptop.

use daybook_record::code::{Programme, Role, VaccineMethod};
use daybook_record::kind::{Child, Location, Note, Session, Team, Vaccination, Vaccine};
use daybook_record::{Change, DeviceId, Facts, Kind, Made, Moment, RecordId, Scope, UserId, Verb, Version, World};
use daybook_server::db::{self, Origin, Tx};
use daybook_server::ingest::Ingest;
use daybook_server::people::{self, NewUser};
use daybook_server::{ActualWorld, Config, Running, Service};
use daybook_wire::batch::{BatchFile, pack};
use daybook_wire::code::{Code, Refusal};
use daybook_wire::pull::{PullReply, PullRequest};
use daybook_wire::push::{FileReply, LENGTH_HEADER, OFFSET_HEADER, PushReply, PushRequest};
use daybook_wire::session::{DeviceCard, HelloReply, HelloRequest, SignInReply, SignInRequest};
use reqwest::{Client, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

pub const ORG: &str = "R1A";
pub const PASSWORD: &str = "daybook-demo";

pub struct Ground {
    pub running: Option<Running>,
    pub folder: TempDir,
    pub world: Arc<ActualWorld>,
    pub client: Client,
}

pub fn vaccine() -> RecordId {
    RecordId::named("vaccine", &["gardasil_9"])
}
pub fn session(urn: &str) -> RecordId {
    RecordId::named("session", &[urn])
}
/// The how-manyth child of the first school.
pub fn child(number: u32) -> RecordId {
    RecordId::named("child", &[&number.to_string()])
}
pub fn school(urn: &str) -> Scope {
    Scope::School(urn.to_owned())
}

impl Ground {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(set: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = Arc::new(ActualWorld::default());
        let mut config = Config::for_tests(folder.path());
        set(&mut config);
        let service = Service::open(config.clone(), world.clone()).unwrap();
        db::write(service.db.as_ref(), |tx| -> Result<(), people::SetUpError> { people_and_places(tx, &config, world.as_ref()) }).unwrap();
        drop(service);
        let mut ground = Self { running: None, folder, world, client: Client::new() };
        ground.start(set).await;
        ground
    }

    pub async fn start(&mut self, set: impl Fn(&mut Config)) {
        let mut config = Config::for_tests(self.folder.path());
        set(&mut config);
        self.running = Some(Service::start(config, self.world.clone()).await.unwrap());
    }

    pub async fn stop(&mut self) {
        self.running.take().unwrap().stop().await;
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.as_ref().unwrap().url())
    }

    pub fn service(&self) -> &Arc<Service> {
        &self.running.as_ref().unwrap().service
    }

    /// What the service itself does, in one transaction.
    pub fn tell<T>(&self, work: impl FnOnce(Ingest<'_>, &dyn Tx) -> T) -> T {
        let world = self.world.clone();
        db::write(self.service().db.as_ref(), |tx| -> Result<T, db::DbError> { Ok(work(Ingest::new(tx, ORG, world.as_ref()), tx)) })
            .unwrap()
    }

    pub fn put(&self, kind: Kind, id: RecordId, facts: &Facts) {
        self.tell(|ingest, _| ingest.put(kind, id, facts, Origin::Import).unwrap());
    }

    pub fn facts(&self, kind: Kind, id: RecordId) -> Option<Facts> {
        self.tell(|_, tx| tx.record(ORG, kind, id).unwrap().filter(|kept| !kept.held.removed).map(|kept| kept.held.facts))
    }

    pub fn version(&self, kind: Kind, id: RecordId) -> Option<Version> {
        self.tell(|_, tx| tx.record(ORG, kind, id).unwrap().map(|kept| kept.held.version))
    }

    pub async fn sign_in(&self, username: &str) -> Laptop {
        let request = SignInRequest { username: username.into(), password: PASSWORD.into(), device: card(None) };
        let reply: SignInReply = good(self.client.post(self.url("/v1/sign-in")).json(&request)).await;
        Laptop {
            client: self.client.clone(),
            url: self.running.as_ref().unwrap().url(),
            access: reply.tokens.access,
            refresh: reply.tokens.refresh,
            device: reply.device,
            user: reply.person.id,
            world: self.world.clone(),
        }
    }
}

pub fn card(id: Option<DeviceId>) -> DeviceCard {
    DeviceCard { id, name: "A laptop".into(), app_version: "0.1.0".into(), platform: "linux".into(), key: None }
}

fn people_and_places(tx: &dyn Tx, config: &Config, world: &dyn World) -> Result<(), people::SetUpError> {
    people::add_organisation(tx, ORG, "A trust", world)?;
    for (key, urns) in [("north", &["100000", "100001"][..]), ("south", &["100002"])] {
        people::add_team(tx, ORG, &Team { key: key.into(), name: key.to_uppercase(), phone: Some("020".into()), email: None }, world)?;
        for urn in urns {
            tx.assign_school(ORG, key, urn, true)?;
        }
    }
    let hash = people::new_password(PASSWORD, config.argon2_kib, world)?;
    let people =
        [("nadia", Role::Nurse, "north"), ("amina", Role::Nurse, "north"), ("sara", Role::Nurse, "south"), ("sue", Role::Support, "north")];
    for (username, role, team) in people {
        let new = NewUser {
            username: username.into(),
            given_name: username.into(),
            family_name: "Test".into(),
            role,
            password: String::new(),
            teams: vec![team.into()],
        };
        people::add_user(tx, ORG, &new, hash.clone(), world)?;
    }
    let ingest = Ingest::new(tx, ORG, world);
    let put = |kind, id, facts: Facts| ingest.put(kind, id, &facts, Origin::Import).map(drop);
    let gardasil = Vaccine {
        key: "gardasil_9".into(),
        programme: Programme::Hpv,
        variant: None,
        brand: "Gardasil 9".into(),
        manufacturer: "MSD".into(),
        method: VaccineMethod::Injection,
        dose_ml: 0.5,
        contains_gelatine: false,
        snomed: "33493111000001108".into(),
        discontinued: false,
    };
    put(Kind::Vaccine, vaccine(), Facts::of(&gardasil))?;
    for urn in ["100000", "100001", "100002"] {
        put(Kind::Location, RecordId::of_location(urn), place(urn))?;
        let visit = Session {
            location: urn.into(),
            team: "north".into(),
            dates: vec![world.today()],
            programmes: vec![Programme::Hpv],
            registration_required: false,
        };
        put(Kind::Session, session(urn), Facts::of(&visit))?;
    }
    for number in 0..3 {
        put(Kind::Child, child(number), child_at("100000", number))?;
    }
    put(Kind::Child, child(20), child_at("100002", 20)).map_err(Into::into)
}

fn place(urn: &str) -> Facts {
    let location = Location {
        urn: urn.into(),
        name: format!("School {urn}"),
        address: None,
        town: None,
        postcode: None,
        phase: None,
        year_groups: vec![],
        latitude: None,
        longitude: None,
    };
    Facts::of(&location)
}

pub fn child_at(urn: &str, number: u32) -> Facts {
    let child: Child = serde_json::from_value(json!({
        "given_name": format!("Child {number}"), "family_name": "Example", "date_of_birth": "2013-05-05", "school": urn,
    }))
    .unwrap();
    Facts::of(&child)
}

/// A request that must succeed.
pub async fn good<T: DeserializeOwned>(request: RequestBuilder) -> T {
    let response = request.send().await.unwrap();
    let status = response.status();
    assert_eq!(response.headers()["content-type"], daybook_wire::MEDIA_TYPE);
    let body = response.text().await.unwrap();
    assert!(status.is_success(), "{status}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// A request that must be refused.
pub async fn refused(request: RequestBuilder) -> Refusal {
    refusal(request.send().await.unwrap()).await
}

pub async fn refusal(response: Response) -> Refusal {
    let status = response.status();
    assert_eq!(response.headers()["content-type"], daybook_wire::MEDIA_TYPE);
    assert!(!status.is_success(), "it was not refused: {status}");
    let refusal: Refusal = response.json().await.unwrap();
    assert_eq!(status.as_u16(), refusal.code.status());
    assert!(!refusal.reference.is_empty());
    refusal
}

pub struct Laptop {
    pub client: Client,
    pub url: String,
    pub access: String,
    pub refresh: String,
    pub device: DeviceId,
    pub user: UserId,
    pub world: Arc<ActualWorld>,
}

impl Laptop {
    pub fn post(&self, path: &str, body: &impl serde::Serialize) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.url)).bearer_auth(&self.access).json(body)
    }
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.access)
    }
    pub fn put(&self, sha256: &str, offset: u64, length: u64, bytes: Vec<u8>) -> RequestBuilder {
        let request = self.client.put(format!("{}/v1/files/{sha256}", self.url)).bearer_auth(&self.access);
        request.header(OFFSET_HEADER, offset).header(LENGTH_HEADER, length).body(bytes)
    }

    pub fn hello_request(&self) -> RequestBuilder {
        let request =
            HelloRequest { device: card(Some(self.device)), unsent: 3, time: self.world.now().plus_seconds(-7200), free_bytes: None };
        self.post("/v1/hello", &request)
    }
    pub async fn hello(&self) -> HelloReply {
        good(self.hello_request()).await
    }

    pub fn change(&self, kind: Kind, record: RecordId, verb: Verb, base: Option<Version>, facts: Value) -> Change {
        Change {
            id: self.world.mint().into(),
            kind,
            record,
            revision: 1,
            base,
            verb,
            facts: Facts(facts.as_object().unwrap().clone().into_iter().collect()),
            person: self.user,
            device: self.device,
            made: Made::now(self.world.as_ref(), Some(0)),
        }
    }
    pub fn note(&self, child: RecordId, text: &str) -> Change {
        let note = Note { child, text: text.into(), at: self.world.now(), recorded_by: None };
        self.change(Kind::Note, self.world.mint().into(), Verb::Create, None, serde_json::to_value(Facts::of(&note)).unwrap())
    }
    pub fn vaccination(&self, child: RecordId) -> Change {
        let facts = json!({
            "child": child, "session": session("100000"), "programme": "hpv", "date": self.world.today(), "location": "100000",
            "outcome": "administered", "vaccine": vaccine(), "batch_number": "AB1234", "batch_expiry": "2099-01-01",
            "site": "left_arm_upper_position", "method": "intramuscular", "dose_sequence": 1, "full_dose": true,
            "performer": self.user, "source": "daybook",
        });
        let vaccination: Vaccination = serde_json::from_value(facts).unwrap();
        self.change(Kind::Vaccination, self.world.mint().into(), Verb::Create, None, serde_json::to_value(Facts::of(&vaccination)).unwrap())
    }

    pub async fn hand_in(&self, file: &BatchFile) -> String {
        let length = file.bytes.len() as u64;
        let reply: FileReply = good(self.put(&file.sha256, 0, length, file.bytes.clone())).await;
        assert!(reply.whole);
        reply.file.unwrap()
    }
    pub fn push_request(&self, file: &BatchFile) -> RequestBuilder {
        let request = PushRequest {
            file: format!("/v1/files/{}", file.sha256),
            sha256: file.sha256.clone(),
            bytes: file.bytes.len() as u64,
            epoch: None,
            changes: file.changes,
        };
        self.post("/v1/push", &request)
    }
    pub async fn push(&self, changes: &[Change]) -> PushReply {
        let file = pack(changes).unwrap();
        self.hand_in(&file).await;
        let reply: PushReply = good(self.push_request(&file)).await;
        assert_eq!(reply.receipts.len() + reply.unreadable.len(), reply.changes as usize, "every change that was sent has its answer");
        reply
    }
    /// Hands in bytes and pushes them as `changes` changes; for files that are to be refused.
    pub async fn push_bytes(&self, bytes: Vec<u8>, changes: u32) -> Code {
        let file = BatchFile { sha256: daybook_wire::batch::sha256(&bytes), bytes, changes };
        self.hand_in(&file).await;
        refused(self.push_request(&file)).await.code
    }

    pub fn pull_request(&self, scope: &Scope, cursor: Option<&str>, most_records: u32) -> RequestBuilder {
        let request = PullRequest { scope: scope.clone(), cursor: cursor.map(str::to_owned), most_records, most_bytes: 1 << 20 };
        self.post("/v1/pull", &request)
    }
    /// Every page from a cursor on, put together.
    pub async fn pull(&self, scope: &Scope, cursor: Option<&str>, most_records: u32) -> PullReply {
        let mut all: Option<PullReply> = None;
        loop {
            let cursor = all.as_ref().map(|all| all.cursor.clone()).or_else(|| cursor.map(str::to_owned));
            let page: PullReply = good(self.pull_request(scope, cursor.as_deref(), most_records)).await;
            assert_eq!(page.digest.is_none(), page.has_more);
            let more = page.has_more;
            all = Some(match all {
                None => page,
                Some(mut all) => {
                    all.records.extend(page.records);
                    all.gone.extend(page.gone);
                    PullReply { records: all.records, gone: all.gone, ..page }
                }
            });
            if !more {
                return all.unwrap();
            }
        }
    }
}

pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}
