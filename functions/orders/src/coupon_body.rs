//! What the requests that define a coupon have in common.

use domain::ids::CategoryId;
use domain::orders::CouponCode;
use domain::orders::coupon::{Benefit, CouponTerms};
use domain::orders::coupons::{
    category_count, coupon_amount, coupon_end, coupon_limit, coupon_rate, minimum_subtotal,
};
use domain::{Invalid, Money};
use runtime::{Fields, Problem};
use serde::Deserialize;
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// Defines a struct with the fields of a coupon's terms, after those of its own.
macro_rules! coupon_body {
    ($(#[$doc:meta])* struct $name:ident { $($field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($field: $type,)*
            kind: Kind,
            rate_bp: Option<i32>,
            maximum: Option<Money>,
            amount: Option<Money>,
            #[serde(default)]
            minimum_subtotal: Money,
            #[serde(default, with = "time::serde::rfc3339::option")]
            starts_at: Option<OffsetDateTime>,
            #[serde(default, with = "time::serde::rfc3339::option")]
            ends_at: Option<OffsetDateTime>,
            total_limit: Option<i32>,
            user_limit: Option<i32>,
            #[serde(default)]
            category_ids: Vec<CategoryId>,
            #[serde(default)]
            first_order_only: bool,
            #[serde(default = "yes")]
            active: bool,
        }

        impl $name {
            fn terms(&self, fields: &mut Fields) -> Option<CouponTerms> {
                let benefit = benefit(fields, self.kind, self.rate_bp, self.maximum, self.amount);
                fields.take("/minimum_subtotal", minimum_subtotal(self.minimum_subtotal));
                fields.take("/ends_at", coupon_end(self.starts_at, self.ends_at));
                for (pointer, limit) in [
                    ("/total_limit", self.total_limit),
                    ("/user_limit", self.user_limit),
                ] {
                    limit.and_then(|limit| fields.take(pointer, coupon_limit(limit)));
                }
                check_categories(fields, &self.category_ids);
                Some(CouponTerms {
                    benefit: benefit?,
                    minimum_subtotal: self.minimum_subtotal,
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
    };
}

coupon_body! {
    /// A coupon's terms.
    struct CouponBody {}
}

coupon_body! {
    /// A new coupon.
    struct NewCouponBody {
        code: String,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Percentage,
    Fixed,
    FreeDelivery,
}

const fn yes() -> bool {
    true
}

impl CouponBody {
    pub(crate) fn check(&self) -> Result<CouponTerms, Problem> {
        let mut fields = Fields::default();
        let terms = self.terms(&mut fields);
        terms
            .filter(|_| fields.is_empty())
            .ok_or_else(|| fields.problem())
    }
}

impl NewCouponBody {
    pub(crate) fn check(&self) -> Result<(CouponCode, CouponTerms), Problem> {
        let mut fields = Fields::default();
        let code = fields.take("/code", CouponCode::parse(&self.code));
        let terms = self.terms(&mut fields);
        code.zip(terms)
            .filter(|_| fields.is_empty())
            .ok_or_else(|| fields.problem())
    }
}

/// What the kind takes off, if all that belongs to it is there, and nothing else.
fn benefit(
    fields: &mut Fields,
    kind: Kind,
    rate_bp: Option<i32>,
    maximum: Option<Money>,
    amount: Option<Money>,
) -> Option<Benefit> {
    for (pointer, is_given, of) in [
        ("/rate_bp", rate_bp.is_some(), Kind::Percentage),
        ("/maximum", maximum.is_some(), Kind::Percentage),
        ("/amount", amount.is_some(), Kind::Fixed),
    ] {
        if is_given && kind != of {
            fields.take::<()>(pointer, Err(Invalid("not_for_this_kind")));
        }
    }
    match kind {
        Kind::Percentage => {
            let rate = fields.take("/rate_bp", coupon_rate(rate_bp.unwrap_or_default()));
            maximum.and_then(|maximum| fields.take("/maximum", coupon_amount(maximum)));
            rate.map(|rate_bp| Benefit::Percentage { rate_bp, maximum })
        }
        Kind::Fixed => fields
            .take("/amount", coupon_amount(amount.unwrap_or_default()))
            .map(|amount| Benefit::Fixed { amount }),
        Kind::FreeDelivery => Some(Benefit::FreeDelivery),
    }
}

/// Notes categories that are too many, or come twice.
fn check_categories(fields: &mut Fields, ids: &[CategoryId]) {
    if fields
        .take("/category_ids", category_count(ids.len()))
        .is_none()
    {
        return;
    }
    let mut seen = BTreeSet::new();
    for (place, id) in ids.iter().enumerate() {
        if !seen.insert(id) {
            fields.take::<()>(
                format!("/category_ids/{place}"),
                Err(Invalid("named_twice")),
            );
        }
    }
}
