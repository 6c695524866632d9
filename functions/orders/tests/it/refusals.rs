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

const CASES: [Case; 19] = [
    case("delete from cart.lines", 422, "cart_empty", true),
    case("update cart.carts set expires_at = now()", 422, "cart_empty", true),
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
async fn an_order_takes_a_hundred_goods_and_no_more() {
    let (scene, full) = (Scene::set().await, Scene::set().await);
    for (scene, more) in [(&scene, 99), (&full, 100)] {
        for number in 0..more {
            let variant = scene.shop.variant(&format!("SAYUR-{number}"), 5_000).await;
            scene.shop.lot(variant, 9_000, 5).await;
            scene
                .shop
                .fill_cart(scene.shopper.user, variant, 1_000)
                .await;
        }
    }
    let order = scene
        .place("the-order", &scene.order_body())
        .await
        .expect(201);
    assert_eq!(order["lines"].as_array().unwrap().len(), 100);
    case("a hundred more goods in the cart", 409, "cart_full", true)
        .refused(&full)
        .await;
}

impl Case {
    async fn play(&self) {
        let (scene, changed) = (Scene::set().await, self.changed);
        let rows = scene.shop.client().execute(changed, &[]).await.unwrap();
        assert!(rows > 0, "{changed}");
        self.refused(&scene).await;
    }

    async fn refused(&self, scene: &Scene) {
        let changed = self.changed;
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
