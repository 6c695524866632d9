use crate::shop::{Buyer, Carts};
use cart::{
    App, apply_coupon, create_cart, get_cart, put_cart_item, remove_cart_item, remove_coupon,
};
use domain::cart::Carts as _;
use domain::links::token_hash;
use domain::{Clock, SystemClock};
use postgres::{Database, PgCarts};
use serde_json::json;
use testkit::{Call, Wire};

#[tokio::test]
async fn a_change_takes_two_round_trips_and_a_look_one() {
    let carts = Carts::open().await;
    carts.shop.coupon("HEMAT", "fixed", 1_000).await;
    let wire = Wire::to(&carts.database).await;
    let app: &App = wire.stage().app();
    let create: &create_cart::App = wire.stage().app();
    let open = async || {
        Call::post("/v1/carts")
            .send(create, create_cart::handle)
            .await
    };
    let _ = open().await.expect(201);
    let (trips, made) = wire.round_trips(open()).await;
    assert_eq!(trips, 1, "create-cart");
    let guest = Buyer::Guest(made.expect(201)["cart_token"].as_str().unwrap().to_owned());
    let user = domain::ids::UserId::generate(&SystemClock);
    let user = Buyer::User(user, wire.stage().token(user, &[]));

    for buyer in [&guest, &user] {
        let item = || Call::new("PUT", "/v1/cart/items/BAYAM").parameter("sku", "BAYAM");
        let put = async || {
            let call = buyer.asks(item().json(&json!({ "quantity": "1" })));
            call.send(app, put_cart_item::handle).await
        };
        let get = async || {
            buyer
                .asks(Call::get("/v1/cart"))
                .send(app, get_cart::handle)
                .await
        };
        let remove = async || buyer.asks(item()).send(app, remove_cart_item::handle).await;
        let coupon = |method: &str| buyer.asks(Call::new(method, "/v1/cart/coupon"));
        let apply = async || {
            let call = coupon("PUT").json(&json!({ "code": "HEMAT" }));
            call.send(app, apply_coupon::handle).await
        };
        let forget = async || coupon("DELETE").send(app, remove_coupon::handle).await;
        for answer in [
            get().await,
            put().await,
            forget().await,
            apply().await,
            remove().await,
        ] {
            let _ = answer.expect(200);
        }
        let counted = [
            // The coupon is in the cart, from here on and before.
            (wire.round_trips(apply()).await, 2, "apply-coupon"),
            (wire.round_trips(put()).await, 2, "put-cart-item"),
            (wire.round_trips(get()).await, 1, "get-cart"),
            (wire.round_trips(remove()).await, 1, "remove-cart-item"),
            (wire.round_trips(forget()).await, 1, "remove-coupon"),
        ];
        for ((trips, answer), budget, name) in counted {
            let _ = answer.expect(200);
            assert_eq!(trips, budget, "{name}");
        }
    }
}

#[tokio::test]
async fn a_merge_takes_two() {
    let carts = Carts::open().await;
    let wire = Wire::to(&carts.database).await;
    let database: Database =
        config::FromEnvironment::from_environment(&wire.stage().of("cart").environment()).unwrap();
    let store = PgCarts::from(database);
    let Buyer::User(user, _) = carts.user() else {
        unreachable!()
    };
    let merge = async || {
        let Buyer::Guest(token) = carts.guest().await else {
            unreachable!()
        };
        let (trips, outcome) = wire
            .round_trips(store.merge(token_hash(&token), user, SystemClock.now()))
            .await;
        outcome.unwrap();
        trips
    };
    merge().await;
    assert_eq!(merge().await, 2);
}

/// A statement that has still to be prepared is not overtaken by those after it.
#[tokio::test]
async fn the_first_change_of_a_cold_function_answers_with_the_change() {
    let carts = Carts::open().await;
    let guest = carts.guest().await;
    let app: &App = carts.stage.clone().with("DATABASE_CONNECTIONS", "1").app();
    let look = async || {
        guest
            .asks(Call::get("/v1/cart"))
            .send(app, get_cart::handle)
            .await
            .expect(200)
    };
    look().await;
    let call = Call::new("PUT", "/v1/cart/items/BAYAM")
        .parameter("sku", "BAYAM")
        .json(&json!({ "quantity": "1" }));
    let cart = guest
        .asks(call)
        .send(app, put_cart_item::handle)
        .await
        .expect(200);
    assert_eq!(cart["lines"].as_array().unwrap().len(), 1);
    let call = Call::new("DELETE", "/v1/cart/items/BAYAM").parameter("sku", "BAYAM");
    let cart = guest
        .asks(call)
        .send(app, remove_cart_item::handle)
        .await
        .expect(200);
    assert_eq!(cart["lines"], json!([]));
    assert_eq!(look().await, cart);
}
