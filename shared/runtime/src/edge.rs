//! The edge: CloudFront before the API. What comes through it brings a key that only the edge knows, and who asks; what
//! does not come through it has gone around the firewall.

use config::{Environment, Secret};
use lambda_http::http::HeaderMap;
use ring::digest::{SHA256, digest};
use std::sync::OnceLock;

/// CloudFront refuses to add headers whose names begin with `x-edge-` or `x-amz-`.
const KEY_HEADER: &str = "shop-edge-key";
/// An address and a port, as CloudFront writes them: `198.51.100.7:46532`, `2001:db8::7:46532`.
const VIEWER_HEADER: &str = "cloudfront-viewer-address";

static EDGE: OnceLock<Edge> = OnceLock::new();

/// Trusts the edge that `EDGE_KEY` tells of, and from then on nobody else. Without the variable there is no edge; two
/// keys, with a comma between them, are both good while one takes the other's place.
pub(crate) fn trust(environment: &Environment) {
    if let Some(key) = environment.optional("EDGE_KEY") {
        // Set once a process; a test's second start finds the first.
        let _ = EDGE.set(Edge(Secret::new(key)));
    }
}

/// Whether a request went around the edge.
pub(crate) fn is_bypassed(headers: &HeaderMap) -> bool {
    EDGE.get().is_some_and(|edge| !edge.sent(headers))
}

/// Who asks, where the edge told.
pub(crate) fn viewer(headers: &HeaderMap) -> Option<&str> {
    EDGE.get()?.viewer(headers)
}

struct Edge(Secret);

impl Edge {
    fn sent(&self, headers: &HeaderMap) -> bool {
        // Of hashes, so that how long it takes tells nothing of the key.
        let hashed = |key: &[u8]| digest(&SHA256, key);
        headers.get(KEY_HEADER).is_some_and(|sent| {
            let sent = hashed(sent.as_bytes());
            let mut keys = self.0.reveal().split(',');
            keys.any(|key| hashed(key.as_bytes()).as_ref() == sent.as_ref())
        })
    }

    fn viewer<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        if !self.sent(headers) {
            return None;
        }
        let (address, _port) = headers
            .get(VIEWER_HEADER)?
            .to_str()
            .ok()?
            .rsplit_once(':')?;
        Some(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_the_edge_says_who_asks() {
        let edge = Edge(Secret::new("known to the edge,the key before"));
        let viewer = |key, address| {
            let headers = headers(&[(KEY_HEADER, key), (VIEWER_HEADER, address)]);
            (
                edge.sent(&headers),
                edge.viewer(&headers).map(str::to_owned),
            )
        };
        let known = "known to the edge";
        let told = |address: &str| (true, Some(address.to_owned()));
        assert_eq!(viewer(known, "198.51.100.7:46532"), told("198.51.100.7"));
        assert_eq!(viewer(known, "2001:db8::7:46532"), told("2001:db8::7"));
        let before = viewer("the key before", "198.51.100.7:46532");
        assert_eq!(before, told("198.51.100.7"));
        assert_eq!(viewer("guessed", "198.51.100.7:46532"), (false, None));
        assert_eq!(viewer("", "198.51.100.7:46532"), (false, None));
        let forged = headers(&[(VIEWER_HEADER, "198.51.100.7:46532")]);
        assert!(!edge.sent(&forged) && edge.viewer(&forged).is_none());
    }

    #[test]
    fn without_a_key_there_is_no_edge() {
        trust(&Environment::default());
        let direct = headers(&[(VIEWER_HEADER, "198.51.100.7:46532")]);
        assert!(!is_bypassed(&direct) && viewer(&direct).is_none());
    }
}
