//! A person at a laptop, asking through the IPC as the screens do.

use crate::drawer::Drawer;
use daybook_app::desk::Desk;
use daybook_app::keychain::Keychain;
use daybook_app::settings::Settings;
use daybook_store::Hardness;
use daybook_testkit::map::Engines;
use daybook_testkit::organisation::Provider;
use daybook_testkit::{BadLink, Clinic, Road, Shifted, server};
use daybook_wire::order::OrderKind;
use daybook_wire::session::Levers;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager, WebviewWindowBuilder};
use tempfile::TempDir;

/// The code that she chose.
pub const CODE: &str = "kite harbor velvet tunnel maple";

/// A person, her laptop, the link, the service.
pub struct Person {
    app: App<MockRuntime>,
    link: Arc<BadLink>,
    clinic: Arc<Clinic>,
    folder: Arc<TempDir>,
    drawer: Arc<Drawer>,
    clock: Arc<Shifted>,
}

impl Person {
    /// Daybook was just installed.
    pub fn at_a_new_laptop() -> Self {
        Self::after(|_| ())
    }

    /// Daybook was just installed, and something was set up at the service.
    pub fn after(set_up: impl FnOnce(&server::Service)) -> Self {
        Self::with_households(0, set_up)
    }

    /// The same, where a campaign goes from door to door.
    pub fn in_a_campaign(set_up: impl FnOnce(&server::Service)) -> Self {
        Self::with_households(4, set_up)
    }

    /// The same in a whole district, with a map of it.
    pub fn in_a_district(households: usize, engines: &Engines) -> Self {
        let (tile_server, router) = (Some(engines.tile_server()), Some(engines.router()));
        Self::with_households_and(households, |_| (), |config| server::Config { tile_server, router, ..config })
    }

    fn with_households(households: usize, set_up: impl FnOnce(&server::Service)) -> Self {
        Self::with_households_and(households, set_up, |config| config)
    }

    fn with_households_and(
        households: usize,
        set_up: impl FnOnce(&server::Service),
        configure: impl FnOnce(server::Config) -> server::Config,
    ) -> Self {
        let clock = Arc::new(Shifted::default());
        let clinic = Clinic::in_world(clock.clone(), |service| {
            let demo = server::demo::Demo { seed: 7, children: 240, households, argon2_kib: service.config.argon2_kib };
            server::demo::fill(service.db.as_ref(), service.world.as_ref(), demo)?;
            set_up(service);
            Ok(())
        });
        let clinic = Arc::new(clinic.and_then(|clinic| clinic.restart_with(configure)).unwrap());
        let link = Arc::new(BadLink::to(clinic.address()).unwrap());
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let drawer = Arc::default();
        Self { app: start(&folder, &link, &drawer, &clock), link, clinic, folder, drawer, clock }
    }

    /// The same, and her organisation has a sign-in of its own.
    pub fn of_an_organisation() -> (Self, Provider) {
        let clock = Arc::new(Shifted::default());
        let clinic = Clinic::in_world(clock.clone(), |service| {
            let demo = server::demo::Demo { seed: 7, children: 60, households: 0, argon2_kib: service.config.argon2_kib };
            server::demo::fill(service.db.as_ref(), service.world.as_ref(), demo)?;
            Ok(())
        });
        let clinic = clinic.unwrap();
        let provider = Provider::start(&format!("{}/organisation/back", clinic.url())).unwrap();
        let settings = provider.settings("A trust", false);
        let organisation = [(server::demo::place::ORGANISATION.to_owned(), settings)].into();
        let public_url = Some(clinic.url());
        let clinic = clinic.restart_with(|config| server::Config { organisation, public_url, ..config });
        let clinic = Arc::new(clinic.unwrap());
        let link = Arc::new(BadLink::to(clinic.address()).unwrap());
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let drawer = Arc::default();
        (Self { app: start(&folder, &link, &drawer, &clock), link, clinic, folder, drawer, clock }, provider)
    }

    /// Signed in, everything taken along.
    pub fn at_work(username: &str) -> Self {
        let person = Self::at_a_new_laptop();
        person.signs_in(username);
        assert_eq!(person.syncs()["end"], "completed");
        person
    }

    /// Closes the app and opens it again.
    pub fn restarts(self) -> Self {
        let Self { app, link, clinic, folder, drawer, clock } = self;
        drop(app);
        Self { app: start(&folder, &link, &drawer, &clock), link, clinic, folder, drawer, clock }
    }

    /// Closes the laptop, and opens it again at the same hour of the next day; for the service a day goes by too.
    pub fn goes_on_tomorrow(self) -> Self {
        self.clock.forward(24 * 60 * 60);
        // Not `restarts`: what is left of a killed app goes on in this process, and would copy while the next one unlocks.
        let person = self.closes_the_window();
        person.unlocks();
        person
    }

    /// Closes the window, as the system tells it to the app, and opens it again.
    pub fn closes_the_window(self) -> Self {
        self.app.state::<Arc<Desk>>().quit();
        self.restarts()
    }

    /// The keychain of her computer.
    pub fn drawer(&self) -> &Drawer {
        &self.drawer
    }

    /// Who works here, by id.
    pub fn person(&self) -> Value {
        let folder = self.database().parent().unwrap().file_name().unwrap().to_owned();
        json!(folder.to_str().unwrap())
    }

    /// Where the app keeps its data.
    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().to_owned()
    }

    /// The only database there is.
    pub fn database(&self) -> std::path::PathBuf {
        let entries = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path().join("daybook.db"));
        entries.into_iter().find(|file| file.exists()).unwrap()
    }

    /// Every file on the laptop that holds anything of anybody, the journal and the address of the service aside.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = entries.filter(|file| !file.ends_with("journal.log") && !file.ends_with("service.txt")).collect();
        files.sort();
        files
    }

    /// The service itself.
    pub fn at_the_service(&self) -> &server::Service {
        self.clinic.service()
    }

    /// Where the service is found.
    pub fn service(&self) -> String {
        self.link.url()
    }

    /// One command from the main window.
    pub fn asks(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.asks_from("main", command, arguments)
    }

    /// One command from a window.
    pub fn asks_from(&self, window: &str, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" }.parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        let window = self.app.get_webview_window(window).unwrap();
        get_ipc_response(&window, request).map(|body| body.deserialize::<Value>().unwrap())
    }

    /// Signs in for the first time.
    pub fn signs_in(&self, username: &str) {
        self.asks("sign_in", json!({ "form": self.form(username, server::demo::PASSWORD) })).unwrap();
        self.asks("propose_code", json!({ "code": CODE })).unwrap();
        self.asks("confirm_code", json!({ "typed": CODE })).unwrap();
    }

    /// The form, filled in.
    pub fn form(&self, username: &str, password: &str) -> Value {
        json!({ "server": self.service(), "username": username, "password": password, "device_name": "A laptop", "set_aside": false })
    }

    /// Unlocks the only person's data there is, with her code.
    pub fn unlocks(&self) {
        self.tries(CODE).unwrap();
    }

    /// Tries a code on the only person's data there is.
    pub fn tries(&self, code: &str) -> Result<Value, Value> {
        let person = self.asks("status", json!({})).unwrap()["people"][0]["person"].clone();
        self.asks("unlock", json!({ "person": person, "code": code }))
    }

    /// Presses *Sync your changes*; the account.
    pub fn syncs(&self) -> Value {
        self.asks("sync", json!({ "progress": "__CHANNEL__:7" })).unwrap()
    }

    /// Pulls the cable.
    pub fn loses_the_network(&self) {
        self.link.set(Road::Cut);
    }

    /// The link goes as soon as the app asks for this.
    pub fn loses_the_network_at(&self, path: &str) {
        self.link.set(Road::CutAtRequest { path: path.to_owned(), after: 0 });
    }

    /// There is a network again, of some kind.
    pub fn finds_a(&self, road: Road) {
        self.link.set(road);
    }

    /// Plugs it in again.
    pub fn finds_the_network(&self) {
        self.link.set(Road::Open);
    }

    /// Her session is over: the service forgets its tokens, as it does every night with those whose time has passed.
    pub fn loses_her_session(&self) {
        let forgotten = server::db::write(self.clinic.service().db.as_ref(), |tx| tx.forget_tokens(i64::MAX));
        assert!(forgotten.unwrap() > 0);
    }

    /// The address that her browser was last sent to.
    pub fn browser_shows(&self) -> String {
        let opened = OPENED.lock().unwrap();
        opened.iter().rfind(|address| address.starts_with(&self.clinic.url())).expect("a page was opened").clone()
    }

    /// The team blocks every device.
    pub fn blocks_the_device(&self) {
        let (service, org) = (self.clinic.service(), server::demo::place::ORGANISATION);
        server::db::write(service.db.as_ref(), |tx| -> Result<(), server::db::DbError> {
            for device in tx.devices(org)? {
                tx.save_device(org, &server::db::Device { blocked: true, ..device })?;
            }
            Ok(())
        })
        .unwrap();
    }

    /// What became of the last order.
    pub fn last_order(&self) -> server::db::OrderState {
        let org = server::demo::place::ORGANISATION;
        let last = |tx: &dyn server::db::Tx| {
            let orders = tx.devices(org)?.into_iter().map(|device| tx.orders_of(org, device.id)).collect::<Result<Vec<_>, _>>()?;
            Ok(orders.into_iter().flatten().last().unwrap().state)
        };
        server::db::read::<_, server::db::DbError>(self.clinic.service().db.as_ref(), last).unwrap()
    }

    /// The team asks something of the only device there is.
    pub fn asks_the_device(&self, what: OrderKind) -> String {
        let (service, org) = (self.clinic.service(), server::demo::place::ORGANISATION);
        let world = service.world.as_ref();
        let device = server::db::read(service.db.as_ref(), |tx| tx.devices(org)).unwrap().remove(0);
        server::db::write(service.db.as_ref(), |tx| server::orders::ask(tx, org, device.id, what, device.user, world)).unwrap().id
    }

    /// The team pulls levers of the only device there is.
    pub fn pulls_levers(&self, levers: Levers) {
        let (service, org) = (self.clinic.service(), server::demo::place::ORGANISATION);
        let device = server::db::read(service.db.as_ref(), |tx| tx.devices(org)).unwrap().remove(0);
        let pulled = server::db::Device { levers: Some(levers), ..device };
        server::db::write(service.db.as_ref(), |tx| tx.save_device(org, &pulled)).unwrap();
    }

    /// Support decides about every forgotten code that waits.
    pub fn support_decides(&self, release: bool) {
        let (service, org) = (self.clinic.service(), server::demo::place::ORGANISATION);
        let world = service.world.as_ref();
        let identity = service.recovery.of(org, world).unwrap();
        let waiting = server::db::read(service.db.as_ref(), |tx| tx.releases(org, 10)).unwrap();
        for row in waiting.into_iter().filter(|row| row.standing == server::db::ReleaseStanding::Waiting) {
            let decision = server::release::Decision { release, by: row.user, note: "She was rung back at the number we know." };
            let decided = |tx: &dyn server::db::Tx| server::release::decide(tx, &identity, org, &row.id, &decision, world);
            server::db::write(service.db.as_ref(), decided).unwrap();
        }
    }

    /// Asks for the status until it is so.
    pub fn waits_until(&self, so: impl Fn(&Value) -> bool) {
        for _ in 0..400 {
            if so(&self.asks("status", json!({})).unwrap()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it did not come to be: {}", self.asks("status", json!({})).unwrap());
    }

    /// Today's session, a child, and a programme that is ready to be given.
    pub fn somebody_ready(&self) -> (Value, Value, Value) {
        for card in self.asks("sessions", json!({})).unwrap().as_array().unwrap().iter().filter(|card| card["today"] == true) {
            let page = self.asks("session", json!({ "session": card["id"] })).unwrap();
            for child in page["children"].as_array().unwrap() {
                let ready = child["standings"].as_array().unwrap().iter().find(|standing| standing["standing"] == "ready");
                if let Some(standing) = ready {
                    return (card["id"].clone(), child["id"].clone(), standing["programme"].clone());
                }
            }
        }
        panic!("nobody is ready today");
    }

    /// The children that a search finds.
    pub fn finds(&self, text: &str) -> Vec<Value> {
        let query = json!({ "query": { "text": text } });
        self.asks("find_children", query).unwrap().as_array().unwrap().clone()
    }

    /// Today's session at a school.
    pub fn session_at(&self, school: &str) -> Value {
        let sessions = self.asks("sessions", json!({})).unwrap();
        let here = sessions.as_array().unwrap().iter().find(|card| card["location"] == school && card["today"] == true);
        here.unwrap()["id"].clone()
    }

    /// A draft as the wizard fills it in.
    pub fn vaccination(&self, session: &Value, child: &Value, programme: &Value) -> Value {
        let batches = self.asks("batches", json!({ "programme": programme })).unwrap();
        let batch = &batches.as_array().unwrap()[0];
        let nasal = batch["vaccine"]["method"] == "nasal";
        let page = self.asks("child", json!({ "child": child, "session": session })).unwrap();
        let panel = page["programmes"].as_array().unwrap().iter().find(|panel| panel["programme"] == *programme).unwrap();
        json!({
            "record": self.asks("new_id", json!({})).unwrap(), "child": child, "session": session, "programme": programme,
            "outcome": "administered", "vaccine": batch["vaccine"]["id"], "batch_number": batch["number"], "batch_expiry": batch["expiry"],
            "site": if nasal { "nose" } else { "left_arm_upper_position" },
            "method": if nasal { "nasal_spray" } else { "intramuscular" },
            "dose_sequence": panel["next_dose"], "full_dose": true, "protocol": "pgd", "identity_confirmed_by": "child",
            "pre_screening": ["not_acutely_unwell", "no_new_allergies"], "notes": null,
        })
    }
}

/// What would have been opened in the browsers of these people.
static OPENED: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn opens(address: &str) -> std::io::Result<()> {
    OPENED.lock().unwrap().push(address.to_owned());
    Ok(())
}

fn start(folder: &TempDir, link: &BadLink, drawer: &Arc<Drawer>, clock: &Arc<Shifted>) -> App<MockRuntime> {
    let app = daybook_app::with_commands(mock_builder()).build(daybook_app::context()).unwrap();
    let mut settings = Settings::new(folder.path().to_owned(), link.url());
    settings.hardness = Some(Hardness::for_tests());
    settings.browser = opens;
    settings.keychain = Keychain::of(drawer.clone(), Duration::from_millis(300));
    let desk = daybook_app::desk_in(app.handle(), settings, clock.clone());
    desk.begin();
    app.manage(desk);
    for label in ["main", "another"] {
        WebviewWindowBuilder::new(&app, label, Default::default()).build().unwrap();
    }
    app
}
