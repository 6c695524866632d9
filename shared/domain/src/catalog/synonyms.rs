//! Terms that mean the same to shoppers, as staff keep them.

use crate::catalog::Actor;
use crate::failure::{Failure, Kind, Violation};
use crate::{Clock, ExpectedVersion, StoreError};
use std::collections::HashSet;
use time::OffsetDateTime;

const MOST_GROUPS: usize = 300;
const MOST_TERMS: usize = 12;
const MOST_LETTERS: usize = 60;
const MOST_WORDS: usize = 4;

/// Groups of terms for one thing each, in their order. A term is one to four words of small letters and digits, and
/// in one group alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SynonymGroups(Vec<Vec<String>>);

impl SynonymGroups {
    /// Up to 300 groups of 2–12 terms; what stands between words, and capitals, make no difference. Tells all that is
    /// wrong, with pointers below `/groups`.
    pub fn parse(groups: &[Vec<String>]) -> Result<Self, Vec<Violation>> {
        if groups.len() > MOST_GROUPS {
            return Err(vec![Violation::new("/groups", "too_many_groups")]);
        }
        let mut violations = Vec::new();
        let mut known = HashSet::new();
        let mut parsed = Vec::with_capacity(groups.len());
        for (number, group) in groups.iter().enumerate() {
            if !(2..=MOST_TERMS).contains(&group.len()) {
                violations.push(Violation::new(
                    format!("/groups/{number}"),
                    "invalid_synonym_group",
                ));
            }
            let mut terms = Vec::with_capacity(group.len());
            for (position, text) in group.iter().enumerate() {
                let mut wrong = |code| {
                    violations.push(Violation::new(format!("/groups/{number}/{position}"), code));
                };
                match term(text) {
                    None => wrong("invalid_synonym"),
                    Some(term) if !known.insert(term.clone()) => wrong("synonym_taken"),
                    Some(term) => terms.push(term),
                }
            }
            parsed.push(terms);
        }
        if violations.is_empty() {
            Ok(Self(parsed))
        } else {
            Err(violations)
        }
    }

    #[must_use]
    pub fn groups(&self) -> &[Vec<String>] {
        &self.0
    }
}

/// The term as it is compared.
fn term(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    if text.chars().any(char::is_control) {
        return None;
    }
    let words: Vec<&str> = text
        .split(|letter: char| !(letter.is_alphabetic() || letter.is_ascii_digit()))
        .filter(|word| !word.is_empty())
        .collect();
    let term = words.join(" ");
    let fits = (1..=MOST_WORDS).contains(&words.len()) && term.chars().count() <= MOST_LETTERS;
    fits.then_some(term)
}

/// The synonyms, and the version that a change of them names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionedSynonyms {
    pub groups: SynonymGroups,
    pub version: i64,
}

/// Why synonyms are not replaced.
#[derive(Debug, thiserror::Error)]
pub enum SynonymsError {
    #[error("the synonyms have another version")]
    OtherVersion,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SynonymsError {
    fn kind(&self) -> Kind {
        match self {
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::OtherVersion => "version_mismatch",
            Self::Store(error) => error.code(),
        }
    }
}

/// Where synonyms are kept.
pub trait Synonyms: Send + Sync {
    async fn find(&self) -> Result<VersionedSynonyms, StoreError>;

    /// Replaces all of them, if they have an expected version; with a line in the audit log. Gives their version
    /// then, which stays when nothing changes.
    async fn replace(
        &self,
        groups: &SynonymGroups,
        expected: &ExpectedVersion,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<i64, SynonymsError>;
}

/// Replaces all synonyms.
pub async fn replace_synonyms(
    synonyms: &impl Synonyms,
    clock: &impl Clock,
    actor: &Actor,
    groups: SynonymGroups,
    expected: &ExpectedVersion,
) -> Result<VersionedSynonyms, SynonymsError> {
    let version = synonyms
        .replace(&groups, expected, actor, clock.now())
        .await?;
    Ok(VersionedSynonyms { groups, version })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(groups: &[&[&str]]) -> Result<Vec<Vec<String>>, Vec<(String, &'static str)>> {
        let groups: Vec<Vec<String>> = groups
            .iter()
            .map(|terms| terms.iter().map(|&term| term.to_owned()).collect())
            .collect();
        SynonymGroups::parse(&groups)
            .map(|groups| groups.0)
            .map_err(|violations| {
                let pairs = violations
                    .into_iter()
                    .map(|violation| (violation.pointer, violation.code));
                pairs.collect()
            })
    }

    #[test]
    fn terms_are_compared_without_capitals_and_what_stands_between_words() {
        assert_eq!(
            parse(&[&["Cabai", " cabe "], &["Daun-Bawang", "bawang  prei"]]),
            Ok(vec![
                vec!["cabai".into(), "cabe".into()],
                vec!["daun bawang".into(), "bawang prei".into()],
            ])
        );
        assert_eq!(parse(&[]), Ok(vec![]));
    }

    #[test]
    fn everything_wrong_is_told_with_its_place() {
        let long = "a".repeat(61);
        assert_eq!(
            parse(&[
                &["a", "b"],
                &["c", "A!"],
                &["d"],
                &["", "x y z w v", &long, "a\0"],
                &["b", "e"],
            ]),
            Err(vec![
                ("/groups/1/1".into(), "synonym_taken"),
                ("/groups/2".into(), "invalid_synonym_group"),
                ("/groups/3/0".into(), "invalid_synonym"),
                ("/groups/3/1".into(), "invalid_synonym"),
                ("/groups/3/2".into(), "invalid_synonym"),
                ("/groups/3/3".into(), "invalid_synonym"),
                ("/groups/4/0".into(), "synonym_taken"),
            ])
        );
        let many: Vec<Vec<String>> = (0..301)
            .map(|n| vec![format!("a{n}"), format!("b{n}")])
            .collect();
        assert_eq!(
            SynonymGroups::parse(&many),
            Err(vec![Violation::new("/groups", "too_many_groups")])
        );
    }
}
