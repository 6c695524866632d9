//! Ordering again: what an order was of goes into the cart, as far as it is sold today.

use crate::cart::{Cart, Carts, Change, Notice, Offer, Substitution};
use crate::catalog::{QuantityError, SellingRules, Sku};
use crate::failure::{Failure, Kind};
use crate::ids::{UserId, VariantId};
use crate::money::OutOfRange;
use crate::orders::OrderCode;
use crate::{Clock, Money, Quantity, StoreError};

/// A SKU that was ordered, beside what is sold of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    pub sku: Sku,
    pub quantity: Quantity,
    pub substitution: Substitution,
    /// `None` when it is not sold any more.
    pub offer: Option<Offer>,
    /// What stands in the cart already.
    pub in_cart: Quantity,
}

/// What is added to a line of the cart, or makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addition {
    pub variant: VariantId,
    /// So much more.
    pub quantity: Quantity,
    /// But never above this.
    pub bound: Quantity,
    /// Where there is no line yet.
    pub substitution: Substitution,
    pub price: Money,
}

/// Why nothing is ordered again.
#[derive(Debug, thiserror::Error)]
pub enum ReorderError {
    #[error("no such order")]
    NotFound,
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ReorderError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OutOfRange(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::OutOfRange(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Puts what the user's order was of into their cart, and answers that with a notice of each SKU that did not fit.
pub async fn reorder(
    carts: &impl Carts,
    clock: &impl Clock,
    user: UserId,
    code: &OrderCode,
) -> Result<Cart, ReorderError> {
    let now = clock.now();
    let ordered = carts.ordered(user, code, now).await?;
    if ordered.is_empty() {
        return Err(ReorderError::NotFound);
    }
    let (mut additions, mut notices) = (Vec::new(), Vec::new());
    for line in ordered {
        let (addition, change) = addition(&line)?;
        additions.extend(addition);
        notices.extend(change.map(|change| Notice::Line {
            sku: line.sku,
            change,
        }));
    }
    let contents = carts.refill(user, &additions, now).await?;
    let mut cart = Cart::price(contents.unwrap_or_default(), now)?;
    // What the cart says of a line by itself is not said twice.
    notices.retain(|notice| !cart.notices.contains(notice));
    cart.notices.extend(notices);
    Ok(cart)
}

/// What is added for a line, and what keeps it from being all that was ordered; pure.
fn addition(line: &Ordered) -> Result<(Option<Addition>, Option<Change>), OutOfRange> {
    let Some(offer) = line.offer else {
        return Ok((None, Some(Change::NoLongerSold)));
    };
    let rules = offer.rules;
    let (quantity, off_rule) = allowed(&rules, line.quantity);
    let bound = rules.maximum().min(offer.available).whole(rules.step());
    let short = if offer.available < rules.maximum() {
        Change::InsufficientStock {
            available: offer.available,
        }
    } else {
        Change::QuantityNotAllowed(QuantityError::AboveMaximum)
    };
    if bound < rules.minimum() || line.in_cart >= bound {
        return Ok((None, Some(short)));
    }
    let addition = Addition {
        variant: offer.variant,
        quantity,
        bound,
        substitution: line.substitution,
        price: offer.price,
    };
    let fits = line.in_cart.add(quantity)? <= bound;
    let change = if fits {
        off_rule.map(Change::QuantityNotAllowed)
    } else {
        Some(short)
    };
    Ok((Some(addition), change))
}

/// The quantity nearest to the one that was ordered, not above it unless less is not sold; with the rule it broke.
fn allowed(rules: &SellingRules, quantity: Quantity) -> (Quantity, Option<QuantityError>) {
    if quantity < rules.minimum() {
        (rules.minimum(), Some(QuantityError::BelowMinimum))
    } else {
        let whole = quantity.whole(rules.step());
        (whole, (whole != quantity).then_some(QuantityError::OffStep))
    }
}

#[cfg(test)]
mod tests;
