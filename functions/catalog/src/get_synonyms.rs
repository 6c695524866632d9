//! `GET /v1/admin/search/synonyms`: the terms that mean the same to a search.

use crate::{SynonymsApp, synonyms_view};
use domain::catalog::Synonyms;
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &SynonymsApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::CatalogWrite).await?;
    let synonyms = app.synonyms.find().await?;
    Ok(synonyms_view::reply(&synonyms))
}
