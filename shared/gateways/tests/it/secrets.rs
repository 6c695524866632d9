//! The key to the money is in no log and in no error.

use crate::scene::{Scene, bill, gateways_at, payment, refund};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::payments::{Ending, Gateway, GatewayError, Method};
use domain::{Clock, SystemClock};
use gateways::Gateways;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use tracing::Level;

const KEY: &str = "SB-Mid-server-sangat-rahasia";

/// What was logged, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Everything that the shop asks of a gateway; answers what went wrong.
async fn ask_everything(gateways: &Gateways) -> Vec<GatewayError> {
    let (snap, qris) = (
        payment(&bill(), Method::Snap),
        payment(&bill(), Method::Qris),
    );
    let now = SystemClock.now();
    let mut errors = Vec::new();
    errors.extend(gateways.start(&snap, &bill(), now).await.err());
    errors.extend(gateways.start(&qris, &bill(), now).await.err());
    errors.extend(gateways.status(&qris).await.err());
    errors.extend(gateways.end(&qris, Ending::Cancelled).await.err());
    let paid = domain::payments::Payment {
        paid_with: Some("qris".into()),
        ..qris
    };
    let back = refund(&paid, "back", 25_000);
    errors.extend(gateways.refund(&paid, &back).await.err());
    errors
}

#[tokio::test]
async fn the_server_key_is_never_told() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _logged = tracing::subscriber::set_default(subscriber);

    let scene = Scene::set().await;
    // A stranger's key, nobody there, and nonsense for an answer.
    let mut errors = ask_everything(&gateways_at(&scene.url, KEY)).await;
    errors.extend(ask_everything(&gateways_at("http://127.0.0.1:1", KEY)).await);
    let page = format!("{}/_simulate/health", scene.url);
    errors.extend(ask_everything(&gateways_at(&page, KEY)).await);
    assert!(errors.len() > 10, "{errors:?}");

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("midtrans"), "{logged}");
    let told = format!("{logged}{errors:?}");
    let header = STANDARD.encode(format!("{KEY}:"));
    for secret in [KEY, &header] {
        assert!(!told.contains(secret), "{told}");
    }
}
