//! Midtrans on one's own machine: the Snap and Core APIs, the page a customer pays on, and
//! notifications with their signature and retries. For development and tests; nothing is charged.
//!
//! A request comes in through one of four doors: `snap` and `core` speak as Midtrans does,
//! `customer` serves the pages a customer sees, `control` lets a test say what happens next. All of
//! them change transactions in the one `store` by the one table of moves, and every notification
//! leaves through the one courier.

mod auth;
mod clock;
mod config;
mod control;
mod core;
mod customer;
mod expiry;
mod faults;
mod idempotency;
mod ids;
mod money;
mod notifications;
mod order;
mod settlement;
mod simulator;
mod snap;
mod store;
mod transaction;

pub use config::{Config, ConfigError};
pub use simulator::{SetupError, Simulator};

use axum::Router;
use tokio::net::TcpListener;

/// Every route of the simulator.
pub fn router(simulator: Simulator) -> Router {
    Router::new()
        .merge(snap::routes(&simulator))
        .merge(core::routes(&simulator))
        .merge(customer::routes())
        .merge(control::routes())
        .merge(settlement::routes())
        .with_state(simulator)
}

/// Serves on `listener`, and expires what nobody pays, until `stop` is done.
pub async fn serve(
    listener: TcpListener,
    simulator: Simulator,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let expiry = simulator.clone();
    let watch = tokio::spawn(async move { expiry.watch_expiry().await });
    let served = axum::serve(listener, router(simulator))
        .with_graceful_shutdown(stop)
        .await;
    watch.abort();
    served
}
