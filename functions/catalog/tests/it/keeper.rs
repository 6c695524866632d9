//! Somebody who keeps the catalogue, at work.

use crate::market::Market;
use catalog::{
    AssortmentApp, CategoriesApp, StaffApp, admin_get_product, admin_list_categories,
    admin_list_products, archive_product, create_category, create_product, delete_category,
    get_product, update_category, update_product, update_variant, upload_image,
};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use runtime::{Problem, Reply, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use testkit::{Answer, Call, Stage};
use tokio::task::JoinSet;

pub(crate) struct Keeper {
    pub(crate) market: Market,
    pub(crate) user: UserId,
    pub(crate) token: String,
    stage: Stage,
    categories: &'static CategoriesApp,
    assortment: &'static AssortmentApp,
    staff: &'static StaffApp,
    product: &'static update_product::App,
    variant: &'static update_variant::App,
    pictures: &'static upload_image::App,
}

pub(crate) const NOWHERE: &str = "00000000-0000-7000-8000-000000000000";

pub(crate) fn rupiah(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

/// The body with the fields of the other.
pub(crate) fn with(mut body: Value, fields: &Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

pub(crate) fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

pub(crate) fn tag(answer: &Answer) -> String {
    answer.headers["etag"].to_str().unwrap().to_owned()
}

/// Pointers and codes of what is wrong with fields.
pub(crate) fn wrong(answer: &Answer) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = answer.body["errors"].as_array().cloned();
    errors
        .unwrap_or_default()
        .iter()
        .map(|error| (text(&error["pointer"]), text(&error["code"])))
        .collect()
}

impl Keeper {
    /// In the market of a usual day, with connections enough to race.
    pub(crate) async fn at_work() -> Self {
        let market = Market::open().await;
        let stage = Stage::on(&market.database).with("DATABASE_CONNECTIONS", "8");
        Self::on(market, stage)
    }

    pub(crate) fn on(market: Market, stage: Stage) -> Self {
        let user = UserId::generate(&SystemClock);
        Self {
            token: stage.token(user, &[Permission::CatalogWrite]),
            categories: stage.app(),
            assortment: stage.app(),
            staff: stage.app(),
            product: stage.app(),
            variant: stage.app(),
            pictures: stage.app(),
            user,
            market,
            stage,
        }
    }

    async fn send<A, F>(
        &self,
        app: &'static A,
        call: Call,
        handle: impl Fn(&'static A, Request) -> F,
    ) -> Answer
    where
        F: Future<Output = Result<Reply, Problem>>,
    {
        // Boxed, because a test makes many calls, each a large future.
        Box::pin(call.bearer(&self.token).send(app, handle)).await
    }

    /// A category's body: at the top unless it says otherwise.
    pub(crate) fn shelf(slug: &str, parent: Option<&str>) -> Value {
        json!({ "slug": slug, "name": { "id": slug, "en": slug }, "parent": parent })
    }

    /// A token of the keeper's that lets them do this alone.
    pub(crate) fn token_with(&self, permissions: &[Permission]) -> String {
        self.stage.token(self.user, permissions)
    }

    pub(crate) async fn list_categories(&self) -> Answer {
        let call = Call::get("/v1/admin/categories");
        self.send(self.categories, call, admin_list_categories::handle)
            .await
    }

    pub(crate) async fn categories(&self) -> Vec<Value> {
        let list = self.list_categories().await.expect(200);
        list["items"].as_array().unwrap().clone()
    }

    pub(crate) async fn category(&self, slug: &str) -> Value {
        let all = self.categories().await;
        let found = all.into_iter().find(|category| category["slug"] == slug);
        found.unwrap()
    }

    pub(crate) async fn add_category(&self, body: &Value) -> Answer {
        let call = Call::post("/v1/admin/categories").json(body);
        self.send(self.categories, call, create_category::handle)
            .await
    }

    pub(crate) async fn put_category(&self, id: &str, body: &Value) -> Answer {
        self.put_category_if(id, body, "*").await
    }

    pub(crate) async fn put_category_if(&self, id: &str, body: &Value, tag: &str) -> Answer {
        let call = Call::new("PUT", "/v1/admin/categories/x")
            .parameter("id", id)
            .header("if-match", tag)
            .json(body);
        self.send(self.categories, call, update_category::handle)
            .await
    }

    pub(crate) async fn delete_category(&self, id: &str, tag: &str) -> Answer {
        let call = Call::new("DELETE", "/v1/admin/categories/x")
            .parameter("id", id)
            .header("if-match", tag);
        self.send(self.categories, call, delete_category::handle)
            .await
    }

    pub(crate) async fn create(&self, body: &Value) -> Answer {
        let call = Call::post("/v1/admin/products").json(body);
        self.send(self.assortment, call, create_product::handle)
            .await
    }

    pub(crate) async fn list(&self, query: &str) -> Answer {
        let call = Call::get(&format!("/v1/admin/products{query}"));
        self.send(self.assortment, call, admin_list_products::handle)
            .await
    }

    /// The slugs of what staff's list finds, in their order.
    pub(crate) async fn listed(&self, query: &str) -> Vec<String> {
        crate::market::slugs(&self.list(query).await.expect(200))
    }

    pub(crate) async fn show(&self, id: &str) -> Answer {
        let call = Call::get("/v1/admin/products/x").parameter("id", id);
        self.send(self.assortment, call, admin_get_product::handle)
            .await
    }

    /// The id of the product with this slug.
    pub(crate) async fn product(&self, slug: &str) -> String {
        let found = self.list(&format!("?q={slug}")).await.expect(200);
        id(&found["items"][0]).to_owned()
    }

    pub(crate) async fn patch(&self, id: &str, body: &Value) -> Answer {
        self.patch_if(id, body, "*").await
    }

    pub(crate) async fn patch_if(&self, id: &str, body: &Value, tag: &str) -> Answer {
        let call = Call::new("PATCH", "/v1/admin/products/x")
            .parameter("id", id)
            .header("if-match", tag)
            .json(body);
        self.send(self.product, call, update_product::handle).await
    }

    pub(crate) async fn archive(&self, id: &str, tag: &str) -> Answer {
        let call = Call::new("DELETE", "/v1/admin/products/x")
            .parameter("id", id)
            .header("if-match", tag);
        self.send(self.staff, call, archive_product::handle).await
    }

    pub(crate) async fn patch_variant(&self, sku: &str, body: &Value) -> Answer {
        self.patch_variant_if(sku, body, "*").await
    }

    pub(crate) async fn patch_variant_if(&self, sku: &str, body: &Value, tag: &str) -> Answer {
        let call = Call::new("PATCH", "/v1/admin/variants/x")
            .parameter("sku", sku)
            .header("if-match", tag)
            .json(body);
        self.send(self.variant, call, update_variant::handle).await
    }

    pub(crate) async fn image(&self, product: &str, body: &Value) -> Answer {
        let call = Call::post("/v1/admin/products/x/images").parameter("id", product);
        self.send(self.pictures, call.json(body), upload_image::handle)
            .await
    }

    /// The product's page, as shoppers see it.
    pub(crate) async fn page(&self, slug: &str) -> Answer {
        let call = Call::get(&format!("/v1/products/{slug}")).parameter("slug", slug);
        call.send(self.market.app, get_product::handle).await
    }

    /// How often this stands in the audit log under the keeper's name.
    pub(crate) async fn noted(&self, action: &str, condition: &str) -> i64 {
        let query = format!(
            "select count(*) from identity.audit_log where actor_id = '{}' and action = '{action}' and {condition}",
            self.user
        );
        self.market.number(&query).await
    }
}

/// What so many calls made at the same time are answered.
pub(crate) async fn at_once<F>(
    keeper: &Arc<Keeper>,
    calls: i64,
    call: impl Fn(Arc<Keeper>, i64) -> F,
) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let mut running = JoinSet::new();
    for place in 0..calls {
        running.spawn(call(Arc::clone(keeper), place));
    }
    running.join_all().await
}

/// How many answers have each status.
pub(crate) fn statuses(answers: &[Answer]) -> BTreeMap<u16, usize> {
    let mut counted = BTreeMap::new();
    for answer in answers {
        *counted.entry(answer.status).or_default() += 1;
    }
    counted
}
