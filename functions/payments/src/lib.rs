//! Payments: starting them, following them, what the gateways say, and the staff's desk; an endpoint or queue in each
//! file.

pub mod complete_payout;
pub mod get_courier_cash;
pub mod get_credit;
pub mod give_credit;
pub mod list_all_payments;
pub mod list_payments;
pub mod list_payouts;
pub mod midtrans_webhook;
pub mod process_payment_event;
pub mod reconcile_payments;
pub mod record_remittance;
pub mod refund_payment;
pub mod report_reconciliation;
pub mod start_payment;
pub mod store_settlement;
pub mod stripe_webhook;

mod cash_view;
mod credit_view;
mod payer;
mod payout_view;
mod reconciliation;
mod statement;
mod view;
mod webhook;
mod words;

use messaging::Publisher;
use postgres::{PgCourierCash, PgCredits, PgPaymentDesk};
use runtime::Auth;

config::app! {
    /// What staff's lists of payments need.
    pub struct DeskApp {
        auth: Auth,
        desk: PgPaymentDesk,
    }
}

config::app! {
    /// What giving money back needs.
    pub struct GivingApp {
        auth: Auth,
        desk: PgPaymentDesk,
        publisher: Publisher,
    }
}

config::app! {
    /// What endpoints of couriers' cash need.
    pub struct CashApp {
        auth: Auth,
        cash: PgCourierCash,
    }
}

config::app! {
    /// What endpoints of store credit need.
    pub struct CreditApp {
        auth: Auth,
        credits: PgCredits,
    }
}
