//! Coupons: what one takes off, and why it does not. The same arithmetic for cart, quote and order.

use crate::Money;
use crate::failure::{Invalid, Kind};
use crate::ids::CategoryId;
use crate::money::{BasisPoints, OutOfRange};
use crate::named::named;
use crate::orders::pricing::apportion;
use serde::Serialize;
use std::str::FromStr;
use time::OffsetDateTime;

/// A coupon's code: 3–32 of `A–Z 0–9 -`, in upper case however it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct CouponCode(String);

impl CouponCode {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let code = text.trim().to_ascii_uppercase();
        let is_symbol =
            |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
        if (3..=32).contains(&code.len()) && code.bytes().all(is_symbol) {
            Ok(Self(code))
        } else {
            Err(Invalid("invalid_coupon_code"))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CouponCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse(text)
    }
}

/// What a coupon takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Benefit {
    /// A part of the goods it is good for, at most `maximum`.
    Percentage {
        rate_bp: BasisPoints,
        maximum: Option<Money>,
    },
    /// At most what the goods cost that it is good for.
    Fixed { amount: Money },
    /// The fee of delivery, and nothing of the goods.
    FreeDelivery,
}

impl Benefit {
    /// The name of its kind.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Percentage { .. } => "percentage",
            Self::Fixed { .. } => "fixed",
            Self::FreeDelivery => "free_delivery",
        }
    }

    /// What it takes off goods that cost so much.
    fn of(self, goods: Money) -> Result<Money, OutOfRange> {
        Ok(match self {
            Self::Percentage { rate_bp, maximum } => {
                let part = goods.share(rate_bp)?;
                maximum.map_or(part, |maximum| part.min(maximum))
            }
            Self::Fixed { amount } => amount.min(goods),
            Self::FreeDelivery => Money::ZERO,
        })
    }
}

/// What staff say of a coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CouponTerms {
    #[serde(flatten)]
    pub benefit: Benefit,
    /// Of all goods, before the discount.
    pub minimum_subtotal: Money,
    #[serde(with = "time::serde::rfc3339::option")]
    pub starts_at: Option<OffsetDateTime>,
    /// From then on it is over.
    #[serde(with = "time::serde::rfc3339::option")]
    pub ends_at: Option<OffsetDateTime>,
    /// How many orders may use it; `None`: any number.
    pub total_limit: Option<i32>,
    /// How many orders of one user may use it; `None`: any number.
    pub user_limit: Option<i32>,
    /// It is good for what lies below these, each named once; none of them: for everything.
    pub category_ids: Vec<CategoryId>,
    pub first_order_only: bool,
    pub active: bool,
}

impl CouponTerms {
    /// As they are kept: in whatever order the categories were named.
    pub(crate) fn in_order(mut self) -> Self {
        self.category_ids.sort();
        self
    }

    /// Whether it must be known who uses it. Anybody can write any address into an order of a guest, so that such a
    /// limit would limit nobody there.
    const fn need_account(&self) -> bool {
        self.user_limit.is_some() || self.first_order_only
    }
}

/// What the user who would use a coupon has done already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holder {
    /// Orders that use the coupon.
    pub uses: i64,
    /// Whether there is any order of theirs that came to something, or may.
    pub has_ordered: bool,
}

/// A coupon that may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCoupon {
    pub terms: CouponTerms,
    /// Orders that use it.
    pub used: i32,
    /// `None`: a guest.
    pub holder: Option<Holder>,
}

/// The coupon of a cart, and what the shop's books say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartCoupon {
    pub code: CouponCode,
    /// `None`: there is none of that code, or not any more.
    pub known: Option<KnownCoupon>,
}

named! {
    /// Why a coupon does not apply.
    CouponProblem {
        NotFound = "coupon_not_found",
        NotStarted = "coupon_not_started",
        Expired = "coupon_expired",
        /// As often as it may be, by whomever.
        UsedUp = "coupon_used_up",
        NeedsAccount = "coupon_needs_account",
        FirstOrderOnly = "coupon_first_order_only",
        /// As often as one user may.
        LimitReached = "coupon_limit_reached",
        NotForTheseGoods = "coupon_not_for_these_goods",
        BelowMinimum = "below_coupon_minimum",
    }
}

impl CouponProblem {
    /// What kind of failure it is where the coupon is insisted on.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NotStarted
            | Self::Expired
            | Self::UsedUp
            | Self::FirstOrderOnly
            | Self::LimitReached => Kind::Conflict,
            Self::NeedsAccount | Self::NotForTheseGoods | Self::BelowMinimum => Kind::Rule,
        }
    }
}

/// A line, as far as a coupon looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    pub total: Money,
    /// Whether the coupon is good for it.
    pub discountable: bool,
}

/// A coupon as shoppers see it where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CouponInUse {
    pub code: CouponCode,
    /// What it takes off; `None` when there is no such coupon.
    pub kind: Option<&'static str>,
    /// Why it does not apply; `None`: it does.
    pub problem: Option<CouponProblem>,
}

/// What comes off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Discount {
    /// Each line's part, none larger than the line.
    pub parts: Vec<Money>,
    /// What the parts make together.
    pub sum: Money,
    pub free_delivery: bool,
    pub coupon: Option<CouponInUse>,
}

impl Discount {
    /// Why the coupon does not apply, if there is one that does not.
    #[must_use]
    pub fn problem(&self) -> Option<CouponProblem> {
        self.coupon.as_ref()?.problem
    }
}

/// What a cart's coupon takes off its lines. Pure: cart, quote and order all ask here.
pub fn discount(
    coupon: Option<&CartCoupon>,
    items: &[Item],
    now: OffsetDateTime,
) -> Result<Discount, OutOfRange> {
    let nothing = Discount {
        parts: vec![Money::ZERO; items.len()],
        ..Discount::default()
    };
    let Some(CartCoupon { code, known }) = coupon else {
        return Ok(nothing);
    };
    let in_use = |problem| CouponInUse {
        code: code.clone(),
        kind: known.as_ref().map(|known| known.terms.benefit.kind()),
        problem,
    };
    let problem = match known {
        None => Some(CouponProblem::NotFound),
        Some(known) => known.problem(items, now)?,
    };
    let (Some(known), None) = (known, problem) else {
        return Ok(Discount {
            coupon: Some(in_use(problem)),
            ..nothing
        });
    };
    let benefit = known.terms.benefit;
    let shares: Vec<Money> = items.iter().map(Item::discountable).collect();
    let sum = benefit.of(Money::sum(shares.iter().copied())?)?;
    Ok(Discount {
        parts: apportion(sum, &shares)?,
        sum,
        free_delivery: benefit == Benefit::FreeDelivery,
        coupon: Some(in_use(None)),
    })
}

impl Item {
    /// What of it a coupon may take from.
    const fn discountable(&self) -> Money {
        if self.discountable {
            self.total
        } else {
            Money::ZERO
        }
    }
}

impl KnownCoupon {
    /// What stands in the way first: time and uses, then whose it is, then the goods.
    fn problem(
        &self,
        items: &[Item],
        now: OffsetDateTime,
    ) -> Result<Option<CouponProblem>, OutOfRange> {
        let terms = &self.terms;
        let holder = self.holder.unwrap_or_default();
        let subtotal = Money::sum(items.iter().map(|item| item.total))?;
        let is_for_none = !items.is_empty() && !items.iter().any(|item| item.discountable);
        let standing_in_the_way = [
            (
                terms.starts_at.is_some_and(|start| now < start),
                CouponProblem::NotStarted,
            ),
            (
                terms.ends_at.is_some_and(|end| now >= end),
                CouponProblem::Expired,
            ),
            (
                terms.total_limit.is_some_and(|limit| self.used >= limit),
                CouponProblem::UsedUp,
            ),
            (
                self.holder.is_none() && terms.need_account(),
                CouponProblem::NeedsAccount,
            ),
            (
                terms.first_order_only && holder.has_ordered,
                CouponProblem::FirstOrderOnly,
            ),
            (
                terms
                    .user_limit
                    .is_some_and(|limit| holder.uses >= i64::from(limit)),
                CouponProblem::LimitReached,
            ),
            (is_for_none, CouponProblem::NotForTheseGoods),
            (
                subtotal < terms.minimum_subtotal,
                CouponProblem::BelowMinimum,
            ),
        ];
        let first = standing_in_the_way.into_iter().find(|(stands, _)| *stands);
        Ok(first.map(|(_, problem)| problem))
    }
}

#[cfg(test)]
mod tests;
