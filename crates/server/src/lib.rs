//! What the service remembers: the change log, the state that follows from it, and what waits for a person at support.
//!
//! `http` answers devices, `ingest` takes changes in, `db` keeps them, `service` holds the parts together, `cli` is what a
//! person types. What is deliberately not here: what travels (`wire`) and the rules of the field (`record`).

pub mod audit;
pub mod auth;
pub mod authority;
pub mod backup;
pub mod campaign;
pub mod cli;
pub mod config;
pub mod dashboard;
pub mod db;
pub mod demo;
pub mod engine;
pub mod form;
pub mod http;
pub mod idpool;
pub mod import;
pub mod ingest;
pub mod map;
pub mod message;
pub mod orders;
pub mod organisation;
pub mod people;
pub mod picture;
mod places;
pub mod recovery;
pub mod release;
pub mod rescue;
pub mod route;
pub mod service;
pub mod storage;
pub mod support;
pub mod tls;
pub mod uploads;
pub mod world;

pub use config::Config;
pub use service::{Running, Service, ServiceError};
pub use world::ActualWorld;
