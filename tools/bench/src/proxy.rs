//! A way to the database that counts round trips, and bytes: what flies to the server and is then answered is one trip.

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
    counters: Arc<Counters>,
    serving: JoinHandle<()>,
}

#[derive(Default)]
struct Counters {
    trips: AtomicU64,
    asked: AtomicU64,
    answered: AtomicU64,
}

/// What has gone through so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) trips: u64,
    /// Bytes to the server.
    pub(crate) asked: u64,
    /// Bytes from it.
    pub(crate) answered: u64,
}

impl Count {
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            trips: self.trips - before.trips,
            asked: self.asked - before.asked,
            answered: self.answered - before.answered,
        }
    }
}

impl Counters {
    fn read(&self) -> Count {
        let value = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Count {
            trips: value(&self.trips),
            asked: value(&self.asked),
            answered: value(&self.answered),
        }
    }
}

impl Proxy {
    /// Listens on the loopback interface and passes everything on to `server`.
    pub(crate) async fn to(server: &str) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let counters = Arc::new(Counters::default());
        let serving = tokio::spawn(serve(listener, server.to_owned(), counters.clone()));
        Ok(Self {
            address,
            counters,
            serving,
        })
    }

    /// What went through so far, once nothing flies any more.
    pub(crate) async fn count(&self) -> Count {
        loop {
            let before = self.counters.read();
            tokio::time::sleep(QUIET).await;
            if self.counters.read() == before {
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

async fn serve(listener: TcpListener, server: String, counters: Arc<Counters>) {
    while let Ok((client, _)) = listener.accept().await {
        let (server, counters) = (server.clone(), counters.clone());
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect(server).await {
                // Whichever side ends the connection, it is over.
                let _ = pass(client, server, &counters).await;
            }
        });
    }
}

/// Carries bytes both ways until one side closes.
async fn pass(mut client: TcpStream, mut server: TcpStream, counters: &Counters) -> io::Result<()> {
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
                add(&counters.asked, bytes.len());
                server.write_all(bytes).await?;
            }
            length = server.read(&mut answered) => {
                let bytes = answered.get(..length?).unwrap_or_default();
                if bytes.is_empty() {
                    return Ok(());
                }
                if std::mem::take(&mut unanswered) {
                    add(&counters.trips, 1);
                }
                add(&counters.answered, bytes.len());
                client.write_all(bytes).await?;
            }
        }
    }
}

fn add(counter: &AtomicU64, number: usize) {
    counter.fetch_add(u64::try_from(number).unwrap_or_default(), Ordering::Relaxed);
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
            let counted = Count {
                trips: round,
                asked: 2 * round,
                answered: 2 * round,
            };
            assert_eq!(proxy.count().await, counted);
        }
    }
}
