//! Partners' addresses as staff keep them.

use super::{Office, PLACED, placed, text};
use serde_json::{Value, json};
use testkit::Partner;

const NOBODY: &str = "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a";

fn partner_of_the_internet() -> Value {
    json!({ "url": "https://hooks.mitra.example/a", "description": "Gudang", "event_types": [PLACED] })
}

#[tokio::test]
async fn an_address_is_made_shown_changed_and_taken_away() {
    let office = Office::open().await;
    let answer = office.create(&partner_of_the_internet()).await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let mut made = answer.expect(201);
    let secret = made.as_object_mut().unwrap().remove("secret").unwrap();
    assert!(text(&secret).starts_with("whsec_"));
    let id = text(&made["id"]).to_owned();
    let shown = office.show(&id).await;
    assert_eq!(shown.headers["etag"], "\"1\"");
    assert_eq!(shown.expect(200), made);
    assert_eq!(made["status"], "active");

    let change =
        json!({ "description": "Kurir", "event_types": ["sayur.catalog.stock_low.v1", PLACED] });
    let answer = office.update(&id, Some("\"1\""), &change).await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    let changed = answer.expect(200);
    assert_eq!(
        (&changed["description"], &changed["url"]),
        (&json!("Kurir"), &made["url"])
    );
    let late = office.update(&id, Some("\"1\""), &change).await;
    late.expect_problem(412, "version_mismatch");
    // The same again changes nothing.
    let same = office.update(&id, None, &change).await;
    assert_eq!(same.headers["etag"], "\"2\"");

    office.delete(&id).await.expect(204);
    office
        .show(&id)
        .await
        .expect_problem(404, "webhook_not_found");
    office
        .delete(&id)
        .await
        .expect_problem(404, "webhook_not_found");
    let client = office.database.client().await;
    let statement = "select action, target, details::text from identity.audit_log order by id";
    let rows = client.query(statement, &[]).await.unwrap();
    let log: Vec<(String, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let actions = ["webhook_created", "webhook_changed", "webhook_deleted"];
    assert_eq!(log, actions.map(|action| (action.to_owned(), id.clone())));
    assert!(
        rows.iter()
            .all(|row| !row.get::<_, String>(2).contains("whsec_"))
    );
}

#[tokio::test]
async fn the_list_has_pages_the_newest_first() {
    let office = Office::open().await;
    let mut made = Vec::new();
    for _ in 0..3 {
        let webhook = office.create(&partner_of_the_internet()).await.expect(201);
        made.push(webhook["id"].clone());
    }
    made.reverse();
    let first = office.list("?limit=2").await;
    let next = format!("?limit=2&cursor={}", text(&first["next_cursor"]));
    let second = office.list(&next).await;
    let ids = |page: &Value| -> Vec<Value> {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].clone()).collect()
    };
    assert_eq!([ids(&first), ids(&second)].concat(), made);
    assert_eq!(second["next_cursor"], Value::Null);
}

#[tokio::test]
async fn what_is_no_address_no_text_or_no_type_is_refused_and_named() {
    let office = Office::open().await;
    let made = office.create(&partner_of_the_internet()).await.expect(201);
    for (field, value, code) in [
        (
            "url",
            json!("ftp://hooks.mitra.example"),
            "invalid_webhook_url",
        ),
        ("url", json!(""), "invalid_webhook_url"),
        (
            "url",
            json!("https://a@mitra.example"),
            "invalid_webhook_url",
        ),
        ("description", json!(" "), "invalid_webhook_description"),
        (
            "description",
            json!("x".repeat(201)),
            "invalid_webhook_description",
        ),
        ("event_types", json!([]), "event_types_missing"),
        ("event_types", json!([PLACED, PLACED]), "named_twice"),
    ] {
        let mut body = partner_of_the_internet();
        body[field] = value.clone();
        for answer in [
            office.create(&body).await,
            office
                .update(text(&made["id"]), None, &json!({ field: value }))
                .await,
        ] {
            let error = &answer.body["errors"][0];
            assert_eq!(error["pointer"], format!("/{field}"));
            assert_eq!(error["code"], code);
            answer.expect_problem(422, "validation_failed");
        }
    }
    for body in [
        json!({ "url": "https://mitra.example" }),
        json!({ "url": 1, "description": "x", "event_types": [PLACED] }),
        json!({ "url": "https://mitra.example", "description": "x", "event_types": ["sayur.identity.account_erased.v1"] }),
        json!({ "url": "https://mitra.example", "description": "x", "event_types": [PLACED], "secret": "x" }),
    ] {
        office
            .create(&body)
            .await
            .expect_problem(400, "malformed_request");
    }
    let deleted = json!({ "status": "deleted" });
    let answer = office.update(text(&made["id"]), None, &deleted).await;
    answer.expect_problem(400, "malformed_request");
    for query in ["?status=lost", "?limit=0", "?cursor=x", "?page=2"] {
        let answer = office.deliveries(text(&made["id"]), query).await;
        answer.expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let office = Office::open().await;
    let made = office.create(&partner_of_the_internet()).await.expect(201);
    let id = text(&made["id"]);
    office
        .show(NOBODY)
        .await
        .expect_problem(404, "webhook_not_found");
    office.show("x").await.expect_problem(404, "not_found");
    office
        .rotate(NOBODY)
        .await
        .expect_problem(404, "webhook_not_found");
    office
        .ping(NOBODY)
        .await
        .expect_problem(404, "webhook_not_found");
    office
        .deliveries(NOBODY, "")
        .await
        .expect_problem(404, "webhook_not_found");
    let change = json!({ "description": "x" });
    office
        .update(NOBODY, None, &change)
        .await
        .expect_problem(404, "webhook_not_found");
    office
        .resend(id, NOBODY)
        .await
        .expect_problem(404, "webhook_delivery_not_found");
    office
        .resend(NOBODY, NOBODY)
        .await
        .expect_problem(404, "webhook_not_found");
}

#[tokio::test]
async fn an_address_is_tried_with_a_message_that_tells_of_nothing() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let id = text(&webhook["id"]);
    let ping = office.ping(id).await.expect(202);
    office.send().await;
    let [message] = &partner.messages()[..] else {
        panic!("one message");
    };
    assert_eq!(json!(message.id), ping["id"]);
    assert_eq!(
        message.json()["type"],
        "sayur.notifications.webhook_ping.v1"
    );
    assert_eq!(message.signed_by(text(&webhook["secret"])), 1);
    office
        .update(id, None, &json!({ "status": "disabled" }))
        .await
        .expect(200);
    office
        .ping(id)
        .await
        .expect_problem(409, "webhook_disabled");
    office
        .resend(id, &message.id)
        .await
        .expect_problem(409, "webhook_disabled");
}

#[tokio::test]
async fn messages_are_listed_by_state_and_page_and_sent_again() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let id = text(&webhook["id"]);
    for _ in 0..3 {
        office.tell(&placed()).await;
    }
    let page = office
        .deliveries(id, "?status=delivered&limit=2")
        .await
        .expect(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let cursor = text(&page["next_cursor"]);
    let next = format!("?status=delivered&limit=2&cursor={cursor}");
    let rest = office.deliveries(id, &next).await.expect(200);
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    let failed = office.deliveries(id, "?status=failed").await.expect(200);
    assert_eq!(failed["items"], json!([]));

    let message = text(&rest["items"][0]["id"]);
    let resent = office.resend(id, message).await.expect(202);
    assert_eq!(
        (&resent["status"], &resent["delivered_at"]),
        (&json!("pending"), &Value::Null)
    );
    office.send().await;
    assert_eq!(partner.messages().len(), 4);
    assert_eq!(partner.messages()[3].id, message);
    office
        .execute("update notifications.webhook_deliveries set claimed_until = now() + interval '1 minute'")
        .await;
    let busy = office.resend(id, message).await;
    busy.expect_problem(409, "webhook_delivery_in_flight");
}
