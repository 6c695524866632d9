//! Coupons: what they take off, and when they do not.

use super::books::{Books, Refusal};
use super::pricing::{Line, rounded};
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Benefit {
    /// Basis points of the goods, and the most that it takes off.
    Percentage(i64, Option<i64>),
    Fixed(i64),
    FreeDelivery,
}

/// Whether a coupon is good now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// It will be.
    Early,
    /// It was.
    Over,
    /// Staff have switched it off: nobody knows it.
    Off,
}

pub(super) struct Coupon {
    pub(super) code: String,
    pub(super) benefit: Benefit,
    /// Of all goods, before the discount.
    pub(super) minimum: i64,
    /// How many orders may use it, altogether and of each user.
    pub(super) total_limit: Option<usize>,
    pub(super) user_limit: Option<usize>,
    pub(super) first_order_only: bool,
    /// Else it is good for everything.
    pub(super) drinks_only: bool,
    pub(super) phase: Phase,
}

/// What a cart's coupon does to it.
#[derive(Default)]
pub(super) struct Effect {
    pub(super) free_delivery: bool,
    /// Why it does nothing.
    pub(super) problem: Option<Refusal>,
}

/// A day's coupons.
pub(super) fn coupons(day: usize) -> Vec<Coupon> {
    let coupon = |name: &str, benefit| Coupon {
        code: format!("{name}-{day}"),
        benefit,
        minimum: 0,
        total_limit: None,
        user_limit: None,
        first_order_only: false,
        drinks_only: false,
        phase: Phase::Open,
    };
    vec![
        Coupon {
            minimum: 20_000,
            ..coupon("HEMAT", Benefit::Percentage(1_250, Some(9_000)))
        },
        Coupon {
            total_limit: Some(1),
            ..coupon("POTONG", Benefit::Fixed(7_777))
        },
        coupon("ONGKIR", Benefit::FreeDelivery),
        Coupon {
            user_limit: Some(1),
            ..coupon("SEKALI", Benefit::Percentage(3_333, None))
        },
        Coupon {
            first_order_only: true,
            ..coupon("BARU", Benefit::Percentage(10_000, None))
        },
        Coupon {
            drinks_only: true,
            ..coupon("MINUM", Benefit::Fixed(40_000))
        },
    ]
}

impl Coupon {
    /// Which lines it takes something off.
    fn is_for(&self, books: &Books, line: &Line) -> bool {
        !self.drinks_only || books.goods[line.good].is_drink
    }

    /// What it takes off goods that cost so much.
    fn off(&self, goods: i64) -> i64 {
        match self.benefit {
            Benefit::Percentage(rate, maximum) => {
                rounded(goods * rate, 10_000).min(maximum.unwrap_or(i64::MAX))
            }
            Benefit::Fixed(amount) => amount.min(goods),
            Benefit::FreeDelivery => 0,
        }
    }

    fn kind(&self) -> &'static str {
        match self.benefit {
            Benefit::Percentage(..) => "percentage",
            Benefit::Fixed(_) => "fixed",
            Benefit::FreeDelivery => "free_delivery",
        }
    }
}

impl Books {
    /// How many orders use a coupon, of one shopper or of all: those that came to nothing have given it back.
    pub(super) fn uses(&self, coupon: usize, who: Option<usize>) -> usize {
        let orders = self.orders.iter().filter(|order| {
            let is_theirs = who.is_none_or(|who| order.buyer == who);
            order.coupon == Some(coupon) && is_theirs && !order.came_to_nothing()
        });
        orders.count()
    }

    /// Why a shopper's coupon does nothing for these lines: what stands in the way first.
    fn coupon_problem(&self, who: usize, number: usize, lines: &[Line]) -> Option<Refusal> {
        let Some(coupon) = self.coupons.get(number) else {
            return Some((404, "coupon_not_found"));
        };
        let is_above = |limit: Option<usize>, uses| limit.is_some_and(|limit| uses >= limit);
        let needs_account = coupon.user_limit.is_some() || coupon.first_order_only;
        let mut earlier = self.orders.iter().filter(|order| order.buyer == who);
        let has_ordered = earlier.any(|order| !order.came_to_nothing());
        let is_for_none = !lines.iter().any(|line| coupon.is_for(self, line));
        let subtotal: i64 = lines.iter().map(|line| line.total).sum();
        match () {
            () if coupon.phase == Phase::Off => Some((404, "coupon_not_found")),
            () if coupon.phase == Phase::Early => Some((409, "coupon_not_started")),
            () if coupon.phase == Phase::Over => Some((409, "coupon_expired")),
            () if is_above(coupon.total_limit, self.uses(number, None)) => {
                Some((409, "coupon_used_up"))
            }
            () if needs_account && self.is_guest(who) => Some((422, "coupon_needs_account")),
            () if coupon.first_order_only && has_ordered => Some((409, "coupon_first_order_only")),
            () if is_above(coupon.user_limit, self.uses(number, Some(who))) => {
                Some((409, "coupon_limit_reached"))
            }
            () if is_for_none && !lines.is_empty() => Some((422, "coupon_not_for_these_goods")),
            () if subtotal < coupon.minimum => Some((422, "below_coupon_minimum")),
            () => None,
        }
    }

    /// What the shopper is told who would use the coupon for what is in the cart.
    pub(super) fn may_use_coupon(&self, who: usize, coupon: usize) -> Result<(), Refusal> {
        match self.coupon_problem(who, coupon, &self.priced_cart(who)) {
            Some(problem) => Err(problem),
            None => Ok(()),
        }
    }

    /// Takes the coupon of a shopper's cart off these lines: each gets its part, rounded so that those up to any line
    /// are together that part of the discount, and all of them make it to the rupiah.
    pub(super) fn take_off(&self, who: usize, lines: &mut [Line]) -> Effect {
        let Some(coupon) = self.carts[who].coupon else {
            return Effect::default();
        };
        let problem = self.coupon_problem(who, coupon, lines);
        if problem.is_some() {
            return Effect {
                problem,
                free_delivery: false,
            };
        }
        let coupon = &self.coupons[coupon];
        let takes = |line: &Line| {
            if coupon.is_for(self, line) {
                line.total
            } else {
                0
            }
        };
        let goods: i64 = lines.iter().map(takes).sum();
        let (off, mut upto) = (coupon.off(goods), 0);
        for line in lines {
            let before = off * upto / goods.max(1);
            upto += takes(line);
            line.discount = off * upto / goods.max(1) - before;
        }
        Effect {
            problem,
            free_delivery: coupon.benefit == Benefit::FreeDelivery,
        }
    }

    /// The coupon of a shopper's cart, as carts and quotes show it.
    pub(super) fn coupon_shown(&self, who: usize, problem: Option<Refusal>) -> Value {
        let Some(coupon) = self.carts[who].coupon else {
            return Value::Null;
        };
        let coupon = &self.coupons[coupon];
        let kind = (coupon.phase != Phase::Off).then(|| coupon.kind());
        let problem = problem.map(|(_, code)| code);
        json!({ "code": coupon.code, "kind": kind, "problem": problem })
    }
}
