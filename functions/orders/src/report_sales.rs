//! `GET /v1/admin/reports/sales`: what was sold, by day, category or SKU, as JSON or CSV.

mod csv;

use domain::failure::{Failure, Kind, Violation};
use domain::identity::Permission;
use domain::orders::sales::{
    Figures, Grouping, Period, Sales, SalesKey, SalesReport, SalesRequest, SalesRow,
};
use domain::{Language, PageRequest};
use postgres::PgSalesReports;
use runtime::{Auth, Fields, PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use time::Date;

config::app! {
    /// What reports of sales need.
    pub struct App {
        auth: Auth,
        sales: PgSalesReports,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    #[serde(with = "domain::catalog::date_text")]
    from: Date,
    #[serde(with = "domain::catalog::date_text")]
    to: Date,
    by: Grouping,
    format: Option<Format>,
    limit: Option<u8>,
    cursor: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Csv,
}

const JSON: &str = "application/json";
const CSV: &str = "text/csv";
/// Rows of a page when the caller does not say.
const DEFAULT_LIMIT: u8 = 100;

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::ReportsRead).await?;
    let query: Query = request.query()?;
    let format = query.format(&request)?;
    let page = query.page(&request)?;
    let mut fields = Fields::default();
    let Some(period) = fields.take("/to", Period::new(query.from, query.to)) else {
        return Err(fields.problem());
    };
    let wanted = SalesRequest {
        period,
        by: query.by,
        after: page.after,
        // A file is taken whole.
        limit: (format == Format::Json).then_some(page.limit),
    };
    let report = app.sales.report(&wanted).await?;
    let language = request.language();
    let reply = match format {
        Format::Json => Reply::ok(&ReportView::new(&report, &wanted, language)),
        Format::Csv => file(&report, &wanted, language),
    };
    Ok(reply.header("vary", "accept, accept-language"))
}

/// The cursor is another grouping's.
#[derive(Debug, thiserror::Error)]
#[error("the cursor cannot be read")]
struct BadCursor;

impl Failure for BadCursor {
    fn kind(&self) -> Kind {
        Kind::Malformed
    }

    fn code(&self) -> &'static str {
        "malformed_request"
    }

    fn violations(&self) -> Vec<Violation> {
        vec![Violation::new("/cursor", "malformed_parameter")]
    }
}

impl Query {
    /// What the address says, or else what `Accept` prefers.
    fn format(&self, request: &Request) -> Result<Format, Problem> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let is_csv = request.preferred_type(&[JSON, CSV])? == CSV;
        Ok(if is_csv { Format::Csv } else { Format::Json })
    }

    fn page(&self, request: &Request) -> Result<PageRequest<SalesKey>, Problem> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        let page: PageRequest<SalesKey> = request.page(Some(limit), self.cursor.as_deref())?;
        let after = page.after.as_ref();
        if after.is_some_and(|key| key.grouping() != self.by) {
            return Err(BadCursor.into());
        }
        Ok(page)
    }
}

fn file(report: &SalesReport, wanted: &SalesRequest, language: Language) -> Reply {
    let (from, to) = (wanted.period.from(), wanted.period.to());
    let name = format!("sales-{}-{from}-{to}.csv", wanted.by.as_str());
    let text = csv::write(wanted.by, &report.rows.items, language);
    Reply::file("text/csv; charset=utf-8; header=present", &name, text)
}

#[derive(Serialize)]
struct ReportView<'a> {
    #[serde(with = "domain::catalog::date_text")]
    from: Date,
    #[serde(with = "domain::catalog::date_text")]
    to: Date,
    by: Grouping,
    totals: &'a Figures,
    #[serde(flatten)]
    rows: PageView<RowView<'a>>,
}

#[derive(Serialize)]
struct RowView<'a> {
    /// Under `day`, `category` or `sku`.
    #[serde(flatten)]
    key: &'a SalesKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(flatten)]
    figures: &'a Figures,
}

impl<'a> ReportView<'a> {
    fn new(report: &'a SalesReport, wanted: &SalesRequest, language: Language) -> Self {
        Self {
            from: wanted.period.from(),
            to: wanted.period.to(),
            by: wanted.by,
            totals: &report.totals,
            rows: PageView::new(&report.rows, |row| RowView::new(row, language)),
        }
    }
}

impl<'a> RowView<'a> {
    fn new(row: &'a SalesRow, language: Language) -> Self {
        Self {
            key: &row.key,
            name: row.name.as_ref().map(|name| name.in_language(language)),
            figures: &row.figures,
        }
    }
}
