//! Invoices: who reads them, in which form, and under which number.

use crate::scene::{Scene, text, without_broker};
use domain::events::Event;
use domain::identity::Permission;
use domain::ids::{OrderId, PaymentId};
use domain::payments::events::PaymentSucceeded;
use domain::{Clock, Money, SystemClock};
use orders::{apply_payment_to_order, cancel_order, get_invoice};
use serde_json::{Value, json};
use testkit::{Answer, Call, Wire};

pub(crate) fn asking(order: &Value) -> Call {
    Call::get("/v1/orders/code/invoice").parameter("code", text(&order["code"]))
}

async fn ask(scene: &Scene, call: Call) -> Answer {
    call.send(scene.stage.app(), get_invoice::handle).await
}

/// What an HTML or PDF answer says.
pub(crate) async fn page(scene: &Scene, call: Call) -> String {
    let answer = ask(scene, call).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    text(&answer.body).replace("&#x2f;", "/")
}

pub(crate) async fn cash_order(scene: &Scene, key: &str) -> Value {
    let mut body = scene.order_body();
    body["payment_method"] = json!("cod");
    scene.place(key, &body).await.expect(201)
}

/// The order's payment arrives, on the books of the payments too.
pub(crate) async fn pay(scene: &Scene, order: &Value, refunding: i64) {
    let amount = order["amount_due"]["amount"].as_i64().unwrap();
    let payment = "insert into payments.payments
            (id, order_id, order_code, number, gateway, method, status, amount, refunding, gateway_reference,
             request_scope, request_key, request_fingerprint, created_at, updated_at)
         select gen_random_uuid(), id, code, 1, 'midtrans', 'qris', 'succeeded', $2, $3, code, 'test', code,
             sha256('test'), now(), now()
         from orders.orders where code = $1";
    let client = scene.shop.client();
    client
        .execute(payment, &[&text(&order["code"]), &amount, &refunding])
        .await
        .unwrap();
    let id: OrderId = text(&order["id"]).parse().unwrap();
    let succeeded = PaymentSucceeded {
        payment: PaymentId::generate(&SystemClock),
        order: id,
        amount: Money::rupiah(amount),
        paid_at: SystemClock.now(),
    };
    let event = Event::new(&SystemClock, "test-request", id, &succeeded).unwrap();
    apply_payment_to_order::handle(scene.stage.app(), event)
        .await
        .unwrap();
}

pub(crate) async fn execute(scene: &Scene, statement: &str) {
    scene.shop.client().batch_execute(statement).await.unwrap();
}

#[tokio::test]
async fn a_paid_order_has_an_invoice_as_a_page_and_as_a_file() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    pay(&scene, &order, 0).await;
    let asked = || asking(&order).bearer(&scene.token);

    let answer = ask(&scene, asked()).await;
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["content-language"], "id");
    assert_eq!(answer.headers["vary"], "accept, accept-language");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    let csp = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(csp.starts_with("default-src 'none'"), "{csp}");

    let indonesian = [
        "Faktur",
        "000001",
        "Lunas",
        "Rp25.000",
        "2 ikat",
        "Bayam",
        "Kode pesanan",
        "Siti",
    ];
    let english = [
        "Invoice",
        "000001",
        "Paid",
        "Rp25.000",
        "2 bunches",
        "Spinach",
        "Order code",
        "Siti",
    ];
    for (language, words) in [("id", indonesian), ("en-GB,en;q=0.9", english)] {
        let shown = page(&scene, asked().header("accept-language", language)).await;
        for word in words
            .into_iter()
            .chain([text(&order["code"]), "PT Sayur Segar Nusantara"])
        {
            assert!(shown.contains(word), "{word} in {shown}");
        }
    }

    let file = asked()
        .header("accept", "application/pdf")
        .header("accept-language", "en");
    let answer = ask(&scene, file).await;
    assert_eq!(answer.headers["content-type"], "application/pdf");
    let name = answer.headers["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename=\"INV-") && name.ends_with("-000001.pdf\""),
        "{name}"
    );
    let bytes = text(&answer.body);
    assert!(
        bytes.contains("%PDF-1.7") && bytes.contains("(Invoice) Tj"),
        "{bytes}"
    );
}

#[tokio::test]
async fn a_page_is_in_the_order_s_language_when_nobody_says_which() {
    let scene = Scene::set().await;
    let order = cash_order(&scene, "one").await;
    execute(&scene, "update orders.orders set language = 'en'").await;
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    assert!(
        shown.contains("<html lang=\"en\">") && shown.contains("To be paid in cash on delivery"),
        "{shown}"
    );
}

#[tokio::test]
async fn the_wanted_form_is_chosen_by_its_weight() {
    let scene = Scene::set().await;
    let order = cash_order(&scene, "one").await;
    for (accept, content_type) in [
        ("*/*", "text/html; charset=utf-8"),
        (
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "text/html; charset=utf-8",
        ),
        ("text/html;q=0.5, application/pdf", "application/pdf"),
        ("application/*", "application/pdf"),
    ] {
        let answer = ask(
            &scene,
            asking(&order).bearer(&scene.token).header("accept", accept),
        )
        .await;
        assert_eq!(answer.headers["content-type"], content_type, "{accept}");
    }
    for accept in ["application/json", "image/png", "text/html;q=0", "*/*;q=0"] {
        let call = asking(&order).bearer(&scene.token).header("accept", accept);
        ask(&scene, call)
            .await
            .expect_problem(406, "not_acceptable");
    }
}

#[tokio::test]
async fn an_invoice_is_for_its_shopper_for_whoever_has_the_link_and_for_staff() {
    let scene = Scene::set().await;
    let order = cash_order(&scene, "one").await;
    let other = scene.shop.shopper().await;
    let token = |permissions: &[Permission]| scene.stage.token(other.user, permissions);
    let link = |token: &str| {
        Call::get(&format!("/v1/orders/code/invoice?token={token}"))
            .parameter("code", text(&order["code"]))
    };
    for call in [
        asking(&order).bearer(&scene.token),
        link(text(&order["tracking_token"])),
        asking(&order).bearer(&token(&[Permission::OrdersRead])),
    ] {
        assert_eq!(ask(&scene, call).await.status, 200);
    }
    let mut others = Permission::ALL.to_vec();
    others.retain(|permission| *permission != Permission::OrdersRead);
    for call in [
        asking(&order).bearer(&token(&[])),
        asking(&order).bearer(&token(&others)),
        link("wrong"),
        link(""),
        asking(&json!({ "code": "SYR-00000000" })).bearer(&scene.token),
        asking(&json!({ "code": "SYR-00000000" })).bearer(&token(&[Permission::OrdersRead])),
    ] {
        ask(&scene, call)
            .await
            .expect_problem(404, "order_not_found");
    }
    // Another order's link opens its own order alone.
    scene
        .shop
        .fill_cart(scene.shopper.user, scene.variant, 1_000)
        .await;
    let another = cash_order(&scene, "two").await;
    ask(&scene, link(text(&another["tracking_token"])))
        .await
        .expect_problem(404, "order_not_found");

    ask(&scene, asking(&order))
        .await
        .expect_problem(401, "authentication_required");
    ask(&scene, asking(&order).bearer("nonsense"))
        .await
        .expect_problem(401, "invalid_token");
    let nonsense = json!({ "code": "nonsense" });
    ask(&scene, asking(&nonsense).bearer(&scene.token))
        .await
        .expect_problem(404, "not_found");
    let unknown =
        Call::get("/v1/orders/code/invoice?tokens=1").parameter("code", text(&order["code"]));
    ask(&scene, unknown.bearer(&scene.token))
        .await
        .expect_problem(400, "malformed_request");
}

#[tokio::test]
async fn an_order_that_was_never_confirmed_has_no_invoice() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    for language in ["id", "en"] {
        let call = asking(&order)
            .bearer(&scene.token)
            .header("accept-language", language);
        ask(&scene, call)
            .await
            .expect_problem(409, "invoice_not_ready");
    }
    Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .json(&json!({}))
        .send(scene.stage.app(), cancel_order::handle)
        .await
        .expect(200);
    ask(&scene, asking(&order).bearer(&scene.token))
        .await
        .expect_problem(409, "invoice_not_ready");
    assert_eq!(scene.shop.count("orders.invoices").await, 0);
}

#[tokio::test]
async fn an_order_cancelled_after_its_confirmation_keeps_its_number() {
    let scene = Scene::set().await;
    let order = cash_order(&scene, "one").await;
    Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .json(&json!({}))
        .send(scene.stage.app(), cancel_order::handle)
        .await
        .expect(200);
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    assert!(
        shown.contains("Pesanan dibatalkan") && shown.contains("000001"),
        "{shown}"
    );
}

#[tokio::test]
async fn what_went_back_is_told() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    pay(&scene, &order, 1_000).await;
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    for word in ["Rp25.000", "Dana dikembalikan", "Rp1.000", "Lunas"] {
        assert!(shown.contains(word), "{word} in {shown}");
    }
}

#[tokio::test]
async fn the_state_of_the_payment_is_told() {
    let scene = Scene::set().await;
    let order = cash_order(&scene, "one").await;
    for (status, words) in [
        ("confirmed", "Dibayar tunai saat diterima"),
        ("out_for_delivery", "Dibayar tunai saat diterima"),
        ("delivered", "Lunas"),
        ("completed", "Lunas"),
        ("returned", "Pesanan kembali ke toko"),
    ] {
        execute(
            &scene,
            &format!("update orders.orders set status = '{status}'"),
        )
        .await;
        let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
        assert!(shown.contains(words), "{status}: {shown}");
    }
    // A customer's bank can take back what was paid online.
    execute(
        &scene,
        "update orders.orders set status = 'packed', payment_method = 'midtrans'",
    )
    .await;
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    assert!(shown.contains("Belum dibayar"), "{shown}");
}

#[tokio::test]
async fn reading_an_invoice_keeps_to_its_budget() {
    let scene = Scene::set().await;
    let wire = Wire::to(&scene.database).await;
    let stage = without_broker(wire.stage().clone()).with("DATABASE_CONNECTIONS", "1");
    let app: &get_invoice::App = stage.app();
    let token = stage.token(scene.shopper.user, &[]);
    let mut trips = Vec::new();
    for key in ["one", "two"] {
        let order = cash_order(&scene, key).await;
        scene
            .shop
            .fill_cart(scene.shopper.user, scene.variant, 1_000)
            .await;
        for _ in 0..2 {
            let read = asking(&order).bearer(&token).send(app, get_invoice::handle);
            let (count, answer) = wire.round_trips(read).await;
            assert_eq!(answer.status, 200);
            trips.push(count);
        }
    }
    // The first order's readings prepare.
    assert_eq!(
        trips[2..],
        [2, 1],
        "the first reading numbers, the second only reads"
    );
}
