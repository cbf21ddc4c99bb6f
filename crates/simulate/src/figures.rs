//! The figures of many plays, as they stand in `docs/reliability.md`.

use crate::journal::Broken;
use crate::play::Played;
use crate::script::Script;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

/// What many plays came to.
#[derive(Debug, Default)]
pub struct Figures {
    /// The first seed.
    pub first: u64,
    /// How many were played.
    pub seeds: u64,
    /// How many steps were in them.
    pub steps: u64,
    /// What happened how often.
    pub counts: BTreeMap<String, u64>,
    /// The seeds that broke a promise, and which.
    pub broken: BTreeMap<u64, Broken>,
    /// How long it took.
    pub seconds: f64,
    /// How many played side by side.
    pub threads: u64,
}

const BEGIN: &str = "<!-- figures: written by `cargo xtask simulate --report` -->\n";
const END: &str = "<!-- end of figures -->";

impl Figures {
    /// One more play.
    pub fn add(&mut self, seed: u64, script: &Script, played: &Played) {
        self.seeds += 1;
        self.steps += script.steps.len() as u64;
        for (what, times) in &played.counts {
            *self.counts.entry(what.clone()).or_default() += times;
        }
        if let Some(broken) = &played.broken {
            self.broken.insert(seed, broken.clone());
        }
    }

    fn of(&self, kind: &str) -> impl Iterator<Item = (&str, u64)> {
        self.counts.iter().filter_map(move |(what, times)| Some((what.strip_prefix(kind)?.strip_prefix(": ")?, *times)))
    }

    fn sum(&self, kind: &str) -> u64 {
        self.of(kind).map(|(_, times)| times).sum()
    }

    /// Puts the figures between the marks of a document.
    pub fn into_document(&self, path: &Path) -> io::Result<()> {
        let text = std::fs::read_to_string(path)?;
        let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it has no marks for figures"));
        };
        std::fs::write(path, format!("{}{self}{}", &text[..begin + BEGIN.len()], &text[end..]))
    }

    fn table(&self, f: &mut fmt::Formatter<'_>, title: &str, kind: &str) -> fmt::Result {
        writeln!(f, "\n| {title} | times |\n|---|---|")?;
        let mut rows: Vec<_> = self.of(kind).filter(|(what, _)| *what != "Pass").collect();
        rows.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        rows.into_iter().try_for_each(|(what, times)| writeln!(f, "| {what} | {} |", grouped(times)))
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (requests, seconds) = (self.sum("link"), self.seconds.max(0.001));
        let spoilt = requests - self.counts.get("link: Pass").copied().unwrap_or(0);
        let saved = self.counts.get("changes saved and acknowledged").copied().unwrap_or(0);
        let last = (self.first + self.seeds).saturating_sub(1);
        writeln!(f, "| | |\n|---|---|")?;
        writeln!(f, "| seeds | {} ({} to {last}) |", grouped(self.seeds), self.first)?;
        writeln!(f, "| steps | {} |", grouped(self.steps))?;
        writeln!(f, "| changes saved and acknowledged | {} |", grouped(saved))?;
        writeln!(f, "| requests | {}, of which {} met something |", grouped(requests), grouped(spoilt))?;
        writeln!(f, "| syncs | {} |", grouped(self.sum("sync")))?;
        let (minutes, pace) = (seconds / 60.0, self.seeds as f64 / seconds);
        writeln!(f, "| time | {minutes:.0} minutes, {pace:.1} seeds a second, {} at a time |", self.threads)?;
        match self.broken.len() {
            0 => writeln!(f, "| lost, doubled, or any other promise broken | none |")?,
            broken => writeln!(f, "| seeds that broke a promise | **{broken}** |")?,
        }
        for (seed, broken) in &self.broken {
            writeln!(f, "| seed {seed} | {} |", broken.promise)?;
        }
        self.table(f, "The link", "link")?;
        self.table(f, "The device", "device")?;
        self.table(f, "The service", "service")?;
        self.table(f, "How syncs ended", "sync")?;
        self.table(f, "Deeds", "deed")?;
        if self.sum("coda") == 0 { Ok(()) } else { self.table(f, "After the steps", "coda") }
    }
}

/// With a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let pieces: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|piece| std::str::from_utf8(piece).unwrap_or_default()).collect();
    pieces.join(",")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_kept_apart() {
        assert_eq!([7, 700, 7_000, 1_234_567].map(grouped), ["7", "700", "7,000", "1,234,567"]);
    }
}
