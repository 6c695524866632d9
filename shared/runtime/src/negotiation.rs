//! Which form of an answer the caller would rather have (RFC 9110 §12.5).

use crate::{Problem, Request};
use domain::failure::{Failure, Kind};

/// Nothing that the caller accepts is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no acceptable media type is offered")]
struct NotAcceptable;

impl Failure for NotAcceptable {
    fn kind(&self) -> Kind {
        Kind::Malformed
    }

    fn code(&self) -> &'static str {
        "not_acceptable"
    }
}

impl Request {
    /// The offered media type that `Accept` prefers, the first of them if it prefers none.
    pub fn preferred_type(&self, offered: &[&'static str]) -> Result<&'static str, Problem> {
        let accept = self.header("accept").unwrap_or_default();
        Ok(preferred(accept, offered).ok_or(NotAcceptable)?)
    }

    /// Whether the caller says that they can unpack this coding. By the standard, who says nothing can unpack them all;
    /// command-line tools say nothing and cannot.
    pub(crate) fn takes_encoding(&self, coding: &str) -> bool {
        let accept = self.header("accept-encoding").unwrap_or_default();
        weight(accept, coding) > 0
    }
}

fn preferred(accept: &str, offered: &[&'static str]) -> Option<&'static str> {
    if accept.trim().is_empty() {
        return offered.first().copied();
    }
    // Of equal ones the last is the maximum: so they are asked from the end.
    let weighed = offered
        .iter()
        .rev()
        .map(|offer| (weight(accept, offer), *offer));
    let (weight, offer) = weighed.max_by_key(|(weight, _)| *weight)?;
    (weight > 0).then_some(offer)
}

/// How much a media type or a coding is wanted, in thousandths: what the most specific range that holds it says.
fn weight(accept: &str, offer: &str) -> u16 {
    let ranges = accept.split(',').filter_map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let specificity = specificity(parts.next()?, offer)?;
        let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let quality = quality.map_or(Some(1_000), thousandths);
        Some((specificity, quality.unwrap_or_default()))
    });
    ranges.max().map_or(0, |(_, quality)| quality)
}

/// How closely a range names the media type or coding; `None` if it does not hold it.
fn specificity(range: &str, offer: &str) -> Option<u8> {
    if range.eq_ignore_ascii_case(offer) {
        return Some(2);
    }
    if range == "*" && !offer.contains('/') {
        return Some(0);
    }
    let (kind, subtype) = range.split_once('/')?;
    let (offered, _) = offer.split_once('/')?;
    match (kind, subtype) {
        ("*", "*") => Some(0),
        (kind, "*") if kind.eq_ignore_ascii_case(offered) => Some(1),
        _ => None,
    }
}

/// A quality value: 0 to 1, with at most three places.
fn thousandths(quality: &str) -> Option<u16> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    if !matches!(whole, "0" | "1") || fraction.len() > 3 {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    let weight = if whole == "1" { 1_000 } else { 0 } + fraction;
    (weight <= 1_000).then_some(weight)
}

#[cfg(test)]
mod tests {
    use super::{preferred, weight};

    #[test]
    fn a_coding_is_taken_by_who_says_so() {
        for (accept, takes) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=1.0, GZIP;q=0.2", true),
            ("*", true),
            ("*;q=0, gzip", true),
            ("", false),
            ("br", false),
            ("identity", false),
            ("gzip;q=0, *", false),
            ("*;q=0", false),
        ] {
            assert_eq!(weight(accept, "gzip") > 0, takes, "{accept}");
        }
    }

    #[test]
    fn the_most_wanted_type_is_chosen() {
        const HTML: Option<&str> = Some("text/html");
        const PDF: Option<&str> = Some("application/pdf");
        for (accept, chosen) in [
            ("", HTML),
            ("*/*", HTML),
            ("text/html", HTML),
            ("application/pdf", PDF),
            ("APPLICATION/PDF", PDF),
            ("application/*", PDF),
            ("text/html,application/pdf", HTML),
            ("text/html;q=0.5, application/pdf", PDF),
            ("text/html;q=0.5, application/pdf;q=0.500", HTML),
            ("*/*;q=0.8, application/pdf;q=0.1", HTML),
            ("text/html;q=0, */*", PDF),
            ("text/*;q=0.2, */*;q=0.3", PDF),
            ("text/html;level=1;q=0.4, application/pdf;q=0.3", HTML),
            ("application/json, application/pdf;q=0.1", PDF),
            ("application/json", None),
            ("image/*", None),
            ("text/html;q=0", None),
            ("*/*;q=0", None),
            ("text/html;q=x", None),
            ("text/html;q=1.5", None),
            ("nonsense", None),
            (",;,", None),
        ] {
            assert_eq!(
                preferred(accept, &["text/html", "application/pdf"]),
                chosen,
                "{accept}"
            );
        }
    }
}
