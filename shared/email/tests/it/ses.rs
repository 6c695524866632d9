//! The mailer against the local stack's SES: what is sent is what arrives, and a refusal is told
//! from an outage.

use std::time::{Duration, Instant};

use aws_sdk_sesv2::config::{BehaviorVersion, Credentials, Region};
use config::{Environment, FromEnvironment};
use domain::SystemClock;
use domain::ids::{EmailId, EventId};
use email::{Kind, Language, Mail, Recipient, SendError, SesMailer, render, sample};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const REGION: &str = "ap-southeast-3";

/// The stack that the suite runs on; its variables are in the file `SAYUR_STACK_ENV`.
fn endpoint() -> String {
    let file =
        std::env::var("SAYUR_STACK_ENV").expect("SAYUR_STACK_ENV names the stack's variables");
    let variables = std::fs::read_to_string(&file).expect("the stack's variables are readable");
    variables
        .lines()
        .find_map(|line| line.strip_prefix("AWS_ENDPOINT_URL="))
        .expect("the stack has an AWS_ENDPOINT_URL")
        .trim_matches('"')
        .to_owned()
}

fn mailer(from: &str, endpoint: &str) -> SesMailer {
    let environment = Environment::from_iter([
        ("EMAIL_FROM", from),
        ("EMAIL_REPLY_TO", "tanya@sayur.example"),
        ("AWS_REGION", REGION),
        ("AWS_ENDPOINT_URL", endpoint),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
    ]);
    SesMailer::from_environment(&environment).unwrap()
}

fn mail(to: &str) -> Mail {
    Mail {
        to: Recipient::parse(to).unwrap(),
        body: render(&sample(Kind::OrderPlaced), Language::Id).unwrap(),
        id: EmailId::generate(&SystemClock),
        event: EventId::generate(&SystemClock),
    }
}

/// SES sends for verified senders only, and the local stack holds to that.
async fn verify(sender: &str, endpoint: &str) {
    let config = aws_sdk_sesv2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_http::client(Duration::from_secs(10)))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .build();
    let made = aws_sdk_sesv2::Client::from_conf(config)
        .create_email_identity()
        .email_identity(sender)
        .send()
        .await;
    // It stays from run to run; sending will show whether it is there.
    drop(made);
}

/// The mail of that id in the local stack's inbox.
async fn arrived(endpoint: &str, id: &str) -> Value {
    let inbox: Value = reqwest::get(format!("{endpoint}/_ministack/ses/messages"))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let accounts = inbox["messages"].as_object().unwrap();
    let mails = accounts
        .values()
        .flat_map(|mails| mails.as_array().unwrap());
    mails
        .into_iter()
        .find(|mail| mail["MessageId"] == id)
        .unwrap()
        .clone()
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_rendered() {
    let endpoint = endpoint();
    verify("halo@sayur.example", &endpoint).await;
    let mail = mail("siti@contoh.id");

    let id = mailer("MICRO-SAYUR <halo@sayur.example>", &endpoint)
        .send(&mail)
        .await
        .unwrap();

    let arrived = arrived(&endpoint, id.as_str()).await;
    assert_eq!(arrived["Source"], "MICRO-SAYUR <halo@sayur.example>");
    assert_eq!(arrived["To"], json!(["siti@contoh.id"]));
    assert_eq!(arrived["Subject"], mail.body.subject());
    assert_eq!(arrived["BodyText"], mail.body.text());
}

#[tokio::test]
async fn a_refused_mail_is_a_permanent_failure() {
    let error = mailer("asing@lain.example", &endpoint())
        .send(&mail("siti@contoh.id"))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SendError::Permanent { code, .. } if code == "MessageRejected"),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_endpoint_that_is_away_is_a_transient_failure() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let error = mailer("halo@sayur.example", &format!("http://{address}"))
        .send(&mail("siti@contoh.id"))
        .await
        .unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn an_endpoint_that_hangs_is_a_transient_failure_after_three_seconds() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let started = Instant::now();
    let error = mailer("halo@sayur.example", &format!("http://{address}"))
        .send(&mail("siti@contoh.id"))
        .await
        .unwrap_err();
    assert_eq!(
        error,
        SendError::Transient {
            code: "timeout".into()
        }
    );
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn a_bad_sender_stops_the_start_with_the_name_of_its_variable() {
    let environment =
        Environment::from_iter([("EMAIL_FROM", "halo@sayur.example, lain@x.example")]);
    let error = SesMailer::from_environment(&environment).unwrap_err();
    assert!(error.to_string().contains("EMAIL_FROM"), "{error}");
}
