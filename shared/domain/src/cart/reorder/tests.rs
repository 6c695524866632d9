//! What of an order still fits into a cart.

use super::*;
use proptest::prelude::*;
use time::OffsetDateTime;

const fn units(thousandths: i64) -> Quantity {
    Quantity::from_thousandths(thousandths)
}

/// Something sold in steps of a quarter, from a half to five.
fn line(ordered: i64, in_cart: i64, available: i64) -> Ordered {
    Ordered {
        sku: "TMT-KG".parse().unwrap(),
        quantity: units(ordered),
        substitution: Substitution::Similar,
        offer: Some(Offer {
            variant: VariantId::generate(&OffsetDateTime::UNIX_EPOCH),
            rules: SellingRules::new(units(250), units(500), units(5_000)).unwrap(),
            price: Money::rupiah(18_000),
            available: units(available),
        }),
        in_cart: units(in_cart),
    }
}

#[test]
fn what_does_not_fit_is_said_with_its_reason() {
    for (ordered, in_cart, available, added, code) in [
        (1_250, 0, 9_000, Some((1_250, 5_000)), None),
        (1_250, 2_000, 9_000, Some((1_250, 5_000)), None),
        (3_000, 2_000, 9_000, Some((3_000, 5_000)), None),
        (
            3_250,
            2_000,
            9_000,
            Some((3_250, 5_000)),
            Some("quantity_above_maximum"),
        ),
        (1_000, 5_000, 9_000, None, Some("quantity_above_maximum")),
        (
            1_300,
            0,
            9_000,
            Some((1_250, 5_000)),
            Some("quantity_off_step"),
        ),
        (
            300,
            0,
            9_000,
            Some((500, 5_000)),
            Some("quantity_below_minimum"),
        ),
        (
            1_250,
            0,
            1_100,
            Some((1_250, 1_000)),
            Some("insufficient_stock"),
        ),
        (1_250, 1_000, 1_100, None, Some("insufficient_stock")),
        (1_250, 0, 499, None, Some("insufficient_stock")),
        (1_250, 0, 0, None, Some("insufficient_stock")),
    ] {
        let (addition, change) = addition(&line(ordered, in_cart, available)).unwrap();
        let found = addition.map(|one| (one.quantity.thousandths(), one.bound.thousandths()));
        let case = (ordered, in_cart, available);
        assert_eq!(found, added, "{case:?}");
        assert_eq!(change.map(|change| change.code()), code, "{case:?}");
    }
    let gone = Ordered {
        offer: None,
        ..line(1_000, 0, 0)
    };
    assert_eq!(addition(&gone), Ok((None, Some(Change::NoLongerSold))));
}

proptest! {
    #[test]
    fn what_comes_of_it_can_be_bought(
        ordered in 1..20_000_i64,
        in_cart in 0..20_i64,
        available in 0..9_000_i64,
    ) {
        // What stands in a cart is sold in steps, if it is in at all.
        let in_cart = if in_cart < 2 { 0 } else { in_cart * 250 };
        let line = line(ordered, in_cart, available);
        let (addition, change) = addition(&line).unwrap();
        let Some(added) = addition else {
            prop_assert!(change.is_some());
            return Ok(());
        };
        let after = (in_cart + added.quantity.thousandths()).min(added.bound.thousandths());
        let rules = line.offer.unwrap().rules;
        prop_assert_eq!(rules.check(units(after)), Ok(units(after)));
        prop_assert!(after <= available && after > in_cart);
        prop_assert_eq!(change.is_none(), after == in_cart + ordered);
    }
}
