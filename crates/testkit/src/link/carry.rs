//! What happens to one connection, road by road.

use super::slow::{self, Lanes, Pace};
use super::wifi;
use super::{Answer, Road, Shared, message};
use std::future::pending;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// What all connections of one road have together.
pub(super) struct Common {
    /// What is left of the bytes, requests or replies that the road counts.
    pub(super) budget: AtomicU64,
    pub(super) lanes: Lanes,
}

/// Carries a connection to its end.
pub(super) async fn carry(shared: Arc<Shared>, device: TcpStream, road: Road, common: Arc<Common>) -> io::Result<()> {
    let (shared, budget) = (shared.as_ref(), &common.budget);
    match road {
        Road::Cut => Ok(()),
        Road::Stall => pending().await,
        Road::Open => through(shared, device, (&unbounded(), &unbounded())).await,
        Road::Slow { bytes_per_second, latency } => slow::carry(shared, device, Pace { bytes_per_second, latency }, &common.lanes).await,
        Road::Wifi(how) => wifi::carry(shared, device, how, &common.lanes, budget).await,
        Road::CutAfterSending(_) => through(shared, device, (budget, &unbounded())).await,
        Road::CutAfterReceiving(_) => through(shared, device, (&unbounded(), budget)).await,
        Road::Answers { path, answer } => message_by_message(shared, device, &path, OnTheWay::Answers(&answer)).await,
        Road::CutAtRequest { path, .. } => message_by_message(shared, device, &path, OnTheWay::CutsAt(budget)).await,
        Road::LosesReplies { path, .. } => message_by_message(shared, device, &path, OnTheWay::LosesReplies(budget)).await,
    }
}

fn unbounded() -> AtomicU64 {
    AtomicU64::new(u64::MAX)
}

/// Byte by byte, both ways, until one side ends or a budget is spent.
async fn through(shared: &Shared, device: TcpStream, budgets: (&AtomicU64, &AtomicU64)) -> io::Result<()> {
    let service = TcpStream::connect(shared.service).await?;
    let ((from_device, to_device), (from_service, to_service)) = (device.into_split(), service.into_split());
    let up = copy(from_device, to_service, budgets.0, (shared, &shared.sent));
    let down = copy(from_service, to_device, budgets.1, (shared, &shared.received));
    tokio::try_join!(up, down).map(|_| ())
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    budget: &AtomicU64,
    (shared, count): (&Shared, &AtomicU64),
) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return to.shutdown().await;
        }
        let left = budget.load(Ordering::SeqCst);
        let may_pass = usize::try_from(left).unwrap_or(usize::MAX).min(read);
        budget.fetch_sub(may_pass as u64, Ordering::SeqCst);
        to.write_all(&buffer[..may_pass]).await?;
        count.fetch_add(may_pass as u64, Ordering::SeqCst);
        if left == may_pass as u64 {
            shared.road.send_replace(Road::Cut);
            // The link's thread has heard, and drops this with everything else.
            return pending().await;
        }
    }
}

enum OnTheWay<'a> {
    Answers(&'a Answer),
    CutsAt(&'a AtomicU64),
    LosesReplies(&'a AtomicU64),
}

/// Request by request: those under the path meet what is on the way, the others go through.
async fn message_by_message(shared: &Shared, device: TcpStream, path: &str, on_the_way: OnTheWay<'_>) -> io::Result<()> {
    let mut device = BufReader::new(device);
    let mut service = None;
    while let Some(request) = message::read(&mut device, false).await? {
        let meant = request.path().starts_with(path);
        if let (true, OnTheWay::Answers(answer)) = (meant, &on_the_way) {
            device.write_all(&answer.bytes()).await?;
            return device.shutdown().await;
        }
        if let (true, OnTheWay::CutsAt(left)) = (meant, &on_the_way)
            && !one_less(left)
        {
            shared.road.send_replace(Road::Cut);
            return pending().await;
        }
        let service = match &mut service {
            Some(service) => service,
            none => none.insert(BufReader::new(TcpStream::connect(shared.service).await?)),
        };
        service.write_all(&request.bytes).await?;
        shared.sent.fetch_add(request.bytes.len() as u64, Ordering::SeqCst);
        let to_head = request.first_line.starts_with("HEAD ");
        let Some(reply) = message::read(service, to_head).await? else { return Ok(()) };
        if let (true, OnTheWay::LosesReplies(left)) = (meant, &on_the_way)
            && one_less(left)
        {
            return Ok(());
        }
        device.write_all(&reply.bytes).await?;
        shared.received.fetch_add(reply.bytes.len() as u64, Ordering::SeqCst);
    }
    Ok(())
}

/// Takes one away; false where none is left.
fn one_less(left: &AtomicU64) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}
