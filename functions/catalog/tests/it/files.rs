//! The catalogue from a file and as a file.

use crate::market::Market;
use catalog::{export_catalog, get_import, import_catalog};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use serde_json::{Value, json};
use testkit::{Answer, Call, Stage};

/// Where somebody works who keeps the catalogue by the file.
pub(crate) struct Office {
    pub(crate) market: Market,
    pub(crate) user: UserId,
    pub(crate) token: String,
}

/// Every column that an import knows.
pub(crate) const HEADER: &str = "product_slug,category,name_id,name_en,description_id,description_en,\
    storage_advice_id,storage_advice_en,origin,organic,shelf_life_days,season_months,tax_rate_bp,status,sku,unit,\
    step,minimum,maximum,weighed,price,compare_at_price,compare_at_until,active";

/// Two products with three variants.
pub(crate) const NEW: &str = "product_slug,category,name_id,name_en,description_id,shelf_life_days,season_months,\
    status,sku,unit,step,minimum,maximum,price\n\
    wortel,sayuran-buah,Wortel,Carrot,\"Manis,\nrenyah\",14,,active,WTL-KG,kg,0.250,0.500,10,12000\n\
    wortel,,,,,,,,WTL-PACK,pack,1,1,20,9000\n\
    kencur,bumbu,Kencur,Aromatic ginger,,30,5 6 7,draft,KCR-G,g,50,100,1000,40\n";

impl Office {
    /// At the market as it is on a usual day.
    pub(crate) async fn open() -> Self {
        Self::at(Market::open().await)
    }

    /// At a market without goods.
    pub(crate) async fn empty() -> Self {
        Self::at(Market::empty().await)
    }

    pub(crate) fn at(market: Market) -> Self {
        let user = UserId::generate(&SystemClock);
        let token = market.stage.token(
            user,
            &[Permission::CatalogWrite, Permission::InventoryWrite],
        );
        Self {
            market,
            user,
            token,
        }
    }

    pub(crate) async fn import(&self, file: impl AsRef<[u8]>) -> Answer {
        self.import_to(&self.market.stage, "", file).await
    }

    pub(crate) async fn try_out(&self, file: impl AsRef<[u8]>) -> Answer {
        self.import_to(&self.market.stage, "?dry_run=true", file)
            .await
    }

    pub(crate) async fn import_to(
        &self,
        stage: &Stage,
        query: &str,
        file: impl AsRef<[u8]>,
    ) -> Answer {
        Call::post(&format!("/v1/admin/catalog/import{query}"))
            .bearer(&self.token)
            .header("content-type", "text/csv; charset=utf-8")
            .bytes(file.as_ref())
            .send(stage.app(), import_catalog::handle)
            .await
    }

    pub(crate) async fn export(&self, query: &str) -> Answer {
        Call::get(&format!("/v1/admin/catalog/export{query}"))
            .bearer(&self.token)
            .send(self.market.stage.app(), export_catalog::handle)
            .await
    }

    pub(crate) async fn exported(&self, query: &str) -> String {
        text(self.export(query).await.expect(200))
    }

    async fn course(&self, id: &str, token: &str) -> Answer {
        Call::get(&format!("/v1/admin/imports/{id}"))
            .parameter("id", id)
            .bearer(token)
            .send(self.market.stage.app(), get_import::handle)
            .await
    }
}

pub(crate) fn text(body: Value) -> String {
    match body {
        Value::String(text) => text,
        other => panic!("no file: {other}"),
    }
}

/// The counts of an answer that are not zero, beside its rows.
#[track_caller]
pub(crate) fn counts(answer: Answer) -> Value {
    let mut body = answer.expect(200);
    let body = body.as_object_mut().unwrap();
    for known in ["import_id", "separator"] {
        body.remove(known).unwrap();
    }
    body.retain(|_, value| *value != json!(0));
    Value::Object(body.clone())
}

#[tokio::test]
async fn a_file_makes_products_and_variants_and_says_what_it_made() {
    let office = Office::empty().await;
    let answer = office.import(NEW).await;
    assert_eq!(answer.body["separator"], ",");
    assert_eq!(
        counts(answer),
        json!({ "rows": 3, "products_created": 2, "variants_created": 3, "dry_run": false })
    );
    assert_eq!(office.market.found("?q=wortel").await, ["wortel"]);
    assert_eq!(office.market.found("?q=kencur").await, [""; 0]);
    let written = "select count(*) from catalog.products p join catalog.variants v on v.product_id = p.id
        join catalog.prices r on r.variant_id = v.id and r.starts_at = '-infinity'
        where (p.slug, p.description_id, p.shelf_life_days, v.sku, v.position, v.step, r.price) =
            ('wortel', E'Manis,\\nrenyah', 14, 'WTL-PACK', 2, 1000, 9000)
        or (p.slug, p.season_months, v.sku, v.unit, v.minimum) = ('kencur', '{5,6,7}', 'KCR-G', 'g', 100000)";
    assert_eq!(office.market.number(written).await, 2);
    let noted = format!(
        "select count(*) from identity.audit_log where actor_id = '{}' and action = 'catalog_imported'
         and details #>> '{{summary,variants_created}}' = '3'",
        office.user
    );
    assert_eq!(office.market.number(&noted).await, 1);
}

#[tokio::test]
async fn a_file_changes_what_it_names_and_leaves_the_rest() {
    let office = Office::open().await;
    let before = office.exported("").await;
    let file = "sku,product_slug,price,origin,compare_at_price\n\
        BYM-IKAT,bayam-hijau,4000,Lembang,4500\n\
        BYM-PACK,bayam-hijau,8500,,\n\
        KKG-IKAT,kangkung,3500,,\n";
    assert_eq!(
        counts(office.import(file).await),
        json!({ "rows": 3, "products_updated": 1, "prices_changed": 1, "unchanged": 2, "dry_run": false })
    );
    let after = office.exported("").await;
    let changed: Vec<(&str, &str)> = before
        .lines()
        .zip(after.lines())
        .filter(|(a, b)| a != b)
        .collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    for (old, new) in changed {
        let expected = old.replace(",,true,3,", ",Lembang,true,3,");
        let expected = expected.replace(",4500,,,true", ",4000,4500,,true");
        assert_eq!(new, expected);
    }
    // What it cost before stays known, and when that ended.
    let history =
        "select count(*) from catalog.prices p join catalog.variants v on v.id = p.variant_id
        where v.sku = 'BYM-IKAT' and (p.price = 4500 and starts_at = '-infinity'
            or p.price = 4000 and starts_at > now() - interval '1 minute')";
    assert_eq!(office.market.number(history).await, 2);
    let listed = office.market.get("?q=bayam").await.expect(200);
    assert_eq!(
        listed["items"][0]["variants"][0]["price"]["amount"], 4_000,
        "{listed}"
    );
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_does_nothing() {
    let office = Office::open().await;
    let before = office.exported("").await;
    let file = format!("{NEW}bayam-hijau,,Bayam,Spinach,,,,,BYM-IKAT,,,,,5000\n");
    let tried = office.try_out(&file).await;
    let mut told = counts(tried);
    assert_eq!(
        told,
        json!({ "rows": 4, "products_created": 2, "products_updated": 1, "variants_created": 3,
                "prices_changed": 1, "dry_run": true })
    );
    assert_eq!(office.exported("").await, before);
    let noted = "select count(*) from identity.audit_log";
    assert_eq!(office.market.number(noted).await, 0);
    told["dry_run"] = json!(false);
    assert_eq!(counts(office.import(&file).await), told);
}

#[tokio::test]
async fn what_is_exported_is_imported_as_it_was() {
    let office = Office::open().await;
    office
        .market
        .run(
            "update catalog.products set description_id = E'=1+1\n\"kutip\"; koma,', description_en = '''=',
                 origin = '-Lembang', storage_advice_id = '@dingin', storage_advice_en = '+1', season_months = '{2,11}'
                 where slug = 'bayam-hijau';
             insert into catalog.products (id, category_id, slug, name_id, name_en, shelf_life_days, status,
                 created_at, updated_at)
             select gen_random_uuid(), id, 'tanpa-varian', '''Tanpa', '=A1', 3, 'draft', now(), now()
             from catalog.categories where slug = 'bumbu';
             update catalog.variants set active = false, weighed = true, step = 250, minimum = 500 where sku = 'TMT-KG'",
        )
        .await;
    office
        .market
        .price("TMT-KG", 14_000, Some((16_000, 90)))
        .await;
    // A price that is compared with no more.
    office
        .market
        .price("JHE-KG", 31_000, Some((35_000, -1)))
        .await;
    let file = office.exported("").await;
    assert!(
        file.contains(",'-Lembang,") && file.contains(",'@dingin,"),
        "{file}"
    );
    let rows = file.matches(",true\n").count() + file.matches(",false\n").count() + 1;
    assert_eq!(
        counts(office.import(&file).await),
        json!({ "rows": rows, "unchanged": rows, "dry_run": false })
    );

    // And to a shop that has no goods yet.
    let other = Office::empty().await;
    other.import(&file).await.expect(200);
    assert_eq!(other.exported("").await, file);
}

#[tokio::test]
async fn an_export_is_a_file_of_what_was_asked_for() {
    let office = Office::open().await;
    let answer = office.export("?category=sayuran&status=active").await;
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(
        answer.headers["content-disposition"],
        "attachment; filename=\"catalog.csv\""
    );
    assert!(!answer.headers.contains_key("link"));
    let file = text(answer.body);
    let keys = |file: &str| -> Vec<String> {
        let lines = file.lines().skip(1);
        lines
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                format!("{}/{}", cells[0], cells[14])
            })
            .collect()
    };
    let all = [
        "bayam-hijau/BYM-IKAT",
        "bayam-hijau/BYM-PACK",
        "cabai-rawit/CBR-KG",
        "kangkung/KKG-IKAT",
        "tomat/TMT-KG",
    ];
    assert_eq!(file.lines().next().unwrap(), HEADER.replace(' ', ""));
    assert_eq!(keys(&file), all);
    for (place, key) in (1..).zip(all) {
        let rest = office
            .exported(&format!("?category=sayuran&status=active&after={key}"))
            .await;
        assert_eq!(keys(&rest), all[place..]);
    }
    for query in [
        "?status=gone",
        "?after=A/b",
        "?category=A%20B",
        "?colour=green",
    ] {
        office
            .export(query)
            .await
            .expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn more_than_an_answer_holds_is_linked_and_complete() {
    let office = Office::empty().await;
    office
        .market
        .run(
            "insert into catalog.products (id, category_id, slug, name_id, name_en, description_id, shelf_life_days,
                 status, created_at, updated_at)
             select gen_random_uuid(), c.id, 'p-' || n, 'P', 'P', repeat('\"kutip\" ', 440), 3, 'draft', now(), now()
             from catalog.categories c, generate_series(1, 2000) n where c.slug = 'bumbu'",
        )
        .await;
    let mut slugs = Vec::new();
    let mut query = String::new();
    let mut answers = 0;
    loop {
        let answer = office.export(&query).await;
        answers += 1;
        let link = answer
            .headers
            .get("link")
            .map(|link| link.to_str().unwrap().to_owned());
        let file = text(answer.expect(200));
        assert!(serde_json::to_string(&file).unwrap().len() < 5_500_000);
        let rows = file.lines().skip(1);
        slugs.extend(rows.map(|row| row.split(',').next().unwrap().to_owned()));
        let Some(link) = link else { break };
        let target = link.strip_prefix("</v1/admin/catalog/export").unwrap();
        let (target, relation) = target.split_once('>').unwrap();
        assert_eq!(relation, "; rel=\"next\"");
        target.clone_into(&mut query);
    }
    assert!(answers > 1);
    assert_eq!(slugs.len(), 2_000);
    assert!(slugs.is_sorted_by(|a, b| a < b));
}

#[tokio::test]
async fn an_import_s_course_is_its_owner_s_to_look_up() {
    let office = Office::empty().await;
    let id = "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a";
    let send = async |file: &str| {
        Call::post("/v1/admin/catalog/import")
            .bearer(&office.token)
            .header("content-type", "text/csv")
            .header("import-id", id)
            .text(file)
            .send(office.market.stage.app(), import_catalog::handle)
            .await
    };
    let answer = send(&NEW.replace(",9000", ",-1")).await;
    assert_eq!(answer.headers["import-id"], id);
    let _ = answer.expect(422);
    let course = office.course(id, &office.token).await.expect(200);
    assert_eq!(
        [&course["phase"], &course["code"], &course["errors"]],
        [
            &json!("failed"),
            &json!("validation_failed"),
            &json!([{ "pointer": "/rows/3/price", "code": "invalid_price" }])
        ]
    );
    let answer = send(NEW).await;
    assert_eq!(answer.expect(200)["import_id"], id);
    let course = office.course(id, &office.token).await.expect(200);
    assert_eq!(
        [
            &course["kind"],
            &course["phase"],
            &course["rows_done"],
            &course["rows_total"]
        ],
        [&json!("catalog"), &json!("done"), &json!(3), &json!(3)]
    );
    assert_eq!(course["summary"]["variants_created"], 3);
    assert!(course["started_at"].as_str() <= course["finished_at"].as_str());

    let stage = &office.market.stage;
    let other = stage.token(UserId::generate(&SystemClock), &[Permission::CatalogWrite]);
    for (id, token) in [
        (id, &other),
        ("019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9b", &office.token),
    ] {
        office
            .course(id, token)
            .await
            .expect_problem(404, "import_not_found");
    }
    let shopper = stage.token(office.user, &[Permission::OrdersRead]);
    office
        .course(id, &shopper)
        .await
        .expect_problem(403, "permission_denied");
}

#[tokio::test]
async fn without_redis_files_are_imported_and_nobody_knows_how_far() {
    let office = Office::empty().await;
    let stage = office
        .market
        .stage
        .clone()
        .with("REDIS_URL", "redis://127.0.0.1:1");
    let answer = office.import_to(&stage, "", NEW).await;
    let id = answer.expect(200)["import_id"].as_str().unwrap().to_owned();
    let course = Call::get(&format!("/v1/admin/imports/{id}"))
        .parameter("id", id)
        .bearer(&office.token)
        .send(stage.app(), get_import::handle)
        .await;
    course.expect_problem(404, "import_not_found");
}

#[tokio::test]
async fn only_those_who_keep_the_catalogue_import_and_export_it() {
    let office = Office::empty().await;
    let stage = &office.market.stage;
    let keeper = stage.token(office.user, &[Permission::InventoryWrite]);
    let import = Call::post("/v1/admin/catalog/import").header("content-type", "text/csv");
    let export = Call::get("/v1/admin/catalog/export");
    let denied = [
        import
            .clone()
            .bearer(&keeper)
            .text(NEW)
            .send(stage.app(), import_catalog::handle)
            .await,
        export
            .clone()
            .bearer(&keeper)
            .send(stage.app(), export_catalog::handle)
            .await,
    ];
    for answer in denied {
        answer.expect_problem(403, "permission_denied");
    }
    let unknown = [
        import
            .text(NEW)
            .send(stage.app(), import_catalog::handle)
            .await,
        export.send(stage.app(), export_catalog::handle).await,
    ];
    for answer in unknown {
        answer.expect_problem(401, "authentication_required");
    }
}
