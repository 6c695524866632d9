//! Coupons as `to_jsonb` writes their rows.

use crate::error::broken;
use domain::ids::CategoryId;
use domain::orders::CouponCode;
use domain::orders::coupon::{Benefit, CartCoupon, CouponTerms, Holder, KnownCoupon};
use domain::orders::coupons::ManagedCoupon;
use domain::{Money, StoreError};
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;

/// A row of orders.coupons, and what `orders.coupon_for` adds to it.
#[derive(Deserialize)]
struct Row {
    code: String,
    kind: String,
    rate_bp: Option<i32>,
    maximum: Option<i64>,
    amount: Option<i64>,
    minimum_subtotal: i64,
    #[serde(with = "time::serde::rfc3339::option")]
    starts_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    ends_at: Option<OffsetDateTime>,
    total_limit: Option<i32>,
    user_limit: Option<i32>,
    category_ids: Vec<CategoryId>,
    first_order_only: bool,
    active: bool,
    archived_at: Option<String>,
    used: i32,
    version: i64,
    #[serde(default)]
    used_by_holder: i64,
    #[serde(default)]
    has_ordered: bool,
}

impl Row {
    fn terms(&self) -> Result<CouponTerms, StoreError> {
        let benefit = match (self.kind.as_str(), self.rate_bp, self.amount) {
            ("percentage", Some(rate_bp), None) => Benefit::Percentage {
                rate_bp,
                maximum: self.maximum.map(Money::rupiah),
            },
            ("fixed", None, Some(amount)) => Benefit::Fixed {
                amount: Money::rupiah(amount),
            },
            ("free_delivery", None, None) => Benefit::FreeDelivery,
            _ => return Err(broken("a coupon of an unknown kind")),
        };
        Ok(CouponTerms {
            benefit,
            minimum_subtotal: Money::rupiah(self.minimum_subtotal),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            total_limit: self.total_limit,
            user_limit: self.user_limit,
            category_ids: self.category_ids.clone(),
            first_order_only: self.first_order_only,
            active: self.active,
        })
    }
}

/// A coupon for staff.
pub(super) fn managed(json: Value) -> Result<ManagedCoupon, StoreError> {
    let row: Row = serde_json::from_value(json).map_err(broken)?;
    Ok(ManagedCoupon {
        code: CouponCode::parse(&row.code).map_err(broken)?,
        terms: row.terms()?,
        used: row.used,
        archived: row.archived_at.is_some(),
        version: row.version,
    })
}

/// The coupon in a cart, and what `orders.coupon_for` says of it to a user or a guest.
pub(crate) fn in_cart(
    code: &str,
    json: Option<Value>,
    is_guest: bool,
) -> Result<CartCoupon, StoreError> {
    let known = json.map(|json| {
        let row: Row = serde_json::from_value(json).map_err(broken)?;
        Ok::<_, StoreError>(KnownCoupon {
            terms: row.terms()?,
            used: row.used,
            holder: (!is_guest).then_some(Holder {
                uses: row.used_by_holder,
                has_ordered: row.has_ordered,
            }),
        })
    });
    Ok(CartCoupon {
        code: CouponCode::parse(code).map_err(broken)?,
        known: known.transpose()?,
    })
}
