//! Counting. What each record adds is kept while the service runs, so that only what is new is read: the first count reads
//! everything, each later one only what came since. One counts at a time for each campaign; whoever comes meanwhile finds it done.

use crate::Service;
use crate::db::{DbError, Origin, Tx};
use crate::ingest::Ingest;
use daybook_record::dashboard::{Definition, Part, Tally, part};
use daybook_record::kind::{Area, Chart, Dashboard};
use daybook_record::{Facts, Kind, Moment, RecordId, Scope, Version};
use daybook_wire::pull::{Digest, PulledRecord};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Records read at once.
const AT_ONCE: u32 = 2_000;

/// The book of one campaign; whoever counts has it to herself.
type Shared = Arc<tokio::sync::Mutex<Book>>;

/// What was counted so far, by organisation and campaign.
#[derive(Default)]
pub(crate) struct Counting {
    campaigns: Mutex<HashMap<(String, String), Shared>>,
}

impl Counting {
    fn of(&self, org: &str, campaign: &str) -> Shared {
        let mut campaigns = self.campaigns.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(campaigns.entry((org.to_owned(), campaign.to_owned())).or_default())
    }
}

/// What the records of a campaign add to its charts.
#[derive(Default)]
struct Book {
    /// What is counted. Where that is another now, everything is read again.
    definitions: Vec<Definition>,
    areas: Vec<Area>,
    /// Everything up to here was read.
    read_to: Version,
    /// Something was read since it was counted last.
    moved: bool,
    /// What devices have, as it was counted last.
    told: Option<Digest>,
    /// By record: its area, and what it adds to each chart of each dashboard, in order.
    parts: HashMap<RecordId, (usize, Vec<Part>)>,
}

/// Counts a campaign's figures anew where anything has changed, and publishes those that are others now.
pub async fn refresh(service: &Service, org: &str, campaign: &str) -> Result<(), DbError> {
    let book = service.counting.of(org, campaign).lock_owned().await;
    let (org, campaign) = (org.to_owned(), campaign.to_owned());
    let look = {
        let (org, campaign, now) = (org.clone(), campaign.clone(), service.world.now());
        move |tx: &dyn Tx| {
            let mut book = book;
            // Where it fails half-way, the next one begins from nothing: half of a book would be a wrong figure.
            let mut taken = std::mem::take(&mut *book);
            taken.bring_up_to_date(tx, &org, &campaign)?;
            let told = tx.digest(&org, &Scope::Dashboards(campaign.clone()))?;
            let is_told = !taken.moved && taken.told == Some(told);
            let changed = if is_told { Default::default() } else { taken.changed(tx, &org, &campaign, now)? };
            (taken.told, taken.moved) = (Some(told), true);
            *book = taken;
            Ok::<_, DbError>((book, changed))
        }
    };
    // Held to the end: who comes next must not publish what is older.
    let (mut book, (others, gone)) = service.read(look).await?;
    if !others.is_empty() || !gone.is_empty() {
        let world = Arc::clone(&service.world);
        let publish = move |tx: &dyn Tx| -> Result<Digest, DbError> {
            let ingest = Ingest::new(tx, &org, world.as_ref());
            for (id, dashboard) in &others {
                ingest.put(Kind::Dashboard, *id, &Facts::of(dashboard), Origin::Service)?;
            }
            gone.iter().try_for_each(|id| ingest.remove(Kind::Dashboard, *id, Origin::Service).map(drop))?;
            tx.digest(&org, &Scope::Dashboards(campaign))
        };
        book.told = Some(service.write(publish).await?);
    }
    book.moved = false;
    Ok(())
}

impl Book {
    fn bring_up_to_date(&mut self, tx: &dyn Tx, org: &str, campaign: &str) -> Result<(), DbError> {
        let definitions = tx.dashboards(org, campaign)?;
        let areas = areas(tx, org, campaign)?;
        if self.definitions != definitions || self.areas != areas {
            *self = Self { definitions, areas, moved: true, ..Self::default() };
        }
        let last = tx.last_sequence(org)?;
        // Where nothing is counted nothing is read.
        let areas = if self.definitions.is_empty() || last == self.read_to { 0 } else { self.areas.len() };
        (0..areas).try_for_each(|place| self.read_area(tx, org, place))?;
        self.read_to = last;
        Ok(())
    }

    fn read_area(&mut self, tx: &dyn Tx, org: &str, place: usize) -> Result<(), DbError> {
        let scope = Scope::Area(self.areas[place].key.clone());
        let mut after = self.read_to;
        loop {
            let page = tx.page(org, &scope, after, AT_ONCE)?;
            for record in &page {
                self.take(record, place);
            }
            match page.last() {
                Some(last) if page.len() == AT_ONCE as usize => after = last.version,
                _ => break,
            }
        }
        for gone in tx.departures(org, &scope, self.read_to, u32::MAX)? {
            // It may have come to another area meanwhile, and been read there.
            if self.parts.get(&gone.id).is_some_and(|(area, _)| *area == place) {
                self.parts.remove(&gone.id);
                self.moved = true;
            }
        }
        Ok(())
    }

    fn take(&mut self, record: &PulledRecord, place: usize) {
        if record.kind.is_of_an_area() {
            let charts = self.definitions.iter().flat_map(|definition| &definition.charts);
            let parts = charts.map(|chart| part(chart, record.kind, &record.facts)).collect();
            self.parts.insert(record.id, (place, parts));
            self.moved = true;
        }
    }

    /// Dashboards that are others than those that devices have, and those that are to go.
    #[expect(clippy::type_complexity, reason = "two lists, taken apart where it is called")]
    fn changed(&self, tx: &dyn Tx, org: &str, campaign: &str, now: Moment) -> Result<(Vec<(RecordId, Dashboard)>, Vec<RecordId>), DbError> {
        let mut here = BTreeSet::new();
        let mut others = Vec::new();
        for dashboard in self.count(campaign, now) {
            let id = Dashboard::record(campaign, dashboard.area.as_deref(), &dashboard.key);
            here.insert(id);
            let before = tx.record(org, Kind::Dashboard, id)?.filter(|kept| !kept.held.removed);
            let before = before.and_then(|kept| kept.held.facts.read::<Dashboard>().ok());
            // That it was counted later makes it no other figure.
            if before.is_none_or(|before| Dashboard { computed_at: now, ..before } != dashboard) {
                others.push((id, dashboard));
            }
        }
        let published = tx.records(org, Kind::Dashboard)?.into_iter();
        let gone = published.filter(|kept| kept.held.facts.text("campaign") == Some(campaign)).map(|kept| kept.held.record);
        Ok((others, gone.filter(|id| !here.contains(id)).collect()))
    }

    /// All dashboards: for the whole campaign, and for each area where there are several.
    fn count(&self, campaign: &str, now: Moment) -> Vec<Dashboard> {
        let each = (0..self.areas.len()).filter(|_| self.areas.len() > 1).map(Some);
        let over: Vec<Option<usize>> = std::iter::once(None).chain(each).collect();
        let mut dashboards = Vec::new();
        let mut first = 0;
        for definition in &self.definitions {
            for area in &over {
                let charts = definition.charts.iter().enumerate().map(|(n, chart)| {
                    let mut tally = Tally::default();
                    for (record, (_, parts)) in self.parts.iter().filter(|(_, (of, _))| area.is_none_or(|area| area == *of)) {
                        tally.add(*record, &parts[first + n]);
                    }
                    let areas = self.areas.iter().enumerate().filter(|(of, _)| area.is_none_or(|area| area == *of));
                    Chart { definition: chart.clone(), goal: chart.target_in(areas.map(|(_, area)| area)), figures: tally.figures() }
                });
                dashboards.push(Dashboard {
                    campaign: campaign.to_owned(),
                    area: area.map(|area| self.areas[area].key.clone()),
                    key: definition.key.clone(),
                    place: definition.place,
                    title: definition.title.clone(),
                    charts: charts.collect(),
                    computed_at: now,
                });
            }
            first += definition.charts.len();
        }
        dashboards
    }
}

fn areas(tx: &dyn Tx, org: &str, campaign: &str) -> Result<Vec<Area>, DbError> {
    let all = tx.records(org, Kind::Area)?;
    let mut areas: Vec<Area> = all.iter().filter_map(|kept| kept.held.facts.read().ok()).collect();
    areas.retain(|area| area.campaign == campaign);
    areas.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(areas)
}
