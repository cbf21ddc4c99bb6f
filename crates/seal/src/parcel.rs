//! A parcel: unsent changes and, where a database is broken, its files; sealed whole. One form for the rolling copies
//! beside a database, for a rescue file that a person carries, and for what is kept before a wipe.
//!
//! Inside the seal stands a tar: `about.json`, `changes.ndjson` (a change a line, as it would have been sent),
//! `signature` (of the device, over both), then `copies/…` (parcels made earlier, sealed as they were), `pictures/SHA256`
//! (what the changes name; the name is the proof, so no signature covers them) and `kept/…` (files of a store that does not
//! open, byte for byte).

use crate::{DeviceKey, RecoveryIdentity, RecoveryKey, SealError, is_signed};
use daybook_record::{DeviceId, Moment, UserId};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::iter::once;
use std::path::PathBuf;

const VERSION: u32 = 1;
const ABOUT: &str = "about.json";
const CHANGES: &str = "changes.ndjson";
const SIGNATURE: &str = "signature";
const PICTURES: &str = "pictures/";

/// What a parcel says of itself. Names a device and a person by id, never a child.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Of this form.
    pub version: u32,
    /// ODS code of the organisation.
    pub organisation: String,
    /// The device it speaks for.
    pub device: DeviceId,
    /// Whose changes they are.
    pub person: UserId,
    /// Version of the app that made it.
    pub app_version: String,
    /// When, by the device's clock.
    pub made_at: Moment,
    /// Why it was made.
    pub why: Why,
    /// Lines in `changes.ndjson`.
    pub changes: u32,
}

/// Why a parcel was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// By itself, after something was recorded.
    Copy,
    /// A person pressed *Save a rescue file*.
    Rescue,
    /// The database does not open.
    Damaged,
    /// Before a wipe.
    Wipe,
}

impl About {
    /// Of the form that is written today.
    pub fn new(organisation: &str, device: DeviceId, person: UserId, app_version: &str, made_at: Moment, why: Why) -> Self {
        let (organisation, app_version) = (organisation.to_owned(), app_version.to_owned());
        Self { version: VERSION, organisation, device, person, app_version, made_at, why, changes: 0 }
    }
}

/// How many bytes there are, and the bytes.
type Reading = (u64, Box<dyn Read>);

/// Something that goes into a parcel as it is. It is read when its turn comes, so that many large ones never lie in memory at
/// once.
pub struct Attached<'a> {
    name: String,
    open: Box<dyn Fn() -> io::Result<Reading> + 'a>,
}

impl<'a> Attached<'a> {
    /// A file, under its name there: `copies/…` or `kept/…`.
    pub fn file(name: impl Into<String>, path: PathBuf) -> Self {
        let open = move || {
            let file = File::open(&path)?;
            Ok((file.metadata()?.len(), Box::new(file) as Box<dyn Read>))
        };
        Self { name: name.into(), open: Box::new(open) }
    }

    /// A picture, which is named by its SHA-256 in hex.
    pub fn picture(sha256: &str, bytes: impl Fn() -> io::Result<Vec<u8>> + 'a) -> Self {
        let open = move || {
            let bytes = bytes()?;
            Ok((bytes.len() as u64, Box::new(Cursor::new(bytes)) as Box<dyn Read>))
        };
        Self { name: format!("{PICTURES}{sha256}"), open: Box::new(open) }
    }

    /// Its name in the parcel.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The name of a picture in a parcel: its SHA-256. None where it is no picture.
pub fn picture_of(name: &str) -> Option<&str> {
    name.strip_prefix(PICTURES)
}

/// Bounds on what is read from a parcel that somebody hands in.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes of `changes.ndjson`.
    pub changes_bytes: u64,
    /// Most bytes of one attached file.
    pub attached_bytes: u64,
    /// Most files in the tar.
    pub files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { changes_bytes: 128 << 20, attached_bytes: 2 << 30, files: 10_000 }
    }
}

/// A parcel, opened. No `Debug`: it holds what patients told.
pub struct Opened {
    /// What it says of itself.
    pub about: About,
    /// A change a line.
    pub changes: Vec<u8>,
    signature: Option<String>,
    signed: Vec<u8>,
}

impl Opened {
    /// True where the device with this public key (hex) made it. Without that it proves nothing.
    pub fn is_signed_by(&self, public: &str) -> bool {
        self.signature.as_ref().is_some_and(|signature| is_signed(&self.signed, signature, public))
    }
}

/// Seals a parcel into `out`. `changes` is a change a line, each ended by a line break. It is whole when this returns.
pub fn write<W: Write>(
    out: W,
    to: &RecoveryKey,
    about: &About,
    changes: &[u8],
    signer: Option<&DeviceKey>,
    attached: &[Attached<'_>],
) -> Result<W, SealError> {
    let lines = changes.iter().filter(|byte| **byte == b'\n').count();
    let about = About { changes: u32::try_from(lines).unwrap_or(u32::MAX), ..about.clone() };
    let about = serde_json::to_vec(&about).map_err(|_| SealError::Unreadable(ABOUT))?;
    let sealing = age::Encryptor::with_recipients(once(to.recipient() as &dyn age::Recipient))?.wrap_output(out)?;
    let mut tar = tar::Builder::new(sealing);
    append(&mut tar, ABOUT, &about)?;
    append(&mut tar, CHANGES, changes)?;
    if let Some(signer) = signer {
        append(&mut tar, SIGNATURE, signer.sign(&signed(&about, changes)).as_bytes())?;
    }
    for file in attached {
        let (bytes, from) = (file.open)()?;
        // A file that grows meanwhile must not spoil the tar: what was announced is what is written.
        tar.append_data(&mut header(bytes), &file.name, from.take(bytes))?;
    }
    Ok(tar.into_inner()?.finish()?)
}

/// Opens a parcel. Each attached file is given to `keep`, by its name, as it comes; what `keep` leaves unread is passed over.
pub fn read(
    sealed: impl Read,
    with: &RecoveryIdentity,
    limits: Limits,
    keep: &mut dyn FnMut(&str, &mut dyn Read) -> io::Result<()>,
) -> Result<Opened, SealError> {
    unpack(age::Decryptor::new(sealed)?.decrypt(once(with.identity() as &dyn age::Identity))?, limits, keep)
}

/// The tar inside the seal. By itself for those who try to break it: a seal would keep them out.
pub(crate) fn unpack(
    opened: impl Read,
    limits: Limits,
    keep: &mut dyn FnMut(&str, &mut dyn Read) -> io::Result<()>,
) -> Result<Opened, SealError> {
    let cut = |_| SealError::Unreadable("the parcel is cut short or was changed");
    let (mut about, mut changes, mut signature) = (None, None, None);
    let mut tar = tar::Archive::new(opened);
    for (count, entry) in tar.entries().map_err(cut)?.enumerate() {
        if count >= limits.files {
            return Err(SealError::TooMuch);
        }
        let mut entry = entry.map_err(cut)?;
        if !entry.header().entry_type().is_file() {
            return Err(SealError::Unreadable("something in it is not a file"));
        }
        let name = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| SealError::Unreadable("a name"))?;
        match name.as_str() {
            ABOUT => about = Some(whole(&mut entry, 64 << 10)?),
            CHANGES => changes = Some(whole(&mut entry, limits.changes_bytes)?),
            SIGNATURE => signature = Some(String::from_utf8_lossy(&whole(&mut entry, 1024)?).into_owned()),
            name if is_plain(name) => {
                if entry.size() > limits.attached_bytes {
                    return Err(SealError::TooMuch);
                }
                keep(name, &mut entry)?;
            }
            _ => return Err(SealError::Unreadable("a name")),
        }
    }
    let about = about.ok_or(SealError::Unreadable(ABOUT))?;
    let changes = changes.ok_or(SealError::Unreadable(CHANGES))?;
    let signed = signed(&about, &changes);
    let about: About = serde_json::from_slice(&about).map_err(|_| SealError::Unreadable(ABOUT))?;
    if about.version > VERSION {
        return Err(SealError::Unreadable("made by a newer Daybook"));
    }
    Ok(Opened { about, changes, signature, signed })
}

/// What the device signs. Bound to this form, so that nothing else it signs can be passed off as a parcel.
fn signed(about: &[u8], changes: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut bytes = b"daybook parcel 1\n".to_vec();
    bytes.extend(Sha256::digest(about));
    bytes.extend(Sha256::digest(changes));
    bytes
}

/// `copies/…`, `pictures/…` or `kept/…`, without any way out of the folder it is unpacked to.
fn is_plain(name: &str) -> bool {
    let file = ["copies/", PICTURES, "kept/"].into_iter().find_map(|folder| name.strip_prefix(folder));
    file.is_some_and(|file| {
        !file.is_empty() && !file.starts_with('.') && file.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    })
}

fn whole(from: &mut impl Read, most: u64) -> Result<Vec<u8>, SealError> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).map_err(|_| SealError::Unreadable("the parcel is cut short or was changed"))?;
    if bytes.len() as u64 > most { Err(SealError::TooMuch) } else { Ok(bytes) }
}

fn append<W: Write>(tar: &mut tar::Builder<W>, name: &str, bytes: &[u8]) -> Result<(), SealError> {
    Ok(tar.append_data(&mut header(bytes.len() as u64), name, bytes)?)
}

fn header(bytes: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header
}
