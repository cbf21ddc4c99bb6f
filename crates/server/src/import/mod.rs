//! Imports: real files, as schools and other services send them, become records.
//!
//! A file is read whole and judged whole before anything is written: with a fault it imports nothing and every fault is
//! told by row and column. What it brings goes through [`crate::ingest`] like everything else, in one transaction, and the
//! same file a second time changes nothing. The formats and their rules stand in `docs/IMPORTS.md`. What is deliberately
//! not here: sessions in and out of spreadsheets.

pub mod catalogue;
mod cell;
mod child;
mod fault;
mod history;
mod left_out;
mod register;
mod row;
mod school;
mod table;
mod taken;
#[doc(hidden)]
pub mod tried;
mod vaccination;

pub use fault::{FileFault, ImportError};
pub use history::vaccinations;
pub use left_out::LeftOut;
pub(crate) use row::Reading;
pub(crate) use table::{Columns, Table};
pub use table::{MOST_BYTES, MOST_ROWS};
pub use taken::{Tally, children, schools, vaccines};

use crate::audit::{self, Action, Actor, Entry};
use crate::db;
use crate::service::{Service, ServiceError};
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `daybook-server import …`
#[derive(Debug, clap::Subcommand)]
pub enum ImportCommand {
    /// Schools: CSV with URN and name; the national register's own headings will do.
    Schools {
        /// The file.
        file: PathBuf,
    },
    /// Children of several schools: CSV with each child's school URN.
    Cohort {
        /// The file.
        file: PathBuf,
    },
    /// Children of one school: CSV.
    ClassList {
        /// The file.
        file: PathBuf,
        /// The school's URN; 888888 for an unknown school, 999999 for home-educated.
        #[arg(long)]
        school: String,
    },
    /// What children were given before, or not: CSV.
    Vaccinations {
        /// The file.
        file: PathBuf,
    },
    /// The vaccine catalogue: YAML.
    Vaccines {
        /// The file.
        file: PathBuf,
    },
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What was added, changed, left; one line for each sort of thing.
    pub tallies: Vec<(&'static str, Tally)>,
    /// What a person should look at; it did not keep the file from being imported.
    pub warnings: Vec<FileFault>,
    /// Headings that were not read.
    pub unread: Vec<String>,
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (noun, tally)) in self.tallies.iter().enumerate() {
            let plural = match *noun {
                "child" => "children".to_owned(),
                noun => format!("{noun}s"),
            };
            let things = if tally.added == 1 { *noun } else { &plural };
            write!(
                f,
                "{}{} {things} added, {} changed, {} the same",
                if place == 0 { "" } else { "\n" },
                tally.added,
                tally.changed,
                tally.same
            )?;
        }
        if !self.unread.is_empty() {
            write!(f, "\nColumns that were not read: {}", self.unread.join(", "))?;
        }
        for (place, warning) in self.warnings.iter().enumerate() {
            write!(f, "{}{warning}", if place == 0 { "\nPlease look at:\n" } else { "\n" })?;
        }
        Ok(())
    }
}

/// Does what was typed.
pub fn run(command: &ImportCommand, service: &Service, organisation: Option<&str>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let bytes = read_file(command.file())?;
    let world = service.world.as_ref();
    let imported = db::write(service.db.as_ref(), |tx| {
        let imported = match command {
            ImportCommand::Schools { .. } => schools(tx, &org, world, &bytes),
            ImportCommand::Cohort { .. } => children(tx, &org, world, &bytes, None),
            ImportCommand::ClassList { school, .. } => children(tx, &org, world, &bytes, Some(school)),
            ImportCommand::Vaccinations { .. } => vaccinations(tx, &org, world, &bytes),
            ImportCommand::Vaccines { .. } => vaccines(tx, &org, world, &bytes),
        }?;
        audit::note(tx, world, line(&org, &imported, &bytes))?;
        Ok(imported)
    });
    match imported {
        Ok(imported) => Ok(writeln!(out, "{imported}")?),
        Err(ImportError::Db(error)) => Err(error.into()),
        Err(refused) => Err(ServiceError::Said(format!("{}: {refused}", command.file().display()))),
    }
}

/// What the audit trail says of an import: how much, and the checksum by which the file is found again.
fn line<'a>(org: &'a str, imported: &Imported, bytes: &[u8]) -> Entry<'a> {
    let children =
        imported.tallies.iter().filter(|(noun, _)| *noun == "child").map(|(_, tally)| tally.added + tally.changed).sum::<usize>();
    let counts = imported.tallies.iter().map(|(noun, tally)| format!("{noun} {} added {} changed", tally.added, tally.changed));
    let said = counts.chain([format!("file {}", daybook_wire::batch::sha256(bytes))]).collect::<Vec<_>>().join(", ");
    Entry::new(org, Actor::Cli, Action::Import).about_so_many(children as u64).saying(said)
}

impl ImportCommand {
    fn file(&self) -> &Path {
        match self {
            ImportCommand::Schools { file }
            | ImportCommand::Cohort { file }
            | ImportCommand::ClassList { file, .. }
            | ImportCommand::Vaccinations { file }
            | ImportCommand::Vaccines { file } => file,
        }
    }
}

/// Looks at the size first: a wrong file name must not fill the memory.
pub(crate) fn read_file(file: &Path) -> Result<Vec<u8>, ServiceError> {
    let cannot = |error: std::io::Error| ServiceError::Said(format!("{} cannot be read: {error}", file.display()));
    if std::fs::metadata(file).map_err(cannot)?.len() > MOST_BYTES as u64 {
        return Err(ServiceError::Said(format!(
            "{} is larger than {} MB: divide it into smaller files",
            file.display(),
            MOST_BYTES / 1024 / 1024
        )));
    }
    std::fs::read(file).map_err(cannot)
}
