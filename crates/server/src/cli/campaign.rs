//! `daybook-server campaign …`, `contact …`: campaigns, their areas, whom to ring.

use super::form;
use super::set_up::set_up;
use crate::campaign::{self, FARTHEST_METRES, contact_id};
use crate::db::{self, Origin};
use crate::import::read_file;
use crate::ingest::Ingest;
use crate::service::{Service, ServiceError};
use chrono::NaiveDate;
use clap::Subcommand;
use daybook_record::kind::{Area, Campaign, Contact};
use daybook_record::{Facts, Kind, RecordId};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The finest map that is worth carrying.
const FINEST: u8 = 16;

#[derive(Subcommand)]
pub(super) enum CampaignCommand {
    /// Adds a campaign, or changes it: what is not said stays.
    Add {
        /// A short key without spaces: `nets-2026`.
        #[arg(value_parser = key)]
        key: String,
        /// Its name.
        name: String,
        /// Languages of its forms, the usual one first; English unless said.
        #[arg(long = "language")]
        languages: Vec<String>,
        /// Its first day.
        #[arg(long)]
        starts: Option<NaiveDate>,
        /// Its last day.
        #[arg(long)]
        ends: Option<NaiveDate>,
        /// Documents that people are known by, as registration offers them: `'Voter card'`.
        #[arg(long = "document")]
        documents: Vec<String>,
        /// Up to how many metres away somebody is near.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(FARTHEST_METRES)))]
        nearby_metres: Option<u32>,
    },
    /// Takes languages, documents, people to ring and what is near from another app's configuration (`appConfig`), and lists the
    /// rest of it.
    Import {
        /// The file.
        file: PathBuf,
        /// The campaign's key; not needed where there is only one campaign.
        #[arg(long)]
        campaign: Option<String>,
    },
    /// Adds an area to a campaign, or changes it.
    AddArea {
        /// The campaign's key.
        #[arg(value_parser = key)]
        campaign: String,
        /// A short key without spaces: `mill-valley`.
        #[arg(value_parser = key)]
        area: String,
        /// Its name.
        name: String,
        /// Its edges in degrees (WGS 84): west,south,east,north.
        #[arg(long, value_parser = edges, allow_hyphen_values = true)]
        bounds: Edges,
        /// The coarsest and the finest zoom of its map.
        #[arg(long, value_parser = zooms, default_value = "8,14")]
        zooms: (u8, u8),
        /// How many households the campaign reckons with.
        #[arg(long)]
        households: Option<u32>,
    },
    /// Every campaign with its areas.
    List,
}

#[derive(Subcommand)]
pub(super) enum ContactCommand {
    /// Adds somebody to ring, or changes her.
    Add {
        /// Her name.
        name: String,
        /// Her number.
        phone: String,
        /// What she is there for.
        #[arg(long)]
        role: Option<String>,
        /// The area she is there for; everywhere without it.
        #[arg(long, value_parser = key)]
        area: Option<String>,
        /// Where she stands in the list.
        #[arg(long, default_value_t = 0)]
        place: u32,
    },
    /// Takes somebody out of the list.
    Remove {
        /// Her name.
        name: String,
    },
    /// Everybody in the list.
    List,
}

type Edges = [f64; 4];

fn key(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.len() <= 60 && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    if fits { Ok(text.to_owned()) } else { Err("a key has letters, digits, - _ and . only, and at most 60 of them".to_owned()) }
}

fn edges(text: &str) -> Result<Edges, String> {
    let parts: Vec<f64> =
        text.split(',').map(|part| part.trim().parse()).collect::<Result<_, _>>().map_err(|_| "not a number".to_owned())?;
    let &[west, south, east, north] = parts.as_slice() else { return Err("four numbers: west,south,east,north".to_owned()) };
    let possible = west < east && south < north && west >= -180.0 && east <= 180.0 && south >= -85.0 && north <= 85.0;
    if possible { Ok([west, south, east, north]) } else { Err("west must be less than east, and south less than north".to_owned()) }
}

fn zooms(text: &str) -> Result<(u8, u8), String> {
    let parsed = text.split_once(',').and_then(|(one, two)| Some((one.trim().parse().ok()?, two.trim().parse().ok()?)));
    parsed.filter(|(one, two)| one <= two && *two <= FINEST).ok_or_else(|| format!("two zooms, the coarser first, up to {FINEST}: 8,14"))
}

pub(super) fn campaign(
    command: &CampaignCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    let put = |said: String, kind: Kind, id: RecordId, facts: Facts| {
        set_up(service, &org, said, |tx| Ingest::new(tx, &org, service.world.as_ref()).put(kind, id, &facts, Origin::Import))
    };
    match command {
        CampaignCommand::Add { key, name, languages, starts, ends, documents, nearby_metres } => {
            let known = db::read(service.db.as_ref(), |tx| tx.record(&org, Kind::Campaign, RecordId::of_campaign(key)))?;
            let known = known.filter(|kept| !kept.held.removed).and_then(|kept| kept.held.facts.read().ok());
            let known = known.unwrap_or_else(|| Campaign { languages: vec!["en".to_owned()], ..Campaign::default() });
            let said = |list: &[String], known| if list.is_empty() { known } else { list.to_vec() };
            let campaign = Campaign {
                key: key.clone(),
                name: name.clone(),
                languages: said(languages, known.languages),
                starts: starts.or(known.starts),
                ends: ends.or(known.ends),
                documents: said(documents, known.documents),
                nearby_metres: nearby_metres.or(known.nearby_metres),
            };
            put(format!("campaign {key}"), Kind::Campaign, RecordId::of_campaign(key), Facts::of(&campaign))?;
        }
        CampaignCommand::Import { file, campaign } => {
            let campaign = form::campaign(service, &org, campaign.as_deref())?.key;
            import(service, &org, file, &campaign, out)?;
        }
        CampaignCommand::AddArea { campaign, area, name, bounds: [west, south, east, north], zooms, households } => {
            campaign_must_exist(service, &org, campaign)?;
            let facts = Facts::of(&Area {
                key: area.clone(),
                campaign: campaign.clone(),
                name: name.clone(),
                west: *west,
                south: *south,
                east: *east,
                north: *north,
                smallest_zoom: zooms.0,
                largest_zoom: zooms.1,
                households: *households,
            });
            put(format!("area {area}"), Kind::Area, RecordId::of_area(area), facts)?;
        }
        CampaignCommand::List => {
            let all = |kind| db::read(service.db.as_ref(), |tx| tx.records(&org, kind));
            let areas: Vec<Area> = all(Kind::Area)?.iter().filter_map(|kept| kept.held.facts.read().ok()).collect();
            for campaign in all(Kind::Campaign)?.iter().filter_map(|kept| kept.held.facts.read::<Campaign>().ok()) {
                writeln!(out, "{}  {}  {}", campaign.key, campaign.name, campaign.languages.join(" "))?;
                for area in areas.iter().filter(|area| area.campaign == campaign.key) {
                    writeln!(out, "  {}  {}", area.key, area.name)?;
                }
            }
        }
    }
    Ok(())
}

fn import(service: &Service, org: &str, file: &Path, key: &str, out: &mut dyn Write) -> Result<(), ServiceError> {
    let bytes = read_file(file)?;
    let read = campaign::read(&bytes).map_err(|refused| ServiceError::Said(format!("{}: {refused}", file.display())))?;
    let said = format!("campaign {key}: file {}", daybook_wire::batch::sha256(&bytes));
    let taken = set_up(service, org, said, |tx| campaign::import(tx, org, service.world.as_ref(), key, &read))?;
    writeln!(out, "The campaign {key} is {}.", if taken.campaign_changed { "changed" } else { "the same" })?;
    for (what, said) in [
        ("Languages", read.languages.map(|languages| languages.join(", "))),
        ("Documents", read.documents.map(|documents| documents.join(", "))),
        ("Near", read.nearby_metres.map(|metres| format!("up to {metres} m"))),
    ] {
        if let Some(said) = said {
            writeln!(out, "  {what}: {said}")?;
        }
    }
    let tally = taken.contacts;
    writeln!(out, "{} contacts added, {} changed, {} the same", tally.added, tally.changed, tally.same)?;
    if !read.left_out.is_empty() {
        writeln!(out, "Not taken:")?;
    }
    for left in &read.left_out {
        writeln!(out, "  {left}")?;
    }
    Ok(())
}

/// The campaign, or an error that says its key.
pub(super) fn campaign_must_exist(service: &Service, org: &str, key: &str) -> Result<(), ServiceError> {
    let known = db::read(service.db.as_ref(), |tx| tx.record(org, Kind::Campaign, RecordId::of_campaign(key)))?;
    match known.filter(|kept| !kept.held.removed) {
        Some(_) => Ok(()),
        None => Err(ServiceError::Said(format!("there is no campaign {key}: add it first"))),
    }
}

pub(super) fn contact(
    command: &ContactCommand,
    service: &Service,
    organisation: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let org = service.organisation(organisation)?;
    match command {
        ContactCommand::Add { name, phone, role, area, place } => {
            let contact = Contact { name: name.clone(), role: role.clone(), phone: phone.clone(), area: area.clone(), place: *place };
            set_up(service, &org, "contact".to_owned(), |tx| {
                Ingest::new(tx, &org, service.world.as_ref()).put(
                    Kind::Contact,
                    contact_id(&org, name),
                    &Facts::of(&contact),
                    Origin::Import,
                )
            })?;
        }
        ContactCommand::Remove { name } => {
            let removed = set_up(service, &org, "contact removed".to_owned(), |tx| {
                Ingest::new(tx, &org, service.world.as_ref()).remove(Kind::Contact, contact_id(&org, name), Origin::Import)
            })?;
            if !removed {
                writeln!(out, "There is nobody called {name} in the list.")?;
            }
        }
        ContactCommand::List => {
            let mut contacts: Vec<Contact> = db::read(service.db.as_ref(), |tx| tx.records(&org, Kind::Contact))?
                .iter()
                .filter_map(|kept| kept.held.facts.read().ok())
                .collect();
            contacts.sort_by(|one, two| (one.place, &one.name).cmp(&(two.place, &two.name)));
            for contact in contacts {
                writeln!(
                    out,
                    "{}  {}  {}  {}",
                    contact.name,
                    contact.phone,
                    contact.role.unwrap_or_default(),
                    contact.area.unwrap_or_default()
                )?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{edges, key, zooms};

    #[test]
    fn what_cannot_be_an_area_is_refused_in_words() {
        assert_eq!(edges("7.40, 43.72,7.44,43.76"), Ok([7.40, 43.72, 7.44, 43.76]));
        for wrong in ["", "1,2,3", "7.44,43.72,7.40,43.76", "0,0,1,90", "a,b,c,d"] {
            assert!(edges(wrong).is_err(), "{wrong}");
        }
        assert_eq!((zooms("8,14"), zooms("14,8").is_err(), zooms("8,30").is_err()), (Ok((8, 14)), true, true));
        assert!(key("mill-valley").is_ok() && key("mill valley").is_err() && key("").is_err());
    }
}
