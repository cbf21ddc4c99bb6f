//! A laptop for tests: a folder, a clock that stands still until it is told, a nurse, and what she does on a day.

use chrono::NaiveDate;
use daybook_record::code::{AttendanceStatus, DeliveryMethod, DeliverySite, Programme, Role, VaccinationOutcome};
use daybook_record::draft::Entry;
use daybook_record::kind::{Attendance, Child, Location, Note, OWN_SOURCE, Session, Vaccination};
use daybook_record::receipt::receipt_code;
use daybook_record::{ChangeId, DeviceId, Facts, Kind, Made, Moment, Outcome, Receipt, RecordId, Scope, SyncId, UserId, Version, World};
use daybook_store::{Applied, Arrived, Departed, Hardness, OfflineCode, Page, Profile, ScopeCard, Store, TeamCard};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

pub const SCHOOL: &str = "100001";
pub const OTHER_SCHOOL: &str = "100002";
pub const CODE: &str = "kite harbor velvet tunnel maple";

/// A clock that moves when a test says so, and dice that count.
pub struct Stopped {
    now_ms: AtomicU64,
    dice: AtomicU64,
}

impl Stopped {
    /// Wednesday, nine in the morning.
    pub fn at_nine() -> Self {
        let nine = Moment::parse("2026-01-14T09:00:00+00:00").unwrap();
        Self { now_ms: AtomicU64::new(nine.seconds() as u64 * 1000), dice: AtomicU64::new(1) }
    }

    pub fn wait(&self, seconds: u64) {
        self.now_ms.fetch_add(seconds * 1000, Ordering::Relaxed);
    }
}

impl World for Stopped {
    fn now_ms(&self) -> u64 {
        self.now_ms.load(Ordering::Relaxed)
    }
    fn monotonic_ms(&self) -> u64 {
        self.now_ms() % 1_000_000_000
    }
    fn offset_seconds(&self) -> i32 {
        0
    }
    fn random(&self, into: &mut [u8]) {
        let thrown = self.dice.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        into.iter_mut().rev().zip(thrown.iter().rev()).for_each(|(byte, thrown)| *byte = *thrown);
    }
}

/// However weak: what is too weak is tried where codes are chosen.
pub fn code(text: &str) -> OfflineCode {
    OfflineCode::attempt(text)
}

pub fn nurse() -> Profile {
    Profile {
        person: UserId(Uuid::from_u128(7)),
        username: "nadia".to_owned(),
        given_name: "Nadia".to_owned(),
        family_name: "Okafor".to_owned(),
        role: Role::Nurse,
        organisation: "R1L".to_owned(),
        organisation_name: "Example Community Trust".to_owned(),
        teams: vec![TeamCard { key: "north".to_owned(), name: "North".to_owned(), phone: None, email: None }],
        device: DeviceId(Uuid::from_u128(8)),
        device_name: "Nadia's laptop".to_owned(),
        server: "https://daybook.example".to_owned(),
    }
}

/// An open store in a folder of its own.
pub struct Laptop {
    pub root: TempDir,
    pub world: Arc<Stopped>,
    pub store: Store,
    version: AtomicU64,
}

impl Laptop {
    /// New, with nothing on it.
    pub fn new() -> Self {
        let (root, world) = (TempDir::new().unwrap(), Arc::new(Stopped::at_nine()));
        let store = Store::create(root.path(), &code(CODE), &nurse(), Hardness::for_tests(), world.as_ref()).unwrap();
        Self { root, world, store, version: AtomicU64::new(1) }
    }

    /// With one school, given and fetched, and so many children in it.
    pub fn with_school(children: usize) -> (Self, Vec<RecordId>) {
        let laptop = Self::new();
        laptop.give(&[SCHOOL]);
        let children: Vec<Arrived> = (0..children).map(|number| laptop.arrived(Kind::Child, laptop.id(), &child(number, SCHOOL))).collect();
        let ids = children.iter().map(|child| child.id).collect();
        laptop.arrive(SCHOOL, children);
        (laptop, ids)
    }

    pub fn folder(&self) -> PathBuf {
        self.store.folder().to_owned()
    }

    /// As after a restart of the app.
    pub fn reopened(self) -> Self {
        let Self { root, world, store, version } = self;
        let folder = store.folder().to_owned();
        drop(store);
        let store = Store::unlock(&folder, &code(CODE), world.as_ref()).unwrap();
        Self { root, world, store, version }
    }

    pub fn now(&self) -> Moment {
        self.world.now()
    }
    pub fn today(&self) -> NaiveDate {
        self.world.today()
    }
    pub fn id(&self) -> RecordId {
        RecordId(self.world.mint())
    }
    pub fn sync_id(&self) -> SyncId {
        SyncId(self.world.mint())
    }
    pub fn made(&self) -> Made {
        Made::now(self.world.as_ref(), None)
    }
    pub fn change_id(&self) -> ChangeId {
        ChangeId(self.world.mint())
    }
    pub fn next_version(&self) -> Version {
        self.version.fetch_add(1, Ordering::Relaxed)
    }

    // What she does.

    pub fn save(&self, entry: &Entry) -> ChangeId {
        self.store.record(entry, self.change_id(), self.made()).unwrap().change.unwrap()
    }
    pub fn remove(&self, kind: Kind, record: RecordId) -> ChangeId {
        self.store.remove(kind, record, self.change_id(), self.made()).unwrap().change.unwrap()
    }
    pub fn note(&self, child: RecordId, text: &str) -> Entry {
        let note = Note { child, text: text.to_owned(), at: self.now(), recorded_by: None };
        Entry { kind: Kind::Note, record: self.id(), facts: Facts::of(&note) }
    }
    pub fn vaccination(&self, child: RecordId, outcome: VaccinationOutcome) -> Entry {
        let vaccination = Vaccination { outcome, date: self.today(), ..dose(child, Programme::Hpv) };
        Entry { kind: Kind::Vaccination, record: self.id(), facts: Facts::of(&vaccination) }
    }
    pub fn attendance(&self, child: RecordId, status: AttendanceStatus) -> Entry {
        let (location, date, at) = (SCHOOL.to_owned(), self.today(), self.now());
        let record = RecordId::of_attendance(child, &location, date);
        Entry { kind: Kind::Attendance, record, facts: Facts::of(&Attendance { child, location, date, status, at, recorded_by: None }) }
    }

    // What the service does.

    pub fn give(&self, schools: &[&str]) {
        let mut cards = vec![card(Scope::Reference, "Reference"), card(Scope::Team("north".to_owned()), "North")];
        cards.extend(schools.iter().map(|urn| card(Scope::School((*urn).to_owned()), &format!("School {urn}"))));
        self.store.assign(&cards, self.now()).unwrap();
    }
    pub fn arrived<T: serde::Serialize>(&self, kind: Kind, id: RecordId, record: &T) -> Arrived {
        let version = self.next_version();
        Arrived { kind, id, version, facts: Facts::of(record), mark: version as u32 }
    }
    /// The last page of a school.
    pub fn arrive(&self, school: &str, records: Vec<Arrived>) -> Applied {
        self.apply(&page(Scope::School(school.to_owned()), records))
    }
    pub fn depart(&self, school: &str, kind: Kind, id: RecordId, removed: bool) -> Applied {
        let gone = vec![Departed { kind, id, version: self.next_version(), removed }];
        self.apply(&Page { gone, ..page(Scope::School(school.to_owned()), Vec::new()) })
    }
    pub fn apply(&self, page: &Page) -> Applied {
        self.store.apply_page(page, self.now()).unwrap()
    }
    pub fn receipt(&self, change: ChangeId, revision: u32, outcome: Outcome) -> Receipt {
        let sequence = self.next_version();
        Receipt { code: receipt_code(sequence), change, revision, sequence, at: self.now(), registration: None, outcome }
    }
    /// A whole sync's sending: everything unsent gets this outcome.
    pub fn send_all(&self, outcome: &Outcome) -> SyncId {
        let sync = self.sync_id();
        self.store.begin_sync(sync, self.now()).unwrap();
        let frozen = self.store.frozen(sync, 0, 10_000, u64::MAX).unwrap();
        let receipts: Vec<Receipt> =
            frozen.iter().map(|queued| self.receipt(queued.change.id, queued.change.revision, outcome.clone())).collect();
        assert_eq!(self.store.settle(&receipts, self.now()).unwrap() as usize, frozen.len());
        sync
    }
}

pub fn card(scope: Scope, name: &str) -> ScopeCard {
    ScopeCard { scope, name: name.to_owned(), about: 100 }
}

pub fn page(scope: Scope, records: Vec<Arrived>) -> Page {
    Page { scope, records, gone: Vec::new(), cursor: "cursor".to_owned(), last: true }
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A child of year 8.
pub fn child(number: usize, school: &str) -> Child {
    const GIVEN: [&str; 8] = ["Amina", "Zoë", "Oliver", "Mohammed", "Siân", "Jack", "Katherine", "Łukasz"];
    const FAMILY: [&str; 7] = ["Begum", "O'Brien", "Smith-Jones", "Okonkwo", "Nowak", "Patel", "Williams"];
    let facts = serde_json::json!({
        "given_name": GIVEN[number % GIVEN.len()], "family_name": FAMILY[number / GIVEN.len() % FAMILY.len()],
        "date_of_birth": "2013-03-04", "school": school, "year_group": 8, "registration_group": "8A",
        "nhs_number": nhs_number(number),
    });
    serde_json::from_value(facts).unwrap()
}

/// The number-th number of the range that is kept for tests and has a check digit.
pub fn nhs_number(number: usize) -> Option<String> {
    let nine: Vec<u32> = format!("999{number:06}").bytes().map(|byte| u32::from(byte - b'0')).collect();
    let check = daybook_record::number::check_digit(&nine)?;
    Some(format!("999{number:06}{check}"))
}

/// A first dose given today in the left arm.
pub fn dose(child: RecordId, programme: Programme) -> Vaccination {
    Vaccination {
        child,
        session: None,
        programme,
        date: date("2026-01-14"),
        time: None,
        location: Some(SCHOOL.to_owned()),
        outcome: VaccinationOutcome::Administered,
        vaccine: Some(RecordId(Uuid::from_u128(99))),
        batch_number: Some("AB1234".to_owned()),
        batch_expiry: Some(date("2027-01-01")),
        site: Some(DeliverySite::LeftArmUpper),
        method: Some(DeliveryMethod::Intramuscular),
        dose_sequence: Some(1),
        full_dose: Some(true),
        protocol: Some("pgd".to_owned()),
        identity_confirmed_by: Some("child".to_owned()),
        pre_screening: Vec::new(),
        notes: None,
        performer: Some(nurse().person),
        performer_name: Some(nurse().name()),
        source: OWN_SOURCE.to_owned(),
    }
}

pub fn hpv_session(school: &str) -> Session {
    Session {
        location: school.to_owned(),
        team: "north".to_owned(),
        dates: vec![date("2026-01-14"), date("2026-02-02")],
        programmes: vec![Programme::Hpv],
        registration_required: true,
    }
}

pub fn location(urn: &str, name: &str) -> Location {
    serde_json::from_value(serde_json::json!({"urn": urn, "name": name})).unwrap()
}

/// Every file of a folder, but the shared memory of the write-ahead log, which is no data.
pub fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<(PathBuf, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "db-shm"))
        .map(|path| (path.clone(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}
