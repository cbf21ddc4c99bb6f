//! The real service on a free port, asked over HTTP as devices ask it. One binary: linking is what takes long.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod audit;
mod authority;
mod backup;
mod campaign;
mod campaign_config;
mod clocks;
mod conformance;
mod dashboards;
mod disk;
mod epoch;
mod events;
mod figures;
mod files;
mod forms;
mod ground;
mod ids;
mod limits;
mod maps;
mod messages;
mod orders;
mod organisation;
mod outcomes;
mod pictures;
mod protocol;
mod pull;
mod refresh;
mod rescue;
mod restart;
mod sessions;
mod support;
mod tls;
mod typed;
