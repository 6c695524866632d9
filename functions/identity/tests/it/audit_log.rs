//! Reading the audit log.

use crate::shop::{PASSWORD, Shop, somebody, text};
use crate::staff::{claim, each, log, patch, person};
use identity::update_user;
use serde_json::{Value, json};

#[tokio::test]
async fn an_act_of_staff_tells_who_did_what_to_whom_from_where_and_why() {
    let shop = Shop::open().await;
    let admin = person(&shop, &["super_admin"]).await;
    let (token, user) = (claim(&shop, admin), person(&shop, &["customer"]).await);
    patch(
        &token,
        user,
        &json!({ "status": "suspended", "roles": ["courier"], "reason": "Cek palsu" }),
    )
    .from_ip("198.51.100.7")
    .header("user-agent", "Kantor/1.0")
    .send(shop.app(), update_user::handle)
    .await
    .expect(200);
    let mut page = log(&shop, &token, "").await.expect(200);
    let mut entries = page["items"].take();
    for entry in entries.as_array_mut().unwrap() {
        let entry = entry.as_object_mut().unwrap();
        assert!(entry.remove("at").unwrap().as_str().unwrap().ends_with('Z'));
        assert!(entry.remove("id").unwrap().is_i64());
    }
    let entry = |action: &str, before: Value, after: Value| {
        json!({
            "actor": { "id": admin.to_string(), "name": "Dewi" },
            "action": action,
            "user": { "id": user.to_string(), "name": "Dewi" },
            "ip": "198.51.100.7",
            "user_agent": "Kantor/1.0",
            "request_id": "test-request",
            "details": { "before": before, "after": after, "reason": "Cek palsu" }
        })
    };
    assert_eq!(
        entries,
        json!([
            entry(
                "user_roles_changed",
                json!({ "roles": ["customer"] }),
                json!({ "roles": ["courier"] })
            ),
            entry(
                "user_suspended",
                json!({ "status": "active" }),
                json!({ "status": "suspended" })
            ),
        ])
    );
    assert_eq!(page["next_cursor"], Value::Null);
}

#[tokio::test]
async fn entries_are_found_by_actor_action_user_and_time() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    shop.login(&email, "bayam-di-kebun-sore")
        .await
        .expect_problem(401, "invalid_credentials");
    shop.login(&email, PASSWORD).await.expect(200);
    let user = text(&session["user"], "id");
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let gone = "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a";
    shop.execute(&format!(
        "insert into identity.audit_log (at, actor_id, action, target)
         values ('2026-01-01', '{gone}', 'product_created', 'bayam'),
             ('2026-01-02', null, 'swept', ''), ('2026-01-03', '{gone}', 'product_created', 'kol')"
    ))
    .await;
    let today = ["logged_in", "login_failed", "email_verified", "registered"];
    let old = ["product_created", "swept", "product_created"];
    for (query, actions) in [
        (String::new(), [&today[..], &old[..]].concat()),
        (format!("user={user}"), today.to_vec()),
        (
            format!("user={user}&actor={user}"),
            vec!["logged_in", "email_verified"],
        ),
        (
            format!("actor={gone}"),
            vec!["product_created", "product_created"],
        ),
        ("action=login_failed".into(), vec!["login_failed"]),
        ("action=nothing".into(), vec![]),
        ("until=2026-01-04T00:00:00Z".into(), old.to_vec()),
        (
            "since=2026-01-04T00:00:00%2B07:00&until=2026-02-01T00:00:00Z".into(),
            vec![],
        ),
        // From the first moment on, and before the last.
        (
            "since=2026-01-01T00:00:00Z&until=2026-01-03T00:00:00Z".into(),
            vec!["swept", "product_created"],
        ),
        (
            format!(
                "actor={gone}&action=product_created&since=2026-01-02T00:00:00Z&until=2026-01-04T00:00:00Z"
            ),
            vec!["product_created"],
        ),
    ] {
        let page = log(&shop, &token, &query).await.expect(200);
        let expected: Vec<Value> = actions.into_iter().map(Value::from).collect();
        assert_eq!(
            each(&page, "action"),
            expected.iter().collect::<Vec<_>>(),
            "{query}"
        );
    }
    let page = log(&shop, &token, &format!("actor={gone}&limit=1"))
        .await
        .expect(200);
    assert_eq!(page["items"][0]["actor"], json!({ "id": gone }));
    assert_eq!(page["items"][0]["target"], "kol");
    assert_eq!(page["items"][0].get("user"), None);
}

#[tokio::test]
async fn pages_show_every_entry_once() {
    let shop = Shop::open().await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    shop.execute(
        "insert into identity.audit_log (at, action)
         select timestamptz '2026-01-01' + (n / 4) * interval '1 second', 'noted' from generate_series(1, 50) n",
    )
    .await;
    for filter in ["", "&action=noted"] {
        let (mut cursor, mut seen) = (String::new(), Vec::new());
        loop {
            let page = log(&shop, &token, &format!("limit=9{filter}{cursor}"))
                .await
                .expect(200);
            for item in page["items"].as_array().unwrap() {
                seen.push((text(item, "at").to_owned(), item["id"].as_i64().unwrap()));
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 50);
        assert!(seen.is_sorted_by(|a, b| a > b));
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_named() {
    let shop = Shop::open().await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    for (query, pointer) in [
        ("actor=me", "/actor"),
        ("user=", "/user"),
        ("action=", "/action"),
        ("action=Logged%20in", "/action"),
        ("action=a%00", "/action"),
        ("since=yesterday", "/since"),
        ("until=2026-01-01", "/until"),
        ("limit=0", "/limit"),
        ("cursor=e30", "/cursor"),
        ("ip=::1", "/ip"),
    ] {
        let answer = log(&shop, &token, query).await;
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{query}");
        answer.expect_problem(400, "malformed_request");
    }
}
