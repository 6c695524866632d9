use crate::market::Market;
use catalog::InventoryApp as App;
use catalog::receive_stock::handle;
use domain::catalog::shop_date;
use domain::identity::Permission;
use domain::ids::UserId;
use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use testkit::{Answer, Call};
use time::Duration;

/// A date so many days from today.
fn day(days: i64) -> Value {
    json!((shop_date(SystemClock.now()) + Duration::days(days)).to_string())
}

fn receipt() -> Value {
    json!({
        "sku": "CBR-KG", "location": "jakarta", "quantity": "12.500", "best_before": day(5),
        "harvested_on": day(-1), "unit_cost": { "amount": 40_000, "currency": "IDR" }, "reason": "PO 17",
    })
}

async fn receive(market: &Market, token: &str, body: &Value) -> Answer {
    let app: &App = market.stage.app();
    let call = Call::post("/v1/admin/inventory/receipts")
        .bearer(token)
        .json(body);
    call.send(app, handle).await
}

fn keeper(market: &Market, user: UserId) -> String {
    market.stage.token(user, &[Permission::InventoryWrite])
}

#[tokio::test]
async fn goods_received_can_be_bought_and_stand_in_the_ledger_under_who_received_them() {
    let market = Market::open().await;
    let user = UserId::generate(&SystemClock);
    assert_eq!(market.found("?in_stock=false").await, ["cabai-rawit"]);
    let lot = receive(&market, &keeper(&market, user), &receipt())
        .await
        .expect(201);
    assert_eq!(
        [
            &lot["sku"],
            &lot["location"],
            &lot["on_hand"],
            &lot["reserved"],
            &lot["best_before"]
        ],
        [
            &json!("CBR-KG"),
            &json!("jakarta"),
            &json!("12.500"),
            &json!("0.000"),
            &day(5)
        ]
    );
    assert_eq!(market.found("?in_stock=false").await, [""; 0]);
    let id = lot["id"].as_str().unwrap();
    let written = format!(
        "select count(*) from catalog.lots l join catalog.stock_movements m on m.lot_id = l.id \
         where l.id = '{id}' and l.on_hand = 12500 and l.unit_cost = 40000 and m.kind = 'receipt' \
         and m.on_hand_delta = 12500 and m.actor_id = '{user}' and m.reason = 'PO 17'"
    );
    assert_eq!(market.number(&written).await, 1);
    let noted = format!(
        "select count(*) from identity.audit_log where actor_id = '{user}' and action = 'stock_received'"
    );
    assert_eq!(market.number(&noted).await, 1);
}

#[tokio::test]
async fn what_cannot_be_received_leaves_nothing_behind() {
    let market = Market::open().await;
    let token = keeper(&market, UserId::generate(&SystemClock));
    let before = market.number("select count(*) from catalog.lots").await;
    let rupiah = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
    for (field, value, code) in [
        ("sku", json!("cbr"), "invalid_sku"),
        ("sku", json!("NO-SUCH"), "unknown_sku"),
        ("location", json!("surabaya"), "unknown_location"),
        ("quantity", json!("0"), "quantity_not_positive"),
        ("quantity", json!("-1"), "quantity_not_positive"),
        ("quantity", json!("1000000.001"), "quantity_above_maximum"),
        ("best_before", day(-1), "already_expired"),
        ("harvested_on", day(1), "invalid_harvest_date"),
        ("unit_cost", rupiah(-1), "invalid_price"),
        ("reason", json!("x".repeat(501)), "invalid_reason"),
    ] {
        let mut body = receipt();
        body[field] = value;
        let answer = receive(&market, &token, &body).await;
        assert_eq!(
            answer.body["errors"][0]["pointer"],
            format!("/{field}"),
            "{}",
            answer.body
        );
        assert_eq!(answer.expect(422)["errors"][0]["code"], code);
    }
    for (field, value) in [
        ("quantity", json!(12.5)),
        ("quantity", json!("12,5")),
        ("best_before", json!("22-11-2026")),
        ("best_before", json!("2026-02-30")),
        ("unit_cost", json!(40_000)),
        ("colour", json!("green")),
    ] {
        let mut body = receipt();
        body[field] = value;
        let answer = receive(&market, &token, &body).await;
        assert_eq!(
            answer.body["errors"][0]["pointer"],
            format!("/{field}"),
            "{}",
            answer.body
        );
        answer.expect_problem(400, "malformed_request");
    }
    assert_eq!(
        market.number("select count(*) from catalog.lots").await,
        before
    );
    assert_eq!(
        market
            .number("select count(*) from identity.audit_log")
            .await,
        0
    );
}

#[tokio::test]
async fn only_those_who_keep_the_stock_receive_it() {
    let market = Market::open().await;
    let user = UserId::generate(&SystemClock);
    for token in [
        market.stage.token(user, &[]),
        market.stage.token(user, &[Permission::CatalogWrite]),
    ] {
        receive(&market, &token, &receipt())
            .await
            .expect_problem(403, "permission_denied");
    }
    let app: &App = market.stage.app();
    let call = Call::post("/v1/admin/inventory/receipts").json(&receipt());
    call.send(app, handle)
        .await
        .expect_problem(401, "authentication_required");
}
