//! Variants as staff see them, and the rules by which they change them and their prices.

use crate::catalog::{
    Actor, PastPrice, PriceEdit, PriceTag, ScheduledPrice, SellingRules, Sku, Unit, check_schedule,
};
use crate::failure::{Failure, Invalid, Kind, Violation};
use crate::ids::{ProductId, VariantId};
use crate::{Clock, ExpectedVersion, Quantity, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// How a variant is sold, apart from its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct VariantTerms {
    #[serde(flatten)]
    pub rules: SellingRules,
    pub weighed: bool,
    /// Its place among the product's variants.
    pub position: i32,
    /// Whether it is on sale.
    pub active: bool,
}

/// All that staff see of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantRecord {
    pub id: VariantId,
    pub product_id: ProductId,
    pub sku: Sku,
    pub unit: Unit,
    #[serde(flatten)]
    pub terms: VariantTerms,
    /// Today's price.
    #[serde(flatten)]
    pub tag: PriceTag,
    /// The next one first.
    pub scheduled_prices: Vec<ScheduledPrice>,
    /// The latest first, beginning with today's; no more than anybody looks through.
    pub price_history: Vec<PastPrice>,
    pub version: i64,
}

/// What is to be changed of a variant; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VariantPatch {
    pub step: Option<Quantity>,
    pub minimum: Option<Quantity>,
    pub maximum: Option<Quantity>,
    pub weighed: Option<bool>,
    pub position: Option<i32>,
    pub active: Option<bool>,
    pub price: PriceEdit,
    /// Everything that is still to come.
    pub scheduled_prices: Option<Vec<ScheduledPrice>>,
}

/// What a change of a variant is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantCase {
    pub variant: Option<VariantRecord>,
    /// By the clock that decides on prices.
    pub now: OffsetDateTime,
}

/// What of a variant can change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantState {
    #[serde(flatten)]
    pub terms: VariantTerms,
    #[serde(flatten)]
    pub tag: PriceTag,
    pub scheduled_prices: Vec<ScheduledPrice>,
}

/// What is to become of a variant, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantChange {
    pub id: VariantId,
    pub before: VariantState,
    pub after: VariantState,
}

impl VariantChange {
    /// The price from now on, if it is another.
    #[must_use]
    pub fn new_price(&self) -> Option<&PriceTag> {
        (self.before.tag != self.after.tag).then_some(&self.after.tag)
    }

    /// The prices to come, if they are others.
    #[must_use]
    pub fn new_schedule(&self) -> Option<&[ScheduledPrice]> {
        let (before, after) = (&self.before, &self.after);
        (before.scheduled_prices != after.scheduled_prices).then_some(&after.scheduled_prices)
    }
}

/// Why a variant is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeVariantError {
    #[error("no such variant")]
    NotFound,
    #[error("the variant has another version")]
    OtherVersion,
    #[error("what the variant would be does not fit together")]
    Unsound(Vec<Violation>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ChangeVariantError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::Unsound(_) => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "variant_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::Unsound(_) => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Unsound(violations) => violations.clone(),
            _ => Vec::new(),
        }
    }
}

impl VariantTerms {
    fn patched(&self, patch: &VariantPatch) -> Result<Self, Invalid> {
        let rules = &self.rules;
        Ok(Self {
            rules: SellingRules::new(
                patch.step.unwrap_or(rules.step()),
                patch.minimum.unwrap_or(rules.minimum()),
                patch.maximum.unwrap_or(rules.maximum()),
            )?,
            weighed: patch.weighed.unwrap_or(self.weighed),
            position: patch.position.unwrap_or(self.position),
            active: patch.active.unwrap_or(self.active),
        })
    }
}

impl VariantCase {
    /// `None`: nothing changes. All that does not fit is named at once.
    pub fn patch(
        &self,
        patch: &VariantPatch,
        expected: &ExpectedVersion,
    ) -> Result<Option<VariantChange>, ChangeVariantError> {
        let variant = self.variant.as_ref().ok_or(ChangeVariantError::NotFound)?;
        if !expected.takes(variant.version) {
            return Err(ChangeVariantError::OtherVersion);
        }
        let before = VariantState {
            terms: variant.terms,
            tag: variant.tag,
            scheduled_prices: variant.scheduled_prices.clone(),
        };
        let after = self.patched(&before, patch)?;
        let change = VariantChange {
            id: variant.id,
            before,
            after,
        };
        Ok((change.before != change.after).then_some(change))
    }

    fn patched(
        &self,
        before: &VariantState,
        patch: &VariantPatch,
    ) -> Result<VariantState, ChangeVariantError> {
        let unsound = |Invalid(code)| Violation::new("/step", code);
        let terms = before.terms.patched(patch).map_err(unsound);
        let tag = patch.price.onto(before.tag);
        let mut scheduled_prices = before.scheduled_prices.clone();
        let mut wrong = Vec::new();
        if let Some(wished) = &patch.scheduled_prices {
            wrong = check_schedule(wished, self.now);
            scheduled_prices.clone_from(wished);
            scheduled_prices.sort_by_key(ScheduledPrice::starts_at);
        }
        match (terms, tag) {
            (Ok(terms), Ok(tag)) if wrong.is_empty() => Ok(VariantState {
                terms,
                tag,
                scheduled_prices,
            }),
            (terms, tag) => {
                let mut violations: Vec<_> =
                    [terms.err(), tag.err()].into_iter().flatten().collect();
                violations.append(&mut wrong);
                Err(ChangeVariantError::Unsound(violations))
            }
        }
    }
}

/// Where variants are kept.
pub trait Variants: Send + Sync {
    /// In one transaction: reads the case, lets `decide` say what is to become of the variant, and writes that
    /// with its line in the audit log. A new price is added to those that held before. Answers the variant as it
    /// is then.
    async fn change(
        &self,
        sku: &Sku,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&VariantCase) -> Result<Option<VariantChange>, ChangeVariantError> + Send,
    ) -> Result<VariantRecord, ChangeVariantError>;
}

/// Changes what is to be changed of a variant.
pub async fn patch(
    variants: &impl Variants,
    clock: &impl Clock,
    actor: &Actor,
    sku: &Sku,
    patch: &VariantPatch,
    expected: &ExpectedVersion,
) -> Result<VariantRecord, ChangeVariantError> {
    let decide = |case: &VariantCase| case.patch(patch, expected);
    variants.change(sku, actor, clock.now(), decide).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Money;
    use crate::catalog::tests::variant;
    use time::Duration;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    fn case() -> VariantCase {
        VariantCase {
            variant: Some(variant(true)),
            now: NOW,
        }
    }

    fn scheduled(seconds: i64, price: i64) -> ScheduledPrice {
        let tag = PriceTag::new(Money::rupiah(price)).unwrap();
        ScheduledPrice::new(NOW + Duration::seconds(seconds), tag)
    }

    fn patched(patch: &VariantPatch) -> Result<Option<VariantChange>, ChangeVariantError> {
        case().patch(patch, &ExpectedVersion::OneOf(vec![3]))
    }

    #[test]
    fn what_stays_as_it_is_is_no_change() {
        assert_eq!(patched(&VariantPatch::default()).unwrap(), None);
        let same = VariantPatch {
            weighed: Some(false),
            price: PriceEdit {
                price: Some(Money::rupiah(1_000)),
                ..PriceEdit::default()
            },
            scheduled_prices: Some(vec![]),
            ..VariantPatch::default()
        };
        assert_eq!(patched(&same).unwrap(), None);
    }

    #[test]
    fn terms_change_without_the_price_and_the_price_without_the_schedule() {
        let resting = VariantPatch {
            active: Some(false),
            ..VariantPatch::default()
        };
        let change = patched(&resting).unwrap().unwrap();
        assert!(!change.after.terms.active);
        assert_eq!((change.new_price(), change.new_schedule()), (None, None));
        let cheaper = VariantPatch {
            price: PriceEdit {
                price: Some(Money::rupiah(900)),
                ..PriceEdit::default()
            },
            ..VariantPatch::default()
        };
        let change = patched(&cheaper).unwrap().unwrap();
        let price = change.new_price().map(PriceTag::price);
        assert_eq!(
            (price, change.new_schedule()),
            (Some(Money::rupiah(900)), None)
        );
        let planned = VariantPatch {
            scheduled_prices: Some(vec![scheduled(2, 800), scheduled(1, 900)]),
            ..VariantPatch::default()
        };
        let change = patched(&planned).unwrap().unwrap();
        assert_eq!(change.new_price(), None);
        let expected = [scheduled(1, 900), scheduled(2, 800)];
        assert_eq!(change.new_schedule(), Some(&expected[..]));
    }

    #[test]
    fn all_that_does_not_fit_is_named_at_once() {
        let patch = VariantPatch {
            step: Some(Quantity::from_thousandths(300)),
            price: PriceEdit {
                price: Some(Money::ZERO),
                ..PriceEdit::default()
            },
            scheduled_prices: Some(vec![scheduled(0, 1)]),
            ..VariantPatch::default()
        };
        let wrong = patched(&patch).unwrap_err().violations();
        let wrong: Vec<_> = wrong
            .iter()
            .map(|bad| (bad.pointer.as_str(), bad.code))
            .collect();
        assert_eq!(
            wrong,
            [
                ("/step", "invalid_selling_rules"),
                ("/price", "invalid_price"),
                ("/scheduled_prices/0/starts_at", "not_in_the_future")
            ]
        );
    }

    #[test]
    fn a_change_made_of_an_old_version_is_refused() {
        let refused = case().patch(&VariantPatch::default(), &ExpectedVersion::OneOf(vec![2]));
        assert_eq!(refused.unwrap_err().code(), "version_mismatch");
        let nothing = VariantCase {
            variant: None,
            now: NOW,
        };
        let refused = nothing.patch(&VariantPatch::default(), &ExpectedVersion::Any);
        assert_eq!(refused.unwrap_err().code(), "variant_not_found");
    }
}
