//! Staff decide about claims.

use crate::claims::{
    all, deliver, delivered, file, resolve, resolving, rupiah, stage, two_bunches,
};
use crate::scene::{Scene, text};
use domain::SystemClock;
use domain::identity::Permission::{OrdersFulfil, OrdersRead};
use domain::ids::ClaimId;
use orders::resolve_claim;
use serde_json::{Value, json};
use testkit::Call;

#[tokio::test]
async fn a_resolution_that_cannot_be_is_refused() {
    let scene = Scene::set().await;
    let mut cash = scene.order_body();
    cash["payment_method"] = json!("cod");
    let order = scene.place("cash", &cash).await.expect(201);
    deliver(&scene, 1.0).await;
    let claim = file(&scene, &order, &two_bunches()).await.expect(201);
    let nobodys = json!({ "id": ClaimId::generate(&SystemClock) });
    for (claim, body, status, code) in [
        (
            &claim,
            json!({ "kind": "refund" }),
            409,
            "refund_needs_prepayment",
        ),
        (
            &claim,
            json!({ "kind": "credit", "amount": rupiah(10_001) }),
            422,
            "validation_failed",
        ),
        (
            &claim,
            json!({ "kind": "credit", "amount": rupiah(0) }),
            422,
            "validation_failed",
        ),
        (
            &claim,
            json!({ "kind": "refuse", "amount": rupiah(1) }),
            422,
            "validation_failed",
        ),
        (
            &claim,
            json!({ "kind": "credit", "note": "x".repeat(501) }),
            422,
            "validation_failed",
        ),
        (
            &claim,
            json!({ "kind": "voucher" }),
            400,
            "malformed_request",
        ),
        (
            &claim,
            json!({ "kind": "credit", "amount": 10_000 }),
            400,
            "malformed_request",
        ),
        (
            &nobodys,
            json!({ "kind": "refuse" }),
            404,
            "claim_not_found",
        ),
    ] {
        resolve(&scene, claim, "key", body.clone())
            .await
            .expect_problem(status, code);
    }
    let without_key = Call::post("/v1/admin/claims/id/resolution")
        .parameter("id", text(&claim["id"]))
        .bearer(&scene.stage.token(scene.shopper.user, &[OrdersFulfil]))
        .json(&json!({ "kind": "refuse" }));
    without_key
        .send(stage(&scene).app(), resolve_claim::handle)
        .await
        .expect_problem(400, "idempotency_key_required");
    for permissions in [&[][..], &[OrdersRead]] {
        let staff = scene.stage.token(scene.shopper.user, permissions);
        resolving(&scene, &claim, "key", &json!({ "kind": "refuse" }))
            .bearer(&staff)
            .send(stage(&scene).app(), resolve_claim::handle)
            .await
            .expect_problem(403, "permission_denied");
        all(&scene, permissions, "")
            .await
            .expect_problem(403, "permission_denied");
    }

    // A guest has no account that credit could be in.
    let guest = "update orders.orders set user_id = null, payment_method = 'midtrans'";
    scene.shop.client().batch_execute(guest).await.unwrap();
    resolve(&scene, &claim, "key", json!({ "kind": "credit" }))
        .await
        .expect_problem(409, "credit_needs_account");
    resolve(&scene, &claim, "key", json!({ "kind": "refund" }))
        .await
        .expect(200);
}

#[tokio::test]
async fn staff_page_through_claims_by_status_and_time() {
    let scene = Scene::set().await;
    let order = delivered(&scene, 1.0).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        let mut body = two_bunches();
        body["lines"][0]["quantity"] = json!("0.1");
        let claim = file(&scene, &order, &body).await.expect(201);
        if number % 2 == 0 {
            resolve(&scene, &claim, "one", json!({ "kind": "refuse" }))
                .await
                .expect(200);
        }
        ids.insert(0, text(&claim["id"]).to_owned());
    }
    let found = async |query: &str| -> (Vec<String>, Value) {
        let page = all(&scene, &[OrdersFulfil], query).await.expect(200);
        let items = page["items"].as_array().unwrap();
        let found = items.iter().map(|claim| text(&claim["id"]).to_owned());
        (found.collect(), page["next_cursor"].clone())
    };
    assert_eq!(found("").await, (ids.clone(), Value::Null));
    assert_eq!(
        found("status=open").await.0,
        [ids[1].clone(), ids[3].clone()]
    );
    assert_eq!(found("status=credited").await.0, [""; 0]);
    assert_eq!(found("since=2100-01-01T00:00:00Z").await.0, [""; 0]);
    assert_eq!(found("since=2020-01-01T00:00:00Z").await.0, ids);
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let (page, next) = found(&format!("limit=2{cursor}")).await;
        seen.extend(page);
        let Some(next) = next.as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ids);
    for query in [
        "status=lost",
        "since=yesterday",
        "limit=0",
        "cursor=x",
        "q=x",
    ] {
        all(&scene, &[OrdersFulfil], query)
            .await
            .expect_problem(400, "malformed_request");
    }
}
