//! Suspending users and changing their roles.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use crate::staff::{all_but, claim, grant, log, patch, person, role, show, update};
use domain::identity::Permission;
use domain::ids::UserId;
use identity::{DirectoryApp, refresh_session, update_user};
use serde_json::{Value, json};
use testkit::{Answer, until_waiting};

async fn refresh(shop: &Shop, session: &Value) -> Answer {
    let body = json!({ "refresh_token": session["refresh_token"] });
    post("/v1/auth/refresh", &body)
        .send(shop.app(), refresh_session::handle)
        .await
}

fn id(session: &Value) -> UserId {
    text(&session["user"], "id").parse().unwrap()
}

#[tokio::test]
async fn whoever_is_suspended_is_out_at_once_and_stays_out_until_reinstated() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let other = shop.login(&email, PASSWORD).await.expect(200);
    let neighbour = shop.customer(&somebody()).await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let user = id(&session);

    let body = json!({ "status": "suspended", "reason": " Cek palsu " });
    let suspended = update(&shop, &token, user, &body).await.expect(200);
    assert_eq!(suspended["status"], "suspended");
    assert_eq!(suspended["open_sessions"], 0);
    for session in [&session, &other] {
        shop.me(text(session, "access_token"))
            .await
            .expect_problem(401, "invalid_token");
        refresh(&shop, session)
            .await
            .expect_problem(401, "invalid_refresh_token");
    }
    shop.login(&email, PASSWORD)
        .await
        .expect_problem(403, "account_suspended");
    shop.me(text(&neighbour, "access_token")).await.expect(200);

    let body = json!({ "status": "active" });
    let reinstated = update(&shop, &token, user, &body).await.expect(200);
    assert_eq!(reinstated["status"], "active");
    // What was ended stays ended.
    shop.me(text(&session, "access_token"))
        .await
        .expect_problem(401, "invalid_token");
    refresh(&shop, &session)
        .await
        .expect_problem(401, "invalid_refresh_token");
    let session = shop.login(&email, PASSWORD).await.expect(200);
    shop.me(text(&session, "access_token")).await.expect(200);
    refresh(&shop, &session).await.expect(200);
}

#[tokio::test]
async fn without_redis_a_suspension_still_ends_the_sessions() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let stage = shop.stage.clone().with("REDIS_URL", "redis://127.0.0.1:1");
    patch(&token, id(&session), &json!({ "status": "suspended" }))
        .send(stage.app(), update_user::handle)
        .await
        .expect(200);
    refresh(&shop, &session)
        .await
        .expect_problem(401, "invalid_refresh_token");
}

#[tokio::test]
async fn a_permission_that_is_revoked_is_gone_at_once_and_the_session_goes_on_without_it() {
    let (shop, email) = (Shop::open().await, somebody());
    let super_admin = person(&shop, &["super_admin"]).await;
    let session = shop.customer(&email).await;
    let (user, token) = (id(&session), claim(&shop, super_admin));
    role(&shop, "clerk", &[Permission::UsersManage]).await;

    let body = json!({ "roles": ["customer", "clerk"] });
    let promoted = update(&shop, &token, user, &body).await.expect(200);
    assert_eq!(promoted["roles"], json!(["clerk", "customer"]));
    assert_eq!(promoted["permissions"], json!(["users.manage"]));
    // What they were given before says nothing of the new permission.
    shop.me(text(&session, "access_token"))
        .await
        .expect_problem(401, "invalid_token");
    let clerk = refresh(&shop, &session).await.expect(200);
    assert_eq!(clerk["user"]["permissions"], json!(["users.manage"]));
    log(&shop, text(&clerk, "access_token"), "")
        .await
        .expect(200);

    let body = json!({ "roles": ["customer"] });
    update(&shop, &token, user, &body).await.expect(200);
    log(&shop, text(&clerk, "access_token"), "")
        .await
        .expect_problem(401, "invalid_token");
    let customer = refresh(&shop, &clerk).await.expect(200);
    assert_eq!(customer["user"]["permissions"], json!([]));
    log(&shop, text(&customer, "access_token"), "")
        .await
        .expect_problem(403, "permission_denied");

    let granted = shop
        .client
        .query_one(
            "select details->'before'->'roles', details->'after'->'roles'
             from identity.audit_log where action = 'user_roles_changed' order by id limit 1",
            &[],
        )
        .await
        .unwrap();
    assert_eq!(granted.get::<_, Value>(0), json!(["customer"]));
    assert_eq!(granted.get::<_, Value>(1), json!(["clerk", "customer"]));
}

#[tokio::test]
async fn the_address_is_not_verified_by_a_suspension_that_ends() {
    let (shop, email) = (Shop::open().await, somebody());
    shop.register(&email).await.expect(202);
    let user = shop
        .client
        .query_one("select id from identity.users", &[])
        .await
        .unwrap();
    let user = UserId::from(user.get::<_, uuid::Uuid>(0));
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let link = shop.mailed_tokens(&email).await.pop().unwrap();

    for (wanted, status) in [
        ("active", "pending"),
        ("suspended", "suspended"),
        ("suspended", "suspended"),
        ("active", "pending"),
    ] {
        let answer = update(&shop, &token, user, &json!({ "status": wanted })).await;
        assert_eq!(answer.expect(200)["status"], status);
        let verifies = shop.login(&email, PASSWORD).await;
        verifies.expect_problem(
            403,
            if status == "pending" {
                "email_not_verified"
            } else {
                "account_suspended"
            },
        );
    }
    // No two lines for what was so already.
    assert_eq!(
        shop.count("identity.audit_log where user_id is not null and actor_id is not null")
            .await,
        2
    );
    update(&shop, &token, user, &json!({ "status": "suspended" }))
        .await
        .expect(200);
    shop.verify(&link)
        .await
        .expect_problem(422, "invalid_verification_token");
}

#[tokio::test]
async fn a_change_can_be_made_of_the_version_that_was_read() {
    let shop = Shop::open().await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let user = person(&shop, &[]).await;
    let shown = show(&shop, &token, &user.to_string()).await;
    assert_eq!(shown.headers["etag"], "\"1\"");
    for (tag, status) in [
        ("\"2\"", 412),
        ("W/\"1\"", 412),
        ("1", 412),
        ("", 412),
        ("\"one\"", 412),
        ("\"1\"", 200),
        ("\"1\"", 412),
        ("\"7\", \"2\"", 200),
        ("*", 200),
    ] {
        let wanted = match shop
            .count("identity.users where status = 'suspended'")
            .await
        {
            0 => "suspended",
            _ => "active",
        };
        let answer = patch(&token, user, &json!({ "status": wanted }))
            .header("if-match", tag)
            .send(shop.app(), update_user::handle)
            .await;
        if status == 412 {
            answer.expect_problem(412, "version_mismatch");
        } else {
            answer.expect(200);
        }
    }
    let answer = update(&shop, &token, user, &json!({})).await;
    assert_eq!(answer.headers["etag"], "\"4\"");
    answer.expect(200);
}

#[tokio::test]
async fn a_bad_request_changes_nobody() {
    let shop = Shop::open().await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let user = person(&shop, &["customer"]).await;
    for body in [
        json!({ "status": "pending" }),
        json!({ "status": "erased" }),
        json!({ "roles": "courier" }),
        json!({ "roles": [1] }),
        json!({ "email": "a@example.com" }),
        json!({ "permissions": [] }),
        json!({ "reason": 1 }),
        json!([]),
    ] {
        update(&shop, &token, user, &body)
            .await
            .expect_problem(400, "malformed_request");
    }
    let body = json!({ "roles": ["courier", "king", "", "courier", "Courier", "a\u{0}"] });
    let answer = update(&shop, &token, user, &body).await;
    let pointers: Vec<_> = answer.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (text(error, "pointer"), text(error, "code")))
        .collect();
    assert_eq!(
        pointers,
        ["/roles/1", "/roles/2", "/roles/4", "/roles/5"].map(|place| (place, "unknown_role"))
    );
    answer.expect_problem(422, "validation_failed");
    for reason in ["x".repeat(501), "a\u{7}".to_owned()] {
        let body = json!({ "status": "suspended", "reason": reason });
        let answer = update(&shop, &token, user, &body).await;
        assert_eq!(answer.body["errors"][0]["pointer"], "/reason");
        answer.expect_problem(422, "validation_failed");
    }
    for id in ["x", "00000000-0000-7000-8000-00000000000g"] {
        let call = patch(&token, user, &json!({})).parameter("id", id);
        call.send(shop.app(), update_user::handle)
            .await
            .expect_problem(404, "not_found");
    }
    let nobody = UserId::generate(&domain::SystemClock);
    update(&shop, &token, nobody, &json!({ "status": "suspended" }))
        .await
        .expect_problem(404, "user_not_found");
    shop.execute(
        "update identity.users set status = 'erased' where email like 'sari-%' and not exists (
        select from identity.user_roles where user_id = id and role = 'super_admin')",
    )
    .await;
    for body in [
        json!({ "status": "active" }),
        json!({ "roles": ["courier"] }),
    ] {
        update(&shop, &token, user, &body)
            .await
            .expect_problem(409, "user_erased");
    }
    assert_eq!(shop.count("identity.audit_log").await, 0);
    assert_eq!(
        shop.count("identity.users where version > 1 or access_version > 1")
            .await,
        0
    );
}

#[tokio::test]
async fn nobody_changes_their_own_access_and_the_last_super_admin_stays() {
    let shop = Shop::open().await;
    let admin = person(&shop, &["super_admin"]).await;
    let token = claim(&shop, admin);
    role(&shop, "owner", Permission::ALL).await;
    let owner = claim(&shop, person(&shop, &["owner"]).await);
    // Neither is an active one.
    let suspended = person(&shop, &["super_admin"]).await;
    update(&shop, &owner, suspended, &json!({ "status": "suspended" }))
        .await
        .expect(200);
    shop.register(&somebody()).await.expect(202);
    shop.execute(
        "insert into identity.user_roles (user_id, role, granted_at)
        select id, 'super_admin', now() from identity.users where status = 'pending'",
    )
    .await;

    for body in [
        json!({ "roles": [] }),
        json!({ "roles": ["super_admin", "courier"] }),
        json!({ "status": "suspended" }),
    ] {
        update(&shop, &token, admin, &body)
            .await
            .expect_problem(403, "own_access");
    }
    for body in [
        json!({ "roles": ["owner"] }),
        json!({ "status": "suspended" }),
    ] {
        update(&shop, &owner, admin, &body)
            .await
            .expect_problem(409, "last_super_admin");
    }
    update(
        &shop,
        &owner,
        admin,
        &json!({ "roles": ["super_admin", "courier"] }),
    )
    .await
    .expect(200);
    update(&shop, &owner, suspended, &json!({ "status": "active" }))
        .await
        .expect(200);
    update(&shop, &owner, admin, &json!({ "roles": [] }))
        .await
        .expect(200);
    update(&shop, &owner, suspended, &json!({ "roles": [] }))
        .await
        .expect_problem(409, "last_super_admin");
}

const SUPER_ADMINS: &str = "identity.users u join identity.user_roles g on g.user_id = u.id
    where g.role = 'super_admin' and u.status = 'active'";

/// Sends all at once and counts the answers of 200; the others are refusals.
async fn at_once(shop: &Shop, wishes: Vec<(String, UserId, Value)>) -> usize {
    let app: &'static DirectoryApp = shop.app();
    let calls: Vec<_> = wishes
        .into_iter()
        .map(|(token, user, body)| {
            tokio::spawn(patch(&token, user, &body).send(app, update_user::handle))
        })
        .collect();
    let mut done = 0;
    for call in calls {
        let answer = call.await.unwrap();
        assert!(
            [200, 401, 403, 409].contains(&answer.status),
            "{}",
            answer.body
        );
        done += usize::from(answer.status == 200);
    }
    done
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_super_admins_who_demote_each_other_one_remains() {
    let shop = Shop::open().await;
    for body in [json!({ "roles": [] }), json!({ "status": "suspended" })] {
        shop.execute("delete from identity.user_roles").await;
        let (sari, dewi) = (
            person(&shop, &["super_admin"]).await,
            person(&shop, &["super_admin"]).await,
        );
        let wishes = (0..50)
            .map(|number| {
                let (actor, user) = if number % 2 == 0 {
                    (sari, dewi)
                } else {
                    (dewi, sari)
                };
                (claim(&shop, actor), user, body.clone())
            })
            .collect();
        // The first takes effect; the same again changes nothing; the one who is out is refused.
        assert!(at_once(&shop, wishes).await >= 1);
        assert_eq!(shop.count(SUPER_ADMINS).await, 1);
        let noted = "identity.audit_log where action in ('user_suspended', 'user_roles_changed')";
        let rounds = if body["roles"].is_array() { 1 } else { 2 };
        assert_eq!(shop.count(noted).await, rounds);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_super_admin_stays_though_others_erase_themselves_meanwhile() {
    let shop = Shop::open().await;
    role(&shop, "owner", Permission::ALL).await;
    let owner = claim(&shop, person(&shop, &["owner"]).await);
    let mut admins = Vec::new();
    for _ in 0..10 {
        admins.push(person(&shop, &["super_admin"]).await);
    }
    let erasures: Vec<_> = admins[..5]
        .iter()
        .map(|admin| {
            let statement = format!(
                "begin;
                 select from identity.roles where name = 'super_admin' for update;
                 update identity.users u set status = 'erased', version = version + 1
                 where id = '{admin}' and exists (
                     select from identity.user_roles g join identity.users o on o.id = g.user_id
                     where g.role = 'super_admin' and o.status = 'active' and o.id <> u.id
                 );
                 commit"
            );
            (shop.database.client(), statement)
        })
        .map(|(client, statement)| async move {
            client.await.batch_execute(&statement).await.unwrap();
        })
        .collect();
    let wishes = (0..50)
        .map(|number| {
            let body = if number % 3 == 0 {
                json!({ "status": "suspended" })
            } else {
                json!({ "roles": ["customer"] })
            };
            (owner.clone(), admins[number % 10], body)
        })
        .collect();
    let erase = async {
        for erasure in erasures {
            erasure.await;
        }
    };
    let (done, ()) = tokio::join!(at_once(&shop, wishes), erase);
    assert!(done >= 1);
    assert_eq!(shop.count(SUPER_ADMINS).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_erased_meanwhile_is_not_brought_back() {
    let shop = Shop::open().await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let user = person(&shop, &["customer"]).await;
    let body = json!({ "status": "suspended" });
    update(&shop, &token, user, &body).await.expect(200);

    // Somebody is at it when the changes come, and is done when these have found the row in use.
    let erasing = shop.database.client().await;
    let erase = format!("begin; update identity.users set status = 'erased' where id = '{user}'");
    erasing.batch_execute(&erase).await.unwrap();
    let app: &'static DirectoryApp = shop.app();
    let changes: Vec<_> = (0..50)
        .map(|_| patch(&token, user, &json!({ "status": "active" })))
        .map(|call| tokio::spawn(call.send(app, update_user::handle)))
        .collect();
    until_waiting(&shop.client, 2).await;
    erasing.batch_execute("commit").await.unwrap();
    for change in changes {
        change.await.unwrap().expect_problem(409, "user_erased");
    }
    let gone = format!("identity.users where id = '{user}' and status = 'erased'");
    assert_eq!(shop.count(&gone).await, 1);
}

#[tokio::test]
async fn a_login_that_is_under_way_does_not_outlive_a_suspension() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    let (user, suspend) = (id(&session), json!({ "status": "suspended" }));
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    // The login waits for the row first, then the suspension does.
    let busy = shop.database.client().await;
    let lock = format!("begin; select from identity.users where id = '{user}' for update");
    busy.batch_execute(&lock).await.unwrap();
    let login = shop.login(&email, PASSWORD);
    let suspension = async {
        until_waiting(&shop.client, 1).await;
        let suspension = update(&shop, &token, user, &suspend);
        let release = async {
            until_waiting(&shop.client, 2).await;
            busy.batch_execute("commit").await.unwrap();
        };
        tokio::join!(suspension, release).0.expect(200)
    };
    let (login, _) = tokio::join!(login, suspension);
    let session = login.expect(200);
    shop.me(text(&session, "access_token"))
        .await
        .expect_problem(401, "invalid_token");
    refresh(&shop, &session)
        .await
        .expect_problem(401, "invalid_refresh_token");
    assert_eq!(
        shop.count("identity.sessions where revoked_at is null")
            .await,
        0
    );
}

#[tokio::test]
async fn staff_give_what_they_hold() {
    let shop = Shop::open().await;
    role(&shop, "lead", &all_but(&[Permission::RolesManage])).await;
    role(&shop, "picker", &[Permission::OrdersFulfil]).await;
    let lead = person(&shop, &["lead"]).await;
    let user = person(&shop, &["customer"]).await;
    let body = json!({ "roles": ["customer", "picker", "picker", "courier"] });
    let token = claim(&shop, lead);
    update(&shop, &token, user, &body).await.expect(200);
    let granted = format!("identity.user_roles where user_id = '{user}' and granted_by = '{lead}'");
    assert_eq!(shop.count(&granted).await, 2);
    // Somebody with the same permissions by other roles is no better and no worse.
    let peer = person(&shop, &[]).await;
    grant(&shop, peer, &["lead"]).await;
    update(&shop, &token, peer, &json!({ "roles": [] }))
        .await
        .expect(200);
}
