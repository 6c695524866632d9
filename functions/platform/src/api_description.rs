//! `GET /v1/openapi.json`: what the API tells of itself, as OpenAPI.

use runtime::{Problem, Reply, Request};

/// `docs/openapi.yaml`, made so by the build.
const DESCRIPTION: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/openapi.json.gz"));
const CACHEABLE_SECONDS: u32 = 300;

#[expect(
    clippy::unused_async,
    reason = "every handler is; this one has nothing to wait for"
)]
pub async fn handle((): &(), request: Request) -> Result<Reply, Problem> {
    Reply::packed(&request, CACHEABLE_SECONDS, "application/json", DESCRIPTION)
}
