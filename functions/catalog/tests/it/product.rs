use crate::market::Market;
use catalog::get_product::handle;
use domain::catalog::shop_date;
use domain::{Clock, SystemClock};
use serde_json::json;
use testkit::{Answer, Call};
use time::Duration;

async fn get(market: &Market, slug: &str, language: &str) -> Answer {
    Call::get(&format!("/v1/products/{slug}"))
        .parameter("slug", slug)
        .header("accept-language", language)
        .send(market.app, handle)
        .await
}

#[tokio::test]
async fn a_products_page_has_everything_in_the_callers_language() {
    let market = Market::open().await;
    market.lot("BYM-IKAT", 5, 2).await;
    market.lot("BYM-IKAT", 5, 0).await;
    market
        .run(
            "update catalog.products set description_id = 'Segar.', description_en = 'Fresh.', \
             storage_advice_id = 'Dinginkan.', storage_advice_en = 'Chill.', origin = 'Bogor', season_months = '{3,4}', \
             tax_rate_bp = 1100 where slug = 'bayam-hijau';
             update catalog.variants set weighed = true where sku = 'BYM-IKAT'",
        )
        .await;
    market.price("BYM-IKAT", 4_500, Some((5_000, 60))).await;
    let answer = get(&market, "bayam-hijau", "id").await;
    assert_eq!(answer.headers["cache-control"], "public, max-age=5");
    let mut page = answer.expect(200);
    assert!(page["id"].take().is_string());
    let rupiah = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
    let best_before = shop_date(SystemClock.now()) + Duration::days(2);
    let expected = json!({
        "id": null,
        "slug": "bayam-hijau",
        "name": "Bayam Hijau",
        "description": "Segar.",
        "storage_advice": "Dinginkan.",
        "category_path": [
            { "slug": "sayuran", "name": "sayuran (id)" },
            { "slug": "sayuran-daun", "name": "sayuran-daun (id)" },
        ],
        "origin": "Bogor",
        "organic": true,
        "shelf_life_days": 3,
        "season_months": [3, 4],
        "tax_rate_bp": 1100,
        "images": [],
        "variants": [
            {
                "sku": "BYM-IKAT", "unit": "ikat", "step": "1.000", "minimum": "1.000", "maximum": "20.000",
                "weighed": true, "price": rupiah(4_500), "compare_at_price": rupiah(5_000), "in_stock": true,
                "best_before": best_before.to_string(),
            },
            {
                "sku": "BYM-PACK", "unit": "pack", "step": "1.000", "minimum": "1.000", "maximum": "20.000",
                "weighed": false, "price": rupiah(8_500), "in_stock": false, "best_before": null,
            },
        ],
    });
    assert_eq!(page, expected);
    let english = get(&market, "bayam-hijau", "en").await.expect(200);
    assert_eq!(
        [
            &english["name"],
            &english["description"],
            &english["storage_advice"],
            &english["category_path"][0]["name"]
        ],
        ["Green Amaranth", "Fresh.", "Chill.", "sayuran (en)"]
    );
}

#[tokio::test]
async fn what_not_everybody_may_see_is_not_there() {
    let market = Market::open().await;
    for slug in ["kubis", "selada", "no-such"] {
        get(&market, slug, "id")
            .await
            .expect_problem(404, "product_not_found");
    }
    get(&market, "BAYAM", "id")
        .await
        .expect_problem(404, "not_found");
}
