//! What the database is asked, counted on the wire.

use crate::addresses::home;
use crate::shop::{PASSWORD, Shop, post, somebody, text};
use identity::{add_address, get_profile, list_addresses, login, refresh_session};
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
    async fn to(shop: &Shop) -> Self {
        let url = shop.database.url();
        let server = url
            .split(['@', '/'])
            .find(|part| part.contains(':') && *part != "postgres:");
        let server = server.expect("host:port in the database's URL").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap().to_string();
        let stage = shop
            .stage
            .clone()
            .with("DATABASE_URL", url.replace(&server, &here));
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&turns);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let database = TcpStream::connect(&server).await.unwrap();
                let (from_client, to_client) = client.into_split();
                let (from_database, to_database) = database.into_split();
                let answered = Arc::new(AtomicBool::new(true));
                tokio::spawn(pass(
                    from_client,
                    to_database,
                    Arc::clone(&answered),
                    Some(Arc::clone(&counted)),
                ));
                tokio::spawn(pass(from_database, to_client, answered, None));
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

#[tokio::test]
async fn a_warm_function_keeps_to_its_budget() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let wire = Wire::to(&shop).await;

    let app: &login::App = wire.stage.app();
    let credentials = json!({ "email": email, "password": PASSWORD });
    let login = async || {
        let call = post("/v1/auth/login", &credentials);
        call.send(app, login::handle).await.expect(200)
    };
    login().await;
    wire.take();
    let session = login().await;
    assert_eq!(wire.take(), 2, "login");

    let app: &refresh_session::App = wire.stage.app();
    let refresh = async |token: &str| {
        let call = post("/v1/auth/refresh", &json!({ "refresh_token": token }));
        call.send(app, refresh_session::handle).await.expect(200)
    };
    let session = refresh(text(&session, "refresh_token")).await;
    wire.take();
    let session = refresh(text(&session, "refresh_token")).await;
    assert_eq!(wire.take(), 1, "refresh");

    let token = text(&session, "access_token");
    let app: &get_profile::App = wire.stage.app();
    let read = async || {
        let call = Call::get("/v1/me").bearer(token);
        call.send(app, get_profile::handle).await.expect(200)
    };
    read().await;
    wire.take();
    read().await;
    assert_eq!(wire.take(), 1, "profile");

    let app: &add_address::App = wire.stage.app();
    let add = async || {
        let call = Call::post("/v1/me/addresses").bearer(token).json(&home());
        call.send(app, add_address::handle).await.expect(201)
    };
    add().await;
    wire.take();
    add().await;
    assert_eq!(wire.take(), 2, "adding an address");

    let app: &list_addresses::App = wire.stage.app();
    let list = async || {
        let call = Call::get("/v1/me/addresses").bearer(token);
        call.send(app, list_addresses::handle).await.expect(200)
    };
    list().await;
    wire.take();
    list().await;
    assert_eq!(wire.take(), 1, "listing addresses");
}
