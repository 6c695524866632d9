//! How often Midtrans tries again, by what the merchant answered.

/// Attempts after the first that an answer with `status` earns; `None` is no answer at all.
pub(crate) const fn retries(status: Option<u16>) -> usize {
    match status {
        // A redirect to another method is a mistake of configuration that no retry mends.
        Some(200..=299 | 301..=303) => 0,
        Some(500) => 1,
        Some(400 | 404) => 2,
        Some(503) => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_rule() {
        for (status, count) in [
            (Some(200), 0),
            (Some(204), 0),
            (Some(302), 0),
            (Some(400), 2),
            (Some(401), 5),
            (Some(404), 2),
            (Some(500), 1),
            (Some(502), 5),
            (Some(503), 4),
            (None, 5),
        ] {
            assert_eq!(retries(status), count, "{status:?}");
        }
    }
}
