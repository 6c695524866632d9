//! What tests share: a database of their own, requests as API Gateway sends them, keys, callers.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod authenticator;
mod aws;
mod browser;
mod bus;
mod call;
mod chromium;
mod database;
mod events;
mod fake_ses;
mod forge;
mod hex;
mod issuer;
mod keys;
mod lambda;
mod line;
mod local_stripe;
mod metrics;
mod outbox;
mod partner;
mod shop;
mod suite;
mod wire;

pub use authenticator::authenticator_code;
pub use aws::{LocalAws, TestQueue};
pub use browser::{Browser, Returned};
pub use bus::{RabbitMqQueues, SqsQueues, TestBus};
pub use call::{Answer, Call};
pub use chromium::{Chromium, View};
pub use database::{TestDatabase, until_waiting};
pub use events::{EventSchemas, described_events, example_of_event, examples_of_events};
pub use fake_ses::{DyingLine, FakeSes, MailCalls};
pub use forge::Forge;
pub use hex::hex;
pub use issuer::{Issuer, Signature};
pub use keys::{LINK_KEY, SECOND_FACTOR_KEY, Stage, WEBHOOK_KEY};
pub use lambda::serve_function;
pub use line::{Line, eventually};
pub use local_stripe::{Card, LocalStripe, OwnStripe, Told};
pub use metrics::{EmittedMetric, MetricLog};
pub use partner::{Partner, PartnerAnswer, PartnerMessage};
pub use shop::{Shop, Shopper};
pub use suite::openid_of_the_suite;
pub use wire::Wire;
