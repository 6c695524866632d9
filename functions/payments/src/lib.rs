//! Payments: starting them, following them, and what the gateways say; an endpoint or queue in each file.

pub mod get_credit;
pub mod list_payments;
pub mod midtrans_webhook;
pub mod process_payment_event;
pub mod start_payment;

mod payer;
mod view;
