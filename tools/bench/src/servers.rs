//! Servers that a measurement starts: where they listen, when they do, and how they end.

use crate::failure::Failure;
use std::net::TcpListener;
use std::ops::Range;
use std::process::Command;
use std::sync::atomic::{AtomicU16, Ordering::Relaxed};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

/// What takes longer has gone wrong.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(5);

/// Below those from which Linux takes one for every connection that is made: hundreds are, between finding a port free
/// and listening there.
const PORTS: Range<u16> = 10_000..14_000;

/// How many were given away.
static GIVEN: AtomicU16 = AtomicU16::new(0);

/// An address of the loopback interface where nothing listens, and that nobody else is given for long.
pub(crate) fn free_address() -> Result<String, Failure> {
    for _ in PORTS {
        let port = PORTS.start + GIVEN.fetch_add(1, Relaxed) % (PORTS.end - PORTS.start);
        if let Ok(listener) = TcpListener::bind(("127.0.0.1", port)) {
            return Ok(listener.local_addr()?.to_string());
        }
    }
    Err(Failure::new("no port is free"))
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
