//! Preparing statements together, and what several of them take.

/// Statements that must run in their order and travel together are prepared before the first is sent: one that
/// still had to be prepared would be overtaken by those after it.
macro_rules! prepared {
    ($client:expr, $($statement:expr),+ $(,)?) => {
        tokio::try_join!($($statement.prepare($client)),+).map_err($crate::error::from_postgres)?
    };
}

pub(crate) use prepared;

/// One value of each row, as a statement takes many.
pub(crate) fn column<'a, R, T>(rows: &'a [R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

/// The pattern of texts that contain this one.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
