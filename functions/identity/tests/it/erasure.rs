//! Going.

use crate::addresses::{add, home};
use crate::shop::{PASSWORD, Shop, post, somebody, text};
use domain::events::Event;
use domain::identity::events::AccountErased;
use identity::{erase_account, refresh_session};
use serde_json::{Value, json};
use testkit::{Answer, Call};

fn erase() -> Call {
    Call::new("DELETE", "/v1/me")
}

async fn go(shop: &Shop, session: &Value) -> Answer {
    erase()
        .bearer(text(session, "access_token"))
        .header("user-agent", "sari's phone")
        .send(shop.app(), erase_account::handle)
        .await
}

/// Everything that the database holds of identity, as text.
async fn everything(shop: &Shop) -> String {
    let mut all = String::new();
    for table in [
        "users",
        "addresses",
        "sessions",
        "refresh_tokens",
        "one_time_tokens",
        "second_factors",
        "recovery_codes",
        "external_identities",
        "user_roles",
    ] {
        let statement = format!("select to_jsonb(t)::text from identity.{table} t");
        for row in shop.client.query(&statement, &[]).await.unwrap() {
            all.push_str(row.get(0));
        }
    }
    all
}

#[tokio::test]
async fn whoever_goes_leaves_an_id_behind_and_nothing_else() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    add(&shop, text(&session, "access_token"), &home())
        .await
        .expect(201);
    let id = text(&session["user"], "id");
    shop.execute(&format!(
        "update identity.users set phone = '+6281234567890', photo_key = 'photos/{id}/1', name = 'Sari Dewi';
         update identity.sessions set ip = '192.0.2.55', user_agent = 'telepon sari';
         insert into identity.second_factors values ('{id}', gen_random_uuid(), now(), now(), 1);
         insert into identity.recovery_codes values ('{id}', sha256('x'));
         insert into identity.external_identities values ('https://accounts.example', 'sari-77', '{id}', now())"
    ))
    .await;
    go(&shop, &session).await.expect(204);

    let left = everything(&shop).await;
    for trace in [
        email.as_str(),
        "Sari",
        "sari-77",
        "8123456789",
        "photos/",
        "192.0.2.55",
        "telepon",
        "Mawar",
        "argon2",
    ] {
        assert!(!left.contains(trace), "{trace} in {left}");
    }
    for (table, rows) in [
        ("identity.users where status = 'erased'", 1),
        ("identity.sessions where revoked_at is not null", 1),
        ("identity.addresses", 0),
        ("identity.refresh_tokens", 0),
        ("identity.one_time_tokens", 0),
        ("identity.second_factors", 0),
        ("identity.recovery_codes", 0),
        ("identity.external_identities", 0),
        ("identity.user_roles", 0),
        // The picture itself goes with the object.
        ("platform.discarded_images", 1),
    ] {
        assert_eq!(shop.count(table).await, rows, "{table}");
    }
    let row = shop
        .client
        .query_one("select email, name from identity.users", &[])
        .await
        .unwrap();
    assert_eq!(
        row.get::<_, String>(0),
        format!("erased-{id}@erased.invalid")
    );
    assert_eq!(row.get::<_, String>(1), "Erased");
}

#[tokio::test]
async fn every_way_back_in_is_closed_at_once() {
    let (shop, email) = (Shop::open().await, somebody());
    let here = shop.customer(&email).await;
    let there = shop.login(&email, PASSWORD).await.expect(200);
    go(&shop, &here).await.expect(204);
    for session in [&here, &there] {
        shop.me(text(session, "access_token"))
            .await
            .expect_problem(401, "invalid_token");
        let body = json!({ "refresh_token": session["refresh_token"] });
        post("/v1/auth/refresh", &body)
            .send(shop.app(), refresh_session::handle)
            .await
            .expect_problem(401, "invalid_refresh_token");
    }
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    // Even where Redis cannot tell that the token is cut, there is nobody to go again.
    let stage = shop.stage.clone().with("REDIS_URL", "redis://127.0.0.1:1");
    erase()
        .bearer(text(&here, "access_token"))
        .send(stage.app(), erase_account::handle)
        .await
        .expect_problem(404, "user_not_found");
    // The address is free again, for somebody new.
    let again = shop.customer(&email).await;
    assert_ne!(again["user"]["id"], here["user"]["id"]);
}

#[tokio::test]
async fn the_log_and_the_event_tell_that_somebody_went_and_not_who() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    go(&shop, &session).await.expect(204);
    let row = shop
        .client
        .query_one(
            "select actor_id::text, user_id::text, ip, user_agent, details from identity.audit_log
             where action = 'account_erased'",
            &[],
        )
        .await
        .unwrap();
    let id = text(&session["user"], "id");
    assert_eq!((row.get::<_, &str>(0), row.get::<_, &str>(1)), (id, id));
    assert_eq!((row.get::<_, &str>(2), row.get::<_, &str>(3)), ("", ""));
    assert_eq!(row.get::<_, Value>(4), json!({}));

    let rows = shop
        .client
        .query(
            "select event from platform.outbox where event->>'type' = 'sayur.identity.account_erased.v1'",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    let event: Event = serde_json::from_value(rows[0].get(0)).unwrap();
    assert_eq!(event.data, json!({ "user_id": id }));
    let erased = event.read::<AccountErased>().unwrap().unwrap();
    assert_eq!(erased.user_id.to_string(), id);
}

#[tokio::test]
async fn nobody_else_is_touched() {
    let shop = Shop::open().await;
    let (sari, budi) = (
        shop.customer(&somebody()).await,
        shop.customer(&somebody()).await,
    );
    let budis = text(&budi, "access_token");
    add(&shop, budis, &home()).await.expect(201);
    let before = shop.me(budis).await.expect(200);
    go(&shop, &sari).await.expect(204);
    assert_eq!(shop.me(budis).await.expect(200), before);
    assert_eq!(shop.count("identity.addresses").await, 1);
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        1
    );
    assert_eq!(shop.count("identity.user_roles").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_calls_one_erases() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let app: &erase_account::App = shop.app();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let call = erase().bearer(text(&session, "access_token"));
            tokio::spawn(call.send(app, erase_account::handle))
        })
        .collect();
    let mut done = 0;
    for call in calls {
        match call.await.unwrap() {
            answer if answer.status == 204 => done += 1,
            answer if answer.status == 401 => answer.expect_problem(401, "invalid_token"),
            answer => answer.expect_problem(404, "user_not_found"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(
        shop.count("identity.audit_log where action = 'account_erased'")
            .await,
        1
    );
}

#[tokio::test]
async fn the_last_super_admin_stays() {
    let shop = Shop::open().await;
    let admin = shop.customer(&somebody()).await;
    shop.execute(
        "insert into identity.user_roles select id, 'super_admin', now() from identity.users",
    )
    .await;
    // A suspended one could appoint nobody, and one of the staff is no super admin.
    shop.customer(&somebody()).await;
    shop.customer(&somebody()).await;
    let (first, others) = (
        text(&admin["user"], "id"),
        "select id from identity.users where id <>",
    );
    shop.execute(&format!(
        "insert into identity.user_roles select id, 'support', now() from ({others} '{first}' limit 1) o;
         insert into identity.user_roles
         select id, 'super_admin', now() from ({others} '{first}' order by id desc limit 1) o;
         update identity.users set status = 'suspended' from identity.user_roles r
         where r.user_id = users.id and r.role = 'super_admin' and users.id <> '{first}'"
    ))
    .await;
    go(&shop, &admin)
        .await
        .expect_problem(409, "last_super_admin");
    shop.me(text(&admin, "access_token")).await.expect(200);
    assert_eq!(
        shop.count("identity.users where status = 'erased'").await,
        0
    );
    assert_eq!(
        shop.count("platform.outbox where event->>'type' = 'sayur.identity.account_erased.v1'")
            .await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_super_admins_who_all_go_at_once_one_stays() {
    let shop = Shop::open().await;
    let mut tokens = Vec::new();
    for _ in 0..10 {
        let session = shop.customer(&somebody()).await;
        tokens.push(text(&session, "access_token").to_owned());
    }
    shop.execute(
        "insert into identity.user_roles select id, 'super_admin', now() from identity.users",
    )
    .await;
    let app: &erase_account::App = shop.app();
    let calls: Vec<_> = (0..50)
        .map(|turn| {
            let call = erase().bearer(&tokens[turn % tokens.len()]);
            tokio::spawn(call.send(app, erase_account::handle))
        })
        .collect();
    let mut gone = 0;
    for call in calls {
        let answer = call.await.unwrap();
        assert!([204, 401, 404, 409].contains(&answer.status), "{answer:?}");
        gone += i32::from(answer.status == 204);
    }
    assert_eq!(gone, 9);
    assert_eq!(
        shop.count(
            "identity.user_roles g join identity.users u on u.id = g.user_id
             where g.role = 'super_admin' and u.status = 'active'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn going_is_for_the_signed_in() {
    let shop = Shop::open().await;
    erase()
        .send(shop.app(), erase_account::handle)
        .await
        .expect_problem(401, "authentication_required");
}
