//! `GET /v1/me/export`: everything that is kept of the user, for the user.

use crate::profile_view::ProfileView;
use domain::cart::{CartLine, Substitution};
use domain::identity::Address;
use domain::identity::export::{
    Archives, ExternalIdentity, PaidOrder, PersonalData, SecondFactorState, SecurityEvent,
};
use domain::identity::profile::DeviceSession;
use domain::ids::{ClaimId, PaymentId, RefundId, SessionId, UploadId};
use domain::notifications::{FeedEntry, NoticeKind, SentMail};
use domain::orders::claims::{Claim, ClaimLine, ClaimReason, ClaimStatus};
use domain::orders::{Order, OrderCode};
use domain::payments::credit::{CreditEntry, CreditKind};
use domain::payments::{Attempt, GatewayName, PaymentStatus, Refund, RefundStatus};
use domain::{Clock, Money, Quantity, SystemClock};
use postgres::{
    PgAddresses, PgCarts, PgClaims, PgCredits, PgEmails, PgFeeds, PgOrders, PgPayments, PgProfiles,
};
use runtime::{Auth, Problem, Reply, Request};
use serde::Serialize;
use std::collections::BTreeSet;
use storage::ImageUrls;
use time::OffsetDateTime;

config::app! {
    /// Where a user's data are kept, in every context.
    pub struct App {
        profiles: PgProfiles,
        addresses: PgAddresses,
        carts: PgCarts,
        orders: PgOrders,
        claims: PgClaims,
        payments: PgPayments,
        credits: PgCredits,
        mails: PgEmails,
        feeds: PgFeeds,
        urls: ImageUrls,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let archives = Archives {
        profiles: &app.profiles,
        addresses: &app.addresses,
        carts: &app.carts,
        orders: &app.orders,
        claims: &app.claims,
        payments: &app.payments,
        credits: &app.credits,
        mails: &app.mails,
        feeds: &app.feeds,
    };
    let data = archives.about(caller.user, &SystemClock).await?;
    let export = Export::new(&data, &app.urls, SystemClock.now());
    Ok(Reply::ok(&export).header(
        "content-disposition",
        "attachment; filename=\"micro-sayur.json\"",
    ))
}

#[derive(Serialize)]
struct Export<'a> {
    #[serde(with = "time::serde::rfc3339")]
    exported_at: OffsetDateTime,
    profile: ProfileView<'a>,
    addresses: &'a [Address],
    sessions: Vec<SessionView<'a>>,
    second_factor: Option<SecondFactorView>,
    external_identities: Vec<ExternalIdentityView<'a>>,
    security_events: Vec<SecurityEventView<'a>>,
    cart: Vec<CartLineView<'a>>,
    orders: Vec<OrderView<'a>>,
    claims: Vec<ClaimView<'a>>,
    credit: Vec<CreditView<'a>>,
    mails: Vec<MailView<'a>>,
    notifications: &'a [FeedEntry],
    /// Kinds of mail that the user does without.
    muted_notifications: &'a BTreeSet<NoticeKind>,
}

impl<'a> Export<'a> {
    fn new(data: &'a PersonalData, urls: &ImageUrls, now: OffsetDateTime) -> Self {
        let record = &data.record;
        Self {
            exported_at: now,
            profile: ProfileView::new(&record.profile, urls),
            addresses: &data.addresses,
            sessions: record.sessions.iter().map(SessionView::from).collect(),
            second_factor: record.second_factor.as_ref().map(SecondFactorView::from),
            external_identities: record
                .external_identities
                .iter()
                .map(ExternalIdentityView::from)
                .collect(),
            security_events: record
                .security_events
                .iter()
                .map(SecurityEventView::from)
                .collect(),
            cart: data.cart.iter().map(CartLineView::from).collect(),
            orders: data.orders.iter().map(OrderView::from).collect(),
            claims: data.claims.iter().map(ClaimView::from).collect(),
            credit: data.credit.iter().map(CreditView::from).collect(),
            mails: data.mails.iter().map(MailView::from).collect(),
            notifications: &data.notifications,
            muted_notifications: &data.muted,
        }
    }
}

#[derive(Serialize)]
struct SessionView<'a> {
    id: SessionId,
    user_agent: &'a str,
    ip: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    last_seen_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    ended_at: Option<OffsetDateTime>,
}

impl<'a> From<&'a DeviceSession> for SessionView<'a> {
    fn from(session: &'a DeviceSession) -> Self {
        Self {
            id: session.id,
            user_agent: &session.user_agent,
            ip: &session.ip,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            ended_at: session.ended_at,
        }
    }
}

#[derive(Serialize)]
struct SecondFactorView {
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    confirmed_at: Option<OffsetDateTime>,
    recovery_codes_left: i64,
}

impl From<&SecondFactorState> for SecondFactorView {
    fn from(factor: &SecondFactorState) -> Self {
        Self {
            created_at: factor.created_at,
            confirmed_at: factor.confirmed_at,
            recovery_codes_left: factor.recovery_codes_left,
        }
    }
}

#[derive(Serialize)]
struct ExternalIdentityView<'a> {
    issuer: &'a str,
    subject: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    linked_at: OffsetDateTime,
}

impl<'a> From<&'a ExternalIdentity> for ExternalIdentityView<'a> {
    fn from(identity: &'a ExternalIdentity) -> Self {
        Self {
            issuer: &identity.issuer,
            subject: &identity.subject,
            linked_at: identity.linked_at,
        }
    }
}

#[derive(Serialize)]
struct SecurityEventView<'a> {
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    action: &'a str,
    by_me: bool,
    about_me: bool,
    ip: &'a str,
    user_agent: &'a str,
    details: &'a serde_json::Value,
}

impl<'a> From<&'a SecurityEvent> for SecurityEventView<'a> {
    fn from(event: &'a SecurityEvent) -> Self {
        Self {
            at: event.at,
            action: &event.action,
            by_me: event.by_user,
            about_me: event.about_user,
            ip: &event.ip,
            user_agent: &event.user_agent,
            details: &event.details,
        }
    }
}

#[derive(Serialize)]
struct CartLineView<'a> {
    sku: &'a str,
    name: &'a str,
    quantity: Quantity,
    unit: &'a str,
    substitution: Substitution,
}

impl<'a> From<&'a CartLine> for CartLineView<'a> {
    fn from(line: &'a CartLine) -> Self {
        Self {
            sku: line.sku.as_str(),
            name: &line.name.id,
            quantity: line.quantity,
            unit: line.unit.as_str(),
            substitution: line.substitution,
        }
    }
}

/// An order as it is kept, with what was paid for it.
#[derive(Serialize)]
struct OrderView<'a> {
    #[serde(flatten)]
    order: &'a Order,
    payments: Vec<PaymentView<'a>>,
    refunds: Vec<RefundView<'a>>,
}

impl<'a> From<&'a PaidOrder> for OrderView<'a> {
    fn from(paid: &'a PaidOrder) -> Self {
        let standing = paid.standing.iter();
        Self {
            order: &paid.order,
            payments: standing
                .clone()
                .flat_map(|standing| standing.attempts.iter().map(PaymentView::from))
                .collect(),
            refunds: standing
                .flat_map(|standing| standing.refunds.iter().map(RefundView::from))
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct PaymentView<'a> {
    id: PaymentId,
    status: PaymentStatus,
    gateway: GatewayName,
    method: &'static str,
    amount: Money,
    gateway_reference: &'a str,
    va_number: Option<&'a str>,
    bill_key: Option<&'a str>,
    paid_with: Option<&'a str>,
    #[serde(with = "time::serde::rfc3339::option")]
    paid_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
}

impl<'a> From<&'a Attempt> for PaymentView<'a> {
    fn from(attempt: &'a Attempt) -> Self {
        let payment = &attempt.payment;
        let instructions = payment.instructions.as_ref();
        let account = instructions.and_then(|how| how.virtual_account.as_ref());
        let bill = instructions.and_then(|how| how.bill_payment.as_ref());
        Self {
            id: payment.id,
            status: payment.status,
            gateway: payment.gateway,
            method: payment.method.as_str(),
            amount: payment.amount,
            gateway_reference: &payment.reference,
            va_number: account.map(|account| account.number.as_str()),
            bill_key: bill.map(|bill| bill.bill_key.as_str()),
            paid_with: payment.paid_with.as_deref(),
            paid_at: payment.paid_at,
            created_at: payment.created_at,
        }
    }
}

#[derive(Serialize)]
struct RefundView<'a> {
    id: RefundId,
    payment_id: PaymentId,
    status: RefundStatus,
    amount: Money,
    reason: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
}

impl<'a> From<&'a Refund> for RefundView<'a> {
    fn from(refund: &'a Refund) -> Self {
        Self {
            id: refund.id,
            payment_id: refund.payment,
            status: refund.status,
            amount: refund.amount,
            reason: &refund.reason,
            created_at: refund.created_at,
        }
    }
}

/// A claim, without who of the staff resolved it.
#[derive(Serialize)]
struct ClaimView<'a> {
    id: ClaimId,
    order_code: &'a OrderCode,
    status: ClaimStatus,
    reason: ClaimReason,
    text: Option<&'a str>,
    lines: &'a [ClaimLine],
    photos: &'a [UploadId],
    #[serde(with = "time::serde::rfc3339")]
    filed_at: OffsetDateTime,
    amount: Option<Money>,
    note: Option<&'a str>,
}

impl<'a> From<&'a Claim> for ClaimView<'a> {
    fn from(claim: &'a Claim) -> Self {
        let resolution = claim.resolution.as_ref();
        Self {
            id: claim.id,
            order_code: &claim.order_code,
            status: claim.status,
            reason: claim.reason,
            text: claim.text.as_deref(),
            lines: &claim.lines,
            photos: &claim.photos,
            filed_at: claim.filed_at,
            amount: resolution.and_then(|resolution| resolution.amount),
            note: resolution.and_then(|resolution| resolution.note.as_deref()),
        }
    }
}

#[derive(Serialize)]
struct CreditView<'a> {
    kind: CreditKind,
    amount: Money,
    balance: Money,
    cause: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

impl<'a> From<&'a CreditEntry> for CreditView<'a> {
    fn from(entry: &'a CreditEntry) -> Self {
        Self {
            kind: entry.kind,
            amount: entry.amount,
            balance: entry.balance,
            cause: &entry.cause,
            at: entry.at,
        }
    }
}

#[derive(Serialize)]
struct MailView<'a> {
    kind: &'a str,
    subject: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

impl<'a> From<&'a SentMail> for MailView<'a> {
    fn from(mail: &'a SentMail) -> Self {
        Self {
            kind: &mail.kind,
            subject: &mail.subject,
            at: mail.at,
        }
    }
}
