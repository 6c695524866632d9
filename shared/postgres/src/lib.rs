//! PostgreSQL behind the domain's ports: one adapter per aggregate, all SQL in `queries/`.

mod addresses;
mod audit;
mod carts;
mod categories;
mod credentials;
mod database;
mod error;
mod housekeeping;
mod idempotency;
mod inbox;
mod notifications;
mod orders;
mod outbox;
mod payments;
mod products;
mod products_json;
mod sessions;
mod statements;
mod stock;
mod users;

pub use addresses::PgAddresses;
pub use carts::PgCarts;
pub use categories::PgCategories;
pub use credentials::PgCredentials;
pub use database::Database;
pub use housekeeping::PgHousekeeping;
pub use notifications::PgEmails;
pub use orders::{PgDelivery, PgOrders};
pub use outbox::PgOutbox;
pub use payments::PgPayments;
pub use products::PgProducts;
pub use sessions::PgSessions;
pub use stock::PgStock;
pub use users::PgUsers;
