//! Checkout, delivery, fulfilment, tracking.
