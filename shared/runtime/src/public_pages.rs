//! What everybody may read, kept in Redis for a moment, so that a crowd asks the database once.

use crate::reply::json;
use crate::{Problem, Reply, Request};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use cache::{Cache, Pages};
use config::{ConfigError, Environment, FromEnvironment};
use ring::digest::{SHA256, digest};
use serde::Serialize;

/// Public answers of this shop.
#[derive(Clone)]
pub struct PublicPages(Option<Pages>);

impl FromEnvironment for PublicPages {
    /// `PUBLIC_PAGES=off` makes every answer anew. Answers belong to the database they were read from.
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        match environment.optional("PUBLIC_PAGES") {
            Some("off") => return Ok(Self(None)),
            None | Some("on") => {}
            Some(_) => return Err(ConfigError::bad("PUBLIC_PAGES", "neither on nor off")),
        }
        let cache = Cache::from_environment(environment)?;
        let database = database_name(environment.text("DATABASE_URL")?);
        Ok(Self(Some(Pages::new(cache, database))))
    }
}

/// The last part of `postgresql://user:password@host:port/database?options`: nothing secret.
fn database_name(url: &str) -> &str {
    let address = url.split('?').next().unwrap_or_default();
    address.rsplit('/').next().unwrap_or_default()
}

impl PublicPages {
    /// The answer to a request that everybody would get alike, in their language: as it is kept, or with the body
    /// that `make` makes. Caches on the way may keep it for as many seconds as Redis does.
    pub async fn reply<T: Serialize>(
        &self,
        request: &Request,
        seconds: u32,
        make: impl AsyncFnOnce() -> Result<T, Problem>,
    ) -> Result<Reply, Problem> {
        let make = async || make().await.map(|body| json(&body));
        let body = match &self.0 {
            Some(pages) => pages.get(&key(request), seconds, make).await?,
            None => make().await?,
        };
        Ok(Reply::public_json(request, seconds, body))
    }

    /// What public answers tell has changed: none that was made until now is given any more.
    pub async fn changed(&self) {
        if let Some(pages) = &self.0 {
            pages.forget().await;
        }
    }
}

/// A hash, since a query may be long.
fn key(request: &Request) -> String {
    let asked = request.public_key().join("\n");
    URL_SAFE_NO_PAD.encode(digest(&SHA256, asked.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_belong_to_a_database_and_not_to_who_reads_it() {
        for url in [
            "postgresql://sayur",
            "postgresql://catalog:s3cret@db.internal:5432/sayur",
            "postgresql://staff@[::1]/sayur?sslmode=require&options=-c%20a/b",
        ] {
            assert_eq!(database_name(url), "sayur");
        }
    }

    #[test]
    fn a_word_that_is_neither_on_nor_off_stops_the_start() {
        let environment = Environment::from_iter([("PUBLIC_PAGES", "no")]);
        let error = PublicPages::from_environment(&environment).err().unwrap();
        assert!(error.to_string().contains("PUBLIC_PAGES"));
    }
}
