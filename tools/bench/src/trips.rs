//! How often warm functions ask the database, counted on the wire.

use crate::event::Event;
use crate::failure::Failure;
use crate::proxy::{Count, Proxy};
use crate::sandbox::Sandbox;
use crate::shop::{Shop, number, text};
use crate::stack::Stack;
use crate::table::{self, NONE};
use ring::digest::{SHA512, digest};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;

/// The first calls connect and prepare their statements.
const WARM_UP: usize = 2;
const CALLS: usize = 3;

/// Where Midtrans sends its notifications.
pub(crate) const WEBHOOK_PATH: &str = "/v1/webhooks/midtrans";

/// Where the figures go that docs/capacity.md is computed from, when they are to be kept.
pub(crate) const KEPT: &str = "docs/capacity/trips.json";

/// What a call of a function sends to the database and gets from it: the most of the calls that were counted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Traffic {
    pub(crate) function: String,
    pub(crate) trips: u64,
    /// Bytes to the database.
    pub(crate) asked: u64,
    /// Bytes from it.
    pub(crate) answered: u64,
}

/// Prints the table alone, and keeps its figures where that is asked for.
pub(crate) async fn keep(stack: &Stack, shop: &Shop, keep: bool) -> Result<usize, Failure> {
    let (counted, missing) = print_counted(stack, shop).await;
    if keep {
        fs::write(KEPT, serde_json::to_string_pretty(&counted)? + "\n")?;
        println!("\nKept for `make capacity`: {KEPT}");
    }
    Ok(missing)
}

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(stack: &Stack, shop: &Shop) -> usize {
    print_counted(stack, shop).await.1
}

async fn print_counted(stack: &Stack, shop: &Shop) -> (Vec<Traffic>, usize) {
    let all = [
        (
            "product list",
            "list-products",
            Some(1),
            list_products(stack, shop).await,
        ),
        (
            "product detail",
            "get-product",
            Some(1),
            get_product(stack, shop).await,
        ),
        ("cart shown", "get-cart", None, get_cart(stack, shop).await),
        (
            "cart change",
            "put-cart-item",
            Some(2),
            put_cart_item(stack, shop).await,
        ),
        (
            "quote",
            "quote-checkout",
            None,
            quote_checkout(stack, shop).await,
        ),
        (
            "place order, its events sent and marked",
            "place-order",
            Some(4),
            place_order(stack, shop).await,
        ),
        (
            "Midtrans webhook, its event sent and marked",
            "midtrans-webhook",
            Some(2),
            webhook(stack, shop).await,
        ),
        ("login", "login", None, login(stack, shop).await),
        (
            "refresh",
            "refresh-session",
            None,
            refresh(stack, shop).await,
        ),
        (
            "profile",
            "get-profile",
            None,
            get_profile(stack, shop).await,
        ),
    ];
    let (mut rows, mut counted, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for (name, function, budget, counts) in all {
        let beside = budget.map_or(NONE.to_owned(), |budget: u64| budget.to_string());
        let cells = match counts {
            Ok(counts) => {
                let traffic = traffic(function, &counts);
                let trips: Vec<u64> = counts.iter().map(|count| count.trips).collect();
                let cell = table::beside(&range(&trips), traffic.trips, budget.unwrap_or(u64::MAX));
                let bytes = [traffic.asked.to_string(), traffic.answered.to_string()];
                counted.push(traffic);
                [vec![cell], bytes.into()].concat()
            }
            Err(failure) => {
                missing.push((name.to_owned(), failure));
                vec![table::MISSING.to_owned()]
            }
        };
        rows.push([vec![name.to_owned(), beside], cells].concat());
    }
    table::print(
        "Database round trips of a warm function",
        &format!(
            "{CALLS} calls each after {WARM_UP}, counted by a proxy between the function and PostgreSQL; bytes are the most of them"
        ),
        &[
            "call",
            "budget",
            "counted  ",
            "bytes asked",
            "bytes answered",
        ],
        &rows,
    );
    (counted, table::print_missing(&missing))
}

fn traffic(function: &str, counts: &[Count]) -> Traffic {
    let most = |part: fn(&Count) -> u64| counts.iter().map(part).max().unwrap_or_default();
    Traffic {
        function: function.to_owned(),
        trips: most(|count| count.trips),
        asked: most(|count| count.asked),
        answered: most(|count| count.answered),
    }
}

/// `4`, or `4-6` where calls differ.
fn range(trips: &[u64]) -> String {
    match (trips.iter().min(), trips.iter().max()) {
        (Some(least), Some(most)) if least != most => format!("{least}-{most}"),
        (Some(same), _) => same.to_string(),
        _ => NONE.to_owned(),
    }
}

/// A function that reaches the database through a counting proxy.
struct Watched {
    proxy: Proxy,
    sandbox: Sandbox,
    calls: usize,
    counts: Vec<Count>,
}

impl Watched {
    async fn start(stack: &Stack, function: &str) -> Result<Self, Failure> {
        let proxy = Proxy::to(stack.database_address()?).await?;
        let database = stack.database(Some(&proxy.address))?;
        let sandbox = Sandbox::start(stack, function, &database).await?;
        Ok(Self {
            proxy,
            sandbox,
            calls: 0,
            counts: Vec::new(),
        })
    }

    /// One call; counted once the function is warm.
    async fn call(&mut self, event: &Value) -> Result<Value, Failure> {
        let before = self.proxy.count().await;
        let (_, answer) = self.sandbox.call(event).await?;
        let after = self.proxy.count().await;
        self.calls += 1;
        if self.calls > WARM_UP {
            self.counts.push(after.since(before));
        }
        Ok(answer)
    }

    async fn finish(self) -> Vec<Count> {
        self.sandbox.stop().await;
        self.counts
    }
}

/// Counts calls that need nothing of each other.
async fn count(
    stack: &Stack,
    function: &str,
    event: impl Fn(usize) -> Event,
) -> Result<Vec<Count>, Failure> {
    let mut watched = Watched::start(stack, function).await?;
    for number in 0..WARM_UP + CALLS {
        watched.call(&event(number).value()).await?;
    }
    Ok(watched.finish().await)
}

async fn list_products(stack: &Stack, _: &Shop) -> Result<Vec<Count>, Failure> {
    count(stack, "list-products", |number| {
        Event::new("GET", &format!("/v1/products?limit={}", number + 5))
    })
    .await
}

async fn get_product(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    let slug = |number| {
        shop.slugs
            .iter()
            .cycle()
            .nth(number)
            .map_or("", String::as_str)
    };
    count(stack, "get-product", |number| {
        let slug = slug(number);
        Event::new("GET", &format!("/v1/products/{slug}")).parameter("slug", slug)
    })
    .await
}

async fn get_cart(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    shop.fill_cart().await?;
    count(stack, "get-cart", |_| {
        Event::new("GET", "/v1/cart").bearer(&shop.access_token)
    })
    .await
}

async fn put_cart_item(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    let line = shop
        .basket
        .first()
        .ok_or_else(|| Failure::new("the basket is empty"))?;
    count(stack, "put-cart-item", |number| {
        Event::new("PUT", &format!("/v1/cart/items/{}", line.sku))
            .parameter("sku", &line.sku)
            .bearer(&shop.access_token)
            .json(&json!({ "quantity": line.quantity(number.is_multiple_of(2)) }))
    })
    .await
}

async fn quote_checkout(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    shop.fill_cart().await?;
    let body = json!({ "address_id": shop.address, "slot_id": shop.slot });
    count(stack, "quote-checkout", |_| {
        Event::new("POST", "/v1/checkout/quote")
            .bearer(&shop.access_token)
            .json(&body)
    })
    .await
}

async fn place_order(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    let mut watched = Watched::start(stack, "place-order").await?;
    for _ in 0..WARM_UP + CALLS {
        shop.fill_cart().await?;
        let order = watched.call(&shop.order_event()).await?;
        shop.cancel(&order).await?;
    }
    Ok(watched.finish().await)
}

async fn webhook(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    let (order, notification) = pending_notification(stack, shop).await?;
    let counted = count(stack, "midtrans-webhook", |number| {
        Event::new("POST", WEBHOOK_PATH).json(&notification.body(number))
    })
    .await;
    shop.cancel(&order).await?;
    counted
}

/// What Midtrans tells of a payment that waits for its bank transfer; asked, its simulator says the same.
pub(crate) struct Notification {
    reference: String,
    amount: String,
    signature: String,
}

/// An order with such a payment.
pub(crate) async fn pending_notification(
    stack: &Stack,
    shop: &Shop,
) -> Result<(Value, Notification), Failure> {
    let key = stack.variable("MIDTRANS_SERVER_KEY")?;
    shop.fill_cart().await?;
    let order = shop.call("POST", "/v1/orders", Some(&shop.order())).await?;
    let path = format!("/v1/orders/{}/payments", text(&order, "/code")?);
    let transfer = json!({ "method": "bank_transfer", "bank": "bca" });
    let payment = shop.call("POST", &path, Some(&transfer)).await?;
    let reference = text(&payment, "/gateway_reference")?;
    let amount = format!("{}.00", number(&payment, "/amount/amount")?);
    let signature =
        hex(digest(&SHA512, format!("{reference}201{amount}{key}").as_bytes()).as_ref());
    let notification = Notification {
        reference,
        amount,
        signature,
    };
    Ok((order, notification))
}

impl Notification {
    /// What is told; no two numbers tell the same.
    pub(crate) fn body(&self, number: usize) -> Value {
        json!({
            "order_id": self.reference, "status_code": "201", "gross_amount": self.amount,
            "signature_key": self.signature, "transaction_status": "pending", "payment_type": "bank_transfer",
            "transaction_time": format!("2026-01-01 00:{:02}:{:02}", number / 60, number % 60),
        })
    }
}

async fn login(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    let credentials = json!({ "email": shop.email, "password": shop.password });
    count(stack, "login", |_| {
        Event::new("POST", "/v1/auth/login").json(&credentials)
    })
    .await
}

/// Each refresh token is good once, and brings the next.
async fn refresh(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    let credentials = json!({ "email": shop.email, "password": shop.password });
    let mut session = shop
        .call("POST", "/v1/auth/login", Some(&credentials))
        .await?;
    let mut watched = Watched::start(stack, "refresh-session").await?;
    for _ in 0..WARM_UP + CALLS {
        let token = json!({ "refresh_token": text(&session, "/refresh_token")? });
        session = watched
            .call(&Event::new("POST", "/v1/auth/refresh").json(&token).value())
            .await?;
    }
    Ok(watched.finish().await)
}

async fn get_profile(stack: &Stack, shop: &Shop) -> Result<Vec<Count>, Failure> {
    count(stack, "get-profile", |_| {
        Event::new("GET", "/v1/me").bearer(&shop.access_token)
    })
    .await
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
