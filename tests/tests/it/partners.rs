//! A partner is told of what happens in the shop, signed, and staff see that it was.

use crate::client::{Stack, eventually, text};
use crate::journey::ready_to_order;
use serde_json::json;
use testkit::Partner;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_partner_hears_of_an_order_signed_and_without_whom_it_is_for() {
    let stack = Stack::of_the_suite();
    let (admin, partner) = (stack.admin().await, Partner::open().await);
    let wish = json!({
        "url": partner.url, "description": "Gudang mitra", "event_types": ["sayur.orders.order_placed.v1"]
    });
    let webhook = admin.post("/v1/admin/webhooks", &wish).await.expect(201);
    let path = format!("/v1/admin/webhooks/{}", text(&webhook["id"]));
    let shopper = stack.shopper().await;
    let body = ready_to_order(&stack, &shopper, "cod").await;
    let placed = shopper.post_once("/v1/orders", "partner", &body).await;
    let order = placed.expect(201);
    // Others buy too.
    let message = eventually("the message", async || {
        let arrived = partner.messages().into_iter();
        let mut about = arrived.filter(|message| message.body.contains(text(&order["code"])));
        about.next()
    })
    .await;
    assert_eq!(message.signed_by(text(&webhook["secret"])), 1);
    let told = message.json();
    assert_eq!(told["type"], "sayur.orders.order_placed.v1");
    assert_eq!(told["data"]["order"]["totals"]["total"], order["total"]);
    assert!(!message.body.contains("customer") && !message.body.contains("address"));

    let deliveries = format!("{path}/deliveries?status=delivered&limit=100");
    eventually("the message on record", async || {
        let page = admin.get(&deliveries).await.expect(200);
        let found = page["items"].as_array().unwrap().iter();
        let mut ids = found.map(|delivery| text(&delivery["id"]).to_owned());
        ids.any(|id| id == message.id).then_some(())
    })
    .await;
    admin.delete(&path).await.expect(204);
}
