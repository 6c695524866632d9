//! Notifications: to whom, signed how, tried how often, and a record of every attempt.

pub(crate) mod courier;
pub(crate) mod retry;
pub(crate) mod signature;

use axum::http::HeaderMap;
use reqwest::Url;

/// Midtrans reads no more URLs than this out of one header.
const MOST_URLS: usize = 3;

/// Where the notifications of one transaction go, as its request's headers say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Targets {
    instead: Vec<Url>,
    besides: Vec<Url>,
}

impl Targets {
    /// Reads `X-Override-Notification` and `X-Append-Notification`: URLs with commas between.
    pub(crate) fn of_headers(headers: &HeaderMap) -> Self {
        let urls = |name: &str| {
            let text = headers.get(name).and_then(|value| value.to_str().ok());
            text.unwrap_or_default()
                .split(',')
                .filter_map(|url| Url::parse(url.trim()).ok())
                .take(MOST_URLS)
                .collect()
        };
        Self {
            instead: urls("x-override-notification"),
            besides: urls("x-append-notification"),
        }
    }

    /// The URLs to notify; `usual` is what the merchant configured.
    pub(crate) fn urls(&self, usual: &Url) -> Vec<Url> {
        if !self.instead.is_empty() {
            return self.instead.clone();
        }
        let mut urls = vec![usual.clone()];
        urls.extend(self.besides.iter().cloned());
        urls
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn targets(name: &'static str, value: &'static str) -> Vec<String> {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        let usual = Url::parse("http://usual/").unwrap();
        Targets::of_headers(&headers)
            .urls(&usual)
            .into_iter()
            .map(String::from)
            .collect()
    }

    #[test]
    fn an_override_replaces_the_usual_url() {
        assert_eq!(
            targets("x-override-notification", "http://a/, http://b/"),
            ["http://a/", "http://b/"]
        );
    }

    #[test]
    fn an_appended_url_comes_after_the_usual_one() {
        assert_eq!(
            targets("x-append-notification", "http://a/"),
            ["http://usual/", "http://a/"]
        );
    }

    #[test]
    fn no_more_than_three_urls_are_read() {
        assert_eq!(
            targets(
                "x-override-notification",
                "http://a/,http://b/,http://c/,http://d/"
            )
            .len(),
            3
        );
    }

    #[test]
    fn an_unreadable_header_changes_nothing() {
        assert_eq!(
            targets("x-override-notification", "nowhere"),
            ["http://usual/"]
        );
    }
}
