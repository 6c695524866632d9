//! The stock from a file and as a file.

use crate::files::{Office, text};
use catalog::{export_stock, import_stock};
use domain::catalog::shop_date;
use domain::identity::Permission;
use domain::{Clock, SystemClock};
use serde_json::json;
use testkit::{Answer, Call};
use time::{Date, Duration};

const LOTS: &str = "select count(*) from catalog.lots";

/// The date so many days from today.
fn day(days: i64) -> Date {
    shop_date(SystemClock.now()) + Duration::days(days)
}

fn call(office: &Office, query: &str, file: &str) -> Call {
    Call::post(&format!("/v1/admin/inventory/import{query}"))
        .bearer(&office.token)
        .header("content-type", "text/csv")
        .text(file)
}

async fn import(office: &Office, query: &str, file: &str) -> Answer {
    let app = office.market.stage.app();
    call(office, query, file)
        .send(app, import_stock::handle)
        .await
}

async fn exported(office: &Office) -> String {
    let answer = Call::get("/v1/admin/inventory/export")
        .bearer(&office.token)
        .send(office.market.stage.app(), export_stock::handle)
        .await;
    text(answer.expect(200))
}

fn file(rows: &[String]) -> String {
    format!(
        "sku,location,quantity,best_before,harvested_on,unit_cost,reason\n{}\n",
        rows.join("\n")
    )
}

fn good() -> Vec<String> {
    vec![
        format!("CBR-KG,jakarta,12.5,{},{},40000,PO 17", day(5), day(-1)),
        format!("CBR-KG,jakarta,3,{},,0,", day(9)),
        format!("KKG-IKAT,jakarta,20,{},,2500,\"pagi, segar\"", day(2)),
    ]
}

#[tokio::test]
async fn goods_of_a_file_can_be_bought_and_stand_in_the_ledger() {
    let office = Office::open().await;
    let before = office.market.number(LOTS).await;
    let tried = import(&office, "?dry_run=true", &file(&good()))
        .await
        .expect(200);
    assert_eq!(
        [&tried["rows"], &tried["lots_received"], &tried["dry_run"]],
        [&json!(3), &json!(3), &json!(true)]
    );
    assert_eq!(office.market.number(LOTS).await, before);
    assert_eq!(
        office.market.found("?in_stock=false").await,
        ["cabai-rawit"]
    );

    let received = import(&office, "", &file(&good())).await.expect(200);
    assert_eq!(received["dry_run"], false);
    assert_eq!(office.market.found("?in_stock=false").await, [""; 0]);
    let written = format!(
        "select count(*) from catalog.lots l join catalog.stock_movements m on m.lot_id = l.id
         where m.actor_id = '{}' and m.kind = 'receipt' and m.on_hand_delta = l.on_hand
         and (l.on_hand, l.unit_cost, m.reason) in
            ((12500, 40000, 'PO 17'), (3000, 0, ''), (20000, 2500, 'pagi, segar'))",
        office.user
    );
    assert_eq!(office.market.number(&written).await, 3);
    let noted = "select count(*) from identity.audit_log where action = 'stock_received'";
    assert_eq!(office.market.number(noted).await, 3);
}

#[tokio::test]
async fn one_bad_row_receives_nothing_and_is_told() {
    let office = Office::open().await;
    let before = office.market.number(LOTS).await;
    for (bad, pointer, code) in [
        (
            format!("cbr,jakarta,1,{},,0,", day(5)),
            "/rows/3/sku",
            "invalid_sku",
        ),
        (
            format!("NO-SUCH,jakarta,1,{},,0,", day(5)),
            "/rows/3/sku",
            "unknown_sku",
        ),
        (
            format!(",jakarta,1,{},,0,", day(5)),
            "/rows/3/sku",
            "required",
        ),
        (
            format!("CBR-KG,surabaya,1,{},,0,", day(5)),
            "/rows/3/location",
            "unknown_location",
        ),
        (
            format!("CBR-KG,jakarta,0,{},,0,", day(5)),
            "/rows/3/quantity",
            "quantity_not_positive",
        ),
        (
            format!("CBR-KG,jakarta,-1,{},,0,", day(5)),
            "/rows/3/quantity",
            "quantity_not_positive",
        ),
        (
            format!("CBR-KG,jakarta,1000000.001,{},,0,", day(5)),
            "/rows/3/quantity",
            "quantity_above_maximum",
        ),
        (
            format!("CBR-KG,jakarta,\"1,5\",{},,0,", day(5)),
            "/rows/3/quantity",
            "malformed_field",
        ),
        (
            format!("CBR-KG,jakarta,1,{},,0,", day(-1)),
            "/rows/3/best_before",
            "already_expired",
        ),
        (
            "CBR-KG,jakarta,1,22/11/2026,,0,".into(),
            "/rows/3/best_before",
            "malformed_field",
        ),
        (
            format!("CBR-KG,jakarta,1,{},{},0,", day(5), day(1)),
            "/rows/3/harvested_on",
            "invalid_harvest_date",
        ),
        (
            format!("CBR-KG,jakarta,1,{},,-1,", day(5)),
            "/rows/3/unit_cost",
            "invalid_price",
        ),
        (
            format!("CBR-KG,jakarta,1,{},,,", day(5)),
            "/rows/3/unit_cost",
            "required",
        ),
        (
            format!("CBR-KG,jakarta,1,{},,0,{}", day(5), "x".repeat(501)),
            "/rows/3/reason",
            "invalid_reason",
        ),
    ] {
        let mut rows = good();
        rows.insert(1, bad);
        let answer = import(&office, "", &file(&rows)).await;
        let errors = &answer.body["errors"];
        assert_eq!(
            [
                &errors[0]["pointer"],
                &errors[0]["code"],
                &answer.body["errors_total"]
            ],
            [&json!(pointer), &json!(code), &json!(1)],
            "{}",
            answer.body
        );
        answer.expect_problem(422, "validation_failed");
    }
    assert_eq!(office.market.number(LOTS).await, before);
}

#[tokio::test]
async fn an_export_has_a_row_for_each_lot_that_holds_something() {
    let office = Office::open().await;
    let receipts = import(&office, "", &file(&good())).await;
    let _ = receipts.expect(200);
    office
        .market
        .run(
            "update catalog.lots set reserved = 500 where on_hand = 12500;
             update catalog.lots set on_hand = 0 where on_hand = 20000",
        )
        .await;
    let file = exported(&office).await;
    let mut rows = file.lines();
    assert_eq!(
        rows.next().unwrap(),
        "sku,location,lot_id,received_at,harvested_on,best_before,unit_cost,on_hand,reserved,available"
    );
    let chilli: Vec<Vec<&str>> = rows
        .filter(|row| row.starts_with("CBR-KG,"))
        .map(|row| row.split(',').collect())
        .collect();
    let (soon, later, yesterday) = (day(5).to_string(), day(9).to_string(), day(-1).to_string());
    assert_eq!(
        chilli[0][4..],
        [
            yesterday.as_str(),
            &soon,
            "40000",
            "12.500",
            "0.500",
            "12.000"
        ]
    );
    assert_eq!(
        chilli[1][4..],
        ["", later.as_str(), "0", "3.000", "0.000", "3.000"]
    );
    assert_eq!(chilli.len(), 2);
    let there = office
        .market
        .number("select count(*) from catalog.lots where on_hand > 0")
        .await;
    assert_eq!(i64::try_from(file.lines().count()).unwrap(), there + 1);
    // From a lot on.
    let rest = Call::get(&format!(
        "/v1/admin/inventory/export?after={}",
        chilli[0][2]
    ))
    .bearer(&office.token)
    .send(office.market.stage.app(), export_stock::handle)
    .await;
    assert!(
        text(rest.expect(200))
            .lines()
            .nth(1)
            .unwrap()
            .contains(chilli[1][2])
    );
}

#[tokio::test]
async fn only_those_who_keep_the_stock_import_and_export_it() {
    let office = Office::open().await;
    let stage = &office.market.stage;
    let token = stage.token(office.user, &[Permission::CatalogWrite]);
    let import = call(&office, "", &file(&good())).bearer(&token);
    import
        .send(stage.app(), import_stock::handle)
        .await
        .expect_problem(403, "permission_denied");
    let export = Call::get("/v1/admin/inventory/export").bearer(&token);
    export
        .send(stage.app(), export_stock::handle)
        .await
        .expect_problem(403, "permission_denied");
}
