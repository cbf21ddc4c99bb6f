//! Dashboards: the service's figures, joined by what this device has not sent yet.
//!
//! What is unsent is counted twice by the one code that counts (`record::dashboard`): as it is here, and as the service has it.
//! The difference is what the service will add once it has it. What is deliberately not here: how a chart looks.

use crate::row::{json, json_if, read};
use crate::view::{ChartRow, ChartView, CoverCell, DashboardLine, DashboardPage};
use crate::{Result, Store};
use daybook_record::dashboard::{ChartDefinition, Figures, Grouping, Part, Tally, part};
use daybook_record::kind::{Chart, Dashboard};
use daybook_record::{Change, Facts, Kind, RecordId, Unit, Verb};
use rusqlite::{Connection, Row, named_params};
use std::collections::BTreeMap;

impl Store {
    /// The dashboards on this device.
    pub fn dashboards(&self) -> Result<Vec<DashboardLine>> {
        self.read(|tx| Ok(all(tx, None)?.into_iter().map(|found| found.line).collect()))
    }

    /// One of them, with what is not sent yet; none where it is not here.
    pub fn dashboard(&self, id: RecordId) -> Result<Option<DashboardPage>> {
        let fetched = self.units()?.into_iter().find(|row| row.unit == Unit::Dashboards).and_then(|row| row.succeeded_at);
        self.read(|tx| {
            let Some(Found { line, dashboard }) = all(tx, Some(id))?.pop() else { return Ok(None) };
            let areas = areas(tx, &dashboard.campaign)?;
            let company = company(tx)?;
            let counts_here = |facts: &Facts| match (&dashboard.area, facts.text("area")) {
                (Some(area), of) => of == Some(area),
                (None, Some(of)) => areas.contains_key(of),
                (None, None) => false,
            };
            let charts = dashboard.charts.iter().map(|chart| view(chart, &unsent(&chart.definition, &company, counts_here), &areas));
            // The service counts before it answers: what came down with the last fetch is of that moment.
            let as_of = fetched.map_or(dashboard.computed_at, |fetched| fetched.max(dashboard.computed_at));
            Ok(Some(DashboardPage { charts: charts.collect(), as_of, line }))
        })
    }
}

struct Found {
    line: DashboardLine,
    dashboard: Dashboard,
}

/// What a newer service writes and this version does not understand is passed over, not shown wrongly.
fn all(tx: &Connection, id: Option<RecordId>) -> Result<Vec<Found>> {
    let mut statement = tx.prepare_cached(include_str!("list.sql"))?;
    let mut rows = statement.query(named_params! { ":id": id.map(|id| id.to_string()) })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Ok(dashboard) = json::<Facts>(row, "facts")?.read::<Dashboard>() else { continue };
        let campaign_name: Option<String> = row.get("campaign_name")?;
        let line = DashboardLine {
            id: read(row, "id")?,
            campaign: dashboard.campaign.clone(),
            campaign_name: campaign_name.unwrap_or_else(|| dashboard.campaign.clone()),
            area: dashboard.area.clone(),
            area_name: row.get::<_, Option<String>>("area_name")?.or_else(|| dashboard.area.clone()),
            title: dashboard.title.clone(),
        };
        found.push(Found { line, dashboard });
    }
    Ok(found)
}

fn areas(tx: &Connection, campaign: &str) -> Result<BTreeMap<String, String>> {
    let mut statement = tx.prepare_cached(include_str!("areas.sql"))?;
    let rows = statement.query_map(named_params! { ":campaign": campaign }, |row| Ok((row.get("key")?, row.get("name")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A record as it is here, and as the service has it; none where it is not, or is removed.
struct Standing {
    kind: Kind,
    id: RecordId,
    here: Option<Facts>,
    there: Option<Facts>,
}

fn company(tx: &Connection) -> Result<Vec<Standing>> {
    let mut statement = tx.prepare_cached(include_str!("company.sql"))?;
    let mut rows = statement.query([])?;
    let mut company = Vec::new();
    while let Some(row) = rows.next()? {
        company.push(standing(tx, row)?);
    }
    Ok(company)
}

fn standing(tx: &Connection, row: &Row<'_>) -> Result<Standing> {
    let (kind, id): (Kind, RecordId) = (read(row, "kind")?, read(row, "id")?);
    let facts: Facts = json(row, "facts")?;
    let here = (!row.get::<_, bool>("removed")?).then(|| facts.clone());
    let last_heard = || -> Result<Option<Facts>> {
        if row.get::<_, bool>("base_removed")? || row.get::<_, Option<i64>>("base_version")?.is_none() {
            return Ok(None);
        }
        Ok(Some(json_if(row, "base_facts")?.unwrap_or_else(|| facts.clone())))
    };
    let (unsent, with_support) = (row.get::<_, bool>("unsent")?, row.get::<_, bool>("with_support")?);
    let heard = row.get::<_, Option<i64>>("base_version")?.is_some();
    Ok(match (unsent, with_support) {
        // The service has taken it, and has it as it is here.
        (false, false) => Standing { kind, id, there: here.clone(), here },
        // A person decides about it: nothing is counted before she has.
        (false, true) => {
            let there = last_heard()?;
            Standing { kind, id, here: there.clone(), there }
        }
        (true, _) if heard => Standing { kind, id, here, there: last_heard()? },
        (true, _) => Standing { kind, id, here, there: taken(tx, kind, id)? },
    })
}

/// A record that was sent and has not come down since, as the service has taken it.
fn taken(tx: &Connection, kind: Kind, id: RecordId) -> Result<Option<Facts>> {
    let mut statement = tx.prepare_cached(include_str!("settled.sql"))?;
    let mut rows = statement.query(named_params! { ":kind": kind.as_str(), ":record": id.to_string() })?;
    let mut taken: Option<Facts> = None;
    while let Some(row) = rows.next()? {
        let change: Change = json(row, "change")?;
        taken = match change.verb {
            Verb::Remove => None,
            Verb::Create | Verb::Edit | Verb::Restore => Some(taken.unwrap_or_default().with(&change.facts)),
        };
    }
    Ok(taken)
}

/// What the service will add to this chart once it has what is unsent here.
fn unsent(chart: &ChartDefinition, company: &[Standing], counts_here: impl Fn(&Facts) -> bool) -> Figures {
    let figures = |facts: fn(&Standing) -> Option<&Facts>| {
        let told = company.iter().filter_map(|each| Some((each, facts(each).filter(|facts| counts_here(facts))?)));
        let parts: Vec<(RecordId, Part)> = told.map(|(each, facts)| (each.id, part(chart, each.kind, facts))).collect();
        let mut tally = Tally::default();
        parts.iter().for_each(|(id, part)| tally.add(*id, part));
        tally.figures()
    };
    figures(|each| each.here.as_ref()).minus(&figures(|each| each.there.as_ref()))
}

fn view(chart: &Chart, unsent: &Figures, areas: &BTreeMap<String, String>) -> ChartView {
    let Chart { definition, goal, figures } = chart;
    let by = definition.measure.by.as_ref().map(daybook_record::dashboard::By::grouping);
    let mut rows: BTreeMap<Option<String>, ChartRow> = BTreeMap::new();
    let fresh = |key: &Option<String>| ChartRow {
        key: key.clone(),
        name: key.as_ref().filter(|_| by == Some(Grouping::Area)).map(|key| areas.get(key).unwrap_or(key).clone()),
        amount: Default::default(),
        unsent: Default::default(),
    };
    for row in &figures.rows {
        rows.entry(row.key.clone()).or_insert_with(|| fresh(&row.key)).amount = row.amount;
    }
    for row in &unsent.rows {
        rows.entry(row.key.clone()).or_insert_with(|| fresh(&row.key)).unsent = row.amount;
    }
    let mut cells: BTreeMap<_, CoverCell> = BTreeMap::new();
    let empty = |cell: daybook_record::dashboard::Cell| CoverCell {
        bounds: cell.bounds(),
        households: 0,
        done: 0,
        unsent_households: 0,
        unsent_done: 0,
    };
    for covered in &figures.cells {
        let cell = cells.entry(covered.cell).or_insert_with(|| empty(covered.cell));
        (cell.households, cell.done) = (small(covered.households), small(covered.done));
    }
    for covered in &unsent.cells {
        let cell = cells.entry(covered.cell).or_insert_with(|| empty(covered.cell));
        (cell.unsent_households, cell.unsent_done) = (small(covered.households), small(covered.done));
    }
    ChartView {
        key: definition.key.clone(),
        title: definition.title.clone(),
        shown: definition.shown,
        by,
        names: definition.names.clone(),
        goal: *goal,
        total: figures.total(),
        unsent: unsent.total(),
        rows: rows.into_values().collect(),
        cells: cells.into_values().collect(),
    }
}

/// Households of a cell are never so many that they do not fit.
fn small(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
