//! Where things lie in this checkout, and the stamps by which a step knows that it was done before.

use crate::trouble::Trouble;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// The top of the checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The screens.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A program that cargo built in the debug profile.
pub fn built(program: &str) -> PathBuf {
    target().join("debug").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// The tools that setup installs for this checkout alone.
pub fn tool(program: &str) -> PathBuf {
    target().join("tools/bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// Remembers of which bytes something was made. Bytes, not times: a fresh clone has all times alike.
pub struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// The stamp of that name, over these files and folders.
    pub fn over(name: &str, sources: &[PathBuf]) -> Result<Self, Trouble> {
        let mut hash = DefaultHasher::new();
        for source in sources {
            hash_into(source, &mut hash)?;
        }
        Ok(Self { file: target().join("stamps").join(name), now: format!("{:016x}", hash.finish()) })
    }

    /// The stamp of that name, for something that has a version of its own.
    pub fn of(name: &str, version: &str) -> Self {
        Self { file: target().join("stamps").join(name), now: version.to_owned() }
    }

    /// True where it was made of just these bytes.
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|then| then == self.now)
    }

    /// Remembers that it was.
    pub fn set(&self) -> Result<(), Trouble> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(&self.file, &self.now)?)
    }
}

fn hash_into(path: &Path, hash: &mut DefaultHasher) -> Result<(), Trouble> {
    if path.is_dir() {
        let mut inside = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| hash_into(path, hash));
    }
    if path.is_file() {
        path.hash(hash);
        fs::read(path)?.hash(hash);
    }
    Ok(())
}
