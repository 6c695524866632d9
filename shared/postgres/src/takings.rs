//! Money that came in, or did not, as metrics count it: once, after the commit.

use domain::Money;
use domain::payments::PaymentStatus;
use domain::payments::ports::Step;

/// Money has come in.
pub(crate) fn came_in(amount: Money) {
    telemetry::count(&telemetry::PAYMENTS_SUCCEEDED, 1);
    // What is taken is never below zero.
    let rupiah = amount.amount().try_into().unwrap_or_default();
    telemetry::count(&telemetry::REVENUE, rupiah);
}

/// A payment has moved by a gateway's word.
pub(crate) fn moved(step: &Step<'_>) {
    match step.to {
        PaymentStatus::Succeeded => came_in(step.payment.amount),
        PaymentStatus::Failed => telemetry::count(&telemetry::PAYMENT_FAILURES, 1),
        _ => {}
    }
}
