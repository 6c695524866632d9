//! How far imports are.

use crate::Cache;
use config::{ConfigError, Environment, FromEnvironment};
use domain::catalog::import::{ImportBoard, ImportReport};
use domain::ids::{ImportId, UserId};
use time::Duration;

/// Whoever asks later finds the end of an import in the audit log.
const KEPT: Duration = Duration::DAY;

/// [`ImportBoard`] in Redis.
#[derive(Clone)]
pub struct RedisImports(Cache);

impl FromEnvironment for RedisImports {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Cache::from_environment(environment).map(Self)
    }
}

impl ImportBoard for RedisImports {
    async fn put(&self, owner: UserId, report: &ImportReport) {
        // Its keys are strings: it always serialises.
        let json = serde_json::to_string(report).unwrap_or_default();
        let mut set = redis::cmd("SET");
        set.arg(name(owner, report.id))
            .arg(json)
            .arg("EX")
            .arg(KEPT.whole_seconds());
        // The import goes on without: the failure is in the log.
        let _: Option<()> = self.0.query(&set).await;
    }

    async fn find(&self, owner: UserId, id: ImportId) -> Option<ImportReport> {
        let json: Option<String> = self.0.query(redis::cmd("GET").arg(name(owner, id))).await?;
        serde_json::from_str(&json?).ok()
    }
}

/// Under the owner's name: nobody sees or overwrites another's import by choosing its id.
fn name(owner: UserId, id: ImportId) -> String {
    format!("import:{owner}:{id}")
}
