//! What these tests share: a stage with SES, an order, events about it.

use domain::events::{Event, EventType};
use domain::ids::{ClaimId, OrderId, SlotId, UserId, VariantId};
use domain::orders::claims::{Claim, ClaimLine, ClaimReason, ClaimStatus, Resolution};
use domain::orders::events::{OrderEdited, OrderPlaced, OrderStatusChanged};
use domain::orders::{
    Actor, Address, Customer, Order, OrderCode, OrderLine, OrderStatus, PaymentMethod, Postcode,
    SlotWindow, Totals,
};
use domain::{Clock, Language, Money, Quantity, SystemClock};
use notifications::notify::{App, handle};
use runtime::Problem;
use testkit::{LocalAws, Stage, TestDatabase};
use time::macros::{date, datetime};

pub(crate) const SENDER: &str = "halo@sayur.example";

/// A database of the test's own, and SES.
pub(crate) struct Desk {
    pub(crate) database: TestDatabase,
    pub(crate) aws: LocalAws,
}

/// A row of `notifications.emails`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) attempts: i32,
    pub(crate) error: Option<String>,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        let aws = LocalAws::of_the_suite();
        aws.verify_sender(SENDER).await;
        Self {
            database: TestDatabase::create().await,
            aws,
        }
    }

    pub(crate) fn stage(&self) -> Stage {
        self.aws
            .on(Stage::on(&self.database))
            .with("EMAIL_FROM", format!("MICRO-SAYUR <{SENDER}>"))
            .with("SHOP_URL", "https://sayur.example")
            .with("EVENT_BUS", "sqs")
    }

    /// What is on record about the mails to an address, oldest first.
    pub(crate) async fn recorded(&self, recipient: &str) -> Vec<Recorded> {
        let statement = "select kind, status, attempts, error from notifications.emails
            where recipient = $1 order by created_at, id";
        let rows = self
            .database
            .client()
            .await
            .query(statement, &[&recipient])
            .await
            .unwrap();
        rows.iter()
            .map(|row| Recorded {
                kind: row.get(0),
                status: row.get(1),
                attempts: row.get(2),
                error: row.get(3),
            })
            .collect()
    }

    /// Lets the time of whoever is sending run out.
    pub(crate) async fn let_claims_end(&self) {
        let statement =
            "update notifications.emails set claimed_until = claimed_until - interval '1 hour'";
        self.database
            .client()
            .await
            .execute(statement, &[])
            .await
            .unwrap();
    }
}

/// What comes of one event by itself.
pub(crate) async fn notify(app: &'static App, event: Event) -> Result<(), Problem> {
    let mut outcomes = handle(app, vec![event]).await;
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0)
}

/// An address that no other test mails to.
pub(crate) fn new_address() -> String {
    format!("{}@contoh.id", UserId::generate(&SystemClock))
}

pub(crate) fn event<T: EventType>(data: &T) -> Event {
    Event::new(
        &SystemClock,
        "test-request",
        OrderId::generate(&SystemClock),
        data,
    )
    .unwrap()
}

pub(crate) fn placed(email: &str) -> Event {
    event(&OrderPlaced {
        order: order(email, OrderStatus::AwaitingPayment),
    })
}

pub(crate) fn moved(email: &str, to: OrderStatus) -> Event {
    event(&OrderStatusChanged {
        order: order(email, to),
        from: OrderStatus::Confirmed,
        actor: Actor::Shopper(None),
        reason: None,
    })
}

pub(crate) fn edited(email: &str) -> Event {
    let order = order(email, OrderStatus::Confirmed);
    event(&OrderEdited {
        before: order.lines.clone(),
        order,
        actor: Actor::Shop,
        reason: None,
    })
}

pub(crate) fn customer(email: &str) -> Customer {
    Customer {
        user: None,
        email: email.into(),
        name: "Siti".into(),
        language: Language::En,
    }
}

pub(crate) fn code() -> OrderCode {
    "SYR-4K7QW2XN".parse().unwrap()
}

pub(crate) fn order(email: &str, status: OrderStatus) -> Order {
    let is_waiting = status == OrderStatus::AwaitingPayment;
    Order {
        id: OrderId::generate(&SystemClock),
        code: code(),
        customer: customer(email),
        status,
        payment_method: PaymentMethod::Midtrans,
        lines: vec![OrderLine {
            variant: VariantId::generate(&SystemClock),
            sku: "TOMAT-KG".parse().unwrap(),
            name_id: "Tomat".into(),
            name_en: "Tomatoes".into(),
            unit: domain::catalog::Unit::Kg,
            quantity: Quantity::from_thousandths(1_250),
            unit_price: Money::rupiah(18_000),
            line_total: Money::rupiah(22_500),
            discount: Money::ZERO,
            tax_rate: 0,
            weighed: true,
            packed_quantity: None,
            substitution: domain::cart::Substitution::None,
            substitute_for: None,
        }],
        totals: Totals {
            subtotal: Money::rupiah(22_500),
            discount: Money::ZERO,
            delivery_fee: Money::rupiah(15_000),
            tax: Money::ZERO,
            total: Money::rupiah(37_500),
            amount_due: Money::rupiah(37_500),
        },
        slot: SlotWindow {
            id: SlotId::generate(&SystemClock),
            date: date!(2026 - 11 - 24),
            start: datetime!(2026-11-23 23:00 UTC),
            end: datetime!(2026-11-24 02:00 UTC),
        },
        address: Address {
            recipient: "Siti".into(),
            phone: "+6281234567890".into(),
            street: "Jl. Wijaya II No. 14".into(),
            village: "Melawai".into(),
            district: "Kebayoran Baru".into(),
            city: "Jakarta Selatan".into(),
            province: "DKI Jakarta".into(),
            postcode: Postcode::parse("12160").unwrap(),
            latitude: None,
            longitude: None,
            courier_note: None,
        },
        note: None,
        coupon: None,
        courier: None,
        collected: None,
        attempts: 0,
        placed_at: datetime!(2026-11-22 03:00 UTC),
        expires_at: is_waiting.then_some(datetime!(2026-11-22 04:00 UTC)),
        version: 1,
    }
}

/// A claim about that order, as it stands.
pub(crate) fn claim(email: &str, status: ClaimStatus, amount: Option<i64>) -> Claim {
    let resolution = Resolution {
        amount: amount.map(Money::rupiah),
        note: Some("Sorry".into()),
        by: UserId::generate(&SystemClock),
        at: SystemClock.now(),
    };
    Claim {
        id: ClaimId::generate(&SystemClock),
        order: OrderId::generate(&SystemClock),
        order_code: code(),
        customer: customer(email),
        payment_method: PaymentMethod::Midtrans,
        lines: vec![ClaimLine {
            sku: "TOMAT-KG".parse().unwrap(),
            name_id: "Tomat".into(),
            name_en: "Tomatoes".into(),
            unit: domain::catalog::Unit::Kg,
            quantity: Quantity::from_thousandths(1_250),
            cost: Money::rupiah(22_500),
        }],
        reason: ClaimReason::Damaged,
        text: Some("Pecah".into()),
        photos: Vec::new(),
        status,
        resolution: (status != ClaimStatus::Open).then_some(resolution),
        filed_at: SystemClock.now(),
    }
}
