//! `daybook-server messages …`: a campaign's own words for its forms and for the app.

use super::form::campaign;
use super::set_up::set_up;
use crate::db;
use crate::import::{ImportError, read_file};
use crate::message;
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_record::kind::Message;
use std::io::Write;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum MessageCommand {
    /// Takes in messages: CSV with module, locale, code and text, or a JSON list of module, locale, code and message.
    Import {
        /// The file.
        file: PathBuf,
        /// The campaign's key; not needed where there is only one campaign.
        #[arg(long)]
        campaign: Option<String>,
    },
    /// Takes messages away: then it is said again what the form or the app itself says.
    Remove {
        /// `app`, a form's id, or whatever name it came under.
        module: String,
        /// The message's code.
        code: String,
        /// Only in this language; in all of them without it.
        #[arg(long)]
        locale: Option<String>,
        /// The campaign's key; not needed where there is only one campaign.
        #[arg(long)]
        campaign: Option<String>,
    },
    /// Every message, by campaign, module, code and language.
    List,
}

pub(super) fn message(
    command: &MessageCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        MessageCommand::Import { file, campaign: named } => {
            let key = campaign(service, &org, named.as_deref())?.key;
            let bytes = read_file(file)?;
            let said = format!("messages of {key}: file {}", daybook_wire::batch::sha256(&bytes));
            let taken = set_up(service, &org, said, |tx| message::import(tx, &org, service.world.as_ref(), &key, &bytes));
            let taken = taken.map_err(|refused| match refused {
                ImportError::Db(error) => error.into(),
                refused => ServiceError::Said(format!("{}: {refused}", file.display())),
            })?;
            let tally = taken.tally;
            writeln!(out, "{} messages added, {} changed, {} the same", tally.added, tally.changed, tally.same)?;
            if !taken.shared.is_empty() {
                writeln!(
                    out,
                    "No form of {key} has these names, so what they say holds for every form of it: {}",
                    taken.shared.join(", ")
                )?;
            }
        }
        MessageCommand::Remove { module, code, locale, campaign: named } => {
            let key = campaign(service, &org, named.as_deref())?.key;
            let language = locale.as_deref().map(|locale| message::spoken(locale).ok_or_else(|| no_language(locale))).transpose()?;
            let which = (key.as_str(), module.as_str(), code.as_str());
            let said = format!("messages of {key}: {module} {code} {} removed", language.as_deref().unwrap_or("in every language"));
            let removed =
                set_up(service, &org, said, |tx| match message::remove(tx, &org, service.world.as_ref(), which, language.as_deref())? {
                    none if none.is_empty() => {
                        Err(ServiceError::Said(format!("{key} has no such message; `messages list` shows them all")))
                    }
                    removed => Ok(removed),
                })?;
            writeln!(out, "Removed, from each device at its next sync:")?;
            list(&removed, out)?;
        }
        MessageCommand::List => list(&db::read(service.db.as_ref(), |tx| message::all(tx, &org))?, out)?,
    }
    Ok(())
}

fn no_language(locale: &str) -> ServiceError {
    ServiceError::Said(format!("{locale}: {}", message::NO_LANGUAGE))
}

fn list(messages: &[Message], out: &mut dyn Write) -> Result<(), ServiceError> {
    for Message { campaign, module, locale, code, text } in messages {
        writeln!(out, "{campaign}  {module}  {locale}  {code}  {text}")?;
    }
    Ok(())
}
