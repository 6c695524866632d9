//! A line to a server that a test can cut, and lets hang.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    /// Connections are accepted and bytes taken, and nothing comes through.
    Hanging,
    /// Connections end, and new ones end at once.
    Cut,
}

/// Stands between a client and a server.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    state: watch::Sender<State>,
}

impl Line {
    /// A line to `host:port`.
    pub async fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (state, seen) = watch::channel(State::Whole);
        let server = server.to_owned();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass(client, server.clone(), seen.clone()));
            }
        });
        Self { address, state }
    }

    /// Where it begins, `host:port`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    pub fn cut(&self) {
        self.state.send_replace(State::Cut);
    }

    pub fn let_hang(&self) {
        self.state.send_replace(State::Hanging);
    }

    /// New connections come through; those that hung are gone.
    pub fn mend(&self) {
        self.state.send_replace(State::Whole);
    }
}

/// Carries one connection's bytes until the line is no longer whole.
async fn pass(mut client: TcpStream, server: String, mut state: watch::Receiver<State>) {
    if *state.borrow_and_update() == State::Whole {
        let Ok(mut server) = TcpStream::connect(&server).await else {
            return;
        };
        tokio::select! {
            _ = copy_bidirectional(&mut client, &mut server) => return,
            _ = state.changed() => {}
        }
    }
    while *state.borrow_and_update() == State::Hanging {
        if state.changed().await.is_err() {
            return;
        }
    }
}

/// Waits until a condition holds.
///
/// # Panics
/// After half a minute in which it has not come to hold.
pub async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting)
        .await
        .unwrap_or_else(|_| panic!("it never came to be that {what}"));
}
