//! Another app's list of charts (`dashboardConfig`): it names charts whose meaning is built into that app. The names that we know
//! become measures; the rest is listed, with its place, and never guessed.

use super::Read;
use crate::import::LeftOut;
use daybook_record::dashboard::{By, ChartDefinition, Count, Definition, Measure, Shown, Target, TargetOf, Words};
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) fn convert(config: &Value) -> Read {
    let mut read = Read { definitions: Vec::new(), left_out: Vec::new() };
    let one = std::slice::from_ref(config);
    for (n, dashboard) in config.as_array().map_or(one, Vec::as_slice).iter().enumerate() {
        let mut charts = Vec::new();
        for (m, chart) in dashboard.get("charts").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default().iter().enumerate() {
            let name = chart.get("name").and_then(Value::as_str).unwrap_or("(no name)");
            let active = chart.get("active").and_then(Value::as_bool).unwrap_or(true);
            match if active { known(name) } else { Err("it is switched off there") } {
                Ok(chart) => charts.push(chart),
                Err(why) => read.left_out.push(LeftOut { place: format!("dashboardConfig[{n}].charts[{m}]"), name: name.to_owned(), why }),
            }
        }
        let enabled = dashboard.get("enableDashboard").and_then(Value::as_bool).unwrap_or(true);
        if !enabled || charts.is_empty() {
            let why = if enabled { "nothing in it can be counted" } else { "it is switched off there" };
            read.left_out.push(LeftOut { place: format!("dashboardConfig[{n}]"), name: "dashboard".to_owned(), why });
            continue;
        }
        let key = format!("dashboard-{}", n + 1);
        let place = u32::try_from(n).unwrap_or(u32::MAX);
        read.definitions.push(Definition { key, place, title: words("Campaign progress"), charts });
    }
    read
}

fn known(name: &str) -> Result<ChartDefinition, &'static str> {
    let visited = Measure { count: Count::Households, visited: true, form: None, conditions: Vec::new(), sum: None, by: None };
    let entries = Measure { count: Count::Entries, visited: false, ..visited.clone() };
    let chart = |title: &str, shown, measure, target| ChartDefinition {
        key: name.to_owned(),
        title: words(title),
        shown,
        measure,
        target,
        names: BTreeMap::new(),
    };
    match name {
        "totalHouseholdSprayed" => Ok(chart("Households visited", Shown::Number, visited, Some(Target::Of(TargetOf::Households)))),
        "coverageByUser" => Ok(chart("Households visited, by worker", Shown::Table, Measure { by: Some(By::Worker), ..visited }, None)),
        "performanceByUser" => Ok(chart("Entries, by worker", Shown::Table, Measure { by: Some(By::Worker), ..entries }, None)),
        "percentTargetAchievementToday" => Err("a share of one day's target: give a chart of entries by day in a file of ours"),
        "totalBottlesUsed" => Err("it adds up a field that the file does not name: give a chart with `sum` in a file of ours"),
        _ => Err("what it counts is not written in the file"),
    }
}

fn words(english: &str) -> Words {
    Words::from([("en".to_owned(), english.to_owned())])
}
