//! What an operator says about events, as words on a command line.

use domain::ids::EventId;
use messaging::{DeadLetter, Queue};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

pub const HELP: &str = "\
events declare                       make at RabbitMQ what the shop has there
events forget                        delete all of it, with what is in it
events dead-letters QUEUE [which]    show what the consumer of a queue gave up on
events redrive QUEUE [which]         send it to its queue once more
events replay --since TIME [--until TIME] [--type TYPE]
                                     send again what is still in the outbox, to everybody: who had it passes over it
which:
  --type TYPE      such as sayur.orders.order_placed.v1
  --id ID          that event alone
  --older AGE      that happened longer ago than 30s, 15m, 2h or 3d
  --newer AGE      that happened since then
Messages that are no events are shown and sent only when nothing is said of which.
TIME is RFC 3339, such as 2026-11-23T00:00:00Z.";

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Declare,
    Forget,
    DeadLetters { queue: Queue, wanted: Wanted },
    Redrive { queue: Queue, wanted: Wanted },
    Replay(Period),
}

/// Which dead letters; what is `None` takes any.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub kind: Option<String>,
    pub id: Option<EventId>,
    pub older: Option<Duration>,
    pub newer: Option<Duration>,
}

/// Which events of the outbox: from then on, until then, of a type.
#[derive(Debug, PartialEq, Eq)]
pub struct Period {
    pub since: OffsetDateTime,
    pub until: Option<OffsetDateTime>,
    pub kind: Option<String>,
}

/// Why the command line cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CommandError {
    #[error("{0} is no command")]
    Unknown(String),
    #[error("{0} is not an option of this command")]
    UnknownOption(String),
    #[error("{0} wants a value")]
    Missing(String),
    #[error("{0}")]
    Queue(String),
    #[error("{option} wants {expected}, not {value}")]
    Bad {
        option: String,
        expected: &'static str,
        value: String,
    },
}

impl Command {
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, CommandError> {
        let command = words.next().unwrap_or_default();
        match command.as_str() {
            "" | "help" => Ok(Self::Help),
            "declare" => Ok(Self::Declare),
            "forget" => Ok(Self::Forget),
            "dead-letters" => {
                let queue = queue(&mut words)?;
                let wanted = Wanted::parse(words)?;
                Ok(Self::DeadLetters { queue, wanted })
            }
            "redrive" => {
                let queue = queue(&mut words)?;
                let wanted = Wanted::parse(words)?;
                Ok(Self::Redrive { queue, wanted })
            }
            "replay" => Period::parse(words).map(Self::Replay),
            _ => Err(CommandError::Unknown(command)),
        }
    }
}

impl Wanted {
    fn parse(words: impl Iterator<Item = String>) -> Result<Self, CommandError> {
        let mut wanted = Self::default();
        each_option(words, |option, value| {
            match option {
                "--type" => wanted.kind = Some(value.to_owned()),
                "--id" => wanted.id = Some(read(option, "an id", value, |id| id.parse().ok())?),
                "--older" => wanted.older = Some(read(option, "an age such as 2h", value, age)?),
                "--newer" => wanted.newer = Some(read(option, "an age such as 2h", value, age)?),
                _ => return Err(CommandError::UnknownOption(option.to_owned())),
            }
            Ok(())
        })?;
        Ok(wanted)
    }

    #[must_use]
    pub fn includes(&self, letter: &DeadLetter, now: OffsetDateTime) -> bool {
        let Some(event) = &letter.event else {
            return *self == Self::default();
        };
        let age = now - event.time;
        self.kind.as_ref().is_none_or(|kind| *kind == event.kind)
            && self.id.is_none_or(|id| id == event.id)
            && self.older.is_none_or(|older| age > older)
            && self.newer.is_none_or(|newer| age <= newer)
    }
}

impl Period {
    fn parse(words: impl Iterator<Item = String>) -> Result<Self, CommandError> {
        let (mut since, mut until, mut kind) = (None, None, None);
        each_option(words, |option, value| {
            let time = || read(option, "a time in RFC 3339", value, time);
            match option {
                "--since" => since = Some(time()?),
                "--until" => until = Some(time()?),
                "--type" => kind = Some(value.to_owned()),
                _ => return Err(CommandError::UnknownOption(option.to_owned())),
            }
            Ok(())
        })?;
        let since = since.ok_or_else(|| CommandError::Missing("--since".to_owned()))?;
        Ok(Self { since, until, kind })
    }
}

fn queue(words: &mut impl Iterator<Item = String>) -> Result<Queue, CommandError> {
    let word = words
        .next()
        .ok_or_else(|| CommandError::Missing("QUEUE".to_owned()))?;
    word.parse().map_err(CommandError::Queue)
}

fn each_option(
    mut words: impl Iterator<Item = String>,
    mut take: impl FnMut(&str, &str) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    while let Some(option) = words.next() {
        let value = words
            .next()
            .ok_or_else(|| CommandError::Missing(option.clone()))?;
        take(&option, &value)?;
    }
    Ok(())
}

fn read<T>(
    option: &str,
    expected: &'static str,
    value: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, CommandError> {
    parse(value).ok_or_else(|| CommandError::Bad {
        option: option.to_owned(),
        expected,
        value: value.to_owned(),
    })
}

fn time(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

/// `30s`, `15m`, `2h`, `3d`.
fn age(text: &str) -> Option<Duration> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let count: u32 = number.parse().ok()?;
    let unit = match &text[number.len()..] {
        "s" => Duration::SECOND,
        "m" => Duration::MINUTE,
        "h" => Duration::HOUR,
        "d" => Duration::DAY,
        _ => return None,
    };
    unit.checked_mul(count.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn parse(line: &str) -> Result<Command, CommandError> {
        Command::parse(line.split_whitespace().map(str::to_owned))
    }

    fn wanted(options: &str) -> Wanted {
        match parse(&format!("redrive orders {options}")) {
            Ok(Command::Redrive { wanted, .. }) => wanted,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn commands_are_read() {
        assert_eq!(
            parse("dead-letters notifications"),
            Ok(Command::DeadLetters {
                queue: Queue::Notifications,
                wanted: Wanted::default()
            })
        );
        assert_eq!(
            parse("replay --since 2026-11-23T00:00:00Z --type sayur.catalog.stock_low.v1"),
            Ok(Command::Replay(Period {
                since: datetime!(2026-11-23 00:00 UTC),
                until: None,
                kind: Some("sayur.catalog.stock_low.v1".to_owned()),
            }))
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, problem) in [
            ("resend", "resend is no command"),
            ("redrive", "QUEUE wants a value"),
            (
                "redrive letters",
                "there is no queue \"letters\", only notifications, payments, orders, catalog, webhooks",
            ),
            (
                "redrive orders --older soon",
                "--older wants an age such as 2h, not soon",
            ),
            (
                "redrive orders --since 1",
                "--since is not an option of this command",
            ),
            ("replay", "--since wants a value"),
            (
                "replay --since yesterday",
                "--since wants a time in RFC 3339, not yesterday",
            ),
        ] {
            assert_eq!(parse(line).unwrap_err().to_string(), problem);
        }
    }

    #[test]
    fn dead_letters_are_told_apart_by_type_id_and_age() {
        let event = testkit::example_of_event("sayur.orders.order_placed.v1");
        let now = event.time + Duration::minutes(90);
        let letter = DeadLetter {
            body: serde_json::to_string(&event).unwrap(),
            tries: Some(5),
            event: Some(event.clone()),
        };
        for (options, included) in [
            (String::new(), true),
            ("--type sayur.orders.order_placed.v1".to_owned(), true),
            ("--type sayur.orders.order_edited.v1".to_owned(), false),
            (format!("--id {}", event.id), true),
            (
                "--id 0199d1c4-7a00-7000-8000-000000000001".to_owned(),
                false,
            ),
            ("--older 1h".to_owned(), true),
            ("--older 90m".to_owned(), false),
            ("--newer 90m".to_owned(), true),
            ("--newer 1h".to_owned(), false),
        ] {
            assert_eq!(
                wanted(&options).includes(&letter, now),
                included,
                "{options}"
            );
        }
        let no_event = DeadLetter {
            event: None,
            body: "?".to_owned(),
            tries: None,
        };
        assert!(wanted("").includes(&no_event, now));
        assert!(!wanted("--older 1s").includes(&no_event, now));
    }
}
