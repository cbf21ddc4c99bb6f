//! The switch: a port of its own where a person (or the demo's window) cuts the link and mends it.

use super::{Answer, Order, Road, Shared};
use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc as std_mpsc};
use tokio::sync::mpsc;

#[derive(Clone)]
struct Switch {
    shared: Arc<Shared>,
    orders: mpsc::WeakUnboundedSender<Order>,
}

/// Serves the switch in the background; gives its place.
pub(super) async fn serve(shared: Arc<Shared>, orders: mpsc::WeakUnboundedSender<Order>) -> io::Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let address = listener.local_addr()?;
    let app = Router::new()
        .route("/state", get(state))
        .route("/cut", post(|State(switch): State<Switch>| turn(switch, Road::Cut)))
        .route("/open", post(|State(switch): State<Switch>| turn(switch, Road::Open)))
        .route("/portal", post(|State(switch): State<Switch>| turn(switch, portal())))
        .with_state(Switch { shared, orders });
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(address)
}

fn portal() -> Road {
    Road::Answers { path: String::new(), answer: Answer::captive_portal() }
}

async fn turn(switch: Switch, road: Road) -> Json<Value> {
    // Not waited for: the thread that carries the order out is this one.
    let mut changed = switch.shared.road.subscribe();
    if let Some(orders) = switch.orders.upgrade() {
        let (done, _) = std_mpsc::channel();
        let _ = orders.send((road.clone(), done));
        drop(orders);
        let _ = changed.wait_for(|now| *now == road).await;
    }
    said(&switch.shared)
}

async fn state(State(switch): State<Switch>) -> Json<Value> {
    said(&switch.shared)
}

fn said(shared: &Shared) -> Json<Value> {
    let road = shared.road.borrow();
    Json(json!({ "cut": *road == Road::Cut, "open": *road == Road::Open }))
}
