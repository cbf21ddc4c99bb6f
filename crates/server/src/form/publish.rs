//! Publishing and withdrawing. Under id and version a form is published once: the same bytes again change nothing, others are
//! refused, because entries were made with the first ones.

use crate::db::{DbError, Kept, Origin};
use crate::ingest::{Ingest, Put};
use daybook_form::Definition;
use daybook_record::kind::Form;
use daybook_record::{Facts, Kind, World};

/// Why a form is not published.
#[derive(Debug, thiserror::Error)]
pub enum NotPublished {
    /// Other contents stand under this id and version.
    #[error("form {form} version {version} is published already, with other contents (SHA-256 {sha256}): give this one another version")]
    Taken {
        /// Its id.
        form: String,
        /// Its version.
        version: String,
        /// What stands there.
        sha256: String,
    },
    /// It belongs to another campaign.
    #[error("form {form} belongs to the campaign {campaign}: give this one another id")]
    OfAnother {
        /// Its id.
        form: String,
        /// Whose it is.
        campaign: String,
    },
    /// There is no such form.
    #[error("there is no form {0} of that version")]
    Unknown(String),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A form that is there now.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The record.
    pub form: Form,
    /// New, changed (it had been withdrawn, or stood in another place), or exactly so already.
    pub put: Put,
}

/// Publishes it for new entries of the campaign. `place`: where it stands in the list; where nothing is said, where the version
/// before it stood, or behind all others.
pub fn publish(
    ingest: &Ingest<'_>,
    definition: &Definition,
    campaign: &str,
    place: Option<u32>,
    world: &dyn World,
) -> Result<Published, NotPublished> {
    let text = String::from_utf8(definition.canonical()).map_err(|_| DbError::Refused("a form that is no text".to_owned()))?;
    let sha256 = definition.sha256();
    let all = forms(ingest)?;
    let of_this: Vec<&Form> = all.iter().filter(|form| form.form == definition.id).collect();
    if let Some(other) = of_this.iter().find(|form| form.campaign != campaign) {
        return Err(NotPublished::OfAnother { form: other.form.clone(), campaign: other.campaign.clone() });
    }
    if let Some(other) = of_this.iter().find(|form| form.version == definition.version && form.sha256 != sha256) {
        return Err(NotPublished::Taken { form: other.form.clone(), version: other.version.clone(), sha256: other.sha256.clone() });
    }
    let same = of_this.iter().find(|form| form.sha256 == sha256 && form.version == definition.version);
    let before = of_this.iter().map(|form| form.place).max();
    let last = all.iter().filter(|form| form.campaign == campaign).map(|form| form.place).max();
    let form = Form {
        campaign: campaign.to_owned(),
        form: definition.id.clone(),
        version: definition.version.clone(),
        sha256,
        place: place.or(before).or(last.map(|last| last + 1)).unwrap_or(1),
        title: definition.titles(),
        languages: definition.languages().map(str::to_owned).collect(),
        // Published again without having been withdrawn, it stays as old as it is.
        published_at: same.filter(|same| !same.withdrawn).map_or_else(|| world.now(), |same| same.published_at),
        withdrawn: false,
        definition: text,
    };
    let id = Form::record(&form.form, &form.version, &form.sha256);
    let put = ingest.put(Kind::Form, id, &Facts::of(&form), Origin::Import)?;
    Ok(Published { form, put })
}

/// Nothing new is made with this version from now on. What was begun with it goes on, and what was made with it stays.
pub fn withdraw(ingest: &Ingest<'_>, form: &str, version: &str) -> Result<Form, NotPublished> {
    let known = forms(ingest)?.into_iter().find(|known| known.form == form && known.version == version);
    let known = known.ok_or_else(|| NotPublished::Unknown(form.to_owned()))?;
    let withdrawn = Form { withdrawn: true, ..known };
    let id = Form::record(&withdrawn.form, &withdrawn.version, &withdrawn.sha256);
    ingest.put(Kind::Form, id, &Facts::of(&withdrawn), Origin::Import)?;
    Ok(withdrawn)
}

fn forms(ingest: &Ingest<'_>) -> Result<Vec<Form>, DbError> {
    let read = |kept: &Kept| kept.held.facts.read().ok();
    Ok(ingest.all(Kind::Form)?.iter().filter(|kept| !kept.held.removed).filter_map(read).collect())
}
