//! A second factor: enrolled, confirmed, asked for, lost, removed.

use crate::shop::{PASSWORD, Shop, post, somebody, somewhere, text};
use config::FromEnvironment;
use domain::SystemClock;
use domain::events::Event;
use domain::identity::events::SecondFactorChanged;
use domain::identity::login::enter;
use domain::identity::{FirstFactor, LoginError, Origin, SecondFactorKey};
use identity::{
    confirm_second_factor, enrol_second_factor, login, refresh_session, remove_second_factor,
    renew_recovery_codes,
};
use postgres::PgSessions;
use serde_json::{Value, json};
use testkit::{Answer, Call, SECOND_FACTOR_KEY, authenticator_code as code};
use uuid::Uuid;

const ROUTE: &str = "/v1/me/second-factor";

fn as_user(call: Call, token: &str, body: &Value) -> Call {
    call.json(body).bearer(token).from_ip(somewhere())
}

async fn enrol(shop: &Shop, token: &str, password: &str) -> Answer {
    as_user(Call::post(ROUTE), token, &json!({ "password": password }))
        .send(shop.app(), enrol_second_factor::handle)
        .await
}

async fn confirm(shop: &Shop, token: &str, code: &str) -> Answer {
    as_user(Call::new("PUT", ROUTE), token, &json!({ "code": code }))
        .send(shop.app(), confirm_second_factor::handle)
        .await
}

async fn remove(shop: &Shop, token: &str, password: &str, code: &str) -> Answer {
    let body = json!({ "password": password, "code": code });
    as_user(Call::new("DELETE", ROUTE), token, &body)
        .send(shop.app(), remove_second_factor::handle)
        .await
}

async fn renew(shop: &Shop, token: &str, password: &str, code: &str) -> Answer {
    let body = json!({ "password": password, "code": code });
    as_user(
        Call::post("/v1/me/second-factor/recovery-codes"),
        token,
        &body,
    )
    .send(shop.app(), renew_recovery_codes::handle)
    .await
}

fn login_call(email: &str, code: Option<&str>) -> Call {
    let body = json!({ "email": email, "password": PASSWORD, "code": code });
    post("/v1/auth/login", &body)
}

async fn login(shop: &Shop, email: &str, code: Option<&str>) -> Answer {
    login_call(email, code)
        .send(shop.app(), login::handle)
        .await
}

async fn refresh(shop: &Shop, session: &Value) -> Value {
    let body = json!({ "refresh_token": session["refresh_token"] });
    post("/v1/auth/refresh", &body)
        .send(shop.app(), refresh_session::handle)
        .await
        .expect(200)
}

/// A customer with a confirmed factor.
struct Customer {
    email: String,
    secret: String,
    /// The code that confirmed it.
    used: String,
    recovery_codes: Vec<String>,
    session: Value,
}

impl Customer {
    fn token(&self) -> &str {
        text(&self.session, "access_token")
    }
}

/// The code of this moment is used up by the confirmation; the next one is good already.
async fn customer(shop: &Shop) -> Customer {
    let email = somebody();
    let session = shop.customer(&email).await;
    let token = text(&session, "access_token");
    let enrolment = enrol(shop, token, PASSWORD).await.expect(201);
    let secret = text(&enrolment, "secret").to_owned();
    let used = code(&secret, 0);
    let answer = confirm(shop, token, &used).await.expect(200);
    let codes = answer["recovery_codes"].as_array().unwrap();
    Customer {
        recovery_codes: codes
            .iter()
            .map(|code| code.as_str().unwrap().to_owned())
            .collect(),
        session: refresh(shop, &session).await,
        email,
        secret,
        used,
    }
}

async fn changes(shop: &Shop) -> Vec<SecondFactorChanged> {
    let statement = "select event from platform.outbox order by created_at, id";
    let rows = shop.client.query(statement, &[]).await.unwrap();
    rows.iter()
        .map(|row| serde_json::from_value::<Event>(row.get(0)).unwrap())
        .filter_map(|event| event.read().unwrap())
        .collect()
}

#[tokio::test]
async fn a_confirmed_factor_is_asked_for_and_its_code_lets_in_once() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let token = text(&session, "access_token");
    assert_eq!(session["user"]["second_factor"], "off");
    let enrolment = enrol(&shop, token, PASSWORD).await.expect(201);
    let secret = text(&enrolment, "secret");
    assert_eq!(
        text(&enrolment, "otpauth_uri"),
        format!(
            "otpauth://totp/MICRO-SAYUR:{}?secret={secret}&issuer=MICRO-SAYUR&algorithm=SHA1&digits=6&period=30",
            email.replace('@', "%40")
        )
    );
    // Nobody is asked for what was not confirmed.
    login(&shop, &email, None).await.expect(200);
    let used = code(secret, 0);
    let confirmed = confirm(&shop, token, &used).await;
    assert_eq!(confirmed.headers["cache-control"], "no-store");
    let codes = confirmed.expect(200);
    assert_eq!(codes["recovery_codes"].as_array().unwrap().len(), 10);

    // What was issued before is refused at once; the session goes on, and knows.
    shop.me(token).await.expect_problem(401, "invalid_token");
    let session = refresh(&shop, &session).await;
    assert_eq!(session["user"]["second_factor"], "on");
    let me = shop.me(text(&session, "access_token")).await.expect(200);
    assert_eq!(me["second_factor"], "on");

    login(&shop, &email, None)
        .await
        .expect_problem(401, "second_factor_required");
    for wrong in [used.as_str(), "000000x", "", "0000-0000-0000-0000"] {
        login(&shop, &email, Some(wrong))
            .await
            .expect_problem(401, "invalid_second_factor");
    }
    let fresh = code(secret, 1);
    login(&shop, &email, Some(&fresh)).await.expect(200);
    login(&shop, &email, Some(&fresh))
        .await
        .expect_problem(401, "invalid_second_factor");
    let log =
        "identity.audit_log where action = 'login_failed' and details->>'wrong' = 'second_factor'";
    assert_eq!(shop.count(log).await, 5);
    let log =
        "identity.audit_log where action = 'logged_in' and details->>'second_factor' = 'code'";
    assert_eq!(shop.count(log).await, 1);
}

#[tokio::test]
async fn wrong_codes_are_counted_as_wrong_passwords_are() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    // The right password alone does not start the count again.
    let wrong = [
        (Some("12345"), "invalid_second_factor"),
        (None, "second_factor_required"),
    ];
    for (number, (code, problem)) in (1..=10).zip(wrong.into_iter().cycle()) {
        login(&shop, &customer.email, code)
            .await
            .expect_problem(401, problem);
        if number < 10 {
            shop.end_the_wait(&customer.email).await;
        }
    }
    // Of 16 seconds; hashing takes its time of it.
    let refused = login(&shop, &customer.email, Some(&code(&customer.secret, 1))).await;
    let wait: u32 = refused.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((9..=16).contains(&wait), "{wait}");
    refused.expect_problem(429, "too_many_requests");
    assert_eq!(shop.count("identity.sessions").await, 1);
}

#[tokio::test]
async fn a_wrong_password_is_told_alike_with_and_without_a_second_factor() {
    let shop = Shop::open().await;
    let with = customer(&shop).await;
    let body = |email: &str| json!({ "email": email, "password": "tomat-di-pasar-sore", "code": "000000" });
    let mut answers = Vec::new();
    for email in [with.email, somebody()] {
        let call = post("/v1/auth/login", &body(&email));
        let answer = call.send(shop.app(), login::handle).await;
        answers.push((answer.status, answer.headers.clone(), answer.body.clone()));
        answer.expect_problem(401, "invalid_credentials");
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_code_for_an_account_without_a_second_factor_is_not_looked_at() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    login(&shop, &email, Some("anything")).await.expect(200);
}

#[tokio::test]
async fn a_recovery_code_lets_in_once_in_place_of_the_device() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    let lost = &customer.recovery_codes[0];
    let typed = lost.to_lowercase().replace('-', " ");
    login(&shop, &customer.email, Some(&typed))
        .await
        .expect(200);
    login(&shop, &customer.email, Some(lost))
        .await
        .expect_problem(401, "invalid_second_factor");
    login(&shop, &customer.email, Some(&customer.recovery_codes[9]))
        .await
        .expect(200);
    let others = self::customer(&shop).await;
    login(&shop, &others.email, Some(&customer.recovery_codes[1]))
        .await
        .expect_problem(401, "invalid_second_factor");
    let from = "identity.recovery_codes where used_at is not null";
    assert_eq!(shop.count(from).await, 2);
    let log = "identity.audit_log where details->>'second_factor' = 'recovery_code'";
    assert_eq!(shop.count(log).await, 2);
}

#[tokio::test]
async fn recovery_codes_are_kept_as_hashes() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    let plain = customer.recovery_codes[0].replace('-', "");
    let kept = format!(
        "identity.recovery_codes where code_hash = sha256('{plain}'::bytea) and used_at is null"
    );
    assert_eq!(shop.count(&kept).await, 1);
    assert_eq!(shop.count("identity.recovery_codes").await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_logins_with_one_code_one_gets_a_session() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    let sessions = PgSessions::from_environment(&shop.stage.of("identity").environment()).unwrap();
    let statement = "select user_id, id from identity.second_factors";
    let row = shop.client.query_one(statement, &[]).await.unwrap();
    // The password was right: hashing it fifty times would only keep them from meeting.
    let first = FirstFactor {
        user: row.get::<_, Uuid>(0).into(),
        second_factor: Some(row.get::<_, Uuid>(1).into()),
        checked: None,
        rehashed: None,
    };
    let fresh = code(&customer.secret, 1);
    for code in [&fresh, &customer.recovery_codes[0]] {
        let calls: Vec<_> = (0..50)
            .map(|_| {
                let (sessions, first, code) = (sessions.clone(), first.clone(), code.clone());
                let key = SecondFactorKey::parse(SECOND_FACTOR_KEY).unwrap();
                tokio::spawn(async move {
                    let (code, origin) = (Some(code.as_str()), Origin::default());
                    enter(&sessions, &key, &SystemClock, &first, code, origin).await
                })
            })
            .collect();
        let mut let_in = 0;
        for call in calls {
            match call.await.unwrap() {
                Ok(_) => let_in += 1,
                Err(error) => assert!(matches!(error, LoginError::InvalidSecondFactor)),
            }
        }
        assert_eq!(let_in, 1);
    }
    // Beside the one that the customer began with.
    assert_eq!(shop.count("identity.sessions").await, 3);
}

#[tokio::test]
async fn a_role_that_requires_a_second_factor_allows_nothing_without() {
    let shop = Shop::open().await;
    let (plain, email) = (shop.customer(&somebody()).await, somebody());
    let session = shop.customer(&email).await;
    let user = text(&session["user"], "id");
    shop.execute(&format!(
        "update identity.roles set requires_second_factor = true where name = 'warehouse';
         insert into identity.user_roles values ('{user}', 'warehouse', now()), ('{user}', 'courier', now())"
    ))
    .await;
    let without = login(&shop, &email, None).await.expect(200);
    assert_eq!(without["user"]["second_factor"], "required");
    assert_eq!(without["user"]["permissions"], json!(["orders.deliver"]));
    let token = text(&without, "access_token");
    assert_eq!(
        shop.me(token).await.expect(200)["second_factor"],
        "required"
    );

    let enrolment = enrol(&shop, token, PASSWORD).await.expect(201);
    let secret = text(&enrolment, "secret");
    confirm(&shop, token, &code(secret, 0)).await.expect(200);
    let with = refresh(&shop, &without).await;
    assert_eq!(with["user"]["second_factor"], "on");
    assert_eq!(
        with["user"]["permissions"],
        json!([
            "inventory.write",
            "orders.deliver",
            "orders.fulfil",
            "orders.read"
        ])
    );
    assert_eq!(plain["user"]["second_factor"], "off");
}

#[tokio::test]
async fn password_and_code_remove_it_and_both_changes_are_told() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    let token = customer.token();
    let fresh = code(&customer.secret, 1);
    remove(&shop, token, "tomat-di-pasar-sore", &fresh)
        .await
        .expect_problem(422, "wrong_password");
    remove(&shop, token, PASSWORD, &customer.used)
        .await
        .expect_problem(422, "invalid_second_factor");
    remove(&shop, token, PASSWORD, &fresh).await.expect(204);

    shop.me(token).await.expect_problem(401, "invalid_token");
    let session = login(&shop, &customer.email, None).await.expect(200);
    assert_eq!(session["user"]["second_factor"], "off");
    assert_eq!(shop.count("identity.recovery_codes").await, 0);
    let told = changes(&shop).await;
    let enabled: Vec<_> = told.iter().map(|change| change.enabled).collect();
    assert_eq!(enabled, [true, false]);
    for change in told {
        assert_eq!(
            (change.email, change.name.as_str()),
            (customer.email.clone(), "Sari")
        );
        assert_eq!(change.user_id.to_string(), text(&session["user"], "id"));
    }
    let log = shop.audit_log().await;
    for action in ["second_factor_confirmed", "second_factor_removed"] {
        assert!(log.contains(&action.into()), "{action}");
    }
    remove(&shop, text(&session, "access_token"), PASSWORD, &fresh)
        .await
        .expect_problem(409, "second_factor_off");
}

#[tokio::test]
async fn a_recovery_code_removes_it_when_the_device_is_lost() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    let lost = &customer.recovery_codes[3];
    login(&shop, &customer.email, Some(lost)).await.expect(200);
    remove(&shop, customer.token(), PASSWORD, lost)
        .await
        .expect_problem(422, "invalid_second_factor");
    remove(
        &shop,
        customer.token(),
        PASSWORD,
        &customer.recovery_codes[4],
    )
    .await
    .expect(204);
}

#[tokio::test]
async fn new_recovery_codes_take_the_place_of_the_old() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    renew(&shop, customer.token(), "tomat-di-pasar-sore", "000000")
        .await
        .expect_problem(422, "wrong_password");
    renew(&shop, customer.token(), PASSWORD, "not-a-code")
        .await
        .expect_problem(422, "invalid_second_factor");
    let renewed = renew(
        &shop,
        customer.token(),
        PASSWORD,
        &customer.recovery_codes[0],
    )
    .await
    .expect(200);
    let renewed = renewed["recovery_codes"].as_array().unwrap();
    assert_eq!(renewed.len(), 10);
    assert_eq!(shop.count("identity.recovery_codes").await, 10);
    login(&shop, &customer.email, Some(&customer.recovery_codes[1]))
        .await
        .expect_problem(401, "invalid_second_factor");
    login(&shop, &customer.email, renewed[0].as_str())
        .await
        .expect(200);
    assert!(
        shop.audit_log()
            .await
            .contains(&"recovery_codes_renewed".into())
    );
}

#[tokio::test]
async fn of_a_login_and_two_renewals_with_one_code_one_succeeds() {
    let shop = Shop::open().await;
    let customer = customer(&shop).await;
    let code = &customer.recovery_codes[0];
    let (logged_in, renewed, again) = tokio::join!(
        login(&shop, &customer.email, Some(code)),
        renew(&shop, customer.token(), PASSWORD, code),
        renew(&shop, customer.token(), PASSWORD, code),
    );
    let mut statuses = [logged_in.status, renewed.status, again.status];
    statuses.sort_unstable();
    assert!(
        [[200, 401, 422], [200, 422, 422]].contains(&statuses),
        "{statuses:?}"
    );
}

#[tokio::test]
async fn whoever_starts_again_gets_another_secret_and_a_confirmed_one_stays() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let token = text(&session, "access_token");
    confirm(&shop, token, "000000")
        .await
        .expect_problem(409, "second_factor_off");
    enrol(&shop, token, "tomat-di-pasar-sore")
        .await
        .expect_problem(422, "wrong_password");
    let lost = enrol(&shop, token, PASSWORD).await.expect(201);
    let kept = enrol(&shop, token, PASSWORD).await.expect(201);
    assert_ne!(lost["secret"], kept["secret"]);
    confirm(&shop, token, &code(text(&lost, "secret"), 0))
        .await
        .expect_problem(422, "invalid_second_factor");
    confirm(&shop, token, &code(text(&kept, "secret"), 0))
        .await
        .expect(200);
    let session = refresh(&shop, &session).await;
    let token = text(&session, "access_token");
    enrol(&shop, token, PASSWORD)
        .await
        .expect_problem(409, "second_factor_on");
    confirm(&shop, token, &code(text(&kept, "secret"), 1))
        .await
        .expect_problem(409, "second_factor_on");
}

#[tokio::test]
async fn the_secret_stands_in_no_table() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let enrolment = enrol(&shop, text(&session, "access_token"), PASSWORD)
        .await
        .expect(201);
    let statement = "select id from identity.second_factors";
    let row = shop.client.query_one(statement, &[]).await.unwrap();
    let id: Uuid = row.get(0);
    let key = SecondFactorKey::parse(SECOND_FACTOR_KEY).unwrap();
    assert_eq!(
        text(&enrolment, "secret"),
        key.secret(id.into()).base32(),
        "it derives from the id"
    );
}

#[tokio::test]
async fn who_is_not_signed_in_is_told_so_before_the_body_is_looked_at() {
    let shop = Shop::open().await;
    let call = |method| Call::new(method, ROUTE).text("{").from_ip(somewhere());
    for answer in [
        call("POST")
            .send(shop.app(), enrol_second_factor::handle)
            .await,
        call("PUT")
            .send(shop.app(), confirm_second_factor::handle)
            .await,
        call("DELETE")
            .send(shop.app(), remove_second_factor::handle)
            .await,
        call("POST")
            .send(shop.app(), renew_recovery_codes::handle)
            .await,
    ] {
        answer.expect_problem(401, "authentication_required");
    }
}

#[tokio::test]
async fn bad_bodies_are_refused_and_named() {
    let shop = Shop::open().await;
    let session = shop.customer(&somebody()).await;
    let token = text(&session, "access_token");
    let call = |method, body: &Value| as_user(Call::new(method, ROUTE), token, body);
    for body in [
        json!({}),
        json!({ "password": 7 }),
        json!({ "password": PASSWORD, "code": 123_456 }),
    ] {
        for answer in [
            call("POST", &body)
                .send(shop.app(), enrol_second_factor::handle)
                .await,
            call("PUT", &body)
                .send(shop.app(), confirm_second_factor::handle)
                .await,
            call("DELETE", &body)
                .send(shop.app(), remove_second_factor::handle)
                .await,
            call("POST", &body)
                .send(shop.app(), renew_recovery_codes::handle)
                .await,
        ] {
            assert_eq!(answer.headers["ratelimit-limit"], "60");
            answer.expect_problem(400, "malformed_request");
        }
    }
    assert_eq!(shop.count("identity.second_factors").await, 0);
}
