//! What a role may allow. A role is a named set of permissions; routes ask for permissions, never for roles.

use crate::named::named;

named! {
    /// A thing that staff may be allowed to do.
    Permission {
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
        /// Say which partners are told of what happens in the shop.
        WebhooksManage = "webhooks.manage",
    }
}
