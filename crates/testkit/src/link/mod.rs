//! A bad link: a real TCP proxy on 127.0.0.1 before the service, whose road the test changes while requests are on it.
//!
//! Nothing is pretended: a cut link has no listener, so that a connection is refused as on a laptop without a network; a lost
//! reply was given by the service and never arrived. The port stays ours while the link is cut, so that it can be mended.
//! Whenever the road changes, what is on it is dropped.
//!
//! What is deliberately not here: TLS. What a captive portal does to TLS is a connection that fails, which [`Road::Cut`] shows.

mod answer;
mod carry;
mod control;
mod message;
mod slow;
mod wifi;

pub use answer::Answer;
pub use wifi::{Carried, Wifi};

use carry::Common;
use slow::Lanes;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc as std_mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

/// What becomes of those who take the link.
#[derive(Clone, Debug, PartialEq)]
pub enum Road {
    /// Everything goes through.
    Open,
    /// Nobody listens: connections are refused.
    Cut,
    /// Connections are taken, and then nothing happens.
    Stall,
    /// Everything goes through, late and drop by drop.
    Slow {
        /// In each direction, for all connections together.
        bytes_per_second: u32,
        /// Until a byte arrives, in each direction.
        latency: Duration,
    },
    /// As in a school: narrow, late, unsteady, and connections are reset.
    Wifi(Wifi),
    /// Everything goes through until so many bytes have gone towards the service; then the link is cut.
    CutAfterSending(u64),
    /// The same for bytes that come from the service.
    CutAfterReceiving(u64),
    /// So many requests whose path begins so go through, replies and all; the next one finds the link cut.
    CutAtRequest {
        /// `""` for all.
        path: String,
        /// How many go through.
        after: u32,
    },
    /// Something on the way answers requests whose path begins so, and the service never hears of them. The rest goes through.
    Answers {
        /// `""` for all.
        path: String,
        /// What it says.
        answer: Answer,
    },
    /// Requests whose path begins so reach the service, and so many of its replies are lost. The rest goes through.
    LosesReplies {
        /// `""` for all.
        path: String,
        /// How many.
        replies: u32,
    },
}

/// The link. Dropping it ends it.
pub struct BadLink {
    address: SocketAddr,
    control: SocketAddr,
    shared: Arc<Shared>,
    orders: mpsc::UnboundedSender<Order>,
    thread: Option<JoinHandle<()>>,
}

/// What the link's thread and its connections look at together.
struct Shared {
    service: SocketAddr,
    road: watch::Sender<Road>,
    sent: AtomicU64,
    received: AtomicU64,
    connections: AtomicU64,
    carried: Mutex<Carried>,
}

/// A road, and whom to tell once it is in force.
type Order = (Road, std_mpsc::Sender<()>);

impl BadLink {
    /// A link to the service at that address, open at first.
    pub fn to(service: SocketAddr) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            service,
            road: watch::Sender::new(Road::Open),
            sent: AtomicU64::new(0),
            received: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            carried: Mutex::default(),
        });
        let (orders, taken) = mpsc::unbounded_channel();
        let (ready, is_ready) = std_mpsc::channel();
        let thread = {
            let (shared, orders) = (Arc::clone(&shared), orders.downgrade());
            std::thread::Builder::new().name("bad-link".into()).spawn(move || run(shared, taken, orders, &ready))?
        };
        let (address, control) = is_ready.recv().map_err(|_| io::Error::other("the link's thread ended"))??;
        Ok(Self { address, control, shared, orders, thread: Some(thread) })
    }

    /// `http://…`: where a device finds the service, or what is in the way of it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `http://…` of the switch: `POST /cut`, `POST /open`, `POST /portal`, `GET /state`.
    pub fn control_url(&self) -> String {
        format!("http://{}", self.control)
    }

    /// Changes the road. What is on it is dropped; when this returns, the new one is in force.
    pub fn set(&self, road: Road) {
        let (done, is_done) = std_mpsc::channel();
        if self.orders.send((road, done)).is_ok() {
            let _ = is_done.recv();
        }
    }

    /// The road as it is: cut, where it was to be cut after some bytes and they have gone.
    pub fn road(&self) -> Road {
        self.shared.road.borrow().clone()
    }

    /// Bytes that have gone towards the service.
    pub fn bytes_sent(&self) -> u64 {
        self.shared.sent.load(Ordering::SeqCst)
    }

    /// Bytes that have come from the service.
    pub fn bytes_received(&self) -> u64 {
        self.shared.received.load(Ordering::SeqCst)
    }

    /// What went over a [`Road::Wifi`] so far.
    pub fn carried(&self) -> Carried {
        self.shared.carried.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Connections that were taken.
    pub fn connections(&self) -> u64 {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for BadLink {
    fn drop(&mut self) {
        // The thread ends when nobody can give it orders any more.
        let (nobody, _) = mpsc::unbounded_channel();
        self.orders = nobody;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

type Places = io::Result<(SocketAddr, SocketAddr)>;

fn run(
    shared: Arc<Shared>,
    taken: mpsc::UnboundedReceiver<Order>,
    orders: mpsc::WeakUnboundedSender<Order>,
    ready: &std_mpsc::Sender<Places>,
) {
    let started = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = match started {
        Ok(runtime) => runtime,
        Err(error) => return drop(ready.send(Err(error))),
    };
    runtime.block_on(async {
        match take_places(&shared, orders).await {
            Err(error) => drop(ready.send(Err(error))),
            Ok((_seat, address, control)) => {
                let laid = lay(&shared, address, Road::Open);
                let _ = ready.send(Ok((address, control)));
                obey(shared, address, laid, taken).await;
            }
        }
    });
}

/// The seat is a socket that is bound and never listens: it keeps the port ours while the link is cut.
async fn take_places(shared: &Arc<Shared>, orders: mpsc::WeakUnboundedSender<Order>) -> io::Result<(TcpSocket, SocketAddr, SocketAddr)> {
    let seat = TcpSocket::new_v4()?;
    seat.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    // Only now: a socket that allows sharing before it has a port may be given another link's.
    seat.set_reuseaddr(true)?;
    let control = control::serve(Arc::clone(shared), orders).await?;
    let address = seat.local_addr()?;
    Ok((seat, address, control))
}

async fn obey(shared: Arc<Shared>, address: SocketAddr, laid: Laid, mut orders: mpsc::UnboundedReceiver<Order>) {
    let mut changed = shared.road.subscribe();
    let mut laid = Some(laid);
    loop {
        let order = tokio::select! {
            order = orders.recv() => order,
            // A connection found that its bytes have gone: the link is cut from here on.
            _ = changed.changed() => Some((Road::Cut, std_mpsc::channel().0)),
        };
        if let Some(laid) = laid.take() {
            laid.take_away().await;
        }
        let Some((road, done)) = order else { return };
        laid = Some(lay(&shared, address, road));
        changed.mark_unchanged();
        let _ = done.send(());
    }
}

/// A road in force.
struct Laid {
    end: oneshot::Sender<()>,
    gone: Option<tokio::task::JoinHandle<()>>,
}

impl Laid {
    /// Returns once the listener and everything on the road are gone.
    async fn take_away(self) {
        drop(self.end);
        if let Some(gone) = self.gone {
            let _ = gone.await;
        }
    }
}

fn lay(shared: &Arc<Shared>, address: SocketAddr, road: Road) -> Laid {
    let (end, ended) = oneshot::channel();
    let gone = (road != Road::Cut).then(|| match listen(address) {
        Ok(listener) => tokio::spawn(take_all(Arc::clone(shared), listener, road.clone(), ended)),
        Err(error) => unreachable!("the seat keeps the port ours: {error}"),
    });
    shared.road.send_replace(road);
    Laid { end, gone }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(256)
}

async fn take_all(shared: Arc<Shared>, listener: TcpListener, road: Road, mut ended: oneshot::Receiver<()>) {
    let budget = AtomicU64::new(match road {
        Road::CutAfterSending(bytes) | Road::CutAfterReceiving(bytes) => bytes,
        Road::LosesReplies { replies, .. } => replies.into(),
        Road::CutAtRequest { after, .. } => after.into(),
        // The first throw of its dice.
        Road::Wifi(_) => 7,
        _ => u64::MAX,
    });
    let common = Arc::new(Common { budget, lanes: Lanes::default() });
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut ended => break,
            Some(_) = connections.join_next() => {}
            taken = listener.accept() => if let Ok((device, _)) = taken {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                connections.spawn(carry::carry(Arc::clone(&shared), device, road.clone(), Arc::clone(&common)));
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}
