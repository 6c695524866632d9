//! The command line.

use std::time::Duration;

use messaging::Queue;

/// What to feed to which functions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Where functions are invoked.
    pub(crate) functions: String,
    /// Functions and the URLs of their queues at SQS.
    pub(crate) queues: Vec<(String, String)>,
    /// Functions and their queues at RabbitMQ.
    pub(crate) rabbitmq: Vec<(String, Queue)>,
    /// Functions and the time between their runs.
    pub(crate) schedules: Vec<(String, Duration)>,
}

/// Why the command line cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum ArgumentError {
    #[error("{0} is not an option; there are --functions, --queue, --rabbitmq and --schedule")]
    Unknown(String),
    #[error("{0} wants a value")]
    Missing(String),
    #[error("{option} wants {expected}, not {value}")]
    Bad {
        option: String,
        expected: &'static str,
        value: String,
    },
}

impl Arguments {
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, ArgumentError> {
        let mut parsed = Self::default();
        while let Some(option) = words.next() {
            let value = words
                .next()
                .ok_or_else(|| ArgumentError::Missing(option.clone()))?;
            match option.as_str() {
                "--functions" => value
                    .trim_end_matches('/')
                    .clone_into(&mut parsed.functions),
                "--queue" => parsed.queues.push(
                    pair(&value, |url| Some(url.to_owned()))
                        .ok_or_else(|| bad(&option, "function=url", &value))?,
                ),
                "--rabbitmq" => parsed.rabbitmq.push(
                    pair(&value, |queue| queue.parse().ok())
                        .ok_or_else(|| bad(&option, "function=queue", &value))?,
                ),
                "--schedule" => parsed.schedules.push(
                    pair(&value, seconds)
                        .ok_or_else(|| bad(&option, "function=seconds", &value))?,
                ),
                _ => return Err(ArgumentError::Unknown(option)),
            }
        }
        if parsed.functions.is_empty() {
            return Err(ArgumentError::Missing("--functions".to_owned()));
        }
        Ok(parsed)
    }
}

fn pair<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> Option<(String, T)> {
    let (function, rest) = value.split_once('=').filter(|(name, _)| !name.is_empty())?;
    Some((function.to_owned(), read(rest)?))
}

fn seconds(text: &str) -> Option<Duration> {
    text.parse()
        .ok()
        .filter(|seconds| *seconds > 0)
        .map(Duration::from_secs)
}

fn bad(option: &str, expected: &'static str, value: &str) -> ArgumentError {
    ArgumentError::Bad {
        option: option.to_owned(),
        expected,
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, ArgumentError> {
        Arguments::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn queues_and_schedules_are_read() {
        let line = "--functions http://127.0.0.1:9000/ --queue notify=http://q/1?a=b \
            --rabbitmq index-sales=catalog --schedule clean-up=3600";
        let expected = Arguments {
            functions: "http://127.0.0.1:9000".to_owned(),
            queues: vec![("notify".to_owned(), "http://q/1?a=b".to_owned())],
            rabbitmq: vec![("index-sales".to_owned(), Queue::Catalog)],
            schedules: vec![("clean-up".to_owned(), Duration::from_hours(1))],
        };
        assert_eq!(parse(line), Ok(expected));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, problem) in [
            ("--queue notify=u", "--functions wants a value"),
            ("--functions", "--functions wants a value"),
            (
                "--speed 9",
                "--speed is not an option; there are --functions, --queue, --rabbitmq and --schedule",
            ),
            (
                "--functions u --queue notify",
                "--queue wants function=url, not notify",
            ),
            (
                "--functions u --rabbitmq notify=letters",
                "--rabbitmq wants function=queue, not notify=letters",
            ),
            (
                "--functions u --schedule a=0",
                "--schedule wants function=seconds, not a=0",
            ),
        ] {
            assert_eq!(parse(line).unwrap_err().to_string(), problem);
        }
    }
}
