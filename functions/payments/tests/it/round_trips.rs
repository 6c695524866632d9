//! What the database is asked, counted on the wire.

use crate::scene::Scene;
use payments::{list_payments, midtrans_webhook, process_payment_event, start_payment};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use testkit::{Call, Stage};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Stands between function and database and counts how often the one speaks after the other has.
struct Wire {
    stage: Stage,
    turns: Arc<AtomicUsize>,
}

impl Wire {
    async fn to(scene: &Scene) -> Self {
        let url = scene.database.url();
        let mut parts = url.split(['@', '/']);
        let server = parts
            .find(|part| part.contains(':') && *part != "postgres:")
            .unwrap()
            .to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap().to_string();
        let stage = scene
            .stage
            .clone()
            .with("DATABASE_URL", url.replace(&server, &here));
        let stage = stage.with("DATABASE_CONNECTIONS", "1");
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&turns);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) =
                    TcpStream::connect(&server).await.unwrap().into_split();
                let answered = Arc::new(AtomicBool::new(true));
                tokio::spawn(pass(
                    from_client,
                    to_server,
                    Arc::clone(&answered),
                    Some(Arc::clone(&counted)),
                ));
                tokio::spawn(pass(from_server, to_client, answered, None));
            }
        });
        Self { stage, turns }
    }

    /// The round trips since the last look.
    fn take(&self) -> usize {
        self.turns.swap(0, Ordering::SeqCst)
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

/// Each function with its statements prepared. No broker listens, so nothing is marked as sent: where there
/// are events to send, a deployed function asks once more.
#[tokio::test]
async fn a_warm_function_keeps_to_its_budget() {
    let scene = Scene::set().await;
    let wire = Wire::to(&scene).await;
    let start: &start_payment::App = wire.stage.app();
    let webhook: &midtrans_webhook::App = wire.stage.app();
    let process: &process_payment_event::App = wire.stage.app();
    let list: &list_payments::App = wire.stage.app();
    for warm in [false, true] {
        let order = scene.order().await;
        wire.take();
        let call = crate::scene::starting(&order, "key", &json!({ "method": "qris" }))
            .bearer(&scene.token);
        let payment = call.send(start, start_payment::handle).await.expect(201);
        let started = wire.take();

        let notification = scene.pay(&payment, "qris").await.to_string();
        let call = Call::post("/v1/webhooks/midtrans").text(notification);
        call.send(webhook, midtrans_webhook::handle)
            .await
            .expect(200);
        let notified = wire.take();

        let event = scene.queued().await.pop().unwrap();
        process_payment_event::handle(process, event).await.unwrap();
        let confirmed = wire.take();

        let call = Call::get("/v1/orders/code/payments").parameter("code", order.code.as_str());
        call.bearer(&scene.token)
            .send(list, list_payments::handle)
            .await
            .expect(200);
        let listed = wire.take();
        if warm {
            let taken = [started, notified, confirmed, listed];
            let budget = [5, 1, 5, 1];
            assert!(
                taken.iter().zip(budget).all(|(taken, most)| *taken <= most),
                "{taken:?}"
            );
        }
    }
}
