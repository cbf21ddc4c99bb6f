//! The ground that a scenario stands on: a service with an invented organisation, the link before it, and an album.

use crate::Told;
use crate::album::Album;
use crate::device::Device as Laptop;
use crate::driver::Driver;
use crate::window::{WIDE, Window};
use daybook_server::db::{self, Device, Tx};
use daybook_server::demo::{self, Demo, PASSWORD};
use daybook_server::{ActualWorld, Config, Service, orders};
use daybook_testkit::{BadLink, Clinic, Shifted};
use daybook_wire::order::OrderKind;
use daybook_wire::session::Levers;
use std::cell::{Ref, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use thirtyfour::WebDriver;

/// Few enough to come down in a moment, many enough to have everything among them.
const CHILDREN: usize = 400;
/// As many as one sees on a map without its becoming a heap.
pub const HOUSEHOLDS: usize = 40;

/// The organisation, made once; each scenario works on a copy.
pub fn make_organisation() -> Told<TempDir> {
    let folder = tempfile::tempdir()?;
    let demo = Demo { seed: 1, children: CHILDREN, households: HOUSEHOLDS, argon2_kib: 64 };
    let service = Service::open(Config::for_tests(folder.path()), Arc::new(ActualWorld::default()))?;
    demo::fill(service.db.as_ref(), service.world.as_ref(), demo)?;
    Ok(folder)
}

/// What is patient in life is quick here, and batches are so small that a few changes make several.
fn quick() -> Levers {
    Levers {
        settled_ms: 1_000,
        minimum_display_ms: 1_000,
        probe_seconds: 1,
        request_timeout_seconds: 10,
        tries: 2,
        batch_changes: 2,
        space_low_mb: 50,
        ..Levers::default()
    }
}

/// Service, link and album.
pub struct Ground {
    clinic: RefCell<Option<Clinic>>,
    pub link: BadLink,
    pub album: Album,
    driver: PathBuf,
    last_window: RefCell<Option<WebDriver>>,
}

impl Ground {
    /// On a copy of the organisation.
    pub fn on(organisation: &Path, driver: PathBuf, pictures: PathBuf) -> Told<Self> {
        let clinic = Clinic::on_copy_of_with(organisation, |config| Config { levers: quick(), ..config })?;
        let link = BadLink::to(clinic.address())?;
        Ok(Self { clinic: RefCell::new(Some(clinic)), link, album: Album::new(pictures)?, driver, last_window: RefCell::new(None) })
    }

    /// The same, with a service whose clock goes so many seconds ahead of every device's.
    pub fn with_clock_ahead(&self, seconds: i64) -> Told<Self> {
        let folder = self.clinic().backup()?;
        let config = Config { levers: quick(), ..Config::for_tests(folder.path()) };
        let clinic = Clinic::open(config, Arc::new(Shifted::by(seconds)), |_| Ok(()))?;
        let link = BadLink::to(clinic.address())?;
        let album = Album::new(self.album.folder().join("ahead"))?;
        // Its data lies there as long as the machine's folder for such things does; a test's is small.
        let _kept = folder.keep();
        Ok(Self { clinic: RefCell::new(Some(clinic)), link, album, driver: self.driver.clone(), last_window: RefCell::new(None) })
    }

    /// The service.
    pub fn clinic(&self) -> Ref<'_, Clinic> {
        Ref::map(self.clinic.borrow(), |clinic| clinic.as_ref().expect("the service is running"))
    }

    /// The service is stopped and started again, configured otherwise.
    pub fn restart_service(&self, configure: impl FnOnce(Config) -> Config) -> Told {
        let clinic = self.clinic.take().ok_or("the service is not running")?;
        *self.clinic.borrow_mut() = Some(clinic.restart_with(configure)?);
        Ok(())
    }

    /// Something is done in the service's own database, as its own verbs do it.
    pub fn at_the_service(&self, work: impl Fn(&dyn Tx, &str) -> Result<(), db::DbError>) -> Told {
        let clinic = self.clinic();
        let org = clinic.service().organisation(None)?;
        Ok(db::write(clinic.service().db.as_ref(), |tx| work(tx, &org))?)
    }

    /// A new device, that reaches the service over the link.
    pub fn device(&self) -> Told<Laptop> {
        Laptop::new(self.driver.clone(), self.link.url(), Some(self.link.control_url()))
    }

    /// The same, whose data lies in that folder.
    pub fn device_with_data_in(&self, data: &Path) -> Told<Laptop> {
        Ok(self.device()?.with_data_in(data))
    }

    /// A colleague's device, whose link is always good.
    pub fn colleagues_device(&self) -> Told<Laptop> {
        Laptop::new(self.driver.clone(), self.clinic().url(), None)
    }

    /// What the team sets for every device that has signed in so far: each learns of it with its next greeting.
    pub fn set_devices(&self, set: impl Fn(Device) -> Device) -> Told {
        self.at_the_service(|tx, org| {
            for device in tx.devices(org)? {
                tx.save_device(org, &set(device))?;
            }
            Ok(())
        })
    }

    /// What the team asks of every device that has signed in so far.
    pub fn ask_devices(&self, what: OrderKind) -> Told {
        let clinic = self.clinic();
        let service = clinic.service();
        let (org, world) = (service.organisation(None)?, service.world.as_ref());
        Ok(db::write(service.db.as_ref(), |tx| -> Result<(), orders::NoOrder> {
            for device in tx.devices(&org)? {
                orders::ask(tx, &org, device.id, what, device.user, world)?;
            }
            Ok(())
        })?)
    }

    /// The levers of every device, changed.
    pub fn pull_levers(&self, pull: impl Fn(Levers) -> Levers) -> Told {
        self.set_devices(|device| Device { levers: Some(pull(device.levers.clone().unwrap_or_else(quick))), ..device })
    }

    /// A browser on the support pages, signed in.
    pub async fn browser_of_support(&self) -> Told<Window> {
        let driver = Driver::of_browser(self.album.log()?)?;
        let web = driver.open().await?;
        web.goto(format!("{}/support", self.clinic().url())).await?;
        self.watch(&web);
        let window = Window::new(driver, web, WIDE).await?;
        window.fill("username", "sam").await?;
        window.fill("password", PASSWORD).await?;
        window.press_words("Sign in").await?;
        Ok(window)
    }

    /// Remembers the window that is open, so that a failure can show what was on it.
    pub fn watch(&self, window: &WebDriver) {
        *self.last_window.borrow_mut() = Some(window.clone());
    }

    /// What was on the screen when it failed.
    pub async fn picture_of_the_end(&self) {
        let window = self.last_window.borrow_mut().take();
        if let Some(window) = window {
            let _ = window.screenshot(&self.album.folder().join("failed.png")).await;
        }
    }
}
