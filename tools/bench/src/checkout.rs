//! From cart to order: how long a shopper waits, and what many get done at once. For one shopper the handlers are
//! called in this process, each on a connection of its own as in a sandbox; many come by `cargo lambda watch`.

use crate::failure::Failure;
use crate::figures::{median, milliseconds, percentile};
use crate::market::{Buyer, Counted, GOODS, Market};
use crate::table::{self, NONE};
use crate::watch::Watch;
use domain::ids::{SlotId, VariantId};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::{Answer, Call};

const WARM_UP: usize = 20;
const CALLS: usize = 300;
/// Who buys at the same moment, and how often each.
const BUYERS: usize = 64;
const ORDERS_EACH: usize = 20;
/// Of the function that places orders, each with a connection.
const SANDBOXES: usize = 16;
/// Cargo looks at the whole workspace before it starts one of them.
const STARTING: Duration = Duration::from_mins(2);
/// An order that takes as long never comes.
const PATIENCE: Duration = Duration::from_secs(30);
/// Lines of a basket: as many as there are different goods for everybody.
const LINES: usize = GOODS / BUYERS;

const SHOWN: Duration = Duration::from_millis(3);
const CHANGED: Duration = Duration::from_millis(4);
const QUOTED: Duration = Duration::from_millis(5);
const PLACED: Duration = Duration::from_millis(12);
const ORDERS_PER_SECOND: u128 = 300;
const APART: Duration = Duration::from_millis(500);
const TOGETHER: Duration = Duration::from_secs(1);

/// Prints the tables; gives how many figures are missing.
pub(crate) async fn print(server: &str) -> usize {
    alone(server).await + at_once(server).await
}

async fn alone(server: &str) -> usize {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    match one_shopper(server).await {
        Ok(measured) => rows.extend(measured.into_iter().map(|(what, budget, durations)| {
            let middle = median(&durations).unwrap_or_default();
            let p99 = percentile(&durations, 99).unwrap_or_default();
            let cell = table::beside(&milliseconds(middle), middle, budget);
            vec![
                what.to_owned(),
                milliseconds(budget),
                cell,
                milliseconds(p99),
            ]
        })),
        Err(failure) => missing.push(("one shopper".to_owned(), failure)),
    }
    table::print(
        "Cart and checkout of one shopper, in ms, on one connection",
        &format!(
            "{CALLS} calls each after {WARM_UP}, {LINES} lines in the cart; the handlers alone, without a front, and \
             without a broker: events stay in the outbox"
        ),
        &["call", "budget", "p50  ", "p99"],
        &rows,
    );
    table::print_missing(&missing)
}

type Measured = (&'static str, Duration, Vec<Duration>);

async fn one_shopper(server: &str) -> Result<Vec<Measured>, Failure> {
    let market = Market::open(server).await?;
    let buyers = market.buyers(WARM_UP + CALLS + 1).await?;
    let basket = market.variants.get(..LINES).unwrap_or_default();
    for buyer in &buyers {
        market.fill(buyer, basket).await?;
    }
    market.analyze().await?;
    let (first, others) = buyers
        .split_first()
        .ok_or_else(|| Failure::new("nobody buys"))?;
    let slot = *market
        .slots
        .first()
        .ok_or_else(|| Failure::new("no slot"))?;
    let (carts, quotes, places) = (market.stage.app(), market.stage.app(), market.stage.app());
    let mut measured: [Measured; 4] = [
        ("cart shown", SHOWN, Vec::new()),
        ("cart change", CHANGED, Vec::new()),
        ("quote", QUOTED, Vec::new()),
        ("place order", PLACED, Vec::new()),
    ];
    for (number, buyer) in others.iter().enumerate() {
        let show = Call::get("/v1/cart").bearer(&first.token);
        let quantity = if number.is_multiple_of(2) { "3" } else { "2" };
        let change = Call::new("PUT", "/v1/cart/items/SKU-000")
            .parameter("sku", "SKU-000")
            .bearer(&first.token)
            .json(&json!({ "quantity": quantity }));
        let quote = Call::post("/v1/checkout/quote")
            .bearer(&first.token)
            .json(&json!({ "address_id": first.address, "slot_id": slot }));
        let durations = [
            timed(show.send(carts, cart::get_cart::handle), 200).await?,
            timed(change.send(carts, cart::put_cart_item::handle), 200).await?,
            timed(quote.send(quotes, orders::quote_checkout::handle), 200).await?,
            timed(
                order(buyer, slot).send(places, orders::place_order::handle),
                201,
            )
            .await?,
        ];
        for ((.., measured), duration) in measured.iter_mut().zip(durations) {
            measured.extend((number >= WARM_UP).then_some(duration));
        }
    }
    Ok(measured.into())
}

/// Each buyer orders once.
fn order(buyer: &Buyer, slot: SlotId) -> Call {
    Call::post("/v1/orders")
        .bearer(&buyer.token)
        .header("idempotency-key", "one")
        .json(&order_body(buyer, slot))
}

fn order_body(buyer: &Buyer, slot: SlotId) -> Value {
    json!({ "address_id": buyer.address, "slot_id": slot, "payment_method": "midtrans" })
}

async fn timed(answer: impl Future<Output = Answer>, expected: u16) -> Result<Duration, Failure> {
    let started = Instant::now();
    let answer = answer.await;
    let duration = started.elapsed();
    if answer.status == expected {
        Ok(duration)
    } else {
        Err(Failure::new(format!("{}: {}", answer.status, answer.body)))
    }
}

/// What many got done at once.
struct Rush {
    durations: Vec<Duration>,
    took: Duration,
    refused: usize,
    counted: Counted,
}

async fn at_once(server: &str) -> usize {
    let kinds = [
        ("different goods, eight windows", Rushing::Apart),
        ("different goods, one window", Rushing::OneSlot),
        ("one hot SKU, one window", Rushing::Together),
    ];
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for (what, kind) in kinds {
        match rush(server, kind).await {
            Ok(rush) => rows.push(row(what, kind, &rush)),
            Err(failure) => missing.push((what.to_owned(), failure)),
        }
    }
    table::print(
        &format!("{BUYERS} buyers place orders at once, each {ORDERS_EACH}"),
        &format!(
            "{LINES} lines an order, one of the hot SKU; times in ms; through `cargo lambda watch --release` with \
             {SANDBOXES} sandboxes, without a broker: events stay in the outbox; refused, deadlocks and rolled back: \
             none are good"
        ),
        &[
            "buyers of",
            "at least",
            "orders/s  ",
            "p50",
            "p99 at most",
            "p99  ",
            "refused",
            "deadlocks",
            "rolled back",
        ],
        &rows,
    );
    table::print_missing(&missing)
}

fn row(what: &str, kind: Rushing, rush: &Rush) -> Vec<String> {
    let p99 = percentile(&rush.durations, 99).unwrap_or_default();
    let count = u128::try_from(rush.durations.len()).unwrap_or_default();
    let per_second = count * 1_000 / rush.took.as_millis().max(1);
    let (least, most) = match kind {
        Rushing::Together => (None, TOGETHER),
        Rushing::Apart | Rushing::OneSlot => (Some(ORDERS_PER_SECOND), APART),
    };
    let is_slow = least.is_some_and(|least| per_second < least);
    vec![
        what.to_owned(),
        least.map_or(NONE.to_owned(), |least| least.to_string()),
        format!("{per_second} {}", if is_slow { '!' } else { ' ' }),
        median(&rush.durations).map_or(NONE.to_owned(), milliseconds),
        milliseconds(most),
        table::beside(&milliseconds(p99), p99, most),
        rush.refused.to_string(),
        rush.counted.deadlocks.to_string(),
        rush.counted.rolled_back.to_string(),
    ]
}

/// What buyers have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rushing {
    /// Neither goods nor windows.
    Apart,
    OneSlot,
    /// All of it.
    Together,
}

impl Rushing {
    /// What the buyer of that number buys.
    fn basket(self, number: usize, variants: &[VariantId]) -> Vec<VariantId> {
        let (first, lines) = match self {
            Self::Together => (0, 1),
            Self::Apart | Self::OneSlot => (number * LINES, LINES),
        };
        variants.iter().skip(first).take(lines).copied().collect()
    }
}

/// Somebody who places one order after the other, each for another buyer.
struct Worker {
    shop: reqwest::Client,
    orders_url: String,
    slot: SlotId,
    queue: Vec<Buyer>,
}

async fn rush(server: &str, kind: Rushing) -> Result<Rush, Failure> {
    let market = Market::open(server).await?;
    let watch = Watch::start(&market.stage, SANDBOXES).await?;
    warm_up(&market, &watch, kind).await?;
    let workers = workers(&market, &watch, kind, ORDERS_EACH).await?;
    market.analyze().await?;
    let before = market.counted().await?;
    let started = Instant::now();
    let (mut durations, mut refused) = (Vec::new(), 0);
    for outcome in all_at_once(workers).await? {
        match outcome {
            Ok(duration) => durations.push(duration),
            Err(_) => refused += 1,
        }
    }
    let took = started.elapsed();
    watch.stop().await;
    market.disconnect().await?;
    let after = market.counted().await?;
    let counted = Counted {
        deadlocks: after.deadlocks - before.deadlocks,
        rolled_back: after.rolled_back - before.rolled_back,
    };
    Ok(Rush {
        durations,
        took,
        refused,
        counted,
    })
}

/// Orders until each sandbox has started, and prepared its statements.
async fn warm_up(market: &Market, watch: &Watch, kind: Rushing) -> Result<(), Failure> {
    let started = Instant::now();
    while started.elapsed() < STARTING {
        for outcome in all_at_once(workers(market, watch, kind, 1).await?).await? {
            outcome?;
        }
        if market.sandboxes().await? >= SANDBOXES {
            return Ok(());
        }
    }
    Err(Failure::new("not every sandbox starts"))
}

async fn workers(
    market: &Market,
    watch: &Watch,
    kind: Rushing,
    orders: usize,
) -> Result<Vec<Worker>, Failure> {
    let slots = if kind == Rushing::Apart {
        market.slots.len()
    } else {
        1
    };
    let shop = reqwest::Client::new();
    let mut workers = Vec::new();
    for (number, slot) in market
        .slots
        .iter()
        .take(slots)
        .cycle()
        .take(BUYERS)
        .enumerate()
    {
        let queue = market.buyers(orders).await?;
        let basket = kind.basket(number, &market.variants);
        for buyer in &queue {
            market.fill(buyer, &basket).await?;
        }
        workers.push(Worker {
            shop: shop.clone(),
            orders_url: format!("{}/v1/orders", watch.url),
            slot: *slot,
            queue,
        });
    }
    Ok(workers)
}

async fn all_at_once(workers: Vec<Worker>) -> Result<Vec<Result<Duration, Failure>>, Failure> {
    let tasks: Vec<_> = workers
        .into_iter()
        .map(|worker| tokio::spawn(worker.work()))
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.extend(
            task.await
                .map_err(|error| Failure::new(error.to_string()))?,
        );
    }
    Ok(outcomes)
}

impl Worker {
    async fn work(self) -> Vec<Result<Duration, Failure>> {
        let mut outcomes = Vec::new();
        for buyer in &self.queue {
            outcomes.push(self.place(buyer).await);
        }
        outcomes
    }

    async fn place(&self, buyer: &Buyer) -> Result<Duration, Failure> {
        let request = self
            .shop
            .post(&self.orders_url)
            .timeout(PATIENCE)
            .bearer_auth(&buyer.token)
            .header("idempotency-key", "one")
            .json(&order_body(buyer, self.slot));
        let started = Instant::now();
        let answer = request.send().await?;
        let status = answer.status();
        let body = answer.text().await?;
        let duration = started.elapsed();
        if status == reqwest::StatusCode::CREATED {
            Ok(duration)
        } else {
            Err(Failure::new(format!("{status}: {body}")))
        }
    }
}
