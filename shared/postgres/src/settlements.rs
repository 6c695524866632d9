//! Settlements in PostgreSQL, and the books that they are compared with.

use crate::audit::{Entry, note};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::{column, prepared};
use deadpool_postgres::Object;
use domain::events::Event;
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
                let before = last(client, settlement.date(), file).await?;
                let (number, kept) = match before {
                    Some(last) if last.is_same => return Ok(Kept::Before),
                    Some(last) => (last.number.saturating_add(1), Kept::Replaced),
                    None => (1, Kept::New),
                };
                let stored = Stored {
                    settlement,
                    number,
                    file,
                };
                store(client, &stored, actor, now).await?;
                Ok(kept)
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
        let (number, rows, payments, refunds) = tokio::join!(
            biased;
            async { queries::settlement_number().bind(&client, &date).one().await },
            async { queries::settlement_rows().bind(&client, &date).all().await },
            async { queries::ledger_payments().bind(&client, &from, &until, &date).all().await },
            async { queries::ledger_refunds().bind(&client, &from, &until, &date).all().await },
        );
        let rows = rows.map_err(from_postgres)?.into_iter().map(row);
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        let file = number.map_err(from_postgres)?;
        let settlement = (file > 0).then_some(rows);
        let payments = payments.map_err(from_postgres)?.into_iter();
        let refunds = refunds.map_err(from_postgres)?.into_iter();
        Ok(Books {
            file,
            settlement,
            payments: payments.map(payment).collect(),
            refunds: refunds.map(refund).collect(),
        })
    }

    /// Two round trips: what is written, the commit.
    async fn write(
        &self,
        report: &Reconciliation,
        news: Option<&Event>,
    ) -> Result<bool, StoreError> {
        let file = report.settlement.map_or(0, |totals| totals.file);
        let written = serde_json::to_value(report).map_err(broken)?;
        let event_id = news.map(|event| event.id.uuid());
        let event = news.map(serde_json::to_value).transpose().map_err(broken)?;
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (lock, write) = prepared!(
                    client,
                    queries::lock_settlement(),
                    queries::write_reconciliation()
                );
                let (date, at) = (&report.date, &report.compared_at);
                let (locked, told) = tokio::join!(
                    biased;
                    async { lock.bind(client, date).one().await },
                    async { write.bind(client, date, at, &written, &file, &event_id, &event).one().await },
                );
                locked.and(told).map_err(from_postgres)
            })
            .await
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

/// A file that is to be stored, by its place among those of its day.
struct Stored<'a> {
    settlement: &'a Settlement,
    number: i32,
    file: &'a str,
}

/// The day's last file, and whether it is this one; nobody else can store one until the transaction is over.
async fn last(
    client: &Object,
    date: Date,
    file: &str,
) -> Result<Option<queries::StoredSettlement>, StoreError> {
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
    stored: &Stored<'_>,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let Stored {
        settlement,
        number,
        file,
    } = *stored;
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
        details: json!({ "rows": settlement.rows().len(), "file": number }),
    };
    let insert = queries::insert_settlement();
    let (inserted, rows, noted) = tokio::join!(
        biased;
        async { insert.bind(client, &date, &number, &file, &user, &now).one().await },
        insert_rows(client, settlement, number),
        note(client, &entry, &actor.origin, now),
    );
    inserted.map_err(from_postgres)?;
    rows?;
    noted
}

async fn insert_rows(
    client: &Object,
    settlement: &Settlement,
    number: i32,
) -> Result<(), StoreError> {
    let rows = settlement.rows();
    let columns = InsertSettlementRowsParams {
        date: settlement.date(),
        number,
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
