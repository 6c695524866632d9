//! The first administrator.

use crate::shop::{PASSWORD, Shop, somebody};
use config::FromEnvironment;
use domain::SystemClock;
use domain::failure::Invalid;
use domain::identity::appointment::{Appointment, AppointmentError, appoint_super_admin};
use domain::identity::{EmailAddress, Permission};
use passwords::Argon2Passwords;
use postgres::{Database, PgProfiles, PgSessions, PgUsers};
use serde_json::json;

async fn appoint(
    shop: &Shop,
    email: &str,
    password: &str,
) -> Result<Appointment, AppointmentError> {
    let database = Database::from_environment(&shop.stage.of_tools().environment()).unwrap();
    appoint_super_admin(
        &PgUsers::from(database.clone()),
        &PgProfiles::from(database.clone()),
        &PgSessions::from(database),
        &Argon2Passwords::default(),
        &SystemClock,
        EmailAddress::parse(email).unwrap(),
        password,
    )
    .await
}

#[tokio::test]
async fn the_command_makes_an_administrator_who_can_log_in_and_do_everything() {
    let (shop, email) = (Shop::open().await, somebody());
    assert_eq!(
        appoint(&shop, &email, PASSWORD).await.unwrap(),
        Appointment::Created
    );
    let session = shop.login(&email, PASSWORD).await.expect(200);
    assert_eq!(session["user"]["roles"], json!(["customer", "super_admin"]));
    let mut all: Vec<_> = Permission::ALL
        .iter()
        .map(|permission| permission.as_str())
        .collect();
    all.sort_unstable();
    assert_eq!(session["user"]["permissions"], json!(all));
    assert_eq!(
        appoint(&shop, &email, PASSWORD).await.unwrap(),
        Appointment::Unchanged
    );
    assert_eq!(shop.count("identity.users").await, 1);
    assert_eq!(
        shop.count("identity.audit_log where action = 'super_admin_appointed'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_customer_is_promoted_and_keeps_password_and_sessions() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    assert_eq!(
        appoint(&shop, &email, PASSWORD).await.unwrap(),
        Appointment::Changed
    );
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        1
    );
    let again = shop.login(&email, PASSWORD).await.expect(200);
    assert_eq!(again["user"]["id"], session["user"]["id"]);
    assert_eq!(again["user"]["name"], "Sari");
}

#[tokio::test]
async fn whoever_registered_the_address_before_does_not_keep_a_way_in() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    let password = "bayam-di-kebun-sore";
    assert_eq!(
        appoint(&shop, &email, password).await.unwrap(),
        Appointment::Changed
    );
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, password).await.expect(200);
    // Another password ends the sessions of the one before.
    assert_eq!(
        appoint(&shop, &email, PASSWORD).await.unwrap(),
        Appointment::Changed
    );
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        0
    );
}

#[tokio::test]
async fn an_administrators_password_is_no_common_one() {
    let (shop, email) = (Shop::open().await, somebody());
    let refused = appoint(&shop, &email, "administrator1").await;
    assert!(matches!(
        refused,
        Err(AppointmentError::Invalid(Invalid("password_too_common")))
    ));
    assert_eq!(shop.count("identity.users").await, 0);
}

#[tokio::test]
async fn the_audit_log_is_append_only() {
    let shop = Shop::open().await;
    shop.customer(&somebody()).await;
    for statement in [
        "delete from identity.audit_log",
        "update identity.audit_log set action = 'nothing'",
        "truncate identity.audit_log",
    ] {
        let error = shop.client.batch_execute(statement).await.unwrap_err();
        assert!(
            error
                .as_db_error()
                .unwrap()
                .message()
                .contains("append-only")
        );
    }
    assert_eq!(shop.audit_log().await.len(), 2);
}
