use crate::shop::{Buyer, Carts, contents};
use domain::cart::Carts as _;
use domain::ids::UserId;
use domain::links::token_hash;
use domain::{Clock, SystemClock};
use postgres::PgCarts;
use serde_json::json;
use testkit::Call;

async fn merge(carts: &Carts, guest: &Buyer, user: &Buyer) {
    let (Buyer::Guest(token), Buyer::User(user, _)) = (guest, user) else {
        unreachable!()
    };
    let store = PgCarts::from(carts.postgres());
    store
        .merge(token_hash(token), *user, SystemClock.now())
        .await
        .unwrap();
}

fn line(sku: &str, quantity: &str) -> (String, String) {
    (sku.into(), quantity.into())
}

#[tokio::test]
async fn quantities_add_up_to_the_maximum_and_nothing_is_lost() {
    let carts = Carts::open().await;
    let third = carts.shop.variant("KOL", 1_000).await;
    carts.shop.lot(third, 9_000, 3).await;
    let (guest, user) = (carts.guest().await, carts.user());
    carts.put(&user, "BAYAM", "15").await.expect(200);
    carts
        .put_body(
            &user,
            "WORTEL",
            &json!({ "quantity": "2", "substitution": "similar" }),
        )
        .await
        .expect(200);
    carts.put(&guest, "BAYAM", "15").await.expect(200);
    carts
        .put_body(
            &guest,
            "WORTEL",
            &json!({ "quantity": "3", "substitution": "ask" }),
        )
        .await
        .expect(200);
    carts.put(&guest, "KOL", "1").await.expect(200);
    merge(&carts, &guest, &user).await;
    let cart = carts.get(&user).await.expect(200);
    assert_eq!(
        contents(&cart),
        [
            line("BAYAM", "20.000"),
            line("WORTEL", "5.000"),
            line("KOL", "1.000")
        ]
    );
    assert_eq!(cart["lines"][1]["substitution"], "similar");
    assert_eq!(cart["notices"], json!([]));
    carts
        .get(&guest)
        .await
        .expect_problem(404, "cart_not_found");
    assert_eq!(
        (
            carts.shop.count("cart.carts").await,
            carts.shop.count("cart.lines").await
        ),
        (1, 3)
    );
    // Signing in again with the same token changes nothing.
    merge(&carts, &guest, &user).await;
    assert_eq!(carts.get(&user).await.expect(200), cart);
}

#[tokio::test]
async fn a_user_without_a_cart_gets_the_guests() {
    let carts = Carts::open().await;
    let (guest, user) = (carts.guest().await, carts.user());
    carts.put(&guest, "BAYAM", "2").await.expect(200);
    merge(&carts, &guest, &user).await;
    assert_eq!(
        contents(&carts.get(&user).await.expect(200)),
        [line("BAYAM", "2.000")]
    );
}

#[tokio::test]
async fn expired_carts_are_neither_merged_nor_merged_into() {
    let carts = Carts::open().await;
    let (guest, user) = (carts.guest().await, carts.user());
    carts.put(&user, "WORTEL", "2").await.expect(200);
    carts
        .run("update cart.carts set expires_at = now() where user_id is not null")
        .await;
    carts.put(&guest, "BAYAM", "1").await.expect(200);
    merge(&carts, &guest, &user).await;
    assert_eq!(
        contents(&carts.get(&user).await.expect(200)),
        [line("BAYAM", "1.000")]
    );

    let late = carts.guest().await;
    carts.put(&late, "WORTEL", "1").await.expect(200);
    carts
        .run("update cart.carts set expires_at = now() where token_hash is not null")
        .await;
    merge(&carts, &late, &user).await;
    assert_eq!(
        contents(&carts.get(&user).await.expect(200)),
        [line("BAYAM", "1.000")]
    );
}

#[tokio::test]
async fn a_token_that_opens_nothing_makes_no_cart() {
    let carts = Carts::open().await;
    merge(&carts, &Buyer::Guest("unknown".into()), &carts.user()).await;
    assert_eq!(carts.shop.count("cart.carts").await, 0);
}

#[tokio::test]
async fn merging_at_once_adds_a_cart_once() {
    let carts = Carts::open().await;
    let (guest, user) = (carts.guest().await, carts.user());
    carts.put(&user, "BAYAM", "1").await.expect(200);
    carts.put(&guest, "BAYAM", "2").await.expect(200);
    let (Buyer::Guest(token), Buyer::User(id, _)) = (&guest, &user) else {
        unreachable!()
    };
    let mut merges = tokio::task::JoinSet::new();
    let store = PgCarts::from(carts.postgres());
    for _ in 0..100 {
        let (store, token, id): (_, _, UserId) = (store.clone(), token_hash(token), *id);
        merges.spawn(async move { store.merge(token, id, SystemClock.now()).await.is_ok() });
    }
    assert!(merges.join_all().await.into_iter().all(|merged| merged));
    assert_eq!(
        contents(&carts.get(&user).await.expect(200)),
        [line("BAYAM", "3.000")]
    );
}

#[tokio::test]
async fn what_is_put_in_while_the_cart_is_merged_is_merged_or_refused() {
    let carts = Carts::open().await;
    let skus: Vec<String> = (0..100).map(|number| format!("SKU-{number:02}")).collect();
    for sku in &skus {
        let variant = carts.shop.variant(sku, 1_000).await;
        carts.shop.lot(variant, 9_000, 3).await;
    }
    let (guest, user) = (carts.guest().await, carts.user());
    let mut edits = tokio::task::JoinSet::new();
    for sku in &skus {
        let (app, guest, sku) = (carts.app, guest.clone(), sku.clone());
        edits.spawn(async move {
            let call = Call::new("PUT", "/v1/cart/items/x")
                .parameter("sku", &sku)
                .json(&json!({ "quantity": "1" }));
            let answer = guest
                .asks(call)
                .send(app, cart::put_cart_item::handle)
                .await;
            (sku, answer.status, answer.body)
        });
    }
    merge(&carts, &guest, &user).await;
    let mut taken = Vec::new();
    for (sku, status, body) in edits.join_all().await {
        match status {
            200 => taken.push(sku),
            404 => assert_eq!(body["code"], "cart_not_found"),
            _ => panic!("{status} {body}"),
        }
    }
    let mut merged: Vec<String> = contents(&carts.get(&user).await.expect(200))
        .into_iter()
        .map(|(sku, _)| sku)
        .collect();
    merged.sort();
    taken.sort();
    // Put just before the merge and read just after it, a line is the user's although its guest was told 404.
    assert!(
        taken.iter().all(|sku| merged.contains(sku)),
        "{taken:?} {merged:?}"
    );
}
