//! `daybook-server backup TO` and `daybook-server restore FROM`.

use crate::backup::{self, Manifest};
use crate::config::Config;
use crate::service::{Service, ServiceError};
use daybook_record::World;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

pub(super) fn take(service: &Service, to: &Path, out: &mut dyn Write) -> Result<(), ServiceError> {
    let manifest = backup::take(service, to)?;
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    writeln!(
        out,
        "the backup of {} is whole in {}: {} files, {bytes} bytes, read back",
        manifest.made_at,
        to.display(),
        manifest.files.len()
    )?;
    told(&manifest, out)?;
    Ok(writeln!(out, "It holds what patients told, and the keys to it. Keep it as you keep the service.")?)
}

pub(super) fn restore(config: &Config, from: &Path, world: &Arc<dyn World>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let manifest = backup::restore(config, from, world)?;
    writeln!(out, "{} goes on from the backup of {}, in a new epoch", config.data.display(), manifest.made_at)?;
    told(&manifest, out)?;
    Ok(writeln!(
        out,
        "At its next contact each device notices the new epoch: it asks after every receipt it holds, sends again what this backup does not\n\
         know, and takes its schools anew. Nothing that was recorded on a device is lost. What was done only here since the backup (imports,\n\
         people and teams, decisions at support, blocks and orders) must be done again."
    )?)
}

fn told(manifest: &Manifest, out: &mut dyn Write) -> std::io::Result<()> {
    for one in &manifest.organisations {
        writeln!(out, "  {}  change {}  audit line {} {}", one.ods, one.sequence, one.audit_line, one.audit_hash)?;
    }
    Ok(())
}
