//! Dashboards at the service: what campaigns want counted, and the counting.
//!
//! The figures are records like any other and come down by a pull. They are counted anew before a pull of them is answered,
//! where anything new has come; whoever sends and then fetches sees what she sent. What is deliberately not here: how one record
//! counts (`record::dashboard`, the same on devices).

mod count;
mod foreign;
mod read;
mod sound;

pub(crate) use count::Counting;
pub use count::refresh;
pub use read::{NotRead, Read, read};
pub use sound::{Unsound, named, unsound};

use crate::db::{DbError, Origin, Tx};
use crate::ingest::Ingest;
use daybook_record::kind::Dashboard;
use daybook_record::{Kind, RecordId};

/// Takes a dashboard away, with its figures. False where there is none.
pub fn withdraw(tx: &dyn Tx, ingest: &Ingest<'_>, org: &str, campaign: &str, key: &str) -> Result<bool, DbError> {
    let known = tx.forget_dashboard(org, campaign, key)?;
    for (id, dashboard) in published(ingest, campaign)? {
        if dashboard.key == key {
            ingest.remove(Kind::Dashboard, id, Origin::Import)?;
        }
    }
    Ok(known)
}

/// The dashboards of a campaign as devices have them.
fn published(ingest: &Ingest<'_>, campaign: &str) -> Result<Vec<(RecordId, Dashboard)>, DbError> {
    let all = ingest.all(Kind::Dashboard)?.into_iter();
    let read = all.filter_map(|kept| Some((kept.held.record, kept.held.facts.read::<Dashboard>().ok()?)));
    Ok(read.filter(|(_, dashboard)| dashboard.campaign == campaign).collect())
}
