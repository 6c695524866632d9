//! Orders that guests placed find their owner: whoever proves that the address is theirs, and nobody else.

use crate::counter::{Counter, person, with};
use crate::shop::{Shop, post, somebody, text};
use domain::ids::{OrderId, UserId};
use domain::orders::Orders;
use domain::{PageRequest, SystemClock};
use identity::erase_account;
use postgres::PgOrders;
use serde_json::Value;
use testkit::Call;

/// Guests' orders, and a mail about each, in a shop that delivers.
struct Guests {
    slot: String,
}

impl Guests {
    async fn of(shop: &Shop) -> Self {
        let goods = testkit::Shop::open(&shop.database).await;
        let slot = goods.slot(24, 20).await.to_string();
        Self { slot }
    }

    /// An order placed by somebody who says that this is their address.
    async fn order(&self, shop: &Shop, email: &str) {
        let (order, slot) = (OrderId::generate(&SystemClock), &self.slot);
        let number = shop.count("orders.orders").await;
        shop.execute(&format!(
            r#"insert into orders.orders (id, code, email, customer_name, language, status, payment_method, subtotal,
                   delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address,
                   placed_at)
               select '{order}', 'SYR-{number:08}', '{email}', 'Sari', 'id', 'confirmed', 'cod', 10000, 0, 0, 10000,
                   10000, id, date, starts_at, ends_at,
                   '{{"recipient": "Sari", "phone": "+6281234567890", "street": "Jl. Mawar 7", "village": "Menteng",
                      "district": "Menteng", "city": "Jakarta Pusat", "province": "DKI Jakarta",
                      "postcode": "10310"}}', now()
               from orders.slots where id = '{slot}';
               insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price,
                   line_total, tax_rate_bp, weighed, substitution)
               values ('{order}', 1, gen_random_uuid(), 'BYM-IKAT', 'Bayam', 'Spinach', 'ikat', 2000, 5000, 10000, 0,
                   false, 'none');
               insert into notifications.emails (id, event_id, kind, recipient, language, subject, status, attempts,
                   claimed_until, created_at, sent_at)
               values (gen_random_uuid(), gen_random_uuid(), 'order_placed', lower('{email}'), 'id', 'x', 'sent', 1,
                   now(), now(), now())"#
        ))
        .await;
    }
}

/// How many orders the session's user has, as they see them.
async fn orders(shop: &Shop, session: &Value) -> usize {
    let user: UserId = text(&session["user"], "id").parse().unwrap();
    let store: &PgOrders = shop.stage.of("orders").app();
    let request = PageRequest {
        limit: 100,
        after: None,
    };
    store.list_of(user, request).await.unwrap().items.len()
}

async fn adoptions(shop: &Shop) -> i64 {
    shop.count("identity.audit_log where action = 'guest_orders_adopted' and user_id is not null")
        .await
}

#[tokio::test]
async fn a_verified_address_brings_its_orders_however_it_was_written() {
    let (shop, email) = (Shop::open().await, somebody());
    let guests = Guests::of(&shop).await;
    guests.order(&shop, &email).await;
    guests.order(&shop, &email.to_uppercase()).await;
    guests.order(&shop, &somebody()).await;
    shop.register(&email).await.expect(202);
    // Nothing is proved yet.
    assert_eq!(
        shop.count("orders.orders where user_id is not null").await,
        0
    );
    let token = shop.mailed_tokens(&email).await.pop().unwrap();
    let session = shop.verify(&token).await.expect(200);
    assert_eq!(orders(&shop, &session).await, 2);
    assert_eq!(
        shop.count("notifications.emails where user_id is not null")
            .await,
        2
    );
    assert_eq!(adoptions(&shop).await, 1);
    let log =
        "identity.audit_log where action = 'guest_orders_adopted' and details->>'orders' = '2'";
    assert_eq!(shop.count(log).await, 1);
    // The link is good once, and what came is the user's.
    shop.verify(&token)
        .await
        .expect_problem(422, "invalid_verification_token");
    assert_eq!(orders(&shop, &session).await, 2);
}

#[tokio::test]
async fn nobody_gets_orders_by_an_address_that_they_did_not_prove() {
    let (shop, email) = (Shop::open().await, somebody());
    let guests = Guests::of(&shop).await;
    guests.order(&shop, &email).await;
    let stranger = shop.customer(&somebody()).await;
    // Registered, mailed again, wanted for another account: none of it proves anything.
    shop.register(&email).await.expect(202);
    shop.resend(&email).await.expect(202);
    shop.change_email(text(&stranger, "access_token"), &email)
        .await
        .expect(202);
    shop.login(&email, crate::shop::PASSWORD)
        .await
        .expect_problem(403, "email_not_verified");
    assert_eq!(
        shop.count("orders.orders where user_id is not null").await,
        0
    );
    assert_eq!(orders(&shop, &stranger).await, 0);
    assert_eq!(adoptions(&shop).await, 0);
}

#[tokio::test]
async fn a_new_address_brings_its_orders_and_the_old_ones_stay() {
    let (shop, old, new) = (Shop::open().await, somebody(), somebody());
    let guests = Guests::of(&shop).await;
    guests.order(&shop, &old).await;
    let session = shop.customer(&old).await;
    guests.order(&shop, &new).await;
    // A guest with the address of an account proves nothing: it stays with whoever has its link.
    guests.order(&shop, &old).await;
    assert_eq!(orders(&shop, &session).await, 1);
    shop.change_email(text(&session, "access_token"), &new)
        .await
        .expect(202);
    assert_eq!(orders(&shop, &session).await, 1);
    let token = shop.change_tokens(&new).await.pop().unwrap();
    shop.verify(&token).await.expect(200);
    assert_eq!(orders(&shop, &session).await, 2);
    // Whoever has the old address next gets what was left, and nothing that was somebody's.
    let next = shop.customer(&old).await;
    assert_eq!(orders(&shop, &next).await, 1);
    assert_eq!(orders(&shop, &session).await, 2);
}

#[tokio::test]
async fn an_erased_account_gets_nothing_and_gives_nothing_back() {
    let (shop, email) = (Shop::open().await, somebody());
    let guests = Guests::of(&shop).await;
    guests.order(&shop, &email).await;
    let session = shop.customer(&email).await;
    Call::new("DELETE", "/v1/me")
        .bearer(text(&session, "access_token"))
        .send(shop.app(), erase_account::handle)
        .await
        .expect(204);
    guests.order(&shop, &email).await;
    assert_eq!(orders(&shop, &session).await, 1);
    let again = shop.customer(&email).await;
    assert_ne!(again["user"]["id"], session["user"]["id"]);
    assert_eq!(orders(&shop, &again).await, 1);
}

#[tokio::test]
async fn whoever_goes_takes_along_what_a_guest_placed_with_their_address() {
    let (shop, email) = (Shop::open().await, somebody());
    let guests = Guests::of(&shop).await;
    let session = shop.customer(&email).await;
    guests.order(&shop, &email.to_uppercase()).await;
    guests.order(&shop, &somebody()).await;
    assert_eq!(orders(&shop, &session).await, 0);
    Call::new("DELETE", "/v1/me")
        .bearer(text(&session, "access_token"))
        .send(shop.app(), erase_account::handle)
        .await
        .expect(204);
    // Behind the id that is left, its consumers find and blank them.
    assert_eq!(orders(&shop, &session).await, 1);
    let mails = "notifications.emails where user_id is not null";
    assert_eq!(shop.count(mails).await, 1);
}

#[tokio::test]
async fn a_provider_that_verified_the_address_brings_its_orders_and_one_that_did_not_none() {
    let (counter, email) = (Counter::open().await, somebody());
    let guests = Guests::of(&counter.shop).await;
    guests.order(&counter.shop, &email).await;
    let unverified = with(person(&email), "email_verified", false.into());
    counter
        .sign_in(&unverified)
        .await
        .expect_problem(403, "external_email_not_verified");
    let from = "orders.orders where user_id is not null";
    assert_eq!(counter.shop.count(from).await, 0);
    // Whoever registered the address without proving it makes way, and has nothing of the orders.
    counter.shop.register(&email).await.expect(202);
    let session = counter.sign_in(&person(&email)).await.expect(200);
    assert_eq!(orders(&counter.shop, &session).await, 1);
    let again = counter.sign_in(&person(&email)).await.expect(200);
    assert_eq!(orders(&counter.shop, &again).await, 1);
    assert_eq!(adoptions(&counter.shop).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_links_opened_at_once_one_brings_the_orders_once() {
    let (shop, email) = (Shop::open().await, somebody());
    let guests = Guests::of(&shop).await;
    for _ in 0..5 {
        guests.order(&shop, &email).await;
    }
    shop.register(&email).await.expect(202);
    let token = shop.mailed_tokens(&email).await.pop().unwrap();
    let body = serde_json::json!({ "token": token });
    let app = shop.app();
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let call = post("/v1/auth/verify-email", &body);
            tokio::spawn(call.send(app, identity::verify_email::handle))
        })
        .collect();
    let mut opened = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 200 {
            opened.push(answer.body);
        }
    }
    assert_eq!(opened.len(), 1);
    assert_eq!(orders(&shop, &opened[0]).await, 5);
    assert_eq!(adoptions(&shop).await, 1);
}

#[tokio::test]
async fn the_orders_of_an_address_are_found_by_an_index() {
    let shop = Shop::open().await;
    let plan = "explain select id from orders.orders where user_id is null and lower(email) = lower('a@b.id')";
    shop.execute("set enable_seqscan = off").await;
    let rows = shop.client.query(plan, &[]).await.unwrap();
    let plan: String = rows.iter().map(|row| row.get::<_, String>(0)).collect();
    assert!(plan.contains("orders_of_guest"), "{plan}");
}
