//! What comes off is never more than there is, and adds up to the rupiah.

use super::*;
use crate::Quantity;
use crate::orders::pricing::{DeliveryTerms, Priced, totals};
use proptest::prelude::*;
use time::Duration;

const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

fn terms(benefit: Benefit) -> CouponTerms {
    CouponTerms {
        benefit,
        minimum_subtotal: Money::ZERO,
        starts_at: None,
        ends_at: None,
        total_limit: None,
        user_limit: None,
        category_ids: Vec::new(),
        first_order_only: false,
        active: true,
    }
}

fn coupon(terms: CouponTerms, used: i32, holder: Option<Holder>) -> CartCoupon {
    CartCoupon {
        code: CouponCode::parse("HEMAT-10").unwrap(),
        known: Some(KnownCoupon {
            terms,
            used,
            holder,
        }),
    }
}

fn items(lines: &[(i64, bool)]) -> Vec<Item> {
    lines
        .iter()
        .map(|&(total, discountable)| Item {
            total: Money::rupiah(total),
            discountable,
        })
        .collect()
}

const TEN_PERCENT: Benefit = Benefit::Percentage {
    rate_bp: 1_000,
    maximum: None,
};

#[test]
fn codes_are_upper_case_however_they_are_written() {
    for (text, code) in [
        ("hemat10", Some("HEMAT10")),
        (" Panen-Raya ", Some("PANEN-RAYA")),
        ("AB", None),
        ("", None),
        ("HEMAT 10", None),
        ("HEMAT_10", None),
        ("HÉMAT", None),
        ("A23456789012345678901234567890123", None),
        (
            "A2345678901234567890123456789012",
            Some("A2345678901234567890123456789012"),
        ),
    ] {
        let parsed = CouponCode::parse(text);
        assert_eq!(
            parsed.ok().as_ref().map(CouponCode::as_str),
            code,
            "{text:?}"
        );
    }
}

#[test]
fn each_kind_takes_off_what_it_says() {
    let goods = items(&[(30_000, true), (20_000, false), (10_001, true)]);
    let most = |maximum| Benefit::Percentage {
        rate_bp: 1_000,
        maximum: Some(Money::rupiah(maximum)),
    };
    for (benefit, parts) in [
        (TEN_PERCENT, [2_999, 0, 1_001]),
        (most(400), [299, 0, 101]),
        (most(9_000), [2_999, 0, 1_001]),
        (
            Benefit::Fixed {
                amount: Money::rupiah(4_000),
            },
            [2_999, 0, 1_001],
        ),
        (
            Benefit::Fixed {
                amount: Money::rupiah(90_000),
            },
            [30_000, 0, 10_001],
        ),
        (Benefit::FreeDelivery, [0, 0, 0]),
    ] {
        let off = discount(Some(&coupon(terms(benefit), 0, None)), &goods, NOW).unwrap();
        assert_eq!(off.parts, parts.map(Money::rupiah), "{benefit:?}");
        assert_eq!(off.free_delivery, benefit == Benefit::FreeDelivery);
        assert_eq!(off.coupon.unwrap().kind, Some(benefit.kind()));
    }
}

#[test]
fn what_stands_in_the_way_is_told_by_its_code() {
    let base = || terms(TEN_PERCENT);
    let user = |uses, has_ordered| Some(Holder { uses, has_ordered });
    let (minute, goods) = (Duration::minutes(1), items(&[(30_000, true)]));
    let limited = CouponTerms {
        user_limit: Some(2),
        ..base()
    };
    let first = CouponTerms {
        first_order_only: true,
        ..base()
    };
    let scarce = CouponTerms {
        total_limit: Some(5),
        ..base()
    };
    let from = CouponTerms {
        starts_at: Some(NOW),
        ..base()
    };
    let later = CouponTerms {
        starts_at: Some(NOW + minute),
        ..base()
    };
    let until = CouponTerms {
        ends_at: Some(NOW),
        ..base()
    };
    let dear = |minimum| CouponTerms {
        minimum_subtotal: Money::rupiah(minimum),
        ..base()
    };
    for (terms, used, holder, problem) in [
        (base(), 9, None, None),
        (from, 0, None, None),
        (later, 0, None, Some("coupon_not_started")),
        (until, 0, None, Some("coupon_expired")),
        (scarce.clone(), 4, None, None),
        (scarce, 5, None, Some("coupon_used_up")),
        (limited.clone(), 9, None, Some("coupon_needs_account")),
        (limited.clone(), 9, user(1, true), None),
        (limited, 9, user(2, true), Some("coupon_limit_reached")),
        (first.clone(), 0, None, Some("coupon_needs_account")),
        (first.clone(), 0, user(0, false), None),
        (first, 0, user(0, true), Some("coupon_first_order_only")),
        (dear(30_000), 0, None, None),
        (dear(30_001), 0, None, Some("below_coupon_minimum")),
    ] {
        let off = discount(Some(&coupon(terms.clone(), used, holder)), &goods, NOW).unwrap();
        let told = off.problem().map(CouponProblem::as_str);
        assert_eq!(told, problem, "{terms:?}");
        assert_eq!(off.sum.is_zero(), problem.is_some());
    }
    let for_others = items(&[(30_000, false)]);
    let off = discount(Some(&coupon(base(), 0, None)), &for_others, NOW).unwrap();
    assert_eq!(off.problem(), Some(CouponProblem::NotForTheseGoods));
    let gone = CartCoupon {
        known: None,
        ..coupon(base(), 0, None)
    };
    let off = discount(Some(&gone), &goods, NOW).unwrap();
    assert_eq!(off.problem(), Some(CouponProblem::NotFound));
}

fn benefits() -> impl Strategy<Value = Benefit> {
    let money = |range: std::ops::Range<i64>| range.prop_map(Money::rupiah);
    prop_oneof![
        (1..=10_000_i32, prop::option::of(money(1..1_000_000)))
            .prop_map(|(rate_bp, maximum)| Benefit::Percentage { rate_bp, maximum }),
        money(1..5_000_000).prop_map(|amount| Benefit::Fixed { amount }),
        Just(Benefit::FreeDelivery),
    ]
}

proptest! {
    #[test]
    fn parts_make_the_discount_and_none_is_more_than_its_line(
        lines in prop::collection::vec((0..3_000_000_i64, any::<bool>()), 0..20), benefit in benefits(),
    ) {
        let items = items(&lines);
        let off = discount(Some(&coupon(terms(benefit), 0, None)), &items, NOW).unwrap();
        prop_assert_eq!(off.parts.len(), items.len());
        prop_assert_eq!(Money::sum(off.parts.iter().copied()).unwrap(), off.sum);
        let eligible: i64 = lines.iter().filter(|(_, is)| *is).map(|(total, _)| total).sum();
        prop_assert!(off.sum.amount() <= eligible);
        for (part, (total, discountable)) in off.parts.iter().zip(&lines) {
            prop_assert!((0..=*total).contains(&part.amount()));
            prop_assert!(*discountable || part.is_zero());
        }
        match benefit {
            Benefit::Percentage { maximum: Some(most), .. } => prop_assert!(off.sum <= most),
            Benefit::Fixed { amount } if off.problem().is_none() => {
                prop_assert_eq!(off.sum.amount(), amount.amount().min(eligible));
            }
            _ => {}
        }
    }

    #[test]
    fn an_order_s_sums_hold_with_any_discount(
        lines in prop::collection::vec((1..50_000_i64, 1..200_000_i64, 0..2_000_i32, any::<bool>()), 1..12),
        benefit in benefits(), fee in 0..50_000_i64,
    ) {
        let mut priced: Vec<Priced> = lines.iter().map(|&(quantity, price, tax_rate, _)| Priced {
            quantity: Quantity::from_thousandths(quantity),
            unit_price: Money::rupiah(price),
            discount: Money::ZERO,
            tax_rate,
        }).collect();
        let delivery = DeliveryTerms { fee: Money::rupiah(fee), free_above: None };
        let before = totals(&priced, delivery).unwrap();
        let items: Vec<Item> = priced.iter().zip(&lines).map(|(line, (.., discountable))| Item {
            total: line.total().unwrap(),
            discountable: *discountable,
        }).collect();
        let off = discount(Some(&coupon(terms(benefit), 0, None)), &items, NOW).unwrap();
        for (line, part) in priced.iter_mut().zip(&off.parts) {
            line.discount = *part;
        }
        let sums = totals(&priced, delivery).unwrap();
        prop_assert_eq!((sums.subtotal, sums.discount), (before.subtotal, off.sum));
        prop_assert!(sums.tax <= before.tax && sums.total <= before.total && !sums.total.is_negative());
        let total = sums.subtotal.amount() - sums.discount.amount() + sums.delivery_fee.amount() + sums.tax.amount();
        prop_assert_eq!(sums.total.amount(), total);
    }
}
