//! What is kept of somebody, for them.

use crate::addresses::{add, home};
use crate::shop::{PASSWORD, Shop, somebody, text};
use domain::SystemClock;
use domain::ids::{OrderId, UserId};
use identity::export_account;
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn export(shop: &Shop, access_token: &str) -> Answer {
    Call::get("/v1/me/export")
        .bearer(access_token)
        .send(shop.app(), export_account::handle)
        .await
}

/// Gives the user a cart, so many orders, one of them paid, and a mail.
async fn shop_around(shop: &Shop, user: &str, orders: usize) {
    let goods = testkit::Shop::open(&shop.database).await;
    let variant = goods.variant("BYM-IKAT", 5_000).await;
    let slot = goods.slot(24, 20).await;
    goods.fill_cart(user.parse().unwrap(), variant, 2_000).await;
    for number in 0..orders {
        let (order, code) = (OrderId::generate(&SystemClock), format!("SYR-{number:08}"));
        shop.execute(&format!(
            r#"insert into orders.orders (id, code, user_id, email, customer_name, language, status, payment_method,
                   subtotal, delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at,
                   address, placed_at)
               select '{order}', '{code}', '{user}', 'sari@example.com', 'Sari', 'id', 'completed', 'midtrans',
                   10000, 15000, 0, 25000, 25000, id, date, starts_at, ends_at,
                   '{{"recipient": "Sari", "phone": "+6281234567890", "street": "Jl. Mawar 7", "village": "Menteng",
                      "district": "Menteng", "city": "Jakarta Pusat", "province": "DKI Jakarta",
                      "postcode": "10310"}}', now() - interval '1 day' * {number}
               from orders.slots where id = '{slot}';
               insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price,
                   line_total, tax_rate_bp, weighed, substitution)
               values ('{order}', 1, '{variant}', 'BYM-IKAT', 'Bayam', 'Spinach', 'ikat', 2000, 5000, 10000, 0,
                   false, 'none')"#
        ))
        .await;
    }
    shop.execute(&format!(
        "insert into payments.payments (id, order_id, order_code, number, gateway, method, bank, status, amount,
             gateway_reference, va_number, request_scope, request_key, request_fingerprint, started_at, created_at,
             updated_at)
         select gen_random_uuid(), id, code, 1, 'midtrans', 'bank_transfer', 'bca', 'succeeded', 25000,
             code || '-1', '880123', 's', 'k', sha256('x'), now(), now(), now()
         from orders.orders where user_id = '{user}' and code = 'SYR-00000000';
         insert into notifications.emails (id, event_id, kind, user_id, recipient, language, subject, status,
             attempts, claimed_until, created_at, sent_at)
         values (gen_random_uuid(), gen_random_uuid(), 'order_placed', '{user}', 'sari@example.com', 'id',
             'Pesanan kami terima', 'sent', 1, now(), now(), now());
         insert into notifications.feed (id, user_id, event_id, kind, title, text, order_code, created_at)
         values (gen_random_uuid(), '{user}', gen_random_uuid(), 'order_placed', 'Pesanan kami terima', 'Bayar',
             'SYR-00000000', now());
         insert into notifications.muted values ('{user}', 'order_status_changed', now());
         insert into orders.claims (id, order_id, reason, text, filed_at)
         select gen_random_uuid(), id, 'damaged', 'Layu semua', now()
         from orders.orders where user_id = '{user}' and code = 'SYR-00000000';
         insert into orders.claim_lines (claim_id, line, sku, name_id, name_en, unit, quantity, cost)
         select c.id, 1, 'BYM-IKAT', 'Bayam', 'Spinach', 'ikat', 1000, 5000
         from orders.claims c join orders.orders o on o.id = c.order_id where o.user_id = '{user}';
         insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
         values ('{user}', 5000, 'claim', 'SYR-00000000', '{user}', now())"
    ))
    .await;
}

#[tokio::test]
async fn an_export_holds_what_every_context_keeps() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let (token, user) = (text(&session, "access_token"), text(&session["user"], "id"));
    let address = add(&shop, token, &home()).await.expect(201);
    shop_around(&shop, user, 2).await;
    shop.execute(&format!(
        "insert into identity.second_factors values ('{user}', gen_random_uuid(), now(), now(), 1);
         insert into identity.recovery_codes values ('{user}', sha256('x'), null), ('{user}', sha256('y'), now());
         insert into identity.external_identities values ('https://accounts.example', 'sari-77', '{user}', now())"
    ))
    .await;

    let answer = export(&shop, token).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let data = answer.expect(200);
    assert_eq!(data["profile"], shop.me(token).await.expect(200));
    assert_eq!(data["addresses"], json!([address]));
    assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(data["second_factor"]["recovery_codes_left"], 1);
    assert_eq!(data["external_identities"][0]["subject"], "sari-77");
    let actions = data["security_events"].as_array().unwrap().iter();
    let actions: Vec<_> = actions.map(|event| text(event, "action")).collect();
    assert_eq!(actions, ["email_verified", "registered"]);
    assert_eq!(data["cart"][0]["sku"], "BYM-IKAT");
    assert_eq!(data["cart"][0]["quantity"], "2.000");
    let orders = data["orders"].as_array().unwrap();
    assert_eq!(orders.len(), 2);
    assert_eq!(orders[0]["code"], "SYR-00000000");
    assert_eq!(orders[0]["address"]["street"], "Jl. Mawar 7");
    assert_eq!(orders[0]["lines"][0]["sku"], "BYM-IKAT");
    assert_eq!(orders[0]["payments"][0]["va_number"], "880123");
    assert_eq!(orders[1]["payments"], json!([]));
    assert_eq!(data["claims"][0]["text"], "Layu semua");
    assert_eq!(data["claims"][0]["lines"][0]["sku"], "BYM-IKAT");
    assert_eq!(data["credit"][0]["balance"]["amount"], 5_000);
    assert_eq!(data["mails"][0]["subject"], "Pesanan kami terima");
    assert_eq!(data["notifications"][0]["title"], "Pesanan kami terima");
    assert_eq!(data["muted_notifications"], json!(["order_status_changed"]));
    // Secrets are nobody's data.
    let whole = data.to_string();
    for secret in ["argon2", "token_hash", "refresh_token"] {
        assert!(!whole.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn an_export_holds_all_orders_however_many() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    shop_around(&shop, text(&session["user"], "id"), 101).await;
    let data = export(&shop, text(&session, "access_token"))
        .await
        .expect(200);
    let orders = data["orders"].as_array().unwrap();
    let mut codes: Vec<_> = orders.iter().map(|order| text(order, "code")).collect();
    codes.dedup();
    assert_eq!(codes.len(), 101);
}

#[tokio::test]
async fn what_others_have_is_theirs() {
    let (shop, email) = (Shop::open().await, somebody());
    let (sari, budi) = (
        shop.customer(&email).await,
        shop.customer(&somebody()).await,
    );
    let (saris, budis) = (text(&sari["user"], "id"), text(&budi["user"], "id"));
    add(&shop, text(&budi, "access_token"), &home())
        .await
        .expect(201);
    shop_around(&shop, budis, 1).await;
    // Budi is one of the staff, and has changed what Sari may do.
    shop.execute(&format!(
        r#"insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, details)
           values (now(), '{budis}', 'roles_changed', '{saris}', '192.0.2.99', 'kantor', '{{"roles": ["support"]}}')"#
    ))
    .await;
    shop.login(&email, PASSWORD).await.expect(200);

    let data = export(&shop, text(&sari, "access_token")).await.expect(200);
    for empty in [
        "addresses",
        "cart",
        "orders",
        "claims",
        "credit",
        "mails",
        "notifications",
        "muted_notifications",
        "external_identities",
    ] {
        assert_eq!(data[empty], json!([]), "{empty}");
    }
    assert_eq!(data["second_factor"], Value::Null);
    let events = data["security_events"].as_array().unwrap();
    let changed = events
        .iter()
        .find(|event| event["action"] == "roles_changed")
        .unwrap();
    assert_eq!(changed["details"], json!({ "roles": ["support"] }));
    assert_eq!(
        (&changed["by_me"], &changed["about_me"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        (&changed["ip"], &changed["user_agent"]),
        (&json!(""), &json!(""))
    );
    assert!(!data.to_string().contains(budis));

    let data = export(&shop, text(&budi, "access_token")).await.expect(200);
    let events = data["security_events"].as_array().unwrap();
    assert_eq!(events[0]["action"], "roles_changed");
    assert_eq!(events[0]["ip"], "192.0.2.99");
    assert_eq!(events[0]["details"], json!({}));
    assert!(!data.to_string().contains(saris));
}

#[tokio::test]
async fn an_export_is_for_the_signed_in_who_are_there() {
    let shop = Shop::open().await;
    Call::get("/v1/me/export")
        .send(shop.app(), export_account::handle)
        .await
        .expect_problem(401, "authentication_required");
    let gone = shop.stage.token(UserId::generate(&SystemClock), &[]);
    export(&shop, &gone)
        .await
        .expect_problem(404, "user_not_found");
}
