//! A catalogue from spreadsheets, up to somebody's cart.

use crate::client::{Caller, Stack, eventually, text};
use domain::catalog::shop_date;
use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use time::Duration;
use uuid::Uuid;

/// Names that no other run has: the stack keeps what these tests make.
struct Names {
    slug: String,
    sku: String,
    /// A word to search by; letters alone, so that a typing error is one letter.
    word: String,
}

impl Names {
    fn new() -> Self {
        let id = Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext))
            .simple()
            .to_string();
        let unique = &id[id.len() - 12..];
        let letter =
            |digit: char| char::from(b'a' + u8::try_from(digit.to_digit(16).unwrap()).unwrap());
        let word: String = unique.chars().map(letter).collect();
        Self {
            slug: format!("sayur-{word}"),
            sku: format!("SYR-{}", unique.to_uppercase()),
            word,
        }
    }

    /// One product in two variants.
    fn catalogue(&self, price: i64) -> String {
        let Self { slug, sku, word } = self;
        format!(
            "product_slug;category;name_id;name_en;description_id;shelf_life_days;status;sku;unit;step;minimum;maximum;price\r\n\
             {slug};bayam-kangkung;Sayur {word};Greens {word};\"Segar; dari kebun\";5;active;{sku}-P;pack;1;1;20;{price}\r\n\
             {slug};;;;;;;{sku}-K;kg;0.250;0.500;10;30000\r\n"
        )
    }
}

/// What is wrong with a file: pointers and codes.
fn errors(problem: &Value) -> Vec<(&str, &str)> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors
        .map(|error| (text(&error["pointer"]), text(&error["code"])))
        .collect()
}

async fn import(admin: &Caller, query: &str, file: &str) -> crate::client::Answer {
    admin
        .post_csv(&format!("/v1/admin/catalog/import{query}"), file)
        .await
}

/// Every row of the export that is the product's, page by page until there is one.
async fn exported(admin: &Caller, names: &Names) -> Vec<String> {
    let file = admin
        .get("/v1/admin/catalog/export?category=sayuran-daun&status=active")
        .await
        .expect(200);
    let rows = text(&file).lines();
    rows.filter(|row| row.starts_with(&format!("{},", names.slug)))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_catalogue_from_a_spreadsheet_is_found_and_put_into_a_cart() {
    let stack = Stack::of_the_suite();
    let admin = stack.admin().await;
    let names = Names::new();

    // Tried out first, with a mistake.
    let mistaken = import(&admin, "?dry_run=true", &names.catalogue(-9_000)).await;
    assert_eq!(
        errors(&mistaken.expect(422)),
        [("/rows/2/price", "invalid_price")]
    );
    let file = names.catalogue(9_000);
    let tried = import(&admin, "?dry_run=true", &file).await.expect(200);
    assert_eq!(
        [
            &tried["separator"],
            &tried["variants_created"],
            &tried["dry_run"]
        ],
        [&json!(";"), &json!(2), &json!(true)]
    );
    assert_eq!(exported(&admin, &names).await, [""; 0]);

    let done = import(&admin, "", &file).await.expect(200);
    assert_eq!(
        [
            &done["products_created"],
            &done["variants_created"],
            &done["dry_run"]
        ],
        [&json!(1), &json!(2), &json!(false)]
    );
    let course = format!("/v1/admin/imports/{}", text(&done["import_id"]));
    let course = admin.get(&course).await.expect(200);
    assert_eq!(
        [&course["kind"], &course["phase"]],
        [&json!("catalog"), &json!("done")]
    );
    assert_eq!(course["summary"]["variants_created"], 2);

    // What is exported is what was imported: importing it changes nothing.
    let rows = exported(&admin, &names).await;
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains(&format!("Sayur {}", names.word)) && rows[0].contains(",9000,"));
    let header = text(
        &admin
            .get("/v1/admin/catalog/export?status=archived")
            .await
            .expect(200),
    )
    .lines()
    .next()
    .unwrap()
    .to_owned();
    let again = format!("{header}\n{}\n", rows.join("\n"));
    assert_eq!(import(&admin, "", &again).await.expect(200)["unchanged"], 2);

    let best_before = shop_date(SystemClock.now()) + Duration::days(6);
    let receipts = format!(
        "sku,location,quantity,best_before,unit_cost,reason\n{}-P,{},40,{best_before},5000,PO 1\n",
        names.sku,
        stack.variable("DEMO_LOCATION")
    );
    let path = "/v1/admin/inventory/import";
    let unknown = receipts.replace(&names.sku, "TIDAK-ADA");
    let refused = admin.post_csv(path, &unknown).await.expect(422);
    assert_eq!(errors(&refused), [("/rows/2/sku", "unknown_sku")]);
    let received = admin.post_csv(path, &receipts).await.expect(200);
    assert_eq!(received["lots_received"], 1);
    let kept = admin.get("/v1/admin/inventory/export").await.expect(200);
    let of_the_sku = format!("{}-P,", names.sku);
    assert!(
        text(&kept)
            .lines()
            .any(|row| row.starts_with(&of_the_sku) && row.ends_with(",40.000,0.000,40.000"))
    );

    buy(&stack, &names).await;
}

/// Finds the product although its name is mistyped, and puts it into a cart.
async fn buy(stack: &Stack, names: &Names) {
    let shopper = stack.stranger().with_guest_cart().await;
    // One letter is another.
    let mut mistyped = names.word.clone();
    mistyped.replace_range(5..6, if &names.word[5..6] == "x" { "z" } else { "x" });
    let search = format!("/v1/products?q={mistyped}");
    // Answers may be a few seconds old.
    let found = eventually("the product among what is found", async || {
        let listed = shopper.get(&search).await.expect(200);
        let items = listed["items"].as_array().unwrap();
        items
            .iter()
            .find(|item| item["slug"] == names.slug.as_str())
            .cloned()
    })
    .await;
    assert_eq!(found["variants"].as_array().unwrap().len(), 2);
    let sku = format!("{}-P", names.sku);
    let page = format!("/v1/products/{}", names.slug);
    let variant = eventually("the variant in stock", async || {
        let product = shopper.get(&page).await.expect(200);
        let variants = product["variants"].as_array().unwrap();
        variants
            .iter()
            .find(|variant| variant["sku"] == sku.as_str() && variant["in_stock"] == true)
            .cloned()
    })
    .await;
    assert_eq!(variant["price"]["amount"], 9_000);
    let wish = json!({ "quantity": "2" });
    let cart = shopper
        .put(&format!("/v1/cart/items/{sku}"), &wish)
        .await
        .expect(200);
    assert_eq!(
        [
            &cart["lines"][0]["sku"],
            &cart["lines"][0]["line_total"]["amount"]
        ],
        [&json!(sku), &json!(18_000)]
    );
}
