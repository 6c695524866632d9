//! The simulator itself: what it remembers, what it sends, and the steps every door shares.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::clock;
use crate::config::Config;
use crate::customer::page::Pages;
use crate::faults::Faults;
use crate::idempotency::Replays;
use crate::notifications::courier::{Courier, Delivery};
use crate::snap::Session;
use crate::store::{OrderIdTaken, Store};
use crate::transaction::Transaction;
use crate::transaction::method::{Channel, Method};
use crate::transaction::status::Status;
use crate::transaction::view::Merchant;

/// How often the simulator looks for transactions whose time is up.
const EXPIRY_ROUND: Duration = Duration::from_millis(250);

/// A running Midtrans; cloning shares it.
#[derive(Clone)]
pub struct Simulator {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    store: Store,
    courier: Arc<Courier>,
    replays: Replays,
    faults: Faults,
    pages: Pages,
}

/// Why the simulator cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The client that sends notifications.
    #[error("the HTTP client cannot be built")]
    Client(#[from] reqwest::Error),
    /// The pages a customer sees.
    #[error("a page template cannot be read")]
    Template(#[from] minijinja::Error),
}

impl Simulator {
    /// An empty Midtrans for one merchant.
    pub fn new(config: Config) -> Result<Self, SetupError> {
        let courier = Courier::new(config.retry_delays)?;
        let inner = Inner {
            courier,
            pages: Pages::new(&config.merchant_name)?,
            store: Store::default(),
            replays: Replays::default(),
            faults: Faults::default(),
            config,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn replays(&self) -> &Replays {
        &self.inner.replays
    }

    pub(crate) fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    pub(crate) fn pages(&self) -> &Pages {
        &self.inner.pages
    }

    pub(crate) fn merchant(&self) -> Merchant<'_> {
        let config = self.config();
        Merchant {
            id: &config.merchant_id,
            server_key: &config.server_key,
            public_url: &config.public_url,
        }
    }

    /// A customer of a Snap session picks a way to pay.
    pub(crate) fn choose(
        &self,
        session: &Session,
        channel: Channel,
    ) -> Result<Transaction, OrderIdTaken> {
        let config = self.config();
        let method = Method::open(channel, session.order.gross_amount, &config.merchant_name);
        let transaction = Transaction::open(
            &session.order,
            method,
            session.expiry,
            session.targets.clone(),
            clock::now(),
        );
        self.store()
            .add(transaction.clone(), Some(&session.token))?;
        Ok(transaction)
    }

    /// Notifies the merchant of where `transaction` now is, and waits for the first attempt, unless a fault puts it off.
    pub(crate) async fn notify(&self, transaction: &Transaction) -> Vec<Delivery> {
        let body = Value::Object(transaction.notification(&self.merchant()));
        let urls = transaction.targets.urls(&self.config().notification_url);
        let order_id = &transaction.order_id;
        let dispatch = self
            .faults()
            .dispatch(order_id, transaction.status.as_str());
        let courier = &self.inner.courier;
        courier.send(order_id, urls, &body, dispatch).await
    }

    /// Notifies without waiting, as Midtrans does after an API call.
    pub(crate) fn notify_soon(&self, transaction: &Transaction) {
        let (simulator, transaction) = (self.clone(), transaction.clone());
        tokio::spawn(async move { simulator.notify(&transaction).await });
    }

    pub(crate) fn deliveries(&self, order_id: &str) -> Vec<Delivery> {
        self.inner.courier.deliveries(order_id)
    }

    /// Expires what nobody paid in time, for as long as it is polled.
    pub async fn watch_expiry(&self) {
        let mut rounds = tokio::time::interval(EXPIRY_ROUND);
        loop {
            rounds.tick().await;
            let now = clock::now();
            for id in self.store().overdue(now) {
                let expired = self.store().change(&id, |t| t.move_to(Status::Expire, now));
                if let Some(Ok((transaction, ()))) = expired {
                    self.notify_soon(&transaction);
                }
            }
        }
    }
}
