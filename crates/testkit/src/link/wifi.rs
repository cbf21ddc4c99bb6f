//! The Wi-Fi of a school: narrow, late, never late by the same, and it resets connections in the middle.
//!
//! Resets are drawn for every exchange (a request and its reply) when it begins, and again for every further eight
//! kilobytes that it carries: what takes longer is hit more often, as in life. Where the draw says so, the connection is
//! reset, both ways, after some of those bytes.

use super::Shared;
use super::slow::Lanes;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wifi {
    /// Bytes a second towards the device, for all connections together.
    pub down: u32,
    /// Bytes a second towards the service, for all connections together.
    pub up: u32,
    /// How late every byte is at least, each way.
    pub latency: Duration,
    /// Up to so much later still; drawn anew for every piece.
    pub jitter: Duration,
    /// Of a hundred draws, so many are resets.
    pub resets: u32,
}

impl Wifi {
    /// As a nurse meets it in a gym at the far end of the building.
    pub const SCHOOL: Self =
        Self { down: 5_000, up: 2_500, latency: Duration::from_millis(50), jitter: Duration::from_millis(500), resets: 10 };
}

/// What was carried so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Requests by method and first part of the path, whole or not.
    pub requests: BTreeMap<String, u32>,
    /// Connections that were reset.
    pub resets: u32,
}

/// Bytes for which one draw holds.
const STRETCH: u64 = 8 * 1024;

/// One connection's draws, and whose turn it is.
struct Turns<'a> {
    wifi: Wifi,
    shared: &'a Shared,
    dice: &'a AtomicU64,
    now: Mutex<Turn>,
}

#[derive(Default)]
struct Turn {
    /// The device spoke last.
    asking: bool,
    /// Bytes since the last draw.
    carried: u64,
    /// Bytes after which the connection is reset; none where the draw was kind.
    reset_after: Option<u64>,
}

/// Carries a connection until one side ends or it is reset.
pub(super) async fn carry(shared: &Shared, device: TcpStream, wifi: Wifi, lanes: &Lanes, dice: &AtomicU64) -> io::Result<()> {
    let service = TcpStream::connect(shared.service).await?;
    for end in [&device, &service] {
        // Dropped, it says "reset", not "goodbye".
        end.set_zero_linger()?;
    }
    let turns = Turns { wifi, shared, dice, now: Mutex::default() };
    let ((from_device, to_device), (from_service, to_service)) = (device.into_split(), service.into_split());
    let up = pass(from_device, to_service, (wifi.up, &lanes.up), &shared.sent, &turns, true);
    let down = pass(from_service, to_device, (wifi.down, &lanes.down), &shared.received, &turns, false);
    tokio::try_join!(up, down).map(|_| ())
}

async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    (bytes_per_second, lane): (u32, &tokio::sync::Mutex<()>),
    count: &AtomicU64,
    turns: &Turns<'_>,
    of_device: bool,
) -> io::Result<()> {
    let (set_out, mut under_way) = mpsc::unbounded_channel();
    let enter = async move {
        let (mut buffer, mut last_due) = (vec![0; (bytes_per_second as usize / 10).clamp(64, 64 * 1024)], Instant::now());
        loop {
            let read = from.read(&mut buffer).await?;
            if read == 0 {
                return Ok(());
            }
            let lasts = turns.take(of_device, &buffer[..read]);
            let alone = lane.lock().await;
            sleep(Duration::from_secs_f64(read as f64 / f64::from(bytes_per_second.max(1)))).await;
            drop(alone);
            // Later pieces never overtake earlier ones.
            last_due = last_due.max(Instant::now() + turns.wifi.latency + turns.wifi.jitter.mul_f64(turns.thrown()));
            let _ = set_out.send((last_due, buffer[..read].to_vec(), lasts));
        }
    };
    let leave = async move {
        while let Some((due, bytes, lasts)) = under_way.recv().await {
            sleep_until(due).await;
            if !lasts {
                turns.shared.carried.lock().unwrap_or_else(PoisonError::into_inner).resets += 1;
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            to.write_all(&bytes).await?;
            count.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        }
        to.shutdown().await
    };
    tokio::try_join!(enter, leave).map(|_: ((), ())| ())
}

impl Turns<'_> {
    /// Takes note of a piece; false where the connection does not last until it has passed.
    fn take(&self, of_device: bool, piece: &[u8]) -> bool {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if of_device && !now.asking {
            let mut carried = self.shared.carried.lock().unwrap_or_else(PoisonError::into_inner);
            *carried.requests.entry(named(piece)).or_default() += 1;
            drop(carried);
            *now = self.drawn();
        }
        now.asking = of_device;
        now.carried += piece.len() as u64;
        if now.reset_after.is_some_and(|after| now.carried > after) {
            return false;
        }
        if now.carried > STRETCH {
            *now = Turn { asking: of_device, ..self.drawn() };
        }
        true
    }

    fn drawn(&self) -> Turn {
        let hit = self.thrown() * 100.0 < f64::from(self.wifi.resets);
        // Most exchanges are smaller than a stretch: the reset falls among the bytes that even those have.
        Turn { reset_after: hit.then(|| (self.thrown() * 2_000.0) as u64), ..Turn::default() }
    }

    /// From 0 to 1; the same order of throws in every run, as far as the connections themselves keep theirs.
    fn thrown(&self) -> f64 {
        let state = self.dice.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
        let stirred = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let stirred = (stirred ^ (stirred >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((stirred ^ (stirred >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// `PUT /v1/files`
fn named(request: &[u8]) -> String {
    let line = request.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let mut words = line.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let known: Vec<&str> = path.split(['/', '?']).take(3).collect();
    format!("{method} {}", known.join("/"))
}
