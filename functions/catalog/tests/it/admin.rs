use crate::market::Market;
use catalog::{AssortmentApp, StaffApp, add_variant, create_product, get_product};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use serde_json::{Value, json};
use testkit::{Answer, Call};

fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

fn variant(sku: &str) -> Value {
    json!({ "sku": sku, "unit": "kg", "step": "0.250", "minimum": "0.500", "maximum": "10.000", "price": rupiah(12_000) })
}

fn wortel() -> Value {
    json!({
        "slug": "wortel",
        "category": "sayuran-buah",
        "name": { "id": "Wortel", "en": "Carrot" },
        "shelf_life_days": 14,
        "status": "active",
        "variants": [variant("WTL-KG")],
    })
}

fn changed(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

struct Staff {
    market: Market,
    app: &'static StaffApp,
    assortment: &'static AssortmentApp,
    token: String,
}

impl Staff {
    async fn at_work() -> Self {
        let market = Market::open().await;
        let user = UserId::generate(&SystemClock);
        Self {
            app: market.stage.app(),
            assortment: market.stage.app(),
            token: market.stage.token(user, &[Permission::CatalogWrite]),
            market,
        }
    }

    async fn create(&self, body: &Value) -> Answer {
        let call = Call::post("/v1/admin/products")
            .bearer(&self.token)
            .json(body);
        call.send(self.assortment, create_product::handle).await
    }

    async fn add(&self, product: &str, body: &Value) -> Answer {
        let call = Call::post(&format!("/v1/admin/products/{product}/variants"))
            .parameter("id", product)
            .bearer(&self.token)
            .json(body);
        call.send(self.app, add_variant::handle).await
    }

    async fn page(&self, slug: &str) -> Answer {
        let call = Call::get(&format!("/v1/products/{slug}")).parameter("slug", slug);
        call.send(self.market.app, get_product::handle).await
    }
}

#[tokio::test]
async fn a_new_product_is_for_sale_with_its_variants_and_in_the_audit_log() {
    let staff = Staff::at_work().await;
    let product = staff.create(&wortel()).await.expect(201);
    assert_eq!(product["status"], "active");
    assert_eq!(product["name"], json!({ "id": "Wortel", "en": "Carrot" }));
    let page = staff.page("wortel").await.expect(200);
    assert_eq!(page["id"], product["id"]);
    assert_eq!(page["variants"][0]["sku"], "WTL-KG");

    let id = product["id"].as_str().unwrap();
    let another = changed(variant("WTL-PACK"), "unit", json!("pack"));
    let another = changed(another, "compare_at_price", rupiah(15_000));
    let another = changed(another, "compare_at_until", json!("2099-12-31T17:00:00Z"));
    let added = staff.add(id, &another).await.expect(201);
    assert_eq!(added["compare_at_until"], "2099-12-31T17:00:00Z");
    let page = staff.page("wortel").await.expect(200);
    assert_eq!(page["variants"][1]["sku"], "WTL-PACK");
    assert_eq!(page["variants"][1]["compare_at_price"], rupiah(15_000));

    let noted = "select count(*) from identity.audit_log where actor_id is not null and request_id = 'test-request' \
        and ((action = 'product_created' and details #>> '{after,variants,0,sku}' = 'WTL-KG' and target = '";
    let noted = format!(
        "{noted}{id}') or (action = 'variant_added' and target = 'WTL-PACK' and details ->> 'product_id' = '{id}'))"
    );
    assert_eq!(staff.market.number(&noted).await, 2);
}

#[tokio::test]
async fn a_product_is_a_draft_until_it_is_said_to_be_more() {
    let staff = Staff::at_work().await;
    let mut body = wortel();
    body.as_object_mut().unwrap().remove("status");
    assert_eq!(staff.create(&body).await.expect(201)["status"], "draft");
    staff
        .page("wortel")
        .await
        .expect_problem(404, "product_not_found");
}

#[tokio::test]
async fn a_category_goes_by_its_id_too() {
    let staff = Staff::at_work().await;
    let id = "00000000-0000-7000-8000-00000000000a";
    staff
        .market
        .run(&format!("insert into catalog.categories (id, slug, name_id, name_en) values ('{id}', 'umbi', 'Umbi', 'Roots')"))
        .await;
    staff
        .create(&changed(wortel(), "category", json!(id)))
        .await
        .expect(201);
    assert_eq!(staff.market.found("?category=umbi").await, ["wortel"]);
}

#[tokio::test]
async fn names_that_are_taken_are_refused_and_nothing_is_left_behind() {
    let staff = Staff::at_work().await;
    staff
        .create(&changed(wortel(), "slug", json!("tomat")))
        .await
        .expect_problem(409, "slug_taken");
    let taken = changed(
        wortel(),
        "variants",
        json!([variant("WTL-KG"), variant("TMT-KG")]),
    );
    staff.create(&taken).await.expect_problem(409, "sku_taken");
    let twice = changed(
        wortel(),
        "variants",
        json!([variant("WTL-KG"), variant("WTL-KG")]),
    );
    staff.create(&twice).await.expect_problem(409, "sku_taken");
    let left = "select count(*) from catalog.variants where sku like 'WTL%'";
    assert_eq!(staff.market.number(left).await, 0);
    assert_eq!(
        staff
            .market
            .number("select count(*) from identity.audit_log")
            .await,
        0
    );

    let product = staff.create(&wortel()).await.expect(201);
    let id = product["id"].as_str().unwrap();
    staff
        .add(id, &variant("WTL-KG"))
        .await
        .expect_problem(409, "sku_taken");
    let nowhere = "00000000-0000-7000-8000-000000000000";
    staff
        .add(nowhere, &variant("WTL-2"))
        .await
        .expect_problem(404, "product_not_found");
    staff
        .add("wortel", &variant("WTL-2"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn every_bad_field_is_named_at_once() {
    let staff = Staff::at_work().await;
    let bad_variant = json!({
        "sku": "wtl kg", "unit": "kg", "step": "0.300", "minimum": "0.500", "maximum": "10.000", "price": rupiah(0),
    });
    let cheap = changed(variant("WTL-2"), "compare_at_price", rupiah(12_000));
    let free = changed(variant("WTL-3"), "price", rupiah(0));
    let body = json!({
        "slug": "Wortel!", "category": "no such", "name": { "id": "", "en": "Carrot" },
        "description": { "id": "x".repeat(4_001), "en": "" }, "origin": "x".repeat(121), "shelf_life_days": 0,
        "season_months": [0, 13], "tax_rate_bp": -1, "variants": [bad_variant, cheap, free],
    });
    let answer = staff.create(&body).await;
    assert_eq!(answer.body["code"], "validation_failed");
    let errors = answer.expect(422)["errors"].clone();
    let pointers: Vec<&str> = errors
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(
        pointers,
        [
            "/slug",
            "/category",
            "/name",
            "/description",
            "/origin",
            "/shelf_life_days",
            "/season_months",
            "/tax_rate_bp",
            "/variants/0/sku",
            "/variants/0/step",
            "/variants/0/price",
            "/variants/1/compare_at_price",
            "/variants/2/price",
        ]
    );
    let unknown = staff
        .create(&changed(wortel(), "category", json!("no-such")))
        .await;
    assert_eq!(unknown.expect(422)["errors"][0]["pointer"], "/category");
}

#[tokio::test]
async fn a_body_that_is_not_what_was_asked_for_is_malformed() {
    let staff = Staff::at_work().await;
    for (body, pointer) in [
        (changed(wortel(), "colour", json!("orange")), "/colour"),
        (changed(wortel(), "status", json!("sold")), "/status"),
        (changed(wortel(), "name", json!("Wortel")), "/name"),
        (
            changed(
                wortel(),
                "variants",
                json!([changed(variant("A"), "step", json!(1))]),
            ),
            "/variants/0/step",
        ),
        (
            changed(
                wortel(),
                "variants",
                json!([changed(variant("A"), "price", json!(12_000))]),
            ),
            "/variants/0/price",
        ),
        (
            changed(
                wortel(),
                "variants",
                json!([changed(variant("A"), "unit", json!("liter"))]),
            ),
            "/variants/0/unit",
        ),
    ] {
        let answer = staff.create(&body).await;
        assert_eq!(
            answer.body["errors"][0]["pointer"], pointer,
            "{}",
            answer.body
        );
        answer.expect_problem(400, "malformed_request");
    }
    let call = Call::post("/v1/admin/products")
        .bearer(&staff.token)
        .header("content-type", "application/json")
        .text("{");
    call.send(staff.assortment, create_product::handle)
        .await
        .expect_problem(400, "malformed_json");
}

#[tokio::test]
async fn only_those_who_keep_the_catalogue_write_it() {
    let staff = Staff::at_work().await;
    let user = UserId::generate(&SystemClock);
    let customer = staff.market.stage.token(user, &[]);
    let warehouse = staff
        .market
        .stage
        .token(user, &[Permission::InventoryWrite]);
    let (product, more) = ("/v1/admin/products", "/v1/admin/products/x/variants");
    for token in [&customer, &warehouse] {
        let call = Call::post(product).bearer(token).json(&wortel());
        call.send(staff.assortment, create_product::handle)
            .await
            .expect_problem(403, "permission_denied");
        let call = Call::post(more)
            .parameter("id", "x")
            .bearer(token)
            .json(&variant("A"));
        call.send(staff.app, add_variant::handle)
            .await
            .expect_problem(403, "permission_denied");
    }
    let call = Call::post(product).json(&wortel());
    call.send(staff.assortment, create_product::handle)
        .await
        .expect_problem(401, "authentication_required");
    let call = Call::post(more).parameter("id", "x").json(&variant("A"));
    call.send(staff.app, add_variant::handle)
        .await
        .expect_problem(401, "authentication_required");
    let call = Call::post(product).bearer("forged").json(&wortel());
    call.send(staff.assortment, create_product::handle)
        .await
        .expect_problem(401, "invalid_token");
}
