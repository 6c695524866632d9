//! `POST /v1/admin/inventory/import`: goods that came in, from a file, all of it or nothing.

use crate::Desk;
use crate::csv::{Separator, read_stock};
use crate::import_request::{ImportRequest, ImportView};
use cache::RedisImports;
use domain::SystemClock;
use domain::catalog::import::{
    Course, ImportError, ImportKind, StockSummary, Summary, import_stock,
};
use domain::identity::Permission;
use postgres::{PgStock, PgStockFiles};
use runtime::{Problem, Reply, Request};

config::app! {
    pub struct App {
        desk: Desk,
        files: PgStockFiles,
        stock: PgStock,
        board: RedisImports,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::InventoryWrite).await?;
    let asked = ImportRequest::of(&request, actor)?;
    let (board, owner) = (&app.board, asked.actor.user);
    let mut course = Course::begin(board, &SystemClock, owner, asked.id, ImportKind::Stock).await;
    let outcome = run(app, &asked, &mut course).await;
    let told = outcome.as_ref().map(|(_, it)| Summary::Stock(*it));
    course.end(&SystemClock, told).await;
    let (separator, summary) = app.desk.write(async { outcome }).await?;
    Ok(Reply::ok(&ImportView {
        import_id: asked.id,
        separator,
        summary,
    }))
}

async fn run(
    app: &App,
    asked: &ImportRequest<'_>,
    course: &mut Course<'_, RedisImports>,
) -> Result<(Separator, StockSummary), ImportError> {
    let (separator, rows) = read_stock(asked.file)?;
    course.has_rows(rows.len());
    let summary = import_stock(
        &app.files,
        &app.stock,
        &SystemClock,
        &asked.actor,
        rows,
        asked.is_dry_run,
        course,
    )
    .await?;
    Ok((separator, summary))
}
