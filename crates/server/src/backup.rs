//! Backups: everything the service remembers, taken while it serves; and going on from one.
//!
//! A backup is a folder: the database, the files that devices handed in, the keys, and `manifest.json` with the checksum of
//! each, written last and read back. Going on from it begins a new epoch, so that devices offer again what the backup does
//! not know. It holds what patients told and the keys to it: it is to be kept like the service itself. What is deliberately
//! not here: parts of uploads (the device has the whole), and the ends of the audit trails as files (the manifest has them).

use crate::audit::{self, Action, Actor, Entry};
use crate::config::Config;
use crate::db::sqlite::copy;
use crate::db::{self, DbError, Tx};
use crate::service::{DATABASE, Service, ServiceError};
use daybook_record::{Moment, World};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

const MANIFEST: &str = "manifest.json";
const FORM: u32 = 1;
/// What is in the data folder and not in a backup as it lies there.
const LEFT_OUT: &[&str] = &[DATABASE, "daybook.sqlite-wal", "daybook.sqlite-shm", "spool", "audit"];

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Of this form.
    pub form: u32,
    /// When it was taken.
    pub made_at: Moment,
    /// By which version of the service.
    pub version: String,
    /// How far each organisation was.
    pub organisations: Vec<Standing>,
    /// Every file in it, but for this one.
    pub files: Vec<Listed>,
}

/// How far an organisation was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its ODS code.
    pub ods: String,
    /// The epoch.
    pub epoch: String,
    /// The last number of its order.
    pub sequence: u64,
    /// The last line of its audit trail.
    pub audit_line: u64,
    /// The hash of that line: where this is kept elsewhere, a trail that was written anew shows.
    pub audit_hash: String,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Its place in the folder, with `/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// Takes a backup into a new folder, and reads it back.
pub fn take(service: &Service, to: &Path) -> Result<Manifest, ServiceError> {
    if to.exists() && to.read_dir().map_or(true, |mut folder| folder.next().is_some()) {
        return said(format!("{} is there already: a backup goes into a new folder", to.display()));
    }
    crate::service::make_private(to)?;
    if to.canonicalize()?.starts_with(service.config.data.canonicalize()?) {
        std::fs::remove_dir(to)?;
        return said(format!("{} lies inside the data folder: a backup goes elsewhere, best onto another disk", to.display()));
    }
    let now = service.world.now();
    let organisations = db::write(service.db.as_ref(), |tx| note_all(tx, service.world.as_ref(), Action::Backup, "taken while serving"))?;
    let database = to.join(DATABASE);
    copy::copy(&service.database_path(), &database)?;
    if !copy::is_sound(&database)? {
        return said("the copy of the database is not sound: is the disk damaged? This is no backup".to_owned());
    }
    // The files after the database: whatever it speaks of was there before, and none is ever taken away.
    copy_folder(&service.config.data, to, &mut |name| LEFT_OUT.contains(&name))?;
    let copied = db::sqlite::Sqlite::open_copy(&database)?;
    let organisations = organisations.into_iter().map(|ods| standing(&copied, ods)).collect::<Result<_, _>>()?;
    drop(copied);
    let files = list(to)?;
    let manifest = Manifest { form: FORM, made_at: now, version: env!("CARGO_PKG_VERSION").to_owned(), organisations, files };
    let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
    std::fs::write(to.join(MANIFEST), text)?;
    File::open(to.join(MANIFEST))?.sync_all()?;
    check(to)?;
    Ok(manifest)
}

/// Goes on from a backup, in a new epoch. Never over data that is there.
pub fn restore(config: &Config, from: &Path, world: &Arc<dyn World>) -> Result<Manifest, ServiceError> {
    let data = &config.data;
    if data.exists() && data.read_dir()?.next().is_some() {
        return said(format!("{} is not empty: a backup is never restored over data. Move it aside first", data.display()));
    }
    let manifest = check(from)?;
    let mut name = data.file_name().unwrap_or_default().to_owned();
    name.push(".restoring");
    let draft = data.with_file_name(name);
    if draft.exists() {
        return said(format!("{} is left from a restore that was broken off: remove it first", draft.display()));
    }
    crate::service::make_private(&draft)?;
    copy_folder(from, &draft, &mut |name| name == MANIFEST)?;
    // What was read from the backup and what lies here now are compared too: disks fail when they are needed.
    compare(&draft, &manifest)?;
    let service = Service::open(Config { data: draft.clone(), ..config.clone() }, Arc::clone(world))?;
    db::write(service.db.as_ref(), |tx| -> Result<(), DbError> {
        for organisation in tx.organisations()? {
            tx.begin_epoch(&organisation.ods, &world.mint().simple().to_string())?;
        }
        note_all(tx, world.as_ref(), Action::Restore, &format!("the backup of {}", manifest.made_at)).map(drop)
    })?;
    drop(service);
    if data.exists() {
        std::fs::remove_dir(data)?;
    }
    std::fs::rename(&draft, data)?;
    Ok(manifest)
}

/// Reads a backup whole and compares it with what it says of itself.
pub fn check(folder: &Path) -> Result<Manifest, ServiceError> {
    let text = std::fs::read(folder.join(MANIFEST)).map_err(|_| {
        ServiceError::Said(format!("{} is no backup: there is no {MANIFEST} in it, or it was not finished", folder.display()))
    })?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|_| ServiceError::Said(format!("{MANIFEST} cannot be read")))?;
    if manifest.form > FORM {
        return said(format!("this backup was made by a newer daybook-server ({})", manifest.version));
    }
    compare(folder, &manifest)?;
    Ok(manifest)
}

fn compare(folder: &Path, manifest: &Manifest) -> Result<(), ServiceError> {
    for file in &manifest.files {
        let inside = Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return said(format!("{MANIFEST} names {}, which is not in the folder", file.path));
        }
        match listed(folder, &folder.join(&file.path)) {
            Ok(found) if found == *file => {}
            Ok(_) => return said(format!("{} is not as it was when the backup was made: this backup cannot be used", file.path)),
            Err(_) => return said(format!("{} is missing or cannot be read: this backup cannot be used", file.path)),
        }
    }
    if manifest.files.iter().any(|file| file.path == DATABASE) { Ok(()) } else { said("there is no database in this backup".to_owned()) }
}

fn note_all(tx: &dyn Tx, world: &dyn World, action: Action, detail: &str) -> Result<Vec<String>, DbError> {
    let known: Vec<String> = tx.organisations()?.into_iter().map(|organisation| organisation.ods).collect();
    for ods in &known {
        audit::note(tx, world, Entry::new(ods, Actor::Cli, action).saying(detail))?;
    }
    Ok(known)
}

fn standing(copy: &db::sqlite::Sqlite, ods: String) -> Result<Standing, ServiceError> {
    db::read(copy, |tx| {
        let end = tx.trail_end(&ods)?;
        let epoch = tx.organisation(&ods)?.map(|organisation| organisation.epoch).unwrap_or_default();
        let (audit_line, audit_hash) = end.map_or((0, String::new()), |end| (end.seq, hex::encode(end.hash)));
        Ok(Standing { epoch, sequence: tx.last_sequence(&ods)?, audit_line, audit_hash, ods })
    })
}

fn copy_folder(from: &Path, to: &Path, left_out: &mut dyn FnMut(&str) -> bool) -> io::Result<()> {
    for entry in from.read_dir()? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        if name.to_str().is_some_and(&mut *left_out) {
            continue;
        }
        let target = to.join(&name);
        if kind.is_dir() {
            std::fs::create_dir_all(&target)?;
            copy_folder(&entry.path(), &target, &mut |_| false)?;
        } else if kind.is_file() {
            match std::fs::copy(entry.path(), &target) {
                Ok(_) => File::open(&target)?.sync_all()?,
                // A draft that became a file meanwhile: it is copied under its own name, or not yet spoken of.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

fn list(folder: &Path) -> io::Result<Vec<Listed>> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in next.read_dir()? {
            let path: PathBuf = entry?.path();
            if path.is_dir() { folders.push(path) } else { files.push(listed(folder, &path)?) }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn listed(folder: &Path, path: &Path) -> io::Result<Listed> {
    let (mut file, mut hash, mut bytes, mut some) = (File::open(path)?, Sha256::new(), 0, vec![0; 256 * 1024]);
    loop {
        let read = file.read(&mut some)?;
        if read == 0 {
            break;
        }
        hash.update(&some[..read]);
        bytes += read as u64;
    }
    let place = path.strip_prefix(folder).map_err(io::Error::other)?;
    let place = place.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/");
    Ok(Listed { path: place, bytes, sha256: hex::encode(hash.finalize()) })
}

fn said<T>(words: String) -> Result<T, ServiceError> {
    Err(ServiceError::Said(words))
}
