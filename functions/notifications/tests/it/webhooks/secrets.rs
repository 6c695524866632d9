//! Each address has a secret of its own, shown once and changed without a gap.

use super::{Office, placed, text};
use serde_json::Value;
use testkit::Partner;

#[tokio::test]
async fn a_secret_is_shown_when_it_is_made_and_stands_nowhere() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let secret = text(&webhook["secret"]).strip_prefix("whsec_").unwrap();
    let (id, shown) = (text(&webhook["id"]), office.list("").await);
    assert!(!shown.to_string().contains(secret));
    let shown = office.show(id).await.expect(200);
    assert_eq!(shown.get("secret"), None);
    let client = office.database.client().await;
    for table in ["notifications.webhooks", "identity.audit_log"] {
        let rows = client
            .query(&format!("select to_jsonb(t)::text from {table} t"), &[])
            .await
            .unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            assert!(!row.get::<_, String>(0).contains(secret), "{table}");
        }
    }
    let other = office.register(&partner).await;
    assert_ne!(other["secret"], webhook["secret"]);
}

#[tokio::test]
async fn the_secret_before_signs_for_a_day_after_a_change() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let webhook = office.register(&partner).await;
    let id = text(&webhook["id"]);
    let old = text(&webhook["secret"]);
    let rotated = office.rotate(id).await;
    assert_eq!(rotated.headers["etag"], "\"2\"");
    let rotated = rotated.expect(200);
    let new = text(&rotated["secret"]);
    assert_ne!(old, new);
    office.tell(&placed()).await;
    let message = partner.messages().remove(0);
    assert_eq!(message.signature.split(' ').count(), 2);
    assert_eq!((message.signed_by(old), message.signed_by(new)), (1, 1));

    office
        .execute("update notifications.webhooks set previous_secret_until = now()")
        .await;
    office.tell(&placed()).await;
    let message = partner.messages().remove(1);
    assert_eq!(message.signature.split(' ').count(), 1);
    assert_eq!((message.signed_by(old), message.signed_by(new)), (0, 1));
    let shown = office.show(id).await.expect(200);
    assert_ne!(shown["previous_secret_until"], Value::Null);
}
