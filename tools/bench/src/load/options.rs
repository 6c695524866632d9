//! What a run is to be like.

use super::crowd::Crowd;
use crate::failure::Failure;
use std::path::PathBuf;
use std::time::Duration;

/// A run is over after so long, whatever was asked for.
const LONGEST: Duration = Duration::from_mins(30);
const MOST_USERS: usize = 5_000;

pub(super) struct Options {
    pub(super) users: usize,
    /// How long they take to come in; not measured.
    pub(super) ramp: Duration,
    /// How long is measured.
    pub(super) duration: Duration,
    /// Whether the numbers are kept for docs/capacity.md.
    pub(super) keep: bool,
    /// Where every call is to be written down; who wants that judges them, too, and has a rush instead of a day.
    pub(super) samples: Option<PathBuf>,
}

impl Options {
    /// `--users N --seconds S [--keep | --samples FILE]`
    pub(super) fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let usage =
            || Failure::new("say `bench load --users N --seconds S [--keep | --samples FILE]`");
        let value = |name: &str| {
            let mut values = arguments.iter().skip_while(|argument| *argument != name);
            values.nth(1)
        };
        let number = |name: &str| {
            let number = value(name).and_then(|value| value.parse::<usize>().ok());
            number.ok_or_else(usage)
        };
        let (users, seconds) = (number("--users")?, number("--seconds")?);
        let duration = Duration::from_secs(u64::try_from(seconds).unwrap_or(u64::MAX));
        if users == 0 || users > MOST_USERS || duration > LONGEST {
            let minutes = LONGEST.as_secs() / 60;
            return Err(Failure::new(format!(
                "1 to {MOST_USERS} users, {minutes} minutes at most"
            )));
        }
        Ok(Self {
            users,
            // Nobody builds a queue that a shop would never see: fifty come in a second.
            ramp: Duration::from_secs(u64::try_from(users / 50).unwrap_or_default().max(10)),
            duration,
            keep: arguments.iter().any(|argument| argument == "--keep"),
            samples: value("--samples").map(PathBuf::from),
        })
    }

    pub(super) fn crowd(&self) -> Crowd {
        if self.samples.is_some() {
            Crowd::Rush
        } else {
            Crowd::Day
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_bounded() {
        let parse = |text: &str| {
            let arguments: Vec<String> = text.split(' ').map(str::to_owned).collect();
            Options::parse(&arguments)
        };
        let options = parse("--users 1000 --seconds 180 --keep").unwrap();
        assert_eq!(
            (
                options.users,
                options.ramp.as_secs(),
                options.duration.as_secs()
            ),
            (1000, 20, 180)
        );
        assert!(options.keep && !parse("--users 1 --seconds 1").unwrap().keep);
        assert_eq!(options.crowd(), Crowd::Day);
        let rush = parse("--users 1 --seconds 1 --samples calls.jsonl").unwrap();
        assert_eq!(rush.crowd(), Crowd::Rush);
        for bad in [
            "--users 0 --seconds 9",
            "--users 9000 --seconds 9",
            "--users 9 --seconds 9000",
            "--users 9",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
