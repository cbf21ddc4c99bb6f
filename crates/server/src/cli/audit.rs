//! `daybook-server audit …`: whether the trail holds, and what it says.

use crate::audit::{Head, Line, Link, verify, walk};
use crate::db::{self, DbError};
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_record::{Moment, RecordId};
use std::collections::HashMap;
use std::io::Write;

#[derive(Subcommand)]
pub(super) enum AuditCommand {
    /// Walks the whole chain; says exactly where a line was removed, changed, moved, or the end cut off.
    Verify,
    /// Shows lines, oldest first.
    Show {
        /// Only what is about this child, by her id.
        #[arg(long)]
        child: Option<RecordId>,
        /// Only what this person did, by her user name.
        #[arg(long)]
        person: Option<String>,
        /// Only from this day (2026-09-14) or time (2026-09-14T09:00:00+01:00) on.
        #[arg(long)]
        since: Option<String>,
    },
}

pub(super) fn audit(
    command: &AuditCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        AuditCommand::Verify => holds(service, &org, out),
        AuditCommand::Show { child, person, since } => show(service, &org, *child, person.as_deref(), since.as_deref(), out),
    }
}

fn holds(service: &Service, org: &str, out: &mut dyn Write) -> Result<(), ServiceError> {
    // The end is read first: a line that is written meanwhile stands after it, which is no fault.
    let head = Head::beside(&service.database_path(), org).read()?;
    let found = db::read(service.db.as_ref(), |tx| verify(tx, org, head))?;
    if found.breaks.is_empty() {
        let end = found.end.unwrap_or(Link { seq: 0, hash: [0; 32] });
        writeln!(
            out,
            "the audit trail of {org} holds: {} lines, the last is {} with the hash {}",
            found.lines,
            end.seq,
            hex::encode(end.hash)
        )?;
        return Ok(());
    }
    let told: Vec<String> = found.breaks.iter().map(|one| format!("  {one}")).collect();
    Err(ServiceError::Said(format!("the audit trail of {org} does not hold ({} lines are there):\n{}", found.lines, told.join("\n"))))
}

fn show(
    service: &Service,
    org: &str,
    child: Option<RecordId>,
    person: Option<&str>,
    since: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let since = since.map(moment).transpose()?;
    db::read(service.db.as_ref(), |tx| {
        let names: HashMap<String, String> = tx.users(org)?.into_iter().map(|user| (user.id.to_string(), user.username)).collect();
        if let Some(person) = person.filter(|person| !names.values().any(|name| name == person)) {
            return Err(ServiceError::Said(format!("there is nobody called {person}")));
        }
        let mut failed = None;
        let name = |line: &Line| line.person.as_ref().map(|id| names.get(id).cloned().unwrap_or_else(|| id.clone()));
        walk(tx, org, |line| {
            let wanted = child.is_none_or(|child| line.child_ids().any(|id| id == child))
                && person.is_none_or(|person| name(&line).as_deref() == Some(person))
                && since.is_none_or(|since| Moment::parse(&line.at).is_none_or(|at| at >= since));
            if !wanted {
                return Ok(());
            }
            let who = name(&line).map_or_else(|| line.actor.clone(), |name| format!("{name} ({})", line.actor));
            let place = [line.device.as_deref().map(|id| format!("device {id}")), line.scope.clone()];
            let place = place.into_iter().flatten().map(|part| format!("  {part}")).collect::<String>();
            let children = if line.counted == 0 { String::new() } else { format!("  children {}", line.counted) };
            let told = writeln!(
                out,
                "{:>6} {}  {}  {who}  {}{place}{children}  {}",
                line.seq,
                hex::encode(&line.hash[..4]),
                line.at,
                line.action,
                line.detail
            );
            told.map_err(|error| {
                failed = Some(error);
                DbError::Undone
            })
        })
        .map_err(|error| failed.map_or(ServiceError::Db(error), ServiceError::Io))
    })
}

fn moment(text: &str) -> Result<Moment, ServiceError> {
    let day = || Moment::parse(&format!("{text}T00:00:00+00:00"));
    Moment::parse(text)
        .or_else(day)
        .ok_or_else(|| ServiceError::Said(format!("{text}: neither a day (2026-09-14) nor a time (2026-09-14T09:00:00+01:00)")))
}
