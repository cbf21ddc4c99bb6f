//! stub
use crate::{Service, ServiceError};
/// stub
#[derive(Default)]
pub struct Uploading;
impl Uploading {
    /// stub
    pub fn close(&self) {}
    /// stub
    pub async fn settled(&self) {}
}
/// stub
pub async fn resume(_s: &std::sync::Arc<Service>) -> Result<(), ServiceError> {
    Ok(())
}
