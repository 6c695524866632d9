//! Who may call what: every operation of the description, against every kind of caller.

use crate::client::{Answer, Caller, Stack, eventually, text};
use crate::journey::ready_to_order;
use domain::identity::Permission;
use end_to_end::{Description, Operation};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use testkit::Forge;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Access {
    /// Anybody: credentials are not looked at.
    Public,
    /// A user, or a guest with a cart token.
    Guest,
    /// A user, or whoever has the order's token.
    Tracked,
    /// Any user.
    User,
    /// A user with the permission.
    Staff(Permission),
    /// A user with one of the permissions.
    StaffWithAny(&'static [Permission]),
}

use Access::{Guest, Public, Staff, StaffWithAny, Tracked, User};

/// Every operation, and who may call it.
#[rustfmt::skip]
const TABLE: &[(&str, Access)] = &[
    ("register", Public),
    ("verify-email", Public),
    ("resend-verification", Public),
    ("login", Public),
    ("refresh-session", Public),
    ("forgot-password", Public),
    ("reset-password", Public),
    ("start-openid", Public),
    ("finish-openid", Public),
    ("jwks", Public),
    ("logout", User),
    ("get-profile", User),
    ("update-profile", User),
    ("erase-account", User),
    ("change-password", User),
    ("change-email", User),
    ("export-account", User),
    ("upload-photo", User),
    ("attach-photo", User),
    ("remove-photo", User),
    ("list-sessions", User),
    ("end-session", User),
    ("enrol-second-factor", User),
    ("confirm-second-factor", User),
    ("remove-second-factor", User),
    ("renew-recovery-codes", User),
    ("list-addresses", User),
    ("add-address", User),
    ("update-address", User),
    ("delete-address", User),
    ("list-users", Staff(Permission::UsersManage)),
    ("get-user", Staff(Permission::UsersManage)),
    ("update-user", Staff(Permission::UsersManage)),
    ("list-audit-log", Staff(Permission::UsersManage)),
    ("list-roles", Staff(Permission::RolesManage)),
    ("create-role", Staff(Permission::RolesManage)),
    ("update-role", Staff(Permission::RolesManage)),
    ("delete-role", Staff(Permission::RolesManage)),

    ("list-categories", Public),
    ("list-products", Public),
    ("suggest-products", Public),
    ("get-product", Public),
    ("admin-list-categories", Staff(Permission::CatalogWrite)),
    ("create-category", Staff(Permission::CatalogWrite)),
    ("update-category", Staff(Permission::CatalogWrite)),
    ("delete-category", Staff(Permission::CatalogWrite)),
    ("admin-list-products", Staff(Permission::CatalogWrite)),
    ("get-synonyms", Staff(Permission::CatalogWrite)),
    ("put-synonyms", Staff(Permission::CatalogWrite)),
    ("create-product", Staff(Permission::CatalogWrite)),
    ("admin-get-product", Staff(Permission::CatalogWrite)),
    ("update-product", Staff(Permission::CatalogWrite)),
    ("archive-product", Staff(Permission::CatalogWrite)),
    ("add-variant", Staff(Permission::CatalogWrite)),
    ("update-variant", Staff(Permission::CatalogWrite)),
    ("upload-image", Staff(Permission::CatalogWrite)),
    ("receive-stock", Staff(Permission::InventoryWrite)),
    ("import-catalog", Staff(Permission::CatalogWrite)),
    ("export-catalog", Staff(Permission::CatalogWrite)),
    ("import-stock", Staff(Permission::InventoryWrite)),
    ("export-stock", Staff(Permission::InventoryWrite)),
    ("get-import", StaffWithAny(&[Permission::CatalogWrite, Permission::InventoryWrite])),
    ("adjust-stock", Staff(Permission::InventoryWrite)),
    ("transfer-stock", Staff(Permission::InventoryWrite)),
    ("list-inventory", Staff(Permission::InventoryWrite)),
    ("set-stock-threshold", Staff(Permission::InventoryWrite)),
    ("list-movements", Staff(Permission::InventoryWrite)),
    ("trace-lot", Staff(Permission::InventoryWrite)),
    ("list-locations", Staff(Permission::InventoryWrite)),
    ("put-location", Staff(Permission::InventoryWrite)),

    ("create-cart", Public),
    ("get-cart", Guest),
    ("put-cart-item", Guest),
    ("remove-cart-item", Guest),
    ("apply-coupon", Guest),
    ("remove-coupon", Guest),
    ("reorder", User),

    ("list-slots", Public),
    ("quote-checkout", Guest),
    ("place-order", Guest),
    ("list-my-orders", User),
    ("get-my-order", User),
    ("cancel-order", User),
    ("track-order", Tracked),
    ("get-invoice", Tracked),
    ("file-claim", Tracked),
    ("upload-claim-photo", Tracked),
    ("list-my-claims", Tracked),
    ("list-claims", Staff(Permission::OrdersFulfil)),
    ("resolve-claim", Staff(Permission::OrdersFulfil)),
    ("list-orders", Staff(Permission::OrdersRead)),
    ("get-order", Staff(Permission::OrdersRead)),
    // What it asks for depends on the transition: see domain::orders::status.
    ("transition-order", StaffWithAny(&[Permission::OrdersFulfil, Permission::OrdersDeliver])),
    ("assign-courier", Staff(Permission::OrdersFulfil)),
    ("get-pick-list", Staff(Permission::OrdersFulfil)),
    ("list-couriers", Staff(Permission::OrdersFulfil)),
    ("list-deliveries", Staff(Permission::OrdersDeliver)),
    ("edit-order", Staff(Permission::OrdersFulfil)),
    ("list-zones", Staff(Permission::OrdersFulfil)),
    ("create-zone", Staff(Permission::OrdersFulfil)),
    ("update-zone", Staff(Permission::OrdersFulfil)),
    ("delete-zone", Staff(Permission::OrdersFulfil)),
    ("list-slot-templates", Staff(Permission::OrdersFulfil)),
    ("create-slot-template", Staff(Permission::OrdersFulfil)),
    ("update-slot-template", Staff(Permission::OrdersFulfil)),
    ("delete-slot-template", Staff(Permission::OrdersFulfil)),
    ("list-coupons", Staff(Permission::PromotionsWrite)),
    ("create-coupon", Staff(Permission::PromotionsWrite)),
    ("update-coupon", Staff(Permission::PromotionsWrite)),
    ("delete-coupon", Staff(Permission::PromotionsWrite)),
    ("report-sales", Staff(Permission::ReportsRead)),

    ("start-payment", Tracked),
    ("list-payments", Tracked),
    ("get-credit", User),
    ("give-credit", Staff(Permission::PaymentsRefund)),
    ("list-all-payments", Staff(Permission::OrdersRead)),
    ("refund-payment", Staff(Permission::PaymentsRefund)),
    ("list-payouts", Staff(Permission::PaymentsRefund)),
    ("complete-payout", Staff(Permission::PaymentsRefund)),
    ("record-remittance", Staff(Permission::PaymentsRefund)),
    ("get-courier-cash", Staff(Permission::PaymentsRefund)),
    ("store-settlement", Staff(Permission::PaymentsRefund)),
    ("report-reconciliation", Staff(Permission::ReportsRead)),
    // By signature.
    ("midtrans-webhook", Public),
    ("stripe-webhook", Public),

    ("list-notifications", User),
    ("read-notification", User),
    ("read-all-notifications", User),
    ("get-notification-preferences", User),
    ("put-notification-preferences", User),
    ("list-emails", Staff(Permission::UsersManage)),
    ("resend-email", Staff(Permission::UsersManage)),
    ("lift-suppression", Staff(Permission::UsersManage)),
    ("preview-email", Staff(Permission::UsersManage)),
    ("list-webhooks", Staff(Permission::WebhooksManage)),
    ("create-webhook", Staff(Permission::WebhooksManage)),
    ("get-webhook", Staff(Permission::WebhooksManage)),
    ("update-webhook", Staff(Permission::WebhooksManage)),
    ("delete-webhook", Staff(Permission::WebhooksManage)),
    ("rotate-webhook-secret", Staff(Permission::WebhooksManage)),
    ("test-webhook", Staff(Permission::WebhooksManage)),
    ("list-webhook-deliveries", Staff(Permission::WebhooksManage)),
    ("resend-webhook-delivery", Staff(Permission::WebhooksManage)),

    ("health", Public),
    ("api-description", Public),
    ("api-reference", Public),
];

fn access(operation: &Operation) -> Access {
    let entry = TABLE.iter().find(|(id, _)| *id == operation.id);
    let (_, access) = entry.unwrap_or_else(|| panic!("who may call {}?", operation.id));
    *access
}

#[test]
fn every_operation_has_its_access_in_the_table_and_in_the_description() {
    let description = Description::load();
    let described: BTreeSet<&str> = description
        .operations()
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    let listed: BTreeSet<&str> = TABLE.iter().map(|(id, _)| *id).collect();
    assert_eq!(described, listed);
    for operation in description.operations() {
        let schemes = match access(operation) {
            Public => json!([]),
            Guest => json!([{ "session": [] }, { "cart_token": [] }]),
            User | Staff(_) | StaffWithAny(_) => json!([{ "session": [] }]),
            Tracked => continue,
        };
        let path = operation.path.replace('/', "~1");
        let method = operation.method.to_lowercase();
        let document = description.document();
        let described = document.pointer(&format!("/paths/{path}/{method}/security"));
        assert_eq!(described, Some(&schemes), "{}", operation.id);
    }
}

/// Somebody at the door.
#[derive(Clone)]
struct Visitor {
    name: String,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Anonymous,
    /// Claims of a token that a login gave.
    Known(Value),
    BadToken(String),
}

#[derive(Debug, PartialEq)]
enum Verdict {
    LetIn,
    Unauthenticated,
    BadToken,
    Denied,
}

impl Visitor {
    fn new(name: &str, kind: Kind) -> Self {
        let name = name.to_owned();
        Self { name, kind }
    }

    /// A token for one call; every call is a session of its own, so that one may end it.
    fn token(&self, forge: &Forge) -> Option<String> {
        match &self.kind {
            Kind::Anonymous => None,
            Kind::Known(claims) => {
                let mut claims = claims.clone();
                claims["sid"] = json!(unique());
                Some(forge.token(&claims))
            }
            Kind::BadToken(token) => Some(token.clone()),
        }
    }

    fn may(&self, access: Access) -> Verdict {
        match (access, &self.kind) {
            (Public, _) => Verdict::LetIn,
            (_, Kind::Anonymous) => Verdict::Unauthenticated,
            (_, Kind::BadToken(_)) => Verdict::BadToken,
            (Staff(permission), Kind::Known(claims)) => held(claims, &[permission]),
            (StaffWithAny(permissions), Kind::Known(claims)) => held(claims, permissions),
            (_, Kind::Known(_)) => Verdict::LetIn,
        }
    }
}

/// Whether one of the permissions is among those that a token tells of.
fn held(claims: &Value, permissions: &[Permission]) -> Verdict {
    let held = claims["permissions"].as_array().unwrap();
    let is_held = |permission: &Permission| held.contains(&json!(permission.as_str()));
    if permissions.iter().any(is_held) {
        Verdict::LetIn
    } else {
        Verdict::Denied
    }
}

fn verdict(answer: &Answer) -> Verdict {
    match (answer.status, answer.body["code"].as_str()) {
        (401, Some("authentication_required")) => Verdict::Unauthenticated,
        (401, Some("invalid_token")) => Verdict::BadToken,
        (403, Some("permission_denied")) => Verdict::Denied,
        _ => Verdict::LetIn,
    }
}

fn unique() -> Uuid {
    Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext))
}

/// A path of the operation that leads to nothing.
fn nowhere(operation: &Operation) -> String {
    operation
        .path
        .replace("{code}", "SYR-00000000")
        .replace("{sku}", "TIDAK-ADA")
        .replace("{slug}", "tidak-ada")
        .replace("{name}", "tidak_ada")
        .replace("{delivery_id}", &unique().to_string())
        .replace("{id}", &unique().to_string())
}

/// Tokens that each have one thing wrong, of somebody who may do everything.
fn bad_tokens(forge: &Forge, good: &str, said: &Value) -> Vec<Visitor> {
    let with = |key: &str, value: Value| {
        let mut claims = said.clone();
        claims[key] = value;
        claims
    };
    let issued = said["iat"].as_i64().unwrap();
    let mut expired = with("iat", json!(issued - 1_200));
    expired["exp"] = json!(issued - 600);
    let kid = |token: &str| {
        let header = token.split('.').next().unwrap().to_owned();
        Forge::claims(&format!(".{header}."))["kid"].clone()
    };
    let ours = kid(good);
    let bad = [
        ("expired", forge.token(&expired)),
        (
            "tampered",
            Forge::tampered(good, &with("sub", json!(unique()))),
        ),
        ("unsigned", forge.unsigned(said)),
        (
            "of another audience",
            forge.token(&with("aud", json!("another"))),
        ),
        (
            "of another issuer",
            forge.token(&with("iss", json!("another"))),
        ),
        (
            "of a lower access version",
            forge.token(&with("ver", json!(0))),
        ),
        (
            "of a key rotated out",
            Forge::with_unknown_key("retired").token(said),
        ),
        (
            "of a false key",
            Forge::with_unknown_key(text(&ours)).token(said),
        ),
        ("no token at all", "garbage".to_owned()),
    ];
    bad.into_iter()
        .map(|(name, token)| Visitor::new(name, Kind::BadToken(token)))
        .collect()
}

/// One of each role that the shop begins with, as they come from a login.
async fn staff(stack: &Stack, admin: &Caller) -> Vec<Visitor> {
    let mut visitors = Vec::new();
    for role in [
        "customer",
        "support",
        "warehouse",
        "courier",
        "catalog_manager",
        "super_admin",
    ] {
        let user = stack.user_with_roles(admin, &["customer", role]).await;
        let claims = Forge::claims(user.access_token());
        visitors.push(Visitor::new(role, Kind::Known(claims)));
    }
    visitors
}

/// Somebody who was signed in when they were suspended.
async fn suspended(stack: &Stack, admin: &Caller) -> Visitor {
    let user = stack.shopper().await;
    let path = format!("/v1/admin/users/{}", user.id());
    let wish = json!({ "status": "suspended", "reason": "fraud" });
    admin.patch(&path, &wish).await.expect(200);
    let token = user.access_token().to_owned();
    Visitor::new("suspended", Kind::BadToken(token))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_lets_in_whom_it_should_and_nobody_else() {
    let stack = Stack::of_the_suite();
    let forge = Forge::with_key(stack.variable("JWT_PRIVATE_KEY"));
    let admin = stack.admin().await;
    let known = staff(&stack, &admin).await;
    let Some(Kind::Known(all_powers)) = known.last().map(|visitor| visitor.kind.clone()) else {
        panic!("the last one may do everything");
    };
    let good = forge.token(&all_powers);
    let mut visitors = vec![Visitor::new("anonymous", Kind::Anonymous)];
    visitors.extend(known);
    visitors.push(suspended(&stack, &admin).await);
    visitors.extend(bad_tokens(&forge, &good, &all_powers));

    let description = Description::load();
    // Whoever erases themselves can do nothing after.
    let (last, others): (Vec<_>, Vec<_>) = description
        .operations()
        .iter()
        .partition(|operation| operation.id == "erase-account");
    let mut wrong = Vec::new();
    for operations in [others, last] {
        for visitor in &visitors {
            // Bad credentials are no matter where none are looked at: one call of each tells.
            let asked = operations.iter().filter(|operation| {
                access(operation) != Public || matches!(visitor.kind, Kind::Anonymous)
            });
            let mut calls = JoinSet::new();
            for operation in asked {
                let caller = stack
                    .stranger()
                    .with_access_token(visitor.token(&forge).as_deref());
                let (id, method, path) = (
                    operation.id.clone(),
                    operation.method.clone(),
                    nowhere(operation),
                );
                let expected = visitor.may(access(operation));
                calls.spawn(async move {
                    let answer = caller.send(&method, &path, &json!({})).await;
                    (id, expected, answer)
                });
            }
            while let Some(call) = calls.join_next().await {
                let (id, expected, answer) = call.unwrap();
                if verdict(&answer) != expected || answer.status >= 500 {
                    let found = (answer.status, answer.body["code"].clone());
                    wrong.push(format!(
                        "{id} of {}: {found:?}, not {expected:?}",
                        visitor.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What belongs to one shopper and is asked for by another.
struct Belongings {
    address: String,
    session: String,
    notification: String,
    order: String,
    /// The asker's own order's token.
    foreign_token: String,
}

impl Belongings {
    /// Path and body of a call that its owner could make; `None` for an operation that is not listed.
    fn call(&self, operation: &Operation) -> Option<(String, Value)> {
        let body = match operation.id.as_str() {
            "update-address" => address(),
            "start-payment" => json!({ "method": "snap" }),
            "delete-address" | "end-session" | "get-my-order" | "track-order" | "get-invoice"
            | "cancel-order" | "list-payments" | "reorder" | "list-my-claims"
            | "read-notification" => {
                json!({})
            }
            "file-claim" => {
                json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "1" }], "reason": "damaged" })
            }
            "upload-claim-photo" => json!({ "content_type": "image/png", "bytes": 9 }),
            _ => return None,
        };
        let id = match operation.id.as_str() {
            "end-session" => &self.session,
            "read-notification" => &self.notification,
            _ => &self.address,
        };
        let path = operation
            .path
            .replace("{id}", id)
            .replace("{code}", &self.order);
        Some((path, body))
    }
}

fn address() -> Value {
    json!({
        "label": "Rumah", "recipient": "Siti Aminah", "phone": "081234567890", "street": "Jl. Melati 1",
        "village": "Senayan", "district": "Kebayoran Baru", "city": "Jakarta Selatan",
        "province": "DKI Jakarta", "postcode": "12190"
    })
}

/// An order that waits for its payment.
async fn order_of(stack: &Stack, shopper: &Caller) -> Value {
    let wish = ready_to_order(stack, shopper, "midtrans").await;
    shopper
        .post_once("/v1/orders", "one", &wish)
        .await
        .expect(201)
}

/// What a shopper is told of their order, as soon as they are.
async fn first_notification(shopper: &Caller) -> String {
    eventually("an entry of the feed", async || {
        let feed = shopper.get("/v1/me/notifications").await.expect(200);
        feed["items"][0]["id"].as_str().map(str::to_owned)
    })
    .await
}

#[tokio::test]
async fn nobody_reaches_what_is_another_s() {
    let stack = Stack::of_the_suite();
    let (owner, other) = (stack.shopper().await, stack.shopper().await);
    let (order, others_order) = (
        order_of(&stack, &owner).await,
        order_of(&stack, &other).await,
    );
    let belongings = Belongings {
        address: text(&owner.get("/v1/me/addresses").await.expect(200)["items"][0]["id"])
            .to_owned(),
        session: text(&owner.get("/v1/me/sessions").await.expect(200)["items"][0]["id"]).to_owned(),
        notification: first_notification(&owner).await,
        order: text(&order["code"]).to_owned(),
        foreign_token: text(&others_order["tracking_token"]).to_owned(),
    };
    let description = Description::load();
    let personal = description.operations().iter().filter(|operation| {
        matches!(access(operation), User | Guest | Tracked)
            && ["{id}", "{code}"]
                .iter()
                .any(|name| operation.path.contains(name))
            && !operation.path.starts_with("/v1/admin/")
    });
    let mut asked = 0;
    for operation in personal {
        let (path, body) = belongings
            .call(operation)
            .unwrap_or_else(|| panic!("how is another's {} asked for?", operation.id));
        let key = unique().to_string();
        let answer = other.send_once(&operation.method, &path, &key, &body).await;
        assert_eq!(
            answer.status, 404,
            "{} of another: {}",
            operation.id, answer.body
        );
        if access(operation) == Tracked {
            let path = format!("{path}?token={}", belongings.foreign_token);
            let stranger = stack.stranger();
            let answer = stranger
                .send_once(&operation.method, &path, &key, &body)
                .await;
            assert_eq!(
                answer.status, 404,
                "{} by a foreign link: {}",
                operation.id, answer.body
            );
        }
        asked += 1;
    }
    assert!(asked >= 8, "{asked}");
    // Another's address is no place to deliver to, either.
    let mut wish = ready_to_order(&stack, &other, "cod").await;
    wish["address_id"] = json!(belongings.address);
    other
        .post_once("/v1/orders", "to-another", &wish)
        .await
        .expect_problem(404, "address_not_found");
    // All is still there for its owner.
    owner.get("/v1/me").await.expect(200);
    let path = format!("/v1/orders/{}", belongings.order);
    assert_eq!(
        owner.get(&path).await.expect(200)["status"],
        "awaiting_payment"
    );
    let book = owner.get("/v1/me/addresses").await.expect(200);
    assert_eq!(book["items"][0]["id"], belongings.address.as_str());
}
