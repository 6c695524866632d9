//! The address book.

use crate::shop::{Shop, somebody, text};
use domain::SystemClock;
use domain::ids::UserId;
use identity::{add_address, list_addresses};
use serde_json::{Value, json};
use testkit::{Answer, Call};

pub(crate) fn home() -> Value {
    json!({
        "label": "Rumah", "recipient": "Sari", "phone": "081234567890", "street": "Jl. Mawar 7",
        "village": "Menteng", "district": "Menteng", "city": "Jakarta Pusat", "province": "DKI Jakarta",
        "postcode": "10310"
    })
}

pub(crate) async fn add(shop: &Shop, access_token: &str, address: &Value) -> Answer {
    Call::post("/v1/me/addresses")
        .bearer(access_token)
        .json(address)
        .send(shop.app(), add_address::handle)
        .await
}

async fn list(shop: &Shop, access_token: &str) -> Vec<Value> {
    let answer = Call::get("/v1/me/addresses")
        .bearer(access_token)
        .send(shop.app(), list_addresses::handle)
        .await;
    answer.expect(200)["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_first_address_is_the_default_and_another_can_take_its_place() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    assert!(list(&shop, token).await.is_empty());
    let first = add(&shop, token, &home()).await.expect(201);
    assert_eq!(first["is_default"], true);
    assert_eq!(first["phone"], "+6281234567890");
    let mut office = home();
    office["label"] = json!("Kantor");
    office["latitude"] = json!(-6.1954);
    office["longitude"] = json!(106.8231);
    office["courier_note"] = json!("Titip di resepsionis");
    let second = add(&shop, token, &office).await.expect(201);
    assert_eq!(second["is_default"], false);
    office["is_default"] = json!(true);
    let third = add(&shop, token, &office).await.expect(201);
    let book = list(&shop, token).await;
    assert_eq!(book.len(), 3);
    assert_eq!(book[0], third);
    assert_eq!(book[0]["latitude"], -6.1954);
    assert_eq!(book[0]["courier_note"], "Titip di resepsionis");
    assert_eq!(book[1]["id"], first["id"]);
    assert_eq!(book[1]["is_default"], false);
    assert_eq!(book[2], second);
}

#[tokio::test]
async fn another_users_addresses_are_not_seen_or_touched() {
    let shop = Shop::open().await;
    let (sari, budi) = (
        shop.customer(&somebody()).await,
        shop.customer(&somebody()).await,
    );
    let (sari, budi) = (text(&sari, "access_token"), text(&budi, "access_token"));
    let saris = add(&shop, sari, &home()).await.expect(201);
    assert!(list(&shop, budi).await.is_empty());
    let mut default = home();
    default["is_default"] = json!(true);
    let budis = add(&shop, budi, &default).await.expect(201);
    assert_eq!(list(&shop, sari).await, [saris]);
    assert_eq!(list(&shop, budi).await, [budis]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_holds_twenty_addresses_and_one_default_however_fast_they_come() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let app: &add_address::App = shop.app();
    let mut address = home();
    address["is_default"] = json!(true);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let call = Call::post("/v1/me/addresses").bearer(token).json(&address);
            tokio::spawn(call.send(app, add_address::handle))
        })
        .collect();
    let mut added = 0;
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 201 {
            added += 1;
        } else {
            answer.expect_problem(409, "address_book_full");
        }
    }
    assert_eq!(added, 20);
    assert_eq!(shop.count("identity.addresses").await, 20);
    assert_eq!(shop.count("identity.addresses where is_default").await, 1);
    // A refusal takes the default from nobody.
    add(&shop, token, &address)
        .await
        .expect_problem(409, "address_book_full");
    assert_eq!(shop.count("identity.addresses where is_default").await, 1);
}

#[tokio::test]
async fn a_user_who_is_gone_adds_no_address() {
    let shop = Shop::open().await;
    let token = shop.stage.token(UserId::generate(&SystemClock), &[]);
    add(&shop, &token, &home())
        .await
        .expect_problem(404, "user_not_found");
}

#[tokio::test]
async fn the_address_book_is_for_the_signed_in() {
    let shop = Shop::open().await;
    Call::get("/v1/me/addresses")
        .send(shop.app(), list_addresses::handle)
        .await
        .expect_problem(401, "authentication_required");
    Call::post("/v1/me/addresses")
        .json(&home())
        .send(shop.app(), add_address::handle)
        .await
        .expect_problem(401, "authentication_required");
}
