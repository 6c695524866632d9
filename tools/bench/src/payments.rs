//! What the shop adds to a payment: to Midtrans' notification, and to the gateway's own time when one is started.

use crate::event::Event;
use crate::failure::Failure;
use crate::figures::{median, milliseconds};
use crate::sandbox::Sandbox;
use crate::shop::{Shop, number, text};
use crate::stack::Stack;
use crate::table;
use crate::trips::pending_notification;
use serde_json::json;
use std::time::{Duration, Instant};

const WARM_UP: usize = 5;
const CALLS: usize = 60;

const WEBHOOK: Duration = Duration::from_millis(5);
/// Starting a payment may cost so much more than the gateway's answer.
const ABOVE_GATEWAY: Duration = Duration::from_millis(5);

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(stack: &Stack, shop: &Shop) -> usize {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    match webhooks(stack, shop).await {
        Ok(webhook) => {
            let cell = table::beside(&milliseconds(webhook), webhook, WEBHOOK);
            rows.push(row("Midtrans webhook", &milliseconds(WEBHOOK), &cell));
        }
        Err(failure) => missing.push(("Midtrans webhook".to_owned(), failure)),
    }
    match starts(stack, shop).await {
        Ok(Starts { gateway, start }) => {
            let above = start.saturating_sub(gateway);
            rows.push(row(
                "the gateway's charge alone",
                table::NONE,
                &milliseconds(gateway),
            ));
            rows.push(row("start-payment", table::NONE, &milliseconds(start)));
            let cell = table::beside(&milliseconds(above), above, ABOVE_GATEWAY);
            rows.push(row(
                "start-payment above the gateway",
                &milliseconds(ABOVE_GATEWAY),
                &cell,
            ));
        }
        Err(failure) => missing.push(("start-payment".to_owned(), failure)),
    }
    table::print(
        "Payments, p50 in ms",
        &format!(
            "{CALLS} calls each after {WARM_UP} under the Runtime Interface Emulator, events sent to the local SQS; each \
             start of a bank transfer beside a charge of the simulator from this process"
        ),
        &["what", "budget", "measured  "],
        &rows,
    );
    table::print_missing(&missing)
}

fn row(what: &str, budget: &str, cell: &str) -> Vec<String> {
    vec![what.to_owned(), budget.to_owned(), cell.to_owned()]
}

/// Each notification tells something new of the same payment, so that each is kept and sent on.
async fn webhooks(stack: &Stack, shop: &Shop) -> Result<Duration, Failure> {
    let (order, notification) = pending_notification(stack, shop).await?;
    let mut sandbox = Sandbox::start(stack, "midtrans-webhook", &stack.database(None)?).await?;
    let mut durations = Vec::new();
    for call in 0..WARM_UP + CALLS {
        let (took, _) = sandbox.call(&notification.event(call).value()).await?;
        if call >= WARM_UP {
            durations.push(took);
        }
    }
    sandbox.stop().await;
    shop.cancel(&order).await?;
    median(&durations).ok_or_else(|| Failure::new("no notification was timed"))
}

struct Starts {
    gateway: Duration,
    start: Duration,
}

async fn starts(stack: &Stack, shop: &Shop) -> Result<Starts, Failure> {
    let mut sandbox = Sandbox::start(stack, "start-payment", &stack.database(None)?).await?;
    let gateway = Gateway::of(stack)?;
    let (mut alone, mut whole) = (Vec::new(), Vec::new());
    for call in 0..WARM_UP + CALLS {
        shop.fill_cart().await?;
        let order = shop.call("POST", "/v1/orders", Some(&shop.order())).await?;
        let code = text(&order, "/code")?;
        let event = Event::new("POST", &format!("/v1/orders/{code}/payments"))
            .parameter("code", &code)
            .bearer(&shop.access_token)
            .header("idempotency-key", &shop.idempotency_key())
            .json(&json!({ "method": "bank_transfer", "bank": "bca" }));
        let (took, payment) = sandbox.call(&event.value()).await?;
        let charged = gateway
            .charge(
                &format!("{code}-bench"),
                number(&payment, "/amount/amount")?,
            )
            .await?;
        if call >= WARM_UP {
            alone.push(charged);
            whole.push(took);
        }
        shop.cancel(&order).await?;
    }
    sandbox.stop().await;
    match (median(&alone), median(&whole)) {
        (Some(gateway), Some(start)) => Ok(Starts { gateway, start }),
        _ => Err(Failure::new("no payment was timed")),
    }
}

/// The simulator, as this process reaches it: on one connection, like a warm function.
struct Gateway {
    http: reqwest::Client,
    url: String,
    key: String,
}

impl Gateway {
    fn of(stack: &Stack) -> Result<Self, Failure> {
        Ok(Self {
            http: reqwest::Client::new(),
            url: format!("{}/v2/charge", stack.variable("MIDTRANS_CORE_URL")?),
            key: stack.variable("MIDTRANS_SERVER_KEY")?.to_owned(),
        })
    }

    async fn charge(&self, order: &str, amount: u64) -> Result<Duration, Failure> {
        let body = json!({
            "payment_type": "bank_transfer",
            "transaction_details": { "order_id": order, "gross_amount": amount },
            "bank_transfer": { "bank": "bca" },
        });
        let request = self.http.post(&self.url).basic_auth(&self.key, Some(""));
        let started = Instant::now();
        let answer = request.json(&body).send().await?;
        let status = answer.status();
        answer.bytes().await?;
        let took = started.elapsed();
        if status.is_success() {
            Ok(took)
        } else {
            Err(Failure::new(format!("the simulator answered {status}")))
        }
    }
}
