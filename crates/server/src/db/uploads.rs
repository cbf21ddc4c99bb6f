//! Uploads: batch files that devices handed in, and how far they are.

use super::DbError;
use daybook_record::{ChangeId, DeviceId, Moment, Receipt, UserId, World};
use daybook_wire::push::Unreadable;

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The file is whole; nobody has asked to take it yet.
    Whole,
    /// Its checksum is right and it unpacks.
    Received,
    /// Its changes are being taken.
    Applying,
    /// Every change has its receipt.
    Done,
}

impl Stage {
    /// As it is kept.
    pub const fn as_str(self) -> &'static str {
        match self {
            Stage::Whole => "whole",
            Stage::Received => "received",
            Stage::Applying => "applying",
            Stage::Done => "done",
        }
    }

    /// Reads what was kept.
    pub fn parse(text: &str) -> Option<Self> {
        [Stage::Whole, Stage::Received, Stage::Applying, Stage::Done].into_iter().find(|stage| stage.as_str() == text)
    }
}

/// A batch file that a device handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Upload {
    /// Its organisation.
    pub organisation: String,
    /// Its id.
    pub id: String,
    /// Which device.
    pub device: DeviceId,
    /// Who was signed in on it.
    pub user: UserId,
    /// The name of the file.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// How far it is.
    pub stage: Stage,
    /// Changes and unreadable lines in it, once it was looked into.
    pub lines: u32,
    /// How many of them were taken.
    pub taken: u32,
    /// When it was whole.
    pub at: Moment,
}

impl Upload {
    /// A file that is whole and that nobody has asked to take yet.
    pub fn whole(org: &str, device: DeviceId, user: UserId, sha256: &str, bytes: u64, world: &dyn World) -> Self {
        let (organisation, id, sha256, at) = (org.to_owned(), world.mint().to_string(), sha256.to_owned(), world.now());
        Self { organisation, id, device, user, sha256, bytes, stage: Stage::Whole, lines: 0, taken: 0, at }
    }
}

/// A change of an upload that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its receipt.
    pub receipt: Receipt,
    /// True where the service had it before.
    pub repeated: bool,
}

/// Verbs about uploads.
pub trait Uploads {
    /// Adds an upload, or changes the one with that id.
    fn save_upload(&self, upload: &Upload) -> Result<(), DbError>;
    /// Adds an upload where this device has none of that file: handing in the same twice changes nothing.
    fn note_whole(&self, upload: &Upload) -> Result<(), DbError> {
        match self.upload_of(&upload.organisation, upload.device, &upload.sha256)? {
            Some(_) => Ok(()),
            None => self.save_upload(upload),
        }
    }
    /// One upload.
    fn upload(&self, org: &str, id: &str) -> Result<Option<Upload>, DbError>;
    /// The upload of this file, by this device.
    fn upload_of(&self, org: &str, device: DeviceId, sha256: &str) -> Result<Option<Upload>, DbError>;
    /// True where some other device handed in a file of this name.
    fn handed_in_elsewhere(&self, org: &str, device: DeviceId, sha256: &str) -> Result<bool, DbError>;
    /// Forgets an upload whose file was not what it was said to be. Only before anything of it was taken.
    fn forget_upload(&self, org: &str, id: &str) -> Result<(), DbError>;
    /// Uploads of every organisation whose changes are not all taken, oldest first.
    fn unfinished_uploads(&self) -> Result<Vec<Upload>, DbError>;
    /// The latest uploads of an organisation.
    fn uploads(&self, org: &str, most: u32) -> Result<Vec<Upload>, DbError>;

    /// Notes that a change of an upload was taken.
    fn note_taken(&self, org: &str, upload: &str, place: u32, change: ChangeId, repeated: bool) -> Result<(), DbError>;
    /// Notes that a line of an upload is no change.
    fn note_unreadable(&self, org: &str, upload: &str, place: u32, unreadable: &Unreadable) -> Result<(), DbError>;
    /// What was taken of an upload, in the order of the file.
    fn taken(&self, org: &str, upload: &str) -> Result<Vec<Taken>, DbError>;
    /// The lines of an upload that are no changes.
    fn unreadable(&self, org: &str, upload: &str) -> Result<Vec<Unreadable>, DbError>;
}
