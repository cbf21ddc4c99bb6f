//! Connections: so many at a time. A machine has only so many files to open, and whoever takes all of them for connections on
//! which nothing is said would take them from the database.
//!
//! What is deliberately not here: how long a connection may be silent (`service`), how many requests are worked on
//! (`http/bounds`).

use axum::Extension;
use axum::middleware::AddExtension;
use axum_server::accept::Accept;
use std::future::{Ready, ready};
use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Layer as _;

/// Lets a connection in where there is a place for it; the others are closed at once, before a word.
#[derive(Clone)]
pub(crate) struct Places(Arc<Semaphore>);

/// One connection's place. What serves the connection holds it, so that it is free again when the connection is over.
type Held = Arc<OwnedSemaphorePermit>;

impl Places {
    pub(crate) fn new(connections: usize) -> Self {
        Self(Arc::new(Semaphore::new(connections.min(Semaphore::MAX_PERMITS))))
    }
}

impl<S> Accept<TcpStream, S> for Places {
    type Stream = TcpStream;
    type Service = AddExtension<S, Held>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(match Arc::clone(&self.0).try_acquire_owned() {
            // Replies are small and written whole: nothing is gained by holding them back for more.
            Ok(place) => stream.set_nodelay(true).map(|()| (stream, Extension(Arc::new(place)).layer(service))),
            Err(_) => {
                // Not louder: whoever opens connections without end would fill the log with it.
                tracing::debug!("no place for another connection");
                Err(io::ErrorKind::ConnectionRefused.into())
            }
        })
    }
}
