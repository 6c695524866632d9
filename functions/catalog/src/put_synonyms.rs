//! `PUT /v1/admin/search/synonyms`: the terms that mean the same to a search, all of them anew.

use crate::{SynonymsApp, synonyms_view};
use domain::SystemClock;
use domain::catalog::{SynonymGroups, replace_synonyms};
use domain::failure::{Failure, Kind, Violation};
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    groups: Vec<Vec<String>>,
}

#[derive(Debug, thiserror::Error)]
#[error("synonyms break the rules")]
struct BadSynonyms(Vec<Violation>);

impl Failure for BadSynonyms {
    fn kind(&self) -> Kind {
        Kind::Rule
    }

    fn code(&self) -> &'static str {
        "validation_failed"
    }

    fn violations(&self) -> Vec<Violation> {
        self.0.clone()
    }
}

pub async fn handle(app: &SynonymsApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let body: Body = request.json()?;
    let groups = SynonymGroups::parse(&body.groups).map_err(BadSynonyms)?;
    let expected = request.expected_version();
    let synonyms = app
        .desk
        .write(replace_synonyms(
            &app.synonyms,
            &SystemClock,
            &actor,
            groups,
            &expected,
        ))
        .await?;
    Ok(synonyms_view::reply(&synonyms))
}
