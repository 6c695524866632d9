use crate::keeper::{Keeper, id, wrong};
use crate::market::slugs;
use serde_json::{Value, json};

#[tokio::test]
async fn staff_find_every_product_by_name_slug_sku_status_and_category() {
    let keeper = Keeper::at_work().await;
    let all = [
        "selada",
        "kubis",
        "jahe",
        "cabai-rawit",
        "tomat",
        "kangkung",
        "bayam-hijau",
    ];
    assert_eq!(keeper.listed("").await, all);
    for (query, found) in [
        ("?q=AMARAN", &["bayam-hijau"][..]),
        ("?q=bayam-hij", &["bayam-hijau"]),
        ("?q=bym-pack", &["bayam-hijau"]),
        ("?q=-pack", &["selada", "bayam-hijau"]),
        ("?q=%25%25%25abc", &[]),
        ("?q=jahe_", &[]),
        ("?status=draft", &["kubis"]),
        ("?status=archived", &["selada"]),
        ("?status=draft&q=bayam", &[]),
        ("?category=bumbu", &["jahe"]),
        ("?category=sayuran", &all[..]),
        ("?category=tidak-ada", &[]),
    ] {
        let found: Vec<&str> = match query {
            "?category=sayuran" => found
                .iter()
                .copied()
                .filter(|slug| *slug != "jahe")
                .collect(),
            _ => found.to_vec(),
        };
        assert_eq!(keeper.listed(query).await, found, "{query}");
    }
    let bumbu = keeper.category("bumbu").await;
    let query = format!("?category={}", id(&bumbu));
    assert_eq!(keeper.listed(&query).await, ["jahe"]);
    let item = keeper.list("?q=bayam").await.expect(200)["items"][0].clone();
    let facts = [
        &item["category"],
        &item["status"],
        &item["image"],
        &item["skus"],
        &item["version"],
    ];
    let expected = [
        json!("sayuran-daun"),
        json!("active"),
        Value::Null,
        json!(["BYM-IKAT", "BYM-PACK"]),
        json!(1),
    ];
    assert_eq!(
        facts,
        [
            &expected[0],
            &expected[1],
            &expected[2],
            &expected[3],
            &expected[4]
        ]
    );
}

#[tokio::test]
async fn staffs_list_is_leafed_through_page_by_page() {
    let keeper = Keeper::at_work().await;
    let whole = keeper.listed("").await;
    let (mut leafed, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = keeper.list(&format!("?limit=2{cursor}")).await.expect(200);
        leafed.append(&mut slugs(&page));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(leafed, whole);
    for (query, pointer) in [
        ("?q=ab", "/q"),
        ("?q=a.b", "/q"),
        ("?status=sold", "/status"),
        ("?category=Tidak%20Ada", "/category"),
        ("?limit=0", "/limit"),
        ("?limit=101", "/limit"),
        ("?cursor=x", "/cursor"),
        ("?colour=red", "/colour"),
    ] {
        let answer = keeper.list(query).await;
        let told = [(pointer.to_owned(), "malformed_parameter".to_owned())];
        assert_eq!(wrong(&answer), told, "{query}");
        answer.expect_problem(400, "malformed_request");
    }
}
