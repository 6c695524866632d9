use crate::market::Market;
use catalog::{
    AssortmentApp, BrowseApp, InventoryApp, StaffApp, SynonymsApp, add_variant, adjust_stock,
    create_product, get_product, get_synonyms, list_categories, list_inventory, list_movements,
    list_products, put_location, put_synonyms, receive_stock, set_stock_threshold,
    suggest_products, trace_lot, transfer_stock,
};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use serde_json::json;
use testkit::{Call, Wire};

#[tokio::test]
async fn every_endpoint_asks_the_database_once() {
    let market = Market::open().await;
    let wire = Wire::to(&market.database).await;
    let browse: &BrowseApp = wire.stage().app();
    let staff: &StaffApp = wire.stage().app();
    let assortment: &AssortmentApp = wire.stage().app();
    let stock: &InventoryApp = wire.stage().app();
    let tree: &list_categories::App = wire.stage().app();
    let token = wire.stage().token(
        UserId::generate(&SystemClock),
        &[Permission::CatalogWrite, Permission::InventoryWrite],
    );

    let list = async || {
        Call::get("/v1/products?q=bayam&sort=price")
            .send(browse, list_products::handle)
            .await
    };
    let show = async || {
        let call = Call::get("/v1/products/bayam-hijau").parameter("slug", "bayam-hijau");
        call.send(browse, get_product::handle).await
    };
    let suggest = async || {
        Call::get("/v1/products/suggest?q=tomta")
            .send(browse, suggest_products::handle)
            .await
    };
    let categories = async || {
        Call::get("/v1/categories")
            .send(tree, list_categories::handle)
            .await
    };
    let variant = |sku: &str| {
        json!({ "sku": sku, "unit": "kg", "step": "1", "minimum": "1", "maximum": "9",
                "price": { "amount": 100, "currency": "IDR" } })
    };
    let create = async |slug: &str| {
        let body = json!({
            "slug": slug, "category": "bumbu", "name": { "id": "A", "en": "A" }, "shelf_life_days": 1,
            "variants": [variant(&slug.to_uppercase())],
        });
        let call = Call::post("/v1/admin/products").bearer(&token).json(&body);
        call.send(assortment, create_product::handle).await
    };
    let product = create("pala").await.expect(201)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let add = async |sku: &str| {
        let call = Call::post("/v1/admin/products/x/variants")
            .parameter("id", product.as_str())
            .bearer(&token);
        call.json(&variant(sku))
            .send(staff, add_variant::handle)
            .await
    };
    let receive = async || {
        let body = json!({ "sku": "TMT-KG", "location": "jakarta", "quantity": "1", "best_before": "2099-01-01",
                           "unit_cost": { "amount": 1, "currency": "IDR" } });
        let call = Call::post("/v1/admin/inventory/receipts")
            .bearer(&token)
            .json(&body);
        call.send(stock, receive_stock::handle).await
    };

    for answer in [
        list().await,
        show().await,
        suggest().await,
        categories().await,
    ] {
        let _ = answer.expect(200);
    }
    for answer in [add("PALA-2").await, receive().await] {
        let _ = answer.expect(201);
    }
    let trips = [
        wire.round_trips(list()).await,
        wire.round_trips(show()).await,
        wire.round_trips(suggest()).await,
        wire.round_trips(categories()).await,
        wire.round_trips(create("kencur")).await,
        wire.round_trips(add("PALA-3")).await,
        wire.round_trips(receive()).await,
    ];
    for (trips, answer) in trips {
        assert!(answer.status < 300, "{}", answer.body);
        assert_eq!(trips, 1);
    }
}

#[tokio::test]
async fn synonyms_are_read_in_one_round_trip_and_replaced_in_three() {
    let market = Market::empty().await;
    let wire = Wire::to(&market.database).await;
    let token = wire
        .stage()
        .token(UserId::generate(&SystemClock), &[Permission::CatalogWrite]);
    let synonyms: &SynonymsApp = wire.stage().app();
    let read = async || {
        Call::get("/v1/admin/search/synonyms")
            .bearer(&token)
            .send(synonyms, get_synonyms::handle)
            .await
    };
    let replace = async |term: &str| {
        Call::new("PUT", "/v1/admin/search/synonyms")
            .bearer(&token)
            .json(&json!({ "groups": [["tomat", term]] }))
            .send(synonyms, put_synonyms::handle)
            .await
    };

    for answer in [read().await, replace("rangam").await] {
        let _ = answer.expect(200);
    }
    let (trips, answer) = wire.round_trips(read()).await;
    assert_eq!((trips, answer.status), (1, 200), "{}", answer.body);
    // What is locked and read, what is written, the commit.
    let (trips, answer) = wire.round_trips(replace("ranti")).await;
    assert_eq!((trips, answer.status), (3, 200), "{}", answer.body);
}

#[tokio::test]
async fn looking_at_the_stock_asks_once_and_moving_it_three_times() {
    let market = Market::open().await;
    let wire = Wire::to(&market.database).await;
    let stock: &InventoryApp = wire.stage().app();
    let levels: &list_inventory::App = wire.stage().app();
    let token = wire.stage().token(
        UserId::generate(&SystemClock),
        &[Permission::InventoryWrite],
    );
    let put = async |code: &str| {
        Call::new("PUT", "/v1/admin/locations/code")
            .parameter("code", code)
            .bearer(&token)
            .json(&json!({ "name": code, "active": true }))
            .send(stock, put_location::handle)
            .await
    };
    let post = |path: &str, body: serde_json::Value| Call::post(path).bearer(&token).json(&body);
    let adjust = async || {
        let body = json!({ "sku": "TMT-KG", "location": "jakarta", "quantity": "-1", "kind": "waste",
                           "reason": "layu" });
        post("/v1/admin/inventory/adjustments", body)
            .send(stock, adjust_stock::handle)
            .await
    };
    let transfer = async || {
        let body = json!({ "sku": "TMT-KG", "from": "jakarta", "to": "depok", "quantity": "1" });
        post("/v1/admin/inventory/transfers", body)
            .send(stock, transfer_stock::handle)
            .await
    };
    let threshold = async |at: &str| {
        Call::new("PUT", "/v1/admin/inventory/sku/threshold")
            .parameter("sku", "TMT-KG")
            .bearer(&token)
            .json(&json!({ "low_stock_at": at }))
            .send(stock, set_stock_threshold::handle)
            .await
    };
    let list = async || {
        let call = Call::get("/v1/admin/inventory?low=true&near_expiry=true").bearer(&token);
        call.send(levels, list_inventory::handle).await
    };
    let movements = async || {
        let call = Call::get("/v1/admin/inventory/movements?kind=waste").bearer(&token);
        call.send(stock, list_movements::handle).await
    };
    let _ = put("depok").await.expect(201);
    let lot = transfer().await.expect(201)["lots"][0]["lot_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let trace = async || {
        let call = Call::get("/v1/admin/lots/id/trace").parameter("id", lot.as_str());
        call.bearer(&token).send(stock, trace_lot::handle).await
    };
    for answer in [
        adjust().await,
        threshold("1").await,
        list().await,
        movements().await,
        trace().await,
    ] {
        let _ = answer.expect(200);
    }
    for (most, (trips, answer)) in [
        (3, wire.round_trips(adjust()).await),
        (3, wire.round_trips(transfer()).await),
        (3, wire.round_trips(threshold("2")).await),
        (1, wire.round_trips(list()).await),
        (1, wire.round_trips(movements()).await),
        (1, wire.round_trips(trace()).await),
    ] {
        assert!(answer.status < 300, "{}", answer.body);
        assert_eq!(trips, most, "{}", answer.body);
    }
}
