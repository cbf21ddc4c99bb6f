//! Opening.
use crate::{Hardness, OfflineCode, OpenError, Profile, Result};
use daybook_record::World;
use std::path::Path;
use std::sync::Arc;

/// One person's data on this device, open. Cheap to clone; all clones share one writer and a few readers.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<()>,
}

impl Store {
    /// Makes the person's folder, with a key of its own that `code` opens.
    pub fn create(
        _root: &Path,
        _code: &OfflineCode,
        _profile: &Profile,
        _hardness: Hardness,
        _world: &dyn World,
    ) -> Result<Self, OpenError> {
        Ok(Self { inner: Arc::new(()) })
    }
    /// Opens a person's folder with her code.
    pub fn unlock(_folder: &Path, _code: &OfflineCode, _world: &dyn World) -> Result<Self, OpenError> {
        unimplemented!()
    }
    /// Lets another code open the folder from now on; the old one no longer does.
    pub fn rewrap(&self, _code: &OfflineCode, _hardness: Hardness) -> Result<(), OpenError> {
        unimplemented!()
    }
    /// The person's folder.
    pub fn folder(&self) -> &Path {
        unimplemented!()
    }
}
