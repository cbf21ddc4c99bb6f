//! `daybook-server device …`: which devices there are, which are blocked, what is asked of them, and their
//! levers.

use crate::audit::{self, Action, Actor, Entry};
use crate::db::{self, Device};
use crate::ingest::SERVICE_PERSON;
use crate::orders::{self, NoOrder};
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_record::DeviceId;
use daybook_wire::order::OrderKind;
use daybook_wire::session::Levers;
use std::io::Write;

#[derive(Subcommand)]
pub(super) enum DeviceCommand {
    /// Every device, last seen first.
    List,
    /// From here on it is told that it is blocked; what it still hands in goes to support.
    Block {
        /// Its id.
        device: DeviceId,
    },
    /// Lets it in again.
    Unblock {
        /// Its id.
        device: DeviceId,
    },
    /// Asks it to lock, at its next greeting.
    Lock {
        /// Its id.
        device: DeviceId,
    },
    /// Asks it to remove its person's data, once all that is unsent was handed in. It proves that it has.
    Wipe {
        /// Its id.
        device: DeviceId,
    },
    /// What was asked of a device, and what it reported.
    Orders {
        /// Its id.
        device: DeviceId,
    },
    /// Takes an order back that waits.
    Withdraw {
        /// The order's id, as `device orders` shows it.
        order: String,
    },
    /// Shows or sets the levers of one device; it obeys at its next greeting.
    Levers {
        /// Its id.
        device: DeviceId,
        /// `name=value`, several times: `batch_changes=50`. A list is written as JSON: `snooze_minutes=[15,60]`.
        #[arg(long = "set", value_name = "NAME=VALUE")]
        set: Vec<String>,
        /// Back to what every device is told.
        #[arg(long, conflicts_with = "set")]
        reset: bool,
    },
}

pub(super) fn device(
    command: &DeviceCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        DeviceCommand::List => list(service, &org, out),
        DeviceCommand::Block { device } => {
            change(service, &org, *device, Action::Block, |device| Ok(Device { blocked: true, ..device })).map(drop)
        }
        DeviceCommand::Unblock { device } => {
            change(service, &org, *device, Action::Unblock, |device| Ok(Device { blocked: false, ..device })).map(drop)
        }
        DeviceCommand::Lock { device } => ask(service, &org, *device, OrderKind::Lock, out),
        DeviceCommand::Wipe { device } => ask(service, &org, *device, OrderKind::Wipe, out),
        DeviceCommand::Orders { device } => show_orders(service, &org, *device, out),
        DeviceCommand::Withdraw { order } => {
            db::write(service.db.as_ref(), |tx| -> Result<(), NoOrder> {
                let order = orders::withdraw(tx, &org, order, service.world.as_ref())?;
                let entry = Entry::new(&org, Actor::Cli, Action::Order).on(order.device).saying(format!("withdrawn {}", order.id));
                Ok(audit::note(tx, service.world.as_ref(), entry).map(drop)?)
            })
            .map_err(said)?;
            Ok(writeln!(out, "{order} was taken back; the device may have been told already")?)
        }
        DeviceCommand::Levers { device, set, reset } => {
            let changed = change(service, &org, *device, Action::SetUp, |device| {
                let levers = match (reset, set.is_empty()) {
                    (true, _) => None,
                    (false, true) => device.levers.clone(),
                    (false, false) => Some(with(device.levers.as_ref().unwrap_or(&service.config.levers), set)?),
                };
                Ok(Device { levers, ..device })
            })?;
            let levers = changed.levers.unwrap_or_else(|| service.config.levers.clone());
            Ok(writeln!(out, "{}", serde_json::to_string_pretty(&levers).unwrap_or_default())?)
        }
    }
}

fn list(service: &Service, org: &str, out: &mut dyn Write) -> Result<(), ServiceError> {
    let devices = db::read(service.db.as_ref(), |tx| tx.devices(org))?;
    for Device { id, name, app_version, seen_at, unsent, drift_seconds, blocked, .. } in devices {
        let blocked = if blocked { "  blocked" } else { "" };
        writeln!(out, "{id}  seen {seen_at}  unsent {unsent}  drift {drift_seconds} s  app {app_version}  {name}{blocked}")?;
    }
    Ok(())
}

fn ask(service: &Service, org: &str, device: DeviceId, what: OrderKind, out: &mut dyn Write) -> Result<(), ServiceError> {
    let world = service.world.as_ref();
    let order = db::write(service.db.as_ref(), |tx| -> Result<_, NoOrder> {
        let order = orders::ask(tx, org, device, what, SERVICE_PERSON, world)?;
        audit::note(tx, world, Entry::new(org, Actor::Cli, Action::Order).on(device).saying(format!("{what:?} {}", order.id)))?;
        Ok(order)
    })
    .map_err(said)?;
    Ok(writeln!(out, "{}  waits for the device's next contact", order.id)?)
}

fn show_orders(service: &Service, org: &str, device: DeviceId, out: &mut dyn Write) -> Result<(), ServiceError> {
    let shown = db::read(service.db.as_ref(), |tx| -> Result<_, NoOrder> {
        tx.device(org, device)?.ok_or(NoOrder::NoSuchDevice)?;
        let orders = tx.orders_of(org, device)?.into_iter();
        orders.map(|order| Ok((tx.reports_of(org, &order.id)?, order))).collect::<Result<Vec<_>, NoOrder>>()
    })
    .map_err(said)?;
    for (reports, order) in shown {
        writeln!(out, "{}  {:?}  {}  asked {}", order.id, order.what, order.state.as_str(), order.asked_at)?;
        for report in reports {
            let believed = if report.proven { "proven" } else { "NOT PROVEN, kept and not believed" };
            writeln!(out, "    reported {}  {believed}  {}", report.at, report.statement.unwrap_or_default())?;
        }
    }
    Ok(())
}

fn said(error: NoOrder) -> ServiceError {
    match error {
        NoOrder::Db(error) => error.into(),
        error => ServiceError::Said(error.to_string()),
    }
}

fn change(
    service: &Service,
    org: &str,
    id: DeviceId,
    action: Action,
    how: impl FnOnce(Device) -> Result<Device, ServiceError>,
) -> Result<Device, ServiceError> {
    db::write(service.db.as_ref(), |tx| {
        let device = tx.device(org, id)?.ok_or_else(|| ServiceError::Said(format!("there is no device {id}")))?;
        let device = how(device)?;
        tx.save_device(org, &device)?;
        audit::note(tx, service.world.as_ref(), Entry::new(org, Actor::Cli, action).on(id))?;
        Ok(device)
    })
}

/// The levers with these changes, within what is sane. A name that does not exist is told.
fn with(levers: &Levers, set: &[String]) -> Result<Levers, ServiceError> {
    let wrong = |pair: &str| ServiceError::Said(format!("{pair}: not a lever and its value"));
    let mut fields = serde_json::to_value(levers).map_err(|_| wrong("levers"))?;
    for pair in set {
        let (name, value) = pair.split_once('=').ok_or_else(|| wrong(pair))?;
        let slot = fields.get_mut(name).ok_or_else(|| wrong(pair))?;
        *slot = serde_json::from_str(value).map_err(|_| wrong(pair))?;
    }
    let levers: Levers = serde_json::from_value(fields).map_err(|_| wrong(&set.join(" ")))?;
    Ok(levers.clamped())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levers_are_set_by_name_and_stay_within_what_is_sane() {
        let set = with(&Levers::default(), &["batch_changes=0".to_owned(), "snooze_minutes=[5]".to_owned()]).unwrap();
        assert_eq!((set.batch_changes, set.snooze_minutes), (1, vec![5]));
        for wrong in ["batch_chnges=5", "batch_changes", "batch_changes=many"] {
            assert!(with(&Levers::default(), &[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }
}
