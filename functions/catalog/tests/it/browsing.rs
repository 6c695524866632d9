use crate::market::{Goods, Market};
use serde_json::json;
use testkit::Call;

#[tokio::test]
async fn each_filter_finds_what_it_says() {
    let market = Market::open().await;
    for (query, slugs) in [
        (
            "",
            vec!["jahe", "cabai-rawit", "tomat", "kangkung", "bayam-hijau"],
        ),
        (
            "?category=sayuran",
            vec!["cabai-rawit", "tomat", "kangkung", "bayam-hijau"],
        ),
        ("?category=sayuran-daun", vec!["kangkung", "bayam-hijau"]),
        ("?category=bumbu", vec!["jahe"]),
        ("?category=no-such", vec![]),
        ("?organic=true", vec!["cabai-rawit", "bayam-hijau"]),
        ("?organic=false", vec!["jahe", "tomat", "kangkung"]),
        (
            "?in_stock=true",
            vec!["jahe", "tomat", "kangkung", "bayam-hijau"],
        ),
        ("?in_stock=false", vec!["cabai-rawit"]),
        ("?in_stock=false&sort=price", vec!["cabai-rawit"]),
        ("?unit=ikat", vec!["kangkung", "bayam-hijau"]),
        ("?unit=pack", vec!["bayam-hijau"]),
        ("?min_price=15000", vec!["jahe", "cabai-rawit", "tomat"]),
        ("?max_price=4000", vec!["kangkung"]),
        (
            "?min_price=8000&max_price=15000",
            vec!["tomat", "bayam-hijau"],
        ),
        (
            "?in_season=true",
            vec!["jahe", "tomat", "kangkung", "bayam-hijau"],
        ),
        (
            "?in_season=false",
            vec!["jahe", "cabai-rawit", "tomat", "kangkung", "bayam-hijau"],
        ),
        // One variant must meet them all: what is in stock by the bunch is not by the pack.
        ("?unit=pack&in_stock=true", vec![]),
        ("?unit=pack&in_stock=false", vec!["bayam-hijau"]),
        (
            "?category=sayuran&organic=true&in_stock=true&unit=ikat",
            vec!["bayam-hijau"],
        ),
    ] {
        assert_eq!(market.found(query).await, slugs, "{query}");
    }
}

#[tokio::test]
async fn a_search_knows_other_names_and_forgives_a_slip() {
    let market = Market::open().await;
    for (query, slugs) in [
        ("bayam", vec!["bayam-hijau"]),
        ("BAYEM", vec!["bayam-hijau"]),
        ("cabe%20rawit", vec!["cabai-rawit"]),
        ("lombok", vec!["cabai-rawit"]),
        ("tomatoes", vec!["tomat"]),
        ("kangkng", vec!["kangkung"]),
        ("bayma", vec!["bayam-hijau"]),
        ("green%20amaranth", vec!["bayam-hijau"]),
        ("sepeda", vec![]),
        // Neither a draft nor what is archived.
        ("kubis", vec![]),
        ("selada", vec![]),
        (
            "%27%29%20%7C%20%21%28",
            vec!["jahe", "cabai-rawit", "tomat", "kangkung", "bayam-hijau"],
        ),
    ] {
        assert_eq!(market.found(&format!("?q={query}")).await, slugs, "{query}");
    }
    assert_eq!(market.found("?q=bayam&category=bumbu").await, [""; 0]);
}

#[tokio::test]
async fn what_is_no_word_is_no_search_and_harms_nothing() {
    let market = Market::open().await;
    let everything = market.found("").await;
    for nothing in [
        "%25%25%25",
        "***",
        "%E2%80%8F",
        "%F0%9F%A5%AC",
        "__",
        "%27%3B--",
    ] {
        assert_eq!(
            market.found(&format!("?q={nothing}")).await,
            everything,
            "{nothing}"
        );
    }
    // Right to left, with a mark of direction, and beside a picture of it.
    assert_eq!(
        market.found("?q=%D8%B7%D9%85%D8%A7%D8%B7%D9%85").await,
        [""; 0]
    );
    assert_eq!(
        market.found("?q=%E2%80%8Ftomat%F0%9F%8D%85").await,
        ["tomat"]
    );
    assert_eq!(market.found("?q=tomat%25").await, ["tomat"]);
}

#[tokio::test]
async fn a_search_tells_when_it_looked_for_something_else() {
    let market = Market::open().await;
    for (query, corrected) in [
        ("kangkng", Some("kangkung")),
        ("bayma", Some("bayam")),
        ("CABE+rawti", Some("cabe rawit")),
        ("bayamhijau", Some("bayam hijau")),
        ("bayam", None),
        ("lombok", None),
        ("tomatoes", None),
        ("kangk", None),
        ("sepeda", None),
    ] {
        let found = market.get(&format!("?q={query}")).await.expect(200);
        assert_eq!(found["corrected"].as_str(), corrected, "{query}");
    }
}

#[tokio::test]
async fn all_words_are_wanted_or_else_any_if_most_are_known() {
    let market = Market::open().await;
    assert_eq!(market.found("?q=bayam+tomat").await.len(), 2);
    assert_eq!(market.found("?q=bayam+hijau").await, ["bayam-hijau"]);
    assert_eq!(
        market.found("?q=beli+bayam+untuk+hijau").await,
        ["bayam-hijau"]
    );
    assert_eq!(market.found("?q=bayam+xyzzy").await, ["bayam-hijau"]);
    assert_eq!(market.found("?q=bayam+xyzzy+qwertz").await, [""; 0]);
}

#[tokio::test]
async fn what_is_found_is_marked_and_the_rest_is_escaped() {
    let market = Market::open().await;
    market
        .run("update catalog.products set name_id = 'Tomat <b>& Segar', description_en = 'A \"tomato\" <3'
              where slug = 'tomat'")
        .await;
    let item = market.get("?q=tomat").await.expect(200)["items"][0].clone();
    assert_eq!(
        item["highlight"],
        json!({ "name": "<mark>Tomat</mark> &lt;b&gt;&amp; Segar" })
    );
    let english = Call::get("/v1/products?q=tomatoes")
        .header("accept-language", "en")
        .send(market.app, catalog::list_products::handle)
        .await
        .expect(200);
    let highlight = &english["items"][0]["highlight"];
    assert_eq!(highlight["name"], "<mark>Tomato</mark>");
    assert_eq!(
        highlight["description"],
        "A &quot;<mark>tomato</mark>&quot; &lt;3"
    );
    assert!(market.get("").await.expect(200)["items"][0]["highlight"].is_null());
}

#[tokio::test]
async fn a_scheduled_price_holds_from_its_moment_whether_or_not_anybody_looked() {
    let market = Market::open().await;
    // As it was settled before both prices began.
    market
        .run("update catalog.listings l set settled_until = now() - interval '1 minute', lowest_price = 99000,
                  offers = array[
                      (1, 99000, current_date + 9, '-infinity', now() - interval '1 minute')::catalog.offered,
                      (1, 2000, current_date + 9, now() - interval '1 minute', 'infinity')::catalog.offered]
              from catalog.products p where p.id = l.product_id and p.slug = 'tomat'")
        .await;
    assert_eq!(market.found("?sort=price").await[0], "tomat");
    assert_eq!(market.found("?max_price=2500").await, ["tomat"]);
    assert_eq!(market.found("?min_price=90000").await, [""; 0]);
    let price = market.get("").await.expect(200)["facets"]["price"].clone();
    assert_eq!(price["min"]["amount"], 2_000);
}

#[tokio::test]
async fn a_name_fits_a_search_better_than_a_description() {
    let market = Market::open().await;
    market
        .run("update catalog.products set description_id = 'enak dengan tomat' where slug in ('jahe', 'kangkung')")
        .await;
    let found = market.found("?q=tomat").await;
    assert_eq!(found[0], "tomat");
    assert_eq!(found.len(), 3);
    assert_eq!(
        market.found("?q=tomat&sort=price").await,
        ["kangkung", "tomat", "jahe"]
    );
}

#[tokio::test]
async fn prices_sort_by_the_cheapest_variant_that_was_looked_for() {
    let market = Market::open().await;
    let cheapest_first = ["kangkung", "bayam-hijau", "tomat", "jahe", "cabai-rawit"];
    assert_eq!(market.found("?sort=price").await, cheapest_first);
    let mut dearest_first = cheapest_first;
    dearest_first.reverse();
    assert_eq!(market.found("?sort=-price").await, dearest_first);
    assert_eq!(
        market
            .found("?sort=price&min_price=5000&max_price=16000")
            .await,
        ["bayam-hijau", "tomat"]
    );
    assert_eq!(market.found("?sort=newest").await, market.found("").await);
}

#[tokio::test]
async fn an_item_tells_its_variants_in_the_callers_language() {
    let market = Market::open().await;
    market
        .run(
            "insert into catalog.product_images (id, product_id, key, position) \
             select id, id, 'products/x/bayam', 1 from catalog.products where slug = 'bayam-hijau'",
        )
        .await;
    market.price("BYM-IKAT", 4_500, Some((6_000, 60))).await;
    market.price("BYM-PACK", 8_500, Some((9_900, -1))).await;
    let item = market.get("?q=bayam").await.expect(200)["items"][0].clone();
    let rupiah = |amount: i64| json!({ "amount": amount, "currency": "IDR" });
    let expected = json!({
        "slug": "bayam-hijau",
        "name": "Bayam Hijau",
        "image": "https://images.test/products/x/bayam",
        "organic": true,
        "origin": "",
        "variants": [
            { "sku": "BYM-IKAT", "unit": "ikat", "price": rupiah(4_500), "compare_at_price": rupiah(6_000), "in_stock": true },
            { "sku": "BYM-PACK", "unit": "pack", "price": rupiah(8_500), "in_stock": false },
        ],
        "highlight": { "name": "<mark>Bayam</mark> Hijau" },
    });
    assert_eq!(item, expected);
    let english = Call::get("/v1/products?q=bayam")
        .header("accept-language", "en")
        .send(market.app, catalog::list_products::handle)
        .await
        .expect(200);
    assert_eq!(english["items"][0]["name"], "Green Amaranth");
    assert_eq!(english["facets"]["category"][0]["name"], "sayuran (en)");
}

#[tokio::test]
async fn stock_counts_when_it_is_free_still_good_tomorrow_and_enough_for_the_minimum() {
    let market = Market::empty().await;
    let goods = Goods {
        slug: "bayam",
        names: ("Bayam", "Spinach"),
        variants: &[("BYM", "ikat", 4_500, 0)],
        ..Goods::default()
    };
    market.sell(&goods).await;
    let in_stock = async || !market.found("?in_stock=true").await.is_empty();
    assert!(!in_stock().await);
    market.lot("BYM", 5, 0).await;
    assert!(!in_stock().await, "it expires today");
    market.lot("BYM", 1, 1).await;
    assert!(in_stock().await);
    market
        .run("update catalog.variants set minimum = 2000")
        .await;
    assert!(!in_stock().await, "less than the minimum");
    market.lot("BYM", 1, 2).await;
    assert!(in_stock().await, "lots add up");
    market
        .run("update catalog.lots set reserved = on_hand")
        .await;
    assert!(!in_stock().await, "promised to others");
}
