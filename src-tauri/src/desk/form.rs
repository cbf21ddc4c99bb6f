//! Forms at the desk: read once and kept ready while the person works, asked after each change.
//!
//! The one place on the device where a form is evaluated: the store keeps answers as JSON, and the screens show what stands here.

use super::{Desk, Open};
use crate::dto::{
    About, CarryLine, CarryPreview, DraftCard, DraftChange, EntryCard, EntryPage, ErrorCode, Filled, FormCard, KeptPicture, OfferAt,
    OpenDraft, Picture,
};
use crate::error::Refused;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use daybook_form::{Answers, Fate, Form, Identity, Kind as Asks, Limits, Now, Offer, Place, Wanted, carry_over};
use daybook_record::draft::Entry;
use daybook_record::kind::{Form as Published, FormEntry};
use daybook_record::{ChangeId, Facts, Kind, Moment, RecordId};
use daybook_store::{DraftRow, Entered, FormName, FormRow, Saved, Store, Which};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// So many forms are kept ready.
const READY: usize = 8;
/// So many choices are offered at once; the rest is counted.
const MOST_OFFERED: usize = 50;
/// A picture may have so many bytes; the screens make it smaller than that.
const MOST_BYTES: usize = daybook_sync::PICTURE_BYTES as usize;

/// The forms that are ready, the last asked for first. Gone when the desk is locked.
#[derive(Default)]
pub struct Ready(Mutex<VecDeque<Worded>>);

/// A form in its campaign's own words, and what they were made of.
struct Worded {
    words: String,
    form: Arc<Form>,
}

impl Ready {
    /// The form of this SHA-256, read if it is not ready yet.
    fn form(&self, store: &Store, sha256: &str) -> Result<Option<Arc<Form>>, Refused> {
        let state = store.state_of_words()?;
        if let Some(ready) = self.kept(sha256, &state) {
            return Ok(Some(ready));
        }
        let Some(definition) = store.form_definition(sha256)? else { return Ok(None) };
        let form = Form::parse(definition.as_bytes(), &Limits::default()).map_err(|error| {
            tracing::error!(sha256, %error, "a form does not read");
            ErrorCode::Internal
        })?;
        let words = store.words_of_form(&form.identity().id)?;
        let said = words.iter().map(|word| (word.locale.as_str(), word.code.as_str(), word.text.as_str()));
        let form = Arc::new(form.with_words(said));
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.retain(|kept| kept.form.identity().sha256 != sha256);
        shelf.push_front(Worded { words: state, form: form.clone() });
        shelf.truncate(READY);
        Ok(Some(form))
    }

    fn kept(&self, sha256: &str, words: &str) -> Option<Arc<Form>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = shelf.iter().position(|kept| kept.form.identity().sha256 == sha256 && kept.words == words)?;
        let kept = shelf.remove(at)?;
        let form = kept.form.clone();
        shelf.push_front(kept);
        Some(form)
    }
}

/// Forms, with what the desk has open.
pub struct Forms<'a> {
    open: &'a Open,
    store: &'a Store,
    now: Moment,
}

impl Desk {
    /// Does something about forms, away from the threads that serve the window.
    pub async fn with_forms<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Forms<'_>) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T, Refused> {
        let (open, now) = (self.at_work()?, self.world.now());
        self.with_store(move |store| work(&Forms { open: &open, store, now })).await
    }
}

impl Forms<'_> {
    /// The forms that new entries are made with.
    pub fn list(&self) -> Result<Vec<FormCard>, Refused> {
        let mut titles = Titles::of(self);
        let card = |FormRow { name, campaign, languages, drafts, entries, .. }: FormRow| {
            let title = titles.of_form(&name)?;
            // In a campaign's own words a form may be read in more languages than it brings along.
            let others: Vec<String> = title.keys().filter(|said| !languages.contains(said)).cloned().collect();
            let languages = languages.into_iter().chain(others).collect();
            Ok(FormCard { identity: identity(&name), campaign, title, languages, drafts, entries })
        };
        self.store.forms()?.into_iter().map(card).collect()
    }

    /// Begins a draft with the form of today.
    pub fn begin(&self, id: &str, about: About, draft: RecordId) -> Result<(), Refused> {
        let newest = self.store.form(id)?.ok_or(ErrorCode::NotFound)?;
        let form = self.ready(&newest.name.sha256)?;
        self.store.begin_draft(draft, &newest, &form.begin(&self.moment()), &which(about), self.now)?;
        Ok(())
    }

    /// The drafts that lie here.
    pub fn drafts(&self) -> Result<Vec<DraftCard>, Refused> {
        let (newest, mut titles) = (self.newest()?, Titles::of(self));
        self.store.drafts()?.iter().map(|draft| Ok(card(draft, titles.of_form(&draft.name)?, &newest))).collect()
    }

    /// A draft with all that a screen needs to draw it.
    pub fn open(&self, id: RecordId, language: &str) -> Result<OpenDraft, Refused> {
        let (draft, form) = self.draft(id)?;
        let filled = self.filled(&form, &draft.answers, draft.page.as_deref(), language);
        Ok(OpenDraft {
            card: card(&draft, form.definition().titles(), &self.newest()?),
            form: form.drawn(),
            answers: draft.answers,
            filled,
        })
    }

    /// Keeps a change; only then, how it stands.
    pub fn save(&self, change: &DraftChange) -> Result<Filled, Refused> {
        let DraftChange { draft, answers, page, language } = change;
        let (_, form) = self.draft(*draft)?;
        self.store.save_draft(*draft, answers, page.as_deref(), self.now)?;
        Ok(self.filled(&form, answers, page.as_deref(), language))
    }

    /// What a list offers for what was typed.
    pub fn offer(&self, id: RecordId, place: &Place, typed: &str, language: &str) -> Result<Offer, Refused> {
        let (draft, form) = self.draft(id)?;
        let language = read_in(&form, language);
        Ok(form.offer(place, &draft.answers, &self.moment(), Wanted { language, typed, most: MOST_OFFERED }))
    }

    /// What stands in the next row of a group.
    pub fn row(&self, id: RecordId, group: &Place) -> Result<Answers, Refused> {
        let (draft, form) = self.draft(id)?;
        Ok(form.begin_row(group, &draft.answers, &self.moment()))
    }

    /// What carrying a draft over to the form of today would do.
    pub fn preview(&self, id: RecordId, language: &str) -> Result<CarryPreview, Refused> {
        let (draft, old) = self.draft(id)?;
        let to = self.successor(&draft)?;
        let new = self.ready(&to.name.sha256)?;
        let carried = carry_over(&old, &new, &draft.answers, &self.moment()).fields;
        let line = |carried: daybook_form::Carried| {
            let form = if carried.fate == Fate::Dropped { &old } else { &new };
            let language = read_in(form, language);
            let label = form.field(&carried.place.field).and_then(|field| field.label.as_deref());
            let label = label.map_or(carried.place.field.as_str(), |key| form.definition().message(language, key)).to_owned();
            let answer = match carried.fate {
                Fate::New => serde_json::Value::Null,
                _ => old
                    .answer(&draft.answers, &carried.place)
                    .map_or(serde_json::Value::Null, |value| old.read_out(&carried.place, value, language)),
            };
            CarryLine { carried, label, answer }
        };
        Ok(CarryPreview { from: identity(&draft.name), to: identity(&to.name), fields: carried.into_iter().map(line).collect() })
    }

    /// Carries it over.
    pub fn carry(&self, id: RecordId) -> Result<(), Refused> {
        let (draft, old) = self.draft(id)?;
        let to = self.successor(&draft)?;
        let new = self.ready(&to.name.sha256)?;
        let answers = carry_over(&old, &new, &draft.answers, &self.moment()).answers;
        self.store.carry_draft(id, &to, &answers, self.now)?;
        Ok(())
    }

    /// The draft becomes an entry, if nothing of it is wrong or missing.
    pub fn enter(&self, desk: &Desk, id: RecordId) -> Result<Saved, Refused> {
        let (draft, form) = self.draft(id)?;
        let now = self.moment();
        if !form.look(&draft.answers, &now).is_complete() {
            return Err(ErrorCode::Invalid.into());
        }
        let data = form.sent(&draft.answers, &now);
        let Identity { id: name, version, sha256 } = form.identity().clone();
        let published: Option<Published> = self.store.typed(Kind::Form, Published::record(&name, &version, &sha256))?;
        let campaign = published.map(|published| published.campaign).ok_or(ErrorCode::NotFound)?;
        let area = self.store.area_for(&campaign, &draft.about)?.ok_or(ErrorCode::NotFound)?;
        let by = desk.by(self.store);
        let pictures: Vec<String> = form.pictures(&data).into_iter().collect();
        let entry = FormEntry {
            campaign,
            area,
            form: name,
            version,
            sha256,
            data: data.into(),
            household: draft.about.household,
            individual: draft.about.individual,
            at: self.now,
            recorded_by: Some(by.name),
            registration: None,
        };
        let entry = Entry { kind: Kind::Entry, record: id, facts: Facts::of(&entry) };
        Ok(self.store.record_draft(&entry, &pictures, ChangeId(desk.world.mint()), desk.made(self.store)?)?)
    }

    /// What was entered: all, or about a household or an individual.
    pub fn entries(&self, about: About) -> Result<Vec<EntryCard>, Refused> {
        let mut titles = Titles::of(self);
        self.store.form_entries(&which(about))?.iter().map(|entered| Ok(entry_card(entered, titles.of_form(&entered.name)?))).collect()
    }

    /// One entry, under exactly the form it was made with.
    pub fn entry(&self, id: RecordId, language: &str) -> Result<EntryPage, Refused> {
        let entered = self.store.form_entry(id)?.ok_or(ErrorCode::NotFound)?;
        let form = self.open.forms.form(self.store, &entered.name.sha256)?;
        let filled = form.as_ref().map(|form| {
            let made = moment(entered.at);
            let look = form.look(&entered.data, &made);
            Filled { look, offers: Vec::new(), said: form.said(&entered.data, read_in(form, language)) }
        });
        let title = Titles::of(self).of_form(&entered.name)?;
        Ok(EntryPage { card: entry_card(&entered, title), form: form.map(|form| form.drawn()), answers: entered.data, filled })
    }

    /// Keeps a picture. What it is called follows from what is in it.
    pub fn keep_picture(&self, picture: &Picture) -> Result<KeptPicture, Refused> {
        let bytes = STANDARD.decode(&picture.base64).map_err(|_| ErrorCode::Invalid)?;
        if bytes.len() > MOST_BYTES || media_type(&bytes) != Some(picture.media_type.as_str()) {
            return Err(ErrorCode::Invalid.into());
        }
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        self.store.keep_attachment(&sha256, &picture.media_type, &bytes, self.now)?;
        Ok(KeptPicture { sha256, media_type: picture.media_type.clone(), bytes: bytes.len() as u64 })
    }

    /// A picture that lies here.
    pub fn picture(&self, sha256: &str) -> Result<Picture, Refused> {
        let (media_type, bytes) = self.store.attachment(sha256)?.ok_or(ErrorCode::NotFound)?;
        Ok(Picture { media_type, base64: STANDARD.encode(bytes) })
    }

    fn moment(&self) -> Now {
        moment(self.now)
    }

    fn ready(&self, sha256: &str) -> Result<Arc<Form>, Refused> {
        Ok(self.open.forms.form(self.store, sha256)?.ok_or(ErrorCode::NotFound)?)
    }

    fn draft(&self, id: RecordId) -> Result<(DraftRow, Arc<Form>), Refused> {
        let draft = self.store.draft(id)?.ok_or(ErrorCode::NotFound)?;
        let form = self.ready(&draft.name.sha256)?;
        Ok((draft, form))
    }

    fn newest(&self) -> Result<BTreeMap<String, Identity>, Refused> {
        Ok(self.store.forms()?.iter().map(|form| (form.name.form.clone(), identity(&form.name))).collect())
    }

    /// The form of today, where it is another than the draft's.
    fn successor(&self, draft: &DraftRow) -> Result<FormRow, Refused> {
        let newest = self.store.form(&draft.name.form)?.filter(|newest| newest.name.sha256 != draft.name.sha256);
        Ok(newest.ok_or(ErrorCode::NotFound)?)
    }

    fn filled(&self, form: &Form, answers: &Answers, page: Option<&str>, language: &str) -> Filled {
        let now = self.moment();
        let (look, language) = (form.look(answers, &now), read_in(form, language));
        let wanted = Wanted { language, typed: "", most: MOST_OFFERED };
        let shown = page.or_else(|| look.pages.iter().find(|page| page.visible).map(|page| page.id.as_str()));
        let on_page = shown.map(|page| form.on_page(page)).unwrap_or_default();
        let offered = look.visible.iter().filter(|place| on_page.contains(place.field.as_str()));
        let offers = offered
            .filter(|place| is_short_list(form, place))
            .map(|place| OfferAt { place: place.clone(), offer: form.offer(place, answers, &now, wanted) });
        Filled { offers: offers.collect(), said: form.said(answers, language), look }
    }
}

/// What forms are called, in their campaign's own words where it has any: each worked out once.
struct Titles<'a> {
    forms: &'a Forms<'a>,
    known: BTreeMap<String, BTreeMap<String, String>>,
}

impl<'a> Titles<'a> {
    fn of(forms: &'a Forms<'a>) -> Self {
        Self { forms, known: BTreeMap::new() }
    }

    fn of_form(&mut self, name: &FormName) -> Result<BTreeMap<String, String>, Refused> {
        if let Some(known) = self.known.get(&name.sha256) {
            return Ok(known.clone());
        }
        let Forms { open, store, .. } = self.forms;
        // The form need not be read where nothing is said in other words.
        let worded = if store.words_of_form(&name.form)?.is_empty() { None } else { open.forms.form(store, &name.sha256)? };
        let title = worded.map_or_else(|| name.title.clone(), |form| form.definition().titles());
        self.known.insert(name.sha256.clone(), title.clone());
        Ok(title)
    }
}

fn is_short_list(form: &Form, place: &Place) -> bool {
    form.field(&place.field).is_some_and(|field| matches!(field.kind, Asks::Choice { searchable: false, .. }))
}

/// The form's own name for the language that is wanted, or its default one. `pt_MZ` and `pt` are read by the same people.
fn read_in<'a>(form: &'a Form, wanted: &str) -> &'a str {
    let definition = form.definition();
    let base = |language: &str| language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let found = definition.languages().find(|language| *language == wanted);
    found.or_else(|| definition.languages().find(|language| base(language) == base(wanted))).unwrap_or(&definition.default_language)
}

/// By its first bytes: what it is called proves nothing.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        _ => None,
    }
}

fn moment(at: Moment) -> Now {
    Now::parse_from_rfc3339(&at.to_string()).unwrap_or_default()
}

fn identity(name: &FormName) -> Identity {
    Identity { id: name.form.clone(), version: name.version.clone(), sha256: name.sha256.clone() }
}

fn which(about: About) -> Which {
    Which { household: about.household, individual: about.individual, area: about.area }
}

fn about(which: &Which) -> About {
    About { household: which.household, individual: which.individual, area: which.area.clone() }
}

fn card(draft: &DraftRow, title: BTreeMap<String, String>, newest: &BTreeMap<String, Identity>) -> DraftCard {
    DraftCard {
        draft: draft.id,
        identity: identity(&draft.name),
        title,
        begun_at: draft.begun_at,
        changed_at: draft.changed_at,
        page: draft.page.clone(),
        about: about(&draft.about),
        newer: newest.get(&draft.name.form).filter(|newest| newest.sha256 != draft.name.sha256).cloned(),
    }
}

fn entry_card(entered: &Entered, title: BTreeMap<String, String>) -> EntryCard {
    EntryCard {
        record: entered.id,
        identity: identity(&entered.name),
        title,
        at: entered.at,
        about: about(&entered.about),
        who: entered.who.clone(),
        state: entered.state,
        registration: entered.registration.clone(),
        receipt: entered.receipt.clone(),
    }
}
