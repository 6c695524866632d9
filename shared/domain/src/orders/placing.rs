//! From a cart to an order: what a checkout would cost, what stands in its way, and placing it.

use crate::cart::{CartOwner, Substitution};
use crate::catalog::{Allocation, LotLevel, SellingRules, Sku, Unit, allocate, shop_date};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::ids::{AddressId, OrderId, SlotId, VariantId};
use crate::money::{BasisPoints, OutOfRange};
use crate::orders::coupon::{
    CartCoupon, CouponCode, CouponInUse, CouponProblem, Discount, Item, discount,
};
use crate::orders::events::OrderPlaced;
use crate::orders::pricing::{DeliveryTerms, Priced, totals};
use crate::orders::{
    Address, Customer, Order, OrderCode, OrderLine, OrderStatus, Orders, PaymentMethod, Postcode,
    Slot, Totals, Zone,
};
use crate::payments::credit::NewCreditEntry;
use crate::{Clock, Language, Money, Quantity, StoreError};
use time::{Duration, OffsetDateTime};

/// Where a checkout goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Destination {
    /// An entry of the buyer's address book.
    Saved(AddressId),
    Inline(Box<Address>),
    /// Enough for a quote.
    Postcode(Postcode),
}

/// Whose cart goes where and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Basket {
    pub owner: CartOwner,
    pub destination: Destination,
    pub slot: Option<SlotId>,
    /// Whether a signed-in buyer's store credit is to pay as much as it can.
    pub use_credit: bool,
    /// What a guest says their address is; a user's is known.
    pub guest_email: Option<String>,
}

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

/// A cart's line with what the catalogue says of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutLine {
    pub variant: VariantId,
    pub sku: Sku,
    pub name_id: String,
    pub name_en: String,
    pub unit: Unit,
    pub quantity: Quantity,
    pub unit_price: Money,
    pub tax_rate: BasisPoints,
    pub weighed: bool,
    pub substitution: Substitution,
    /// What one unit weighs, in kilograms; `None`: nobody knows, and it counts nothing.
    pub unit_weight: Option<Quantity>,
    pub rules: SellingRules,
    /// Active, as is its product.
    pub on_sale: bool,
    /// Whether the cart's coupon, if there is one, is good for it.
    pub discountable: bool,
}

/// A checkout as the shop's books have it, read at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkout {
    /// The signed-in buyer; `None` for a guest.
    pub customer: Option<Customer>,
    pub lines: Vec<CheckoutLine>,
    pub coupon: Option<CartCoupon>,
    /// What of the buyer's store credit is to pay.
    pub credit: Money,
    /// How many cash orders of the last half year the buyer did not take at the door; of a guest by their address.
    pub refused_cash: i64,
    /// Lots of the lines' variants, first expired first.
    pub lots: Vec<(VariantId, LotLevel)>,
    /// `None`: no such entry in the buyer's address book, or only a postcode was given.
    pub address: Option<Address>,
    /// Where the destination lies; `None`: the shop does not deliver there.
    pub zone: Option<Zone>,
    /// The chosen slot, if it is one of that zone.
    pub slot: Option<Slot>,
}

/// What stands in the way of a checkout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the cart is empty")]
    CartEmpty,
    #[error("a product is not on sale any more")]
    NotOnSale(Sku),
    #[error("a quantity is not one the product is sold in")]
    NotSoldSo(Sku),
    #[error("there is not enough of a product")]
    InsufficientStock(Sku),
    #[error("the shop does not deliver there")]
    NotDelivered,
    #[error("no such slot in that zone")]
    NoSuchSlot,
    #[error("the slot's cut-off has passed")]
    SlotClosed,
    #[error("the slot is full")]
    SlotFull,
    #[error("the subtotal is below the zone's minimum")]
    BelowMinimum,
    #[error("the coupon does not apply")]
    Coupon(CouponProblem),
}

impl Problem {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CartEmpty => "cart_empty",
            Self::NotOnSale(_) => "product_not_on_sale",
            Self::NotSoldSo(_) => "invalid_quantity",
            Self::InsufficientStock(_) => "insufficient_stock",
            Self::NotDelivered => "not_delivered_there",
            Self::NoSuchSlot => "slot_not_found",
            Self::SlotClosed => "slot_closed",
            Self::SlotFull => "slot_full",
            Self::BelowMinimum => "below_minimum_order",
            Self::Coupon(problem) => problem.as_str(),
        }
    }

    /// The SKU at fault, if it is one line's.
    #[must_use]
    pub const fn sku(&self) -> Option<&Sku> {
        match self {
            Self::NotOnSale(sku) | Self::NotSoldSo(sku) | Self::InsufficientStock(sku) => Some(sku),
            _ => None,
        }
    }

    const fn kind(&self) -> Kind {
        match self {
            Self::CartEmpty | Self::NotSoldSo(_) | Self::NotDelivered | Self::BelowMinimum => {
                Kind::Rule
            }
            Self::NoSuchSlot => Kind::NotFound,
            Self::NotOnSale(_) | Self::InsufficientStock(_) | Self::SlotClosed | Self::SlotFull => {
                Kind::Conflict
            }
            Self::Coupon(problem) => problem.kind(),
        }
    }
}

/// What a checkout would cost now.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Each with its part of the discount.
    pub lines: Vec<(CheckoutLine, Money)>,
    pub coupon: Option<CouponInUse>,
    pub totals: Totals,
    /// Everything that stands in its way; empty when it can be placed.
    pub problems: Vec<Problem>,
    /// The coupon that an order would use up: one that brings something.
    redeems: Option<CouponCode>,
    /// In kilograms.
    weight: Quantity,
    /// The lots each line would be taken from; complete only without problems.
    allocations: Vec<Vec<Allocation>>,
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

/// Prices a checkout and finds what stands in its way. Pure: quote and order are the same arithmetic.
pub fn assess(
    checkout: &Checkout,
    slot_wanted: bool,
    now: OffsetDateTime,
) -> Result<Quote, OutOfRange> {
    let mut problems = Vec::new();
    if checkout.lines.is_empty() {
        problems.push(Problem::CartEmpty);
    }
    // Goods must still be good on the day they arrive.
    let good_on = checkout
        .slot
        .as_ref()
        .map_or_else(|| shop_date(now), |slot| slot.window.date);
    let mut allocations = Vec::with_capacity(checkout.lines.len());
    for line in &checkout.lines {
        match allocate_line(checkout, line, good_on) {
            Ok(allocation) => allocations.push(allocation),
            Err(problem) => problems.push(problem),
        }
    }
    let weight = weight(&checkout.lines)?;
    problems.extend(slot_problem(checkout, slot_wanted, weight, now));

    let off = discount_of(checkout, now)?;
    problems.extend(off.problem().map(Problem::Coupon));
    let terms = checkout
        .zone
        .as_ref()
        .map(|zone| zone.delivery)
        .unwrap_or_default();
    let totals = totals_of(&checkout.lines, &off, terms)?.paid_by_credit(checkout.credit)?;
    if checkout
        .zone
        .as_ref()
        .is_some_and(|zone| totals.subtotal < zone.minimum_order)
        && !checkout.lines.is_empty()
    {
        problems.push(Problem::BelowMinimum);
    }
    let fee_spared = off.free_delivery && !terms.fee_for(totals.subtotal).is_zero();
    let brings_something = fee_spared || !off.sum.is_zero();
    let used = off.coupon.as_ref().filter(|_| brings_something);
    Ok(Quote {
        redeems: used.map(|coupon| coupon.code.clone()),
        lines: checkout.lines.iter().cloned().zip(off.parts).collect(),
        coupon: off.coupon,
        totals,
        problems,
        weight,
        allocations,
    })
}

/// What the cart's coupon takes off.
fn discount_of(checkout: &Checkout, now: OffsetDateTime) -> Result<Discount, OutOfRange> {
    let items = checkout.lines.iter().map(|line| {
        Ok(Item {
            total: line.priced(Money::ZERO).total()?,
            discountable: line.discountable,
        })
    });
    let items = items.collect::<Result<Vec<_>, _>>()?;
    discount(checkout.coupon.as_ref(), &items, now)
}

fn totals_of(
    lines: &[CheckoutLine],
    off: &Discount,
    terms: DeliveryTerms,
) -> Result<Totals, OutOfRange> {
    let parts = lines.iter().zip(&off.parts);
    let priced: Vec<Priced> = parts.map(|(line, part)| line.priced(*part)).collect();
    let terms = if off.free_delivery {
        DeliveryTerms::default()
    } else {
        terms
    };
    totals(&priced, terms)
}

fn allocate_line(
    checkout: &Checkout,
    line: &CheckoutLine,
    good_on: time::Date,
) -> Result<Vec<Allocation>, Problem> {
    if !line.on_sale {
        return Err(Problem::NotOnSale(line.sku.clone()));
    }
    line.rules
        .check(line.quantity)
        .map_err(|_| Problem::NotSoldSo(line.sku.clone()))?;
    let lots: Vec<LotLevel> = checkout
        .lots
        .iter()
        .filter(|(variant, _)| *variant == line.variant)
        .map(|(_, lot)| *lot)
        .collect();
    allocate(&lots, line.quantity, good_on)
        .map_err(|_| Problem::InsufficientStock(line.sku.clone()))
}

/// What all lines weigh together.
fn weight(lines: &[CheckoutLine]) -> Result<Quantity, OutOfRange> {
    lines
        .iter()
        .try_fold(Quantity::ZERO, |sum, line| sum.add(line.weight()?))
}

fn slot_problem(
    checkout: &Checkout,
    wanted: bool,
    weight: Quantity,
    now: OffsetDateTime,
) -> Option<Problem> {
    if checkout.zone.is_none() {
        return Some(Problem::NotDelivered);
    }
    match &checkout.slot {
        None => wanted.then_some(Problem::NoSuchSlot),
        Some(slot) if !slot.is_open(now) => Some(Problem::SlotClosed),
        Some(slot) => (!slot.takes(weight)).then_some(Problem::SlotFull),
    }
}

impl CheckoutLine {
    /// The line with its part of the discount.
    #[must_use]
    pub const fn priced(&self, discount: Money) -> Priced {
        Priced {
            quantity: self.quantity,
            unit_price: self.unit_price,
            discount,
            tax_rate: self.tax_rate,
        }
    }

    /// What the line weighs, a gram begun counting whole.
    fn weight(&self) -> Result<Quantity, OutOfRange> {
        let unit_weight = self.unit_weight.unwrap_or_default();
        unit_weight.times_up(self.quantity)
    }

    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.name_id,
            Language::En => &self.name_en,
        }
    }

    fn into_order_line(self, discount: Money) -> Result<OrderLine, OutOfRange> {
        Ok(OrderLine {
            line_total: self.priced(discount).total()?,
            variant: self.variant,
            sku: self.sku,
            name_id: self.name_id,
            name_en: self.name_en,
            unit: self.unit,
            quantity: self.quantity,
            unit_price: self.unit_price,
            discount,
            tax_rate: self.tax_rate,
            weighed: self.weighed,
            packed_quantity: None,
            substitution: self.substitution,
            substitute_for: None,
        })
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
