//! Durations and sizes: medians, percentiles, and how they are printed. All of it in integers.

use std::time::Duration;

/// The middle one of a set that is not empty.
pub(crate) fn median<T: Copy + Ord>(values: &[T]) -> Option<T> {
    percentile(values, 50)
}

/// The value below which so many hundredths of the set lie.
pub(crate) fn percentile<T: Copy + Ord>(values: &[T], hundredths: usize) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1)?;
    sorted
        .get((sorted.len() * hundredths / 100).min(last))
        .copied()
}

/// `12.34`
pub(crate) fn milliseconds(duration: Duration) -> String {
    let hundredths = (duration.as_micros() + 5) / 10;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Milliseconds with a fraction, as others write them.
pub(crate) fn parse_milliseconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    let microseconds =
        whole.parse::<u64>().ok()?.checked_mul(1000)? + fraction.parse::<u64>().ok()?;
    Some(Duration::from_micros(microseconds))
}

/// Bytes as `3.21` million.
pub(crate) fn megabytes(bytes: u64) -> String {
    let hundredths = (bytes + 5_000) / 10_000;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// How many times the second the first is: `2.5`.
pub(crate) fn ratio(first: Duration, second: Duration) -> String {
    let tenths = first.as_micros() * 10 / second.as_micros().max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes_are_read_and_written() {
        assert_eq!(
            parse_milliseconds("13.242000"),
            Some(Duration::from_micros(13_242))
        );
        assert_eq!(parse_milliseconds("7"), Some(Duration::from_millis(7)));
        assert_eq!(parse_milliseconds("fast"), None);
        assert_eq!(milliseconds(Duration::from_micros(13_246)), "13.25");
        assert_eq!(megabytes(3_194_999), "3.19");
        assert_eq!(
            ratio(Duration::from_micros(750), Duration::from_micros(300)),
            "2.5"
        );
    }

    #[test]
    fn percentiles_are_values_of_the_set() {
        let values: Vec<u32> = (1..=300).rev().collect();
        assert_eq!(median(&[3, 1, 2]), Some(2));
        assert_eq!(percentile(&values, 99), Some(298));
        assert_eq!(percentile(&[7], 99), Some(7));
        assert_eq!(median::<u32>(&[]), None);
    }
}
