//! Coupons as staff keep them: made, changed, and taken away.

use crate::failure::{Failure, Invalid, Kind, Violation};
use crate::identity::Actor;
use crate::ids::CategoryId;
use crate::money::BasisPoints;
use crate::orders::coupon::{CouponCode, CouponTerms};
use crate::{Clock, ExpectedVersion, Money, Page, PageRequest, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// More than anybody would name one by one.
const MOST_CATEGORIES: usize = 50;
const HIGHEST_AMOUNT: i64 = 1_000_000_000;
const HIGHEST_LIMIT: i32 = 1_000_000_000;

/// A part of the price: up to all of it.
pub fn coupon_rate(rate: BasisPoints) -> Result<BasisPoints, Invalid> {
    within(rate, 1, 10_000, "invalid_coupon_rate")
}

/// What a coupon takes off: up to a thousand million rupiah.
pub fn coupon_amount(amount: Money) -> Result<Money, Invalid> {
    within(amount.amount(), 1, HIGHEST_AMOUNT, "invalid_amount").map(Money::rupiah)
}

/// The least that an order with the coupon comes to; nothing is a minimum too.
pub fn minimum_subtotal(amount: Money) -> Result<Money, Invalid> {
    within(amount.amount(), 0, HIGHEST_AMOUNT, "invalid_amount").map(Money::rupiah)
}

/// How often: at least once.
pub fn coupon_limit(limit: i32) -> Result<i32, Invalid> {
    within(limit, 1, HIGHEST_LIMIT, "invalid_coupon_limit")
}

/// So many categories as one coupon may be bound to.
pub fn category_count(count: usize) -> Result<(), Invalid> {
    if count <= MOST_CATEGORIES {
        Ok(())
    } else {
        Err(Invalid("too_many_categories"))
    }
}

/// The end, if it comes after the start.
pub fn coupon_end(
    starts_at: Option<OffsetDateTime>,
    ends_at: Option<OffsetDateTime>,
) -> Result<Option<OffsetDateTime>, Invalid> {
    match (starts_at, ends_at) {
        (Some(start), Some(end)) if end <= start => Err(Invalid("coupon_ends_before_it_starts")),
        _ => Ok(ends_at),
    }
}

fn within<T: PartialOrd>(value: T, least: T, most: T, code: &'static str) -> Result<T, Invalid> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(Invalid(code))
    }
}

/// A coupon as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManagedCoupon {
    pub code: CouponCode,
    #[serde(flatten)]
    pub terms: CouponTerms,
    /// How many orders use it.
    pub used: i32,
    /// It was redeemed, and then taken away: nobody can use it any more.
    pub archived: bool,
    /// Counts the changes of its terms, from 1.
    pub version: i64,
}

/// What a change of a coupon is decided on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CouponCase {
    pub coupon: Option<ManagedCoupon>,
    /// Whether any order ever used it.
    pub redeemed: bool,
    /// Of the wanted categories, those that there are not.
    pub unknown_categories: Vec<CategoryId>,
}

/// What is to become of a coupon, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CouponChange {
    Add(ManagedCoupon),
    Redefine {
        before: ManagedCoupon,
        after: ManagedCoupon,
    },
    /// Orders tell of it: it stays, and nobody can use it.
    Archive(ManagedCoupon),
    Remove(ManagedCoupon),
}

/// Why a coupon is not changed.
#[derive(Debug, thiserror::Error)]
pub enum CouponError {
    #[error("no such coupon")]
    NotFound,
    #[error("the coupon was changed meanwhile")]
    OtherVersion,
    #[error("there is, or was, a coupon of that code")]
    CodeTaken,
    /// The places in the request.
    #[error("there is no such category")]
    UnknownCategory(Vec<usize>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for CouponError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::CodeTaken => Kind::Conflict,
            Self::UnknownCategory(_) => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "coupon_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::CodeTaken => "coupon_code_taken",
            Self::UnknownCategory(_) => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::CodeTaken => vec![Violation::new("/code", "coupon_code_taken")],
            Self::UnknownCategory(places) => places
                .iter()
                .map(|place| Violation::new(format!("/category_ids/{place}"), "unknown_category"))
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl CouponCase {
    fn check(&self, wanted: &CouponTerms) -> Result<(), CouponError> {
        let unknown: Vec<usize> = (0..)
            .zip(&wanted.category_ids)
            .filter(|(_, id)| self.unknown_categories.contains(id))
            .map(|(place, _)| place)
            .collect();
        if unknown.is_empty() {
            Ok(())
        } else {
            Err(CouponError::UnknownCategory(unknown))
        }
    }

    /// The coupon, unless it is archived.
    fn found(&self, expected: &ExpectedVersion) -> Result<&ManagedCoupon, CouponError> {
        let coupon = self.coupon.as_ref().filter(|coupon| !coupon.archived);
        let coupon = coupon.ok_or(CouponError::NotFound)?;
        if expected.takes(coupon.version) {
            Ok(coupon)
        } else {
            Err(CouponError::OtherVersion)
        }
    }

    fn add(&self, code: CouponCode, terms: CouponTerms) -> Result<CouponChange, CouponError> {
        if self.coupon.is_some() {
            return Err(CouponError::CodeTaken);
        }
        self.check(&terms)?;
        Ok(CouponChange::Add(ManagedCoupon {
            code,
            terms: terms.in_order(),
            used: 0,
            archived: false,
            version: 1,
        }))
    }

    /// `None`: nothing changes.
    fn redefine(
        &self,
        expected: &ExpectedVersion,
        terms: CouponTerms,
    ) -> Result<Option<CouponChange>, CouponError> {
        let before = self.found(expected)?;
        self.check(&terms)?;
        let terms = terms.in_order();
        if before.terms == terms {
            return Ok(None);
        }
        let after = ManagedCoupon {
            terms,
            version: before.version + 1,
            ..before.clone()
        };
        Ok(Some(CouponChange::Redefine {
            before: before.clone(),
            after,
        }))
    }

    fn remove(&self, expected: &ExpectedVersion) -> Result<CouponChange, CouponError> {
        let coupon = self.found(expected)?.clone();
        Ok(if self.redeemed {
            CouponChange::Archive(coupon)
        } else {
            CouponChange::Remove(coupon)
        })
    }
}

/// The coupons.
pub trait Coupons: Send + Sync {
    /// In order of code, which is the key: those in use, or those that are archived.
    async fn list(
        &self,
        archived: bool,
        page: PageRequest<String>,
    ) -> Result<Page<ManagedCoupon, String>, StoreError>;

    /// In one transaction, in which nobody redeems the coupon: reads the case of it and of what is wanted of it,
    /// lets `decide` say what is to become of it, and writes that with its line in the audit log. Answers the coupon
    /// as it is then, none when it is gone.
    async fn change(
        &self,
        code: &CouponCode,
        wanted: Option<&CouponTerms>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&CouponCase) -> Result<Option<CouponChange>, CouponError> + Send,
    ) -> Result<Option<ManagedCoupon>, CouponError>;
}

/// Makes a coupon; a code is good for one, for ever once it was redeemed.
pub async fn create(
    coupons: &impl Coupons,
    clock: &impl Clock,
    actor: &Actor,
    code: CouponCode,
    wanted: CouponTerms,
) -> Result<ManagedCoupon, CouponError> {
    let decide = |case: &CouponCase| case.add(code.clone(), wanted.clone()).map(Some);
    let coupon = coupons
        .change(&code, Some(&wanted), actor, clock.now(), decide)
        .await?;
    coupon.ok_or(CouponError::NotFound)
}

/// Changes a coupon's terms from now on; orders keep what they were placed on.
pub async fn redefine(
    coupons: &impl Coupons,
    clock: &impl Clock,
    actor: &Actor,
    code: &CouponCode,
    expected: &ExpectedVersion,
    wanted: CouponTerms,
) -> Result<ManagedCoupon, CouponError> {
    let decide = |case: &CouponCase| case.redefine(expected, wanted.clone());
    let coupon = coupons
        .change(code, Some(&wanted), actor, clock.now(), decide)
        .await?;
    coupon.ok_or(CouponError::NotFound)
}

/// Takes a coupon away: one that was ever redeemed is archived.
pub async fn delete(
    coupons: &impl Coupons,
    clock: &impl Clock,
    actor: &Actor,
    code: &CouponCode,
    expected: &ExpectedVersion,
) -> Result<(), CouponError> {
    let decide = |case: &CouponCase| case.remove(expected).map(Some);
    coupons
        .change(code, None, actor, clock.now(), decide)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::coupon::Benefit;

    fn terms(minimum: i64) -> CouponTerms {
        CouponTerms {
            benefit: Benefit::FreeDelivery,
            minimum_subtotal: Money::rupiah(minimum),
            starts_at: None,
            ends_at: None,
            total_limit: None,
            user_limit: None,
            category_ids: Vec::new(),
            first_order_only: false,
            active: true,
        }
    }

    fn case() -> CouponCase {
        CouponCase {
            coupon: Some(ManagedCoupon {
                code: CouponCode::parse("ONGKIR").unwrap(),
                terms: terms(0),
                used: 1,
                archived: false,
                version: 2,
            }),
            ..CouponCase::default()
        }
    }

    #[test]
    fn an_old_version_is_refused_and_the_same_again_is_no_change() {
        let (case, old) = (case(), ExpectedVersion::OneOf(vec![1]));
        assert!(matches!(
            case.redefine(&old, terms(1)),
            Err(CouponError::OtherVersion)
        ));
        assert!(matches!(case.remove(&old), Err(CouponError::OtherVersion)));
        assert!(matches!(
            case.redefine(&ExpectedVersion::Any, terms(0)),
            Ok(None)
        ));
    }

    #[test]
    fn what_was_redeemed_is_archived_and_cannot_be_changed_after_that() {
        let mut case = case();
        let any = ExpectedVersion::Any;
        assert!(matches!(case.remove(&any), Ok(CouponChange::Remove(_))));
        case.redeemed = true;
        assert!(matches!(case.remove(&any), Ok(CouponChange::Archive(_))));
        if let Some(coupon) = &mut case.coupon {
            coupon.archived = true;
        }
        assert!(matches!(case.remove(&any), Err(CouponError::NotFound)));
        assert!(matches!(
            case.redefine(&any, terms(1)),
            Err(CouponError::NotFound)
        ));
        let code = CouponCode::parse("ONGKIR").unwrap();
        assert!(matches!(
            case.add(code, terms(1)),
            Err(CouponError::CodeTaken)
        ));
    }
}
