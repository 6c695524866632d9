//! The shop as a visitor meets it: what the tests do again and again.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use config::FromEnvironment;
use domain::events::{Event, EventType};
use domain::identity::events::{
    EmailChangeRequested, EmailVerificationRequested, PasswordResetRequested,
};
use domain::ids::OneTimeTokenId;
use domain::links::{LinkKey, Purpose, token_hash};
use domain::{Clock, SystemClock};
use identity::{
    change_email, forgot_password, get_profile, login, refresh_session, register,
    resend_verification, reset_password, verify_email,
};
use serde_json::{Value, json};
use std::net::Ipv6Addr;
use testkit::{Answer, Call, LINK_KEY, Stage, TestDatabase};
use tokio_postgres::Client;
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "tomat-di-pasar-pagi";

pub(crate) struct Shop {
    pub(crate) stage: Stage,
    pub(crate) client: Client,
    // Dropped last: the database goes when nobody needs it any more.
    pub(crate) database: TestDatabase,
}

impl Shop {
    /// A shop whose queues do not answer: what is to be sent stays in the outbox, where tests find it.
    pub(crate) async fn open() -> Self {
        let database = TestDatabase::create().await;
        let stage = without_queues(Stage::on(&database)).with("DATABASE_CONNECTIONS", "8");
        Self {
            stage,
            client: database.client().await,
            database,
        }
    }

    pub(crate) fn app<A: FromEnvironment>(&self) -> &'static A {
        self.stage.app()
    }

    pub(crate) async fn register(&self, email: &str) -> Answer {
        let body = json!({ "email": email, "password": PASSWORD, "name": "Sari" });
        post("/v1/auth/register", &body)
            .send(self.app(), register::handle)
            .await
    }

    pub(crate) async fn resend(&self, email: &str) -> Answer {
        post("/v1/auth/resend-verification", &json!({ "email": email }))
            .send(self.app(), resend_verification::handle)
            .await
    }

    pub(crate) async fn verify(&self, token: &str) -> Answer {
        post("/v1/auth/verify-email", &json!({ "token": token }))
            .send(self.app(), verify_email::handle)
            .await
    }

    pub(crate) async fn login(&self, email: &str, password: &str) -> Answer {
        let body = json!({ "email": email, "password": password });
        post("/v1/auth/login", &body)
            .send(self.app(), login::handle)
            .await
    }

    pub(crate) async fn forgot(&self, email: &str) -> Answer {
        post("/v1/auth/forgot-password", &json!({ "email": email }))
            .send(self.app(), forgot_password::handle)
            .await
    }

    pub(crate) async fn reset(&self, token: &str, password: &str) -> Answer {
        let body = json!({ "token": token, "password": password });
        post("/v1/auth/reset-password", &body)
            .send(self.app(), reset_password::handle)
            .await
    }

    /// Asks for another address, with the password that everybody has here.
    pub(crate) async fn change_email(&self, access_token: &str, to: &str) -> Answer {
        Call::new("PUT", "/v1/me/email")
            .bearer(access_token)
            .json(&json!({ "password": PASSWORD, "email": to }))
            .send(self.app(), change_email::handle)
            .await
    }

    pub(crate) async fn refresh(&self, session: &Value) -> Answer {
        let body = json!({ "refresh_token": session["refresh_token"] });
        post("/v1/auth/refresh", &body)
            .send(self.app(), refresh_session::handle)
            .await
    }

    pub(crate) async fn me(&self, access_token: &str) -> Answer {
        Call::get("/v1/me")
            .bearer(access_token)
            .send(self.app(), get_profile::handle)
            .await
    }

    /// The session of a new customer, who has registered and opened the link in the mail.
    pub(crate) async fn customer(&self, email: &str) -> Value {
        let _ = self.register(email).await.expect(202);
        let token = self.mailed_tokens(email).await.pop().expect("a mail");
        self.verify(&token).await.expect(200)
    }

    /// The tokens that the mails asked for carry, oldest first.
    pub(crate) async fn mailed_tokens(&self, email: &str) -> Vec<String> {
        let mails = self.requested_mails(email).await;
        let tokens = mails.iter().map(|mail| mail.token_id);
        tokens.map(|id| token(Purpose::VerifyEmail, id)).collect()
    }

    /// The same for mails by which a password is set.
    pub(crate) async fn reset_tokens(&self, email: &str) -> Vec<String> {
        let mails = self.told::<PasswordResetRequested>().await;
        let mails = mails.iter().filter(|mail| mail.email == email);
        mails
            .map(|mail| token(Purpose::ResetPassword, mail.token_id))
            .collect()
    }

    /// The same for mails to an address that somebody wants.
    pub(crate) async fn change_tokens(&self, email: &str) -> Vec<String> {
        let mails = self.told::<EmailChangeRequested>().await;
        let mails = mails.iter().filter(|mail| mail.email == email);
        mails
            .map(|mail| token(Purpose::ChangeEmail, mail.token_id))
            .collect()
    }

    pub(crate) async fn requested_mails(&self, email: &str) -> Vec<EmailVerificationRequested> {
        let mut mails = self.told::<EmailVerificationRequested>().await;
        mails.retain(|mail| mail.email == email);
        mails
    }

    /// The events of a type, oldest first.
    pub(crate) async fn told<T: EventType>(&self) -> Vec<T> {
        let statement = "select event from platform.outbox order by id";
        let rows = self.client.query(statement, &[]).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_value::<Event>(row.get(0)).unwrap())
            .filter_map(|event| event.read::<T>().unwrap())
            .collect()
    }

    /// Ends the wait after wrong passwords for the address, as time would.
    pub(crate) async fn end_the_wait(&self, email: &str) {
        self.wait_until(&account(email), 0).await;
    }

    /// Lets an account that has tried wrong passwords wait for a minute, as some more of them would.
    pub(crate) async fn begin_a_wait(&self, account: &str) {
        let end = SystemClock.now() + time::Duration::MINUTE;
        self.wait_until(account, end.unix_timestamp() * 1_000).await;
    }

    async fn wait_until(&self, account: &str, milliseconds: i64) {
        let environment = self.stage.environment();
        let client = redis::Client::open(environment.text("REDIS_URL").unwrap()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let mut set = redis::cmd("HSET");
        set.arg(format!("rate:tries:{account}"))
            .arg("until")
            .arg(milliseconds);
        let added: u32 = set.query_async(&mut connection).await.unwrap();
        assert_eq!(added, 0, "it was there");
    }

    /// The actions in the audit log, oldest first.
    pub(crate) async fn audit_log(&self) -> Vec<String> {
        let statement = "select action from identity.audit_log order by id";
        let rows = self.client.query(statement, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    pub(crate) async fn count(&self, from: &str) -> i64 {
        let statement = format!("select count(*) from {from}");
        self.client.query_one(&statement, &[]).await.unwrap().get(0)
    }

    pub(crate) async fn execute(&self, statement: &str) {
        self.client.batch_execute(statement).await.unwrap();
    }
}

/// The stage, where nothing answers at the queues' address.
fn without_queues(stage: Stage) -> Stage {
    let nowhere = "http://127.0.0.1:1/queue";
    stage
        .with("EVENT_BUS", "sqs")
        .with("NOTIFICATIONS_QUEUE_URL", nowhere)
        .with("PAYMENTS_QUEUE_URL", nowhere)
        .with("ORDERS_QUEUE_URL", nowhere)
        .with("CATALOG_QUEUE_URL", nowhere)
        .with("WEBHOOKS_QUEUE_URL", nowhere)
        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        .with("AWS_REGION", "ap-southeast-3")
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test")
}

fn token(purpose: Purpose, id: OneTimeTokenId) -> String {
    LinkKey::parse(LINK_KEY).unwrap().token(purpose, id)
}

/// What tries to log in to the address are counted under.
pub(crate) fn account(email: &str) -> String {
    URL_SAFE_NO_PAD.encode(token_hash(email))
}

/// A request from a place of its own, so that tests do not use up each other's limits.
pub(crate) fn post(path: &str, body: &Value) -> Call {
    Call::post(path).json(body).from_ip(somewhere())
}

/// A network that nobody else is in.
pub(crate) fn somewhere() -> String {
    // The last bits of the id are the random ones; a network is the first ones of an address.
    Ipv6Addr::from(unique().as_u128().rotate_left(64)).to_string()
}

/// An address that no other test has: limits in Redis outlive a database.
pub(crate) fn somebody() -> String {
    format!("sari-{}@example.com", unique().simple())
}

fn unique() -> Uuid {
    Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext))
}

pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} in {value}"))
}
