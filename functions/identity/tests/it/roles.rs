//! Making, changing and deleting roles.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use crate::staff::{claim, create, delete, grant, log, person, redefine, roles, update};
use domain::identity::Permission;
use domain::ids::UserId;
use identity::{DirectoryApp, RolesApp, create_role, delete_role, refresh_session, update_user};
use serde_json::{Value, json};
use testkit::Call;

async fn shop_and_admin() -> (Shop, String) {
    let shop = Shop::open().await;
    let admin = person(&shop, &["super_admin"]).await;
    let token = claim(&shop, admin);
    (shop, token)
}

#[tokio::test]
async fn a_role_is_made_changed_given_and_deleted() {
    let (shop, token) = shop_and_admin().await;
    let body = json!({ "name": "night_shift", "permissions": ["orders.read", "orders.read"] });
    let made = create(&shop, &token, &body).await.expect(201);
    let night_shift = json!({
        "name": "night_shift", "permissions": ["orders.read"], "requires_second_factor": false,
        "built_in": false, "users": 0
    });
    assert_eq!(made, night_shift);
    create(&shop, &token, &body)
        .await
        .expect_problem(409, "role_name_taken");

    let user = person(&shop, &["night_shift"]).await;
    let body =
        json!({ "permissions": ["orders.deliver", "orders.read"], "requires_second_factor": true });
    let changed = redefine(&shop, &token, "night_shift", &body)
        .await
        .expect(200);
    assert_eq!(
        changed,
        json!({
            "name": "night_shift", "permissions": ["orders.read", "orders.deliver"],
            "requires_second_factor": true, "built_in": false, "users": 1
        })
    );
    let list = roles(&shop, &token).await.expect(200);
    let names: Vec<&str> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|role| text(role, "name"))
        .collect();
    assert_eq!(
        names,
        [
            "catalog_manager",
            "courier",
            "customer",
            "night_shift",
            "super_admin",
            "support",
            "warehouse"
        ]
    );
    assert_eq!(list["items"][3], changed);
    assert_eq!(list["items"][4]["users"], 1);

    delete(&shop, &token, "night_shift")
        .await
        .expect_problem(409, "role_in_use");
    update(&shop, &token, user, &json!({ "roles": [] }))
        .await
        .expect(200);
    delete(&shop, &token, "night_shift").await.expect(204);
    delete(&shop, &token, "night_shift")
        .await
        .expect_problem(404, "role_not_found");
    redefine(&shop, &token, "night_shift", &body)
        .await
        .expect_problem(404, "role_not_found");

    let told = log(&shop, &token, "").await.expect(200);
    let acts: Vec<_> = told["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                text(entry, "action"),
                entry["target"].clone(),
                entry["details"].clone(),
            )
        })
        .collect();
    let (first, second) = (
        json!({ "permissions": ["orders.read"], "requires_second_factor": false }),
        json!({ "permissions": ["orders.read", "orders.deliver"], "requires_second_factor": true }),
    );
    assert_eq!(
        acts,
        [
            (
                "role_deleted",
                json!("night_shift"),
                json!({ "before": second, "after": null })
            ),
            (
                "user_roles_changed",
                Value::Null,
                json!({ "before": { "roles": ["night_shift"] }, "after": { "roles": [] } })
            ),
            (
                "role_changed",
                json!("night_shift"),
                json!({ "before": first, "after": second })
            ),
            (
                "role_created",
                json!("night_shift"),
                json!({ "before": null, "after": first })
            ),
        ]
    );
}

#[tokio::test]
async fn what_a_role_allows_changes_for_all_its_holders_at_once() {
    let (shop, token) = shop_and_admin().await;
    let body = json!({ "name": "clerk", "permissions": ["users.manage", "reports.read"] });
    create(&shop, &token, &body).await.expect(201);
    let mut holders = Vec::new();
    for _ in 0..3 {
        let email = somebody();
        let session = shop.customer(&email).await;
        let user: UserId = text(&session["user"], "id").parse().unwrap();
        grant(&shop, user, &["clerk"]).await;
        holders.push(shop.login(&email, PASSWORD).await.expect(200));
    }
    let bystander = shop.customer(&somebody()).await;
    for holder in &holders {
        log(&shop, text(holder, "access_token"), "")
            .await
            .expect(200);
    }
    let refresh = async |session: &Value| {
        let body = json!({ "refresh_token": session["refresh_token"] });
        let call = post("/v1/auth/refresh", &body);
        call.send(shop.app(), refresh_session::handle)
            .await
            .expect(200)
    };
    // The same again changes nothing.
    for (permissions, guarded, left) in [
        (json!(["users.manage", "reports.read"]), false, None),
        (
            json!(["reports.read"]),
            false,
            Some(json!(["reports.read"])),
        ),
        (json!(["reports.read"]), true, Some(json!([]))),
    ] {
        let body = json!({ "permissions": permissions, "requires_second_factor": guarded });
        redefine(&shop, &token, "clerk", &body).await.expect(200);
        for holder in &mut holders {
            let me = shop.me(text(holder, "access_token")).await;
            let Some(left) = &left else {
                me.expect(200);
                continue;
            };
            me.expect_problem(401, "invalid_token");
            *holder = refresh(holder).await;
            assert_eq!(&holder["user"]["permissions"], left);
            log(&shop, text(holder, "access_token"), "")
                .await
                .expect_problem(403, "permission_denied");
        }
    }
    shop.me(text(&bystander, "access_token")).await.expect(200);
    assert_eq!(
        shop.count("identity.audit_log where action = 'role_changed'")
            .await,
        2
    );
}

#[tokio::test]
async fn what_the_shop_stands_on_is_not_changed() {
    let (shop, token) = shop_and_admin().await;
    let all: Vec<&str> = Permission::ALL.iter().map(|one| one.as_str()).collect();
    for (name, permissions, guarded) in [
        ("customer", json!(["orders.read"]), false),
        ("customer", json!([]), true),
        ("super_admin", json!(all[1..]), false),
        ("super_admin", json!([]), true),
    ] {
        let body = json!({ "permissions": permissions, "requires_second_factor": guarded });
        redefine(&shop, &token, name, &body)
            .await
            .expect_problem(409, "role_fixed");
    }
    for name in [
        "customer",
        "super_admin",
        "courier",
        "support",
        "warehouse",
        "catalog_manager",
    ] {
        delete(&shop, &token, name)
            .await
            .expect_problem(409, "role_built_in");
    }
    // Other built-in roles may allow something else, and super admins be asked for a second factor.
    let body = json!({ "permissions": ["orders.read"], "requires_second_factor": false });
    redefine(&shop, &token, "courier", &body).await.expect(200);
    let body = json!({ "permissions": all, "requires_second_factor": true });
    redefine(&shop, &token, "super_admin", &body)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_bad_request_makes_and_changes_no_role() {
    let (shop, token) = shop_and_admin().await;
    for body in [
        json!({}),
        json!({ "name": "clerk" }),
        json!({ "name": "clerk", "permissions": "orders.read" }),
        json!({ "name": "clerk", "permissions": [1] }),
        json!({ "name": "clerk", "permissions": [], "built_in": true }),
        json!({ "name": "clerk", "permissions": [], "requires_second_factor": null }),
    ] {
        create(&shop, &token, &body)
            .await
            .expect_problem(400, "malformed_request");
        redefine(&shop, &token, "courier", &body)
            .await
            .expect_problem(400, "malformed_request");
    }
    let guard_left_out = json!({ "permissions": [] });
    redefine(&shop, &token, "courier", &guard_left_out)
        .await
        .expect_problem(400, "malformed_request");
    for name in [
        "",
        "a",
        "Clerk",
        "night shift",
        "clerk\u{0}",
        &"x".repeat(41),
    ] {
        let body =
            json!({ "name": name, "permissions": ["orders.read", "orders.raed", "orders.*"] });
        let answer = create(&shop, &token, &body).await;
        let errors = answer.body["errors"].as_array().unwrap();
        let errors: Vec<_> = errors
            .iter()
            .map(|error| (text(error, "pointer"), text(error, "code")))
            .collect();
        assert_eq!(
            errors,
            [
                ("/name", "invalid_role_name"),
                ("/permissions/1", "unknown_permission"),
                ("/permissions/2", "unknown_permission"),
            ]
        );
        answer.expect_problem(422, "validation_failed");
        let body = json!({ "permissions": [], "requires_second_factor": false });
        redefine(&shop, &token, name, &body)
            .await
            .expect_problem(404, "not_found");
        delete(&shop, &token, name)
            .await
            .expect_problem(404, "not_found");
    }
    let body = json!({ "permissions": ["kitchen.run"], "requires_second_factor": false });
    redefine(&shop, &token, "courier", &body)
        .await
        .expect_problem(422, "validation_failed");
    assert_eq!(shop.count("identity.roles").await, 6);
    assert_eq!(shop.count("identity.audit_log").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_who_make_a_role_of_one_name_one_succeeds() {
    let (shop, token) = shop_and_admin().await;
    let app: &'static RolesApp = shop.app();
    let body = json!({ "name": "night_shift", "permissions": [] });
    let calls: Vec<_> = (0..50)
        .map(|_| Call::post("/v1/admin/roles").bearer(&token).json(&body))
        .map(|call| tokio::spawn(call.send(app, create_role::handle)))
        .collect();
    let mut made = 0;
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 201 {
            made += 1;
        } else {
            answer.expect_problem(409, "role_name_taken");
        }
    }
    assert_eq!(made, 1);
    assert_eq!(shop.count("identity.audit_log").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_is_given_or_deleted_but_not_both() {
    let (shop, token) = shop_and_admin().await;
    let (grants, deletes): (&'static DirectoryApp, &'static RolesApp) = (shop.app(), shop.app());
    for number in 0..25 {
        let name = format!("role_{number}");
        crate::staff::role(&shop, &name, &[]).await;
        let user = person(&shop, &[]).await;
        let give = crate::staff::patch(&token, user, &json!({ "roles": [name] }));
        let remove = Call::new("DELETE", "/v1/admin/roles/{name}")
            .parameter("name", name.as_str())
            .bearer(&token);
        let (given, removed) = tokio::join!(
            tokio::spawn(give.send(grants, update_user::handle)),
            tokio::spawn(remove.send(deletes, delete_role::handle)),
        );
        let (given, removed) = (given.unwrap(), removed.unwrap());
        if given.status == 200 {
            removed.expect_problem(409, "role_in_use");
        } else {
            given.expect_problem(422, "validation_failed");
            removed.expect(204);
        }
    }
}
