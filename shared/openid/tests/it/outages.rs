//! A provider that is away, slow or talks nonsense, and one that was never configured.

use crate::setup::{adapter, configured, sign_in, siti};
use domain::SystemClock;
use domain::identity::external_login::{Flow, OpenIdProvider, ProviderError};
use openid::OpenId;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::{Issuer, Stage};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn at(issuer: &str) -> OpenId {
    configured(&[
        ("OPENID_ISSUER", issuer),
        ("OPENID_CLIENT_ID", "shop"),
        ("OPENID_CLIENT_SECRET", "secret"),
        ("OPENID_REDIRECT_URL", "https://toko.example/auth/google"),
    ])
    .unwrap()
}

async fn start(openid: &OpenId) -> Result<String, ProviderError> {
    let flow = Flow::start(&SystemClock).unwrap();
    openid.authorization_url(&flow).await
}

/// Answers every connection with these bytes, and with silence if there are none.
async fn answering(bytes: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            tokio::spawn(async move {
                let _ = connection.read(&mut [0; 16_384]).await;
                if bytes.is_empty() {
                    std::future::pending::<()>().await;
                }
                connection.write_all(bytes.as_bytes()).await.unwrap();
            });
        }
    });
    url
}

#[tokio::test]
async fn a_provider_that_is_away_or_talks_nonsense_is_unavailable() {
    for bytes in [
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n<html>",
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
    ] {
        let outcome = start(&at(&answering(bytes).await)).await;
        assert!(
            matches!(outcome, Err(ProviderError::Unavailable(_))),
            "{outcome:?}"
        );
    }
    let outcome = start(&at("http://127.0.0.1:1")).await;
    assert!(matches!(outcome, Err(ProviderError::Unavailable(_))));
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_given_up_after_three_seconds() {
    let silent = at(&answering("").await);
    let began = Instant::now();
    let outcome = start(&silent).await;
    assert!(matches!(outcome, Err(ProviderError::Unavailable(_))));
    let took = began.elapsed();
    assert!(
        (Duration::from_secs(2)..Duration::from_secs(6)).contains(&took),
        "{took:?}"
    );
}

#[tokio::test]
async fn an_outage_is_forgotten_when_it_is_over() {
    let issuer = Issuer::open().await;
    let openid = adapter(&issuer);
    issuer.describe("issuer", json!("https://another.example"));
    let outcome = start(&openid).await;
    assert!(matches!(outcome, Err(ProviderError::Unavailable(_))));
    issuer.describe("issuer", issuer.url().into());
    sign_in(&openid, &issuer, &siti()).await.unwrap();
}

#[tokio::test]
async fn credentials_that_the_provider_does_not_know_are_the_shops_trouble() {
    let issuer = Issuer::open().await;
    let stage = issuer
        .on(Stage::default())
        .with("OPENID_CLIENT_SECRET", "another");
    let openid = config::FromEnvironment::from_environment(&stage.environment()).unwrap();
    let outcome = sign_in(&openid, &issuer, &siti()).await;
    assert!(
        matches!(outcome, Err(ProviderError::Unavailable(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn without_a_client_id_nothing_is_offered_and_nothing_else_is_asked_for() {
    for variables in [&[][..], &[("OPENID_CLIENT_ID", "")]] {
        let openid = configured(variables).unwrap();
        assert!(matches!(
            start(&openid).await,
            Err(ProviderError::NotOffered)
        ));
    }
}

#[test]
fn a_half_or_insecure_configuration_stops_the_start() {
    let good = [
        ("OPENID_CLIENT_ID", "shop"),
        ("OPENID_CLIENT_SECRET", "secret"),
        ("OPENID_ISSUER", "https://provider.example"),
        ("OPENID_REDIRECT_URL", "https://toko.example/auth/google"),
    ];
    assert!(configured(&good).is_ok());
    for (name, value) in [
        ("OPENID_CLIENT_SECRET", ""),
        ("OPENID_ISSUER", ""),
        ("OPENID_ISSUER", "http://provider.example"),
        ("OPENID_ISSUER", "provider.example"),
        ("OPENID_REDIRECT_URL", ""),
        ("OPENID_REDIRECT_URL", "http://toko.example/auth/google"),
    ] {
        let mut variables = good;
        variables
            .iter_mut()
            .filter(|(key, _)| *key == name)
            .for_each(|pair| pair.1 = value);
        let refused = configured(&variables).map(|_| ()).unwrap_err();
        assert!(refused.contains(name), "{refused}");
    }
}
