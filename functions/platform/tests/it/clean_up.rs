use platform::clean_up::{App, handle};
use testkit::{LocalAws, Stage, TestDatabase};

/// Rows of which every other one has had its day, in each table that is tidied.
const ROWS: &str = "
    insert into platform.idempotency (scope, key, fingerprint, answer, created_at, expires_at)
    select 'POST /v1/orders', n::text, sha256(n::text::bytea), '{}', now(), now() + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;

    insert into platform.outbox (id, event, created_at, sent_at)
    select gen_random_uuid(), '{}', now() - interval '9 days', now() - interval '7 days' + (n % 2 - 0.5) * interval '1 hour'
    from generate_series(1, 4000) n;
    insert into platform.outbox (id, event, created_at) values (gen_random_uuid(), '{}', now() - interval '90 days');

    -- Ids of no month that there may be a table for.
    insert into platform.inbox (consumer, event_id, received_at)
    select 'notify', overlay(gen_random_uuid()::text placing 'f' from 1 for 1)::uuid, now() - interval '30 days' + (n % 2 - 0.5) * interval '1 hour'
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

    insert into notifications.webhooks (id, url, description, event_types, status, created_by, created_at)
    values ('018f0000-0000-7000-8000-000000000003', 'https://mitra.example', 'x', '{sayur.orders.order_placed.v1}', 'active',
        gen_random_uuid(), now() - interval '90 days');
    insert into notifications.webhook_deliveries (
        webhook_id, event_id, event_type, body, status, next_attempt_at, created_at)
    select '018f0000-0000-7000-8000-000000000003', gen_random_uuid(), 'sayur.orders.order_placed.v1', '{}', 'pending', now(),
        now() - interval '30 days' + (n % 2 - 0.5) * interval '1 hour'
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
        ("notifications.webhook_deliveries", 2000),
        ("notifications.webhooks", 1),
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

/// Months of the inbox that are long over: one of which nobody has heard since, one of which an event came late. And an
/// event of a month that there is no table for yet.
const MONTHS: &str = "
    create table platform.inbox_2020_01 partition of platform.inbox
        for values from (platform.least_id('2020-01-01Z')) to (platform.least_id('2020-02-01Z'));
    create table platform.inbox_2020_02 partition of platform.inbox
        for values from (platform.least_id('2020-02-01Z')) to (platform.least_id('2020-03-01Z'));
    insert into platform.inbox values
        ('notify', platform.least_id('2020-01-31 23:59:59Z'), now() - interval '31 days'),
        ('notify', platform.least_id('2020-02-29 23:59:59Z'), now() - interval '29 days');
    do $$
    declare
        month timestamptz := date_trunc('month', now(), 'UTC') + interval '1 month';
    begin
        execute format('drop table platform.%I', 'inbox_' || to_char(month at time zone 'UTC', 'YYYY_MM'));
        insert into platform.inbox values ('notify', platform.least_id(month + interval '1 day'), now());
    end $$;
";

#[tokio::test]
async fn the_inbox_s_months_are_made_ahead_and_go_when_they_are_over() {
    let database = TestDatabase::create().await;
    let client = database.client().await;
    client.batch_execute(MONTHS).await.unwrap();
    let app: &App = Stage::on(&database).app();
    for _ in 0..2 {
        handle(app, String::new()).await.unwrap();
        let statement = "select tableoid::regclass::text, received_at > now() - interval '1 hour'
            from platform.inbox order by event_id";
        let rows = client.query(statement, &[]).await.unwrap();
        let [late, coming] = rows.as_slice() else {
            panic!("two entries are left")
        };
        assert_eq!(late.get::<_, String>(0), "platform.inbox_2020_02");
        assert!(coming.get::<_, bool>(1));
        // It has moved to its own month, and the one after that has a table, too.
        assert_ne!(coming.get::<_, String>(0), "platform.inbox_others");
        let statement = "select count(*) from generate_series(0, 2) n
            where to_regclass('platform.inbox_' || to_char(now() at time zone 'UTC' + n * interval '1 month', 'YYYY_MM'))
                is not null";
        let months: i64 = client.query_one(statement, &[]).await.unwrap().get(0);
        assert_eq!(months, 3);
        let gone = "select to_regclass('platform.inbox_2020_01') is null";
        assert!(client.query_one(gone, &[]).await.unwrap().get::<_, bool>(0));
    }
}

/// A user who is gone, with a mail that was sent when their order came to its end.
const LATE_TRACES: &str = "
    insert into platform.erasures values
        ('018f0000-0000-7000-8000-000000000001', now() - interval '2 days'),
        ('018f0000-0000-7000-8000-000000000002', now() - interval '31 days'),
        ('018f0000-0000-7000-8000-000000000003', now() - interval '31 days');
    insert into notifications.emails (id, event_id, kind, user_id, recipient, language, subject, status, attempts,
        claimed_until, error, created_at)
    values
        (gen_random_uuid(), gen_random_uuid(), 'a', '018f0000-0000-7000-8000-000000000001', 'siti@contoh.id', 'id',
            'Siti', 'failed', 1, now(), 'siti@contoh.id', now()),
        (gen_random_uuid(), gen_random_uuid(), 'b', '018f0000-0000-7000-8000-000000000001', 'siti@contoh.id', 'id',
            'Siti', 'sending', 1, now() - interval '25 hours', null, now()),
        (gen_random_uuid(), gen_random_uuid(), 'c', '018f0000-0000-7000-8000-000000000001', 'siti@contoh.id', 'id',
            'Siti', 'sending', 1, now() + interval '1 minute', null, now()),
        (gen_random_uuid(), gen_random_uuid(), 'd', '018f0000-0000-7000-8000-000000000003', 'ana@contoh.id', 'id',
            'Ana', 'sending', 1, now() + interval '1 minute', null, now()),
        (gen_random_uuid(), gen_random_uuid(), 'e', '018f0000-0000-7000-8000-000000000004', 'budi@contoh.id', 'id',
            'Budi', 'failed', 1, now(), null, now());
    insert into notifications.feed (id, user_id, event_id, kind, title, text, created_at)
    select gen_random_uuid(), user_id::uuid, gen_random_uuid(), 'a', 'Siti', 'Siti', now() - age::interval
    from (values
        ('018f0000-0000-7000-8000-000000000001', '0'),
        ('018f0000-0000-7000-8000-000000000002', '0'),
        ('018f0000-0000-7000-8000-000000000004', '0'),
        ('018f0000-0000-7000-8000-000000000004', '366 days')
    ) entries (user_id, age);
    insert into notifications.muted values
        ('018f0000-0000-7000-8000-000000000002', 'order_status_changed', now()),
        ('018f0000-0000-7000-8000-000000000004', 'order_status_changed', now());
";

#[tokio::test]
async fn what_was_sent_to_somebody_who_is_gone_is_forgotten_and_then_that_they_were() {
    let database = TestDatabase::create().await;
    let client = database.client().await;
    client.batch_execute(LATE_TRACES).await.unwrap();
    let app: &App = Stage::on(&database).app();
    for _ in 0..2 {
        handle(app, String::new()).await.unwrap();
        let statement = "select kind || ' ' || recipient || ' ' || subject || ' ' || status
            || coalesce(error, '') from notifications.emails order by kind";
        let rows = client.query(statement, &[]).await.unwrap();
        let mails: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let nobody = "erased-018f0000-0000-7000-8000-000000000001@erased.invalid";
        assert_eq!(
            mails,
            [
                format!("a {nobody}  failed"),
                format!("b {nobody}  failed"),
                "c siti@contoh.id Siti sending".to_owned(),
                "d ana@contoh.id Ana sending".to_owned(),
                "e budi@contoh.id Budi failed".to_owned(),
            ]
        );
        for table in ["feed", "muted"] {
            let statement = format!("select right(user_id::text, 1) from notifications.{table}");
            let rows = client.query(&statement, &[]).await.unwrap();
            let users: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
            // Of those who stay, what is not too old.
            assert_eq!(users, ["4"], "{table}");
        }
        let statement = "select right(user_id::text, 1) from platform.erasures order by 1";
        let rows = client.query(statement, &[]).await.unwrap();
        let open: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        // Of the second nothing is left; the first may still be written to by an event that is late.
        assert_eq!(open, ["1", "3"]);
    }
}

#[tokio::test]
async fn discarded_photos_leave_the_bucket_or_stay_on_record() {
    let database = TestDatabase::create().await;
    let client = database.client().await;
    let statement = "insert into platform.discarded_images
        select 'photos/x/' || n, now() from generate_series(1, 201) n";
    client.batch_execute(statement).await.unwrap();
    let left = async || -> i64 {
        let statement = "select count(*) from platform.discarded_images";
        client.query_one(statement, &[]).await.unwrap().get(0)
    };
    // Nobody answers there: told as a failure, and to be tried again.
    let away: &App = Stage::on(&database).app();
    assert_eq!(handle(away, String::new()).await.unwrap_err().status(), 503);
    assert_eq!(left().await, 201);
    let aws = LocalAws::of_the_suite();
    let stage = aws.on(Stage::on(&database));
    let app: &App = stage.with("IMAGES_BUCKET", aws.bucket().await).app();
    handle(app, String::new()).await.unwrap();
    assert_eq!(left().await, 0);
}
