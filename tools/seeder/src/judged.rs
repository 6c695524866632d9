//! Searches of the seeded catalogue, judged as a shopper would, and how well answers do by that.

use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../data/judged-queries.json");

/// What a place on the list counts, in millionths: one over the binary logarithm of the place and one.
const DISCOUNTS: [u64; 10] = [
    1_000_000, 630_930, 500_000, 430_677, 386_853, 356_207, 333_333, 315_465, 301_030, 289_065,
];
/// As good as can be, in thousandths.
pub const PERFECT: u64 = 1_000;

/// A search and what it should find.
#[derive(Debug, Deserialize)]
pub struct JudgedQuery {
    pub q: String,
    /// By slug: 3 is what was meant, 2 is good, 1 will do. Nothing at all where a search means no goods of the shop.
    grades: BTreeMap<String, u32>,
}

/// All of them.
pub fn judged_queries() -> serde_json::Result<Vec<JudgedQuery>> {
    serde_json::from_str(FILE)
}

impl JudgedQuery {
    /// NDCG@10 of what was found, in thousandths: how near the first ten come to the best order there is. Where
    /// nothing should be found, all or nothing.
    #[must_use]
    pub fn score(&self, found: &[String]) -> u64 {
        let mut best: Vec<u64> = self.grades.values().copied().map(gain).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let gained = found
            .iter()
            .map(|slug| gain(self.grades.get(slug).copied().unwrap_or_default()));
        match discounted(best) {
            0 if found.is_empty() => PERFECT,
            0 => 0,
            ideal => discounted(gained) * PERFECT / ideal,
        }
    }
}

/// Each grade is worth twice the one below it, and one more.
fn gain(grade: u32) -> u64 {
    (1 << grade) - 1
}

fn discounted(gains: impl IntoIterator<Item = u64>) -> u64 {
    let places = gains.into_iter().zip(DISCOUNTS);
    places.map(|(gain, discount)| gain * discount).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn query(grades: &[(&str, u32)]) -> JudgedQuery {
        let grades = grades
            .iter()
            .map(|(slug, grade)| ((*slug).to_owned(), *grade));
        JudgedQuery {
            q: "q".into(),
            grades: grades.collect(),
        }
    }

    fn score(judged: &JudgedQuery, found: &[&str]) -> u64 {
        let found: Vec<String> = found.iter().map(|&slug| slug.to_owned()).collect();
        judged.score(&found)
    }

    #[test]
    fn the_best_order_is_perfect_and_nothing_is_worth_nothing() {
        let judged = query(&[("a", 3), ("b", 1)]);
        assert_eq!(score(&judged, &["a", "b"]), PERFECT);
        assert_eq!(score(&judged, &["a", "b", "c"]), PERFECT);
        assert_eq!(score(&judged, &[]), 0);
        // (1 + 7 · 0.63093) / (7 + 0.63093)
        assert_eq!(score(&judged, &["b", "a"]), 709);
        assert_eq!(score(&judged, &["c", "a", "b"]), 644);
    }

    #[test]
    fn nonsense_should_find_nothing() {
        let judged = query(&[]);
        assert_eq!(score(&judged, &[]), PERFECT);
        assert_eq!(score(&judged, &["a"]), 0);
    }

    #[test]
    fn every_query_is_there_once_and_its_grades_are_0_to_3() {
        let queries = judged_queries().unwrap();
        let texts: BTreeSet<&str> = queries.iter().map(|judged| judged.q.as_str()).collect();
        assert_eq!(texts.len(), queries.len());
        assert!(queries.len() >= 80);
        let grades = queries.iter().flat_map(|judged| judged.grades.values());
        assert!(grades.copied().all(|grade| (1..=3).contains(&grade)));
    }
}
