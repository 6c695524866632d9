//! Servers that a measurement starts: where they listen, when they do, and how they end.

use crate::failure::Failure;
use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// What takes longer has gone wrong.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(5);

/// An address of the loopback interface where nothing listens.
pub(crate) fn free_address() -> Result<String, Failure> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Waits until `who` listens there.
pub(crate) async fn await_listener(address: &str, who: &str) -> Result<(), Failure> {
    let listening = async {
        while TcpStream::connect(address).await.is_err() {
            sleep(POLL).await;
        }
    };
    timeout(PATIENCE, listening)
        .await
        .map_err(|_| Failure::new(format!("{who} does not start")))
}

/// Sends a process a signal; with a minus before its number, all of its group.
pub(crate) fn signal(name: &str, process: &str) {
    // An error means that it is over already.
    let _ = Command::new("kill")
        .args(["-s", name, "--", process])
        .status();
}
