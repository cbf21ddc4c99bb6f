//! Somebody who is coming in and is not in yet: signed in, or released by support, and choosing the code for this device.
//!
//! Nothing of it is on the disk. A person who closes the app now signs in again, and finds nothing half-made.

use crate::dto::{ChoosingCode, ErrorCode};
use crate::error::Refused;
use daybook_store::{OfflineCode, Profile, Tokens};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Who comes in, and how.
pub(crate) struct Arriving {
    name: String,
    how: How,
    /// What opens this device from now on: shown as words, or typed as a passphrase. Kept here and not by the webview.
    chosen: Option<Zeroizing<String>>,
    /// True where they are words of ours.
    suggested: bool,
}

/// How somebody comes in.
#[derive(Clone)]
pub(crate) enum How {
    /// The service knows her.
    SignedIn {
        /// Who.
        profile: Box<Profile>,
        /// What proves it.
        tokens: Tokens,
        /// Data of hers that lies here and does not open for her is put aside.
        set_aside: bool,
    },
    /// Support released the key of her database.
    Released {
        /// Her folder.
        folder: PathBuf,
        /// The key.
        key: Zeroizing<[u8; 32]>,
    },
}

impl Arriving {
    pub(crate) fn new(name: String, how: How) -> Self {
        Self { name, how, chosen: None, suggested: false }
    }

    /// As the page greets her.
    pub(crate) fn card(&self) -> ChoosingCode {
        ChoosingCode { name: self.name.clone(), released: matches!(self.how, How::Released { .. }) }
    }

    /// The words: those shown before, or others.
    pub(crate) fn words(&mut self, others: bool) -> Result<Vec<String>, Refused> {
        let kept = self.chosen.take().filter(|_| self.suggested && !others);
        let words = kept.map_or_else(OfflineCode::suggest, Ok)?;
        let apart = words.split_whitespace().map(str::to_owned).collect();
        (self.chosen, self.suggested) = (Some(words), true);
        Ok(apart)
    }

    /// A passphrase of one's own instead.
    pub(crate) fn propose(&mut self, passphrase: &str) -> Result<(), Refused> {
        OfflineCode::new(passphrase).map_err(|_| ErrorCode::WeakCode)?;
        (self.chosen, self.suggested) = (Some(Zeroizing::new(passphrase.trim().to_owned())), false);
        Ok(())
    }

    /// The code, once what is typed shows that she has it.
    pub(crate) fn check(&self, typed: &str) -> Result<OfflineCode, Refused> {
        let chosen = self.chosen.as_ref().ok_or(ErrorCode::NotFound)?;
        // As it will be when it opens the device: capitals and blanks between words do not count.
        let plain = |text: &str| Zeroizing::new(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
        if plain(typed) != plain(chosen) {
            return Err(ErrorCode::DoesNotMatch.into());
        }
        OfflineCode::new(chosen).map_err(|_| ErrorCode::WeakCode.into())
    }

    /// How she comes in. The same again where the first try to write it down failed.
    pub(crate) fn how(&self) -> How {
        self.how.clone()
    }
}
