//! Ordering again.

use crate::shop::{Buyer, Carts, contents};
use cart::reorder;
use domain::SystemClock;
use domain::ids::OrderId;
use serde_json::{Value, json};
use testkit::{Answer, Call, Wire};

const CODE: &str = "SYR-7K3M9QWX";

/// Something of an order: SKU, thousandths, and what it stands in for.
type Line<'a> = (&'a str, i64, Option<&'a str>);

/// An order of the buyer's that was completed, with these lines.
async fn ordered(carts: &Carts, buyer: &Buyer, lines: &[Line<'_>]) {
    let Buyer::User(user, _) = buyer else {
        unreachable!("guests order nothing again")
    };
    let (order, slot) = (
        OrderId::generate(&SystemClock).uuid(),
        carts.shop.slot(24, 20).await.uuid(),
    );
    let client = carts.shop.client();
    let insert = "insert into orders.orders (id, code, user_id, email, customer_name, language, status, payment_method,
            subtotal, delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address,
            placed_at)
        select $1, $2, $3, 'siti@example.com', 'Siti', 'id', 'completed', 'cod', 0, 0, 0, 0, 0, id, date, starts_at,
            ends_at, '{}', now()
        from orders.slots where id = $4";
    client
        .execute(insert, &[&order, &CODE, &user.uuid(), &slot])
        .await
        .unwrap();
    for (number, (sku, quantity, instead)) in (1_i32..).zip(lines) {
        let insert = "insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity,
                unit_price, line_total, tax_rate_bp, weighed, substitution, substitute_for)
            values ($1, $2, gen_random_uuid(), $3, 'x', 'x', 'ikat', $4, 5000, 0, 0, false, 'similar', $5)";
        client
            .execute(insert, &[&order, &number, sku, quantity, instead])
            .await
            .unwrap();
    }
}

fn call(buyer: &Buyer) -> Call {
    buyer.asks(Call::post("/v1/orders/code/reorder").parameter("code", CODE))
}

async fn again(carts: &Carts, buyer: &Buyer) -> Answer {
    call(buyer).send(carts.app, reorder::handle).await
}

/// The notices of a cart: SKU and code.
fn notices(cart: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let notices = cart["notices"].as_array().unwrap().iter();
    notices
        .map(|notice| (text(&notice["sku"]), text(&notice["code"])))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

#[tokio::test]
async fn what_was_ordered_stands_in_the_cart_again() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    ordered(
        &carts,
        &buyer,
        &[("WORTEL", 2_000, None), ("BAYAM", 3_000, None)],
    )
    .await;
    let cart = again(&carts, &buyer).await.expect(200);
    assert_eq!(
        contents(&cart),
        pairs(&[("WORTEL", "2.000"), ("BAYAM", "3.000")])
    );
    assert_eq!(notices(&cart), []);
    assert_eq!(cart["lines"][0]["substitution"], "similar");
    assert_eq!(cart["subtotal"]["amount"], 21_000);
    assert_eq!(carts.get(&buyer).await.expect(200), cart);
}

#[tokio::test]
async fn it_is_added_to_what_is_there_up_to_what_can_be_had() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    carts
        .put_body(
            &buyer,
            "BAYAM",
            &json!({ "quantity": "18", "substitution": "ask" }),
        )
        .await
        .expect(200);
    carts.put(&buyer, "WORTEL", "1").await.expect(200);
    // Twenty at most of the one, eight in stock of the other; half a bunch is not sold.
    carts.run("insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum)
            select gen_random_uuid(), id, 'SAWI', 'ikat', 1000, 1000, 20000 from catalog.products;
        insert into catalog.prices (variant_id, starts_at, price)
            select id, '-infinity', 4000 from catalog.variants where sku = 'SAWI';
        insert into catalog.lots (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
            select gen_random_uuid(), v.id, l.id, now(), current_date + 9, 1, 9000
            from catalog.variants v, catalog.locations l where v.sku = 'SAWI'")
        .await;
    let lines = [
        ("BAYAM", 3_000, None),
        ("WORTEL", 8_000, None),
        ("SAWI", 2_500, None),
    ];
    ordered(&carts, &buyer, &lines).await;
    let cart = again(&carts, &buyer).await.expect(200);
    assert_eq!(
        contents(&cart),
        pairs(&[("BAYAM", "20.000"), ("WORTEL", "8.000"), ("SAWI", "2.000")])
    );
    assert_eq!(
        notices(&cart),
        pairs(&[
            ("BAYAM", "quantity_above_maximum"),
            ("WORTEL", "insufficient_stock"),
            ("SAWI", "quantity_off_step"),
        ])
    );
    // A wish that was said stays.
    assert_eq!(cart["lines"][0]["substitution"], "ask");
    // Full is full.
    let cart = again(&carts, &buyer).await.expect(200);
    assert_eq!(contents(&cart)[0], pairs(&[("BAYAM", "20.000")])[0]);
}

#[tokio::test]
async fn what_is_not_sold_any_more_is_said() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    let lines = [
        ("BAYAM", 1_000, None),
        ("WORTEL", 1_000, None),
        ("GENJER", 1_000, None),
    ];
    ordered(&carts, &buyer, &lines).await;
    carts
        .run("update catalog.variants set active = false where sku = 'WORTEL';
              update catalog.lots l set on_hand = 0 from catalog.variants v where v.id = l.variant_id and sku = 'BAYAM'")
        .await;
    let cart = again(&carts, &buyer).await.expect(200);
    assert_eq!(contents(&cart), []);
    let gone = pairs(&[
        ("BAYAM", "insufficient_stock"),
        ("WORTEL", "no_longer_sold"),
        ("GENJER", "no_longer_sold"),
    ]);
    assert_eq!(notices(&cart), gone);
    carts
        .run("update catalog.products set status = 'archived'")
        .await;
    let cart = again(&carts, &buyer).await.expect(200);
    assert!(
        notices(&cart)
            .iter()
            .all(|(_, code)| code == "no_longer_sold")
    );
}

#[tokio::test]
async fn what_came_instead_counts_as_what_was_ordered() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    // Once beside the line that it stands in for, once in its place.
    for lines in [
        vec![("BAYAM", 3_000, None), ("WORTEL", 2_000, Some("BAYAM"))],
        vec![("WORTEL", 3_000, Some("BAYAM"))],
    ] {
        carts
            .run("delete from cart.carts; delete from orders.lines; delete from orders.orders")
            .await;
        ordered(&carts, &buyer, &lines).await;
        let cart = again(&carts, &buyer).await.expect(200);
        assert_eq!(contents(&cart), pairs(&[("BAYAM", "3.000")]), "{lines:?}");
    }
}

#[tokio::test]
async fn a_cart_that_was_left_too_long_ago_does_not_come_back() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    carts.put(&buyer, "BAYAM", "18").await.expect(200);
    carts
        .run("update cart.carts set expires_at = now() - interval '1 second'")
        .await;
    ordered(&carts, &buyer, &[("BAYAM", 3_000, None)]).await;
    let cart = again(&carts, &buyer).await.expect(200);
    assert_eq!(contents(&cart), pairs(&[("BAYAM", "3.000")]));
}

#[tokio::test]
async fn anothers_order_and_none_at_all_are_not_found() {
    let carts = Carts::open().await;
    let (buyer, stranger) = (carts.user(), carts.user());
    again(&carts, &buyer)
        .await
        .expect_problem(404, "order_not_found");
    ordered(&carts, &buyer, &[("BAYAM", 3_000, None)]).await;
    again(&carts, &stranger)
        .await
        .expect_problem(404, "order_not_found");
    let guest = carts.guest().await;
    again(&carts, &guest)
        .await
        .expect_problem(401, "authentication_required");
    assert_eq!(carts.shop.count("cart.lines").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_times_at_once_is_no_more_than_can_be_bought() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    ordered(
        &carts,
        &buyer,
        &[("BAYAM", 3_000, None), ("WORTEL", 1_000, None)],
    )
    .await;
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(call(&buyer).send(carts.app, reorder::handle)))
        .collect();
    for call in calls {
        let _ = call.await.unwrap().expect(200);
    }
    let cart = carts.get(&buyer).await.expect(200);
    assert_eq!(
        contents(&cart),
        pairs(&[("BAYAM", "20.000"), ("WORTEL", "8.000")])
    );
    assert_eq!(notices(&cart), []);
}

#[tokio::test]
async fn however_many_lines_it_takes_two_round_trips() {
    let carts = Carts::open().await;
    let buyer = carts.user();
    ordered(
        &carts,
        &buyer,
        &[("BAYAM", 3_000, None), ("WORTEL", 1_000, None)],
    )
    .await;
    let wire = Wire::to(&carts.database).await;
    let app: &cart::App = wire.stage().app();
    let Buyer::User(user, _) = buyer else {
        unreachable!()
    };
    let buyer = Buyer::User(user, wire.stage().token(user, &[]));
    let again = async || call(&buyer).send(app, reorder::handle).await;
    let _ = again().await.expect(200);
    let (trips, answer) = wire.round_trips(again()).await;
    let _ = answer.expect(200);
    assert_eq!(trips, 2);
}
