//! What every function shares: start-up, logs, authentication, requests, answers, problems, queue batches.
//!
//! An endpoint's binary is `runtime::serve(place_order::handle)`, a queue's
//! `runtime::consume::<_, Retries, _, _>(apply_payment_to_order::handle)`, a schedule's
//! `runtime::run(relay_outbox::handle)`: each builds the handler's first argument from the environment and stops, naming
//! it, if a variable is missing or bad.

mod address;
mod auth;
mod batch;
mod consume;
mod consume_text;
mod csv;
mod deadline;
mod edge;
mod fields;
mod invocation;
mod links;
mod logs;
mod messages;
mod negotiation;
mod one_time_codes;
mod problem;
mod public_pages;
mod reply;
mod request;
mod serve;
mod tokens;

pub use address::WrittenPlace;
pub use auth::Auth;
pub use batch::Batch;
pub use consume::{consume, consume_together, process, process_together, run, span_of};
pub use consume_text::{consume_text, process_text};
pub use csv::csv_cell;
pub use fields::Fields;
pub use links::Links;
pub use messages::message;
pub use one_time_codes::OneTimeCodes;
pub use problem::Problem;
pub use public_pages::PublicPages;
pub use reply::Reply;
pub use request::{PageView, Request};
pub use serve::{answer, answer_until, serve};
pub use tokens::{AccessClaims, IssuedToken, PublicKeys, TokenSigner, TokenVerifier};
