//! Settlements in PostgreSQL, and the books that they are compared with.

use crate::audit::{Entry, note};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::identity::Actor;
use domain::payments::settlement::{
    Books, Kept, LedgerPayment, LedgerRefund, Reconciliation, RowKind, Settlement, SettlementRow,
    Settlements,
};
use domain::{Money, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::audit as audit_queries;
use postgres_queries::queries::settlements::{self as queries, InsertSettlementRowsParams};
use serde_json::json;
use time::{Date, OffsetDateTime};

adapter! {
    /// [`Settlements`] in PostgreSQL.
    PgSettlements
}

impl Settlements for PgSettlements {
    /// Three round trips: what is there, what is written, the commit.
    async fn keep(
        &self,
        settlement: &Settlement,
        file: &str,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<Kept, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                Ok(match is_same(client, settlement.date(), file).await? {
                    Some(true) => Kept::Before,
                    Some(false) => Kept::Other,
                    None => {
                        store(client, settlement, file, actor, now).await?;
                        Kept::New
                    }
                })
            })
            .await
    }

    async fn books(
        &self,
        date: Date,
        from: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<Books, StoreError> {
        let client = self.0.client().await?;
        let (is_settled, rows, payments, refunds) = tokio::join!(
            biased;
            async { queries::is_settled().bind(&client, &date).one().await },
            async { queries::settlement_rows().bind(&client, &date).all().await },
            async { queries::ledger_payments().bind(&client, &from, &until, &date).all().await },
            async { queries::ledger_refunds().bind(&client, &from, &until, &date).all().await },
        );
        let rows = rows.map_err(from_postgres)?.into_iter().map(row);
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        let settlement = is_settled.map_err(from_postgres)?.then_some(rows);
        let payments = payments.map_err(from_postgres)?.into_iter();
        let refunds = refunds.map_err(from_postgres)?.into_iter();
        Ok(Books {
            settlement,
            payments: payments.map(payment).collect(),
            refunds: refunds.map(refund).collect(),
        })
    }

    async fn write(&self, report: &Reconciliation) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        let written = serde_json::to_value(report).map_err(broken)?;
        queries::write_reconciliation()
            .bind(&client, &report.date, &report.compared_at, &written)
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn report(&self, date: Date) -> Result<Option<Reconciliation>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::find_reconciliation()
            .bind(&client, &date)
            .opt()
            .await
            .map_err(from_postgres)?;
        found
            .map(|report| serde_json::from_value(report).map_err(broken))
            .transpose()
    }

    async fn uncompared(
        &self,
        first: Date,
        last: Date,
        since: OffsetDateTime,
    ) -> Result<Vec<Date>, StoreError> {
        let client = self.0.client().await?;
        queries::uncompared_days()
            .bind(&client, &first, &last, &since)
            .all()
            .await
            .map_err(from_postgres)
    }
}

/// Whether the day's file is this one, if there is any; nobody else can store one until the transaction is over.
async fn is_same(client: &Object, date: Date, file: &str) -> Result<Option<bool>, StoreError> {
    let (lock, read) = prepared!(
        client,
        queries::lock_settlement(),
        queries::stored_settlement()
    );
    let (locked, found) = tokio::join!(
        biased;
        async { lock.bind(client, &date).one().await },
        async { read.bind(client, &file, &date).opt().await },
    );
    locked.map_err(from_postgres)?;
    found.map_err(from_postgres)
}

async fn store(
    client: &Object,
    settlement: &Settlement,
    file: &str,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let _ = prepared!(
        client,
        queries::insert_settlement(),
        queries::insert_settlement_rows(),
        audit_queries::note(),
    );
    let date = settlement.date();
    let user = actor.user.uuid();
    let target = date.to_string();
    let entry = Entry {
        action: "settlement_stored",
        actor: Some(actor.user),
        user: None,
        target: &target,
        details: json!({ "rows": settlement.rows().len() }),
    };
    let (stored, rows, noted) = tokio::join!(
        biased;
        async { queries::insert_settlement().bind(client, &date, &file, &user, &now).one().await },
        insert_rows(client, settlement),
        note(client, &entry, &actor.origin, now),
    );
    stored.map_err(from_postgres)?;
    rows?;
    noted
}

async fn insert_rows(client: &Object, settlement: &Settlement) -> Result<(), StoreError> {
    let rows = settlement.rows();
    let columns = InsertSettlementRowsParams {
        date: settlement.date(),
        rows: column(rows, |row| row.row),
        references: column(rows, |row| row.reference.as_str()),
        kinds: column(rows, |row| row.kind.as_str()),
        refund_keys: column(rows, |row| row.refund_key.as_deref()),
        paid_with: column(rows, |row| row.paid_with.as_str()),
        amounts: column(rows, |row| row.amount.amount()),
        fees: column(rows, |row| row.fee.amount()),
        settled_at: column(rows, |row| row.settled_at),
    };
    queries::insert_settlement_rows()
        .params(client, &columns)
        .await
        .map_err(from_postgres)?;
    Ok(())
}

fn column<'a, T>(rows: &'a [SettlementRow], value: impl Fn(&'a SettlementRow) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

fn row(row: queries::SettlementRow) -> Result<SettlementRow, StoreError> {
    Ok(SettlementRow {
        row: row.row,
        reference: row.reference,
        kind: RowKind::parse(&row.kind).ok_or(broken("an unknown kind of row"))?,
        refund_key: row.refund_key,
        paid_with: row.paid_with,
        amount: Money::rupiah(row.amount),
        fee: Money::rupiah(row.fee),
        settled_at: row.settled_at,
    })
}

fn payment(row: queries::LedgerPayment) -> LedgerPayment {
    LedgerPayment {
        reference: row.reference,
        amount: Money::rupiah(row.amount),
        paid_with: row.paid_with,
        is_paid: row.is_paid,
        is_charged_back: row.is_charged_back,
        is_due: row.is_due,
        is_told_elsewhere: row.is_told_elsewhere,
    }
}

fn refund(row: queries::LedgerRefunds) -> LedgerRefund {
    LedgerRefund {
        reference: row.reference,
        key: row.refund_key,
        amount: Money::rupiah(row.amount),
        is_due: row.is_due,
        is_told_elsewhere: row.is_told_elsewhere,
    }
}
