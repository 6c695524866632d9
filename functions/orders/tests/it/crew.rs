//! Those who pack and bring orders: short words for what they do.

use crate::scene::{Scene, text};
use domain::identity::Permission::{self, OrdersDeliver, OrdersFulfil};
use domain::ids::UserId;
use orders::{CouriersApp, assign_courier, list_deliveries, transition_order};
use serde_json::{Value, json};
use std::ops::Deref;
use testkit::{Answer, Call};

/// A shop with staff.
pub(crate) struct Crew {
    scene: Scene,
    pub(crate) moves: &'static transition_order::App,
    couriers: &'static CouriersApp,
}

impl Crew {
    pub(crate) async fn set() -> Self {
        let scene = Scene::set().await;
        Self {
            moves: scene.stage.app(),
            couriers: scene.stage.app(),
            scene,
        }
    }
}

impl Deref for Crew {
    type Target = Scene;

    fn deref(&self) -> &Scene {
        &self.scene
    }
}

/// A member of staff with what their token allows.
pub(crate) struct Member {
    pub(crate) user: UserId,
    pub(crate) token: String,
}

pub(crate) async fn member(crew: &Crew, permissions: &[Permission]) -> Member {
    let user = crew.shop.shopper().await.user;
    Member {
        user,
        token: crew.stage.token(user, permissions),
    }
}

/// Somebody with the role, and with what it allows.
pub(crate) async fn courier(crew: &Crew) -> Member {
    let courier = member(crew, &[OrdersDeliver]).await;
    let grant =
        "insert into identity.user_roles (user_id, role, granted_at) values ($1, 'courier', now())";
    let client = crew.shop.client();
    client
        .execute(grant, &[&courier.user.uuid()])
        .await
        .unwrap();
    courier
}

pub(crate) async fn warehouse(crew: &Crew) -> Member {
    member(crew, &[OrdersFulfil]).await
}

/// Two bunches at Rp5.000 and the way for Rp15.000, to be paid by the method.
pub(crate) async fn order(crew: &Crew, key: &str, method: &str) -> Value {
    let cart = crew.shop.count("cart.lines").await;
    if cart == 0 {
        let user = crew.shopper.user;
        crew.shop.fill_cart(user, crew.variant, 2_000).await;
    }
    let mut body = crew.order_body();
    body["payment_method"] = json!(method);
    let order = crew.place(key, &body).await.expect(201);
    if method != "cod" {
        // As if its payment had been applied.
        let pay =
            "update orders.orders set status = 'confirmed', expires_at = null where code = $1";
        let client = crew.shop.client();
        client.execute(pay, &[&text(&order["code"])]).await.unwrap();
    }
    order
}

pub(crate) fn moving(member: &Member, order: &Value, body: &Value) -> Call {
    Call::post("/v1/admin/orders/code/transitions")
        .parameter("code", text(&order["code"]))
        .bearer(&member.token)
        .json(body)
}

pub(crate) async fn move_on(crew: &Crew, member: &Member, order: &Value, body: Value) -> Answer {
    moving(member, order, &body)
        .send(crew.moves, transition_order::handle)
        .await
}

/// What a step needs besides its name, of an order like those above.
pub(crate) fn step(to: &str, method: &str) -> Value {
    match (to, method) {
        ("delivered", "cod") => {
            json!({ "to": to, "collected": { "amount": 25_000, "currency": "IDR" } })
        }
        ("delivery_failed", _) => json!({ "to": to, "note": "Tidak ada orang" }),
        _ => json!({ "to": to }),
    }
}

/// Brings a confirmed order so far, by somebody who may do everything.
pub(crate) async fn bring_to(crew: &Crew, order: &Value, status: &str) {
    let chief = member(crew, Permission::ALL).await;
    bring_by(crew, &chief, order, status).await;
}

pub(crate) async fn bring_by(crew: &Crew, chief: &Member, order: &Value, status: &str) {
    let way: &[&str] = match status {
        "confirmed" => &[],
        "picking" => &["picking"],
        "packed" => &["picking", "packed"],
        "out_for_delivery" => &["picking", "packed", "out_for_delivery"],
        "delivered" => &["picking", "packed", "out_for_delivery", "delivered"],
        "delivery_failed" => &["picking", "packed", "out_for_delivery", "delivery_failed"],
        "returned" => &[
            "picking",
            "packed",
            "out_for_delivery",
            "delivery_failed",
            "returned",
        ],
        "completed" => &[
            "picking",
            "packed",
            "out_for_delivery",
            "delivered",
            "completed",
        ],
        "cancelled" => &["cancelled"],
        other => panic!("there is no way to {other}"),
    };
    let method = text(&order["payment_method"]);
    for to in way {
        move_on(crew, chief, order, step(to, method))
            .await
            .expect(200);
    }
}

pub(crate) async fn assign(crew: &Crew, member: &Member, order: &Value, to: Value) -> Answer {
    Call::new("PUT", "/v1/admin/orders/code/courier")
        .parameter("code", text(&order["code"]))
        .bearer(&member.token)
        .json(&json!({ "courier_id": to }))
        .send(crew.couriers, assign_courier::handle)
        .await
}

/// What the member has to bring on the day of the scene's slot.
pub(crate) async fn deliveries(crew: &Crew, member: &Member, query: &str) -> Answer {
    let day = "select slot_date::text from orders.orders limit 1";
    let day = crew.shop.client().query_one(day, &[]).await.unwrap();
    let day: String = day.get(0);
    Call::get(&format!("/v1/courier/deliveries?date={day}{query}"))
        .bearer(&member.token)
        .send(crew.couriers, list_deliveries::handle)
        .await
}
