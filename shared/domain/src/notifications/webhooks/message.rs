//! What partners are told of an event: a CloudEvents envelope with as much of the fact as they need, and nothing of
//! a person.

use crate::catalog::events::StockLow;
use crate::catalog::{Sku, Unit};
use crate::events::{BadEvent, Event, EventType};
use crate::ids::{EventId, OrderId, PaymentId, RefundId, WebhookId};
use crate::named::named;
use crate::orders::events::{OrderEdited, OrderPlaced, OrderStatusChanged};
use crate::orders::{Order, OrderCode, OrderStatus, PaymentMethod, Totals};
use crate::payments::events::{PaymentRefunded, PaymentSucceeded, RefundRoute};
use crate::{Clock, Money, Quantity};
use serde::Serialize;
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// The type of what staff have sent to try an address. Nobody subscribes to it.
pub const PING: &str = "sayur.notifications.webhook_ping.v1";

named! {
    /// The types of events that partners may be told of, by the names that they have in the shop.
    WebhookEvent {
        OrderPlaced = "sayur.orders.order_placed.v1",
        OrderEdited = "sayur.orders.order_edited.v1",
        OrderStatusChanged = "sayur.orders.order_status_changed.v1",
        PaymentSucceeded = "sayur.payments.payment_succeeded.v1",
        PaymentRefunded = "sayur.payments.payment_refunded.v1",
        StockLow = "sayur.catalog.stock_low.v1",
    }
}

/// A message to partners, written once: whoever gets it gets the same bytes, however often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The event's: what partners know a message by that comes twice.
    pub id: EventId,
    pub kind: String,
    pub body: String,
}

impl Message {
    /// The message about an event; `None` about one that partners are not told of.
    pub fn about(event: &Event) -> Result<Option<Self>, BadEvent> {
        let Some(kind) = WebhookEvent::parse(&event.kind) else {
            return Ok(None);
        };
        let data = match kind {
            WebhookEvent::OrderPlaced => fact(
                event,
                |placed: OrderPlaced| json!({ "order": OrderFacts::of(&placed.order) }),
            ),
            WebhookEvent::OrderEdited => fact(
                event,
                |edited: OrderEdited| json!({ "order": OrderFacts::of(&edited.order) }),
            ),
            WebhookEvent::OrderStatusChanged => fact(
                event,
                |changed: OrderStatusChanged| json!({ "from": changed.from, "order": OrderFacts::of(&changed.order) }),
            ),
            WebhookEvent::PaymentSucceeded => fact(event, |paid: PaymentSucceeded| json!(paid)),
            WebhookEvent::PaymentRefunded => fact(event, |refunded: PaymentRefunded| {
                json!(RefundFacts::of(&refunded))
            }),
            WebhookEvent::StockLow => fact(event, |low: StockLow| json!(low)),
        }?;
        let envelope = (event.id, &*event.kind, event.subject, event.time);
        Ok(data.map(|data| Self::new(envelope, &data)))
    }

    /// What staff have sent to try an address.
    #[must_use]
    pub fn ping(webhook: WebhookId, clock: &impl Clock) -> Self {
        let envelope = (EventId::generate(clock), PING, webhook.uuid(), clock.now());
        Self::new(envelope, &json!({}))
    }

    fn new(
        (id, kind, subject, time): (EventId, &str, Uuid, OffsetDateTime),
        data: &serde_json::Value,
    ) -> Self {
        let envelope = json!({
            "specversion": "1.0",
            "id": id,
            "source": "/micro-sayur",
            "type": kind,
            "subject": subject,
            "time": time.format(&Rfc3339).unwrap_or_default(),
            "datacontenttype": "application/json",
            "data": data,
        });
        Self {
            id,
            kind: kind.to_owned(),
            body: envelope.to_string(),
        }
    }
}

fn fact<T: EventType>(
    event: &Event,
    facts: impl FnOnce(T) -> serde_json::Value,
) -> Result<Option<serde_json::Value>, BadEvent> {
    Ok(event.read::<T>()?.map(facts))
}

/// An order without whom it is for, where it goes, who brings it and what anybody wrote.
#[derive(Serialize)]
struct OrderFacts<'a> {
    id: OrderId,
    code: &'a OrderCode,
    status: OrderStatus,
    payment_method: PaymentMethod,
    lines: Vec<LineFacts<'a>>,
    totals: &'a Totals,
    slot: SlotFacts,
    #[serde(with = "time::serde::rfc3339")]
    placed_at: OffsetDateTime,
    /// Grows with each change: the higher is the later.
    version: i64,
}

#[derive(Serialize)]
struct LineFacts<'a> {
    sku: &'a Sku,
    unit: Unit,
    quantity: Quantity,
    packed_quantity: Option<Quantity>,
    unit_price: Money,
    line_total: Money,
    discount: Money,
    substitute_for: Option<&'a Sku>,
}

#[derive(Serialize)]
struct SlotFacts {
    #[serde(with = "crate::catalog::date_text")]
    date: Date,
    #[serde(with = "time::serde::rfc3339")]
    start: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    end: OffsetDateTime,
}

impl<'a> OrderFacts<'a> {
    fn of(order: &'a Order) -> Self {
        let line = |line: &'a crate::orders::OrderLine| LineFacts {
            sku: &line.sku,
            unit: line.unit,
            quantity: line.quantity,
            packed_quantity: line.packed_quantity,
            unit_price: line.unit_price,
            line_total: line.line_total,
            discount: line.discount,
            substitute_for: line.substitute_for.as_ref(),
        };
        Self {
            id: order.id,
            code: &order.code,
            status: order.status,
            payment_method: order.payment_method,
            lines: order.lines.iter().map(line).collect(),
            totals: &order.totals,
            slot: SlotFacts {
                date: order.slot.date,
                start: order.slot.start,
                end: order.slot.end,
            },
            placed_at: order.placed_at,
            version: order.version,
        }
    }
}

/// A refund without whose it is, and without its reason, which is in somebody's words.
#[derive(Serialize)]
struct RefundFacts<'a> {
    refund: RefundId,
    payment: PaymentId,
    order: OrderId,
    order_code: &'a OrderCode,
    amount: Money,
    route: RefundRoute,
}

impl<'a> RefundFacts<'a> {
    fn of(refunded: &'a PaymentRefunded) -> Self {
        Self {
            refund: refunded.refund,
            payment: refunded.payment,
            order: refunded.order,
            order_code: &refunded.order_code,
            amount: refunded.amount,
            route: refunded.route,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;
    use crate::ids::EmailId;
    use crate::notifications::events::MailResendRequested;

    const PLACED: &str =
        include_str!("../../../../../docs/events/examples/sayur.orders.order_placed.v1/01.json");
    const REFUNDED: &str = include_str!(
        "../../../../../docs/events/examples/sayur.payments.payment_refunded.v1/01.json"
    );

    fn event<T: EventType>(example: &str) -> (Event, T) {
        let event: Event = serde_json::from_str(example).unwrap();
        let data = event.read().unwrap().unwrap();
        (event, data)
    }

    fn body(event: &Event) -> serde_json::Value {
        let message = Message::about(event).unwrap().unwrap();
        assert_eq!((message.id, &message.kind), (event.id, &event.kind));
        serde_json::from_str(&message.body).unwrap()
    }

    #[test]
    fn a_type_has_the_name_that_it_has_in_the_shop() {
        let names = [
            OrderPlaced::TYPE,
            OrderEdited::TYPE,
            OrderStatusChanged::TYPE,
            PaymentSucceeded::TYPE,
            PaymentRefunded::TYPE,
            StockLow::TYPE,
        ];
        let known: Vec<_> = WebhookEvent::ALL.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(known, names);
    }

    #[test]
    fn an_order_is_told_without_whom_it_is_for() {
        let (event, OrderPlaced { order }) = event(PLACED);
        let body = body(&event);
        assert_eq!(body["id"], json!(event.id));
        assert_eq!(body["type"], OrderPlaced::TYPE);
        let told = &body["data"]["order"];
        assert_eq!(told["code"], json!(order.code));
        assert_eq!(told["lines"][0]["sku"], json!(order.lines[0].sku));
        assert_eq!(told["totals"]["amount_due"], json!(order.totals.amount_due));
        let text = body.to_string();
        for name in [
            "customer",
            "address",
            "note",
            "courier",
            "coupon",
            "requestid",
            "traceparent",
        ] {
            assert!(!text.contains(&format!("\"{name}\"")), "{name}");
        }
        for personal in [
            &order.customer.email,
            &order.customer.name,
            &order.address.phone,
        ] {
            assert!(!text.contains(personal), "{personal}");
        }
    }

    #[test]
    fn a_refund_is_told_without_whose_it_is() {
        let (event, refunded): (Event, PaymentRefunded) = event(REFUNDED);
        let body = body(&event);
        assert_eq!(body["data"]["amount"], json!(refunded.amount));
        let text = body.to_string();
        assert!(!text.contains("customer") && !text.contains(&refunded.reason));
    }

    #[test]
    fn what_partners_have_no_business_with_is_not_told() {
        let resend = MailResendRequested {
            email: EmailId::generate(&SystemClock),
            of: EmailId::generate(&SystemClock),
        };
        let event = Event::new(&SystemClock, "request-7", resend.email, &resend).unwrap();
        assert_eq!(Message::about(&event).unwrap(), None);
    }

    #[test]
    fn a_ping_is_a_message_of_its_own() {
        let webhook = WebhookId::generate(&SystemClock);
        let ping = Message::ping(webhook, &SystemClock);
        let body: serde_json::Value = serde_json::from_str(&ping.body).unwrap();
        assert_eq!(
            (&body["type"], &body["subject"]),
            (&json!(PING), &json!(webhook))
        );
        assert_eq!(WebhookEvent::parse(PING), None);
    }
}
