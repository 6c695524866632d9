//! `GET /.well-known/jwks.json`: the public keys that access tokens are checked with (RFC 7517).

use runtime::{Problem, PublicKeys, Reply, Request};

/// A key is published this long before it signs (see docs/runbook.md).
const CACHEABLE_SECONDS: u32 = 300;

config::app! {
    /// What the key set needs.
    pub struct App {
        keys: PublicKeys,
    }
}

#[expect(
    clippy::unused_async,
    reason = "every handler is; this one has nothing to wait for"
)]
pub async fn handle(app: &App, _: Request) -> Result<Reply, Problem> {
    Ok(Reply::ok(app.keys.jwks()).cacheable(CACHEABLE_SECONDS))
}
