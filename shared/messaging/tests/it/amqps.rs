//! RabbitMQ behind TLS.

use crate::support::{PATIENCE, TO_ORDERS, assert_holds, event, rabbitmq};
use domain::events::EventBus;
use messaging::Bus;
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use std::path::PathBuf;
use std::sync::Arc;
use testkit::{Stage, TestBus};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// A way to the broker that speaks TLS, with a certificate that nobody knows.
struct Door {
    address: String,
    certificate: PathBuf,
}

impl Door {
    async fn to(bus: &TestBus) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let made = rcgen::generate_simple_self_signed([address.ip().to_string()]).unwrap();
        let certificate = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("broker-{}.pem", address.port()));
        std::fs::write(&certificate, made.cert.pem()).unwrap();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let settings = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(settings));
        tokio::spawn(serve(listener, acceptor, bus.address()));
        Self {
            address: address.to_string(),
            certificate,
        }
    }

    /// The stage that goes through it.
    fn before(&self, bus: &TestBus) -> Stage {
        let stage = bus.behind(Stage::default(), &self.address);
        let url = stage.variables().find(|(name, _)| *name == "AMQP_URL");
        let url = url.unwrap().1.replacen("amqp://", "amqps://", 1);
        stage.with("AMQP_URL", url)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        std::fs::remove_file(&self.certificate).unwrap();
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, broker: String) {
    while let Ok((client, _)) = listener.accept().await {
        let (acceptor, broker) = (acceptor.clone(), broker.clone());
        tokio::spawn(async move {
            // A client that does not trust us is gone.
            if let Ok(mut client) = acceptor.accept(client).await {
                let mut server = TcpStream::connect(broker).await.unwrap();
                let _ = copy_bidirectional(&mut client, &mut server).await;
            }
        });
    }
}

#[tokio::test]
async fn a_broker_behind_tls_gets_events() {
    let bus = rabbitmq().await;
    let door = Door::to(&bus).await;
    let certificate = door.certificate.to_str().unwrap();
    let sender: &Bus = door.before(&bus).with("AMQP_CA_FILE", certificate).app();
    let events = [event(TO_ORDERS)];
    assert_eq!(sender.send(&events, PATIENCE).await, [events[0].id]);
    assert_holds(&bus, "orders", &events).await;
}

#[tokio::test]
async fn a_broker_that_nobody_vouches_for_gets_none() {
    let bus = rabbitmq().await;
    let door = Door::to(&bus).await;
    let sender: &Bus = door.before(&bus).app();
    assert_eq!(sender.send(&[event(TO_ORDERS)], PATIENCE).await, []);
}

#[test]
fn an_authority_that_cannot_be_read_stops_the_start_with_its_name() {
    let stage = TestBus::rabbitmq()
        .on(Stage::default())
        .with("AMQP_CA_FILE", "/nowhere.pem");
    let error = <Bus as config::FromEnvironment>::from_environment(&stage.environment()).err();
    let message = error.map(|error| error.to_string()).unwrap_or_default();
    assert!(message.contains("AMQP_CA_FILE"), "{message}");
}
