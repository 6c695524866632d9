//! What the two imports are asked alike, and how they answer.

use crate::csv::Separator;
use domain::SystemClock;
use domain::catalog::Actor;
use domain::ids::ImportId;
use runtime::{Problem, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    #[serde(default)]
    dry_run: bool,
}

/// A file and what to do with it.
pub(crate) struct ImportRequest<'a> {
    pub(crate) id: ImportId,
    pub(crate) file: &'a [u8],
    pub(crate) is_dry_run: bool,
    pub(crate) actor: Actor,
}

impl<'a> ImportRequest<'a> {
    /// The answer will tell the import's id, whatever becomes of it.
    pub(crate) fn of(request: &'a Request, actor: Actor) -> Result<Self, Problem> {
        let query: Query = request.query()?;
        let id = request.parsed_header("import-id", "invalid_import_id")?;
        let id = id.unwrap_or_else(|| ImportId::generate(&SystemClock));
        let file = request.csv()?;
        request.answer_header("import-id", id.to_string());
        Ok(Self {
            id,
            file,
            is_dry_run: query.dry_run,
            actor,
        })
    }
}

/// What became of an import, or would become.
#[derive(Serialize)]
pub(crate) struct ImportView<S> {
    pub(crate) import_id: ImportId,
    /// As found in the file.
    pub(crate) separator: Separator,
    #[serde(flatten)]
    pub(crate) summary: S,
}
