//! `daybook-server forms …`: forms from files, which there are, and which are for new entries no more.

use super::set_up::set_up;
use crate::db;
use crate::form::{self, Asked, NotRead};
use crate::ingest::{Ingest, Put};
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_form::import::LeftOut;
use daybook_record::Kind;
use daybook_record::kind::{Campaign, Form};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum FormCommand {
    /// Publishes a form: an XLSForm workbook, a definition of ours, or a file of pages.
    Import(ImportForm),
    /// Every form with its versions, those for new entries first.
    List,
    /// Lets nothing new be made with a version. What was begun with it goes on.
    Withdraw {
        /// The form's id.
        form: String,
        /// Its version.
        #[arg(value_name = "VERSION")]
        form_version: String,
    },
}

#[derive(clap::Args)]
pub(super) struct ImportForm {
    /// The file.
    file: PathBuf,
    /// The campaign's key; not needed where there is only one campaign.
    #[arg(long)]
    campaign: Option<String>,
    /// The messages that belong to a file of pages.
    #[arg(long)]
    messages: Option<PathBuf>,
    /// The version, where the file says none.
    #[arg(long, default_value = "1")]
    form_version: String,
    /// Publish it even where something cannot be converted.
    #[arg(long)]
    allow_losses: bool,
    /// Where it stands in the list of forms.
    #[arg(long)]
    place: Option<u32>,
}

pub(super) fn form(command: &FormCommand, service: &Service, organisation: Option<&str>, out: &mut dyn Write) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        FormCommand::Import(import) => publish(import, service, &org, out),
        FormCommand::List => list(service, &org, out),
        FormCommand::Withdraw { form, form_version: version } => {
            let said = format!("form {form} version {version} withdrawn");
            set_up(service, &org, said, |tx| form::withdraw(&Ingest::new(tx, &org, service.world.as_ref()), form, version))
                .map_err(said_so)?;
            Ok(writeln!(out, "Nothing new is made with {form} version {version}. What was begun with it goes on.")?)
        }
    }
}

fn publish(import: &ImportForm, service: &Service, org: &str, out: &mut dyn Write) -> Result<(), ServiceError> {
    let campaign = campaign(service, org, import.campaign.as_deref())?;
    let bytes = fs::read(&import.file).map_err(|error| cannot(&import.file, &error))?;
    let messages = import.messages.as_ref().map(|file| fs::read(file).map_err(|error| cannot(file, &error))).transpose()?;
    let asked = Asked {
        file: &import.file,
        messages: messages.as_deref(),
        language: campaign.languages.first().map_or("en", String::as_str),
        version: &import.form_version,
        allow_losses: import.allow_losses,
    };
    let read = match form::read(&bytes, &asked) {
        Ok(read) => read,
        Err(NotRead::Losses(left)) => {
            tell(&left, out)?;
            let what = if left.len() == 1 { "1 thing".to_owned() } else { format!("{} things", left.len()) };
            return Err(ServiceError::Said(format!(
                "{what} cannot be converted; nothing was published. --allow-losses publishes the form without them"
            )));
        }
        Err(other) => return Err(said_so(other)),
    };
    tell(&read.left_out, out)?;
    let said = format!("form {} version {}", read.definition.id, read.definition.version);
    let published = set_up(service, org, said, |tx| {
        let ingest = Ingest::new(tx, org, service.world.as_ref());
        form::publish(&ingest, &read.definition, &campaign.key, import.place, service.world.as_ref())
    })
    .map_err(said_so)?;
    let Form { form, version, sha256, languages, .. } = &published.form;
    let what = match published.put {
        Put::Same => "was published already, exactly so",
        Put::Created | Put::Changed => "is for new entries now",
    };
    writeln!(out, "{form} version {version} {what}: SHA-256 {sha256}, in {}.", languages.join(", "))?;
    Ok(())
}

fn tell(left_out: &[LeftOut], out: &mut dyn Write) -> Result<(), ServiceError> {
    for left in left_out {
        writeln!(out, "{left}")?;
    }
    Ok(())
}

/// The campaign that is meant.
pub(super) fn campaign(service: &Service, org: &str, named: Option<&str>) -> Result<Campaign, ServiceError> {
    let all = db::read(service.db.as_ref(), |tx| tx.records(org, Kind::Campaign))?;
    let mut all: Vec<Campaign> = all.iter().filter(|kept| !kept.held.removed).filter_map(|kept| kept.held.facts.read().ok()).collect();
    match named {
        Some(key) => {
            all.into_iter().find(|campaign| campaign.key == key).ok_or_else(|| ServiceError::Said(format!("there is no campaign {key}")))
        }
        None if all.len() == 1 => Ok(all.remove(0)),
        None if all.is_empty() => {
            Err(ServiceError::Said("there is no campaign yet: add one with `daybook-server campaign add`".to_owned()))
        }
        None => {
            let keys: Vec<String> = all.into_iter().map(|campaign| campaign.key).collect();
            Err(ServiceError::Said(format!("there are several campaigns: say which with --campaign ({})", keys.join(", "))))
        }
    }
}

fn list(service: &Service, org: &str, out: &mut dyn Write) -> Result<(), ServiceError> {
    let all = db::read(service.db.as_ref(), |tx| tx.records(org, Kind::Form))?;
    let mut forms: Vec<Form> = all.iter().filter(|kept| !kept.held.removed).filter_map(|kept| kept.held.facts.read().ok()).collect();
    forms.sort_by(|one, other| {
        (&one.campaign, one.place, &one.form, one.withdrawn, other.published_at).cmp(&(
            &other.campaign,
            other.place,
            &other.form,
            other.withdrawn,
            one.published_at,
        ))
    });
    let mut before: Option<(String, String)> = None;
    for form in forms {
        let this = (form.campaign.clone(), form.form.clone());
        let standing = match (form.withdrawn, before.as_ref() == Some(&this)) {
            (true, _) => "withdrawn",
            (false, true) => "replaced",
            (false, false) => "for new entries",
        };
        let Form { campaign, form, version, sha256, languages, published_at, .. } = form;
        writeln!(
            out,
            "{campaign}  {form}  {version}  {}  {}  {published_at}  {standing}",
            &sha256[..12.min(sha256.len())],
            languages.join(",")
        )?;
        before = Some(this);
    }
    Ok(())
}

fn cannot(file: &Path, error: &std::io::Error) -> ServiceError {
    ServiceError::Said(format!("{}: {error}", file.display()))
}

fn said_so(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Said(error.to_string())
}
