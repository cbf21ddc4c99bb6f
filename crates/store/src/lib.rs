//! What the device remembers: an encrypted SQLite store, and the only room on the device that says SQL.
//!
//! One folder a person, one [`Store`] an open folder. One writer, a few readers; every write is one short transaction that
//! is on the disk when the call returns (law 1). What lies here outlives any protocol version, so the wire is unknown here.
//! What is deliberately not here: when to sync (`sync`), what may be recorded (`record`), and anything of a network.

mod account;
mod batch;
mod child;
mod code;
mod cohort;
mod connection;
mod contact;
mod copy;
mod dashboard;
mod elsewhere;
mod entry;
mod error;
#[cfg(feature = "faults")]
pub mod fault;
mod form;
mod household;
mod idpool;
mod inbox;
mod key;
mod keyfile;
#[cfg(test)]
mod laws;
pub mod map;
mod message;
mod migrate;
mod open;
mod outbox;
mod parcel;
mod people;
mod place;
mod record;
mod recovery;
mod rescue;
pub mod route;
mod row;
mod run;
mod scope;
mod search;
mod session;
mod setting;
mod space;
mod unit;
mod used;
pub mod view;
mod wipe;

// The laptop that the tests in `tests/` are tried on; it calls this crate by its name.
#[cfg(test)]
extern crate self as daybook_store;
#[cfg(test)]
#[path = "../tests/store/laptop.rs"]
#[allow(dead_code, unreachable_pub, reason = "only a part of it is needed here")]
mod laptop;

pub use code::{Hardness, OfflineCode, SHORTEST, WeakCode};
pub use contact::{ContactRow, contacts_beside};
pub use copy::{Copied, latest_copy, to_hand_in};
pub use daybook_seal::{DeviceKey, RecoveryKey};
pub use elsewhere::{fresh_outer_key, rest_wrapped};
pub use error::{OpenError, StoreError};
pub use form::{Attachment, DraftRow, Entered, FormName, FormRow, Which};
pub use inbox::{Applied, Arrived, Departed, Page};
pub use message::OwnWord;
pub use open::Store;
pub use outbox::Queued;
pub use people::{PersonFolder, Waiting, people};
pub use record::Saved;
pub use recovery::{SealedKey, fresh_device_key, sealed_key};
pub use rescue::{RescueError, Rescued, rescue_closed, set_aside};
pub use run::Frozen;
pub use scope::{ScopeCard, ScopeRow};
pub use setting::{Profile, Snooze, TeamCard, Tokens};
pub use space::free_bytes;
pub use used::{MOST_USED, UsedBatch};
pub use wipe::{LastParcel, ToWipe, Wipe, finish_wipes, keep_wipe, wipe, wipe_reported, wipe_told, wipes};

/// A door for those who try to break the reading of `key.json` (`fuzz/`).
#[doc(hidden)]
pub mod tried {
    use crate::keyfile::KeyFile;

    /// Reads a key file and writes it again; none where it is called damaged.
    pub fn key_file(text: &[u8]) -> Option<Vec<u8>> {
        KeyFile::parse(text).ok().and_then(|file| serde_json::to_vec(&file).ok())
    }
}

/// What a call to the store gives.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
