//! Many who want the last uses of a coupon at the same moment.

use crate::redeeming::{run, uses};
use crate::scene::Scene;
use domain::ids::VariantId;
use orders::{cancel_order, place_order};
use serde_json::json;
use std::collections::HashMap;
use testkit::{Answer, Call, Shopper};

/// How the answers are spread over statuses and codes.
fn tally(answers: Vec<Answer>) -> HashMap<(u16, String), usize> {
    let mut tally = HashMap::new();
    for answer in answers {
        let code = answer.body["code"].as_str().unwrap_or_default();
        let code = if answer.status < 400 { "" } else { code };
        *tally.entry((answer.status, code.to_owned())).or_default() += 1;
    }
    tally
}

/// Plenty of cabbage, and a window for everybody.
async fn plenty(scene: &mut Scene) -> VariantId {
    let cabbage = scene.shop.variant("KOL", 4_000).await;
    scene.shop.lot(cabbage, 1_000_000, 5).await;
    scene.slot = scene.shop.slot(30, 1_000).await;
    cabbage
}

async fn at_once(scene: &Scene, buyers: &[(Shopper, String)]) -> Vec<Answer> {
    let app = scene.stage.app();
    let mut orders = tokio::task::JoinSet::new();
    for (buyer, key) in buyers {
        let body = json!({ "address_id": buyer.address, "slot_id": scene.slot, "payment_method": "midtrans" });
        let call = Call::post("/v1/orders")
            .bearer(&scene.stage.token(buyer.user, &[]))
            .header("idempotency-key", key)
            .json(&body);
        orders.spawn(call.send(app, place_order::handle));
    }
    orders.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_with_the_last_three_uses_give_three_orders() {
    let mut scene = Scene::set().await;
    let cabbage = plenty(&mut scene).await;
    scene.shop.coupon("TERAKHIR", "fixed", 1_000).await;
    run(
        &scene,
        "update orders.coupons set total_limit = 5, used = 2",
    )
    .await;
    let mut buyers = Vec::new();
    for _ in 0..100 {
        let buyer = scene.shop.shopper().await;
        scene.shop.fill_cart(buyer.user, cabbage, 1_000).await;
        scene.shop.use_coupon(buyer.user, "TERAKHIR").await;
        buyers.push((buyer, "one".to_owned()));
    }
    let tally = tally(at_once(&scene, &buyers).await);
    assert_eq!(tally.get(&(201, String::new())), Some(&3), "{tally:?}");
    assert_eq!(
        tally.get(&(409, "coupon_used_up".into())),
        Some(&97),
        "{tally:?}"
    );
    assert_eq!(uses(&scene, "TERAKHIR").await, (5, 3));
    assert_eq!(scene.shop.count("orders.orders").await, 3);
    // Who got no order holds nothing, and still has cart and coupon.
    assert_eq!(scene.shop.count("orders.allocations").await, 3);
    assert_eq!(
        scene
            .shop
            .count("cart.carts where coupon_code is not null")
            .await,
        97
    );
}

/// Every order takes what it can of one cart: the limit holds however many are placed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_who_orders_a_hundred_times_at_once_has_their_limit() {
    for (terms, limit, code) in [
        ("user_limit = 2", 2, "coupon_limit_reached"),
        ("first_order_only = true", 1, "coupon_first_order_only"),
    ] {
        let mut scene = Scene::set().await;
        let cabbage = plenty(&mut scene).await;
        scene.shop.coupon("SEKALI", "fixed", 1_000).await;
        run(&scene, &format!("update orders.coupons set {terms}")).await;
        let buyer = scene.shop.shopper().await;
        scene.shop.fill_cart(buyer.user, cabbage, 1_000).await;
        scene.shop.use_coupon(buyer.user, "SEKALI").await;
        let buyers: Vec<_> = (0..100).map(|key| (buyer, format!("key-{key}"))).collect();
        let tally = tally(at_once(&scene, &buyers).await);
        let (held, placed) = uses(&scene, "SEKALI").await;
        assert_eq!(held, placed);
        assert!((1..=limit).contains(&placed), "{tally:?}");
        // The others found the cart empty, or being emptied, or their limit reached.
        let refused = ["cart_empty", "insufficient_stock", code];
        let others = tally.iter().filter(|((status, _), _)| *status != 201);
        for ((_, told), _) in others {
            assert!(refused.contains(&told.as_str()), "{tally:?}");
        }
    }
}

/// Each of the orders has read its own coupon, other goods and another window, while the user had none yet.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_with_fifty_coupons_for_a_first_order_uses_one() {
    const MANY: usize = 50;
    let mut scene = Scene::set().await;
    // They are kept waiting until all are there, for longer than a function waits by itself.
    let patient = format!(
        "{}&options=-c%20lock_timeout%3D60s",
        scene.database.url_of_functions()
    );
    scene.stage = scene.stage.clone().with("DATABASE_CONNECTIONS", "60");
    scene.stage = scene.stage.with("DATABASE_URL", patient);
    let app = scene.stage.app();
    let (shop, buyer) = (&scene.shop, scene.shop.shopper().await);
    let token = scene.stage.token(buyer.user, &[]);
    let mut wares = Vec::new();
    for number in 0..MANY {
        let variant = shop.variant(&format!("KOL-{number}"), 4_000).await;
        shop.lot(variant, 10_000, 30).await;
        let slot = shop.slot(24 + i64::try_from(number).unwrap(), 9).await;
        shop.coupon(&format!("PERTAMA-{number}"), "fixed", 1_000)
            .await;
        wares.push((variant, slot));
    }
    run(&scene, "update orders.coupons set first_order_only = true").await;
    // Of products of their own: orders of one product wait for each other at its listing.
    let apart = "insert into catalog.products
            select (jsonb_populate_record(p, jsonb_build_object('id', v.id, 'slug', lower(v.sku)))).*
            from catalog.variants v join catalog.products p on p.id = v.product_id where v.sku like 'KOL-%';
        update catalog.variants set product_id = id where sku like 'KOL-%'";
    run(&scene, apart).await;
    let credit = format!(
        "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
         values ('{}', 1000000, 'goodwill', 'test', 'test', now())",
        buyer.user
    );
    run(&scene, &credit).await;
    // All of them wait for the stock until the last has read its cart, and then for the credit that pays them, behind
    // the redeeming of their coupons.
    let (stock, purse) = (scene.database.client().await, scene.database.client().await);
    for (holder, rows) in [
        (&stock, "catalog.lots"),
        (&purse, "payments.credit_accounts"),
    ] {
        let hold = format!("begin; select from {rows} for update");
        holder.batch_execute(&hold).await.unwrap();
    }
    let mut orders = tokio::task::JoinSet::new();
    let waiting =
        "pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    for (number, (variant, slot)) in wares.into_iter().enumerate() {
        run(&scene, "delete from cart.lines").await;
        shop.fill_cart(buyer.user, variant, 1_000).await;
        shop.use_coupon(buyer.user, &format!("PERTAMA-{number}"))
            .await;
        let body = json!({
            "address_id": buyer.address, "slot_id": slot, "payment_method": "midtrans", "use_credit": true
        });
        let call = Call::post("/v1/orders")
            .bearer(&token)
            .header("idempotency-key", format!("key-{number}"))
            .json(&body);
        orders.spawn(call.send(app, place_order::handle));
        let held = i64::try_from(number + 1).unwrap();
        while shop.count(waiting).await < held {
            let early = orders.try_join_next().map(Result::unwrap);
            assert!(early.is_none(), "{early:?}");
        }
    }
    stock.batch_execute("commit").await.unwrap();
    let redeeming = format!("{waiting} and query not like '%catalog.lots%'");
    while shop.count(&redeeming).await < i64::try_from(MANY).unwrap() {
        let early = orders.try_join_next().map(Result::unwrap);
        assert!(early.is_none(), "{early:?}");
    }
    purse.batch_execute("commit").await.unwrap();
    let tally = tally(orders.join_all().await);
    assert_eq!(tally.get(&(201, String::new())), Some(&1), "{tally:?}");
    let refused = tally.get(&(409, "coupon_first_order_only".into()));
    assert_eq!(refused, Some(&(MANY - 1)), "{tally:?}");
    assert_eq!(shop.count("orders.redemptions").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uses_that_are_taken_and_given_back_at_once_are_counted_right() {
    let mut scene = Scene::set().await;
    let cabbage = plenty(&mut scene).await;
    scene.shop.coupon("RAMAI", "fixed", 1_000).await;
    run(&scene, "update orders.coupons set total_limit = 40").await;
    let mut buyers = Vec::new();
    for _ in 0..40 {
        let buyer = scene.shop.shopper().await;
        scene.shop.fill_cart(buyer.user, cabbage, 1_000).await;
        scene.shop.use_coupon(buyer.user, "RAMAI").await;
        buyers.push((buyer, "first".to_owned()));
    }
    let placed = at_once(&scene, &buyers).await;
    assert!(placed.iter().all(|answer| answer.status == 201));
    assert_eq!(uses(&scene, "RAMAI").await, (40, 40));
    let codes = "select code, user_id::text from orders.orders";
    let codes = scene.shop.client().query(codes, &[]).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for (buyer, _) in &buyers {
        scene.shop.fill_cart(buyer.user, cabbage, 1_000).await;
        scene.shop.use_coupon(buyer.user, "RAMAI").await;
    }
    for row in codes {
        let (code, user): (String, String) = (row.get(0), row.get(1));
        let token = scene.stage.token(user.parse().unwrap(), &[]);
        let call = Call::post("/v1/orders/code/cancel")
            .parameter("code", code)
            .bearer(&token)
            .json(&json!({}));
        tasks.spawn(call.send(scene.stage.app(), cancel_order::handle));
    }
    let again: Vec<_> = buyers
        .iter()
        .map(|(buyer, _)| (*buyer, "again".to_owned()))
        .collect();
    let (cancelled, answers) = tokio::join!(tasks.join_all(), at_once(&scene, &again));
    assert!(cancelled.iter().all(|answer| answer.status == 200));
    let placed = answers.iter().filter(|answer| answer.status == 201).count();
    let placed = i64::try_from(placed).unwrap();
    assert_eq!(uses(&scene, "RAMAI").await, (placed, placed));
}
