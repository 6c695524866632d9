//! Payments, gateway notifications, refunds.
