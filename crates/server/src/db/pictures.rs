//! Pictures: which entries name which, and which of them never came.

use super::{DbError, Upload};
use daybook_record::{DeviceId, Moment, RecordId};

/// A picture, as an entry names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPicture {
    /// The entry.
    pub record: RecordId,
    /// SHA-256 of the picture, in hex.
    pub sha256: String,
    /// The device that made the entry.
    pub device: DeviceId,
    /// When the entry arrived.
    pub at: Moment,
}

/// Verbs about pictures.
pub trait Pictures {
    /// Notes that an entry names a picture. The same once more changes nothing.
    fn name_picture(&self, org: &str, named: &NamedPicture) -> Result<(), DbError>;
    /// Pictures that entries name and nobody has handed in, oldest first.
    fn missing_pictures(&self, org: &str, most: u32) -> Result<Vec<NamedPicture>, DbError>;
    /// Of these, the names of a device's own: in the order of the names, from this one on, and then those before it.
    fn missing_pictures_of(&self, org: &str, device: DeviceId, from: &str, most: u32) -> Result<Vec<String>, DbError>;
    /// The files of all pictures that entries name and somebody has handed in.
    fn picture_files(&self, org: &str) -> Result<Vec<Upload>, DbError>;
}
