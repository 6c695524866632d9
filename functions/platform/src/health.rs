//! `GET /v1/health`: whether the shop answers; with `?deep=1`, whether what it depends on does.

use cache::Cache;
use postgres::Database;
use runtime::{Problem, Reply, Request};
use serde::{Deserialize, Serialize};

config::app! {
    /// What health looks at.
    pub struct App {
        database: Database,
        cache: Cache,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    deep: Option<u8>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Ok,
    /// The shop goes on, with less.
    Degraded,
}

#[derive(Serialize)]
struct Health {
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    dependencies: Option<Dependencies>,
}

#[derive(Serialize)]
struct Dependencies {
    database: bool,
    cache: bool,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let query: Query = request.query()?;
    if query.deep != Some(1) {
        return Ok(Reply::ok(&Health {
            status: Status::Ok,
            dependencies: None,
        }));
    }
    // Without its database there is no shop: 503. Without its cache it goes on.
    app.database.ping().await?;
    let cache = app.cache.ping().await;
    Ok(Reply::ok(&Health {
        status: if cache { Status::Ok } else { Status::Degraded },
        dependencies: Some(Dependencies {
            database: true,
            cache,
        }),
    }))
}
