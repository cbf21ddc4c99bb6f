//! What the device remembers: an encrypted SQLite store, and the only room on the device that says SQL.

pub mod view;
