use platform::clean_up::{App, handle};
use testkit::{Stage, TestDatabase};

/// Rows of which every other one has had its day, in each table that is tidied.
const ROWS: &str = "
    insert into platform.idempotency (scope, key, fingerprint, answer, created_at, expires_at)
    select 'POST /v1/orders', n::text, sha256(n::text::bytea), '{}', now(), now() + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;

    insert into platform.outbox (id, event, created_at, sent_at)
    select gen_random_uuid(), '{}', now() - interval '9 days', now() - interval '7 days' + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;
    insert into platform.outbox (id, event, created_at) values (gen_random_uuid(), '{}', now() - interval '90 days');

    insert into platform.inbox (consumer, event_id, received_at)
    select 'notify', gen_random_uuid(), now() - interval '30 days' + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;

    insert into cart.carts (id, token_hash, created_at, updated_at, expires_at)
    select gen_random_uuid(), sha256(n::text::bytea), now(), now(), now() + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;
    insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
    select id, gen_random_uuid(), 1000, 5000, now() from cart.carts;

    insert into identity.users (id, email, name, language, status, password_hash, created_at, updated_at)
    values ('018f0000-0000-7000-8000-000000000001', 'siti@contoh.id', 'Siti', 'id', 'pending', 'x', now(), now());
    insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
    values ('018f0000-0000-7000-8000-000000000002', '018f0000-0000-7000-8000-000000000001', '', '', now(), now());
    insert into identity.one_time_tokens (id, token_hash, user_id, purpose, created_at, expires_at)
    select gen_random_uuid(), sha256(n::text::bytea), '018f0000-0000-7000-8000-000000000001', 'verify_email',
        now(), now() + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;
    insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
    select sha256(n::text::bytea), '018f0000-0000-7000-8000-000000000002', now(), now() + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;

    insert into identity.rate_windows (key, window_start, calls)
    select n::text, now() - interval '1 day' + (n % 2 - 0.5) * interval '1 hour', 1
    from generate_series(1, 4000) n;
";

#[tokio::test]
async fn what_has_had_its_day_goes_and_everything_else_stays() {
    let database = TestDatabase::create().await;
    let client = database.client().await;
    client.batch_execute(ROWS).await.unwrap();

    let app: &App = Stage::on(&database).app();
    handle(app, String::new()).await.unwrap();

    for (table, left) in [
        ("platform.idempotency where expires_at > now()", 2000),
        ("platform.idempotency", 2000),
        ("platform.outbox where sent_at is null", 1),
        ("platform.outbox", 2001),
        ("platform.inbox", 2000),
        ("cart.carts where expires_at > now()", 2000),
        ("cart.carts", 2000),
        ("cart.lines", 2000),
        ("identity.one_time_tokens", 2000),
        ("identity.refresh_tokens", 2000),
        ("identity.rate_windows", 2000),
        ("identity.sessions", 1),
        ("identity.users", 1),
    ] {
        let rows: i64 = client
            .query_one(&format!("select count(*) from {table}"), &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(rows, left, "{table}");
    }
}
