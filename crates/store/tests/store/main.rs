//! What the store promises: the laws it keeps, and the failures of other systems that must not happen here.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod laptop;
mod opening;
mod recording;
