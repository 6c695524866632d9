//! What a shopper types into the search box, made into words that the catalogue knows.

use crate::Invalid;
use crate::failure::bounded_text;

/// Words for one thing; whichever is typed, all are looked for.
const SYNONYMS: &[&[&str]] = &[
    &["bayam", "bayem"],
    &["brokoli", "broccoli"],
    &["cabai", "cabe", "lombok", "chili", "chilli"],
    &["caisim", "sawi", "sesawi"],
    &["jahe", "ginger"],
    &["kecambah", "tauge", "toge", "taoge"],
    &["kol", "kubis", "cabbage"],
    &["kunyit", "kunir", "turmeric"],
    &["lengkuas", "laos", "galangal"],
    &["mentimun", "timun", "ketimun", "cucumber"],
    &["pakcoy", "pokcoy", "bokcoy"],
    &["pare", "paria", "peria"],
    &["serai", "sereh", "lemongrass"],
    &["singkong", "ketela", "cassava"],
    &["terong", "terung", "eggplant"],
    &["telur", "telor", "egg"],
];

/// More words than this say nothing more.
const MOST_WORDS: usize = 8;

/// A search for at least one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    text: String,
    query: String,
}

impl Search {
    /// `None` when there is no word in the text.
    pub fn parse(text: &str) -> Result<Option<Self>, Invalid> {
        let text = bounded_text(text, 0..=100, "invalid_search")?.to_lowercase();
        let words: Vec<&str> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(MOST_WORDS)
            .collect();
        let query = words
            .iter()
            .copied()
            .map(any_of)
            .collect::<Vec<_>>()
            .join(" & ");
        let text = words.join(" ");
        Ok((!text.is_empty()).then_some(Self { text, query }))
    }

    /// The words as they were typed, for comparing by likeness.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words with their synonyms, in the syntax of a `tsquery`.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }
}

/// The word or any of its synonyms. Words hold letters and digits alone, so the quotes stay closed.
fn any_of(word: &str) -> String {
    let group = SYNONYMS.iter().find(|group| group.contains(&word));
    let quoted = |word: &&str| format!("'{word}'");
    match group {
        Some(group) => format!(
            "({})",
            group.iter().map(quoted).collect::<Vec<_>>().join(" | ")
        ),
        None => quoted(&word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn query(text: &str) -> Option<String> {
        let search = Search::parse(text).unwrap()?;
        Some(search.query().to_owned())
    }

    #[test]
    fn every_word_is_looked_for_under_all_its_names() {
        assert_eq!(
            query(" Bayem,  segar! ").as_deref(),
            Some("('bayam' | 'bayem') & 'segar'")
        );
        assert_eq!(query("' & ! ("), None);
        assert_eq!(query(""), None);
    }

    #[test]
    fn control_characters_and_essays_are_refused() {
        for text in ["a\0b", &"a".repeat(101)] {
            assert_eq!(Search::parse(text), Err(Invalid("invalid_search")));
        }
    }

    #[test]
    fn a_word_belongs_to_one_group() {
        let mut words: Vec<&str> = SYNONYMS.iter().copied().flatten().copied().collect();
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    proptest! {
        #[test]
        fn nothing_typed_leaves_its_quotes(text in ".{0,100}") {
            if let Ok(Some(search)) = Search::parse(&text) {
                let bare = search.query().replace(['(', ')', '|', '&', '\'', ' '], "");
                prop_assert!(bare.chars().all(char::is_alphanumeric));
                prop_assert_eq!(search.query().matches('\'').count() % 2, 0);
            }
        }
    }
}
