//! `daybook-server events …`: what was used, and how long it took.

use crate::db;
use crate::service::{Service, ServiceError};
use chrono::Days;
use clap::Subcommand;
use std::io::Write;

#[derive(Subcommand)]
pub(super) enum EventsCommand {
    /// What was used in the last days: how often, how long on average, how long at most. Of nobody in particular.
    Summary {
        /// How many days.
        #[arg(long, default_value_t = 30)]
        days: u64,
    },
}

pub(super) fn events(
    command: &EventsCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let EventsCommand::Summary { days } = command;
    let org = service.organisation(organisation)?;
    let today = service.world.today();
    let since = today.checked_sub_days(Days::new(*days)).unwrap_or(today);
    let (sums, dropped) =
        db::read(service.db.as_ref(), |tx| Ok::<_, db::DbError>((tx.event_sums(&org, since)?, tx.events_dropped(&org, since)?)))?;
    for sum in &sums {
        let average = sum.ms_in_all / sum.times.max(1);
        writeln!(out, "{:<16} {:>8} times, {average} ms on average, {} ms at most", sum.what, sum.times, sum.ms_most)?;
    }
    if sums.is_empty() {
        writeln!(out, "Nothing was counted.")?;
    }
    if dropped > 0 {
        writeln!(out, "{dropped} more were dropped by devices that had no room for them.")?;
    }
    Ok(())
}
