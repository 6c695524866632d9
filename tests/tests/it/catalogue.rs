//! What the shop shows before anybody signs in.

use crate::client::{Stack, text};
use serde_json::Value;
use std::collections::HashSet;

fn count(categories: &Value) -> usize {
    let categories = categories.as_array().unwrap();
    categories
        .iter()
        .map(|category| 1 + count(&category["children"]))
        .sum()
}

#[tokio::test]
async fn the_seeded_catalogue_is_a_real_shop_s() {
    let visitor = Stack::of_the_suite().stranger();
    let tree = visitor.get("/v1/categories").await.expect(200);
    assert!(count(&tree["items"]) >= 12);

    let (mut slugs, mut units, mut cursor) = (HashSet::new(), HashSet::new(), String::new());
    loop {
        let page = visitor
            .get(&format!("/v1/products?limit=25{cursor}"))
            .await
            .expect(200);
        for item in page["items"].as_array().unwrap() {
            assert!(
                slugs.insert(text(&item["slug"]).to_owned()),
                "{} stands twice",
                item["slug"]
            );
            for variant in item["variants"].as_array().unwrap() {
                units.insert(text(&variant["unit"]).to_owned());
            }
        }
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert!(slugs.len() >= 60, "{}", slugs.len());
    for unit in ["kg", "ikat", "pack", "buah"] {
        assert!(units.contains(unit), "{unit}");
    }
}

#[tokio::test]
async fn products_are_found_by_what_a_shopper_types() {
    let visitor = Stack::of_the_suite().stranger();
    for (query, expected) in [
        ("bayam", "bayam"),
        ("bayem", "bayam"),
        ("water spinach", "kangkung"),
    ] {
        let found = visitor
            .get(&format!("/v1/products?q={query}"))
            .await
            .expect(200);
        let first = text(&found["items"][0]["slug"]);
        assert!(first.contains(expected), "{query} found {first}");
    }
    visitor
        .get("/v1/products/tidak-ada")
        .await
        .expect_problem(404, "product_not_found");
}
