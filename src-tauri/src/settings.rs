//! Settings: where this app keeps its data and which service it proposes. From the surroundings, once, at the start.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::keychain::Keychain;
use daybook_store::Hardness;
use daybook_sync::trust::{NoCertificate, NotAPin, Trust};

/// What an app is started with.
#[derive(Debug)]
pub struct Settings {
    /// Everything this app keeps lies below.
    pub folder: PathBuf,
    /// The service proposed at the first sign-in.
    pub server: String,
    /// Cost of guessing the offline code; none: what this machine bears in half a second.
    pub hardness: Option<Hardness>,
    /// Whom to believe to be the service: one key alone, authorities of the organisation's own.
    pub trust: Trust,
    /// Where the demo's link listens for its switch.
    pub demo_link: Option<String>,
    /// How a page is opened for the person: in her own browser, never in a window of ours.
    pub browser: fn(&str) -> io::Result<()>,
    /// Where a person may keep the key that opens her work beside her code.
    pub keychain: Keychain,
    held: Mutex<Option<File>>,
}

/// Another Daybook works on this folder already.
#[derive(Debug, thiserror::Error)]
pub enum NotAlone {
    /// It is open elsewhere.
    #[error("Daybook is already open on this device. Look for its window.")]
    AlreadyOpen,
    /// The folder cannot be used.
    #[error("the data folder cannot be used")]
    Io(#[from] io::Error),
}

/// What the surroundings say of whom to believe does not read. The app does not start: to go on without it would be to
/// believe others.
#[derive(Debug, thiserror::Error)]
pub enum NotToBeBelieved {
    /// The pin.
    #[error("DAYBOOK_PIN: {0}")]
    Pin(#[from] NotAPin),
    /// The file of authorities is not there.
    #[error("DAYBOOK_CA: the file cannot be read: {0}")]
    File(#[from] io::Error),
    /// It is there, and holds none.
    #[error("DAYBOOK_CA: {0}")]
    Authorities(#[from] NoCertificate),
}

impl Settings {
    /// Settings of a test or a demo.
    pub fn new(folder: PathBuf, server: String) -> Self {
        Self {
            folder,
            server,
            hardness: None,
            trust: Trust::default(),
            demo_link: None,
            browser: |address| open::that_detached(address),
            keychain: Keychain::of_this_computer(),
            held: Mutex::new(None),
        }
    }

    /// `DAYBOOK_DATA_DIR` and `DAYBOOK_SERVER` win over the usual folder and the service of the last sign-in.
    pub fn from_surroundings(usual_folder: PathBuf) -> Self {
        let folder = said("DAYBOOK_DATA_DIR").map_or(usual_folder, PathBuf::from);
        let server = said("DAYBOOK_SERVER").or_else(|| last_server(&folder)).unwrap_or_default();
        Self { demo_link: said("DAYBOOK_DEMO_LINK"), ..Self::new(folder, server) }
    }

    /// `DAYBOOK_PIN` is the one public key that is believed, `DAYBOOK_CA` a PEM file of authorities besides the system's.
    pub fn believing_surroundings(self) -> Result<Self, NotToBeBelieved> {
        let trust = trust(said("DAYBOOK_PIN").as_deref(), said("DAYBOOK_CA").as_deref().map(Path::new))?;
        Ok(Self { trust, ..self })
    }

    /// Cost of guessing the offline code. Takes a moment where it has to be measured.
    pub fn hardness(&self) -> Hardness {
        self.hardness.unwrap_or_else(Hardness::measured)
    }

    /// Remembers the service for the next start. Not a secret; a failure only means typing it again.
    pub fn remember_server(&self, server: &str) {
        if let Err(error) = fs::write(self.folder.join("service.txt"), server) {
            tracing::warn!(%error, "the service's address could not be remembered");
        }
    }

    /// Two apps on one folder would each believe themselves the only writer: the second does not start.
    pub fn hold_alone(&self) -> Result<(), NotAlone> {
        fs::create_dir_all(&self.folder)?;
        let file = File::create(self.folder.join("daybook.lock"))?;
        match file.try_lock() {
            Ok(()) => {
                *self.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(file);
                Ok(())
            }
            Err(TryLockError::WouldBlock) => Err(NotAlone::AlreadyOpen),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

fn said(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn trust(pin: Option<&str>, authorities: Option<&Path>) -> Result<Trust, NotToBeBelieved> {
    let trust = Trust { pin: pin.map(str::parse).transpose()?, ..Trust::default() };
    Ok(match authorities {
        Some(file) => trust.with_authorities(&fs::read(file)?)?,
        None => trust,
    })
}

fn last_server(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join("service.txt")).ok().map(|text| text.trim().to_owned())
}

/// Where a rescue file is proposed to go: a folder that a person finds again.
pub fn rescue_folder() -> String {
    let home = ["HOME", "USERPROFILE"].iter().find_map(std::env::var_os).map(PathBuf::from).unwrap_or_default();
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_that_does_not_read_is_said_and_never_left_out() {
        assert!(trust(None, None).unwrap().pin.is_none());
        assert!(trust(Some(&"0f".repeat(32)), None).unwrap().pin.is_some());
        assert!(matches!(trust(Some("0f0f"), None), Err(NotToBeBelieved::Pin(_))));
        assert!(matches!(trust(None, Some(Path::new("/proc/nowhere"))), Err(NotToBeBelieved::File(_))));
        assert!(matches!(trust(None, Some(Path::new("/proc/self/status"))), Err(NotToBeBelieved::Authorities(_))));
    }
}
