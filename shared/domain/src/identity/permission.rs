//! What a role may allow. A role is a named set of permissions; routes ask for permissions, never for roles.

use serde::{Deserialize, Serialize};

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// A thing that staff may be allowed to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Permission {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl Permission {
            /// Every permission there is.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The name in roles, tokens and the API, such as `orders.read`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

permissions! {
    /// Write categories, products, variants, prices, images.
    CatalogWrite = "catalog.write",
    /// Receive, adjust, transfer stock.
    InventoryWrite = "inventory.write",
    /// See every order and payment.
    OrdersRead = "orders.read",
    /// Pick, pack, substitute, cancel.
    OrdersFulfil = "orders.fulfil",
    /// Take out and deliver.
    OrdersDeliver = "orders.deliver",
    PaymentsRefund = "payments.refund",
    UsersManage = "users.manage",
    RolesManage = "roles.manage",
    PromotionsWrite = "promotions.write",
    ReportsRead = "reports.read",
}
