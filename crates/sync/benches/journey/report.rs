//! The report: a table to read, and the same as JSON for whoever compares two runs.

use crate::times::Times;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// Everything that was measured.
#[derive(Serialize)]
pub struct Report(pub Vec<Section>);

/// What belongs together.
#[derive(Serialize)]
pub struct Section {
    title: String,
    figures: Vec<Figure>,
}

#[derive(Serialize)]
struct Figure {
    what: String,
    value: f64,
    unit: &'static str,
    /// For a limit of the machine: how many times as long our own work took.
    ours_over_it: Option<f64>,
}

impl Section {
    /// Nothing measured yet.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), figures: Vec::new() }
    }

    /// A figure.
    pub fn add(&mut self, what: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { what: what.into(), value, unit, ours_over_it: None });
    }

    /// What the machine itself takes for the bare part of what took us `ours`.
    pub fn limit(&mut self, what: impl Into<String>, value: f64, unit: &'static str, ours: f64) {
        self.figures.push(Figure { what: what.into(), value, unit, ours_over_it: Some(ours / value) });
    }

    /// Half and nearly all of many times.
    pub fn times(&mut self, what: &str, times: &Times) {
        self.add(format!("{what}, p50"), times.percentile(50), "ms");
        self.add(format!("{what}, p95"), times.percentile(95), "ms");
    }
}

impl Report {
    /// Writes `report.md` and `report.json`; gives the folder.
    pub fn write(&self, folder: &Path) -> io::Result<PathBuf> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("report.md"), self.to_string())?;
        fs::write(folder.join("report.json"), serde_json::to_string_pretty(self)?)?;
        Ok(folder.to_owned())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = |section: &Section| section.figures.iter().map(|figure| figure.what.chars().count()).max().unwrap_or(0);
        let width = self.0.iter().map(rows).max().unwrap_or(0);
        for Section { title, figures } in &self.0 {
            writeln!(f, "### {title}\n")?;
            writeln!(f, "| {:width$} | {:>15} | {:>14} |", "", "figure", "ours ÷ machine")?;
            writeln!(f, "|-{:-<width$}-|-{:->15}:|-{:->14}:|", "", "", "")?;
            for Figure { what, value, unit, ours_over_it } in figures {
                let ratio = ours_over_it.map(|ratio| format!("× {}", readable(ratio))).unwrap_or_default();
                writeln!(f, "| {what:width$} | {:>15} | {ratio:>14} |", format!("{} {unit}", readable(*value)))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Three figures that mean something, and a comma between thousands.
fn readable(value: f64) -> String {
    match value {
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        ..1_000.0 => format!("{value:.0}"),
        _ => {
            let digits = format!("{value:.0}");
            let mut readable = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place).is_multiple_of(3) {
                    readable.push(',');
                }
                readable.push(digit);
            }
            readable
        }
    }
}
