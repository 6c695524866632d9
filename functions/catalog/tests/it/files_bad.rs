//! Files that are refused, and what is told of them.

use crate::files::{HEADER, NEW, Office, counts};
use catalog::import_catalog;
use serde_json::{Value, json};
use std::fmt::Write;
use testkit::{Answer, Call};

/// Pointers and codes of what is wrong.
fn errors(answer: &Answer) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = answer.body["errors"].as_array();
    let errors = errors.unwrap_or_else(|| panic!("{}", answer.body)).iter();
    errors
        .map(|error| (text(&error["pointer"]), text(&error["code"])))
        .collect()
}

#[tokio::test]
async fn files_that_are_no_table_are_refused_with_the_place() {
    let office = Office::open().await;
    let long = format!("product_slug\n{}", "a\n".repeat(20_001));
    let unclosed = NEW.replace("renyah\"", "renyah");
    let files: [(&[u8], &str, &str); 16] = [
        (b"", "/rows", "no_rows"),
        (b"\xef\xbb\xbf", "/rows", "no_rows"),
        (b"\n\n", "/rows", "no_rows"),
        (b"product_slug\n", "/rows", "no_rows"),
        (b"product_slug,sku\n,\n,\n", "/rows", "no_rows"),
        (long.as_bytes(), "/rows", "too_many_rows"),
        (
            b"{\"product_slug\": 1}",
            "/columns/{\"product_slug\": 1}",
            "unknown_column",
        ),
        (
            b"product_slug,warna\nwortel,jingga\n",
            "/columns/warna",
            "unknown_column",
        ),
        (
            b"product_slug,a/b\nwortel,x\n",
            "/columns/a~1b",
            "unknown_column",
        ),
        (
            b"product_slug,Sku\nwortel,A\n",
            "/columns/Sku",
            "unknown_column",
        ),
        (
            b"product_slug,sku,sku\nwortel,A,A\n",
            "/columns/sku",
            "column_repeated",
        ),
        (
            b"sku,price\nA,1\n",
            "/columns/product_slug",
            "column_required",
        ),
        (
            b"product_slug,\xff\nwortel,A\n",
            "/columns/2",
            "invalid_utf8",
        ),
        (
            b"product_slug,origin\nbayam-hijau,\nkangkung,Jat\xefm\n",
            "/rows/3/origin",
            "invalid_utf8",
        ),
        (
            b"product_slug,sku\nbayam-hijau,BYM-IKAT\nkangkung\n",
            "/rows/3",
            "cell_count",
        ),
        (
            unclosed.as_bytes(),
            "/rows/2/description_id",
            "quote_not_closed",
        ),
    ];
    for (file, pointer, code) in files {
        let answer = office.import(file).await;
        let name = String::from_utf8_lossy(&file[..file.len().min(60)]);
        assert_eq!(errors(&answer)[0], (pointer.into(), code.into()), "{name}");
        answer.expect_problem(422, "validation_failed");
    }
    let one_more = office.import("product_slug,sku\nwortel,A,B\n").await;
    assert_eq!(errors(&one_more), [("/rows/2".into(), "cell_count".into())]);
}

#[tokio::test]
async fn bodies_that_are_no_file_are_refused() {
    let office = Office::empty().await;
    let app = office.market.stage.app();
    let call = Call::post("/v1/admin/catalog/import").bearer(&office.token);
    let huge = "a".repeat(10 * 1024 * 1024 + 1);
    for (call, status, code) in [
        (call.clone().json(&json!({})), 415, "csv_required"),
        (call.clone().text(NEW), 415, "csv_required"),
        (
            call.clone().header("content-type", "text/csvx").text(NEW),
            415,
            "csv_required",
        ),
        (
            call.clone().header("content-type", "text/csv").text(huge),
            413,
            "body_too_large",
        ),
        (
            call.clone()
                .header("content-type", "text/csv")
                .header("import-id", "seven")
                .text(NEW),
            400,
            "malformed_request",
        ),
    ] {
        call.send(app, import_catalog::handle)
            .await
            .expect_problem(status, code);
    }
    let unknown = Call::post("/v1/admin/catalog/import?dryrun=true").bearer(&office.token);
    let unknown = unknown.header("content-type", "text/csv").text(NEW);
    unknown
        .send(app, import_catalog::handle)
        .await
        .expect_problem(400, "malformed_request");
}

#[tokio::test]
async fn a_byte_order_mark_semicolons_and_windows_lines_are_no_matter() {
    let office = Office::empty().await;
    let file = "\u{feff}product_slug;category;name_id;name_en;description_id;shelf_life_days;sku;unit;step;minimum;\
        maximum;price;;\r\n";
    let answer = office
        .import(file.to_owned() + "a;b;c;d;e;f;g;h;i;j;k;l;;\r\n")
        .await;
    assert_eq!(
        errors(&answer)[0],
        ("/columns/".into(), "unknown_column".into())
    );

    let file = file.replace(";;\r", "\r")
        + "wortel;bumbu;Wortel, segar;Carrot;\"a\r\nb;c\";14; WTL-KG ;kg;1;1;10;12000\r\n;;;;;;;;;;;\r\n";
    let answer = office.import(&file).await;
    assert_eq!(answer.body["separator"], ";");
    assert_eq!(
        counts(answer),
        json!({ "rows": 1, "products_created": 1, "variants_created": 1, "dry_run": false })
    );
    let written = "select count(*) from catalog.products
        where name_id = 'Wortel, segar' and description_id = E'a\\nb;c'";
    assert_eq!(office.market.number(written).await, 1);
}

#[tokio::test]
async fn every_bad_cell_is_told_by_row_and_column() {
    let office = Office::open().await;
    let good = "wortel,sayuran-buah,Wortel,Carrot,,,,,,false,14,,0,active,WTL-KG,kg,0.25,0.5,10,false,12000,,,true";
    let columns: Vec<&str> = HEADER.split(',').map(str::trim).collect();
    let long = "x".repeat(4_001);
    for (column, cell, code) in [
        ("product_slug", "", "required"),
        ("product_slug", "Wortel", "invalid_slug"),
        ("category", "", "required"),
        ("category", "tidak-ada", "unknown_category"),
        ("category", "Sayur Buah", "invalid_slug"),
        ("name_id", "", "required"),
        ("name_en", &long, "invalid_name"),
        ("description_id", &long, "invalid_text"),
        ("storage_advice_en", "a\u{7}", "invalid_text"),
        ("origin", &long, "invalid_origin"),
        ("organic", "ya", "malformed_field"),
        ("shelf_life_days", "", "required"),
        ("shelf_life_days", "0", "invalid_shelf_life"),
        ("shelf_life_days", "3.5", "invalid_shelf_life"),
        ("season_months", "13", "invalid_season"),
        ("season_months", "Mei", "invalid_season"),
        ("tax_rate_bp", "10001", "invalid_tax_rate"),
        ("status", "gone", "invalid_status"),
        ("sku", "", "required"),
        ("sku", "wtl", "invalid_sku"),
        ("sku", "TMT-KG", "sku_taken"),
        ("unit", "", "required"),
        ("unit", "liter", "invalid_unit"),
        ("step", "", "required"),
        ("step", "0,25", "malformed_field"),
        ("step", "0", "invalid_selling_rules"),
        ("step", "0.3", "invalid_selling_rules"),
        ("minimum", "x", "malformed_field"),
        ("maximum", "", "required"),
        ("weighed", "1", "malformed_field"),
        ("price", "", "required"),
        ("price", "-1", "invalid_price"),
        ("price", "0", "invalid_price"),
        ("price", "100000000001", "invalid_price"),
        ("price", "99999999999999999999", "invalid_price"),
        ("price", "12.000", "invalid_price"),
        ("price", "Rp12000", "invalid_price"),
        ("compare_at_price", "12000", "compare_at_not_above_price"),
        ("compare_at_price", "mahal", "invalid_price"),
        ("compare_at_until", "besok", "malformed_field"),
        ("active", "on", "malformed_field"),
    ] {
        let mut cells: Vec<String> = good.split(',').map(str::to_owned).collect();
        let place = columns.iter().position(|known| *known == column).unwrap();
        cells[place] = format!("\"{cell}\"");
        let file = format!("{}\n{}\n", columns.join(","), cells.join(","));
        let answer = office.import(file).await;
        let expected = (format!("/rows/2/{column}"), code.to_owned());
        assert_eq!(errors(&answer), [expected], "{cell}");
        answer.expect_problem(422, "validation_failed");
    }
    // A comparison that ends, with nothing to compare.
    let file = format!(
        "{}\n{}\n",
        columns.join(","),
        good.replace(",,,true", ",,2099-01-01T00:00:00Z,true")
    );
    let answer = office.import(file).await;
    assert_eq!(
        errors(&answer),
        [("/rows/2/compare_at_price".into(), "required".into())]
    );
    // The good row is good.
    let file = format!("{}\n{good}\n", columns.join(","));
    let _ = office.import(file).await.expect(200);
}

#[tokio::test]
async fn rows_that_contradict_each_other_are_told() {
    let office = Office::open().await;
    for (rows, pointer, code) in [
        // The same product, called otherwise.
        (
            "bayam-hijau,Bayam,BYM-IKAT\nbayam-hijau,Kangkung,BYM-PACK\n",
            "/rows/3/name_id",
            "product_rows_differ",
        ),
        (
            "bayam-hijau,,BYM-IKAT\nbayam-hijau,Bayam,BYM-PACK\n",
            "/rows/3/name_id",
            "product_rows_differ",
        ),
        // The same SKU twice, in one product or two.
        (
            "bayam-hijau,,BYM-IKAT\nbayam-hijau,,BYM-IKAT\n",
            "/rows/3/sku",
            "sku_repeated",
        ),
        (
            "bayam-hijau,,BYM-IKAT\nkangkung,,BYM-IKAT\n",
            "/rows/3/sku",
            "sku_repeated",
        ),
        // Another product's.
        ("bayam-hijau,,KKG-IKAT\n", "/rows/2/sku", "sku_taken"),
    ] {
        let answer = office
            .import(format!("product_slug,name_id,sku\n{rows}"))
            .await;
        assert_eq!(errors(&answer), [(pointer.into(), code.into())], "{rows}");
    }
    let same = "product_slug,name_id,sku\nbayam-hijau,Bayam,BYM-IKAT\nkangkung,,KKG-IKAT\nbayam-hijau,Bayam,BYM-PACK\n";
    assert_eq!(
        counts(office.import(same).await),
        json!({ "rows": 3, "products_updated": 1, "unchanged": 2, "dry_run": false })
    );
}

#[tokio::test]
async fn what_follows_from_one_bad_cell_is_not_told_as_well() {
    let office = Office::empty().await;
    let file = NEW.replace(",14,", ",never,");
    let answer = office.import(file).await;
    assert_eq!(
        errors(&answer),
        [(
            "/rows/2/shelf_life_days".into(),
            "invalid_shelf_life".into()
        )]
    );
}

#[tokio::test]
async fn one_bad_row_of_five_hundred_leaves_nothing() {
    let office = Office::empty().await;
    let mut file = "product_slug,category,name_id,name_en,shelf_life_days,sku,unit,step,minimum,maximum,price\n".to_owned();
    for number in 1..=500 {
        let price = if number == 400 { 0 } else { 1_000 };
        writeln!(file, "p-{number},bumbu,P,P,3,P-{number},kg,1,1,9,{price}").unwrap();
    }
    let answer = office.import(&file).await;
    assert_eq!(
        errors(&answer),
        [("/rows/401/price".into(), "invalid_price".into())]
    );
    let left = "select count(*) from catalog.products";
    assert_eq!(office.market.number(left).await, 0);
    let _ = office
        .import(file.replace(",0\n", ",1\n"))
        .await
        .expect(200);
    assert_eq!(office.market.number(left).await, 500);
}

#[tokio::test]
async fn of_many_errors_a_hundred_are_told_and_all_are_counted() {
    let office = Office::empty().await;
    let file = format!("product_slug,sku\n{}", "Wortel,wtl\n".repeat(150));
    let answer = office.import(file).await;
    assert_eq!(errors(&answer).len(), 100);
    assert_eq!(answer.body["errors_total"], 300);
    answer.expect_problem(422, "validation_failed");
}
