//! stub
use super::{Db, DbError, Tx};
/// stub
pub struct Sqlite;
impl Sqlite {
    /// stub
    pub fn open(_path: &std::path::Path) -> Result<Self, DbError> {
        Ok(Self)
    }
}
impl Db for Sqlite {
    fn writing(&self, _work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        Err(DbError::Undone)
    }
    fn reading(&self, _work: &mut dyn FnMut(&dyn Tx) -> Result<(), DbError>) -> Result<(), DbError> {
        Err(DbError::Undone)
    }
}
