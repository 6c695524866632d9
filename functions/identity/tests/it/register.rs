//! Registering.

use crate::shop::{PASSWORD, Shop, post, somebody};
use domain::Language;
use domain::identity::events::KnownAddressUsed;
use identity::register;
use serde_json::{Value, json};

#[tokio::test]
async fn a_new_customer_is_pending_and_is_asked_to_prove_the_address() {
    let (shop, email) = (Shop::open().await, somebody());
    let body = json!({
        "email": email.to_uppercase(), "password": PASSWORD, "name": " Sari ", "phone": "0812-3456-7890"
    });
    let answer = post("/v1/auth/register", &body)
        .header("accept-language", "en")
        .send(shop.app(), register::handle)
        .await;
    assert_eq!(answer.expect(202), Value::Null);
    let user = shop
        .client
        .query_one(
            "select u.email, u.name, u.phone, u.language, u.status, u.password_hash, r.role
             from identity.users u join identity.user_roles r on r.user_id = u.id",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(user.get::<_, &str>("email"), email);
    assert_eq!(user.get::<_, &str>("name"), "Sari");
    assert_eq!(user.get::<_, &str>("phone"), "+6281234567890");
    assert_eq!(user.get::<_, &str>("language"), "en");
    assert_eq!(user.get::<_, &str>("status"), "pending");
    assert_eq!(user.get::<_, &str>("role"), "customer");
    let hash: &str = user.get("password_hash");
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
    let mails = shop.requested_mails(&email).await;
    assert_eq!((mails.len(), mails[0].language), (1, Language::En));
    assert_eq!(shop.audit_log().await, ["registered"]);
}

#[tokio::test]
async fn a_token_is_never_written_anywhere_in_the_clear() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    let token = shop.mailed_tokens(&email).await.remove(0);
    for table in [
        "platform.outbox",
        "identity.one_time_tokens",
        "identity.audit_log",
    ] {
        let found = shop
            .count(&format!("{table} t where t::text like '%{token}%'"))
            .await;
        assert_eq!(found, 0, "{table}");
    }
}

#[tokio::test]
async fn a_known_address_gets_the_same_answer_and_a_word_by_mail() {
    let (shop, email) = (Shop::open().await, somebody());
    let first = shop.register(&email).await;
    let token = shop.mailed_tokens(&email).await.remove(0);
    shop.verify(&token).await.expect(200);
    let again = shop.register(&email).await;
    assert_eq!(shop.count("identity.users").await, 1);
    // An address that was asked for as often, and has no account.
    let unknown = somebody();
    shop.resend(&unknown).await.expect(202);
    let new = shop.register(&unknown).await;
    assert_eq!(
        (new.status, &new.headers, &new.body),
        (again.status, &again.headers, &again.body)
    );
    assert_eq!((first.status, again.status), (202, 202));
    assert_eq!(shop.requested_mails(&email).await.len(), 1);
    let told = shop.told::<KnownAddressUsed>().await;
    assert_eq!((told.len(), told[0].email.as_str()), (1, email.as_str()));
    // The password is still the first one's.
    shop.login(&email, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_pending_address_can_be_registered_again_and_the_last_registration_counts() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    let body = json!({ "email": email, "password": "bayam-di-kebun-sore", "name": "Dewi" });
    post("/v1/auth/register", &body)
        .send(shop.app(), register::handle)
        .await
        .expect(202);
    let tokens = shop.mailed_tokens(&email).await;
    assert_eq!(tokens.len(), 2);
    shop.verify(&tokens[0])
        .await
        .expect_problem(422, "invalid_verification_token");
    let session = shop.verify(&tokens[1]).await.expect(200);
    assert_eq!(session["user"]["name"], "Dewi");
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, "bayam-di-kebun-sore").await.expect(200);
}

#[tokio::test]
async fn what_the_queue_does_not_take_waits_in_the_outbox() {
    let (shop, email) = (Shop::open().await, somebody());
    // Nothing answers where the queues should be.
    shop.register(&email).await.expect(202);
    assert_eq!(shop.count("platform.outbox where sent_at is null").await, 1);
}

#[tokio::test]
async fn a_suspended_user_is_not_replaced() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.customer(&email).await;
    shop.execute("update identity.users set status = 'suspended'")
        .await;
    shop.register(&email).await.expect(202);
    assert_eq!(
        shop.count("identity.users where status = 'suspended'")
            .await,
        1
    );
    assert_eq!(shop.count("identity.users").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_registrations_at_the_same_time_one_counts() {
    let (shop, email) = (Shop::open().await, somebody());
    let app: &register::App = shop.app();
    let calls: Vec<_> = (0..5)
        .map(|number| {
            let body =
                json!({ "email": email, "password": PASSWORD, "name": format!("Sari {number}") });
            tokio::spawn(post("/v1/auth/register", &body).send(app, register::handle))
        })
        .collect();
    for call in calls {
        call.await.unwrap().expect(202);
    }
    assert_eq!(shop.count("identity.users").await, 1);
    // Whatever mails were asked for, one link is good.
    let mut verified = 0;
    for token in shop.mailed_tokens(&email).await {
        let answer = shop.verify(&token).await;
        if answer.status == 200 {
            verified += 1;
        } else {
            answer.expect_problem(422, "invalid_verification_token");
        }
    }
    assert_eq!(verified, 1);
}
