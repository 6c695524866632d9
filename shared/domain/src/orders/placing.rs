//! From a cart to an order: quoting it, and placing it.

mod assessing;
mod checkout;

pub use assessing::{Problem, Quote, assess};
pub use checkout::{Basket, Checkout, CheckoutLine, Destination};

use crate::catalog::Allocation;
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::ids::OrderId;
use crate::money::OutOfRange;
use crate::orders::events::OrderPlaced;
use crate::orders::{Customer, Order, OrderCode, OrderStatus, Orders, PaymentMethod};
use crate::payments::credit::NewCreditEntry;
use crate::{Clock, Money, Quantity, StoreError};
use time::{Duration, OffsetDateTime};

/// What an order is placed with, beside its basket.
#[derive(Debug, Clone, PartialEq)]
pub struct Wishes {
    pub payment_method: PaymentMethod,
    pub note: Option<String>,
    /// Who a guest is; a user is known.
    pub guest: Option<Customer>,
    /// What the buyer was told it costs: at any other price there is no order. `None`: at any price.
    pub expected_total: Option<Money>,
}

/// An order and what it takes from the stock, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    pub order: Order,
    /// For each line of the order, the lots it is promised from.
    pub allocations: Vec<Vec<Allocation>>,
    /// What it takes of its slot, in kilograms.
    pub weight: Quantity,
    /// What it is paid with of its customer's credit.
    pub credit: Option<NewCreditEntry>,
    pub events: Vec<Event>,
}

/// Why an order was not placed.
#[derive(Debug, thiserror::Error)]
pub enum PlaceOrderError {
    #[error("the checkout has problems: {0:?}")]
    Problems(Vec<Problem>),
    #[error("it does not cost what the buyer was told")]
    PriceChanged(Box<Quote>),
    #[error("no such address in the buyer's address book")]
    AddressNotFound,
    #[error("the buyer has no account any more, or did not say who they are")]
    CustomerUnknown,
    #[error("cash is not taken for this order")]
    CashNotTaken,
    #[error("the buyer did not take too many cash orders at the door")]
    CashRefusedBefore,
    /// Another order was faster to spend it.
    #[error("the buyer's credit is not what it was")]
    CreditChanged,
    #[error("the payment method is not offered")]
    MethodNotOffered,
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error("no randomness for the order's code")]
    Random(#[from] getrandom::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PlaceOrderError {
    /// Whether the shop has not enough of what the buyer wants.
    #[must_use]
    pub fn is_stock_out(&self) -> bool {
        let is_short = |problem: &Problem| matches!(problem, Problem::InsufficientStock(_));
        matches!(self, Self::Problems(problems) if problems.iter().any(is_short))
    }
}

impl Failure for PlaceOrderError {
    fn kind(&self) -> Kind {
        match self {
            Self::Problems(problems) => problems.first().map_or(Kind::Internal, Problem::kind),
            Self::PriceChanged(_) | Self::CreditChanged => Kind::Conflict,
            Self::AddressNotFound => Kind::NotFound,
            Self::CustomerUnknown
            | Self::CashNotTaken
            | Self::CashRefusedBefore
            | Self::MethodNotOffered
            | Self::OutOfRange(_) => Kind::Rule,
            Self::Idempotency(error) => error.kind(),
            Self::Event(_) | Self::Random(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Problems(problems) => problems.first().map_or("internal", Problem::code),
            Self::PriceChanged(_) => "price_changed",
            Self::AddressNotFound => "address_not_found",
            Self::CustomerUnknown => "customer_unknown",
            Self::CashNotTaken => "cash_not_taken",
            Self::CashRefusedBefore => "cash_refused_before",
            Self::CreditChanged => "credit_changed",
            Self::MethodNotOffered => "payment_method_not_supported",
            Self::OutOfRange(_) => "amount_out_of_range",
            Self::Idempotency(error) => error.code(),
            Self::Event(_) | Self::Random(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        let Self::Problems(problems) = self else {
            return Vec::new();
        };
        problems
            .iter()
            .filter_map(|problem| {
                Some(Violation::new(
                    format!("/cart/{}", problem.sku()?),
                    problem.code(),
                ))
            })
            .collect()
    }
}

/// Turns a checkout into an order, or says why not. Pure but for the new order's id and code.
fn decide(
    checkout: Checkout,
    wishes: Wishes,
    terms: Terms,
    request_id: &str,
    now: OffsetDateTime,
) -> Result<Placement, PlaceOrderError> {
    let address = checkout
        .address
        .clone()
        .ok_or(PlaceOrderError::AddressNotFound)?;
    let quote = assess(&checkout, true, now)?;
    if !quote.problems.is_empty() {
        return Err(PlaceOrderError::Problems(quote.problems));
    }
    if wishes
        .expected_total
        .is_some_and(|expected| expected != quote.totals.total)
    {
        return Err(PlaceOrderError::PriceChanged(Box::new(quote)));
    }
    let (Some(zone), Some(slot)) = (checkout.zone, checkout.slot) else {
        return Err(PlaceOrderError::Problems(vec![Problem::NoSuchSlot]));
    };
    let customer = checkout
        .customer
        .or(wishes.guest)
        .ok_or(PlaceOrderError::CustomerUnknown)?;
    let (status, expires_at) = match wishes.payment_method {
        PaymentMethod::Stripe if !terms.offers_stripe => {
            return Err(PlaceOrderError::MethodNotOffered);
        }
        // What a coupon or credit pays whole waits for nobody.
        _ if quote.totals.amount_due.is_zero() => (OrderStatus::Confirmed, None),
        PaymentMethod::Midtrans | PaymentMethod::Stripe => {
            (OrderStatus::AwaitingPayment, Some(now + terms.hold))
        }
        PaymentMethod::Cod if checkout.refused_cash >= terms.most_refused_cash => {
            return Err(PlaceOrderError::CashRefusedBefore);
        }
        PaymentMethod::Cod if zone.takes_cash(quote.totals.amount_due) => {
            (OrderStatus::Confirmed, None)
        }
        PaymentMethod::Cod => return Err(PlaceOrderError::CashNotTaken),
    };
    let order = Order {
        id: OrderId::generate(&now),
        code: OrderCode::generate()?,
        customer,
        status,
        payment_method: wishes.payment_method,
        lines: quote
            .lines
            .into_iter()
            .map(|(line, discount)| line.into_order_line(discount))
            .collect::<Result<_, _>>()?,
        totals: quote.totals,
        slot: slot.window,
        address,
        note: wishes.note,
        coupon: quote.redeems.map(|code| code.as_str().to_owned()),
        courier: None,
        collected: None,
        attempts: 0,
        placed_at: now,
        expires_at,
        version: 1,
    };
    let placed = Event::new(
        &now,
        request_id,
        order.id,
        &OrderPlaced {
            order: order.clone(),
        },
    )?;
    Ok(Placement {
        credit: NewCreditEntry::spent(&order)?,
        order,
        allocations: quote.allocations,
        weight: quote.weight,
        events: vec![placed],
    })
}

/// Prices what the basket would be as an order, without effect.
pub async fn quote(
    orders: &impl Orders,
    clock: &impl Clock,
    basket: &Basket,
) -> Result<Quote, PlaceOrderError> {
    let now = clock.now();
    let checkout = orders.checkout(basket, now).await?;
    if matches!(basket.destination, Destination::Saved(_)) && checkout.address.is_none() {
        return Err(PlaceOrderError::AddressNotFound);
    }
    Ok(assess(&checkout, basket.slot.is_some(), now)?)
}

/// Places the basket as an order, once for its idempotency key: stock and slot are held, credit is spent, the cart is
/// emptied of what was bought.
pub async fn place(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    request: PlaceOrder<'_>,
) -> Result<Order, PlaceOrderError> {
    let now = clock.now();
    let PlaceOrder {
        basket,
        wishes,
        terms,
        idempotency,
        request_id,
    } = request;
    let effect = orders
        .place(&basket, idempotency, now, |checkout| {
            decide(checkout, wishes, terms, request_id, now)
        })
        .await?;
    match effect {
        Effect::Done(placement) => {
            publisher.publish(&placement.events).await;
            Ok(placement.order)
        }
        Effect::Replayed(order) => Ok(order),
    }
}

/// What the shop has decided about orders.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// How long an unpaid order waits.
    pub hold: Duration,
    /// Whoever did not take so many cash orders at the door is offered no cash any more.
    pub most_refused_cash: i64,
    /// Whether orders may be paid with Stripe.
    pub offers_stripe: bool,
}

/// How long it is remembered that a cash order was not taken at the door.
pub const REFUSALS_COUNT_FOR: Duration = Duration::days(180);

/// A request to place an order.
#[derive(Debug)]
pub struct PlaceOrder<'a> {
    pub basket: Basket,
    pub wishes: Wishes,
    pub terms: Terms,
    pub idempotency: &'a Idempotency,
    pub request_id: &'a str,
}
