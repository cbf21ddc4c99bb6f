//! `daybook-server serve`: logs, signals, and the service between them.

use crate::config::Config;
use crate::service::{Running, Service, ServiceError};
use daybook_record::World;
use std::io::Write;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub(super) fn serve(config: Config, world: Arc<dyn World>, out: &mut dyn Write) -> Result<(), ServiceError> {
    log(config.log_json);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let running = Service::start(config, world).await?;
        // The one line that scripts read: with port 0 it is the only way to learn the port.
        writeln!(out, "daybook-server listens on {}", running.url())?;
        out.flush()?;
        asked_to_stop(&running).await?;
        tracing::info!("stopping");
        running.stop().await;
        tracing::info!("stopped");
        Ok(())
    })
}

/// Logs go to standard error; `DAYBOOK_LOG` says how much.
fn log(json: bool) {
    let filter = EnvFilter::try_from_env("DAYBOOK_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let logs = tracing_subscriber::registry().with(filter);
    let begun = if json { logs.with(lines.json()).try_init() } else { logs.with(lines).try_init() };
    // Somebody else logs already (a test): that is as good.
    drop(begun);
}

#[cfg(unix)]
async fn asked_to_stop(running: &Running) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    // Without TLS a hangup is what it always was: the end.
    let mut hangup = running.is_tls().then(|| signal(SignalKind::hangup())).transpose()?;
    loop {
        let renew = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = terminate.recv() => return Ok(()),
            _ = interrupt.recv() => return Ok(()),
            _ = renew => match running.renew_certificate() {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => tracing::error!(%error, "the certificate was not renewed; the one in use stays in use"),
            },
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_stop(_running: &Running) -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
