//! `GET /v1/admin/reports/reconciliation`: how a day's books and its settlement differ, as JSON or CSV.

use crate::reconciliation::csv;
use domain::identity::Permission;
use domain::payments::settlement::{SettlementError, Settlements};
use postgres::PgSettlements;
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;
use time::Date;

config::app! {
    /// What the report needs.
    pub struct App {
        auth: Auth,
        settlements: PgSettlements,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    #[serde(with = "domain::catalog::date_text")]
    date: Date,
    format: Option<Format>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Csv,
}

const JSON: &str = "application/json";
const CSV: &str = "text/csv";

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::ReportsRead).await?;
    let query: Query = request.query()?;
    // What the address says, or else what `Accept` prefers.
    let format = match query.format {
        Some(format) => format,
        None if request.preferred_type(&[JSON, CSV])? == CSV => Format::Csv,
        None => Format::Json,
    };
    let found = app.settlements.report(query.date).await?;
    let report = found.ok_or(SettlementError::NotCompared)?;
    let reply = match format {
        Format::Json => Reply::ok(&report),
        Format::Csv => {
            let name = format!("reconciliation-{}.csv", report.date);
            Reply::file(
                "text/csv; charset=utf-8; header=present",
                &name,
                csv(&report),
            )
        }
    };
    Ok(reply.header("vary", "accept"))
}
