//! Staff at work: what the tests of their endpoints do again and again.

use crate::shop::{Shop, somebody};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use identity::{
    create_role, delete_role, get_user, list_audit_log, list_roles, list_users, update_role,
    update_user,
};
use serde_json::{Value, json};
use testkit::{Answer, Call};

/// An active user with these roles and no password.
pub(crate) async fn person(shop: &Shop, roles: &[&str]) -> UserId {
    let id = UserId::generate(&SystemClock);
    let statement = "insert into identity.users
             (id, email, name, language, status, email_verified_at, created_at, updated_at)
         values ($1, $2, 'Dewi', 'id', 'active', now(), now(), now())";
    shop.client
        .execute(statement, &[&id.uuid(), &somebody()])
        .await
        .unwrap();
    grant(shop, id, roles).await;
    id
}

pub(crate) async fn grant(shop: &Shop, user: UserId, roles: &[&str]) {
    let statement = "insert into identity.user_roles (user_id, role, granted_at)
         select $1, role, now() from unnest($2::text[]) as r (role)";
    shop.client
        .execute(statement, &[&user.uuid(), &roles])
        .await
        .unwrap();
}

/// A role in the database that allows this.
pub(crate) async fn role(shop: &Shop, name: &str, permissions: &[Permission]) {
    let permissions: Vec<&str> = permissions.iter().map(|one| one.as_str()).collect();
    let statement = "insert into identity.roles (name, permissions) values ($1, $2)";
    shop.client
        .execute(statement, &[&name, &permissions])
        .await
        .unwrap();
}

/// Every permission but these.
pub(crate) fn all_but(permissions: &[Permission]) -> Vec<Permission> {
    let all = Permission::ALL.iter().copied();
    all.filter(|one| !permissions.contains(one)).collect()
}

/// An access token that claims every permission, whatever the user holds.
pub(crate) fn claim(shop: &Shop, user: UserId) -> String {
    shop.stage.token(user, Permission::ALL)
}

pub(crate) async fn users(shop: &Shop, token: &str, query: &str) -> Answer {
    Call::get(&format!("/v1/admin/users?{query}"))
        .bearer(token)
        .send(shop.app(), list_users::handle)
        .await
}

pub(crate) async fn show(shop: &Shop, token: &str, user: &str) -> Answer {
    Call::get("/v1/admin/users/{id}")
        .parameter("id", user)
        .bearer(token)
        .send(shop.app(), get_user::handle)
        .await
}

pub(crate) fn patch(token: &str, user: UserId, body: &Value) -> Call {
    Call::new("PATCH", "/v1/admin/users/{id}")
        .parameter("id", user.to_string())
        .bearer(token)
        .json(body)
}

pub(crate) async fn update(shop: &Shop, token: &str, user: UserId, body: &Value) -> Answer {
    patch(token, user, body)
        .send(shop.app(), update_user::handle)
        .await
}

pub(crate) async fn roles(shop: &Shop, token: &str) -> Answer {
    Call::get("/v1/admin/roles")
        .bearer(token)
        .send(shop.app(), list_roles::handle)
        .await
}

pub(crate) async fn create(shop: &Shop, token: &str, body: &Value) -> Answer {
    Call::post("/v1/admin/roles")
        .bearer(token)
        .json(body)
        .send(shop.app(), create_role::handle)
        .await
}

pub(crate) async fn redefine(shop: &Shop, token: &str, name: &str, body: &Value) -> Answer {
    Call::new("PUT", "/v1/admin/roles/{name}")
        .parameter("name", name)
        .bearer(token)
        .json(body)
        .send(shop.app(), update_role::handle)
        .await
}

pub(crate) async fn delete(shop: &Shop, token: &str, name: &str) -> Answer {
    Call::new("DELETE", "/v1/admin/roles/{name}")
        .parameter("name", name)
        .bearer(token)
        .send(shop.app(), delete_role::handle)
        .await
}

pub(crate) async fn log(shop: &Shop, token: &str, query: &str) -> Answer {
    Call::get(&format!("/v1/admin/audit-log?{query}"))
        .bearer(token)
        .send(shop.app(), list_audit_log::handle)
        .await
}

/// The values of one field of a page's items.
pub(crate) fn each<'a>(page: &'a Value, field: &str) -> Vec<&'a Value> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| &item[field]).collect()
}

/// Every endpoint for staff, with what it asks for, called with a body that nobody can read.
async fn garbage(shop: &Shop, token: Option<&str>) -> Vec<(Permission, Answer)> {
    let call = |method: &str| {
        let call = Call::new(method, "/").text("}");
        match token {
            Some(token) => call.bearer(token),
            None => call,
        }
    };
    let (users, roles) = (Permission::UsersManage, Permission::RolesManage);
    vec![
        (
            users,
            call("GET").send(shop.app(), list_users::handle).await,
        ),
        (users, call("GET").send(shop.app(), get_user::handle).await),
        (
            users,
            call("PATCH").send(shop.app(), update_user::handle).await,
        ),
        (
            users,
            call("GET").send(shop.app(), list_audit_log::handle).await,
        ),
        (
            roles,
            call("GET").send(shop.app(), list_roles::handle).await,
        ),
        (
            roles,
            call("POST").send(shop.app(), create_role::handle).await,
        ),
        (
            roles,
            call("PUT").send(shop.app(), update_role::handle).await,
        ),
        (
            roles,
            call("DELETE").send(shop.app(), delete_role::handle).await,
        ),
    ]
}

#[tokio::test]
async fn each_endpoint_asks_for_its_own_permission_before_it_looks_at_the_request() {
    let shop = Shop::open().await;
    let user = person(&shop, &[]).await;
    for (_, answer) in garbage(&shop, None).await {
        answer.expect_problem(401, "authentication_required");
    }
    for permission in Permission::ALL {
        let token = shop.stage.token(user, &[*permission]);
        for (wanted, answer) in garbage(&shop, Some(&token)).await {
            if wanted == *permission {
                assert!([200, 404, 415].contains(&answer.status), "{}", answer.body);
            } else {
                answer.expect_problem(403, "permission_denied");
            }
        }
    }
}

/// What each permission is worth: somebody who holds all the others tries to get it, to give it, to take it
/// from somebody and to do something to whoever has it.
#[tokio::test]
async fn nobody_reaches_beyond_what_they_hold() {
    let shop = Shop::open().await;
    role(&shop, "idle", &[]).await;
    for (number, permission) in Permission::ALL.iter().enumerate() {
        let names = ["holder", "spare", "lacking"].map(|name| format!("{name}_{number}"));
        let [holder, spare, lacking] = names.each_ref().map(String::as_str);
        role(&shop, holder, &[*permission]).await;
        role(&shop, spare, &[*permission]).await;
        role(&shop, lacking, &all_but(&[*permission])).await;
        let token = claim(&shop, person(&shop, &[lacking]).await);
        let (victim, nobody) = (person(&shop, &[holder]).await, person(&shop, &[]).await);

        let to_users = [
            (nobody, json!({ "roles": [holder] }), "role_beyond_yours"),
            (
                nobody,
                json!({ "roles": ["super_admin"] }),
                "role_beyond_yours",
            ),
            (victim, json!({ "roles": [] }), "user_beyond_yours"),
            (
                victim,
                json!({ "roles": [holder, "customer"] }),
                "user_beyond_yours",
            ),
            (
                victim,
                json!({ "status": "suspended" }),
                "user_beyond_yours",
            ),
        ];
        for (user, body, code) in to_users {
            let code = match permission {
                Permission::UsersManage => "permission_denied",
                _ => code,
            };
            update(&shop, &token, user, &body)
                .await
                .expect_problem(403, code);
        }
        let code = match permission {
            Permission::RolesManage => "permission_denied",
            _ => "permission_beyond_yours",
        };
        let (with, without) = (
            json!({ "permissions": [permission], "requires_second_factor": false }),
            json!({ "permissions": [], "requires_second_factor": false }),
        );
        let new = json!({ "name": format!("new_{number}"), "permissions": [permission] });
        create(&shop, &token, &new).await.expect_problem(403, code);
        redefine(&shop, &token, "idle", &with)
            .await
            .expect_problem(403, code);
        redefine(&shop, &token, spare, &without)
            .await
            .expect_problem(403, code);
        delete(&shop, &token, spare).await.expect_problem(403, code);
    }
    assert_eq!(
        shop.count("identity.users where status <> 'active'").await,
        0
    );
    assert_eq!(shop.count("identity.audit_log").await, 0);
}

#[tokio::test]
async fn what_counts_is_what_the_actor_may_do_now_and_not_what_their_token_says() {
    let shop = Shop::open().await;
    let (user, body) = (person(&shop, &[]).await, json!({ "status": "suspended" }));
    let role = json!({ "name": "night_shift", "permissions": [] });
    shop.execute(
        "insert into identity.roles (name, permissions, requires_second_factor)
         values ('careful', '{users.manage,roles.manage}', true)",
    )
    .await;
    let (demoted, suspended, unguarded) = (
        person(&shop, &["customer"]).await,
        person(&shop, &["super_admin"]).await,
        person(&shop, &["careful"]).await,
    );
    shop.execute(&format!(
        "update identity.users set status = 'suspended' where id = '{suspended}'"
    ))
    .await;
    for actor in [
        demoted,
        suspended,
        unguarded,
        UserId::generate(&SystemClock),
    ] {
        let token = claim(&shop, actor);
        update(&shop, &token, user, &body)
            .await
            .expect_problem(403, "permission_denied");
        create(&shop, &token, &role)
            .await
            .expect_problem(403, "permission_denied");
    }
    shop.execute(&format!(
        "insert into identity.second_factors (user_id, id, created_at, confirmed_at)
         values ('{unguarded}', '{unguarded}', now(), now())"
    ))
    .await;
    let token = claim(&shop, unguarded);
    update(&shop, &token, user, &body).await.expect(200);
    create(&shop, &token, &role).await.expect(201);
}
