//! Which queues an event goes to, by its type.

use domain::catalog::events::{LotNearExpiry, StockLow};
use domain::events::EventType;
use domain::identity::events::{
    AccountErased, EmailChangeRequested, EmailChanged, EmailVerificationRequested,
    ExternalLoginLinked, KnownAddressUsed, PasswordChanged, PasswordResetRequested,
    SecondFactorChanged, UnknownAddressUsed,
};
use domain::notifications::events::{MailResendRequested, WebhookDisabled};
use domain::orders::events::{
    ClaimFiled, ClaimResolved, OrderEdited, OrderPlaced, OrderStatusChanged, OrderUnpaid,
    PaymentNotNeeded, RefundDue,
};
use domain::payments::events::{
    GatewayNotified, PaymentRefunded, PaymentReversed, PaymentStarted, PaymentSucceeded,
    RefundRequested, SettlementDiffers,
};
use std::fmt;
use std::str::FromStr;

/// A queue with one consumer, whatever bus it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// What customers and staff are told of.
    Notifications,
    /// What moves payments.
    Payments,
    /// What moves orders.
    Orders,
    /// What the catalogue counts.
    Catalog,
    /// What partners are told of.
    Webhooks,
}

impl Queue {
    pub const ALL: [Self; 5] = [
        Self::Notifications,
        Self::Payments,
        Self::Orders,
        Self::Catalog,
        Self::Webhooks,
    ];

    /// Its name, on whatever bus.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notifications => "notifications",
            Self::Payments => "payments",
            Self::Orders => "orders",
            Self::Catalog => "catalog",
            Self::Webhooks => "webhooks",
        }
    }

    /// How often a message is delivered before it is a dead letter, whatever the bus: at SQS the queue counts, so
    /// `template.yaml` says the same.
    #[must_use]
    pub const fn tries(self) -> u32 {
        match self {
            // More than an hour: what SES throttles, or cannot take now, are good mails.
            Self::Notifications => 12,
            Self::Payments | Self::Orders | Self::Catalog | Self::Webhooks => 5,
        }
    }
}

impl fmt::Display for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Queue {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|queue| queue.as_str() == name);
        known.ok_or_else(|| {
            let names = Self::ALL.map(Self::as_str).join(", ");
            format!("there is no queue {name:?}, only {names}")
        })
    }
}

use Queue::{Catalog, Notifications, Orders, Payments, Webhooks};

/// Every type of event, and the queues it goes to.
const ROUTES: &[(&str, &[Queue])] = &[
    (AccountErased::TYPE, &[Notifications, Orders]),
    (EmailVerificationRequested::TYPE, &[Notifications]),
    (PasswordResetRequested::TYPE, &[Notifications]),
    (EmailChangeRequested::TYPE, &[Notifications]),
    (KnownAddressUsed::TYPE, &[Notifications]),
    // Nobody is told: it goes where the others go.
    (UnknownAddressUsed::TYPE, &[Notifications]),
    (PasswordChanged::TYPE, &[Notifications]),
    (EmailChanged::TYPE, &[Notifications]),
    (SecondFactorChanged::TYPE, &[Notifications]),
    (ExternalLoginLinked::TYPE, &[Notifications]),
    (OrderPlaced::TYPE, &[Notifications, Catalog, Webhooks]),
    (OrderEdited::TYPE, &[Notifications, Catalog, Webhooks]),
    (
        OrderStatusChanged::TYPE,
        &[Notifications, Payments, Catalog, Webhooks],
    ),
    (OrderUnpaid::TYPE, &[Notifications]),
    (PaymentNotNeeded::TYPE, &[Payments]),
    (RefundDue::TYPE, &[Payments]),
    (ClaimFiled::TYPE, &[Notifications]),
    (ClaimResolved::TYPE, &[Notifications]),
    (GatewayNotified::TYPE, &[Payments]),
    (RefundRequested::TYPE, &[Payments]),
    (PaymentRefunded::TYPE, &[Notifications, Webhooks]),
    (PaymentStarted::TYPE, &[Notifications]),
    (PaymentSucceeded::TYPE, &[Orders, Webhooks]),
    (PaymentReversed::TYPE, &[Orders]),
    (SettlementDiffers::TYPE, &[Notifications]),
    (MailResendRequested::TYPE, &[Notifications]),
    (WebhookDisabled::TYPE, &[Notifications]),
    (StockLow::TYPE, &[Notifications, Webhooks]),
    (LotNearExpiry::TYPE, &[Notifications]),
];

/// The queues of a type of event; none for a type that is not routed.
#[must_use]
pub fn queues_of(kind: &str) -> &'static [Queue] {
    ROUTES
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(&[], |(_, queues)| *queues)
}

#[cfg(test)]
mod tests {
    use super::Queue::{Catalog, Notifications, Orders, Payments, Webhooks};
    use super::{ROUTES, queues_of};
    use domain::notifications::webhooks::WebhookEvent;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// The names that the domain's event types have.
    fn types(folder: &Path) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(types(&path));
            } else {
                let source = fs::read_to_string(&path).unwrap();
                let constants = source.split("const TYPE: &'static str = \"").skip(1);
                found.extend(constants.map(|rest| rest[..rest.find('"').unwrap()].to_owned()));
            }
        }
        found
    }

    #[test]
    fn every_type_of_event_has_its_line() {
        let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
        let routed: BTreeSet<String> = ROUTES.iter().map(|(kind, _)| (*kind).to_owned()).collect();
        assert_eq!(routed, types(&domain));
        assert_eq!(routed.len(), ROUTES.len(), "a type has two lines");
    }

    #[test]
    fn every_type_of_event_has_its_schema_and_its_examples() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/events");
        let names = |folder: &Path| -> BTreeSet<String> {
            let entries = fs::read_dir(folder).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.filter(|name| name.starts_with("sayur.")).collect()
        };
        let routed: BTreeSet<String> = ROUTES.iter().map(|(kind, _)| (*kind).to_owned()).collect();
        let schemas = names(&folder);
        let described = schemas
            .iter()
            .map(|name| name.trim_end_matches(".json").to_owned())
            .collect::<BTreeSet<_>>();
        assert_eq!(described, routed);
        assert_eq!(names(&folder.join("examples")), routed);
    }

    #[test]
    fn each_type_goes_where_somebody_waits_for_it() {
        let routes: Vec<_> = ROUTES
            .iter()
            .map(|(kind, _)| (*kind, queues_of(kind)))
            .collect();
        assert_eq!(
            routes,
            [
                (
                    "sayur.identity.account_erased.v1",
                    &[Notifications, Orders][..]
                ),
                (
                    "sayur.identity.email_verification_requested.v1",
                    &[Notifications]
                ),
                (
                    "sayur.identity.password_reset_requested.v1",
                    &[Notifications]
                ),
                ("sayur.identity.email_change_requested.v1", &[Notifications]),
                ("sayur.identity.known_address_used.v1", &[Notifications]),
                ("sayur.identity.unknown_address_used.v1", &[Notifications]),
                ("sayur.identity.password_changed.v1", &[Notifications]),
                ("sayur.identity.email_changed.v1", &[Notifications]),
                ("sayur.identity.second_factor_changed.v1", &[Notifications]),
                ("sayur.identity.external_login_linked.v1", &[Notifications]),
                (
                    "sayur.orders.order_placed.v1",
                    &[Notifications, Catalog, Webhooks]
                ),
                (
                    "sayur.orders.order_edited.v1",
                    &[Notifications, Catalog, Webhooks]
                ),
                (
                    "sayur.orders.order_status_changed.v1",
                    &[Notifications, Payments, Catalog, Webhooks]
                ),
                ("sayur.orders.order_unpaid.v1", &[Notifications]),
                ("sayur.orders.payment_not_needed.v1", &[Payments]),
                ("sayur.orders.refund_due.v1", &[Payments]),
                ("sayur.orders.claim_filed.v1", &[Notifications]),
                ("sayur.orders.claim_resolved.v1", &[Notifications]),
                ("sayur.payments.gateway_notified.v1", &[Payments]),
                ("sayur.payments.refund_requested.v1", &[Payments]),
                (
                    "sayur.payments.payment_refunded.v1",
                    &[Notifications, Webhooks]
                ),
                ("sayur.payments.payment_started.v1", &[Notifications]),
                ("sayur.payments.payment_succeeded.v1", &[Orders, Webhooks]),
                ("sayur.payments.payment_reversed.v1", &[Orders]),
                ("sayur.payments.settlement_differs.v1", &[Notifications]),
                (
                    "sayur.notifications.mail_resend_requested.v1",
                    &[Notifications]
                ),
                ("sayur.notifications.webhook_disabled.v1", &[Notifications]),
                ("sayur.catalog.stock_low.v1", &[Notifications, Webhooks]),
                ("sayur.catalog.lot_near_expiry.v1", &[Notifications]),
            ]
        );
    }

    #[test]
    fn what_partners_may_see_goes_to_their_queue_and_nothing_else_does() {
        for (kind, queues) in ROUTES {
            let is_told = WebhookEvent::parse(kind).is_some();
            assert_eq!(queues.contains(&Webhooks), is_told, "{kind}");
        }
    }

    #[test]
    fn the_template_gives_up_on_a_message_after_as_many_tries() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../template.yaml");
        let template = fs::read_to_string(path).unwrap();
        for (resource, queue) in [
            ("NotificationsQueue", Notifications),
            ("PaymentsQueue", Payments),
            ("OrdersQueue", Orders),
            ("CatalogQueue", Catalog),
            ("WebhooksQueue", Webhooks),
        ] {
            let (_, described) = template.split_once(&format!("\n  {resource}:\n")).unwrap();
            let (_, count) = described.split_once("maxReceiveCount: ").unwrap();
            let count = count.split(' ').next().unwrap();
            assert_eq!(count.parse(), Ok(queue.tries()), "{resource}");
        }
    }

    #[test]
    fn a_type_without_a_line_goes_nowhere() {
        assert_eq!(queues_of("sayur.orders.order_forgotten.v1"), []);
    }
}
