//! A checkout as the shop's books have it: whose cart, where it goes, and what the catalogue says of it.

use crate::cart::{CartOwner, Substitution};
use crate::catalog::{LotLevel, SellingRules, Sku, Unit};
use crate::ids::{AddressId, SlotId, VariantId};
use crate::money::{BasisPoints, OutOfRange};
use crate::orders::coupon::CartCoupon;
use crate::orders::pricing::Priced;
use crate::orders::{Address, Customer, OrderLine, Postcode, Slot, Zone};
use crate::{Language, Money, Quantity};

/// Where a checkout goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Destination {
    /// An entry of the buyer's address book.
    Saved(AddressId),
    Inline(Box<Address>),
    /// Enough for a quote.
    Postcode(Postcode),
}

/// Whose cart goes where and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Basket {
    pub owner: CartOwner,
    pub destination: Destination,
    pub slot: Option<SlotId>,
    /// Whether a signed-in buyer's store credit is to pay as much as it can.
    pub use_credit: bool,
    /// What a guest says their address is; a user's is known.
    pub guest_email: Option<String>,
}

/// A cart's line with what the catalogue says of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckoutLine {
    pub variant: VariantId,
    pub sku: Sku,
    pub name_id: String,
    pub name_en: String,
    pub unit: Unit,
    pub quantity: Quantity,
    pub unit_price: Money,
    pub tax_rate: BasisPoints,
    pub weighed: bool,
    pub substitution: Substitution,
    /// What one unit weighs, in kilograms; `None`: nobody knows, and it counts nothing.
    pub unit_weight: Option<Quantity>,
    pub rules: SellingRules,
    /// Active, as is its product.
    pub on_sale: bool,
    /// Whether the cart's coupon, if there is one, is good for it.
    pub discountable: bool,
}

/// A checkout as the shop's books have it, read at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkout {
    /// The signed-in buyer; `None` for a guest.
    pub customer: Option<Customer>,
    pub lines: Vec<CheckoutLine>,
    pub coupon: Option<CartCoupon>,
    /// What of the buyer's store credit is to pay.
    pub credit: Money,
    /// How many cash orders of the last half year the buyer did not take at the door; of a guest by their address.
    pub refused_cash: i64,
    /// Lots of the lines' variants, first expired first.
    pub lots: Vec<(VariantId, LotLevel)>,
    /// `None`: no such entry in the buyer's address book, or only a postcode was given.
    pub address: Option<Address>,
    /// Where the destination lies; `None`: the shop does not deliver there.
    pub zone: Option<Zone>,
    /// The chosen slot, if it is one of that zone.
    pub slot: Option<Slot>,
}

impl CheckoutLine {
    /// The line with its part of the discount.
    #[must_use]
    pub const fn priced(&self, discount: Money) -> Priced {
        Priced {
            quantity: self.quantity,
            unit_price: self.unit_price,
            discount,
            tax_rate: self.tax_rate,
        }
    }

    /// What the line weighs, a gram begun counting whole.
    pub(super) fn weight(&self) -> Result<Quantity, OutOfRange> {
        let unit_weight = self.unit_weight.unwrap_or_default();
        unit_weight.times_up(self.quantity)
    }

    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.name_id,
            Language::En => &self.name_en,
        }
    }

    pub(super) fn into_order_line(self, discount: Money) -> Result<OrderLine, OutOfRange> {
        Ok(OrderLine {
            line_total: self.priced(discount).total()?,
            variant: self.variant,
            sku: self.sku,
            name_id: self.name_id,
            name_en: self.name_en,
            unit: self.unit,
            quantity: self.quantity,
            unit_price: self.unit_price,
            discount,
            tax_rate: self.tax_rate,
            weighed: self.weighed,
            packed_quantity: None,
            substitution: self.substitution,
            substitute_for: None,
        })
    }
}
