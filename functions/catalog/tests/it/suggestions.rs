use crate::market::{Goods, Market};
use catalog::suggest_products::handle;
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn get(market: &Market, query: &str, language: &str) -> Answer {
    Call::get(&format!("/v1/products/suggest{query}"))
        .header("accept-language", language)
        .send(market.app, handle)
        .await
}

/// What is suggested, as `slug`, or `[slug]` for a category.
async fn suggested(market: &Market, query: &str) -> Vec<String> {
    let answer = get(market, query, "id").await.expect(200);
    let items = answer["items"].as_array().unwrap().iter();
    let slug = |item: &Value| match (item["kind"].as_str(), item["slug"].as_str()) {
        (Some("product"), Some(slug)) => slug.to_owned(),
        (_, slug) => format!("[{}]", slug.unwrap()),
    };
    items.map(slug).collect()
}

#[tokio::test]
async fn what_begins_as_it_was_typed_is_suggested_in_both_languages() {
    let market = Market::open().await;
    for (query, slugs) in [
        ("?q=ka", vec!["kangkung"]),
        ("?q=KANGK", vec!["kangkung"]),
        ("?q=water", vec!["kangkung"]),
        ("?q=hi", vec!["bayam-hijau"]),
        ("?q=bayam+h", vec!["bayam-hijau"]),
        ("?q=hijau+ba", vec!["bayam-hijau"]),
        ("?q=baya+hijau", vec![]),
        ("?q=gkung", vec![]),
        ("?q=sayuran", vec!["[sayuran]", "[sayuran-daun]"]),
        ("?q=daun", vec!["[sayuran-daun]"]),
        ("?q=gudang", vec![]),
        // Another name, and a slip.
        ("?q=lomb", vec!["cabai-rawit"]),
        ("?q=spin", vec!["bayam-hijau", "kangkung"]),
        ("?q=tomta", vec!["tomat"]),
        ("?q=sepeda", vec![]),
        // Neither a draft nor what is archived.
        ("?q=kubis", vec![]),
        ("?q=selada", vec![]),
        ("?q=%25", vec![]),
        ("?q=***", vec![]),
        ("?q=", vec![]),
        ("?q=%F0%9F%A5%AC", vec![]),
    ] {
        assert_eq!(suggested(&market, query).await, slugs, "{query}");
    }
}

#[tokio::test]
async fn what_sells_best_is_suggested_first_and_categories_take_a_quarter_at_most() {
    let market = Market::open().await;
    for (number, sold) in [(1, 5), (2, 9), (3, 7)] {
        let (slug, sku) = (format!("sayuran-{number}"), format!("SYR-{number}"));
        let goods = Goods {
            slug: &slug,
            names: ("Sayuran Campur", "Mixed"),
            variants: &[(&sku, "kg", 1_000, 1)],
            ..Goods::default()
        };
        market.sell(&goods).await;
        market
            .run(&format!(
                "update catalog.listings l set best_selling = -{sold} from catalog.products p
                 where p.id = l.product_id and p.slug = '{slug}'"
            ))
            .await;
    }
    let all = [
        "sayuran-2",
        "sayuran-3",
        "sayuran-1",
        "[sayuran]",
        "[sayuran-daun]",
    ];
    assert_eq!(suggested(&market, "?q=sayu").await, all);
    assert_eq!(
        suggested(&market, "?q=sayu&limit=4").await,
        ["sayuran-2", "sayuran-3", "sayuran-1", "[sayuran]"]
    );
    assert_eq!(suggested(&market, "?q=sa&limit=1").await, ["sayuran-2"]);
}

#[tokio::test]
async fn suggestions_are_named_in_the_callers_language_and_may_be_kept() {
    let market = Market::open().await;
    let answer = get(&market, "?q=jahe", "en").await;
    assert_eq!(answer.headers["cache-control"], "public, max-age=60");
    assert_eq!(
        answer.expect(200)["items"],
        json!([{ "kind": "product", "slug": "jahe", "name": "Ginger", "image": null }])
    );
}

#[tokio::test]
async fn a_question_that_cannot_be_read_is_refused_by_name() {
    let market = Market::open().await;
    for (query, pointer) in [
        ("?q=a&limit=0", "/limit"),
        ("?q=a&limit=21", "/limit"),
        ("?q=a&limit=1000000000", "/limit"),
        ("?q=a%00b", "/q"),
        (&format!("?q={}", "a".repeat(10_000)), "/q"),
        ("?q=a&sort=price", "/sort"),
    ] {
        let answer = get(&market, query, "id").await;
        let body = answer.body.clone();
        answer.expect_problem(400, "malformed_request");
        assert_eq!(body["errors"][0]["pointer"], pointer, "{query} {body}");
    }
    get(&market, "", "id")
        .await
        .expect_problem(400, "malformed_request");
}
