//! The address book.

use crate::shop::{Shop, somebody, text};
use domain::SystemClock;
use domain::ids::UserId;
use identity::{add_address, delete_address, list_addresses, update_address};
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

async fn update(shop: &Shop, access_token: &str, id: &str, address: &Value) -> Answer {
    change(id)
        .bearer(access_token)
        .json(address)
        .send(shop.app(), update_address::handle)
        .await
}

async fn delete(shop: &Shop, access_token: &str, id: &str) -> Answer {
    removal(id)
        .bearer(access_token)
        .send(shop.app(), delete_address::handle)
        .await
}

fn change(id: &str) -> Call {
    Call::new("PUT", &format!("/v1/me/addresses/{id}")).parameter("id", id)
}

fn removal(id: &str) -> Call {
    Call::new("DELETE", &format!("/v1/me/addresses/{id}")).parameter("id", id)
}

fn default_address(label: &str) -> Value {
    let mut address = home();
    address["label"] = json!(label);
    address["is_default"] = json!(true);
    address
}

#[tokio::test]
async fn an_update_replaces_every_field_and_keeps_place_and_default() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let mut first = home();
    first["latitude"] = json!(-6.1954);
    first["longitude"] = json!(106.8231);
    first["courier_note"] = json!("Pagar hijau");
    let first = add(&shop, token, &first).await.expect(201);
    let second = add(&shop, token, &home()).await.expect(201);

    let mut moved = home();
    moved["label"] = json!("Kos");
    moved["street"] = json!("Jl. Melati 9");
    moved["phone"] = json!("0812-9876-5432");
    let updated = update(&shop, token, text(&first, "id"), &moved)
        .await
        .expect(200);
    // What is not given is none; that it is not to be the default does not unseat it.
    let mut expected = moved.clone();
    expected["id"] = first["id"].clone();
    expected["phone"] = json!("+6281298765432");
    expected["is_default"] = json!(true);
    assert_eq!(updated, expected);
    assert_eq!(list(&shop, token).await, [updated.clone(), second.clone()]);

    let second = update(&shop, token, text(&second, "id"), &default_address("Baru"))
        .await
        .expect(200);
    assert_eq!(second["is_default"], true);
    let mut former = updated;
    former["is_default"] = json!(false);
    assert_eq!(list(&shop, token).await, [second, former]);
}

#[tokio::test]
async fn when_the_default_goes_the_oldest_left_takes_its_place() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let mut ids = Vec::new();
    for _ in 0..3 {
        let added = add(&shop, token, &home()).await.expect(201);
        ids.push(text(&added, "id").to_owned());
    }
    let newest = add(&shop, token, &default_address("Baru"))
        .await
        .expect(201);
    delete(&shop, token, &ids[1]).await.expect(204);
    assert_eq!(list(&shop, token).await[0], newest);
    delete(&shop, token, text(&newest, "id")).await.expect(204);
    let book = list(&shop, token).await;
    let left: Vec<_> = book
        .iter()
        .map(|address| (text(address, "id"), address["is_default"] == true))
        .collect();
    assert_eq!(left, [(ids[0].as_str(), true), (ids[2].as_str(), false)]);
    for id in [&ids[0], &ids[2]] {
        delete(&shop, token, id).await.expect(204);
    }
    assert!(list(&shop, token).await.is_empty());
    delete(&shop, token, &ids[0])
        .await
        .expect_problem(404, "address_not_found");
}

#[tokio::test]
async fn anothers_address_is_not_found_and_costs_nobody_the_default() {
    let shop = Shop::open().await;
    let (sari, budi) = (
        shop.customer(&somebody()).await,
        shop.customer(&somebody()).await,
    );
    let (sari, budi) = (text(&sari, "access_token"), text(&budi, "access_token"));
    let saris = add(&shop, sari, &home()).await.expect(201);
    let budis = add(&shop, budi, &home()).await.expect(201);
    let id = text(&saris, "id");
    update(&shop, budi, id, &default_address("Milikku"))
        .await
        .expect_problem(404, "address_not_found");
    delete(&shop, budi, id)
        .await
        .expect_problem(404, "address_not_found");
    delete(&shop, budi, "1")
        .await
        .expect_problem(404, "not_found");
    assert_eq!(list(&shop, sari).await, [saris]);
    assert_eq!(list(&shop, budi).await, [budis]);
}

#[tokio::test]
async fn an_update_is_checked_as_an_addition_is() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let address = add(&shop, token, &home()).await.expect(201);
    let id = text(&address, "id");
    for (field, value, status, code) in [
        ("postcode", json!("1031"), 422, "validation_failed"),
        ("label", json!(""), 422, "validation_failed"),
        ("latitude", json!(-6.2), 422, "validation_failed"),
        ("postcode", json!(10310), 400, "malformed_request"),
        ("user_id", json!("x"), 400, "malformed_request"),
        ("is_default", json!(null), 400, "malformed_request"),
    ] {
        let mut body = home();
        body[field] = value;
        let answer = update(&shop, token, id, &body).await;
        assert_eq!(answer.body["errors"][0]["pointer"], format!("/{field}"));
        answer.expect_problem(status, code);
    }
    assert_eq!(list(&shop, token).await, [address]);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_changes_at_once_leave_one_default_or_an_empty_book() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let mut ids = Vec::new();
    for _ in 0..20 {
        let added = add(&shop, token, &home()).await.expect(201);
        ids.push(text(&added, "id").to_owned());
    }
    let (updates, deletes): (&update_address::App, &delete_address::App) = (shop.app(), shop.app());
    // Fifteen addresses are deleted, the default among them, while all of them are made the default.
    let mut calls = Vec::new();
    for turn in 0..50 {
        let id = &ids[turn % ids.len()];
        calls.push(if turn < 15 {
            let call = removal(id).bearer(token);
            tokio::spawn(call.send(deletes, delete_address::handle))
        } else {
            let call = change(id).bearer(token).json(&default_address("Baru"));
            tokio::spawn(call.send(updates, update_address::handle))
        });
    }
    for call in calls {
        let answer = call.await.unwrap();
        assert!([200, 204, 404].contains(&answer.status), "{answer:?}");
    }
    assert_eq!(shop.count("identity.addresses").await, 5);
    assert_eq!(shop.count("identity.addresses where is_default").await, 1);
    let calls: Vec<_> = ids[15..]
        .iter()
        .map(|id| {
            tokio::spawn(
                removal(id)
                    .bearer(token)
                    .send(deletes, delete_address::handle),
            )
        })
        .collect();
    for call in calls {
        call.await.unwrap().expect(204);
    }
    assert_eq!(shop.count("identity.addresses").await, 0);
}

#[tokio::test]
async fn changing_an_address_is_for_the_signed_in() {
    let shop = Shop::open().await;
    change("1")
        .json(&json!({}))
        .send(shop.app(), update_address::handle)
        .await
        .expect_problem(401, "authentication_required");
    removal("1")
        .send(shop.app(), delete_address::handle)
        .await
        .expect_problem(401, "authentication_required");
}
