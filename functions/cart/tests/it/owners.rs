use crate::shop::{Buyer, Carts, contents};
use cart::{get_cart, put_cart_item, remove_cart_item};
use serde_json::json;
use testkit::Call;

#[tokio::test]
async fn a_cart_opens_to_its_own_token_alone() {
    let carts = Carts::open().await;
    let (mine, theirs) = (carts.guest().await, carts.guest().await);
    carts.put(&mine, "BAYAM", "2").await.expect(200);
    assert_eq!(contents(&carts.get(&theirs).await.expect(200)), []);
    carts.remove(&theirs, "BAYAM").await.expect(200);
    let Buyer::Guest(token) = &mine else {
        unreachable!()
    };
    for token in [
        String::new(),
        "guess".into(),
        token.to_lowercase(),
        format!("{token}x"),
        token[1..].into(),
    ] {
        let stranger = Buyer::Guest(token);
        carts
            .get(&stranger)
            .await
            .expect_problem(404, "cart_not_found");
        carts
            .put(&stranger, "BAYAM", "1")
            .await
            .expect_problem(404, "cart_not_found");
        carts
            .remove(&stranger, "BAYAM")
            .await
            .expect_problem(404, "cart_not_found");
    }
    assert_eq!(
        carts.get(&carts.user()).await.expect(200)["lines"],
        json!([])
    );
    assert_eq!(contents(&carts.get(&mine).await.expect(200)).len(), 1);
    // The token itself is kept nowhere.
    let row = carts
        .shop
        .client()
        .query_one(
            "select count(*) from cart.carts c where c::text like '%' || $1 || '%'",
            &[token],
        )
        .await
        .unwrap();
    assert_eq!(row.get::<_, i64>(0), 0);
}

#[tokio::test]
async fn who_says_nothing_of_themselves_has_no_cart() {
    let carts = Carts::open().await;
    let item = || {
        Call::new("PUT", "/v1/cart/items/BAYAM")
            .parameter("sku", "BAYAM")
            .json(&json!({ "quantity": "1" }))
    };
    let answers = [
        Call::get("/v1/cart")
            .send(carts.app, get_cart::handle)
            .await,
        item().send(carts.app, put_cart_item::handle).await,
        item().send(carts.app, remove_cart_item::handle).await,
    ];
    for answer in answers {
        answer.expect_problem(401, "authentication_required");
    }
    // A bad access token is not made good by a cart's.
    let Buyer::Guest(token) = carts.guest().await else {
        unreachable!()
    };
    let call = Call::get("/v1/cart")
        .header("cart-token", token)
        .bearer("forged");
    call.send(carts.app, get_cart::handle)
        .await
        .expect_problem(401, "invalid_token");
}

#[tokio::test]
async fn a_cart_lives_thirty_days_from_its_last_change() {
    let carts = Carts::open().await;
    for buyer in [carts.guest().await, carts.user()] {
        carts.put(&buyer, "BAYAM", "2").await.expect(200);
        carts
            .run("update cart.carts set expires_at = now() + interval '1 minute'")
            .await;
        carts.get(&buyer).await.expect(200);
        let far = "select count(*) from cart.carts where expires_at > now() + interval '29 days 23 hours'";
        let count = async || {
            carts
                .shop
                .client()
                .query_one(far, &[])
                .await
                .unwrap()
                .get::<_, i64>(0)
        };
        assert_eq!(count().await, 0);
        carts.put(&buyer, "WORTEL", "1").await.expect(200);
        assert_eq!(count().await, 1);
        carts.run("update cart.carts set expires_at = now()").await;
        match &buyer {
            Buyer::Guest(_) => {
                carts
                    .get(&buyer)
                    .await
                    .expect_problem(404, "cart_not_found");
                carts
                    .put(&buyer, "BAYAM", "1")
                    .await
                    .expect_problem(404, "cart_not_found");
            }
            // What was left in it does not come back with the next line.
            Buyer::User(..) => {
                assert_eq!(carts.get(&buyer).await.expect(200)["lines"], json!([]));
                let cart = carts.put(&buyer, "WORTEL", "3").await.expect(200);
                assert_eq!(contents(&cart), [("WORTEL".into(), "3.000".into())]);
            }
        }
        carts.run("delete from cart.carts").await;
    }
}
