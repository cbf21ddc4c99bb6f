//! The doors between the rooms. Which room may use which is decided in `docs/ARCHITECTURE.md`; this fails on any other door.
//!
//! A door that nobody meant is how houses like this one become one big room: an SQL statement in a screen's command, a
//! screen that calls the shell. It is cheaper to say no on the day it is opened.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod failures;
mod rooms;
mod screens;
