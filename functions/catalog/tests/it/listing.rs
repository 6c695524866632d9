use crate::market::{Goods, Market, slugs};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A query string with one filter set, or set to something else.
fn narrowed(filters: &[(&str, &str)], facet: &str, value: &str) -> String {
    let others = filters.iter().filter(|(name, _)| *name != facet);
    others.fold(format!("?{facet}={value}"), |query, (name, value)| {
        format!("{query}&{name}={value}")
    })
}

#[tokio::test]
async fn a_facet_counts_what_its_filter_would_find() {
    let market = Market::open().await;
    let queries: [&[(&str, &str)]; 8] = [
        &[],
        &[("category", "sayuran")],
        &[("category", "sayuran-daun")],
        &[("organic", "true")],
        &[("unit", "kg"), ("in_stock", "true")],
        &[("q", "bayam")],
        &[("min_price", "4000"), ("max_price", "20000")],
        &[("category", "no-such")],
    ];
    for filters in queries {
        let query = narrowed(filters, "limit", "1");
        let facets = market.get(&query).await.expect(200)["facets"].clone();
        for facet in ["category", "unit", "organic", "in_stock"] {
            for counted in facets[facet].as_array().unwrap() {
                let value = counted["value"].to_string().replace('"', "");
                let found = market.found(&narrowed(filters, facet, &value)).await;
                assert_eq!(counted["count"], found.len(), "{filters:?} {facet} {value}");
            }
        }
    }
}

#[tokio::test]
async fn facets_name_every_value_there_is() {
    let market = Market::open().await;
    let facets = market.get("").await.expect(200)["facets"].clone();
    let counts = |facet: &str| -> Vec<(String, i64)> {
        let values = facets[facet].as_array().unwrap().iter();
        values
            .map(|counted| {
                let value = counted["value"].to_string().replace('"', "");
                (value, counted["count"].as_i64().unwrap())
            })
            .collect()
    };
    let expect = |values: &[(&str, i64)]| -> Vec<(String, i64)> {
        values
            .iter()
            .map(|(value, count)| ((*value).to_owned(), *count))
            .collect()
    };
    assert_eq!(
        counts("category"),
        expect(&[
            ("sayuran", 4),
            ("sayuran-daun", 2),
            ("bumbu", 1),
            ("sayuran-buah", 2)
        ])
    );
    assert_eq!(
        counts("unit"),
        expect(&[("kg", 3), ("ikat", 2), ("pack", 1)])
    );
    assert_eq!(counts("organic"), expect(&[("true", 2), ("false", 3)]));
    assert_eq!(counts("in_stock"), expect(&[("true", 4), ("false", 1)]));
}

/// Every page of a list, from the first to the last.
async fn pages(market: &Market, query: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = market.get(&format!("{query}{cursor}")).await.expect(200);
        pages.push(slugs(&page));
        let Some(next) = page["next_cursor"].as_str() else {
            return pages;
        };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn pages_join_to_the_whole_list_in_every_order() {
    let market = Market::open().await;
    market
        .run("update catalog.products set description_id = 'sayur'")
        .await;
    market.price("KKG-IKAT", 15_000, None).await;
    for query in [
        "?sort=newest",
        "?sort=price",
        "?sort=-price",
        "?q=sayur",
        "?sort=relevance",
        "?category=sayuran",
    ] {
        let whole = market.found(query).await;
        assert!(whole.len() >= 4);
        for limit in 1..=whole.len() {
            let pages = pages(&market, &format!("{query}&limit={limit}")).await;
            assert!(pages.iter().rev().skip(1).all(|page| page.len() == limit));
            assert_eq!(pages.concat(), whole, "{query} by {limit}");
        }
    }
}

#[tokio::test]
async fn what_is_added_while_somebody_leafs_shifts_no_page() {
    let market = Market::open().await;
    let first = market.get("?sort=newest&limit=2").await.expect(200);
    assert_eq!(slugs(&first), ["jahe", "cabai-rawit"]);
    let newer = Goods {
        slug: "wortel",
        names: ("Wortel", "Carrot"),
        variants: &[("WTL-KG", "kg", 12_000, 1)],
        ..Goods::default()
    };
    market.sell(&newer).await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = market
        .get(&format!("?sort=newest&limit=2&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(slugs(&second), ["tomat", "kangkung"]);
}

/// The cursor with another digit in it.
fn tampered(cursor: &str) -> String {
    let json = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).unwrap()).unwrap();
    let rank = json.find("\"rank\":-1").unwrap() + "\"rank\":-".len();
    URL_SAFE_NO_PAD.encode(format!("{}2{}", &json[..rank], &json[rank + 1..]))
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused_by_name() {
    let market = Market::open().await;
    let cursor = market.get("?limit=1").await.expect(200)["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    for (query, pointer) in [
        ("?sort=cheapest", "/sort"),
        ("?limit=0", "/limit"),
        ("?limit=101", "/limit"),
        ("?limit=1000", "/limit"),
        ("?limit=1000000000", "/limit"),
        ("?limit=-1", "/limit"),
        ("?limit=ten", "/limit"),
        ("?cursor=x", "/cursor"),
        (&format!("?sort=price&cursor={cursor}"), "/cursor"),
        (&format!("?organic=true&cursor={cursor}"), "/cursor"),
        (&format!("?cursor={}", tampered(&cursor)), "/cursor"),
        ("?origin=", "/origin"),
        ("?origin=a%00b", "/origin"),
        (&format!("?q={}", "a".repeat(10_000)), "/q"),
        ("?organic=yes", "/organic"),
        ("?in_stock=1", "/in_stock"),
        ("?unit=liter", "/unit"),
        ("?min_price=1.5", "/min_price"),
        ("?category=..%2F", "/category"),
        ("?q=a%00b", "/q"),
        (&format!("?q={}", "a".repeat(101)), "/q"),
        ("?colour=green", "/colour"),
    ] {
        let answer = market.get(query).await;
        let body = answer.body.clone();
        answer.expect_problem(400, "malformed_request");
        assert_eq!(body["errors"][0]["pointer"], pointer, "{query} {body}");
        assert_eq!(body["errors"][0]["code"], "malformed_parameter");
    }
}
