//! A way to the database that counts round trips: what flies to the server and is then answered is one.

use crate::failure::Failure;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// So long nothing may fly before a count is read: a statement that is closed after the answer counts, too.
const QUIET: Duration = Duration::from_millis(30);

pub(crate) struct Proxy {
    pub(crate) address: String,
    trips: Arc<AtomicU64>,
    serving: JoinHandle<()>,
}

impl Proxy {
    /// Listens on the loopback interface and passes everything on to `server`.
    pub(crate) async fn to(server: &str) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let trips = Arc::new(AtomicU64::new(0));
        let serving = tokio::spawn(serve(listener, server.to_owned(), trips.clone()));
        Ok(Self {
            address,
            trips,
            serving,
        })
    }

    /// The round trips so far, once nothing flies any more.
    pub(crate) async fn trips(&self) -> u64 {
        loop {
            let before = self.trips.load(Ordering::Relaxed);
            tokio::time::sleep(QUIET).await;
            if self.trips.load(Ordering::Relaxed) == before {
                return before;
            }
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, server: String, trips: Arc<AtomicU64>) {
    while let Ok((client, _)) = listener.accept().await {
        let (server, trips) = (server.clone(), trips.clone());
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect(server).await {
                // Whichever side ends the connection, it is over.
                let _ = pass(client, server, &trips).await;
            }
        });
    }
}

/// Carries bytes both ways until one side closes.
async fn pass(mut client: TcpStream, mut server: TcpStream, trips: &AtomicU64) -> io::Result<()> {
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut asked, mut answered) = ([0; 16 * 1024], [0; 16 * 1024]);
    let mut unanswered = false;
    loop {
        tokio::select! {
            // What the client has sent is taken first: a flight in two packets stays one.
            biased;
            length = client.read(&mut asked) => {
                let bytes = asked.get(..length?).unwrap_or_default();
                if bytes.is_empty() {
                    return Ok(());
                }
                unanswered = true;
                server.write_all(bytes).await?;
            }
            length = server.read(&mut answered) => {
                let bytes = answered.get(..length?).unwrap_or_default();
                if bytes.is_empty() {
                    return Ok(());
                }
                if std::mem::take(&mut unanswered) {
                    trips.fetch_add(1, Ordering::Relaxed);
                }
                client.write_all(bytes).await?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flight_and_its_answer_are_one_round_trip_however_many_packets_they_take() {
        let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Proxy::to(&server.local_addr().unwrap().to_string())
            .await
            .unwrap();
        let mut client = TcpStream::connect(&proxy.address).await.unwrap();
        let (mut server, _) = server.accept().await.unwrap();
        let mut buffer = [0; 2];
        for round in 1..=3 {
            for _ in 0..2 {
                client.write_all(b"?").await.unwrap();
                server.read_exact(&mut buffer[..1]).await.unwrap();
            }
            for _ in 0..2 {
                server.write_all(b"!").await.unwrap();
                client.read_exact(&mut buffer[..1]).await.unwrap();
            }
            assert_eq!(proxy.trips().await, round);
        }
    }
}
