//! What the database is asked, counted on the wire.

use crate::{Stage, TestDatabase};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Stands between a function and its database and counts how often the one speaks after the other has.
#[derive(Debug)]
pub struct Wire {
    stage: Stage,
    turns: Arc<AtomicUsize>,
}

impl Wire {
    pub async fn to(database: &TestDatabase) -> Self {
        Self::between(Stage::on(database), database).await
    }

    /// Between a stage of the test's own and its database.
    pub async fn between(stage: Stage, database: &TestDatabase) -> Self {
        let server = database.address().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let here = listener.local_addr().expect("an address").to_string();
        let stage = stage.with("DATABASE_URL", database.url_through(&here));
        let turns = Arc::new(AtomicUsize::new(0));
        tokio::spawn(listen(listener, server, Arc::clone(&turns)));
        Self { stage, turns }
    }

    /// The stage whose database is behind the wire.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The round trips of `work`: let it run once before, so that the connection is made and statements are prepared.
    pub async fn round_trips<T>(&self, work: impl Future<Output = T>) -> (usize, T) {
        self.turns.store(0, Ordering::SeqCst);
        let outcome = work.await;
        (self.turns.load(Ordering::SeqCst), outcome)
    }
}

async fn listen(listener: TcpListener, server: String, turns: Arc<AtomicUsize>) {
    while let Ok((client, _)) = listener.accept().await {
        let database = TcpStream::connect(&server).await.expect("the database");
        let (from_client, to_client) = client.into_split();
        let (from_database, to_database) = database.into_split();
        let answered = Arc::new(AtomicBool::new(true));
        tokio::spawn(pass(
            from_client,
            to_database,
            Arc::clone(&answered),
            Some(Arc::clone(&turns)),
        ));
        tokio::spawn(pass(from_database, to_client, answered, None));
    }
}

/// Passes bytes on; with `turns`, from the function's side, otherwise from the database's.
async fn pass(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    answered: Arc<AtomicBool>,
    turns: Option<Arc<AtomicUsize>>,
) {
    let mut buffer = vec![0; 65_536];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        match &turns {
            Some(turns) if answered.swap(false, Ordering::SeqCst) => {
                turns.fetch_add(1, Ordering::SeqCst);
            }
            Some(_) => {}
            None => answered.store(true, Ordering::SeqCst),
        }
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
