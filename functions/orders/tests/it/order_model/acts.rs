//! What may happen in a shop, and how often each of it does.

use super::coupons::Phase;
use proptest::prelude::*;
use proptest::sample::Index;

/// What somebody does. Who and what is counted around: there is always somebody.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// A shopper puts so many steps of a good into the cart; now and then half a step, or more than there is.
    Put(usize, usize, i64),
    Remove(usize, usize),
    /// A shopper would use a coupon; the last of them is none of the shop's.
    UseCoupon(usize, usize),
    DropCoupon(usize),
    /// Staff say when a coupon is good.
    Plan(usize, Phase),
    /// For a window, with credit or not.
    Quote(usize, usize, bool),
    /// Of a cart, in a window, in cash or not, with credit or not.
    Place(Which, usize, bool, bool),
    /// The shop gives so much credit.
    Give(usize, i64),
    /// The request that placed an order comes once more.
    Again(Index),
    Pay(Which),
    /// News of a payment comes once more.
    PaidAgain(Index, Index),
    Cancel(Index),
    /// An order's time to be paid is over.
    Expire(Index),
    Move(Index, &'static str),
    /// Staff do what comes next.
    MoveOn(Which),
    /// So many quarters of a line are in the box.
    Pack(Which, usize, i64),
    /// Of these goods an order is to be of so many halves of a step. The last good is none of the shop's.
    Edit(Which, Vec<(usize, i64)>, Tag),
    /// Of these lines so many quarters are claimed, by the order's shopper or by another. The last line was not
    /// ordered.
    Claim(Which, Vec<(usize, i64)>, bool),
    /// What is done about a claim, with all that can be given back or so many quarters of what was claimed.
    Resolve(Which, Remedy, Option<i64>),
    /// A day goes by since an order was handed over.
    DayAfter(Which),
    Reprice(usize, i64),
    /// A good is taken off the shelves, or put back.
    Retire(usize),
    Receive(usize, i64),
}

/// The version of an order that staff look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Unsaid,
    Current,
    Old,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    Refund,
    Credit,
    Refuse,
}

/// Which of several: mostly one that suits, if there is one or one can be made to.
#[derive(Debug, Clone)]
pub(super) struct Which {
    index: Index,
    /// It need not suit.
    pub(super) any: bool,
}

impl Which {
    /// Its number among `all`, which are some.
    pub(super) fn of<T>(&self, all: &[T], suits: impl Fn(&T) -> bool) -> usize {
        let suiting: Vec<usize> = (0..all.len()).filter(|one| suits(&all[*one])).collect();
        if self.any || suiting.is_empty() {
            self.index.index(all.len())
        } else {
            *self.index.get(&suiting)
        }
    }
}

pub(super) const STATUSES: [&str; 11] = [
    "awaiting_payment",
    "confirmed",
    "picking",
    "packed",
    "out_for_delivery",
    "delivered",
    "completed",
    "cancelled",
    "expired",
    "delivery_failed",
    "returned",
];

const SHOPPERS: usize = 3;
pub(super) const GOODS: usize = 4;
const WINDOWS: usize = 2;
const COUPONS: usize = 6;

fn which() -> impl Strategy<Value = Which> {
    (any::<Index>(), prop::bool::weighted(0.1)).prop_map(|(index, any)| Which { index, any })
}

/// What shoppers do before they have ordered.
fn shopping() -> impl Strategy<Value = Act> {
    // In halves of a step.
    let steps = prop_oneof![12 => (1..8_i64).prop_map(|steps| 2 * steps), 1 => 0..60_i64];
    prop_oneof![
        24 => (0..SHOPPERS, 0..GOODS, steps).prop_map(|(who, good, steps)| Act::Put(who, good, steps)),
        2 => (0..SHOPPERS, 0..GOODS).prop_map(|(who, good)| Act::Remove(who, good)),
        12 => (0..SHOPPERS, 0..=COUPONS).prop_map(|(who, coupon)| Act::UseCoupon(who, coupon)),
        1 => (0..SHOPPERS).prop_map(Act::DropCoupon),
        4 => (0..SHOPPERS, 0..WINDOWS, any::<bool>())
            .prop_map(|(who, window, credit)| Act::Quote(who, window, credit)),
        16 => (which(), 0..WINDOWS, any::<bool>(), any::<bool>())
            .prop_map(|(cart, window, cash, credit)| Act::Place(cart, window, cash, credit)),
    ]
}

/// What becomes of orders.
fn ordering() -> impl Strategy<Value = Act> {
    let index = any::<Index>;
    let status = prop::sample::select(&STATUSES[..]);
    prop_oneof![
        2 => index().prop_map(Act::Again),
        8 => which().prop_map(Act::Pay),
        1 => (index(), index()).prop_map(|(order, payment)| Act::PaidAgain(order, payment)),
        2 => index().prop_map(Act::Cancel),
        2 => index().prop_map(Act::Expire),
        2 => (index(), status).prop_map(|(order, to)| Act::Move(order, to)),
        10 => which().prop_map(Act::MoveOn),
        3 => (which(), 0..GOODS, 0..4_i64).prop_map(|(order, line, quarters)| Act::Pack(order, line, quarters)),
        18 => edit(),
        10 => claim(),
        16 => resolution(),
        2 => which().prop_map(Act::DayAfter),
    ]
}

fn edit() -> impl Strategy<Value = Act> {
    let good = prop_oneof![20 => 0..GOODS, 1 => Just(GOODS)];
    let halves = prop_oneof![20 => (0..5_i64).prop_map(|steps| 2 * steps), 1 => prop::sample::select(vec![1_i64, 98])];
    let tag = prop_oneof![6 => Just(Tag::Unsaid), 3 => Just(Tag::Current), 1 => Just(Tag::Old)];
    (which(), prop::collection::vec((good, halves), 1..3), tag)
        .prop_map(|(order, lines, tag)| Act::Edit(order, lines, tag))
}

fn claim() -> impl Strategy<Value = Act> {
    let line = || {
        let line = prop_oneof![12 => 0..GOODS, 1 => Just(GOODS)];
        let quarters = prop_oneof![12 => 1..=4_i64, 1 => prop::sample::select(vec![0_i64, 5])];
        (line, quarters)
    };
    let lines = prop_oneof![
        6 => prop::collection::vec(line(), 1),
        1 => prop::collection::vec(line(), 2),
    ];
    (which(), lines, prop::bool::weighted(0.1))
        .prop_map(|(order, lines, by_another)| Act::Claim(order, lines, by_another))
}

fn resolution() -> impl Strategy<Value = Act> {
    let remedy = prop::sample::select(vec![Remedy::Refund, Remedy::Credit, Remedy::Refuse]);
    let quarters = prop::option::weighted(0.3, 0..=5_i64);
    (which(), remedy, quarters)
        .prop_map(|(claim, remedy, quarters)| Act::Resolve(claim, remedy, quarters))
}

/// What the shop does beside its orders.
fn running() -> impl Strategy<Value = Act> {
    let price = prop::sample::select(vec![1_999_i64, 5_000, 17_001, 33_333]);
    let phase = prop_oneof![
        3 => Just(Phase::Open), 1 => Just(Phase::Early), 1 => Just(Phase::Over), 1 => Just(Phase::Off)
    ];
    prop_oneof![
        6 => (0..SHOPPERS, 1..60_000_i64).prop_map(|(who, amount)| Act::Give(who, amount)),
        2 => (0..COUPONS, phase).prop_map(|(coupon, phase)| Act::Plan(coupon, phase)),
        1 => (0..GOODS, price).prop_map(|(good, price)| Act::Reprice(good, price)),
        1 => (0..GOODS).prop_map(Act::Retire),
        3 => (0..GOODS, 1..8_i64).prop_map(|(good, units)| Act::Receive(good, units)),
    ]
}

/// A day: it is shopped before something can become of orders.
pub(super) fn acts() -> impl Strategy<Value = Vec<Act>> {
    let any = prop_oneof![3 => shopping(), 6 => ordering(), 1 => running()];
    let (first, then) = (
        prop::collection::vec(shopping(), 10..40),
        prop::collection::vec(any, 10..60),
    );
    (first, then).prop_map(|(first, then)| [first, then].concat())
}
