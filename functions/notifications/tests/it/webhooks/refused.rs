//! What names the inside is not called, whatever it looks like.

use super::{Office, placed};
use notifications::queue_webhooks;
use testkit::Partner;

#[tokio::test]
async fn an_address_inside_is_not_called_whatever_it_looks_like() {
    let (office, partner) = (Office::open().await, Partner::open().await);
    let port = partner.url.rsplit(':').next().unwrap().to_owned();
    let client = office.database.client().await;
    for (host, error) in [
        ("https://127.0.0.1", "address_not_public"),
        ("https://localhost", "address_not_public"),
        // No certificate is for such a name: nothing is even resolved.
        ("https://2130706433", "not_connected"),
        ("https://0177.0.0.1", "not_connected"),
        ("https://127.1", "not_connected"),
        ("https://0.0.0.0", "address_not_public"),
        ("https://[::1]", "address_not_public"),
        ("https://[::ffff:127.0.0.1]", "address_not_public"),
        ("https://169.254.169.254", "address_not_public"),
        ("https://10.0.0.1", "address_not_public"),
        ("https://[fd00:ec2::254]", "address_not_public"),
        // By HTTP nothing is called at all.
        ("http://127.0.0.1", "address_not_public"),
        ("http://1.1.1.1", "not_connected"),
    ] {
        let url = format!("{host}:{port}");
        // Past the check of the request, as if a name had changed what it stands for.
        let statement = "with gone as (delete from notifications.webhooks)
            insert into notifications.webhooks (id, url, description, event_types, status, created_by, created_at)
            values (gen_random_uuid(), $1, 'x', '{sayur.orders.order_placed.v1}', 'active', gen_random_uuid(), now())";
        client.execute(statement, &[&url]).await.unwrap();
        // As everywhere but on one's own machine.
        let stage = office.stage.clone().with("WEBHOOK_REACH", "internet");
        let outcomes = queue_webhooks::handle(stage.app(), vec![placed()]).await;
        assert!(outcomes.iter().all(Result::is_ok));
        let row = client
            .query_one(
                "select last_error from notifications.webhook_deliveries",
                &[],
            )
            .await
            .unwrap();
        assert_eq!(
            row.get::<_, Option<String>>(0).as_deref(),
            Some(error),
            "{url}"
        );
    }
    assert_eq!(partner.messages().len(), 0);
}
