//! `daybook-server dashboards …`: what a campaign wants counted, from files.

use super::set_up::set_up;
use crate::dashboard::{self, Unsound};
use crate::db::{self, DbError};
use crate::ingest::Ingest;
use crate::service::{Service, ServiceError};
use clap::Subcommand;
use daybook_form::{Definition as FormDefinition, Limits};
use daybook_record::Kind;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub(super) enum DashboardCommand {
    /// Takes dashboards from a file: definitions of ours, or another app's `dashboardConfig`.
    Import {
        /// The file.
        file: PathBuf,
        /// The campaign's key.
        #[arg(long)]
        campaign: String,
        /// Take them even where something cannot be converted.
        #[arg(long)]
        allow_losses: bool,
    },
    /// The dashboards of a campaign, with their charts.
    List {
        /// The campaign's key.
        #[arg(long)]
        campaign: String,
    },
    /// Takes a dashboard away, with its figures.
    Withdraw {
        /// Its key.
        key: String,
        /// The campaign's key.
        #[arg(long)]
        campaign: String,
    },
}

pub(super) fn dashboard(
    command: &DashboardCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        DashboardCommand::Import { file, campaign, allow_losses } => {
            super::campaign::campaign_must_exist(service, &org, campaign)?;
            import(service, &org, file, campaign, *allow_losses, out)
        }
        DashboardCommand::List { campaign } => {
            for definition in db::read(service.db.as_ref(), |tx| tx.dashboards(&org, campaign))? {
                let charts: Vec<String> = definition.charts.iter().map(|chart| format!("{} ({})", chart.key, chart.shown)).collect();
                writeln!(out, "{}  {}: {}", definition.key, title(&definition.title), charts.join(", "))?;
            }
            Ok(())
        }
        DashboardCommand::Withdraw { key, campaign } => {
            let known = set_up(service, &org, format!("dashboard {key} of {campaign} withdrawn"), |tx| {
                dashboard::withdraw(tx, &Ingest::new(tx, &org, service.world.as_ref()), &org, campaign, key)
            })?;
            match known {
                true => Ok(writeln!(out, "{key} leaves every device with its next sync.")?),
                false => Err(ServiceError::Said(format!("there is no dashboard {key} in {campaign}"))),
            }
        }
    }
}

fn import(service: &Service, org: &str, file: &Path, campaign: &str, losses: bool, out: &mut dyn Write) -> Result<(), ServiceError> {
    let bytes = fs::read(file).map_err(|error| ServiceError::Said(format!("{} cannot be read: {error}", file.display())))?;
    let read = dashboard::read(&bytes).map_err(|error| ServiceError::Said(error.to_string()))?;
    for left in &read.left_out {
        writeln!(out, "{left}")?;
    }
    if read.definitions.is_empty() {
        return Err(ServiceError::Said("there is no dashboard in this file; nothing was taken".to_owned()));
    }
    if !read.left_out.is_empty() && !losses {
        let what = if read.left_out.len() == 1 { "1 thing".to_owned() } else { format!("{} things", read.left_out.len()) };
        return Err(ServiceError::Said(format!(
            "{what} cannot be converted; nothing was taken. --allow-losses takes the dashboards without them"
        )));
    }
    let forms = forms(service, org, campaign)?;
    let wrong: Vec<String> = dashboard::unsound(&read.definitions, &forms).iter().map(Unsound::to_string).collect();
    if !wrong.is_empty() {
        return Err(ServiceError::Said(format!("{}\nnothing was taken", wrong.join("\n"))));
    }
    let definitions: Vec<_> = read.definitions.into_iter().map(|definition| dashboard::named(definition, &forms)).collect();
    set_up(service, org, format!("{} dashboards of {campaign}", definitions.len()), |tx| {
        definitions.iter().try_for_each(|definition| tx.save_dashboard(org, campaign, definition))
    })
    .map_err(|error: DbError| ServiceError::from(error))?;
    for definition in &definitions {
        let charts = if definition.charts.len() == 1 { "1 chart".to_owned() } else { format!("{} charts", definition.charts.len()) };
        writeln!(out, "{}: {charts}. Its figures come with each device's next sync.", definition.key)?;
    }
    Ok(())
}

/// Every version of the campaign's forms.
fn forms(service: &Service, org: &str, campaign: &str) -> Result<Vec<FormDefinition>, ServiceError> {
    let kept = db::read(service.db.as_ref(), |tx| tx.records(org, Kind::Form))?;
    let of_campaign = kept.iter().filter(|kept| kept.held.facts.text("campaign") == Some(campaign));
    let definitions = of_campaign.filter_map(|kept| kept.held.facts.text("definition"));
    Ok(definitions.filter_map(|text| FormDefinition::parse(text.as_bytes(), &Limits::default()).ok()).collect())
}

/// A title in English, or in whichever language there is.
fn title(words: &daybook_record::dashboard::Words) -> &str {
    words.get("en").or_else(|| words.values().next()).map_or("", String::as_str)
}
