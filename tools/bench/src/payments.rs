//! What the shop adds to a payment: to Midtrans' notification, and to the gateway's own time when one is started.

use crate::failure::Failure;
use crate::figures::{median, milliseconds};
use crate::shop::{Shop, number, text};
use crate::stack::Stack;
use crate::table;
use crate::trips::{WEBHOOK_PATH, pending_notification};
use serde_json::json;
use std::time::{Duration, Instant};

const WARM_UP: usize = 5;
const CALLS: usize = 60;
/// What a call sets in motion (events, mails, books) is over by then, and not part of the next one.
const APART: Duration = Duration::from_secs(1);

const WEBHOOK: Duration = Duration::from_millis(5);
/// Starting a payment may take so much longer than the gateway's own answer, all that is before the function included.
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
        Ok(Starts {
            empty,
            gateway,
            start,
        }) => {
            let above = start.saturating_sub(gateway);
            let beside = [
                ("an empty function's answer", empty),
                ("the gateway's charge alone", gateway),
                ("start-payment", start),
            ];
            rows.extend(beside.map(|(what, took)| row(what, table::NONE, &milliseconds(took))));
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
            "{CALLS} calls each after {WARM_UP}, through `cargo lambda watch --release` on one connection, {} ms apart; each \
             start of a bank transfer beside a charge of the simulator from this process; the simulator notifies nobody \
             meanwhile, as Midtrans does not so soon",
            APART.as_millis()
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
    let mut durations = Vec::new();
    for call in 0..WARM_UP + CALLS {
        settle(shop).await?;
        let told = notification.body(call);
        let (took, _) = shop.timed("POST", WEBHOOK_PATH, Some(&told)).await?;
        if call >= WARM_UP {
            durations.push(took);
        }
    }
    shop.cancel(&order).await?;
    median(&durations).ok_or_else(|| Failure::new("no notification was timed"))
}

/// Lets what the last call has set in motion come to its end, and the machine not fall asleep over it; what an empty
/// function's answer takes then.
async fn settle(shop: &Shop) -> Result<Duration, Failure> {
    let until = Instant::now() + APART;
    loop {
        let (empty, _) = shop.timed("GET", "/v1/health", None).await?;
        if Instant::now() >= until {
            return Ok(empty);
        }
    }
}

struct Starts {
    empty: Duration,
    gateway: Duration,
    start: Duration,
}

async fn starts(stack: &Stack, shop: &Shop) -> Result<Starts, Failure> {
    let gateway = Gateway::of(stack)?;
    gateway.notify_nobody().await?;
    let starts = start_each(shop, &gateway).await;
    gateway.notify_again().await?;
    starts
}

async fn start_each(shop: &Shop, gateway: &Gateway) -> Result<Starts, Failure> {
    let transfer = json!({ "method": "bank_transfer", "bank": "bca" });
    let (mut empties, mut alone, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    for call in 0..WARM_UP + CALLS {
        shop.fill_cart().await?;
        let order = shop.call("POST", "/v1/orders", Some(&shop.order())).await?;
        let code = text(&order, "/code")?;
        let empty = settle(shop).await?;
        let path = format!("/v1/orders/{code}/payments");
        let (took, payment) = shop.timed("POST", &path, Some(&transfer)).await?;
        let charged = gateway
            .charge(
                &format!("{code}-bench"),
                number(&payment, "/amount/amount")?,
            )
            .await?;
        if call >= WARM_UP {
            empties.push(empty);
            alone.push(charged);
            whole.push(took);
        }
        shop.cancel(&order).await?;
    }
    match (median(&empties), median(&alone), median(&whole)) {
        (Some(empty), Some(gateway), Some(start)) => Ok(Starts {
            empty,
            gateway,
            start,
        }),
        _ => Err(Failure::new("no payment was timed")),
    }
}

/// The simulator, as this process reaches it: on one connection, like a warm function.
struct Gateway {
    http: reqwest::Client,
    url: String,
    key: String,
    /// Where the simulator is told what goes wrong.
    faults: String,
}

impl Gateway {
    fn of(stack: &Stack) -> Result<Self, Failure> {
        let simulator = stack.variable("MIDTRANS_SIMULATOR_URL")?;
        Ok(Self {
            http: reqwest::Client::new(),
            faults: format!("{simulator}/_simulate/faults"),
            url: format!("{}/v2/charge", stack.variable("MIDTRANS_CORE_URL")?),
            key: stack.variable("MIDTRANS_SERVER_KEY")?.to_owned(),
        })
    }

    async fn notify_nobody(&self) -> Result<(), Failure> {
        let fault = json!({ "fault": "dropped", "times": 100 * (WARM_UP + CALLS) });
        let answer = self.http.post(&self.faults).json(&fault).send().await?;
        answer.error_for_status()?;
        Ok(())
    }

    async fn notify_again(&self) -> Result<(), Failure> {
        let answer = self.http.delete(&self.faults).send().await?;
        answer.error_for_status()?;
        Ok(())
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
