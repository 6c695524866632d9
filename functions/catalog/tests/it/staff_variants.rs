use crate::keeper::{Keeper, at_once, rupiah, statuses, tag, with, wrong};
use serde_json::{Value, json};
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

fn at(moment: OffsetDateTime) -> Value {
    json!(moment.format(&Rfc3339).unwrap())
}

impl Keeper {
    /// The database's present.
    async fn moment(&self) -> OffsetDateTime {
        let micros = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint";
        let micros = self.market.number(micros).await;
        OffsetDateTime::UNIX_EPOCH + Duration::microseconds(micros)
    }

    /// What shoppers pay for the SKU of this product: on its page and in the list.
    async fn prices(&self, slug: &str, sku: &str) -> [i64; 2] {
        let price = |product: &Value| {
            let mut variants = product["variants"].as_array().unwrap().iter();
            let variant = variants.find(|variant| variant["sku"] == sku).unwrap();
            variant["price"]["amount"].as_i64().unwrap()
        };
        let page = self.page(slug).await.expect(200);
        let list = self.market.get(&format!("?q={slug}")).await.expect(200);
        [price(&page), price(&list["items"][0])]
    }

    async fn variant(&self, slug: &str, sku: &str) -> Value {
        let product = self.product(slug).await;
        let product = self.show(&product).await.expect(200);
        let variants = product["variants"].as_array().unwrap().clone();
        let found = variants.into_iter().find(|variant| variant["sku"] == sku);
        found.unwrap()
    }
}

#[tokio::test]
async fn how_a_variant_is_sold_can_be_changed_but_not_what_it_is() {
    let keeper = Keeper::at_work().await;
    let body = json!({
        "step": "0.500", "minimum": "1", "maximum": "5", "weighed": true, "active": true, "position": 9,
    });
    let changed = keeper.patch_variant_if("TMT-KG", &body, "\"1\"").await;
    assert_eq!(tag(&changed), "\"2\"");
    let changed = changed.expect(200);
    let expected = json!({
        "step": "0.500", "minimum": "1.000", "maximum": "5.000", "weighed": true, "position": 9, "version": 2,
    });
    assert_eq!(with(changed.clone(), &expected), changed);
    assert_eq!(changed, keeper.variant("tomat", "TMT-KG").await);
    // The same again is no change.
    let same = keeper.patch_variant("TMT-KG", &body).await.expect(200);
    assert_eq!(same["version"], 2);
    let page = keeper.page("tomat").await.expect(200);
    assert_eq!(page["variants"][0]["step"], "0.500");
    let resting = json!({ "active": false });
    keeper.patch_variant("TMT-KG", &resting).await.expect(200);
    assert_eq!(keeper.market.found("?q=tomat").await, [""; 0]);
    assert_eq!(keeper.variant("tomat", "TMT-KG").await["active"], false);
    let condition = "target = 'TMT-KG' and details #>> '{before,step}' = '1.000' \
        and details #>> '{after,step}' = '0.500' and not details -> 'after' ? 'price'";
    assert_eq!(keeper.noted("variant_changed", condition).await, 1);
    assert_eq!(keeper.noted("variant_changed", "true").await, 2);
}

#[tokio::test]
async fn a_new_price_holds_at_once_and_the_old_one_stays_on_record() {
    let keeper = Keeper::at_work().await;
    let compared = json!({ "price": rupiah(14_000), "compare_at_price": rupiah(15_000),
                           "compare_at_until": "2099-12-31T17:00:00Z" });
    keeper.patch_variant("TMT-KG", &compared).await.expect(200);
    assert_eq!(keeper.prices("tomat", "TMT-KG").await, [14_000; 2]);
    let page = keeper.page("tomat").await.expect(200);
    assert_eq!(page["variants"][0]["compare_at_price"], rupiah(15_000));

    let bare = json!({ "compare_at_price": null });
    let changed = keeper.patch_variant("TMT-KG", &bare).await.expect(200);
    assert_eq!(changed["price"], rupiah(14_000));
    assert!(changed.get("compare_at_price").is_none() && changed.get("compare_at_until").is_none());
    let page = keeper.page("tomat").await.expect(200);
    assert!(page["variants"][0].get("compare_at_price").is_none());

    let history = changed["price_history"].as_array().unwrap();
    let prices: Vec<_> = history
        .iter()
        .map(|past| past["price"]["amount"].as_i64().unwrap())
        .collect();
    assert_eq!(prices, [14_000, 14_000, 15_000]);
    assert_eq!(history[1]["compare_at_price"], rupiah(15_000));
    assert_eq!(history[0]["set_by"], keeper.user.to_string());
    assert_eq!(
        [&history[2]["starts_at"], &history[2]["set_by"]],
        [&Value::Null, &Value::Null]
    );
    // What is what it was already is no new price.
    let same = keeper
        .patch_variant("TMT-KG", &json!({ "price": rupiah(14_000) }))
        .await;
    assert_eq!(same.expect(200)["price_history"], changed["price_history"]);
    let condition = "details #>> '{before,price,amount}' = '15000' and details #>> '{after,price,amount}' = '14000'";
    assert_eq!(keeper.noted("variant_changed", condition).await, 1);
}

#[tokio::test]
async fn a_comparison_whose_time_is_over_does_not_stand_in_the_way() {
    let keeper = Keeper::at_work().await;
    keeper
        .market
        .price("TMT-KG", 10_000, Some((12_000, -1)))
        .await;
    let dearer = json!({ "price": rupiah(13_000) });
    let changed = keeper.patch_variant("TMT-KG", &dearer).await.expect(200);
    assert_eq!(changed["price"], rupiah(13_000));
    assert!(changed.get("compare_at_price").is_none());
}

#[tokio::test]
async fn a_scheduled_price_shows_everywhere_when_its_time_has_come() {
    let keeper = Keeper::at_work().await;
    let now = keeper.moment().await;
    let (soon, later) = (now + Duration::seconds(2), now + Duration::days(1));
    let schedule = json!([
        { "starts_at": at(later), "price": rupiah(9_000) },
        { "starts_at": at(soon), "price": rupiah(11_000), "compare_at_price": rupiah(15_000) },
    ]);
    let changed = keeper
        .patch_variant("TMT-KG", &json!({ "scheduled_prices": schedule }))
        .await;
    let changed = changed.expect(200);
    let expected = json!([schedule[1], schedule[0]]);
    assert_eq!(changed["scheduled_prices"], expected);
    assert_eq!(changed["price"], rupiah(15_000));
    let prices = keeper.prices("tomat", "TMT-KG").await;
    if keeper.moment().await < soon {
        assert_eq!(prices, [15_000; 2]);
    }
    while keeper.moment().await < soon {
        tokio::task::yield_now().await;
    }
    assert_eq!(keeper.prices("tomat", "TMT-KG").await, [11_000; 2]);
    let variant = keeper.variant("tomat", "TMT-KG").await;
    assert_eq!(variant["price"], rupiah(11_000));
    assert_eq!(variant["scheduled_prices"], json!([schedule[0]]));
    let history = variant["price_history"].as_array().unwrap();
    assert_eq!(history.len(), 2);
    // What has begun is history now: a new schedule replaces what is to come alone.
    let none = json!({ "scheduled_prices": [] });
    let changed = keeper.patch_variant("TMT-KG", &none).await.expect(200);
    assert_eq!(changed["scheduled_prices"], json!([]));
    assert_eq!(changed["price_history"], variant["price_history"]);
    let rows = "select count(*) from catalog.prices p join catalog.variants v on v.id = p.variant_id where sku = 'TMT-KG'";
    assert_eq!(keeper.market.number(rows).await, 2);
}

#[tokio::test]
async fn a_price_set_today_leaves_what_is_scheduled() {
    let keeper = Keeper::at_work().await;
    let later = at(keeper.moment().await + Duration::days(1));
    let schedule = json!([{ "starts_at": later, "price": rupiah(9_000) }]);
    let body = json!({ "scheduled_prices": schedule });
    keeper.patch_variant("TMT-KG", &body).await.expect(200);
    let body = json!({ "price": rupiah(14_000) });
    let changed = keeper.patch_variant("TMT-KG", &body).await.expect(200);
    assert_eq!(changed["price"], rupiah(14_000));
    assert_eq!(changed["scheduled_prices"], schedule);
}

/// A body, and what is wrong with it: status, pointer, code.
type Bad<'a> = (Value, u16, &'a str, &'a str);

async fn refuses(keeper: &Keeper, cases: &[Bad<'_>]) {
    let before = keeper.variant("tomat", "TMT-KG").await;
    for (body, status, pointer, code) in cases {
        let answer = keeper.patch_variant("TMT-KG", body).await;
        let told = ((*pointer).to_owned(), (*code).to_owned());
        assert_eq!(wrong(&answer), [told], "{body}");
        assert_eq!(answer.status, *status, "{body}");
    }
    assert_eq!(keeper.variant("tomat", "TMT-KG").await, before);
    assert_eq!(keeper.noted("variant_changed", "true").await, 0);
}

#[tokio::test]
#[rustfmt::skip]
async fn a_variant_that_cannot_be_is_refused_with_what_is_wrong_and_leaves_nothing() {
    let keeper = Keeper::at_work().await;
    let amount = |amount: Value| json!({ "price": { "amount": amount, "currency": "IDR" } });
    refuses(&keeper, &[
        (json!({ "price": rupiah(-1) }), 422, "/price", "invalid_price"),
        (json!({ "price": rupiah(0) }), 422, "/price", "invalid_price"),
        (json!({ "price": rupiah(100_000_000_001) }), 422, "/price", "invalid_price"),
        (json!({ "compare_at_price": rupiah(15_000) }), 422, "/compare_at_price", "compare_at_not_above_price"),
        (json!({ "compare_at_until": "2099-01-01T00:00:00Z" }), 422, "/compare_at_until", "compare_at_price_missing"),
        (json!({ "step": "0.3" }), 422, "/step", "invalid_selling_rules"),
        (json!({ "minimum": "0" }), 422, "/step", "invalid_selling_rules"),
        (json!({ "maximum": "1000001" }), 422, "/step", "invalid_selling_rules"),
        (json!({ "price": 9_000 }), 400, "/price", "malformed_field"),
        (amount(json!(9_000.5)), 400, "/price/amount", "malformed_field"),
        (json!({ "price": { "amount": 9_000, "currency": "USD" } }), 400, "/price/currency", "malformed_field"),
        (json!({ "sku": "TMT-2" }), 400, "/sku", "malformed_field"),
        (json!({ "unit": "g" }), 400, "/unit", "malformed_field"),
    ])
    .await;
    let dearest = json!({ "price": rupiah(100_000_000_000) });
    keeper.patch_variant("TMT-KG", &dearest).await.expect(200);
    assert_eq!(keeper.prices("tomat", "TMT-KG").await, [100_000_000_000; 2]);
}

#[tokio::test]
#[rustfmt::skip]
async fn a_schedule_that_cannot_be_is_refused_with_what_is_wrong_and_leaves_nothing() {
    let keeper = Keeper::at_work().await;
    let now = keeper.moment().await;
    let on = |day: i64| json!({ "starts_at": at(now + Duration::days(day)), "price": rupiah(9_000) });
    let one = |fields: Value| json!({ "scheduled_prices": [with(on(1), &fields)] });
    let all = |prices: Vec<Value>| json!({ "scheduled_prices": prices });
    let (first, second) = ("/scheduled_prices/0/starts_at", "/scheduled_prices/1/starts_at");
    refuses(&keeper, &[
        (one(json!({ "price": rupiah(0) })), 422, "/scheduled_prices/0/price", "invalid_price"),
        (one(json!({ "compare_at_price": rupiah(9_000) })), 422, "/scheduled_prices/0/compare_at_price", "compare_at_not_above_price"),
        (one(json!({ "starts_at": at(now) })), 422, first, "not_in_the_future"),
        (all(vec![on(1), on(1)]), 422, second, "starts_twice"),
        (all((1..=21).map(on).collect()), 422, "/scheduled_prices", "too_many_scheduled_prices"),
        (one(json!({ "starts_at": "tomorrow" })), 400, first, "malformed_field"),
        (one(json!({ "kind": "markdown" })), 400, "/scheduled_prices/0/kind", "malformed_field"),
    ])
    .await;
    let most = all((1..=20).map(on).collect());
    keeper.patch_variant("TMT-KG", &most).await.expect(200);
}

#[tokio::test]
async fn a_variant_of_another_version_and_one_that_is_not_there_are_left_alone() {
    let keeper = Keeper::at_work().await;
    let body = json!({ "price": rupiah(1) });
    let answer = keeper.patch_variant_if("TMT-KG", &body, "\"2\"").await;
    answer.expect_problem(412, "version_mismatch");
    let answer = keeper.patch_variant("NO-SUCH", &body).await;
    answer.expect_problem(404, "variant_not_found");
    let answer = keeper.patch_variant("tmt", &body).await;
    answer.expect_problem(404, "not_found");
    assert_eq!(keeper.noted("variant_changed", "true").await, 0);
}

#[tokio::test]
async fn of_fifty_changes_of_one_version_one_is_made() {
    let keeper = Arc::new(Keeper::at_work().await);
    let answers = at_once(&keeper, 50, |keeper, place| async move {
        let body = json!({ "price": rupiah(10_000 + place) });
        keeper.patch_variant_if("TMT-KG", &body, "\"1\"").await
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(200, 1), (412, 49)].into());
}

#[tokio::test]
async fn of_fifty_prices_set_at_once_the_last_one_holds_and_all_are_on_record() {
    let keeper = Arc::new(Keeper::at_work().await);
    let answers = at_once(&keeper, 50, |keeper, place| async move {
        let body = json!({ "price": rupiah(10_000 + place) });
        keeper.patch_variant("TMT-KG", &body).await
    });
    let answers = answers.await;
    assert_eq!(statuses(&answers), [(200, 50)].into());
    let last = answers
        .iter()
        .max_by_key(|answer| answer.body["version"].as_i64());
    let last = &last.unwrap().body;
    let variant = keeper.variant("tomat", "TMT-KG").await;
    assert_eq!(variant, *last);
    assert_eq!(variant["price_history"].as_array().unwrap().len(), 51);
    // Whoever was told of a price was told of their own.
    for answer in &answers {
        assert_eq!(
            answer.body["price"],
            answer.body["price_history"][0]["price"]
        );
    }
    let price = last["price"]["amount"].as_i64().unwrap();
    assert_eq!(keeper.prices("tomat", "TMT-KG").await, [price; 2]);
}
