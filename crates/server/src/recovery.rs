//! The organisation's recovery identity: what devices seal keys, copies and rescue files to. Made when it is first needed,
//! kept in a file of its own that only the service's user can read, and never logged.
//!
//! What is deliberately not here: what is done with it (`rescue`, `http/release`), and its form (`daybook_seal`).

use daybook_record::World;
use daybook_seal::{RecoveryIdentity, SealError};
use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// Why there is no recovery identity to be had.
#[derive(Debug, thiserror::Error)]
pub enum NoRecovery {
    /// The file is not what it should be. It is left as it is.
    #[error("{file} holds no recovery key: put back the one that was kept offline; it was not overwritten")]
    NotAKey {
        /// Which.
        file: String,
    },
    /// Reading or writing.
    #[error("the recovery key {file} cannot be read or written: {cause}")]
    Io {
        /// Which.
        file: String,
        /// What the operating system says.
        cause: io::Error,
    },
}

/// The recovery identities of a service.
pub struct Recovery {
    folder: PathBuf,
    known: Mutex<HashMap<String, Arc<RecoveryIdentity>>>,
}

impl Recovery {
    /// Under the data folder. Makes nothing yet.
    pub fn in_folder(data: &Path) -> Self {
        Self { folder: data.join("recovery"), known: Mutex::default() }
    }

    /// The identity of an organisation, made if there is none yet.
    pub fn of(&self, org: &str, world: &dyn World) -> Result<Arc<RecoveryIdentity>, NoRecovery> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(identity) = known.get(org) {
            return Ok(Arc::clone(identity));
        }
        let identity = Arc::new(self.read_or_make(org, world)?);
        known.insert(org.to_owned(), Arc::clone(&identity));
        Ok(identity)
    }

    /// The public half, as devices are told it.
    pub fn public(&self, org: &str, world: &dyn World) -> Result<String, NoRecovery> {
        Ok(self.of(org, world)?.key().to_string())
    }

    /// Where the identity of an organisation lies.
    pub fn file(&self, org: &str) -> PathBuf {
        let plain = !org.is_empty() && org.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        self.folder.join(if plain { format!("{org}.key") } else { format!("x-{}.key", hex::encode(org)) })
    }

    fn read_or_make(&self, org: &str, world: &dyn World) -> Result<RecoveryIdentity, NoRecovery> {
        let file = self.file(org);
        let io = |cause| NoRecovery::Io { file: file.display().to_string(), cause };
        match std::fs::read_to_string(&file).map(Zeroizing::new) {
            Ok(text) => read(&text).map_err(|_| NoRecovery::NotAKey { file: file.display().to_string() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let made = make(&file, world).map_err(io)?;
                if made {
                    tracing::warn!(organisation = org, "a recovery key was made: keep a copy offline (`daybook-server recovery export`)");
                }
                // Whoever was first: what lies there now is what holds.
                let text = Zeroizing::new(std::fs::read_to_string(&file).map_err(io)?);
                read(&text).map_err(|_| NoRecovery::NotAKey { file: file.display().to_string() })
            }
            Err(error) => Err(io(error)),
        }
    }
}

/// Comments stand before the key, as age writes them.
fn read(text: &str) -> Result<RecoveryIdentity, SealError> {
    let key = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    RecoveryIdentity::parse(key.unwrap_or_default())
}

/// Makes the file whole or not at all, and never over one that is there. True where it was this call that made it.
fn make(file: &Path, world: &dyn World) -> io::Result<bool> {
    let folder = file.parent().unwrap_or(file);
    crate::service::make_private(folder)?;
    let mut name = [0; 8];
    world.random(&mut name);
    let part = file.with_extension(format!("{}.part", hex::encode(name)));
    save(&part, &RecoveryIdentity::fresh())?;
    let linked = std::fs::hard_link(&part, file);
    std::fs::remove_file(&part)?;
    match linked {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error),
    }
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(true)
}

/// Writes an identity into a new file that is its owner's alone. One that is there is not written over.
pub fn save(file: &Path, identity: &RecoveryIdentity) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out: File = options.open(file)?;
    writeln!(out, "# Daybook recovery key. Whoever has it can read what devices seal.\n# public key: {}", identity.key())?;
    writeln!(out, "{}", identity.secret().as_str())?;
    out.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ActualWorld;

    #[test]
    fn a_recovery_key_is_made_once_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let world = ActualWorld::default();
        let public = Recovery::in_folder(folder.path()).public("R1A", &world).unwrap();
        assert!(public.starts_with("age1"));
        let again = Recovery::in_folder(folder.path());
        assert_eq!(again.public("R1A", &world).unwrap(), public);
        assert_ne!(again.public("R2B", &world).unwrap(), public, "each organisation has its own");
        assert_ne!(again.public("../R1A", &world).unwrap(), public, "a code that is no file name leads nowhere else");
        assert_eq!(std::fs::read_dir(folder.path().join("recovery")).unwrap().count(), 3);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&again.file("R1A")), mode(&folder.path().join("recovery"))), (0o600, 0o700));
        }
    }

    #[test]
    fn a_recovery_key_that_does_not_read_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let recovery = Recovery::in_folder(folder.path());
        std::fs::create_dir(folder.path().join("recovery")).unwrap();
        std::fs::write(recovery.file("R1A"), "something else").unwrap();
        assert!(matches!(recovery.of("R1A", &ActualWorld::default()), Err(NoRecovery::NotAKey { .. })));
        assert_eq!(std::fs::read_to_string(recovery.file("R1A")).unwrap(), "something else");
    }
}
