//! What the database is asked, counted on the wire, by functions that are warm.

use crate::addresses::home;
use crate::shop::{PASSWORD, Shop, post, somebody, text};
use crate::staff::{patch, person};
use domain::events::Event;
use domain::identity::Permission;
use identity::{
    DirectoryApp, RolesApp, add_address, change_email, forgot_password, get_profile, get_user,
    list_addresses, list_audit_log, list_roles, list_users, login, refresh_session, register,
    resend_verification, update_role, update_user,
};
use messaging::{Queue, queues_of};
use serde_json::{Value, json};
use testkit::{Answer, Call, Wire};

#[tokio::test]
async fn signing_in_keeps_to_its_budget() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    let wire = Wire::to(&shop.database).await;

    let app: &login::App = wire.stage().app();
    let credentials = json!({ "email": email, "password": PASSWORD });
    let login = async || {
        let call = post("/v1/auth/login", &credentials);
        call.send(app, login::handle).await.expect(200)
    };
    login().await;
    let (round_trips, session) = wire.round_trips(login()).await;
    assert_eq!(round_trips, 2, "login");

    let app: &refresh_session::App = wire.stage().app();
    let refresh = async |token: &str| {
        let call = post("/v1/auth/refresh", &json!({ "refresh_token": token }));
        call.send(app, refresh_session::handle).await.expect(200)
    };
    let session = refresh(text(&session, "refresh_token")).await;
    let token = text(&session, "refresh_token");
    let (round_trips, _) = wire.round_trips(refresh(token)).await;
    assert_eq!(round_trips, 1, "refresh");
}

#[tokio::test]
async fn what_is_the_users_own_is_read_in_one_round_trip_and_written_in_two() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let user = text(&session["user"], "id").parse().unwrap();
    let wire = Wire::to(&shop.database).await;
    let token = wire.stage().token(user, &[]);

    let app: &get_profile::App = wire.stage().app();
    let profile = async || {
        let call = Call::get("/v1/me").bearer(&token);
        call.send(app, get_profile::handle).await.expect(200)
    };
    profile().await;
    assert_eq!(wire.round_trips(profile()).await.0, 1, "profile");

    let app: &add_address::App = wire.stage().app();
    let add = async || {
        let call = Call::post("/v1/me/addresses").bearer(&token).json(&home());
        call.send(app, add_address::handle).await.expect(201)
    };
    add().await;
    assert_eq!(wire.round_trips(add()).await.0, 2, "adding an address");

    let app: &list_addresses::App = wire.stage().app();
    let list = async || {
        let call = Call::get("/v1/me/addresses").bearer(&token);
        call.send(app, list_addresses::handle).await.expect(200)
    };
    list().await;
    assert_eq!(wire.round_trips(list()).await.0, 1, "listing addresses");
}

#[tokio::test]
async fn staff_read_in_one_round_trip_and_change_in_three() {
    let shop = Shop::open().await;
    let admin = person(&shop, &["super_admin"]).await;
    let user = person(&shop, &["customer"]).await;
    let wire = Wire::to(&shop.database).await;
    let token = wire.stage().token(admin, Permission::ALL);
    let get = || Call::get("/").bearer(&token);

    let directory: &DirectoryApp = wire.stage().app();
    let list = async || get().send(directory, list_users::handle).await.expect(200);
    list().await;
    assert_eq!(wire.round_trips(list()).await.0, 1, "listing users");
    let read = async || {
        let call = get().parameter("id", user.to_string());
        call.send(directory, get_user::handle).await.expect(200)
    };
    read().await;
    assert_eq!(wire.round_trips(read()).await.0, 1, "reading a user");
    let update = async |roles: &[&str]| {
        let call = patch(&token, user, &json!({ "roles": roles }));
        call.send(directory, update_user::handle).await.expect(200)
    };
    update(&["courier"]).await;
    assert_eq!(wire.round_trips(update(&[])).await.0, 3, "changing a user");

    let roles: &RolesApp = wire.stage().app();
    let list = async || get().send(roles, list_roles::handle).await.expect(200);
    list().await;
    assert_eq!(wire.round_trips(list()).await.0, 1, "listing roles");
    let redefine = async |permissions: &[Permission]| {
        let body = json!({ "permissions": permissions, "requires_second_factor": false });
        let call = Call::new("PUT", "/").parameter("name", "courier");
        let call = call.bearer(&token).json(&body);
        call.send(roles, update_role::handle).await.expect(200)
    };
    redefine(&[]).await;
    let redefined = wire.round_trips(redefine(&[Permission::OrdersRead])).await;
    assert_eq!(redefined.0, 3, "changing a role");

    let audit_log: &list_audit_log::App = wire.stage().app();
    let read = async || {
        let call = get();
        call.send(audit_log, list_audit_log::handle)
            .await
            .expect(200)
    };
    read().await;
    assert_eq!(wire.round_trips(read()).await.0, 1, "reading the audit log");
}

/// Accounts of every kind, and nobody's address last.
async fn all_kinds(shop: &Shop) -> [String; 4] {
    let [suspended, active, pending, nobodys] = [somebody(), somebody(), somebody(), somebody()];
    shop.customer(&suspended).await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    shop.customer(&active).await;
    shop.register(&pending).await.expect(202);
    [suspended, active, pending, nobodys]
}

/// What one call costs, and that it leaves one event for the mails behind, and one line in the audit log.
async fn cost(shop: &Shop, wire: &Wire, call: impl Future<Output = Answer>) -> usize {
    let lines = "identity.audit_log";
    let (events, lines_before) = (events(shop).await, shop.count(lines).await);
    let (round_trips, answer) = wire.round_trips(call).await;
    assert!(answer.expect(202).is_null());
    let after = self::events(shop).await;
    assert_eq!(after.len(), events.len() + 1);
    for event in &after {
        assert_eq!(queues_of(&event.kind), [Queue::Notifications]);
    }
    assert_eq!(shop.count(lines).await, lines_before + 1);
    round_trips
}

async fn events(shop: &Shop) -> Vec<Event> {
    let rows = shop
        .client
        .query("select event from platform.outbox", &[])
        .await
        .unwrap();
    rows.iter()
        .map(|row| serde_json::from_value(row.get(0)).unwrap())
        .collect()
}

#[tokio::test]
async fn what_is_asked_for_an_address_costs_the_same_whoever_has_it() {
    let shop = Shop::open().await;
    let emails = all_kinds(&shop).await;
    let stage = shop.stage.clone().with("DATABASE_CONNECTIONS", "1");
    let wire = Wire::between(stage, &shop.database).await;

    let app: &forgot_password::App = wire.stage().app();
    let forgot = |email: &str| {
        let body = json!({ "email": email });
        post("/v1/auth/forgot-password", &body).send(app, forgot_password::handle)
    };
    forgot(&somebody()).await.expect(202);
    for email in &emails {
        assert_eq!(cost(&shop, &wire, forgot(email)).await, 2, "forgot");
    }

    let app: &resend_verification::App = wire.stage().app();
    let resend = |email: &str| {
        let body = json!({ "email": email });
        post("/v1/auth/resend-verification", &body).send(app, resend_verification::handle)
    };
    resend(&somebody()).await.expect(202);
    for email in &emails {
        assert_eq!(cost(&shop, &wire, resend(email)).await, 2, "resend");
    }

    let app: &register::App = wire.stage().app();
    let register = |email: &str| {
        let body = json!({ "email": email, "password": PASSWORD, "name": "Sari" });
        post("/v1/auth/register", &body).send(app, register::handle)
    };
    register(&somebody()).await.expect(202);
    for email in &emails {
        assert_eq!(cost(&shop, &wire, register(email)).await, 3, "register");
    }
}

#[tokio::test]
async fn asking_for_another_address_costs_the_same_whoever_has_it() {
    let shop = Shop::open().await;
    let emails = all_kinds(&shop).await;
    let stage = shop.stage.clone().with("DATABASE_CONNECTIONS", "1");
    let wire = Wire::between(stage, &shop.database).await;
    let app: &change_email::App = wire.stage().app();
    let ask = |session: &Value, email: &str| {
        Call::new("PUT", "/v1/me/email")
            .bearer(text(session, "access_token"))
            .json(&json!({ "password": PASSWORD, "email": email }))
            .send(app, change_email::handle)
    };
    let session = shop.customer(&somebody()).await;
    ask(&session, &somebody()).await.expect(202);
    for email in &emails {
        // Mails are counted for whoever asks, too.
        let session = shop.customer(&somebody()).await;
        let round_trips = cost(&shop, &wire, ask(&session, email)).await;
        assert_eq!(round_trips, 3, "another address");
    }
}
