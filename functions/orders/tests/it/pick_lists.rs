//! The pick list: what a round fetches, and for whom.

use crate::crew::{Crew, Member, bring_to, order, warehouse};
use crate::scene::text;
use domain::ids::VariantId;
use orders::get_pick_list;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Answer, Call};

async fn pick_list(crew: &Crew, member: &Member, query: &str) -> Answer {
    Call::get(&format!("/v1/admin/pick-list?{query}"))
        .bearer(&member.token)
        .header("accept-language", "en")
        .send(crew.stage.app(), get_pick_list::handle)
        .await
}

/// An order of so many thousandths of each.
async fn order_of(crew: &Crew, key: &str, goods: &[(VariantId, i64)]) -> Value {
    let client = crew.shop.client();
    client.execute("delete from cart.lines", &[]).await.unwrap();
    for (variant, thousandths) in goods {
        crew.shop
            .fill_cart(crew.shopper.user, *variant, *thousandths)
            .await;
    }
    order(crew, key, "cod").await
}

fn thousandths(quantity: &Value) -> i64 {
    text(quantity).replace('.', "").parse().unwrap()
}

/// The sum of each lot, however deep its quantities stand under `place`.
fn by_lot(place: &Value) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    let mut open = vec![place];
    while let Some(value) = open.pop() {
        if let Some(lot) = value["lot_id"].as_str() {
            *sums.entry(lot.to_owned()).or_default() += thousandths(&value["quantity"]);
        }
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    sums
}

#[tokio::test]
async fn a_round_says_what_to_fetch_where_and_for_whom() {
    let crew = Crew::set().await;
    let desk = warehouse(&crew).await;
    let sawi = crew.shop.variant("SAWI", 1_000).await;
    let (old, new) = (
        crew.shop.lot(sawi, 3_000, 3).await,
        crew.shop.lot(sawi, 9_000, 6).await,
    );
    let first = order_of(&crew, "one", &[(sawi, 2_000), (crew.variant, 1_000)]).await;
    let second = order_of(&crew, "two", &[(sawi, 4_000)]).await;
    let done = order_of(&crew, "three", &[(crew.variant, 1_000)]).await;
    bring_to(&crew, &done, "packed").await;
    let ended = order_of(&crew, "four", &[(crew.variant, 1_000)]).await;
    bring_to(&crew, &ended, "cancelled").await;
    bring_to(&crew, &second, "picking").await;
    let client = crew.shop.client();
    let wish = "update orders.lines set substitution = 'ask', weighed = true where sku = 'SAWI'";
    client.execute(wish, &[]).await.unwrap();
    client
        .execute("update orders.orders set note = 'Yang muda'", &[])
        .await
        .unwrap();

    let list = pick_list(&crew, &desk, &format!("slot={}", crew.slot))
        .await
        .expect(200);
    let codes: Vec<&Value> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["code"])
        .collect();
    assert_eq!(codes, [&first["code"], &second["code"]]);
    let lot = |lot: domain::ids::LotId, quantity: &str, list: &Value| {
        let known = list
            .as_array()
            .unwrap()
            .iter()
            .find(|known| known["lot_id"] == json!(lot));
        assert_eq!(known.unwrap()["quantity"], quantity, "{list}");
    };
    let stretch = &list["goods"][0];
    assert_eq!(
        (&stretch["location"], &stretch["category"]),
        (&json!("jakarta"), &json!("Vegetables"))
    );
    let (bayam, goods) = (&stretch["goods"][0], &stretch["goods"][1]);
    assert_eq!(
        (&bayam["sku"], &bayam["quantity"]),
        (&json!("BYM-IKAT"), &json!("1.000"))
    );
    assert_eq!(
        (&goods["sku"], &goods["quantity"]),
        (&json!("SAWI"), &json!("6.000"))
    );
    assert_eq!(
        (&goods["name"], &goods["weighed"]),
        (&json!("Spinach"), &json!(true))
    );
    lot(old, "3.000", &goods["lots"]);
    lot(new, "3.000", &goods["lots"]);
    assert_eq!(
        goods["lots"][0]["lot_id"],
        json!(old),
        "the first to expire first"
    );
    let line = &list["items"][1]["lines"][0];
    assert_eq!(
        (&line["quantity"], &line["substitution"]),
        (&json!("4.000"), &json!("ask"))
    );
    lot(old, "1.000", &line["lots"]);
    assert_eq!(list["items"][0]["note"], "Yang muda");
    assert_eq!(list["items"][0]["recipient"], "Siti");
    assert_eq!(by_lot(&list["goods"]), by_lot(&list["items"]));
    // The day holds the same.
    let day = text(&first["slot"]["date"]);
    assert_eq!(
        pick_list(&crew, &desk, &format!("date={day}"))
            .await
            .expect(200),
        list
    );
}

#[tokio::test]
async fn each_page_is_a_round_of_its_own() {
    let crew = Crew::set().await;
    let desk = warehouse(&crew).await;
    let mut expected = Vec::new();
    for number in 0..5 {
        let placed = order_of(
            &crew,
            &format!("order-{number}"),
            &[(crew.variant, 1_000 + number % 2 * 1_000)],
        )
        .await;
        expected.push(text(&placed["code"]).to_owned());
    }
    let (mut seen, mut cursor, mut total) = (Vec::new(), String::new(), 0);
    loop {
        let query = format!("slot={}&limit=2{cursor}", crew.slot);
        let page = pick_list(&crew, &desk, &query).await.expect(200);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        assert_eq!(by_lot(&page["goods"]), by_lot(&page["items"]));
        total += by_lot(&page["goods"]).values().sum::<i64>();
        seen.extend(items.iter().map(|item| text(&item["code"]).to_owned()));
        let Some(next) = page["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!((seen, total), (expected, 7_000));
}

#[tokio::test]
async fn a_round_is_of_one_window_or_one_day() {
    let crew = Crew::set().await;
    let desk = warehouse(&crew).await;
    let both = format!("slot={}&date=2026-01-01", crew.slot);
    for query in ["", &both] {
        let answer = pick_list(&crew, &desk, query).await;
        assert_eq!(answer.body["errors"][0]["code"], "slot_or_date", "{query}");
        answer.expect_problem(422, "validation_failed");
    }
    for query in [
        "slot=x",
        "date=today",
        "date=2026-02-30",
        "date=2026-01-01&limit=0",
        "date=2026-01-01&limit=101",
        "date=2026-01-01&cursor=x",
        "lot=1",
    ] {
        pick_list(&crew, &desk, query)
            .await
            .expect_problem(400, "malformed_request");
    }
    let stranger = crate::crew::courier(&crew).await;
    pick_list(&crew, &stranger, "date=2026-01-01")
        .await
        .expect_problem(403, "permission_denied");
    let nothing = pick_list(&crew, &desk, "date=2026-01-01").await.expect(200);
    assert_eq!(
        nothing,
        json!({ "goods": [], "items": [], "next_cursor": null })
    );
}
