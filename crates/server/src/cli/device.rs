//! `daybook-server device …`: which devices there are, which are blocked, and their levers.

use crate::db::{self, Device};
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_record::DeviceId;
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
        DeviceCommand::Block { device } => change(service, &org, *device, |device| Ok(Device { blocked: true, ..device })).map(drop),
        DeviceCommand::Unblock { device } => change(service, &org, *device, |device| Ok(Device { blocked: false, ..device })).map(drop),
        DeviceCommand::Levers { device, set, reset } => {
            let changed = change(service, &org, *device, |device| {
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

fn change(
    service: &Service,
    org: &str,
    id: DeviceId,
    how: impl FnOnce(Device) -> Result<Device, ServiceError>,
) -> Result<Device, ServiceError> {
    db::write(service.db.as_ref(), |tx| {
        let device = tx.device(org, id)?.ok_or_else(|| ServiceError::Said(format!("there is no device {id}")))?;
        let device = how(device)?;
        tx.save_device(org, &device)?;
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
