//! Pictures beside the copies: each in a parcel of its own that is sealed once, since a copy is written anew at every change and
//! a day's pictures may be a hundred times as large. Gone again once the service has them.
//!
//! What is deliberately not here: a signature. A picture is named by its SHA-256, in the change too, and the change is signed.

use super::FOLDER;
use crate::row::read;
use crate::{Result, Store, keyfile, parcel};
use daybook_record::World;
use daybook_seal::{Attached, RecoveryKey, Why};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const NAME: &str = "picture-";
/// Most bytes of pictures in one file that somebody carries: a service takes no file of more than half a gigabyte.
const MOST_BYTES: u64 = 384 << 20;
/// Most of them in one such file: a service takes no file with more than 10,000 in it.
const MOST: usize = 9_000;

/// A picture that the service may not have.
pub(crate) struct WaitingPicture {
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
}

impl Store {
    /// Pictures that entries name and the service may not have, oldest first.
    pub(crate) fn waiting_pictures(&self) -> Result<Vec<WaitingPicture>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(include_str!("waiting_pictures.sql"))?;
            let (mut rows, mut waiting) = (statement.query([])?, Vec::new());
            while let Some(row) = rows.next()? {
                waiting.push(WaitingPicture { sha256: read(row, "sha256")?, bytes: row.get::<_, i64>("bytes")?.cast_unsigned() });
            }
            Ok(waiting)
        })
    }

    /// One of them, to go into a parcel when its turn comes.
    pub(crate) fn attach<'a>(&'a self, picture: &'a WaitingPicture) -> Attached<'a> {
        let bytes = || match self.attachment(&picture.sha256) {
            Ok(Some((_, bytes))) => Ok(bytes),
            Ok(None) => Err(io::ErrorKind::NotFound.into()),
            // Told apart again by `StoreError::from`: damage is no trouble of the place that is written to.
            Err(error) => Err(io::Error::other(error)),
        };
        Attached::picture(&picture.sha256, bytes)
    }

    /// Seals those that are not sealed yet, here and in the second place, and removes those that the service has. One that cannot
    /// be sealed does not keep the next from it.
    pub(super) fn copy_pictures(
        &self,
        waiting: &[WaitingPicture],
        second: Option<&Path>,
        app_version: &str,
        world: &dyn World,
    ) -> Result<()> {
        let (Some(to), folder) = (self.recovery()?, self.folder().join(FOLDER)) else { return Ok(()) };
        let (names, prefix) = (Names::of(self, &to)?, self.prefix());
        let mut outcome = Ok(());
        for picture in waiting {
            let file = folder.join(names.sealed("", &picture.sha256));
            let seal = || -> Result<()> {
                if !file.is_file() {
                    fs::create_dir_all(&folder)?;
                    let about = parcel::about(&self.profile(), app_version, world.now(), Why::Copy);
                    parcel::write(&file, &to, &about, b"", None, &[self.attach(picture)])?;
                }
                let again = second.map(|second| second.join(names.sealed(&prefix, &picture.sha256)));
                match again.filter(|again| !again.is_file()) {
                    Some(again) => Ok(keyfile::replace(&again, &fs::read(&file)?)?),
                    None => Ok(()),
                }
            };
            outcome = seal().and(outcome);
        }
        let wanted = |prefix: &str| waiting.iter().map(|picture| names.sealed(prefix, &picture.sha256)).collect();
        tidy(&folder, "", &wanted(""))?;
        if let Some(second) = second {
            tidy(second, &prefix, &wanted(&prefix))?;
        }
        outcome
    }
}

/// What sealed pictures are called: by nothing that could be tried against a guess at what is in them, and otherwise for another
/// recovery key, so that they are sealed anew for it.
struct Names([u8; 32]);

impl Names {
    fn of(store: &Store, to: &RecoveryKey) -> Result<Self> {
        let secret = store.device_key()?.secret();
        Ok(Self(
            Sha256::new().chain_update(b"daybook picture names 1\n").chain_update(*secret).chain_update(to.to_string()).finalize().into(),
        ))
    }

    fn sealed(&self, prefix: &str, sha256: &str) -> String {
        let name = Sha256::new().chain_update(self.0).chain_update(sha256).finalize();
        format!("{prefix}{NAME}{}.daybook", hex::encode(&name[..16]))
    }
}

/// Removes those that do not wait any more.
fn tidy(folder: &Path, prefix: &str, wanted: &BTreeSet<String>) -> io::Result<()> {
    let is_wanted = |path: &Path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| wanted.contains(name));
    sealed(folder, prefix).into_iter().filter(|path| !is_wanted(path)).try_for_each(fs::remove_file)
}

/// The sealed pictures in a person's folder.
pub(crate) fn all(folder: &Path) -> Vec<PathBuf> {
    sealed(&folder.join(FOLDER), "")
}

fn sealed(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let begins = format!("{prefix}{NAME}");
    let is_one = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(&begins) && name.ends_with(".daybook"))
    };
    let mut there: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(is_one).collect();
    there.sort();
    there
}

/// As many as one file may carry beside `already` bytes, and how many are left out.
pub(crate) fn that_fit<T>(pictures: Vec<T>, already: u64, bytes: impl Fn(&T) -> u64) -> (Vec<T>, u32) {
    let (all, mut sum) = (pictures.len(), already);
    let fit: Vec<T> = pictures
        .into_iter()
        .take(MOST)
        .take_while(|picture| {
            sum += bytes(picture);
            sum <= MOST_BYTES
        })
        .collect();
    let left_out = u32::try_from(all - fit.len()).unwrap_or(u32::MAX);
    (fit, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_pictures_go_into_one_file_as_it_may_carry_and_the_rest_is_counted() {
        let half = MOST_BYTES / 2;
        assert_eq!(that_fit(vec![half, half, 1], 0, |bytes| *bytes), (vec![half, half], 1));
        assert_eq!(that_fit(vec![half, half, 1], half, |bytes| *bytes), (vec![half], 2));
        assert_eq!(that_fit(vec![1], MOST_BYTES, |bytes| *bytes), (vec![], 1));
        assert_eq!(that_fit(vec![1; MOST + 2], 0, |bytes| *bytes).1, 2, "nor more files than are taken");
    }
}
