//! A record goes: it was removed, or it moved to a scope that this device may not have.

use super::Departed;
use crate::Result;
use crate::record::load;
use daybook_record::Kind;
use rusqlite::{Connection, named_params};

/// Lets it go; false where it was not here, or has moved on already.
pub(crate) fn let_go(tx: &Connection, scope: &str, gone: &Departed) -> Result<bool> {
    let Some(held) = load(tx, gone.kind, gone.id)?.filter(|held| held.scope.as_deref() == Some(scope)) else {
        return Ok(false);
    };
    let sql = match (gone.removed, held.pending, held.needed) {
        (true, false, _) => include_str!("removed.sql"),
        (true, true, _) => include_str!("removed_there.sql"),
        (false, _, true) => include_str!("moved_away.sql"),
        (false, _, false) => include_str!("delete.sql"),
    };
    let mut statement = tx.prepare_cached(sql)?;
    match gone.removed {
        true => statement.execute(named_params! { ":place": held.place, ":version": gone.version.cast_signed() })?,
        false => statement.execute(named_params! { ":place": held.place })?,
    };
    if gone.kind == Kind::Child && !gone.removed {
        tx.prepare_cached(include_str!("made_here_goes_along.sql"))?
            .execute(named_params! { ":child": gone.id.to_string(), ":scope": scope })?;
        tx.prepare_cached(include_str!("../outbox/let_go.sql"))?.execute([])?;
    }
    Ok(true)
}
