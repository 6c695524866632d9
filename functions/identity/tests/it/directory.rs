//! Users as staff see them.

use crate::shop::{PASSWORD, Shop, somebody, text};
use crate::staff::{claim, each, person, show, users};
use serde_json::{Value, json};

/// A shop with an admin's token and so many more users, of which every third is suspended and every fifth a
/// courier; always three were made at the same moment.
async fn crowd(size: i32) -> (Shop, String) {
    let shop = Shop::open().await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let statement = "with added as (
             insert into identity.users
                 (id, email, name, language, status, email_verified_at, created_at, updated_at)
             select gen_random_uuid(), 'u' || n || '@example.com', 'Orang ' || n, 'id',
                 case when n % 3 = 0 then 'suspended' else 'active' end, now(),
                 timestamptz '2026-01-01' + (n / 3) * interval '1 minute', now()
             from generate_series(1, $1::int) n
             returning id, name
         )
         insert into identity.user_roles (user_id, role, granted_at)
         select id, 'courier', now() from added where split_part(name, ' ', 2)::int % 5 = 0";
    shop.client.execute(statement, &[&size]).await.unwrap();
    (shop, token)
}

#[tokio::test]
async fn users_are_found_by_part_of_name_or_address_by_role_and_by_status() {
    let (shop, token) = crowd(30).await;
    shop.execute(
        "update identity.users set name = 'Budi Santoso' where email = 'u7@example.com';
         update identity.users set name = '100%_Segar\\', email = 'a_b@example.com' where email = 'u9@example.com'",
    )
    .await;
    for (query, found) in [
        ("q=santo", vec!["u7@example.com"]),
        ("q=%20BUDI%20S%20", vec!["u7@example.com"]),
        ("q=U30%40EXAMPLE", vec!["u30@example.com"]),
        // What means something in a pattern is looked for as it is.
        ("q=100%25_", vec!["a_b@example.com"]),
        ("q=segar%5C", vec!["a_b@example.com"]),
        ("q=o_ang%205", vec![]),
        ("q=ora%25g", vec![]),
        ("q=kangkung", vec![]),
        (
            "role=courier&status=suspended",
            vec!["u30@example.com", "u15@example.com"],
        ),
        (
            "role=courier&q=orang%202",
            vec!["u25@example.com", "u20@example.com"],
        ),
        ("role=king", vec![]),
        ("status=erased", vec![]),
    ] {
        let page = users(&shop, &token, query).await.expect(200);
        let emails: Vec<Value> = found.into_iter().map(Value::from).collect();
        assert_eq!(
            each(&page, "email"),
            emails.iter().collect::<Vec<_>>(),
            "{query}"
        );
        assert_eq!(page["next_cursor"], Value::Null, "{query}");
    }
    let page = users(&shop, &token, "role=courier&limit=1")
        .await
        .expect(200);
    let first = &page["items"][0];
    assert_eq!(first["name"], "Orang 30");
    assert_eq!(first["status"], "suspended");
    assert_eq!(first["roles"], json!(["courier"]));
    assert_eq!(first["created_at"], "2026-01-01T00:10:00Z");
    assert_eq!(first.get("phone"), None);
    assert_eq!(first.get("last_seen_at"), None);
}

#[tokio::test]
async fn pages_show_everybody_once_the_newest_first() {
    let (shop, token) = crowd(50).await;
    for (filter, most) in [
        ("", 51),
        ("&status=active", 35),
        ("&role=courier", 10),
        ("&q=orang", 50),
    ] {
        let (mut cursor, mut seen) = (String::new(), Vec::new());
        loop {
            let query = format!("limit=7{filter}{cursor}");
            let page = users(&shop, &token, &query).await.expect(200);
            for item in page["items"].as_array().unwrap() {
                seen.push((
                    text(item, "created_at").to_owned(),
                    text(item, "id").to_owned(),
                ));
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), most, "{filter}");
        assert!(seen.is_sorted_by(|a, b| a > b), "{filter}");
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_named() {
    let (shop, token) = crowd(0).await;
    for (query, pointer) in [
        ("q=", "/q"),
        ("q=ab", "/q"),
        ("q=a.b", "/q"),
        ("q=%25%25%25", "/q"),
        ("q=abc%00", "/q"),
        ("role=King", "/role"),
        ("role=", "/role"),
        ("status=gone", "/status"),
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("cursor=x", "/cursor"),
        ("email=a", "/email"),
    ] {
        let answer = users(&shop, &token, query).await;
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{query}");
        answer.expect_problem(400, "malformed_request");
    }
}

#[tokio::test]
async fn staff_see_how_a_user_stands() {
    let (shop, email) = (Shop::open().await, somebody());
    let session = shop.customer(&email).await;
    shop.login(&email, PASSWORD).await.expect(200);
    let user = text(&session["user"], "id");
    shop.execute(&format!(
        "insert into identity.roles (name, permissions, requires_second_factor)
             values ('guarded', '{{reports.read}}', true);
         insert into identity.user_roles (user_id, role, granted_at) values ('{user}', 'guarded', now());
         update identity.users set phone = '+6281234567890' where id = '{user}';
         insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
             values (gen_random_uuid(), '{user}', '', '', now() - interval '40 days', now() - interval '31 days')"
    ))
    .await;
    let token = claim(&shop, person(&shop, &["super_admin"]).await);
    let answer = show(&shop, &token, user).await;
    // Once more by the verification.
    assert_eq!(answer.headers["etag"], "\"2\"");
    let mut shown = answer.expect(200);
    let fields = shown.as_object_mut().unwrap();
    for time in ["created_at", "last_seen_at", "last_login_at"] {
        assert!(
            fields
                .remove(time)
                .unwrap()
                .as_str()
                .unwrap()
                .ends_with('Z')
        );
    }
    assert_eq!(
        shown,
        json!({
            "id": user, "email": email, "name": "Sari", "phone": "+6281234567890", "language": "id",
            "status": "active", "email_verified": true, "roles": ["customer", "guarded"], "permissions": [],
            "has_second_factor": false, "needs_second_factor": true, "open_sessions": 2
        })
    );
    shop.execute(&format!(
        "insert into identity.second_factors (user_id, id, created_at, confirmed_at)
         values ('{user}', '{user}', now(), now())"
    ))
    .await;
    let shown = show(&shop, &token, user).await.expect(200);
    assert_eq!(shown["has_second_factor"], true);
    assert_eq!(shown["permissions"], json!(["reports.read"]));
    let listed = users(&shop, &token, "role=guarded").await.expect(200);
    assert_eq!(listed["items"][0]["last_seen_at"], shown["last_seen_at"]);
}

#[tokio::test]
async fn nobody_is_shown_who_is_not_there() {
    let (shop, token) = crowd(0).await;
    show(&shop, &token, "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a")
        .await
        .expect_problem(404, "user_not_found");
    show(&shop, &token, "me")
        .await
        .expect_problem(404, "not_found");
}
