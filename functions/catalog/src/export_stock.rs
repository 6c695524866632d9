//! `GET /v1/admin/inventory/export`: every lot that holds something, as a file.

use crate::csv::{Download, MOST_ROWS, STOCK_COLUMNS, stock_record};
use domain::catalog::import::StockFiles;
use domain::identity::Permission;
use domain::ids::LotId;
use postgres::PgStockFiles;
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;
use std::ops::ControlFlow;

config::app! {
    pub struct App {
        auth: Auth,
        files: PgStockFiles,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// The last lot of the file before.
    after: Option<LotId>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::InventoryWrite).await?;
    let query: Query = request.query()?;
    let mut file = Download::new(&STOCK_COLUMNS);
    let mut last = query.after;
    // One more than the file takes, so that it knows of the rest.
    let lines = app.files.lines(query.after, MOST_ROWS + 1, |line| {
        file.take(&stock_record(line))?;
        last = Some(line.lot);
        ControlFlow::Continue(())
    });
    lines.await?;
    Ok(file.reply("stock.csv", || {
        let after = last.map(|lot| lot.to_string()).unwrap_or_default();
        format!("/v1/admin/inventory/export?after={after}")
    }))
}
