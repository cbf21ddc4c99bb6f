//! A nurse with a laptop, for the tests of the engine: a real store, a real link, a real service.

use daybook_record::code::{AttendanceStatus, ConsentResponse, ConsentRoute, RefusalReason};
use daybook_record::draft::{AttendanceDraft, By, ConsentDraft, Entry, NoteDraft};
use daybook_record::kind::{Around, Consent};
use daybook_record::{ChangeId, Facts, Kind, Made, RecordId, SyncId, World};
use daybook_store::view::{Account, ChildQuery, ChildRow};
use daybook_store::{Hardness, OfflineCode, Store};
use daybook_sync::engine::{About, Engine, Report};
use daybook_sync::report::Progress;
use daybook_sync::sign_in::{Credentials, sign_in};
use daybook_sync::{HttpRemote, Remote};
use daybook_testkit::server::{self, db::DbError};
use daybook_testkit::server::{ActualWorld, Config, demo};
use daybook_testkit::{BadLink, Clinic};
use std::sync::{Arc, Mutex, OnceLock};
use tempfile::TempDir;

/// The code that every nurse of these tests has.
pub const CODE: &str = "kite harbor velvet tunnel maple";

/// A clinic with a small demo organisation; made once, copied for each test.
pub fn clinic() -> Clinic {
    clinic_with(|config| config)
}

/// The same, configured otherwise.
pub fn clinic_with(configure: impl FnOnce(Config) -> Config) -> Clinic {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::for_tests(folder.path());
        let service = server::Service::open(config.clone(), Arc::new(ActualWorld::default())).unwrap();
        let demo = demo::Demo { seed: 7, children: 240, households: 12, argon2_kib: config.argon2_kib };
        demo::fill(service.db.as_ref(), service.world.as_ref(), demo).unwrap();
        folder
    });
    Clinic::on_copy_of_with(made.path(), configure).unwrap()
}

/// A nurse, her laptop, and the link between it and the service.
pub struct Nurse {
    pub store: Store,
    pub engine: Arc<Engine>,
    pub link: BadLink,
    pub world: Arc<dyn World>,
    pub told: Arc<Mutex<Vec<Progress>>>,
    _folder: TempDir,
}

impl Nurse {
    /// Signs in for the first time.
    pub async fn signs_in(username: &str, clinic: &Clinic) -> Self {
        Self::signs_in_with(username, clinic, Arc::new(ActualWorld::default())).await
    }

    /// The same, on a laptop with a clock of its own.
    pub async fn signs_in_with(username: &str, clinic: &Clinic, world: Arc<dyn World>) -> Self {
        let link = BadLink::to(clinic.address()).unwrap();
        let remote: Arc<dyn Remote> = Arc::new(HttpRemote::new(&link.url()).unwrap());
        let about = About { app_version: "0.1.0".into(), platform: "linux".into() };
        let credentials = Credentials {
            username: username.into(),
            password: demo::PASSWORD.into(),
            device_name: format!("{username}'s laptop"),
            device: None,
            server: link.url(),
        };
        let (profile, tokens) = sign_in(remote.as_ref(), credentials, &about).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let code = OfflineCode::attempt(CODE);
        let store = Store::create(folder.path(), &code, &profile, Hardness::for_tests(), world.as_ref()).unwrap();
        store.set_tokens(Some(&tokens)).unwrap();
        let engine = Arc::new(Engine::new(store.clone(), remote, world.clone(), about));
        Self { store, engine, link, world, told: Arc::default(), _folder: folder }
    }

    /// Signs in and takes everything along.
    pub async fn ready(username: &str, clinic: &Clinic) -> Self {
        let nurse = Self::signs_in(username, clinic).await;
        nurse.syncs().await;
        nurse
    }

    /// Presses *Sync your changes*.
    pub async fn syncs(&self) -> Account {
        self.syncs_and(|_| ()).await
    }

    /// The same, while something else happens at each word of progress.
    pub async fn syncs_and(&self, meanwhile: impl Fn(&Progress) + Send + Sync + 'static) -> Account {
        let told = self.told.clone();
        told.lock().unwrap().clear();
        let report: Arc<Report> = Arc::new(move |progress: Progress| {
            meanwhile(&progress);
            told.lock().unwrap().push(progress);
        });
        let sync: SyncId = self.engine.sync(report).await.unwrap();
        self.store.account(sync).unwrap().unwrap()
    }

    /// Locks: nothing is open any more, and the folder stays as it lies on the disk.
    pub fn locks(self) -> Locked {
        Locked { world: self.world, _folder: self._folder }
    }

    /// Every child on the device.
    pub fn children(&self) -> Vec<ChildRow> {
        self.store.find_children(&ChildQuery::default(), self.world.today()).unwrap()
    }

    fn by(&self) -> By {
        let profile = self.store.profile();
        By { person: profile.person, name: profile.name(), at: self.world.now() }
    }

    /// Keeps an entry.
    pub fn keeps(&self, entry: &Entry) -> ChangeId {
        let change = ChangeId(self.world.mint());
        self.store.record(entry, change, Made::now(self.world.as_ref(), None)).unwrap();
        change
    }

    /// Writes a note about a child.
    pub fn notes(&self, child: RecordId, text: &str) -> ChangeId {
        self.notes_as(RecordId(self.world.mint()), child, text)
    }

    /// Writes, or writes again, one note.
    pub fn notes_as(&self, record: RecordId, child: RecordId, text: &str) -> ChangeId {
        let by = self.by();
        let around = Around { today: by.at.date(), child: None, session: None };
        self.keeps(&NoteDraft { record, child, text: text.into() }.into_entry(&by, &around).unwrap())
    }

    /// Finishes an entry of a form with this picture in it; gives what the picture is called.
    pub fn enters_with(&self, picture: &[u8]) -> String {
        let (name, now) = (daybook_wire::batch::sha256(picture), self.world.now());
        self.store.keep_attachment(&name, "image/png", picture, now).unwrap();
        let facts = serde_json::json!({
            "campaign": "nets-2026", "area": "mangueira", "form": "visit", "version": "1", "sha256": "0".repeat(64),
            "data": {"signature": {"sha256": name}}, "at": now,
        });
        let facts = Facts(facts.as_object().unwrap().clone().into_iter().collect());
        let entry = Entry { kind: Kind::Entry, record: RecordId(self.world.mint()), facts };
        let (change, made) = (ChangeId(self.world.mint()), Made::now(self.world.as_ref(), None));
        self.store.record_draft(&entry, std::slice::from_ref(&name), change, made).unwrap();
        name
    }

    /// Registers a child at the first of today's sessions of her school.
    pub fn registers(&self, child: &ChildRow, status: AttendanceStatus) -> ChangeId {
        let by = self.by();
        let around = Around { today: by.at.date(), child: None, session: None };
        let draft = AttendanceDraft { child: child.id, session: RecordId(self.world.mint()), status };
        self.keeps(&draft.into_entry(&by, &child.school, &around).unwrap())
    }

    /// Corrects an answer about consent: refuses, or gives.
    pub fn corrects_consent(&self, record: RecordId, refused: bool) -> ChangeId {
        let earlier: Consent = self.store.typed(Kind::Consent, record).unwrap().unwrap();
        let by = self.by();
        let around = Around { today: by.at.date(), child: None, session: None };
        let draft = ConsentDraft {
            record,
            child: earlier.child,
            programme: earlier.programme,
            response: if refused { ConsentResponse::Refused } else { ConsentResponse::Given },
            route: ConsentRoute::Phone,
            given_by: Some(if refused { "Mrs One" } else { "Mr Two" }.into()),
            relationship: Some("mother".into()),
            reason_for_refusal: refused.then_some(RefusalReason::PersonalChoice),
            notes: None,
            notify_parents: None,
        };
        self.keeps(&draft.into_entry(&by, Some(&earlier), &around).unwrap())
    }
}

/// A laptop with nothing open.
pub struct Locked {
    pub world: Arc<dyn World>,
    _folder: TempDir,
}

/// The text of every note the service holds about a child.
pub fn notes_held(clinic: &Clinic, child: RecordId) -> Vec<String> {
    let db = &clinic.service().db;
    let org = clinic.service().organisation(None).unwrap();
    let kept = server::db::read::<_, DbError>(db.as_ref(), |tx| tx.records_of_child(&org, child)).unwrap();
    let notes = kept.iter().filter(|kept| kept.kind == Kind::Note && !kept.held.removed);
    notes.filter_map(|kept| kept.held.facts.text("text").map(str::to_owned)).collect()
}
