//! Everything the simulator remembers, in memory: it starts empty and forgets at the end.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::OffsetDateTime;

use crate::snap::Session;
use crate::transaction::Transaction;

/// Sessions and transactions behind one lock, so that each change is seen whole.
#[derive(Default)]
pub(crate) struct Store {
    books: Mutex<Books>,
}

#[derive(Default)]
struct Books {
    /// In the order they were opened.
    transactions: Vec<Transaction>,
    sessions: Vec<Session>,
    /// Which transaction a session led to, by token.
    chosen: HashMap<String, String>,
}

/// The order id is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrderIdTaken;

impl Store {
    pub(crate) fn add_session(&self, session: Session) -> Result<(), OrderIdTaken> {
        let mut books = self.lock();
        books.require_free(&session.order.id)?;
        books.sessions.push(session);
        Ok(())
    }

    pub(crate) fn session(&self, token: &str) -> Option<Session> {
        let books = self.lock();
        books.sessions.iter().find(|s| s.token == token).cloned()
    }

    /// The newest session of an order.
    pub(crate) fn session_of_order(&self, order_id: &str) -> Option<Session> {
        let books = self.lock();
        let mut newest_first = books.sessions.iter().rev();
        newest_first.find(|s| s.order.id == order_id).cloned()
    }

    pub(crate) fn sessions(&self) -> Vec<Session> {
        self.lock().sessions.clone()
    }

    /// Adds a transaction, for the session with `token` if it came from one.
    pub(crate) fn add(
        &self,
        transaction: Transaction,
        token: Option<&str>,
    ) -> Result<(), OrderIdTaken> {
        let mut books = self.lock();
        books.require_free(&transaction.order_id)?;
        if let Some(token) = token {
            books
                .chosen
                .insert(token.to_owned(), transaction.id.clone());
        }
        books.transactions.push(transaction);
        Ok(())
    }

    /// By transaction id, or the newest of an order id.
    pub(crate) fn find(&self, id: &str) -> Option<Transaction> {
        let books = self.lock();
        books.position(id).map(|at| books.transactions[at].clone())
    }

    /// The transaction a customer came to from the session with `token`.
    pub(crate) fn chosen(&self, token: &str) -> Option<Transaction> {
        let id = self.lock().chosen.get(token).cloned()?;
        self.find(&id)
    }

    pub(crate) fn transactions(&self) -> Vec<Transaction> {
        self.lock().transactions.clone()
    }

    /// Changes one transaction under the lock. On an error nothing has changed.
    pub(crate) fn change<T, E>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Option<Result<(Transaction, T), E>> {
        let mut books = self.lock();
        let at = books.position(id)?;
        let mut transaction = books.transactions[at].clone();
        Some(change(&mut transaction).map(|outcome| {
            books.transactions[at] = transaction.clone();
            (transaction, outcome)
        }))
    }

    /// The transactions whose customer's time is up.
    pub(crate) fn overdue(&self, now: OffsetDateTime) -> Vec<String> {
        let books = self.lock();
        let overdue = books.transactions.iter().filter(|t| t.is_overdue(now));
        overdue.map(|t| t.id.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    fn position(&self, id: &str) -> Option<usize> {
        let is_meant = |t: &Transaction| t.id == id || t.order_id == id;
        self.transactions.iter().rposition(is_meant)
    }

    /// An order id is free until a customer picks a way to pay, and again once that came to nothing.
    fn require_free(&self, order_id: &str) -> Result<(), OrderIdTaken> {
        let is_active =
            |t: &Transaction| t.order_id == order_id && !t.status.releases_the_order_id();
        if self.transactions.iter().any(is_active) {
            return Err(OrderIdTaken);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transaction::method::Channel;
    use crate::transaction::status::Status;
    use crate::transaction::tests::{NOW, transaction};

    #[test]
    fn an_order_id_is_taken_while_its_transaction_lives() {
        let store = Store::default();
        let first = transaction(Channel::Qris);
        let id = first.id.clone();
        assert_eq!(store.add(first, None), Ok(()));
        assert_eq!(
            store.add(transaction(Channel::Gopay), None),
            Err(OrderIdTaken)
        );

        let cancel = store.change(&id, |t| t.move_to(Status::Cancel, NOW));
        assert!(cancel.unwrap().is_ok());
        assert_eq!(store.add(transaction(Channel::Gopay), None), Ok(()));
        assert_eq!(
            store.find("order-1").unwrap().method.channel(),
            Channel::Gopay
        );
    }

    #[test]
    fn a_refused_change_changes_nothing() {
        let store = Store::default();
        store.add(transaction(Channel::Qris), None).unwrap();
        let refused = store.change("order-1", |t| {
            t.force(Status::Settlement, NOW);
            Err::<(), _>(())
        });
        assert!(refused.unwrap().is_err());
        assert_eq!(store.find("order-1").unwrap().status, Status::Pending);
    }
}
