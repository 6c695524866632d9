//! `GET /v1/admin/catalog/export`: the catalogue as the file that an import takes.

use crate::csv::{CATALOGUE_COLUMNS, Download, MOST_ROWS, catalogue_record};
use crate::query_value::parsed;
use domain::catalog::import::CatalogueFiles;
use domain::catalog::{LineFilter, LineKey, ProductStatus, Slug};
use domain::identity::Permission;
use postgres::PgCatalogueFiles;
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;
use std::ops::ControlFlow;

config::app! {
    pub struct App {
        auth: Auth,
        files: PgCatalogueFiles,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<ProductStatus>,
    #[serde(default, deserialize_with = "parsed")]
    category: Option<Slug>,
    /// The last line of the file before: `slug/SKU`, or `slug` of a product without variants.
    #[serde(default, deserialize_with = "parsed")]
    after: Option<LineKey>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::CatalogWrite).await?;
    let query: Query = request.query()?;
    let filter = LineFilter {
        status: query.status,
        category: query.category,
    };
    let mut file = Download::new(&CATALOGUE_COLUMNS);
    let mut last = query.after.clone();
    // One more than the file takes, so that it knows of the rest.
    let lines = app
        .files
        .lines(&filter, query.after.as_ref(), MOST_ROWS + 1, |line| {
            file.take(&catalogue_record(line))?;
            last = Some(line.key());
            ControlFlow::Continue(())
        });
    lines.await?;
    Ok(file.reply("catalog.csv", || rest(&filter, last.as_ref())))
}

/// Where the lines behind this one are.
fn rest(filter: &LineFilter, last: Option<&LineKey>) -> String {
    let status = filter
        .status
        .map(|status| ("status", status.as_str().to_owned()));
    let category = filter.category.as_ref();
    let category = category.map(|category| ("category", category.to_string()));
    let after = last.map(|key| ("after", key.to_string()));
    let pairs = [status, category, after].into_iter().flatten();
    let query: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!("/v1/admin/catalog/export?{}", query.join("&"))
}
