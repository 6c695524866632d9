//! Something is wrong with what came: claims, by whom and when they are heard, and what is done about them.

use crate::scene::{Scene, text};
use domain::identity::Permission::{self, OrdersFulfil};
use orders::{file_claim, list_claims, list_my_claims, resolve_claim};
use serde_json::{Value, json};
use testkit::{Answer, Call, Stage};

/// A shop whose pictures lie in a bucket that nobody serves.
pub(crate) fn stage(scene: &Scene) -> Stage {
    scene.stage.clone().with("IMAGES_BUCKET", "pictures")
}

/// An order of two bunches at Rp5.000 that was handed over so many hours ago.
pub(crate) async fn delivered(scene: &Scene, hours: f64) -> Value {
    let order = scene.placed().await;
    deliver(scene, hours).await;
    order
}

/// Hands every order over.
pub(crate) async fn deliver(scene: &Scene, hours: f64) {
    let statement = format!(
        "update orders.orders set status = 'delivered', expires_at = null, version = 6;
         insert into orders.timeline (order_id, version, status, actor_kind, at)
         select id, 6, 'delivered', 'shop', now() - interval '{hours} hours' from orders.orders"
    );
    scene.shop.client().batch_execute(&statement).await.unwrap();
}

pub(crate) fn two_bunches() -> Value {
    json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "2" }], "reason": "quality" })
}

pub(crate) fn filing(order: &Value, token: &str, body: &Value) -> Call {
    Call::post("/v1/orders/code/claims")
        .parameter("code", text(&order["code"]))
        .bearer(token)
        .json(body)
}

pub(crate) async fn file(scene: &Scene, order: &Value, body: &Value) -> Answer {
    filing(order, &scene.token, body)
        .send(stage(scene).app(), file_claim::handle)
        .await
}

pub(crate) fn resolving(scene: &Scene, claim: &Value, key: &str, body: &Value) -> Call {
    let staff = scene.stage.token(scene.shopper.user, &[OrdersFulfil]);
    let id = text(&claim["id"]);
    Call::post(&format!("/v1/admin/claims/{id}/resolution"))
        .parameter("id", id)
        .bearer(&staff)
        .header("idempotency-key", key)
        .json(body)
}

pub(crate) async fn resolve(scene: &Scene, claim: &Value, key: &str, body: Value) -> Answer {
    resolving(scene, claim, key, &body)
        .send(stage(scene).app(), resolve_claim::handle)
        .await
}

async fn mine(scene: &Scene, order: &Value, token: &str) -> Answer {
    Call::get("/v1/orders/code/claims")
        .parameter("code", text(&order["code"]))
        .bearer(token)
        .send(stage(scene).app(), list_my_claims::handle)
        .await
}

pub(crate) async fn all(scene: &Scene, permissions: &[Permission], query: &str) -> Answer {
    let staff = scene.stage.token(scene.shopper.user, permissions);
    Call::get(&format!("/v1/admin/claims?{query}"))
        .bearer(&staff)
        .send(stage(scene).app(), list_claims::handle)
        .await
}

pub(crate) fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

#[tokio::test]
async fn a_claim_is_filed_seen_by_staff_and_refunded() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let mut body = two_bunches();
    body["text"] = json!("Layu semua");
    let claim = file(&scene, &order, &body).await.expect(201);
    assert_eq!(claim["status"], "open");
    assert_eq!(claim["order_code"], order["code"]);
    assert_eq!(claim["cost"], rupiah(10_000));
    assert_eq!(claim["lines"][0]["name"], "Bayam");
    assert_eq!(claim["resolution"], Value::Null);
    assert!(claim.get("customer").is_none());
    let listed = mine(&scene, &order, &scene.token).await.expect(200);
    assert_eq!(listed, json!({ "items": [claim] }));

    let seen = all(&scene, &[OrdersFulfil], "status=open")
        .await
        .expect(200);
    assert_eq!(seen["items"][0]["customer"]["name"], "Siti");
    assert_eq!(seen["items"][0]["text"], "Layu semua");

    let wish = json!({ "kind": "refund", "note": "Maaf ya" });
    let resolved = resolve(&scene, &claim, "one", wish.clone())
        .await
        .expect(200);
    assert_eq!(resolved["status"], "refunded");
    assert_eq!(resolved["resolution"]["amount"], rupiah(10_000));
    assert_eq!(resolved["resolution"]["by"], json!(scene.shopper.user));
    // The same request again has the first answer, another key finds it done.
    assert_eq!(
        resolve(&scene, &claim, "one", wish.clone())
            .await
            .expect(200),
        resolved
    );
    resolve(&scene, &claim, "one", json!({ "kind": "refuse" }))
        .await
        .expect_problem(422, "idempotency_key_reused");
    resolve(&scene, &claim, "two", wish)
        .await
        .expect_problem(409, "claim_resolved");

    let shown = mine(&scene, &order, &scene.token).await.expect(200);
    assert_eq!(shown["items"][0]["resolution"]["note"], "Maaf ya");
    // Who it was is not the shopper's to know.
    assert!(shown["items"][0]["resolution"].get("by").is_none());
    let mut told = scene.events().await;
    // What was told at one moment has no order.
    told.sort();
    assert_eq!(
        told,
        [
            "sayur.orders.claim_filed.v1",
            "sayur.orders.claim_resolved.v1",
            "sayur.orders.order_placed.v1",
            "sayur.orders.refund_due.v1"
        ]
    );
    let refund = "select event->'data' from platform.outbox where event->>'type' = 'sayur.orders.refund_due.v1'";
    let refund: Value = scene
        .shop
        .client()
        .query_one(refund, &[])
        .await
        .unwrap()
        .get(0);
    assert_eq!(refund["amount"], rupiah(10_000));
    assert_eq!(refund["reason"], "claim");
    assert_eq!(refund["key"], format!("claim-{}", text(&claim["id"])));
    let noted = "identity.audit_log where action = 'claim_resolved' and actor_id is not null
        and target = (select code from orders.orders) and details->'after'->>'amount' = '10000'";
    assert_eq!(scene.shop.count(noted).await, 1);
    // What an order cost is what it cost.
    assert_eq!(
        scene
            .shop
            .count("orders.orders where total = 25000 and version = 6")
            .await,
        1
    );
}

#[tokio::test]
async fn credit_is_written_into_the_customers_ledger() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let mut halves = Vec::new();
    for _ in 0..2 {
        let mut half = two_bunches();
        half["lines"][0]["quantity"] = json!("1");
        halves.push(file(&scene, &order, &half).await.expect(201));
    }
    resolve(
        &scene,
        &halves[0],
        "one",
        json!({ "kind": "credit", "amount": rupiah(2_000) }),
    )
    .await
    .expect(200);
    resolve(&scene, &halves[1], "one", json!({ "kind": "credit" }))
        .await
        .expect(200);
    let entries = "select array_agg(amount || ' ' || balance || ' ' || kind order by number)::text
        from payments.credit_entries where user_id = $1";
    let user = scene.shopper.user.uuid();
    let row = scene
        .shop
        .client()
        .query_one(entries, &[&user])
        .await
        .unwrap();
    assert_eq!(
        row.get::<_, &str>(0),
        r#"{"2000 2000 claim","5000 7000 claim"}"#
    );
    assert!(
        !scene
            .events()
            .await
            .contains(&"sayur.orders.refund_due.v1".to_owned())
    );
}

#[tokio::test]
async fn a_claim_is_heard_from_its_shopper_or_whoever_has_the_link_for_a_day() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    let body = two_bunches();
    file(&scene, &order, &body)
        .await
        .expect_problem(409, "order_not_delivered");
    deliver(&scene, 24.001).await;
    file(&scene, &order, &body)
        .await
        .expect_problem(409, "claim_window_closed");
    let later = "alter table orders.timeline disable trigger timeline_append_only;
        update orders.timeline set at = now() - interval '23.999 hours' where status = 'delivered'";
    scene.shop.client().batch_execute(later).await.unwrap();

    let stranger = scene.stage.token(scene.shop.shopper().await.user, &[]);
    let app: &file_claim::App = stage(&scene).app();
    filing(&order, &stranger, &body)
        .send(app, file_claim::handle)
        .await
        .expect_problem(404, "order_not_found");
    mine(&scene, &order, &stranger)
        .await
        .expect_problem(404, "order_not_found");
    for (token, status, code) in [
        ("nonsense", 404, "order_not_found"),
        ("", 404, "order_not_found"),
    ] {
        Call::post(&format!("/v1/orders/code/claims?token={token}"))
            .parameter("code", text(&order["code"]))
            .json(&body)
            .send(app, file_claim::handle)
            .await
            .expect_problem(status, code);
    }
    Call::post("/v1/orders/code/claims")
        .parameter("code", text(&order["code"]))
        .json(&body)
        .send(app, file_claim::handle)
        .await
        .expect_problem(401, "authentication_required");
    let link = text(&order["tracking_token"]);
    Call::post(&format!("/v1/orders/code/claims?token={link}"))
        .parameter("code", text(&order["code"]))
        .json(&body)
        .send(app, file_claim::handle)
        .await
        .expect(201);
    file(&scene, &order, &body)
        .await
        .expect_problem(409, "already_claimed");
}

#[tokio::test]
async fn what_is_no_claim_is_refused_field_by_field() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let line = |sku: &str, quantity: &str| json!({ "sku": sku, "quantity": quantity });
    let photo = "019330f0-0000-7000-8000-000000000001";
    let photos: Vec<_> = (1..=6)
        .map(|n| format!("019330f0-0000-7000-8000-00000000000{n}"))
        .collect();
    for (change, status, pointer, code) in [
        (json!({ "lines": [] }), 422, "/lines", "invalid_lines"),
        (
            json!({ "lines": [line("BYM-IKAT", "0")] }),
            422,
            "/lines/0/quantity",
            "quantity_not_positive",
        ),
        (
            json!({ "lines": [line("BYM-IKAT", "-1")] }),
            422,
            "/lines/0/quantity",
            "quantity_not_positive",
        ),
        (
            json!({ "lines": [line("BYM-IKAT", "1"), line("BYM-IKAT", "1")] }),
            422,
            "/lines/1/sku",
            "named_twice",
        ),
        (
            json!({ "lines": [line("BYM-IKAT", "2.001")] }),
            422,
            "/lines/0/quantity",
            "quantity_above_packed",
        ),
        (
            json!({ "lines": [line("TMT-KG", "1")] }),
            422,
            "/lines/0/sku",
            "sku_not_ordered",
        ),
        (
            json!({ "lines": [line("bayam", "1")] }),
            400,
            "/lines/0/sku",
            "malformed_field",
        ),
        (
            json!({ "lines": [line("BYM-IKAT", "1e3")] }),
            400,
            "/lines/0/quantity",
            "malformed_field",
        ),
        (
            json!({ "reason": "hungry" }),
            400,
            "/reason",
            "malformed_field",
        ),
        (json!({ "reason": "other" }), 422, "/text", "text_required"),
        (
            json!({ "reason": "other", "text": "  " }),
            422,
            "/text",
            "text_required",
        ),
        (
            json!({ "text": "x".repeat(501) }),
            422,
            "/text",
            "text_too_long",
        ),
        (
            json!({ "photos": [photo, photo] }),
            422,
            "/photos",
            "named_twice",
        ),
        (
            json!({ "photos": photos }),
            422,
            "/photos",
            "too_many_photos",
        ),
        (
            json!({ "photos": ["../secret"] }),
            400,
            "/photos/0",
            "malformed_field",
        ),
        (json!({ "amount": 5 }), 400, "/amount", "malformed_field"),
    ] {
        let mut body = two_bunches();
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answer = file(&scene, &order, &body).await;
        assert_eq!(answer.status, status, "{change} {}", answer.body);
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{change}");
        assert_eq!(answer.body["errors"][0]["code"], code, "{change}");
    }
    assert_eq!(scene.shop.count("orders.claims").await, 0);
}
