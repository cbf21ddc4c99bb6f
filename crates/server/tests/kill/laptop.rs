//! The laptop's process, as whoever kills it sees it.

use crate::nurse::{FOLDER, LAST, URL};
use daybook_record::{ChangeId, RecordId};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// What the laptop has said so far.
#[derive(Default)]
pub struct Said {
    pub saved: Vec<(ChangeId, RecordId, RecordId)>,
    pub phase: String,
    pub ends: Vec<String>,
    pub sign_ins: u32,
}

/// The laptop, dead or alive.
pub struct Laptop {
    pub folder: PathBuf,
    url: String,
    process: Option<(Child, JoinHandle<()>)>,
    pub said: Arc<Mutex<Said>>,
}

impl Laptop {
    pub fn at(folder: PathBuf, url: String) -> Self {
        Self { folder, url, process: None, said: Arc::default() }
    }

    pub fn starts(&mut self, last: bool) {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "the_nurse", "--ignored", "--nocapture"]).env(FOLDER, &self.folder).env(URL, &self.url);
        if last {
            command.env(LAST, "1");
        }
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        self.said.lock().unwrap().phase = "starting".into();
        let (lines, said) = (BufReader::new(process.stdout.take().unwrap()).lines(), Arc::clone(&self.said));
        let listening = std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| hear(&line, &mut said.lock().unwrap())));
        self.process = Some((process, listening));
    }

    /// Kills it, and hears its last words.
    pub fn is_killed(&mut self) {
        if let Some((mut process, listening)) = self.process.take() {
            assert!(process.try_wait().unwrap().is_none(), "the laptop ended by itself");
            process.kill().unwrap();
            process.wait().unwrap();
            listening.join().unwrap();
        }
    }

    /// True once it has gone by itself, content.
    pub fn has_gone(&mut self) -> bool {
        let Some((process, _)) = &mut self.process else { return true };
        let Some(status) = process.try_wait().unwrap() else { return false };
        assert!(status.success(), "{status}");
        if let Some((_, listening)) = self.process.take() {
            listening.join().unwrap();
        }
        true
    }

    pub fn wal_bytes(&self) -> u64 {
        std::fs::metadata(self.folder.join("daybook.db-wal")).map_or(0, |about| about.len())
    }
}

impl Drop for Laptop {
    fn drop(&mut self) {
        if let Some((mut process, _)) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A line that was cut off by the kill was not said.
fn hear(line: &str, said: &mut Said) {
    // The first word may stand behind what the test harness says without a line break.
    let line = ["phase opening"].iter().find(|word| line.ends_with(*word)).copied().unwrap_or(line);
    match line.split_once(' ') {
        Some(("saved", ids)) => {
            let ids: Vec<&str> = ids.split(' ').collect();
            if let [change, record, child] = ids.as_slice()
                && let (Ok(change), Ok(record), Ok(child)) = (change.parse(), record.parse(), child.parse())
            {
                said.saved.push((change, record, child));
            }
        }
        Some(("phase", phase)) => said.phase = phase.to_owned(),
        Some(("ended", end)) => said.ends.push(end.to_owned()),
        Some(("signed", _)) => said.sign_ins += 1,
        _ => {}
    }
}
