use crate::keeper::{Keeper, id, rupiah};
use crate::market::Market;
use serde_json::{Value, json};
use testkit::{Answer, Wire};

#[tokio::test]
async fn staff_ask_the_database_once_to_read_and_three_times_to_change() {
    let market = Market::open().await;
    let wire = Wire::to(&market.database).await;
    let keeper = &Keeper::on(market, wire.stage().clone());
    let tomat = &keeper.product("tomat").await;
    let bumbu = &keeper.category("bumbu").await;
    let mut numbers = 0..;
    let mut next = || numbers.next().unwrap();

    let add_category = async |n: i32| {
        let body = Keeper::shelf(&format!("rak-{n}"), Some(id(bumbu)));
        keeper.add_category(&body).await
    };
    let put_category = async |n: i32| {
        let body = Keeper::shelf(&format!("bumbu-{n}"), None);
        keeper.put_category(id(bumbu), &body).await
    };
    let delete_category = async |category: &Value| keeper.delete_category(id(category), "*").await;
    let patch = async |n: i32| {
        let body = json!({ "origin": format!("Kebun {n}"), "category": "sayuran-daun" });
        keeper.patch(tomat, &body).await
    };
    let patch_variant = async |n: i32| {
        let scheduled =
            json!({ "starts_at": "2099-01-01T00:00:00Z", "price": rupiah(i64::from(n) + 1) });
        let body = json!({ "price": rupiah(i64::from(n) + 1), "position": n, "scheduled_prices": [scheduled] });
        keeper.patch_variant("TMT-KG", &body).await
    };
    let archive = async |product: &str| keeper.archive(product, "*").await;
    let list = async || keeper.list("?q=tomat&status=active&category=sayuran").await;
    let show = async || keeper.show(tomat).await;
    let ask = async || {
        let wish = json!({ "content_type": "image/png", "bytes": 9 });
        keeper.image(tomat, &wish).await
    };

    // Once before, so that the connections are made and the statements prepared.
    let rak = add_category(next()).await.expect(201);
    let shelf = add_category(next()).await.expect(201);
    put_category(next()).await.expect(200);
    patch(next()).await.expect(200);
    patch_variant(next()).await.expect(200);
    delete_category(&rak).await.expect(204);
    let (kangkung, jahe) = (
        keeper.product("kangkung").await,
        keeper.product("jahe").await,
    );
    archive(&kangkung).await.expect(204);
    list().await.expect(200);
    show().await.expect(200);
    ask().await.expect(201);

    let counted: [(&str, usize, (usize, Answer)); 9] = [
        ("list", 1, wire.round_trips(list()).await),
        ("show", 1, wire.round_trips(show()).await),
        ("ask", 1, wire.round_trips(ask()).await),
        (
            "add category",
            1,
            wire.round_trips(add_category(next())).await,
        ),
        (
            "put category",
            3,
            wire.round_trips(put_category(next())).await,
        ),
        (
            "delete category",
            3,
            wire.round_trips(delete_category(&shelf)).await,
        ),
        ("patch", 3, wire.round_trips(patch(next())).await),
        (
            "patch variant",
            3,
            wire.round_trips(patch_variant(next())).await,
        ),
        ("archive", 3, wire.round_trips(archive(&jahe)).await),
    ];
    for (what, expected, (trips, answer)) in counted {
        assert!(answer.status < 300, "{what}: {}", answer.body);
        assert_eq!(trips, expected, "{what}");
    }
    let (trips, categories) = wire.round_trips(keeper.categories()).await;
    assert_eq!((trips, categories.len()), (1, 7));
}
