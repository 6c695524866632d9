//! Numbers of invoices: without gaps, in order, never twice.

use crate::invoices::{asking, cash_order, execute, page};
use crate::scene::{Scene, text};
use orders::get_invoice;
use serde_json::json;
use std::collections::BTreeSet;
use testkit::Call;

const YEAR_NOW: &str = "extract(year from catalog.shop_date(now()))::integer";

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
