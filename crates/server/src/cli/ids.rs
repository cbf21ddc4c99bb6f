//! `daybook-server ids …`: the pools from which ids are given, and what a lost device had left.

use super::set_up::set_up;
use crate::audit::Actor;
use crate::db::{self, DbError, IdPool};
use crate::idpool::{A_DAY, Format, IN_ALL, give_back};
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_record::DeviceId;
use std::io::Write;

#[derive(Subcommand)]
pub(super) enum IdsCommand {
    /// Makes a campaign's pool, or changes its quotas; its format stays once ids were given.
    Add {
        /// The campaign's key.
        campaign: String,
        /// What an id looks like: `MV-######-*` has six digits and a check letter. A pool has one format for ever.
        format: Format,
        /// How many one person may be given in a day.
        #[arg(long, default_value_t = A_DAY)]
        a_day: u32,
        /// How many one person may be given in all.
        #[arg(long, default_value_t = IN_ALL)]
        in_all: u32,
        /// How many ids the pool has; as many as the format has room for without it.
        #[arg(long)]
        size: Option<u64>,
    },
    /// Every pool: how many are given, used and left.
    List,
    /// A device is lost: what it had left counts in its person's quota no more. Nobody else is ever given those ids.
    Return {
        /// The device's id.
        device: DeviceId,
    },
}

pub(super) fn ids(command: &IdsCommand, service: &Service, organisation: Option<&str>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        IdsCommand::Add { campaign, format, a_day, in_all, size } => {
            super::campaign::campaign_must_exist(service, &org, campaign)?;
            let last = size.map_or(format.last(), |size| size.min(format.last()));
            let made = set_up(service, &org, format!("ids of {campaign}: {}", format.as_str()), |tx| {
                let before = tx.id_pool(&org, campaign)?;
                let next = before.as_ref().map_or(1, |pool| pool.next);
                if before.is_some_and(|pool| pool.next > 1 && pool.format != format.as_str()) || last + 1 < next {
                    return Ok::<_, DbError>(false);
                }
                let pool =
                    IdPool { campaign: campaign.clone(), format: format.as_str().to_owned(), next, last, a_day: *a_day, in_all: *in_all };
                tx.save_id_pool(&org, &pool)?;
                Ok(true)
            })?;
            match made {
                true => writeln!(out, "{campaign}: {} to {}", format.write(1), format.write(last))?,
                false => writeln!(out, "Nothing was changed: ids were given already, and they do not fit.")?,
            }
        }
        IdsCommand::List => {
            let pools = db::read(service.db.as_ref(), |tx| {
                tx.id_pools(&org)?
                    .into_iter()
                    .map(|pool| Ok((tx.ids_used(&org, &pool.campaign)?, pool)))
                    .collect::<Result<Vec<_>, DbError>>()
            })?;
            for (used, pool) in pools {
                let (given, left) = (pool.next - 1, (pool.last + 1).saturating_sub(pool.next));
                writeln!(
                    out,
                    "{}  {}  {given} given, {used} used, {left} left; {} a day and {} in all for one person",
                    pool.campaign, pool.format, pool.a_day, pool.in_all
                )?;
            }
        }
        IdsCommand::Return { device } => {
            let returned = db::write(service.db.as_ref(), |tx| give_back(tx, &org, *device, Actor::Cli, service.world.as_ref()))?;
            writeln!(out, "{returned} ids of this device count no more. They are given to nobody else.")?;
        }
    }
    Ok(())
}
