//! Coupons as staff keep them: made, changed, taken away, and listed.

use crate::desk::{member, violations, with, without};
use crate::scene::{Scene, text};
use domain::identity::Permission;
use orders::{CouponsApp, create_coupon, delete_coupon, list_coupons, update_coupon};
use serde_json::{Value, json};
use testkit::{Answer, Call};

fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

fn hemat() -> Value {
    json!({
        "code": "hemat-10", "kind": "percentage", "rate_bp": 1_000, "maximum": rupiah(20_000),
        "minimum_subtotal": rupiah(50_000), "starts_at": "2026-11-01T00:00:00Z", "ends_at": "2026-12-01T00:00:00Z",
        "total_limit": 100, "user_limit": 1, "category_ids": [], "first_order_only": false, "active": true
    })
}

/// Staff who plan promotions.
struct Planner<'a> {
    scene: &'a Scene,
    app: &'static CouponsApp,
    token: String,
}

impl<'a> Planner<'a> {
    fn of(scene: &'a Scene) -> Self {
        Self {
            scene,
            app: scene.stage.app(),
            token: member(scene, &[Permission::PromotionsWrite]),
        }
    }

    async fn list(&self, query: &str) -> Answer {
        let call = Call::get(&format!("/v1/admin/coupons?{query}")).bearer(&self.token);
        call.send(self.app, list_coupons::handle).await
    }

    async fn create(&self, body: &Value) -> Answer {
        let call = Call::post("/v1/admin/coupons").bearer(&self.token);
        call.json(body).send(self.app, create_coupon::handle).await
    }

    fn one(&self, method: &str, code: &str, tag: Option<&str>) -> Call {
        let call = Call::new(method, "/v1/admin/coupons/code").bearer(&self.token);
        let call = call.parameter("code", code);
        match tag {
            Some(tag) => call.header("if-match", tag),
            None => call,
        }
    }

    async fn update(&self, code: &str, tag: Option<&str>, body: &Value) -> Answer {
        let call = self.one("PUT", code, tag).json(body);
        call.send(self.app, update_coupon::handle).await
    }

    async fn delete(&self, code: &str, tag: Option<&str>) -> Answer {
        let call = self.one("DELETE", code, tag);
        call.send(self.app, delete_coupon::handle).await
    }

    /// The codes on a page, and the cursor to the next.
    async fn codes(&self, query: &str) -> (Vec<String>, Option<String>) {
        let page = self.list(query).await.expect(200);
        let items = page["items"].as_array().unwrap().iter();
        let codes = items.map(|item| text(&item["code"]).to_owned()).collect();
        (codes, page["next_cursor"].as_str().map(Into::into))
    }

    /// What the audit log tells, the oldest first.
    async fn log(&self) -> Vec<(String, String)> {
        let statement =
            "select action, target from identity.audit_log where actor_id is not null order by id";
        let rows = self.scene.shop.client().query(statement, &[]).await;
        rows.unwrap()
            .iter()
            .map(|row| (row.get(0), row.get(1)))
            .collect()
    }
}

#[tokio::test]
async fn a_coupon_is_made_changed_and_deleted() {
    let scene = Scene::set().await;
    let planner = Planner::of(&scene);
    let answer = planner.create(&hemat()).await;
    assert_eq!(answer.headers["etag"], "\"1\"");
    let made = answer.expect(201);
    let mut shown = with(&hemat(), "code", json!("HEMAT-10"));
    for (field, value) in [
        ("used", json!(0)),
        ("archived", json!(false)),
        ("version", json!(1)),
    ] {
        shown[field] = value;
    }
    assert_eq!(made, shown);
    planner
        .create(&with(&hemat(), "code", json!("Hemat-10")))
        .await
        .expect_problem(409, "coupon_code_taken");

    let terms = json!({ "kind": "fixed", "amount": rupiah(5_000) });
    let answer = planner.update("hemat-10", Some("\"1\""), &terms).await;
    assert_eq!(answer.headers["etag"], "\"2\"");
    let changed = answer.expect(200);
    assert_eq!(
        changed,
        json!({
            "code": "HEMAT-10", "kind": "fixed", "amount": rupiah(5_000), "minimum_subtotal": rupiah(0),
            "starts_at": null, "ends_at": null, "total_limit": null, "user_limit": null, "category_ids": [],
            "first_order_only": false, "active": true, "used": 0, "archived": false, "version": 2
        })
    );
    // The same again is no change.
    let again = planner.update("HEMAT-10", None, &terms).await.expect(200);
    assert_eq!(again, changed);
    for tag in ["\"1\"", "nonsense"] {
        planner
            .update("HEMAT-10", Some(tag), &without(&hemat(), "code"))
            .await
            .expect_problem(412, "version_mismatch");
        planner
            .delete("HEMAT-10", Some(tag))
            .await
            .expect_problem(412, "version_mismatch");
    }
    planner.delete("HEMAT-10", Some("\"2\"")).await.expect(204);
    planner
        .delete("HEMAT-10", None)
        .await
        .expect_problem(404, "coupon_not_found");
    planner
        .update("HEMAT-10", None, &terms)
        .await
        .expect_problem(404, "coupon_not_found");
    planner
        .update("%", None, &terms)
        .await
        .expect_problem(404, "not_found");
    let told = ["coupon_created", "coupon_changed", "coupon_deleted"];
    let told = told.map(|action| (action.to_owned(), "HEMAT-10".to_owned()));
    assert_eq!(planner.log().await, told);
    // What nobody ever redeemed leaves its code to others.
    planner.create(&hemat()).await.expect(201);
}

#[tokio::test]
async fn a_coupon_that_was_redeemed_is_archived_and_its_orders_keep_it() {
    let scene = Scene::set().await;
    let planner = Planner::of(&scene);
    let free = json!({ "code": "ONGKIR", "kind": "free_delivery" });
    planner.create(&free).await.expect(201);
    scene.shop.use_coupon(scene.shopper.user, "ONGKIR").await;
    let order = scene.placed().await;
    assert_eq!(
        (&order["coupon"], &order["delivery_fee"]),
        (&json!("ONGKIR"), &rupiah(0))
    );
    assert_eq!(planner.list("").await.expect(200)["items"][0]["used"], 1);

    let terms = json!({ "kind": "fixed", "amount": rupiah(1) });
    planner.update("ONGKIR", None, &terms).await.expect(200);
    planner.delete("ONGKIR", None).await.expect(204);
    planner
        .delete("ONGKIR", None)
        .await
        .expect_problem(404, "coupon_not_found");
    planner
        .create(&free)
        .await
        .expect_problem(409, "coupon_code_taken");
    assert_eq!(planner.codes("").await.0, [""; 0]);
    let archived = planner.list("archived=true").await.expect(200);
    assert_eq!(archived["items"][0]["archived"], true);
    assert_eq!(planner.log().await.last().unwrap().0, "coupon_archived");

    let read = Call::get("/v1/orders/code")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .send(scene.stage.app(), orders::get_my_order::handle)
        .await
        .expect(200);
    for field in ["coupon", "discount", "delivery_fee", "total"] {
        assert_eq!(read[field], order[field], "{field}");
    }
}

#[tokio::test]
async fn coupons_are_listed_page_by_page_in_order_of_code() {
    let scene = Scene::set().await;
    let planner = Planner::of(&scene);
    for code in ["C-3", "A-1", "B-2", "A10"] {
        scene.shop.coupon(code, "fixed", 1_000).await;
    }
    let (first, cursor) = planner.codes("limit=3").await;
    assert_eq!(first, ["A-1", "A10", "B-2"]);
    let (rest, end) = planner
        .codes(&format!("limit=3&cursor={}", cursor.unwrap()))
        .await;
    assert_eq!((rest, end), (vec!["C-3".to_owned()], None));
    for query in ["limit=0", "cursor=nonsense", "archived=maybe", "sort=code"] {
        planner
            .list(query)
            .await
            .expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn only_who_may_plan_promotions_sees_or_changes_coupons() {
    let scene = Scene::set().await;
    let mut planner = Planner::of(&scene);
    let others: Vec<Permission> = Permission::ALL
        .iter()
        .copied()
        .filter(|permission| *permission != Permission::PromotionsWrite)
        .collect();
    planner.token = member(&scene, &others);
    for answer in [
        planner.list("").await,
        planner.create(&hemat()).await,
        planner.update("HEMAT-10", None, &hemat()).await,
        planner.delete("HEMAT-10", None).await,
    ] {
        answer.expect_problem(403, "permission_denied");
    }
}

const NOBODY: &str = "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a";

fn satu() -> Value {
    json!({ "code": "SATU", "kind": "fixed", "amount": rupiah(5_000) })
}

#[tokio::test]
async fn what_cannot_be_read_makes_no_coupon() {
    let scene = Scene::set().await;
    let planner = Planner::of(&scene);
    for body in [
        json!({}),
        without(&hemat(), "kind"),
        with(&hemat(), "kind", json!("gift")),
        with(&hemat(), "starts_at", json!("tomorrow")),
        with(&hemat(), "total_limit", json!(1.5)),
        with(&hemat(), "maximum", json!(20_000)),
        with(&hemat(), "used", json!(0)),
        with(&hemat(), "category_ids", json!(["daun"])),
    ] {
        let answer = planner.create(&body).await;
        answer.expect_problem(400, "malformed_request");
    }
    assert_eq!(scene.shop.count("orders.coupons").await, 0);
}

#[tokio::test]
async fn terms_that_make_no_sense_make_no_coupon() {
    let scene = Scene::set().await;
    let planner = Planner::of(&scene);
    let many: Vec<&str> = vec![NOBODY; 51];
    let early = json!("2026-11-01T07:00:00+07:00");
    for (body, field, value, code) in [
        (hemat(), "code", json!("A"), "invalid_coupon_code"),
        (hemat(), "rate_bp", Value::Null, "invalid_coupon_rate"),
        (hemat(), "rate_bp", json!(0), "invalid_coupon_rate"),
        (hemat(), "rate_bp", json!(10_001), "invalid_coupon_rate"),
        (hemat(), "maximum", rupiah(0), "invalid_amount"),
        (hemat(), "amount", rupiah(1), "not_for_this_kind"),
        (satu(), "rate_bp", json!(1), "not_for_this_kind"),
        (satu(), "maximum", rupiah(1), "not_for_this_kind"),
        (satu(), "amount", Value::Null, "invalid_amount"),
        (satu(), "amount", rupiah(-1), "invalid_amount"),
        (satu(), "amount", rupiah(1_000_000_001), "invalid_amount"),
        (hemat(), "minimum_subtotal", rupiah(-1), "invalid_amount"),
        (hemat(), "total_limit", json!(0), "invalid_coupon_limit"),
        (hemat(), "user_limit", json!(-1), "invalid_coupon_limit"),
        (hemat(), "ends_at", early, "coupon_ends_before_it_starts"),
        (hemat(), "category_ids", json!(many), "too_many_categories"),
    ] {
        let answer = planner.create(&with(&body, field, value)).await;
        let told = [(format!("/{field}"), code.to_owned())];
        assert_eq!(violations(&answer), told, "{}", answer.body);
        answer.expect_problem(422, "validation_failed");
    }
    for (ids, place, code) in [
        (vec![NOBODY, NOBODY], 1, "named_twice"),
        (vec![NOBODY], 0, "unknown_category"),
    ] {
        let answer = planner
            .create(&with(&hemat(), "category_ids", json!(ids)))
            .await;
        let told = [(format!("/category_ids/{place}"), code.to_owned())];
        assert_eq!(violations(&answer), told, "{}", answer.body);
    }
    assert_eq!(scene.shop.count("orders.coupons").await, 0);
    scene.shop.coupon("SATU", "fixed", 1_000).await;
    let terms = with(&without(&satu(), "code"), "category_ids", json!([NOBODY]));
    planner
        .update("SATU", None, &terms)
        .await
        .expect_problem(422, "validation_failed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_fifty_make_at_once_is_made_once() {
    let scene = Scene::set().await;
    let planner = Planner::of(&scene);
    let mut makers = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let call = Call::post("/v1/admin/coupons").bearer(&planner.token);
        makers.spawn(call.json(&hemat()).send(planner.app, create_coupon::handle));
    }
    let mut made = 0;
    for answer in makers.join_all().await {
        if answer.status == 201 {
            made += 1;
        } else {
            answer.expect_problem(409, "coupon_code_taken");
        }
    }
    assert_eq!((made, scene.shop.count("identity.audit_log").await), (1, 1));
}
