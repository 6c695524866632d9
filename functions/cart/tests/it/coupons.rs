//! A coupon in the cart: used, refused, kept, and spoken of when it applies no more.

use crate::shop::{Buyer, Carts, rupiah};
use cart::{apply_coupon, remove_coupon};
use domain::cart::Carts as _;
use domain::links::token_hash;
use domain::{Clock, SystemClock};
use postgres::PgCarts;
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn apply(carts: &Carts, buyer: &Buyer, code: &str) -> Answer {
    let call = Call::new("PUT", "/v1/cart/coupon").json(&json!({ "code": code }));
    buyer.asks(call).send(carts.app, apply_coupon::handle).await
}

async fn remove(carts: &Carts, buyer: &Buyer) -> Answer {
    let call = Call::new("DELETE", "/v1/cart/coupon");
    buyer
        .asks(call)
        .send(carts.app, remove_coupon::handle)
        .await
}

/// The shop's coupon of a tenth of the price, on these terms.
async fn tenth(carts: &Carts, code: &str, terms: &str) {
    carts.shop.coupon(code, "percentage", 1_000).await;
    if !terms.is_empty() {
        let change = format!("update orders.coupons set {terms} where code = '{code}'");
        carts.run(&change).await;
    }
}

fn applied(code: &str) -> Value {
    json!({ "code": code, "kind": "percentage", "problem": null })
}

#[tokio::test]
async fn a_coupon_is_used_kept_and_taken_out() {
    let carts = Carts::open().await;
    tenth(&carts, "HEMAT10", "").await;
    for buyer in [carts.guest().await, carts.user()] {
        // Before anything else is in the cart, and however it is written.
        let cart = apply(&carts, &buyer, " hemat10 ").await.expect(200);
        assert_eq!(cart["coupon"], applied("HEMAT10"));
        let cart = carts.put(&buyer, "BAYAM", "3").await.expect(200);
        assert_eq!(cart["discount"], rupiah(1_500));
        assert_eq!(cart["subtotal"], rupiah(15_000));
        assert_eq!(carts.get(&buyer).await.expect(200), cart);
        let cart = remove(&carts, &buyer).await.expect(200);
        assert_eq!(
            (&cart["coupon"], &cart["discount"]),
            (&Value::Null, &rupiah(0))
        );
        // What is not in it is out already.
        assert_eq!(remove(&carts, &buyer).await.expect(200), cart);
    }
}

#[tokio::test]
async fn a_coupon_that_does_not_apply_is_refused_and_the_one_before_it_stays() {
    let carts = Carts::open().await;
    let user = carts.user();
    let Buyer::User(id, _) = &user else {
        unreachable!()
    };
    tenth(&carts, "GOOD", "").await;
    carts.put(&user, "BAYAM", "2").await.expect(200);
    apply(&carts, &user, "GOOD").await.expect(200);
    let order = format!(
        "insert into orders.slots (id, zone_id, date, starts_at, ends_at, cutoff_at, capacity)
         select gen_random_uuid(), id, current_date, now(), now() + interval '1 h', now(), 1 from orders.zones;
         insert into orders.orders (id, code, user_id, email, customer_name, language, status, payment_method, subtotal,
             delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address, placed_at)
         select gen_random_uuid(), 'SYR-00000000', '{id}', 's@example.com', 'Siti', 'id', 'confirmed', 'cod', 0, 0, 0,
             0, 0, id, date, starts_at, ends_at, '{{}}', now() from orders.slots"
    );
    carts.run(&order).await;
    let other = "category_ids = array[gen_random_uuid()]";
    for (code, terms, status, problem) in [
        (
            "LATER",
            "starts_at = now() + interval '1 h'",
            409,
            "coupon_not_started",
        ),
        ("OVER", "ends_at = now()", 409, "coupon_expired"),
        ("USED", "total_limit = 2, used = 2", 409, "coupon_used_up"),
        (
            "FIRST",
            "first_order_only = true",
            409,
            "coupon_first_order_only",
        ),
        ("OTHERS", other, 422, "coupon_not_for_these_goods"),
        (
            "DEAR",
            "minimum_subtotal = 10001",
            422,
            "below_coupon_minimum",
        ),
        ("OFF", "active = false", 404, "coupon_not_found"),
        ("GONE", "archived_at = now()", 404, "coupon_not_found"),
    ] {
        tenth(&carts, code, terms).await;
        apply(&carts, &user, code)
            .await
            .expect_problem(status, problem);
    }
    tenth(&carts, "ONCE", "user_limit = 1").await;
    let redeemed = "insert into orders.redemptions (order_id, coupon_code, user_id, at)
        select id, 'ONCE', user_id, now() from orders.orders";
    carts.run(redeemed).await;
    apply(&carts, &user, "ONCE")
        .await
        .expect_problem(409, "coupon_limit_reached");
    carts
        .run("update orders.redemptions set given_back_at = now()")
        .await;
    apply(&carts, &user, "ONCE").await.expect(200);
    apply(&carts, &user, "GOOD").await.expect(200);
    apply(&carts, &user, "NO-SUCH")
        .await
        .expect_problem(404, "coupon_not_found");
    let cart = carts.get(&user).await.expect(200);
    assert_eq!(
        (&cart["coupon"], &cart["notices"]),
        (&applied("GOOD"), &json!([]))
    );

    let guest = carts.guest().await;
    for code in ["FIRST", "ONCE"] {
        apply(&carts, &guest, code)
            .await
            .expect_problem(422, "coupon_needs_account");
    }
    apply(&carts, &Buyer::Guest("unknown".into()), "GOOD")
        .await
        .expect_problem(404, "cart_not_found");
    // Nobody's cart was made for a coupon that was refused.
    let stranger = carts.user();
    apply(&carts, &stranger, "OVER")
        .await
        .expect_problem(409, "coupon_expired");
    assert_eq!(carts.shop.count("cart.carts").await, 2);
}

#[tokio::test]
async fn bad_input_is_told_and_changes_nothing() {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    for code in [
        "",
        "AB",
        "HEMAT 10",
        "HEMAT_10",
        "A\u{301}BC",
        "%00%00",
        &"A".repeat(33),
    ] {
        let answer = apply(&carts, &guest, code).await;
        assert_eq!(
            answer.body["errors"][0]["code"], "invalid_coupon_code",
            "{code:?}"
        );
        assert_eq!(answer.body["errors"][0]["pointer"], "/code");
        answer.expect_problem(422, "validation_failed");
    }
    for body in [
        json!({}),
        json!([]),
        json!({ "code": 1 }),
        json!({ "code": "ABC", "x": 1 }),
    ] {
        let call = Call::new("PUT", "/v1/cart/coupon").json(&body);
        let answer = guest.asks(call).send(carts.app, apply_coupon::handle).await;
        answer.expect_problem(400, "malformed_request");
    }
    let cart = carts.get(&guest).await.expect(200);
    assert_eq!(cart["coupon"], Value::Null);
}

#[tokio::test]
async fn a_coupon_that_stops_applying_stays_and_says_why() {
    let carts = Carts::open().await;
    tenth(
        &carts,
        "HEMAT10",
        "minimum_subtotal = 10000, total_limit = 3",
    )
    .await;
    let guest = carts.guest().await;
    carts.put(&guest, "BAYAM", "2").await.expect(200);
    apply(&carts, &guest, "HEMAT10").await.expect(200);
    let told = |cart: &Value| {
        assert_eq!(cart["discount"], rupiah(0));
        assert_eq!(cart["coupon"]["code"], "HEMAT10");
        assert_eq!(
            cart["notices"],
            json!([{ "code": cart["coupon"]["problem"] }])
        );
        cart["coupon"]["problem"].as_str().unwrap().to_owned()
    };
    let cart = carts.put(&guest, "BAYAM", "1").await.expect(200);
    assert_eq!(told(&cart), "below_coupon_minimum");
    // And again at every look, until it applies once more.
    assert_eq!(
        told(&carts.get(&guest).await.expect(200)),
        "below_coupon_minimum"
    );
    let cart = carts.put(&guest, "BAYAM", "3").await.expect(200);
    assert_eq!(
        (&cart["discount"], &cart["notices"]),
        (&rupiah(1_500), &json!([]))
    );

    for (change, problem) in [
        ("used = 3", "coupon_used_up"),
        ("used = 0, ends_at = now()", "coupon_expired"),
        ("ends_at = null, active = false", "coupon_not_found"),
    ] {
        carts
            .run(&format!("update orders.coupons set {change}"))
            .await;
        assert_eq!(told(&carts.get(&guest).await.expect(200)), problem);
    }
    carts.run("delete from orders.coupons").await;
    let cart = carts.get(&guest).await.expect(200);
    assert_eq!(told(&cart), "coupon_not_found");
    assert_eq!(cart["coupon"]["kind"], Value::Null);
    remove(&carts, &guest).await.expect(200);
}

#[tokio::test]
async fn categories_take_what_is_shelved_below_them() {
    let carts = Carts::open().await;
    carts
        .run(
            "insert into catalog.categories (id, parent_id, slug, name_id, name_en)
             select gen_random_uuid(), id, 'daun', 'Daun', 'Leaves' from catalog.categories;
             insert into catalog.products (id, category_id, slug, name_id, name_en, shelf_life_days, status, created_at,
                 updated_at)
             select gen_random_uuid(), id, 'wortel', 'Wortel', 'Carrot', 3, 'active', now(), now()
             from catalog.categories where slug = 'daun';
             update catalog.variants set product_id = (select id from catalog.products where slug = 'wortel')
             where sku = 'WORTEL'",
        )
        .await;
    let guest = carts.guest().await;
    carts.put(&guest, "BAYAM", "2").await.expect(200);
    carts.put(&guest, "WORTEL", "5").await.expect(200);
    for (code, slug, discount) in [("ALL", "sayuran", 2_500), ("LEAVES", "daun", 1_500)] {
        let of = format!(
            "category_ids = array(select id from catalog.categories where slug = '{slug}')"
        );
        tenth(&carts, code, &of).await;
        let cart = apply(&carts, &guest, code).await.expect(200);
        assert_eq!(cart["discount"], rupiah(discount), "{code}");
    }
    let cart = carts.remove(&guest, "WORTEL").await.expect(200);
    assert_eq!(cart["coupon"]["problem"], "coupon_not_for_these_goods");
}

#[tokio::test]
async fn a_merge_keeps_the_users_coupon_and_brings_the_guests_if_there_is_none() {
    let carts = Carts::open().await;
    tenth(&carts, "GUESTS", "").await;
    tenth(&carts, "USERS", "").await;
    let merge = async |guest: &Buyer, user: &Buyer| {
        let (Buyer::Guest(token), Buyer::User(user, _)) = (guest, user) else {
            unreachable!()
        };
        let store = PgCarts::from(carts.postgres());
        let merged = store.merge(token_hash(token), *user, SystemClock.now());
        merged.await.unwrap();
    };
    for (of_user, of_guest, kept) in [
        (None, Some("GUESTS"), Some("GUESTS")),
        (Some("USERS"), Some("GUESTS"), Some("USERS")),
        (Some("USERS"), None, Some("USERS")),
        (None, None, None),
    ] {
        let (guest, user) = (carts.guest().await, carts.user());
        carts.put(&guest, "BAYAM", "1").await.expect(200);
        for (buyer, coupon) in [(&guest, of_guest), (&user, of_user)] {
            if let Some(code) = coupon {
                apply(&carts, buyer, code).await.expect(200);
            }
        }
        merge(&guest, &user).await;
        let cart = carts.get(&user).await.expect(200);
        assert_eq!(cart["coupon"]["code"].as_str(), kept);
        assert_eq!(cart["lines"].as_array().unwrap().len(), 1);
    }
}
