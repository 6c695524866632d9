//! Invoices: who reads them, in which form, and under which number.

use crate::scene::{Scene, text, without_broker};
use domain::events::Event;
use domain::identity::Permission;
use domain::ids::{OrderId, PaymentId};
use domain::payments::events::PaymentSucceeded;
use domain::{Clock, Money, SystemClock};
use orders::{apply_payment_to_order, cancel_order, get_invoice};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::{Answer, Call, Wire};

const YEAR_NOW: &str = "extract(year from catalog.shop_date(now()))::integer";

fn asking(order: &Value) -> Call {
    Call::get("/v1/orders/code/invoice").parameter("code", text(&order["code"]))
}

async fn ask(scene: &Scene, call: Call) -> Answer {
    call.send(scene.stage.app(), get_invoice::handle).await
}

/// What an HTML or PDF answer says.
async fn page(scene: &Scene, call: Call) -> String {
    let answer = ask(scene, call).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    text(&answer.body).replace("&#x2f;", "/")
}

async fn cash_order(scene: &Scene, key: &str) -> Value {
    let mut body = scene.order_body();
    body["payment_method"] = json!("cod");
    scene.place(key, &body).await.expect(201)
}

/// The order's payment arrives, on the books of the payments too.
async fn pay(scene: &Scene, order: &Value, refunding: i64) {
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

async fn execute(scene: &Scene, statement: &str) {
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
async fn what_was_packed_is_charged_and_what_went_back_is_told() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    pay(&scene, &order, 1_000).await;
    execute(&scene, "update orders.lines set packed_quantity = 1800").await;
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    // 1.8 of 2 bunches at Rp5.000, and Rp15.000 for delivery.
    for word in [
        "1,8 ikat",
        "dipesan 2 ikat",
        "Rp9.000",
        "Rp24.000",
        "Dana dikembalikan",
        "Rp1.000",
        "Lunas",
    ] {
        assert!(shown.contains(word), "{word} in {shown}");
    }
    // More than agreed costs nobody more who has paid.
    execute(&scene, "update orders.lines set packed_quantity = 2100").await;
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    assert!(
        shown.contains("2,1 ikat") && shown.contains("Rp25.000"),
        "{shown}"
    );
    // At the door it does.
    execute(&scene, "update orders.orders set payment_method = 'cod'").await;
    let shown = page(&scene, asking(&order).bearer(&scene.token)).await;
    assert!(shown.contains("Rp25.500"), "{shown}");
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
async fn the_first_to_ask_numbers_all_that_were_confirmed_before_in_that_order() {
    let scene = Scene::set().await;
    let mut orders = Vec::new();
    for key in ["one", "two", "three"] {
        orders.push(cash_order(&scene, key).await);
        scene
            .shop
            .fill_cart(scene.shopper.user, scene.variant, 1_000)
            .await;
    }
    for (order, serial) in [
        (&orders[2], "000003"),
        (&orders[0], "000001"),
        (&orders[1], "000002"),
    ] {
        for _ in 0..2 {
            let shown = page(&scene, asking(order).bearer(&scene.token)).await;
            assert!(shown.contains(serial), "{serial} in {shown}");
        }
    }
}

#[tokio::test]
async fn a_year_is_the_shop_s_and_counts_from_one() {
    let scene = Scene::set().await;
    // Half an hour before and after midnight in Jakarta, and one of the old year that is numbered later.
    let mut shown = Vec::new();
    for (key, confirmed_at) in [
        ("one", "2026-12-31 16:30Z"),
        ("two", "2026-12-31 17:30Z"),
        ("three", "2026-12-31 16:45Z"),
    ] {
        let order = cash_order(&scene, key).await;
        scene
            .shop
            .fill_cart(scene.shopper.user, scene.variant, 1_000)
            .await;
        execute(
            &scene,
            &format!(
                "alter table orders.invoices disable trigger invoices_kept;
                 update orders.invoices set confirmed_at = '{confirmed_at}' where number is null;
                 alter table orders.invoices enable trigger invoices_kept"
            ),
        )
        .await;
        shown.push(page(&scene, asking(&order).bearer(&scene.token)).await);
    }
    for (page, words) in shown.iter().zip([
        ["INV/2026/000001", "31 Desember 2026"],
        ["INV/2027/000001", "1 Januari 2027"],
        ["INV/2026/000002", "31 Desember 2026"],
    ]) {
        assert!(
            words.iter().all(|word| page.contains(word)),
            "{words:?} in {page}"
        );
    }
}

#[tokio::test]
async fn a_number_is_kept() {
    let scene = Scene::set().await;
    let order = cash_order(&scene, "one").await;
    page(&scene, asking(&order).bearer(&scene.token)).await;
    for statement in [
        "update orders.invoices set number = 7",
        "update orders.invoices set number = null",
        "update orders.invoices set confirmed_at = now() - interval '1 day'",
        "delete from orders.invoices",
    ] {
        let error = scene
            .shop
            .client()
            .batch_execute(statement)
            .await
            .unwrap_err();
        let error = error.as_db_error().unwrap().message();
        assert_eq!(error, "an invoice is not changed", "{statement}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_confirmations_at_once_leave_no_gap_and_share_no_number() {
    let scene = Scene::set().await;
    let plenty = scene.shop.variant("KANGKUNG", 4_000).await;
    scene.shop.lot(plenty, 1_000_000, 5).await;
    let slot = scene.shop.slot(30, 1_000).await;
    let mut buyers = Vec::new();
    for _ in 0..100 {
        let buyer = scene.shop.shopper().await;
        scene.shop.fill_cart(buyer.user, plenty, 1_000).await;
        buyers.push((scene.stage.token(buyer.user, &[]), buyer.address));
    }
    let (shop, reader) = (scene.stage.app(), scene.stage.app());
    let tasks: Vec<_> = buyers
        .into_iter()
        .map(|(token, address)| {
            tokio::spawn(async move {
                let body =
                    json!({ "address_id": address, "slot_id": slot, "payment_method": "cod" });
                let order = Call::post("/v1/orders")
                    .bearer(&token)
                    .header("idempotency-key", "one")
                    .json(&body)
                    .send(shop, orders::place_order::handle)
                    .await
                    .expect(201);
                let answer = asking(&order)
                    .bearer(&token)
                    .send(reader, get_invoice::handle)
                    .await;
                let page = text(&answer.body).replace("&#x2f;", "/");
                assert_eq!(answer.status, 200, "{page}");
                page.split("INV/").nth(1).unwrap()[..11].to_owned()
            })
        })
        .collect();
    let mut shown = BTreeSet::new();
    for task in tasks {
        shown.insert(task.await.unwrap());
    }
    let year = scene
        .shop
        .client()
        .query_one(&format!("select {YEAR_NOW}"), &[])
        .await
        .unwrap();
    let year: i32 = year.get(0);
    let expected: BTreeSet<_> = (1..=100)
        .map(|serial| format!("{year}/{serial:06}"))
        .collect();
    assert_eq!(shown, expected);
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
