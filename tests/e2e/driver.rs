//! tauri-driver, which starts WebKitWebDriver, which starts the app: one for each time that the app is opened, because the
//! app inherits its surroundings.
//!
//! Each is stopped by the handle that started it, and by the kernel should this process die first.

use crate::Told;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::{Capabilities, WebDriver};

/// A running driver, and what it opens.
pub struct Driver {
    child: Child,
    port: u16,
    opens: Capabilities,
}

impl Driver {
    /// One that opens the app, with the surroundings that it is to have.
    pub fn of_app(program: &Path, app: &Path, surroundings: &[(&str, String)], log: File) -> Told<Self> {
        let (port, native_port) = (free_port()?, free_port()?);
        let mut command = bound(program);
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string(), "--native-driver"]).arg(native()?);
        command.envs(surroundings.iter().map(|(name, value)| (name, value)));
        let mut opens = Capabilities::new();
        opens.set("browserName", "wry")?;
        opens.set("tauri:options", serde_json::json!({ "application": app }))?;
        Ok(Self { child: command.stdout(Stdio::null()).stderr(log).spawn()?, port, opens })
    }

    /// One that opens the plain browser that comes with the webview, as people at support would use one.
    pub fn of_browser(log: File) -> Told<Self> {
        let port = free_port()?;
        let mut command = bound(&native()?);
        command.arg(format!("--port={port}"));
        let mut opens = Capabilities::new();
        opens.set("browserName", "MiniBrowser")?;
        Ok(Self { child: command.stdout(Stdio::null()).stderr(log).spawn()?, port, opens })
    }

    /// SIGKILL to the app, and to nothing else.
    pub fn kill_what_it_opened(&self) -> Told {
        let mut family = vec![self.child.id()];
        let mut seen = 0;
        while let Some(parent) = family.get(seen).copied() {
            family.extend(children_of(parent)?);
            seen += 1;
        }
        let is_app = |process: &&u32| fs::read_link(format!("/proc/{process}/exe")).is_ok_and(|program| program.ends_with("daybook"));
        let app = family.iter().find(is_app).ok_or("the app is not running")?;
        let killed = Command::new("kill").arg("-KILL").arg(app.to_string()).status()?;
        if killed.success() { Ok(()) } else { Err("the app could not be killed".into()) }
    }

    /// Opens it.
    pub async fn open(&self) -> Told<WebDriver> {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            let asked = WebDriver::builder(format!("http://127.0.0.1:{}", self.port), self.opens.clone());
            match asked.request_timeout(Duration::from_secs(60)).await {
                Ok(window) => return Ok(window),
                Err(error) if Instant::now() > until => return Err(format!("nothing opened: {error}").into()),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }
}

/// The processes that this one started and that still run.
fn children_of(parent: u32) -> Told<Vec<u32>> {
    let mut children = Vec::new();
    for thread in fs::read_dir(format!("/proc/{parent}/task"))? {
        let listed = fs::read_to_string(thread?.path().join("children")).unwrap_or_default();
        children.extend(listed.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
    }
    Ok(children)
}

fn native() -> Told<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("WebKitWebDriver")).find(|file| file.is_file());
    found.ok_or_else(|| "WebKitWebDriver is not there: cargo xtask setup".into())
}

fn bound(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM", "--"]).arg(program);
    // As root, WebKit's own sandbox cannot be put up. Only here: the app of a person keeps it.
    command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1").env("MESA_SHADER_CACHE_DISABLE", "true");
    command
}

impl Drop for Driver {
    fn drop(&mut self) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        let until = Instant::now() + Duration::from_secs(if asked.is_ok() { 5 } else { 0 });
        while Instant::now() < until {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    TcpListener::bind("127.0.0.1:0")?.local_addr().map(|address| address.port())
}

/// When whoever called us is gone, nobody reads what we say: end, and the kernel ends what we started.
pub fn end_with_our_parent() {
    #[cfg(unix)]
    std::thread::spawn(|| {
        let parent = std::os::unix::process::parent_id();
        while std::os::unix::process::parent_id() == parent {
            std::thread::sleep(Duration::from_millis(500));
        }
        std::process::exit(1);
    });
}
