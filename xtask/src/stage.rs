//! A stage for the app where nobody looks on: a screen in memory and a message bus of its own.

use crate::daemon::{Daemon, bound_to_us};
use crate::trouble::Trouble;
use std::process::Command;
use std::process::Stdio;

/// A screen and a bus, for as long as this is kept.
pub struct Stage {
    display: String,
    bus: String,
    _running: [Daemon; 2],
}

impl Stage {
    /// Puts it up. Both programs choose a free place by themselves and say which.
    pub fn put_up() -> Result<Self, Trouble> {
        // Without -noreset the screen starts anew whenever its last window closes, and whoever opens one just then is turned away.
        let screen = ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"];
        let (screen, display) = Daemon::start_and_listen(bound_to_us("Xvfb").args(screen).stderr(Stdio::null()))?;
        let (talk, bus) = Daemon::start_and_listen(
            bound_to_us("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]).stderr(Stdio::null()),
        )?;
        Ok(Self { display: format!(":{display}"), bus, _running: [screen, talk] })
    }

    /// The command, on this stage.
    pub fn on<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
    }
}

/// True where a person can see a window.
pub fn someone_is_watching() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
