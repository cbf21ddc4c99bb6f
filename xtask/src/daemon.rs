//! Processes that stay while others work, and that are gone when we are, however we go.
//!
//! Each is stopped by the very process that started it: when its [`Daemon`] is dropped, and by the kernel when this process
//! dies without dropping anything (Ctrl-C, a time limit). `setpriv`, which every Debian has, arranges the latter without a
//! line of unsafe code. Nothing is ever stopped by its name.

use crate::trouble;
use crate::trouble::Trouble;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::Duration;

/// A running process of ours.
pub struct Daemon {
    name: String,
    child: Child,
}

impl Daemon {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self, Trouble> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().map_err(|error| trouble!("{name} did not start: {error}"))?;
        Ok(Self { name, child })
    }

    /// Starts it and waits for the line in which it says where it can be reached.
    pub fn start_and_listen(command: &mut Command) -> Result<(Self, String), Trouble> {
        let mut daemon = Self::start(command.stdout(Stdio::piped()))?;
        let mut said = BufReader::new(daemon.child.stdout.take().ok_or_else(|| trouble!("{} has no output", daemon.name))?);
        let mut line = String::new();
        if said.read_line(&mut line)? == 0 {
            return Err(trouble!("{} ended before it said where it is", daemon.name));
        }
        thread::spawn(move || drain(said));
        Ok((daemon, line.trim().to_owned()))
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> Result<(), Trouble> {
        match self.child.wait()? {
            status if status.success() => Ok(()),
            status => Err(trouble!("{} ended with {status}", self.name)),
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        // Asked first, so that it can tidy up; std knows only the harsh way, so the asking is left to kill(1).
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().is_ok_and(|status| status.success());
        for _ in 0..if asked { 30 } else { 0 } {
            thread::sleep(Duration::from_millis(100));
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that the kernel ends when this process dies.
pub fn bound_to_us(program: impl AsRef<OsStr>) -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--"]).arg(program);
        return command;
    }
    Command::new(program)
}

/// A daemon whose output nobody reads would stop once the pipe is full.
fn drain(mut said: BufReader<ChildStdout>) {
    let mut line = String::new();
    while said.read_line(&mut line).is_ok_and(|read| read > 0) {
        line.clear();
    }
}
