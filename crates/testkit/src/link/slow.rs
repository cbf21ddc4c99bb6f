//! A slow road: all who are on it share its width, and every byte is late.

use super::Shared;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, sleep, sleep_until};

/// The two directions. Whoever puts bytes on one holds it for as long as they take to pass.
#[derive(Default)]
pub(super) struct Lanes {
    pub(super) up: Mutex<()>,
    pub(super) down: Mutex<()>,
}

/// How wide a lane is, and how long.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    pub(super) bytes_per_second: u32,
    pub(super) latency: Duration,
}

/// Carries a connection, both ways, until one side ends.
pub(super) async fn carry(shared: &Shared, device: TcpStream, pace: Pace, lanes: &Lanes) -> io::Result<()> {
    let service = TcpStream::connect(shared.service).await?;
    let ((from_device, to_device), (from_service, to_service)) = (device.into_split(), service.into_split());
    let up = pass(from_device, to_service, pace, &lanes.up, &shared.sent);
    let down = pass(from_service, to_device, pace, &lanes.down, &shared.received);
    tokio::try_join!(up, down).map(|_| ())
}

/// One direction. Being late is not being narrow: while some bytes are on their way, others set out.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    pace: Pace,
    lane: &Mutex<()>,
    count: &AtomicU64,
) -> io::Result<()> {
    let (set_out, mut under_way) = mpsc::unbounded_channel();
    let enter = async move {
        let mut buffer = vec![0; (pace.bytes_per_second as usize / 20).clamp(1, 64 * 1024)];
        loop {
            let read = from.read(&mut buffer).await?;
            if read == 0 {
                return Ok(());
            }
            let alone = lane.lock().await;
            sleep(Duration::from_secs_f64(read as f64 / f64::from(pace.bytes_per_second.max(1)))).await;
            drop(alone);
            let _ = set_out.send((Instant::now() + pace.latency, buffer[..read].to_vec()));
        }
    };
    let leave = async move {
        while let Some((due, bytes)) = under_way.recv().await {
            sleep_until(due).await;
            to.write_all(&bytes).await?;
            count.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        }
        to.shutdown().await
    };
    tokio::try_join!(enter, leave).map(|_: ((), ())| ())
}
