//! What stands in the way of an order, one thing after the other: each is told by its own status and code, in the
//! quote too, and nothing is held.

use crate::scene::{Scene, text};
use orders::quote_checkout;
use serde_json::json;
use testkit::Call;

/// What is changed in the shop, and what placing answers then; `quoted` when a quote tells of it too.
struct Case {
    changed: &'static str,
    status: u16,
    code: &'static str,
    quoted: bool,
}

const fn case(changed: &'static str, status: u16, code: &'static str, quoted: bool) -> Case {
    Case {
        changed,
        status,
        code,
        quoted,
    }
}

/// Puts so many more goods on sale and into the cart.
macro_rules! more_goods {
    ($goods:literal) => {
        concat!(
            "with more as (
            insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum)
            select gen_random_uuid(), v.product_id, v.sku || '-' || number, v.unit, v.step, v.minimum, v.maximum
            from (select * from catalog.variants limit 1) v cross join generate_series(1, ",
            $goods,
            ") as number
            returning id),
         priced as (
            insert into catalog.prices (variant_id, starts_at, price) select id, '-infinity', 5000 from more),
         stored as (
            insert into catalog.lots (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
            select gen_random_uuid(), more.id, l.location_id, l.received_at, l.best_before, l.unit_cost, 9000
            from more cross join (select * from catalog.lots limit 1) l)
         insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
         select c.id, more.id, 1000, 5000, now() from more cross join cart.carts c"
        )
    };
}

const CASES: [Case; 20] = [
    case("delete from cart.lines", 422, "cart_empty", true),
    case("update cart.carts set expires_at = now()", 422, "cart_empty", true),
    case(more_goods!("100"), 409, "cart_full", true),
    case("update catalog.products set status = 'archived'", 409, "product_not_on_sale", true),
    case("update catalog.products set status = 'draft'", 409, "product_not_on_sale", true),
    case("update catalog.variants set active = false", 409, "product_not_on_sale", true),
    case("update catalog.variants set step = 1500, minimum = 1500, maximum = 15000", 422, "invalid_quantity", true),
    case("update catalog.variants set minimum = 3000", 422, "invalid_quantity", true),
    case("update catalog.variants set maximum = 1000", 422, "invalid_quantity", true),
    case("update catalog.lots set reserved = 8001", 409, "insufficient_stock", true),
    case("update catalog.lots set best_before = current_date - 2", 409, "insufficient_stock", true),
    case("update catalog.locations set active = false", 409, "insufficient_stock", true),
    case("update identity.addresses set postcode = '40111'", 422, "not_delivered_there", true),
    case("update orders.zones set active = false", 422, "not_delivered_there", true),
    case("update orders.slots set cutoff_at = now()", 409, "slot_closed", true),
    case("update orders.slots set taken = capacity", 409, "slot_full", true),
    case(
        "with other as (
            insert into orders.zones (id, name, fee, minimum_order) values (gen_random_uuid(), 'Depok', 0, 0)
            returning id)
         update orders.slots set zone_id = (select id from other)",
        404,
        "slot_not_found",
        true,
    ),
    case("update orders.zones set minimum_order = 10001", 422, "below_minimum_order", true),
    case("update orders.zones set cod_maximum = 24999", 422, "cash_not_taken", false),
    case("update identity.users set status = 'suspended'", 422, "customer_unknown", false),
];

#[tokio::test]
async fn each_thing_in_the_way_is_told_by_its_own_code_and_nothing_is_held() {
    for case in CASES {
        case.play().await;
    }
}

#[tokio::test]
async fn an_order_takes_a_hundred_goods() {
    let scene = Scene::set().await;
    let client = scene.shop.client();
    client.execute(more_goods!("99"), &[]).await.unwrap();
    let order = scene
        .place("the-order", &scene.order_body())
        .await
        .expect(201);
    assert_eq!(order["lines"].as_array().unwrap().len(), 100);
}

impl Case {
    async fn play(&self) {
        let (scene, changed) = (Scene::set().await, self.changed);
        let rows = scene.shop.client().execute(changed, &[]).await.unwrap();
        assert!(rows > 0, "{changed}");
        let lines = scene.shop.count("cart.lines").await;

        let mut body = scene.order_body();
        body["payment_method"] = json!("cod");
        let answer = scene.place("the-order", &body).await;
        let told = (answer.status, text(&answer.body["code"]));
        assert_eq!(told, (self.status, self.code), "{changed}: {}", answer.body);

        let asked = json!({ "address_id": scene.shopper.address, "slot_id": scene.slot });
        let quote = Call::post("/v1/checkout/quote")
            .bearer(&scene.token)
            .json(&asked);
        let quote = quote
            .send(scene.stage.app(), quote_checkout::handle)
            .await
            .expect(200);
        let problems = quote["problems"].as_array().unwrap().iter();
        let problems: Vec<_> = problems.map(|problem| text(&problem["code"])).collect();
        assert_eq!(
            problems,
            Vec::from_iter(self.quoted.then_some(self.code)),
            "{changed}"
        );

        for table in [
            "orders.orders",
            "platform.outbox",
            "platform.idempotency",
            "catalog.stock_movements",
        ] {
            assert_eq!(scene.shop.count(table).await, 0, "{changed}: {table}");
        }
        assert_eq!(scene.shop.count("cart.lines").await, lines, "{changed}");
    }
}
