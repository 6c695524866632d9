//! How fast functions start, answer for the first time, and how much memory that takes.

use crate::event::{self, Event};
use crate::failure::Failure;
use crate::figures::{median, milliseconds};
use crate::sandbox::{Memory, Sandbox};
use crate::shop::Shop;
use crate::stack::Stack;
use crate::table::{self, NONE};
use serde_json::{Value, json};
use std::time::Duration;

const STARTS: usize = 5;
const INIT: Duration = Duration::from_millis(10);
const ANSWER: Duration = Duration::from_millis(30);
/// 30 MB in kibibytes.
const RESIDENT: u64 = 29_297;

/// What a function is asked for on its first call.
enum First {
    /// Nothing: its first answer touches no database.
    Nothing,
    Request(Value),
    /// A schedule's tick, whose answer has no status.
    Tick,
    /// To place an order, which needs a cart each time.
    Order,
}

/// One fresh start.
struct Start {
    init: Duration,
    answer: Option<Duration>,
    memory: Memory,
}

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(stack: &Stack, shop: &Shop) -> usize {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    // One order, for the functions that show one.
    let order = match place(shop).await {
        Ok(order) => order,
        Err(failure) => {
            missing.push(("an order to look at".to_owned(), failure));
            Value::Null
        }
    };
    for function in &stack.functions {
        match starts(stack, shop, &order, function).await {
            Ok(starts) => rows.push(row(function, &starts)),
            Err(failure) => {
                missing.push((function.clone(), failure));
                rows.push(vec![function.clone(), table::MISSING.to_owned()]);
            }
        }
    }
    if !order.is_null()
        && let Err(failure) = shop.cancel(&order).await
    {
        missing.push(("the end of that order".to_owned(), failure));
    }
    table::print(
        "Cold starts; budget: init <= 10 ms, first answer that touched the database <= 30 ms after that, resident <= 30 MB",
        &format!(
            "median of {STARTS} fresh starts under AWS's Runtime Interface Emulator (INIT REPORT and INVOKE RTDONE), \
             memory from /proc after the first answer; ! is over budget"
        ),
        &[
            "function",
            "init ms  ",
            "answer ms  ",
            "resident MB  ",
            "peak MB",
        ],
        &rows,
    );
    table::print_missing(&missing)
}

fn row(function: &str, starts: &[Start]) -> Vec<String> {
    let all = |part: fn(&Start) -> Duration| starts.iter().map(part).collect::<Vec<_>>();
    let kibibytes = |part: fn(&Start) -> u64| median(&starts.iter().map(part).collect::<Vec<_>>());
    let answers: Vec<Duration> = starts.iter().filter_map(|start| start.answer).collect();
    let time = |value: Option<Duration>, budget| {
        value.map_or(format!("{NONE}  "), |value| {
            table::beside(&milliseconds(value), value, budget)
        })
    };
    let resident = kibibytes(|start| start.memory.resident).unwrap_or_default();
    let peak = kibibytes(|start| start.memory.peak).unwrap_or_default();
    vec![
        function.to_owned(),
        time(median(&all(|start| start.init)), INIT),
        time(median(&answers), ANSWER),
        table::beside(&megabytes(resident), resident, RESIDENT),
        megabytes(peak),
    ]
}

/// `12.3`
fn megabytes(kibibytes: u64) -> String {
    let tenths = (kibibytes * 1024 + 50_000) / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

async fn place(shop: &Shop) -> Result<Value, Failure> {
    shop.fill_cart().await?;
    shop.call("POST", "/v1/orders", Some(&shop.order())).await
}

async fn starts(
    stack: &Stack,
    shop: &Shop,
    order: &Value,
    function: &str,
) -> Result<Vec<Start>, Failure> {
    let first = first(shop, order, function);
    let mut starts = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        starts.push(start(stack, shop, function, &first).await?);
    }
    Ok(starts)
}

async fn start(
    stack: &Stack,
    shop: &Shop,
    function: &str,
    first: &First,
) -> Result<Start, Failure> {
    // Whoever is asked for nothing finds no database, should it look for one all the same.
    let database = match first {
        First::Nothing => stack.database(Some("127.0.0.1:9"))?,
        _ => stack.database(None)?,
    };
    if matches!(first, First::Order) {
        shop.fill_cart().await?;
    }
    let mut sandbox = Sandbox::start(stack, function, &database).await?;
    let answer = match first {
        First::Nothing => {
            sandbox.invoke(&event::nothing()).await?;
            None
        }
        First::Tick => Some(tick(&mut sandbox).await?),
        First::Request(request) => Some(sandbox.call(request).await?.0),
        First::Order => {
            let (duration, order) = sandbox.call(&shop.order_event()).await?;
            shop.cancel(&order).await?;
            Some(duration)
        }
    };
    let start = Start {
        init: sandbox.init()?,
        answer,
        memory: sandbox.memory()?,
    };
    sandbox.stop().await;
    Ok(start)
}

async fn tick(sandbox: &mut Sandbox) -> Result<Duration, Failure> {
    let invocation = sandbox
        .invoke(&json!({ "detail-type": "Scheduled Event" }))
        .await?;
    match invocation.answer.get("errorType") {
        None => Ok(invocation.duration),
        Some(_) => Err(Failure::new(format!("failed: {}", invocation.answer))),
    }
}

/// The first call that touches the database, of functions where it needs nothing special.
fn first(shop: &Shop, order: &Value, function: &str) -> First {
    let get = |path: &str| Event::new("GET", path);
    let mine = |event: Event| event.bearer(&shop.access_token);
    let slug = shop.slugs.first().map_or("", String::as_str);
    let code = order["code"].as_str().unwrap_or_default();
    let of_order = |path: &str| mine(get(path)).parameter("code", code);
    let destination = json!({ "address_id": shop.address, "slot_id": shop.slot });
    let event = match function {
        "place-order" => return First::Order,
        "clean-up" | "expire-orders" | "generate-slots" | "relay-outbox" => return First::Tick,
        "create-cart" => Event::new("POST", "/v1/carts"),
        "export-account" => mine(get("/v1/me/export")),
        "forgot-password" => Event::new("POST", "/v1/auth/forgot-password")
            .json(&json!({ "email": format!("nobody-{}", shop.email) })),
        "get-cart" => mine(get("/v1/cart")),
        "get-my-order" => of_order(&format!("/v1/orders/{code}")),
        "get-order" => of_order(&format!("/v1/admin/orders/{code}")),
        "get-product" => get(&format!("/v1/products/{slug}")).parameter("slug", slug),
        "get-profile" => mine(get("/v1/me")),
        "health" => get("/v1/health?deep=1"),
        "list-addresses" => mine(get("/v1/me/addresses")),
        "list-audit-log" => mine(get("/v1/admin/audit-log")),
        "list-categories" => get("/v1/categories"),
        "list-coupons" => mine(get("/v1/admin/coupons")),
        "list-my-orders" => mine(get("/v1/orders")),
        "list-orders" => mine(get("/v1/admin/orders")),
        "list-payments" => of_order(&format!("/v1/orders/{code}/payments")),
        "list-products" => get("/v1/products?limit=20"),
        "list-roles" => mine(get("/v1/admin/roles")),
        "list-sessions" => mine(get("/v1/me/sessions")),
        "list-slot-templates" => mine(get("/v1/admin/delivery/slot-templates")),
        "list-slots" => get(&format!("/v1/delivery/slots?postcode={}", shop.postcode)),
        "list-users" => mine(get("/v1/admin/users")),
        "list-zones" => mine(get("/v1/admin/delivery/zones")),
        "login" => Event::new("POST", "/v1/auth/login")
            .json(&json!({ "email": shop.email, "password": shop.password })),
        "put-cart-item" => match shop.basket.first() {
            Some(line) => mine(Event::new("PUT", &format!("/v1/cart/items/{}", line.sku)))
                .parameter("sku", &line.sku)
                .json(&json!({ "quantity": line.quantity(false) })),
            None => return First::Nothing,
        },
        "register" => Event::new("POST", "/v1/auth/register").json(&json!({
            "email": format!("new-{}", shop.email), "password": shop.password, "name": "Bench",
        })),
        "track-order" => of_order(&format!("/v1/orders/{code}/tracking")),
        "quote-checkout" => mine(Event::new("POST", "/v1/checkout/quote")).json(&destination),
        _ => return First::Nothing,
    };
    First::Request(event.value())
}
