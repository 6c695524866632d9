//! Invoices in PostgreSQL.

use super::rows;
use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::prepared;
use domain::ids::{OrderId, UserId};
use domain::orders::invoice::{Claim, InvoiceNumber, Invoices};
use domain::orders::{Order, OrderCode};
use domain::{Money, StoreError};
use postgres_queries::queries::{invoices as queries, orders};
use uuid::Uuid;

adapter! {
    /// [`Invoices`] in PostgreSQL.
    PgInvoices
}

impl Invoices for PgInvoices {
    /// One round trip.
    async fn find(
        &self,
        code: &OrderCode,
        user: Option<UserId>,
    ) -> Result<Option<(Order, Option<Claim>)>, StoreError> {
        let client = self.0.client().await?;
        let (user, code) = (user.map(Uuid::from), code.as_str());
        let (order, invoice) = (orders::find_order(), queries::find_invoice());
        let (order, invoice) = tokio::join!(
            async {
                order
                    .bind(&client, &None, &Some(code), &user)
                    .opt()
                    .await
                    .map_err(from_postgres)
            },
            async {
                invoice
                    .bind(&client, &code)
                    .opt()
                    .await
                    .map_err(from_postgres)
            },
        );
        let claim = invoice?.map(|row| Claim {
            issued_on: row.issued_on,
            number: row.number.map(|serial| InvoiceNumber {
                year: row.year,
                serial,
            }),
            captured: Money::rupiah(row.captured),
            returned: Money::rupiah(row.returned),
        });
        order?.map(|row| Ok((rows::order(row)?, claim))).transpose()
    }

    /// One round trip, of two statements: the first commits before the second begins, and nobody who wants a
    /// number waits for this client.
    async fn number(&self, order: OrderId) -> Result<Option<InvoiceNumber>, StoreError> {
        let client = self.0.client().await?;
        let (number, read) = (queries::number_invoices(), queries::number_of_invoice());
        prepared!(
            &client,
            queries::number_invoices(),
            queries::number_of_invoice()
        );
        let order = order.uuid();
        let (numbered, found) = tokio::join!(
            biased;
            async { number.bind(&client).one().await },
            async {
                read.bind(&client, &order)
                    .map(|row| InvoiceNumber { year: row.year, serial: row.number })
                    .opt()
                    .await
            },
        );
        numbered.map_err(from_postgres)?;
        found.map_err(from_postgres)
    }
}
