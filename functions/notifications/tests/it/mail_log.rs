//! The mails as staff see them, and sent again.

use crate::support::{SENDER, customer, event, new_address, notify, order, placed};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::Permission;
use domain::identity::events::AccountErased;
use domain::ids::UserId;
use domain::orders::events::OrderPlaced;
use domain::orders::{Customer, OrderStatus};
use notifications::{lift_suppression, list_emails, preview_email, resend_email};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Answer, Call, FakeSes, Stage, TestDatabase};
use tokio::task::JoinSet;

/// Who sends mails, and who looks at them.
pub(crate) struct Office {
    pub(crate) database: TestDatabase,
    pub(crate) stage: Stage,
    pub(crate) ses: FakeSes,
    token: String,
}

pub(crate) async fn office(ses: FakeSes) -> Office {
    let database = TestDatabase::create().await;
    let stage = Stage::on(&database)
        .with("AWS_ENDPOINT_URL", ses.endpoint.as_str())
        .with("EMAIL_FROM", SENDER)
        .with("SHOP_URL", "https://sayur.example")
        .with("EVENT_BUS", "sqs")
        .with("NOTIFICATIONS_QUEUE_URL", "http://127.0.0.1:1/n")
        .with("PAYMENTS_QUEUE_URL", "http://127.0.0.1:1/p")
        .with("ORDERS_QUEUE_URL", "http://127.0.0.1:1/o")
        .with("CATALOG_QUEUE_URL", "http://127.0.0.1:1/c")
        .with("WEBHOOKS_QUEUE_URL", "http://127.0.0.1:1/w")
        .with("DATABASE_CONNECTIONS", "8");
    let staff = UserId::generate(&SystemClock);
    let token = stage.token(staff, &[Permission::UsersManage]);
    Office {
        database,
        stage,
        ses,
        token,
    }
}

impl Office {
    pub(crate) async fn tell(&self, event: &Event) {
        notify(self.stage.app(), event.clone()).await.unwrap();
    }

    async fn list(&self, query: &str) -> Value {
        Call::get(&format!("/v1/admin/emails{query}"))
            .bearer(&self.token)
            .send(self.stage.app(), list_emails::handle)
            .await
            .expect(200)
    }

    /// The mails to an address, the newest first.
    pub(crate) async fn mails(&self, address: &str) -> Vec<Value> {
        let found = self.list(&format!("?recipient={address}")).await;
        found["items"].as_array().unwrap().clone()
    }

    async fn resend(&self, mail: &str, key: &str) -> Answer {
        Call::post(&format!("/v1/admin/emails/{mail}/resend"))
            .parameter("id", mail)
            .header("idempotency-key", key)
            .bearer(&self.token)
            .send(self.stage.app(), resend_email::handle)
            .await
    }

    pub(crate) async fn lift(&self, mail: &str) -> Answer {
        Call::new("DELETE", "/v1/admin/emails/{id}/suppression")
            .parameter("id", mail)
            .bearer(&self.token)
            .send(self.stage.app(), lift_suppression::handle)
            .await
    }

    async fn preview(&self, name: &str, query: &str) -> Answer {
        Call::get(&format!("/v1/admin/email-templates/{name}/preview{query}"))
            .parameter("name", name)
            .bearer(&self.token)
            .send(self.stage.app(), preview_email::handle)
            .await
    }

    /// Writes an event down as its business transaction does: what is sent again is written anew from it.
    async fn keep(&self, event: &Event) {
        let statement = "insert into platform.outbox (id, event, created_at, sent_at) values ($1, $2, now(), now())";
        let body = serde_json::to_value(event).unwrap();
        let client = self.database.client().await;
        client
            .execute(statement, &[&event.id.uuid(), &body])
            .await
            .unwrap();
    }

    /// What waits in the outbox to be sent.
    async fn unsent(&self) -> Vec<Event> {
        let statement =
            "select event from platform.outbox where sent_at is null order by created_at";
        let client = self.database.client().await;
        let rows = client.query(statement, &[]).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_value(row.get(0)).unwrap())
            .collect()
    }

    /// What the audit log says was done, oldest first.
    pub(crate) async fn audited(&self) -> Vec<String> {
        let client = self.database.client().await;
        let statement = "select action from identity.audit_log order by id";
        let rows = client.query(statement, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

async fn quiet() -> Office {
    office(FakeSes::open(|_| false).await).await
}

#[tokio::test]
async fn mails_are_found_by_what_is_known_of_them() {
    let office = office(FakeSes::open(|calls| calls.of_all == 2).await).await;
    let (sari, budi) = (new_address(), new_address());
    office.tell(&placed(&sari)).await;
    let told = notify(office.stage.app(), placed(&budi)).await;
    told.unwrap_err();
    office.tell(&placed("no address")).await;

    let found = office.list("?limit=2").await;
    let cursor = found["next_cursor"].as_str().unwrap();
    let rest = office.list(&format!("?limit=2&cursor={cursor}")).await;
    assert_eq!(rest["items"][0]["recipient"], sari);
    assert_eq!(rest["next_cursor"], json!(null));
    for (query, recipients) in [
        ("?status=sent".to_owned(), vec![&*sari]),
        ("?status=sending".to_owned(), vec![&*budi]),
        ("?status=failed".to_owned(), vec!["no address"]),
        (
            "?kind=order_placed".to_owned(),
            vec!["no address", &*budi, &*sari],
        ),
        ("?kind=stock_low".to_owned(), vec![]),
        (format!("?recipient={}", budi.to_uppercase()), vec![&*budi]),
        ("?since=2999-01-01T00:00:00Z".to_owned(), vec![]),
        (
            "?until=2999-01-01T00:00:00Z&limit=1".to_owned(),
            vec!["no address"],
        ),
    ] {
        let found = office.list(&query).await;
        let items = found["items"].as_array().unwrap().iter();
        let found: Vec<_> = items
            .map(|mail| mail["recipient"].as_str().unwrap())
            .collect();
        assert_eq!(found, recipients, "{query}");
    }
    assert_eq!(
        office.mails(&budi).await[0]["error"],
        "TooManyRequestsException"
    );
}

#[tokio::test]
async fn a_mail_is_sent_once_more_for_each_key() {
    let office = quiet().await;
    let address = new_address();
    let event = placed(&address);
    office.keep(&event).await;
    office.tell(&event).await;
    let mail = office.mails(&address).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();

    let first = office.resend(&mail, "one").await.expect(202);
    assert_eq!(
        (&first["status"], &first["resend_of"]),
        (&json!("sending"), &json!(mail))
    );
    // The same wish again is answered, not granted, again; another waits until this one is through.
    assert_eq!(office.resend(&mail, "one").await.expect(202), first);
    office
        .resend(&mail, "two")
        .await
        .expect_problem(409, "mail_in_flight");
    let wishes = office.unsent().await;
    assert_eq!(wishes.len(), 1);
    for _ in 0..5 {
        office.tell(&wishes[0]).await;
    }
    let sent = office.ses.mails_to(&address);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0]["Content"], sent[1]["Content"]);
    let again = &office.mails(&address).await[0];
    assert_eq!(
        (&again["id"], &again["status"]),
        (&first["id"], &json!("sent"))
    );
    assert_eq!(again["attempts"], 1);

    // One that was sent again can be, too, and is still one of the first.
    let third = office
        .resend(first["id"].as_str().unwrap(), "three")
        .await
        .expect(202);
    assert_eq!(third["resend_of"], json!(mail));
    assert_eq!(office.audited().await, ["mail_resent", "mail_resent"]);
}

#[tokio::test]
async fn fifty_who_want_a_mail_sent_again_at_once_send_one() {
    let office = quiet().await;
    let address = new_address();
    let event = placed(&address);
    office.keep(&event).await;
    office.tell(&event).await;
    let mail = office.mails(&address).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let app: &resend_email::App = office.stage.app();
    let mut wishes = JoinSet::new();
    for number in 0..50 {
        let call = Call::post("/v1/admin/emails/{id}/resend")
            .parameter("id", &mail)
            .header("idempotency-key", format!("key-{}", number % 25))
            .bearer(&office.token);
        wishes.spawn(call.send(app, resend_email::handle));
    }
    let answers = wishes.join_all().await;
    let ids: BTreeSet<String> = answers
        .iter()
        .filter(|answer| answer.status == 202)
        .map(|answer| answer.body["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1);
    assert!(
        answers
            .iter()
            .all(|answer| [202, 409].contains(&answer.status))
    );
    for wish in office.unsent().await {
        office.tell(&wish).await;
    }
    assert_eq!(office.ses.counts()[&address], 2);
}

#[tokio::test]
async fn what_cannot_be_written_anew_is_not_sent_again() {
    let office = quiet().await;
    let user = UserId::generate(&SystemClock);
    let address = new_address();
    let mut order = order(&address, OrderStatus::AwaitingPayment);
    order.customer = Customer {
        user: Some(user),
        ..customer(&address)
    };
    let kept = event(&OrderPlaced { order });
    office.tell(&kept).await;
    let mail = office.mails(&address).await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    office
        .resend(&mail, "one")
        .await
        .expect_problem(409, "mail_too_old");

    // Its event is forgotten after somebody wanted it again.
    office.keep(&kept).await;
    office.resend(&mail, "two").await.expect(202);
    let wish = office.unsent().await.remove(0);
    let client = office.database.client().await;
    client
        .execute(
            "delete from platform.outbox where id = $1",
            &[&kept.id.uuid()],
        )
        .await
        .unwrap();
    office.tell(&wish).await;
    let again = &office.mails(&address).await[0];
    assert_eq!(
        (&again["status"], &again["error"]),
        (&json!("failed"), &json!("its event is no longer kept"))
    );

    office.tell(&event(&AccountErased { user_id: user })).await;
    office
        .resend(&mail, "three")
        .await
        .expect_problem(409, "mail_addressee_gone");
    let nowhere = UserId::generate(&SystemClock).to_string();
    office
        .resend(&nowhere, "four")
        .await
        .expect_problem(404, "mail_not_found");
    assert_eq!(office.ses.counts()[&address], 1);
}

#[tokio::test]
async fn every_kind_of_mail_can_be_looked_at() {
    let office = quiet().await;
    for kind in domain::notifications::NoticeKind::ALL {
        for language in ["id", "en"] {
            let query = format!("?language={language}&format=text");
            let text = office.preview(kind.as_str(), &query).await;
            assert_eq!(text.headers["content-type"], "text/plain; charset=utf-8");
            assert_eq!(text.headers["content-language"], language);
            let text = text.expect(200);
            let subject = text.as_str().unwrap().lines().next().unwrap().to_owned();
            let query = format!("?language={language}");
            let page = office.preview(kind.as_str(), &query).await.expect(200);
            let page = page.as_str().unwrap();
            assert!(page.starts_with("<!doctype html>"), "{page}");
            let title = page.split("<title>").nth(1).unwrap();
            assert_eq!(title.split("</title>").next().unwrap(), subject);
        }
    }
    office
        .preview("tidak_ada", "")
        .await
        .expect_problem(404, "not_found");
    office
        .preview("order_placed", "?format=pdf")
        .await
        .expect_problem(400, "malformed_request");
}
