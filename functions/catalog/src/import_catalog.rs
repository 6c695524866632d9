//! `POST /v1/admin/catalog/import`: products and variants from a file, all of it or nothing.

use crate::Desk;
use crate::csv::{Separator, read_catalogue};
use crate::import_request::{ImportRequest, ImportView};
use cache::RedisImports;
use domain::SystemClock;
use domain::catalog::import::{CatalogueSummary, Course, ImportError, ImportKind, Summary, import};
use domain::identity::Permission;
use postgres::PgCatalogueFiles;
use runtime::{Problem, Reply, Request};

config::app! {
    pub struct App {
        desk: Desk,
        files: PgCatalogueFiles,
        board: RedisImports,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let asked = ImportRequest::of(&request, actor)?;
    let (board, owner) = (&app.board, asked.actor.user);
    let mut course = Course::begin(board, &SystemClock, owner, asked.id, ImportKind::Catalog).await;
    let outcome = run(app, &asked, &mut course).await;
    let told = outcome.as_ref().map(|(_, it)| Summary::Catalogue(*it));
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
) -> Result<(Separator, CatalogueSummary), ImportError> {
    let (separator, rows) = read_catalogue(asked.file)?;
    course.has_rows(rows.len());
    let (files, actor) = (&app.files, Some(&asked.actor));
    let summary = import(files, &SystemClock, actor, &rows, asked.is_dry_run, course).await?;
    Ok((separator, summary))
}
