//! Payments: attempts to pay an order, what the gateways say of them, and money given back.

pub mod bill;
pub mod cash;
pub mod confirm;
pub mod credit;
pub mod desk;
pub mod events;
pub mod gateway;
pub mod give_back;
pub mod ledger;
pub mod list;
pub mod method;
pub mod notification;
pub mod payment;
pub mod payouts;
pub mod ports;
pub mod reconcile;
pub mod refunding;
pub mod settlement;
pub mod start;
pub mod status;
pub mod wind_up;

pub use bill::{Bill, BillItem, Payer};
pub use gateway::{Ending, Gateway, GatewayError, GatewayReport, Opened};
pub use method::{Bank, GatewayName, Method};
pub use payment::{
    Attempt, BillPayment, CardForm, Instructions, Payment, Refund, RefundStatus, VirtualAccount,
};
pub use ports::{Cashier, Payments, Standing};
pub use status::{GatewayStatus, PaymentStatus};
