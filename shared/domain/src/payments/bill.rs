//! What an order owes, and who may pay it.

use crate::ids::{OrderId, UserId};
use crate::links::{LinkKey, Purpose};
use crate::money::OutOfRange;
use crate::orders::{Customer, OrderCode, OrderStatus, PaymentMethod, Totals};
use crate::payments::Method;
use crate::{Language, Money};
use time::OffsetDateTime;

/// An order, as the cashier sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    pub order: OrderId,
    pub code: OrderCode,
    pub customer: Customer,
    pub status: OrderStatus,
    pub payment_method: PaymentMethod,
    pub amount_due: Money,
    /// Until when the order waits to be paid; `None` once it waits no more.
    pub expires_at: Option<OffsetDateTime>,
    /// They add up to `amount_due`.
    pub items: Vec<BillItem>,
}

/// A line of a bill; what is taken off is negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillItem {
    pub id: String,
    pub name: String,
    pub amount: Money,
}

/// Who asks: somebody signed in, somebody with the order's link, or both.
#[derive(Debug, Clone, Copy, Default)]
pub struct Payer<'a> {
    pub user: Option<UserId>,
    pub link: Option<(&'a LinkKey, &'a str)>,
}

impl Bill {
    /// Whether money may be taken for the order, this way, now.
    #[must_use]
    pub fn is_payable(&self, method: Method, now: OffsetDateTime) -> bool {
        use OrderStatus::{
            AwaitingPayment, Confirmed, DeliveryFailed, OutForDelivery, Packed, Picking,
        };
        if self.amount_due <= Money::ZERO {
            return false;
        }
        match method {
            // Cash is taken until the goods are handed over.
            Method::Cod => matches!(
                self.status,
                Confirmed | Picking | Packed | OutForDelivery | DeliveryFailed
            ),
            _ => self.status == AwaitingPayment && self.expires_at.is_some_and(|end| now < end),
        }
    }
}

impl BillItem {
    /// The lines of goods, completed with what else makes up the amount due.
    pub fn all(
        mut goods: Vec<Self>,
        totals: &Totals,
        language: Language,
    ) -> Result<Vec<Self>, OutOfRange> {
        let minus = |amount: Money| Money::ZERO.subtract(amount);
        let credit = totals.credit()?;
        for (id, in_indonesian, in_english, amount) in [
            (
                "discount",
                "Potongan harga",
                "Discount",
                minus(totals.discount)?,
            ),
            ("delivery", "Ongkos kirim", "Delivery", totals.delivery_fee),
            ("tax", "Pajak", "Tax", totals.tax),
            ("credit", "Kredit toko", "Store credit", minus(credit)?),
        ] {
            let name = match language {
                Language::Id => in_indonesian,
                Language::En => in_english,
            };
            goods.push(Self {
                id: id.into(),
                name: name.into(),
                amount,
            });
        }
        goods.retain(|item| !item.amount.is_zero());
        Ok(goods)
    }
}

impl Payer<'_> {
    /// Whether the order is the asker's to see and pay.
    #[must_use]
    pub fn may_pay(&self, bill: &Bill) -> bool {
        let owns = self.user.is_some() && self.user == bill.customer.user;
        owns || self
            .link
            .is_some_and(|(key, token)| key.verify(Purpose::TrackOrder, bill.order, token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_bill_adds_up_to_what_is_due(
            goods in prop::collection::vec(0..1_000_000_i64, 0..10),
            (discount, fee, tax, credit) in (0..100_i64, 0..50_000_i64, 0..90_000_i64, 0..100_i64),
        ) {
            let subtotal: i64 = goods.iter().sum();
            let discount = subtotal * discount / 100;
            let total = subtotal - discount + fee + tax;
            let due = total - total * credit / 100;
            let totals = Totals {
                subtotal: Money::rupiah(subtotal),
                discount: Money::rupiah(discount),
                delivery_fee: Money::rupiah(fee),
                tax: Money::rupiah(tax),
                total: Money::rupiah(total),
                amount_due: Money::rupiah(due),
            };
            let item = |amount: i64| BillItem { id: "sku".into(), name: "Bayam".into(), amount: Money::rupiah(amount) };
            let items = BillItem::all(goods.into_iter().map(item).collect(), &totals, Language::Id).unwrap();
            prop_assert_eq!(Money::sum(items.iter().map(|item| item.amount)).unwrap(), Money::rupiah(due));
            prop_assert!(items.iter().all(|item| !item.amount.is_zero()));
        }
    }
}
