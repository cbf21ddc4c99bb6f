//! What the store promises: the laws it keeps, and the failures of other systems that must not happen here.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod account;
mod contacts;
mod copies;
mod dashboards;
mod elsewhere;
mod forms;
mod inbox;
mod laptop;
mod opening;
mod outbox;
mod people;
mod pictures;
mod recording;
mod recovery;
mod rescue;
mod scopes;
mod screens;
mod search;
mod space;
mod units;
mod used;
