//! `GET /docs`: the API's description as a page to read.

use runtime::{Problem, Reply, Request};

/// The page with its viewer, and what browsers are to let it do, made so by the build.
const PAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/reference.html.gz"));
const POLICY: &str = include_str!(concat!(env!("OUT_DIR"), "/reference.csp"));
const CACHEABLE_SECONDS: u32 = 300;

#[expect(
    clippy::unused_async,
    reason = "every handler is; this one has nothing to wait for"
)]
pub async fn handle((): &(), request: Request) -> Result<Reply, Problem> {
    let page = Reply::packed(
        &request,
        CACHEABLE_SECONDS,
        "text/html; charset=utf-8",
        PAGE,
    )?;
    Ok(page
        .header("content-security-policy", POLICY)
        .header("referrer-policy", "no-referrer"))
}
