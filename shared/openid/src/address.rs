//! Addresses that secrets may be sent to.

use http_client::Uri;
use std::net::IpAddr;

/// Not `https://…`, nor `http://…` on the machine itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither https:// nor http:// on a loopback address")]
pub(crate) struct Insecure;

/// The address, if what goes there cannot be read on the way.
pub(crate) fn secure(address: &str) -> Result<&str, Insecure> {
    let uri: Uri = address.parse().map_err(|_| Insecure)?;
    let host = uri.host().ok_or(Insecure)?;
    match uri.scheme_str() {
        Some("https") => Ok(address),
        Some("http") if is_loopback(host) => Ok(address),
        _ => Err(Insecure),
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse()
            .is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Insecure, secure};

    #[test]
    fn plain_http_stays_on_the_machine() {
        for address in [
            "https://accounts.google.com",
            "https://accounts.example/realms/sayur",
            "http://127.0.0.1:4700",
            "http://[::1]:4700/issuer",
            "http://localhost:4700",
        ] {
            assert_eq!(secure(address), Ok(address));
        }
        for address in [
            "",
            "accounts.google.com",
            "/issuer",
            "http://accounts.google.com",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "http://192.0.2.1:4700",
            "ftp://127.0.0.1",
            "javascript:alert(1)",
        ] {
            assert_eq!(secure(address), Err(Insecure), "{address}");
        }
    }
}
