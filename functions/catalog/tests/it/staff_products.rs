use crate::keeper::{Keeper, NOWHERE, at_once, id, rupiah, statuses, tag, with, wrong};
use serde_json::{Value, json};
use std::sync::Arc;

fn variant(sku: &str) -> Value {
    json!({ "sku": sku, "unit": "kg", "step": "0.250", "minimum": "0.500", "maximum": "10.000", "price": rupiah(12_000) })
}

fn wortel() -> Value {
    json!({
        "slug": "wortel", "category": "sayuran-buah", "name": { "id": "Wortel", "en": "Carrot" },
        "shelf_life_days": 14, "variants": [variant("WTL-KG")],
    })
}

#[tokio::test]
async fn staff_see_a_product_whole() {
    let keeper = Keeper::at_work().await;
    let compared =
        json!({ "compare_at_price": rupiah(15_000), "compare_at_until": "2099-12-31T17:00:00Z" });
    let variants = json!([variant("WTL-KG"), with(variant("WTL-PACK"), &compared)]);
    let body = with(
        wortel(),
        &json!({ "variants": variants, "season_months": [5, 4] }),
    );
    let made = keeper.create(&body).await;
    assert_eq!(tag(&made), "\"1\"");
    let made = made.expect(201);
    let shown = keeper.show(id(&made)).await;
    assert_eq!(tag(&shown), "\"1\"");
    let mut shown = shown.expect(200);
    assert_eq!(shown, made);
    let category = keeper.category("sayuran-buah").await;
    for field in ["id", "created_at", "updated_at"] {
        assert!(shown[field].take().is_string());
    }
    for variant in shown["variants"].as_array_mut().unwrap() {
        assert!(variant["id"].take().is_string());
        assert_eq!(variant["product_id"].take(), made["id"]);
        assert!(variant["price_history"][0]["set_at"].take().is_string());
    }
    let user = keeper.user.to_string();
    let expected_variant = |sku: &str, position: i32| {
        json!({
            "id": null, "product_id": null, "sku": sku, "unit": "kg", "step": "0.250", "minimum": "0.500",
            "maximum": "10.000", "weighed": false, "position": position, "active": true, "price": rupiah(12_000),
            "scheduled_prices": [], "version": 1,
            "price_history": [{
                "starts_at": null, "price": rupiah(12_000), "kind": "regular", "set_by": user, "set_at": null,
            }],
        })
    };
    let mut pack = with(expected_variant("WTL-PACK", 2), &compared);
    pack["price_history"][0] = with(pack["price_history"][0].clone(), &compared);
    let expected = json!({
        "id": null, "slug": "wortel", "status": "draft", "name": { "id": "Wortel", "en": "Carrot" },
        "category": { "id": category["id"], "slug": "sayuran-buah", "name": category["name"] },
        "description": { "id": "", "en": "" }, "storage_advice": { "id": "", "en": "" }, "origin": "",
        "organic": false, "shelf_life_days": 14, "season_months": [4, 5], "tax_rate_bp": 0, "images": [],
        "variants": [expected_variant("WTL-KG", 1), pack],
        "created_at": null, "updated_at": null, "version": 1,
    });
    assert_eq!(shown, expected);
    let nothing = keeper.show(NOWHERE).await;
    nothing.expect_problem(404, "product_not_found");
    keeper.show("wortel").await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn every_field_of_a_product_can_be_changed_alone_and_all_together() {
    let keeper = Keeper::at_work().await;
    let made = keeper.create(&wortel()).await.expect(201);
    let (mut product, mut version) = (made.clone(), 1);
    let bumbu = keeper.category("bumbu").await;
    let prose = json!({ "id": "Dua\nbaris", "en": "Two lines" });
    for (field, value) in [
        ("slug", json!("wortel-manis")),
        ("category", json!("bumbu")),
        ("category", json!(id(&keeper.category("gudang").await))),
        (
            "name",
            json!({ "id": "Wortel Manis", "en": "Sweet Carrot" }),
        ),
        ("description", prose.clone()),
        ("storage_advice", prose.clone()),
        ("origin", json!("Berastagi")),
        ("organic", json!(true)),
        ("shelf_life_days", json!(7)),
        ("season_months", json!([1, 12])),
        ("tax_rate_bp", json!(1_100)),
        ("status", json!("active")),
    ] {
        let etag = format!("\"{version}\"");
        let changed = keeper
            .patch_if(id(&made), &json!({ field: value }), &etag)
            .await;
        version += 1;
        assert_eq!(tag(&changed), format!("\"{version}\""), "{field}");
        let changed = changed.expect(200);
        if field != "category" {
            assert_eq!(changed[field], value);
        }
        // Nothing else was touched.
        let apart = json!({ field: null, "version": null, "updated_at": null });
        assert_eq!(
            with(changed.clone(), &apart),
            with(product, &apart),
            "{field}"
        );
        product = changed;
    }
    assert_eq!(product["category"]["slug"], "gudang");
    assert_eq!(keeper.show(id(&made)).await.expect(200), product);
    let page = keeper.page("wortel-manis").await.expect(200);
    assert_eq!(page["description"], "Dua\nbaris");

    let back =
        json!({ "slug": "wortel", "category": bumbu["slug"], "status": "draft", "tax_rate_bp": 0 });
    keeper.patch(id(&made), &back).await.expect(200);
    let same = keeper.patch(id(&made), &back).await.expect(200);
    assert_eq!(same["version"], version + 1);
    keeper.patch(id(&made), &json!({})).await.expect(200);
    let target = format!("target = '{}'", id(&made));
    assert_eq!(keeper.noted("product_changed", &target).await, version);
    let condition =
        "details = '{\"before\": {\"organic\": false}, \"after\": {\"organic\": true}}'";
    assert_eq!(keeper.noted("product_changed", condition).await, 1);
}

/// A body, and what is wrong with it: status, pointer, code.
type Bad<'a> = (Value, u16, &'a str, &'a str);

async fn refuses(cases: &[Bad<'_>]) {
    let keeper = Keeper::at_work().await;
    let made = keeper.create(&wortel()).await.expect(201);
    for (body, status, pointer, code) in cases {
        let answer = keeper.patch(id(&made), body).await;
        let told = ((*pointer).to_owned(), (*code).to_owned());
        assert_eq!(wrong(&answer), [told], "{body}");
        assert_eq!(answer.status, *status, "{body}");
    }
    assert_eq!(keeper.show(id(&made)).await.expect(200), made);
    assert_eq!(keeper.noted("product_changed", "true").await, 0);
}

#[tokio::test]
#[rustfmt::skip]
async fn a_change_that_cannot_be_is_refused_with_what_is_wrong_and_leaves_nothing() {
    let long = |characters: usize| "x".repeat(characters);
    let text = |text: String| json!({ "id": text, "en": "" });
    refuses(&[
        (json!({ "slug": "Wortel" }), 422, "/slug", "invalid_slug"),
        (json!({ "slug": "tomat" }), 409, "/slug", "slug_taken"),
        (json!({ "category": "tidak-ada" }), 422, "/category", "unknown_category"),
        (json!({ "category": NOWHERE }), 422, "/category", "unknown_category"),
        (json!({ "name": text(String::new()) }), 422, "/name", "invalid_name"),
        (json!({ "description": text(long(4_001)) }), 422, "/description", "invalid_text"),
        (json!({ "storage_advice": text("\u{0}".into()) }), 422, "/storage_advice", "invalid_text"),
        (json!({ "origin": long(121) }), 422, "/origin", "invalid_origin"),
        (json!({ "shelf_life_days": 0 }), 422, "/shelf_life_days", "invalid_shelf_life"),
        (json!({ "season_months": [13] }), 422, "/season_months", "invalid_season"),
        (json!({ "tax_rate_bp": 10_001 }), 422, "/tax_rate_bp", "invalid_tax_rate"),
        (json!({ "images": [NOWHERE] }), 422, "/images/0", "unknown_image"),
        (json!({ "images": ["x"] }), 400, "/images/0", "malformed_field"),
        (json!({ "status": "sold" }), 400, "/status", "malformed_field"),
        (json!({ "organic": "yes" }), 400, "/organic", "malformed_field"),
        (json!({ "variants": [] }), 400, "/variants", "malformed_field"),
        (json!({ "version": 1 }), 400, "/version", "malformed_field"),
    ])
    .await;
}

#[tokio::test]
async fn a_product_of_another_version_and_one_that_is_not_there_are_left_alone() {
    let keeper = Keeper::at_work().await;
    let made = keeper.create(&wortel()).await.expect(201);
    let body = json!({ "origin": "Bogor" });
    for stale in ["\"2\"", "W/\"1\"", "\"x\""] {
        let answer = keeper.patch_if(id(&made), &body, stale).await;
        answer.expect_problem(412, "version_mismatch");
        let answer = keeper.archive(id(&made), stale).await;
        answer.expect_problem(412, "version_mismatch");
    }
    let answer = keeper.patch(NOWHERE, &body).await;
    answer.expect_problem(404, "product_not_found");
    let answer = keeper.archive(NOWHERE, "*").await;
    answer.expect_problem(404, "product_not_found");
    assert_eq!(keeper.show(id(&made)).await.expect(200), made);
}

#[tokio::test]
async fn a_product_is_published_withdrawn_archived_and_taken_up_again() {
    let keeper = Keeper::at_work().await;
    let made = keeper.create(&wortel()).await.expect(201);
    let to = async |status: &str| keeper.patch(id(&made), &json!({ "status": status })).await;
    let is_shown = async || keeper.page("wortel").await.status == 200;
    assert!(!is_shown().await);
    to("active").await.expect(200);
    assert!(is_shown().await);
    to("draft").await.expect(200);
    assert!(!is_shown().await);
    to("active").await.expect(200);
    for _ in 0..2 {
        assert_eq!(keeper.archive(id(&made), "*").await.status, 204);
        assert!(!is_shown().await);
    }
    assert_eq!(keeper.noted("product_archived", "true").await, 1);
    let answer = to("active").await;
    assert_eq!(
        wrong(&answer),
        [("/status".into(), "illegal_status".into())]
    );
    answer.expect_problem(409, "illegal_status");
    to("draft").await.expect(200);
    to("active").await.expect(200);
    assert!(is_shown().await);
}

#[tokio::test]
async fn nobody_is_shown_a_product_of_which_nothing_is_on_sale() {
    let keeper = Keeper::at_work().await;
    let empty = with(wortel(), &json!({ "variants": [], "status": "active" }));
    let answer = keeper.create(&empty).await;
    let told = ("/status".to_owned(), "product_without_variants".to_owned());
    assert_eq!(wrong(&answer).first(), Some(&told));
    answer.expect_problem(422, "product_without_variants");
    let made = keeper.create(&wortel()).await.expect(201);
    let resting = json!({ "active": false });
    keeper.patch_variant("WTL-KG", &resting).await.expect(200);
    let publish = json!({ "status": "active" });
    let answer = keeper.patch(id(&made), &publish).await;
    assert_eq!(wrong(&answer), [told]);
    answer.expect_problem(422, "product_without_variants");
    let on_sale = json!({ "active": true });
    keeper.patch_variant("WTL-KG", &on_sale).await.expect(200);
    keeper.patch(id(&made), &publish).await.expect(200);
}

#[tokio::test]
async fn names_that_are_taken_are_pointed_at() {
    let keeper = Keeper::at_work().await;
    for (fields, told) in [
        (json!({ "slug": "tomat" }), &[("/slug", "slug_taken")][..]),
        (
            json!({ "variants": [variant("WTL-KG"), variant("TMT-KG"), variant("JHE-KG")] }),
            &[
                ("/variants/1/sku", "sku_taken"),
                ("/variants/2/sku", "sku_taken"),
            ],
        ),
        (
            json!({ "variants": [variant("WTL-KG"), variant("WTL-2"), variant("WTL-KG")] }),
            &[("/variants/2/sku", "sku_taken")],
        ),
    ] {
        let answer = keeper.create(&with(wortel(), &fields)).await;
        let told: Vec<(String, String)> = told
            .iter()
            .map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned()))
            .collect();
        assert_eq!(wrong(&answer), told);
        assert_eq!(answer.status, 409, "{fields}");
    }
    assert_eq!(keeper.noted("product_created", "true").await, 0);
}

#[tokio::test]
async fn of_fifty_products_with_one_slug_one_is_made() {
    let keeper = Arc::new(Keeper::at_work().await);
    let answers = at_once(&keeper, 50, |keeper, place| async move {
        let variants = json!([variant(&format!("WTL-{place}"))]);
        let body = with(wortel(), &json!({ "variants": variants }));
        keeper.create(&body).await
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(201, 1), (409, 49)].into());
    let skus = "select count(*) from catalog.variants where sku like 'WTL-%'";
    assert_eq!(keeper.market.number(skus).await, 1);
}

#[tokio::test]
async fn of_fifty_changes_of_one_version_one_is_made() {
    let keeper = Arc::new(Keeper::at_work().await);
    let product = keeper.product("tomat").await;
    let answers = at_once(&keeper, 50, |keeper, place| {
        let product = product.clone();
        async move {
            let body = json!({ "origin": format!("Kebun {place}") });
            keeper.patch_if(&product, &body, "\"1\"").await
        }
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(200, 1), (412, 49)].into());
    let made = answers.iter().find(|answer| answer.status == 200).unwrap();
    assert_eq!(keeper.show(&product).await.expect(200), made.body);
}

#[tokio::test]
async fn of_fifty_who_give_their_products_one_slug_one_does() {
    let keeper = Arc::new(Keeper::at_work().await);
    let mut products = Vec::new();
    for place in 0..50 {
        let fields = json!({ "slug": format!("wortel-{place}"), "variants": [] });
        let made = keeper.create(&with(wortel(), &fields)).await.expect(201);
        products.push(id(&made).to_owned());
    }
    let answers = at_once(&keeper, 50, |keeper, place| {
        let product = products[usize::try_from(place).unwrap()].clone();
        async move { keeper.patch(&product, &json!({ "slug": "wortel" })).await }
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(200, 1), (409, 49)].into());
}
