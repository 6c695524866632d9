//! A cart, priced anew at every look, with word of what changed since the last.

use crate::catalog::{Bilingual, QuantityError, SellingRules, Sku, Unit};
use crate::ids::VariantId;
use crate::money::OutOfRange;
use crate::orders::coupon::{CartCoupon, CouponInUse, CouponProblem, Item, discount};
use crate::{Invalid, Money, Quantity};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What the packer may do when something is missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Substitution {
    /// Leave it out.
    #[default]
    None,
    /// Pack something similar.
    Similar,
    /// Ask the shopper.
    Ask,
}

impl Substitution {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Similar => "similar",
            Self::Ask => "ask",
        }
    }

    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Ok(match text {
            "none" => Self::None,
            "similar" => Self::Similar,
            "ask" => Self::Ask,
            _ => return Err(Invalid("invalid_substitution")),
        })
    }
}

/// A line as the shopper left it, beside what the shop sells now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartLine {
    pub variant: VariantId,
    pub sku: Sku,
    pub name: Bilingual,
    pub quantity: Quantity,
    pub unit: Unit,
    pub rules: SellingRules,
    pub substitution: Substitution,
    /// For one unit, now.
    pub unit_price: Money,
    /// For one unit, when the shopper last looked.
    pub seen_price: Money,
    /// What can be had of it now.
    pub available: Quantity,
    /// Whether the shop still sells it at all.
    pub sold: bool,
    /// Whether the cart's coupon, if there is one, is good for it.
    pub discountable: bool,
}

/// What is kept of a cart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// In the order in which they were added.
    pub lines: Vec<CartLine>,
    pub coupon: Option<CartCoupon>,
}

impl Contents {
    pub(super) fn has(&self, sku: &Sku) -> bool {
        self.lines.iter().any(|line| line.sku == *sku)
    }
}

/// What is not as it was when the shopper last looked, or as it must be to be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    PriceChanged {
        before: Money,
        now: Money,
    },
    InsufficientStock {
        available: Quantity,
    },
    /// The bounds moved, and the quantity does not lie within them any more.
    QuantityNotAllowed(QuantityError),
    NoLongerSold,
}

impl Change {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PriceChanged { .. } => "price_changed",
            Self::InsufficientStock { .. } => "insufficient_stock",
            Self::QuantityNotAllowed(error) => error.code(),
            Self::NoLongerSold => "no_longer_sold",
        }
    }
}

/// Something that the shopper should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Of a line.
    Line { sku: Sku, change: Change },
    /// The cart's coupon does not apply.
    Coupon(CouponProblem),
}

impl Notice {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Line { change, .. } => change.code(),
            Self::Coupon(problem) => problem.as_str(),
        }
    }
}

impl CartLine {
    /// Whether all of it can be had.
    #[must_use]
    pub fn in_stock(&self) -> bool {
        self.sold && self.available >= self.quantity
    }

    /// What it costs; nothing when it is not sold any more.
    pub fn total(&self) -> Result<Money, OutOfRange> {
        if self.sold {
            self.unit_price.times(self.quantity)
        } else {
            Ok(Money::ZERO)
        }
    }

    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        if !self.sold {
            return vec![Change::NoLongerSold];
        }
        let price = (self.seen_price != self.unit_price).then_some(Change::PriceChanged {
            before: self.seen_price,
            now: self.unit_price,
        });
        let stock = (self.available < self.quantity).then_some(Change::InsufficientStock {
            available: self.available,
        });
        let rules = self
            .rules
            .check(self.quantity)
            .err()
            .map(Change::QuantityNotAllowed);
        price.into_iter().chain(stock).chain(rules).collect()
    }
}

/// A cart and what it costs now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cart {
    /// In the order in which they were added, each with its total.
    pub lines: Vec<(CartLine, Money)>,
    pub coupon: Option<CouponInUse>,
    pub subtotal: Money,
    /// What the coupon takes off, if it applies.
    pub discount: Money,
    pub notices: Vec<Notice>,
}

impl Cart {
    /// Prices the lines, and what the coupon takes off them.
    pub fn price(contents: Contents, now: OffsetDateTime) -> Result<Self, OutOfRange> {
        let Contents { lines, coupon } = contents;
        let mut notices: Vec<Notice> = lines.iter().flat_map(notices_of).collect();
        let lines = lines
            .into_iter()
            .map(|line| line.total().map(|total| (line, total)))
            .collect::<Result<Vec<_>, _>>()?;
        let items: Vec<Item> = lines
            .iter()
            .map(|(line, total)| Item {
                total: *total,
                discountable: line.discountable,
            })
            .collect();
        let off = discount(coupon.as_ref(), &items, now)?;
        notices.extend(off.problem().map(Notice::Coupon));
        Ok(Self {
            subtotal: Money::sum(lines.iter().map(|(_, total)| *total))?,
            lines,
            coupon: off.coupon,
            discount: off.sum,
            notices,
        })
    }
}

fn notices_of(line: &CartLine) -> impl Iterator<Item = Notice> {
    let sku = line.sku.clone();
    let notice = move |change| Notice::Line {
        sku: sku.clone(),
        change,
    };
    line.changes().into_iter().map(notice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn line() -> CartLine {
        let unit = Quantity::from_thousandths;
        CartLine {
            variant: Uuid::nil().into(),
            sku: Sku::parse("BYM-IKAT").unwrap(),
            name: Bilingual::default(),
            quantity: unit(2_500),
            unit: Unit::Kg,
            rules: SellingRules::new(unit(500), unit(500), unit(5_000)).unwrap(),
            substitution: Substitution::None,
            unit_price: Money::rupiah(10_000),
            seen_price: Money::rupiah(10_000),
            available: unit(2_500),
            sold: true,
            discountable: true,
        }
    }

    fn priced(lines: Vec<CartLine>) -> Cart {
        let coupon = None;
        Cart::price(Contents { lines, coupon }, OffsetDateTime::UNIX_EPOCH).unwrap()
    }

    #[test]
    fn a_cart_in_which_nothing_changed_has_a_sum_and_no_notice() {
        let cart = priced(vec![line(), line()]);
        assert_eq!(cart.subtotal, Money::rupiah(50_000));
        assert_eq!(cart.notices, []);
        assert!(cart.lines.iter().all(|(line, _)| line.in_stock()));
    }

    #[test]
    fn what_changed_is_told_line_by_line() {
        let dearer = CartLine {
            unit_price: Money::rupiah(12_000),
            available: Quantity::ZERO,
            ..line()
        };
        let gone = CartLine {
            sold: false,
            ..line()
        };
        let unit = Quantity::from_thousandths;
        let rules = SellingRules::new(unit(1_000), unit(1_000), unit(2_000)).unwrap();
        let cart = priced(vec![dearer, gone, CartLine { rules, ..line() }]);
        let codes: Vec<&str> = cart.notices.iter().map(Notice::code).collect();
        assert_eq!(
            codes,
            [
                "price_changed",
                "insufficient_stock",
                "no_longer_sold",
                "quantity_off_step"
            ]
        );
        // What is not sold any more costs nothing.
        assert_eq!(cart.subtotal, Money::rupiah(30_000 + 25_000));
    }
}
