//! What users are shown in the shop, and which mails they do without.

use crate::support::{SENDER, customer, event, new_address, notify, order};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::Permission;
use domain::identity::events::AccountErased;
use domain::ids::UserId;
use domain::orders::events::{OrderPlaced, OrderStatusChanged};
use domain::orders::{Actor, Customer, OrderStatus};
use notifications::{
    FeedApp, get_notification_preferences, list_notifications, put_notification_preferences,
    read_all_notifications, read_notification,
};
use serde_json::{Value, json};
use testkit::{Answer, Call, FakeSes, Stage, TestDatabase};
use tokio::task::JoinSet;

struct Shop {
    database: TestDatabase,
    stage: Stage,
    ses: FakeSes,
}

impl Shop {
    async fn open() -> Self {
        let database = TestDatabase::create().await;
        let ses = FakeSes::open(|_| false).await;
        let stage = Stage::on(&database)
            .with("AWS_ENDPOINT_URL", ses.endpoint.as_str())
            .with("EMAIL_FROM", SENDER)
            .with("SHOP_URL", "https://sayur.example");
        Self {
            database,
            stage,
            ses,
        }
    }

    fn reader(&self, permissions: &[Permission]) -> Reader {
        let user = UserId::generate(&SystemClock);
        Reader {
            user,
            address: new_address(),
            token: self.stage.token(user, permissions),
            app: self.stage.app(),
        }
    }

    async fn tell(&self, event: &Event) {
        notify(self.stage.app(), event.clone()).await.unwrap();
    }
}

struct Reader {
    user: UserId,
    address: String,
    token: String,
    app: &'static FeedApp,
}

impl Reader {
    fn order(&self, status: OrderStatus) -> domain::orders::Order {
        let mut order = order(&self.address, status);
        order.customer = Customer {
            user: Some(self.user),
            ..customer(&self.address)
        };
        order
    }

    fn placed(&self) -> Event {
        event(&OrderPlaced {
            order: self.order(OrderStatus::AwaitingPayment),
        })
    }

    fn moved(&self, to: OrderStatus) -> Event {
        event(&OrderStatusChanged {
            order: self.order(to),
            from: OrderStatus::Confirmed,
            actor: Actor::Shopper(None),
            reason: None,
        })
    }

    async fn feed(&self, query: &str) -> Value {
        let call = Call::get(&format!("/v1/me/notifications{query}"));
        let call = call.bearer(&self.token);
        call.send(self.app, list_notifications::handle)
            .await
            .expect(200)
    }

    async fn read(&self, entry: &str) -> Answer {
        Call::new("PUT", "/v1/me/notifications/{id}/read")
            .parameter("id", entry)
            .bearer(&self.token)
            .send(self.app, read_notification::handle)
            .await
    }

    async fn prefer(&self, preferences: Value) -> Answer {
        Call::new("PUT", "/v1/me/notification-preferences")
            .bearer(&self.token)
            .json(&json!({ "preferences": preferences }))
            .send(self.app, put_notification_preferences::handle)
            .await
    }

    async fn preferences(&self) -> Value {
        Call::get("/v1/me/notification-preferences")
            .bearer(&self.token)
            .send(self.app, get_notification_preferences::handle)
            .await
            .expect(200)
    }
}

fn titles(feed: &Value) -> Vec<&str> {
    let items = feed["items"].as_array().unwrap().iter();
    items.map(|item| item["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_event_is_shown_once_beside_its_mail_and_read_once() {
    let shop = Shop::open().await;
    let (sari, budi) = (shop.reader(&[]), shop.reader(&[]));
    let placed = sari.placed();
    let mut handlers = JoinSet::new();
    for _ in 0..50 {
        handlers.spawn(notify(shop.stage.app(), placed.clone()));
    }
    handlers.join_all().await;
    shop.tell(&placed).await;
    shop.tell(&sari.moved(OrderStatus::Packed)).await;
    assert_eq!(shop.ses.counts()[&sari.address], 2);

    let feed = sari.feed("").await;
    assert_eq!(feed["unread_count"], 2);
    assert_eq!(
        titles(&feed),
        [
            "Order SYR-4K7QW2XN is packed",
            "We have your order SYR-4K7QW2XN"
        ]
    );
    let newest = &feed["items"][0];
    assert_eq!(newest["kind"], "order_status_changed");
    assert_eq!(newest["order_code"], "SYR-4K7QW2XN");
    assert_eq!(
        newest["text"],
        "Your order is weighed, packed and ready to go."
    );
    let id = newest["id"].as_str().unwrap();

    // Another's is not there, be it looked for or read.
    assert_eq!(budi.feed("").await["items"], json!([]));
    let refused = budi.read(id).await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (404, &json!("notification_not_found"))
    );

    for _ in 0..2 {
        sari.read(id).await.expect(204);
    }
    let unread = sari.feed("?unread=true").await;
    assert_eq!(titles(&unread), ["We have your order SYR-4K7QW2XN"]);
    assert_eq!(unread["unread_count"], 1);
    // An event that comes again makes nothing unread.
    shop.tell(&placed).await;
    let all = Call::new("PUT", "/v1/me/notifications/read").bearer(&sari.token);
    all.send(sari.app, read_all_notifications::handle)
        .await
        .expect(204);
    shop.tell(&placed).await;
    assert_eq!(sari.feed("").await["unread_count"], 0);
}

#[tokio::test]
async fn a_feed_is_read_page_by_page() {
    let shop = Shop::open().await;
    let sari = shop.reader(&[]);
    for _ in 0..5 {
        shop.tell(&sari.placed()).await;
    }
    let (mut ids, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        let page = sari.feed(&query).await;
        assert_eq!(page["unread_count"], 5);
        let items = page["items"].as_array().unwrap();
        ids.extend(items.iter().map(|item| item["id"].to_string()));
        match page["next_cursor"].as_str() {
            Some(cursor) => query = format!("?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(ids.len(), 5);
    assert!(ids.is_sorted_by(|one, next| one > next), "{ids:?}");
}

#[tokio::test]
async fn who_does_without_a_kind_of_mail_is_still_told_in_the_shop() {
    let shop = Shop::open().await;
    let sari = shop.reader(&[]);
    let preferences = sari.preferences().await;
    assert_eq!(preferences["preferences"]["order_status_changed"], true);
    assert_eq!(preferences["preferences"].get("stock_low"), None);

    sari.prefer(json!({ "order_status_changed": false }))
        .await
        .expect(200);
    assert_eq!(
        sari.preferences().await["preferences"]["order_status_changed"],
        false
    );
    for to in [
        OrderStatus::Picking,
        OrderStatus::Packed,
        OrderStatus::OutForDelivery,
    ] {
        shop.tell(&sari.moved(to)).await;
    }
    assert_eq!(shop.ses.mails_to(&sari.address), Vec::<Value>::new());
    assert_eq!(sari.feed("").await["unread_count"], 3);
    // What matters comes all the same.
    shop.tell(&sari.moved(OrderStatus::Delivered)).await;
    shop.tell(&sari.placed()).await;
    assert_eq!(shop.ses.counts()[&sari.address], 2);

    // What is not named is on again.
    sari.prefer(json!({})).await.expect(200);
    shop.tell(&sari.moved(OrderStatus::Packed)).await;
    assert_eq!(shop.ses.counts()[&sari.address], 3);
    let client = shop.database.client().await;
    let muted = "select count(*) from notifications.emails where status = 'muted' and attempts = 0";
    let muted: i64 = client.query_one(muted, &[]).await.unwrap().get(0);
    assert_eq!(muted, 3);
}

#[tokio::test]
async fn what_is_transactional_cannot_be_switched_off() {
    let shop = Shop::open().await;
    let (sari, keeper) = (shop.reader(&[]), shop.reader(&[Permission::InventoryWrite]));
    for (kind, code) in [
        ("order_placed", "notification_required"),
        ("password_reset", "notification_required"),
        ("payment_refunded", "notification_required"),
        ("stock_low", "unknown_notification_kind"),
        ("weather", "unknown_notification_kind"),
    ] {
        let refused = sari
            .prefer(json!({ kind: false, "order_status_changed": false }))
            .await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (422, &json!("validation_failed"))
        );
        let error = &refused.body["errors"][0];
        assert_eq!(error["code"], code);
        assert_eq!(error["pointer"], format!("/preferences/{kind}"));
    }
    // Nothing of what was refused counts.
    assert_eq!(
        sari.preferences().await["preferences"]["order_status_changed"],
        true
    );
    keeper
        .prefer(json!({ "stock_low": false }))
        .await
        .expect(200);
    assert_eq!(
        keeper.preferences().await["preferences"]["stock_low"],
        false
    );
}

#[tokio::test]
async fn whoever_goes_leaves_no_feed_and_no_preferences() {
    let shop = Shop::open().await;
    let (sari, budi) = (shop.reader(&[]), shop.reader(&[]));
    for reader in [&sari, &budi] {
        shop.tell(&reader.placed()).await;
        reader
            .prefer(json!({ "order_status_changed": false }))
            .await
            .expect(200);
    }
    shop.tell(&event(&AccountErased { user_id: sari.user }))
        .await;
    let client = shop.database.client().await;
    for table in ["feed", "muted"] {
        let statement = format!("select user_id::text from notifications.{table}");
        let rows = client.query(&statement, &[]).await.unwrap();
        let users: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert_eq!(users, [budi.user.to_string()], "{table}");
    }
}
