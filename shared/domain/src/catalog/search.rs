//! What a shopper types into the search box, as words.

use crate::Invalid;
use crate::failure::bounded_text;

/// More words than this say nothing more.
const MOST_WORDS: usize = 8;

/// A search for at least one word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Search {
    words: Vec<String>,
}

impl Search {
    /// Up to 100 characters; `None` when there is no word among them.
    pub fn parse(text: &str) -> Result<Option<Self>, Invalid> {
        let words = words(text)?;
        Ok((!words.is_empty()).then_some(Self { words }))
    }

    /// Small letters and digits.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }
}

/// A search of which the last word may still grow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedSearch {
    former: Vec<String>,
    last: String,
}

impl UnfinishedSearch {
    /// Up to 100 characters; `None` when there is no word among them.
    pub fn parse(text: &str) -> Result<Option<Self>, Invalid> {
        let mut former = words(text)?;
        let last = former.pop();
        Ok(last.map(|last| Self { former, last }))
    }

    /// The words before the last.
    #[must_use]
    pub fn former(&self) -> &[String] {
        &self.former
    }

    #[must_use]
    pub fn last(&self) -> &str {
        &self.last
    }
}

/// The words of a text, in small letters; whatever stands between them says nothing.
fn words(text: &str) -> Result<Vec<String>, Invalid> {
    let text = bounded_text(text, 0..=100, "invalid_search")?.to_lowercase();
    Ok(text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_what_is_between_everything_else() {
        let search = Search::parse(" Bayem,  SEGAR! (250g)").unwrap().unwrap();
        assert_eq!(search.words(), ["bayem", "segar", "250g"]);
        for nothing in ["", "' & ! (", "%%%", "***", "🥬 🌶️"] {
            assert_eq!(Search::parse(nothing), Ok(None), "{nothing}");
        }
    }

    #[test]
    fn the_last_word_may_still_grow() {
        let search = UnfinishedSearch::parse("Daun  ba").unwrap().unwrap();
        assert_eq!(
            (search.former(), search.last()),
            (["daun".to_owned()].as_slice(), "ba")
        );
        assert_eq!(UnfinishedSearch::parse("?"), Ok(None));
    }

    #[test]
    fn control_characters_and_essays_are_refused() {
        for text in ["a\0b", &"a".repeat(101), &"bayam ".repeat(2_000)] {
            assert_eq!(Search::parse(text), Err(Invalid("invalid_search")));
        }
    }

    proptest! {
        #[test]
        fn words_hold_no_pattern_and_no_quote(text in ".{0,100}") {
            if let Ok(Some(search)) = Search::parse(&text) {
                prop_assert!(search.words().len() <= MOST_WORDS);
                for word in search.words() {
                    prop_assert!(!word.is_empty() && !word.contains(['%', '_', '\'', '\\', '|', '&', ' ']));
                }
            }
        }
    }
}
