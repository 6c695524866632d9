//! Who may call: the merchant, with its server key as the user of Basic authentication.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Whether a request carries `server_key`. The password is empty, and Midtrans ignores it.
pub(crate) fn is_merchant(headers: &HeaderMap, server_key: &str) -> bool {
    user(headers).is_some_and(|user| user == server_key)
}

fn user(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (user, _password) = text.split_once(':')?;
    Some(user.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_server_key_is_the_user() {
        // base64 of "key:"
        assert!(is_merchant(&headers("Basic a2V5Og=="), "key"));
        assert!(!is_merchant(&headers("Basic a2V5Og=="), "other"));
    }

    #[test]
    fn anything_else_is_nobody() {
        for value in ["Bearer a2V5Og==", "Basic", "Basic %%%", "Basic a2V5"] {
            assert!(!is_merchant(&headers(value), "key"), "{value}");
        }
        assert!(!is_merchant(&HeaderMap::new(), "key"));
    }
}
