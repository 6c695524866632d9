use crate::market::Market;
use catalog::list_categories::{App, handle};
use serde_json::json;
use testkit::Call;

#[tokio::test]
async fn the_tree_shows_what_is_active_in_its_order_and_the_callers_language() {
    let market = Market::empty().await;
    let app: &App = market.stage.app();
    let get = |language: &str| {
        Call::get("/v1/categories")
            .header("accept-language", language)
            .send(app, handle)
    };
    let tree = get("id").await.expect(200);
    let leaf = |slug: &str| json!({ "slug": slug, "name": format!("{slug} (id)"), "icon": "", "children": [] });
    let sayuran = json!({
        "slug": "sayuran", "name": "sayuran (id)", "icon": "",
        "children": [leaf("sayuran-daun"), leaf("sayuran-buah")],
    });
    assert_eq!(tree["items"], json!([sayuran, leaf("bumbu")]));
    let english = get("en-GB").await.expect(200);
    assert_eq!(english["items"][0]["name"], "sayuran (en)");
}

#[tokio::test]
async fn who_has_the_tree_already_is_not_sent_it_again() {
    let market = Market::empty().await;
    let app: &App = market.stage.app();
    let first = Call::get("/v1/categories").send(app, handle).await;
    assert_eq!(first.headers["cache-control"], "public, max-age=60");
    assert_eq!(first.headers["vary"], "accept-language");
    let tag = first.headers["etag"].to_str().unwrap();
    let again = async |tag: &str| {
        let call = Call::get("/v1/categories").header("if-none-match", tag);
        call.send(app, handle).await
    };
    let same = again(tag).await;
    assert_eq!(same.headers["etag"], tag);
    assert!(same.expect(304).is_null());
    assert!(
        again(&format!("\"other\", W/{tag}"))
            .await
            .expect(304)
            .is_null()
    );
    market.category("buah", None, 9, true).await;
    let changed = again(tag).await.expect(200);
    assert_eq!(changed["items"].as_array().unwrap().len(), 3);
}
