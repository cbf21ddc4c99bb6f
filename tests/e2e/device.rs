//! A laptop: a folder that stays while the app is opened and closed, and opened again.

use crate::Told;
use crate::driver::Driver;
use crate::ground::Ground;
use crate::window::{NARROW_AND_WIDE, Window};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The laptop.
pub struct Device {
    driver: PathBuf,
    _folder: TempDir,
    data: PathBuf,
    surroundings: Vec<(&'static str, String)>,
}

impl Device {
    /// A laptop that was never used.
    pub fn new(driver: PathBuf, service: String, switch: Option<String>) -> Told<Self> {
        let folder = tempfile::tempdir()?;
        let mut surroundings = vec![("DAYBOOK_SERVER", service)];
        surroundings
            .extend(["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"].map(|name| (name, folder.path().display().to_string())));
        // Whatever opens pages on this machine opens none: what a person does there is done by the scenario.
        surroundings.push(("BROWSER", "true".to_owned()));
        surroundings.extend(switch.map(|switch| ("DAYBOOK_DEMO_LINK", switch)));
        let data = folder.path().join("data");
        Ok(Self { driver, _folder: folder, data, surroundings })
    }

    /// The same laptop, whose data lies on another disk.
    pub fn with_data_in(self, data: &Path) -> Self {
        Self { data: data.to_owned(), ..self }
    }

    /// The one person's database.
    pub fn database(&self) -> Told<PathBuf> {
        let found = std::fs::read_dir(&self.data)?.flatten().map(|entry| entry.path().join("daybook.db")).find(|file| file.exists());
        Ok(found.ok_or("nobody has a database on this device")?)
    }

    /// Opens the app.
    pub async fn open(&self, ground: &Ground) -> Told<Window> {
        let app = Path::new(env!("CARGO_BIN_EXE_daybook"));
        let mut surroundings = self.surroundings.clone();
        surroundings.push(("DAYBOOK_DATA_DIR", self.data.display().to_string()));
        let driver = Driver::of_app(&self.driver, app, &surroundings, ground.album.log()?)?;
        let window = driver.open().await?;
        ground.watch(&window);
        Window::new(driver, window, NARROW_AND_WIDE).await
    }
}
