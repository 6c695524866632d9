//! What becomes of the orders of somebody who is gone.

use crate::scene::{Scene, text};
use config::FromEnvironment;
use domain::events::Event;
use domain::identity::events::AccountErased;
use domain::orders::OrderStatus;
use domain::{SystemClock, platform};
use orders::{apply_payment_to_order, get_order};
use postgres::PgHousekeeping;
use serde_json::{Value, json};
use testkit::Call;

fn erased(scene: &Scene) -> Event {
    let user = scene.shopper.user;
    let fact = AccountErased { user_id: user };
    Event::new(&SystemClock, "test-request", user, &fact).unwrap()
}

async fn apply(scene: &Scene, event: &Event) {
    apply_payment_to_order::handle(scene.stage.app(), event.clone())
        .await
        .unwrap();
}

async fn clean_up(scene: &Scene) {
    let store =
        PgHousekeeping::from_environment(&scene.stage.of("platform").environment()).unwrap();
    platform::clean_up(&store, &SystemClock).await.unwrap();
}

/// The order as staff see it.
async fn order(scene: &Scene, placed: &Value) -> Value {
    let code = text(&placed["code"]);
    let staff = domain::ids::UserId::generate(&SystemClock);
    let token = scene
        .stage
        .token(staff, &[domain::identity::Permission::OrdersRead]);
    Call::get(&format!("/v1/admin/orders/{code}"))
        .parameter("code", code)
        .bearer(&token)
        .send(scene.stage.app(), get_order::handle)
        .await
        .expect(200)
}

async fn put_into(scene: &Scene, status: OrderStatus) {
    let statement = "update orders.orders set status = $1, expires_at = null";
    let client = scene.shop.client();
    client
        .execute(statement, &[&status.as_str()])
        .await
        .unwrap();
}

/// The whole row of the one order, as text.
async fn row(scene: &Scene) -> String {
    let statement = "select to_jsonb(o)::text from orders.orders o";
    let row = scene.shop.client().query_one(statement, &[]).await;
    row.unwrap().get(0)
}

/// What an order is without its contact data.
fn accounts(order: &Value) -> Value {
    let mut order = order.clone();
    let fields = order.as_object_mut().unwrap();
    for name in ["customer", "note"] {
        fields.remove(name);
    }
    let address = fields["address"].as_object_mut().unwrap();
    address.retain(|name, _| ["city", "province", "postcode"].contains(&name.as_str()));
    order
}

/// A shop with an order that has a note and a place on the map.
async fn scene() -> (Scene, Value) {
    let scene = Scene::set().await;
    let mut body = scene.order_body();
    body["note"] = json!("Telepon Siti dulu");
    let statement = "update identity.addresses
        set latitude = -6.2297, longitude = 106.8095, courier_note = 'Pagar hijau'";
    scene.shop.client().execute(statement, &[]).await.unwrap();
    let placed = scene.place("the-order", &body).await.expect(201);
    (scene, placed)
}

const TRACES: [&str; 7] = [
    "Siti",
    "8123456789",
    "Melati",
    "Senayan",
    "Kebayoran Baru",
    "Pagar",
    "106.8",
];

#[tokio::test]
async fn an_order_that_is_over_tells_what_was_bought_and_not_by_whom() {
    for status in [
        OrderStatus::Completed,
        OrderStatus::Cancelled,
        OrderStatus::Expired,
        OrderStatus::Returned,
    ] {
        let (scene, placed) = scene().await;
        put_into(&scene, status).await;
        let before = order(&scene, &placed).await;
        let event = erased(&scene);
        for _ in 0..5 {
            apply(&scene, &event).await;
        }
        let after = order(&scene, &placed).await;
        assert_eq!(accounts(&after), accounts(&before), "{status:?}");
        assert_eq!(after["address"]["city"], "Jakarta Selatan");
        let nobody = format!("erased-{}@erased.invalid", scene.shopper.user);
        assert_eq!(after["customer"]["email"], nobody);
        assert_eq!(after["customer"]["name"], "Erased");
        assert_eq!(after["note"], Value::Null);
        let row = row(&scene).await;
        for trace in TRACES {
            assert!(!row.contains(trace), "{trace} in {row}");
        }
        assert_eq!(scene.shop.count("orders.lines").await, 1);
        assert_eq!(scene.shop.count("platform.inbox").await, 1);
    }
}

#[tokio::test]
async fn an_order_under_way_keeps_its_address_until_it_is_over() {
    let (scene, placed) = scene().await;
    apply(&scene, &erased(&scene)).await;
    for status in OrderStatus::ALL.iter().filter(|status| !status.is_final()) {
        if *status != OrderStatus::AwaitingPayment {
            put_into(&scene, *status).await;
        }
        clean_up(&scene).await;
        let address = &order(&scene, &placed).await["address"];
        assert_eq!(address["street"], "Jl. Melati 1", "{status:?}");
    }
    put_into(&scene, OrderStatus::Completed).await;
    clean_up(&scene).await;
    let row = row(&scene).await;
    for trace in TRACES {
        assert!(!row.contains(trace), "{trace} in {row}");
    }
    // A second event about the same user, which should not be, is as harmless.
    apply(&scene, &erased(&scene)).await;
    clean_up(&scene).await;
    assert_eq!(
        order(&scene, &placed).await["total"]["amount"],
        placed["total"]["amount"]
    );
}

#[tokio::test]
async fn the_cart_goes_and_others_keep_theirs() {
    let (scene, _) = scene().await;
    let other = scene.shop.shopper().await;
    for user in [scene.shopper.user, other.user] {
        scene.shop.fill_cart(user, scene.variant, 1_000).await;
    }
    apply(&scene, &erased(&scene)).await;
    let statement = "select user_id from cart.carts";
    let rows = scene.shop.client().query(statement, &[]).await.unwrap();
    let owners: Vec<uuid::Uuid> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(owners, [other.user.uuid()]);
}

#[tokio::test]
async fn nobody_elses_orders_are_touched() {
    let (scene, placed) = scene().await;
    put_into(&scene, OrderStatus::Completed).await;
    let before = row(&scene).await;
    let other = scene.shop.shopper().await.user;
    let fact = AccountErased { user_id: other };
    let event = Event::new(&SystemClock, "test-request", other, &fact).unwrap();
    apply(&scene, &event).await;
    clean_up(&scene).await;
    assert_eq!(row(&scene).await, before);
    assert_eq!(order(&scene, &placed).await["customer"]["name"], "Siti");
}
