//! A line to a server that a test can cut, let hang, and hold for a while.

use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    /// What is sent arrives once the line is whole again.
    Held,
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

    /// What is sent is kept on the way until the line is mended.
    pub fn hold(&self) {
        self.state.send_replace(State::Held);
    }

    /// New connections come through, and what was held; those that hung are gone.
    pub fn mend(&self) {
        self.state.send_replace(State::Whole);
    }
}

/// Carries one connection's bytes until the line is no longer whole.
async fn pass(mut client: TcpStream, server: String, mut state: watch::Receiver<State>) {
    let passes = |state: &State| matches!(state, State::Whole | State::Held);
    if passes(&state.borrow_and_update()) {
        let Ok(mut server) = TcpStream::connect(&server).await else {
            return;
        };
        // It adds no wait of its own: a request in two packets goes on as two.
        for side in [&client, &server] {
            side.set_nodelay(true).expect("a socket's option");
        }
        let ((from_client, to_client), (from_server, to_server)) = (client.split(), server.split());
        let both_ways = async {
            tokio::try_join!(
                carry(from_client, to_server, state.clone()),
                carry(from_server, to_client, state.clone())
            )
        };
        let mut breaks = state.clone();
        tokio::select! {
            _ = both_ways => return,
            _ = breaks.wait_for(|state| !passes(state)) => {}
        }
    }
    while *state.borrow_and_update() == State::Hanging {
        if state.changed().await.is_err() {
            return;
        }
    }
}

/// Carries bytes one way until there are no more; what comes while the line is held waits.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut state: watch::Receiver<State>,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 16_384];
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return to.shutdown().await;
        }
        // Only a line that is gone is never whole again.
        let _ = state.wait_for(|state| *state == State::Whole).await;
        to.write_all(&buffer[..length]).await?;
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
