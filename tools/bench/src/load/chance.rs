//! Chance that falls the same way each time, so that two runs do the same.

use std::time::Duration;

/// `SplitMix64`.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(visitor: usize) -> Self {
        let mut chance = Self(u64::try_from(visitor).unwrap_or_default());
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(1).max(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// One of them, the first ones far more often: a few things sell much, most sell little.
    pub(super) fn popular<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let bound = self.below(things.len()) + 1;
        things.get(self.below(bound))
    }

    pub(super) fn any<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    pub(super) fn between(&mut self, least: Duration, most: Duration) -> Duration {
        let span = usize::try_from(most.saturating_sub(least).as_millis()).unwrap_or_default();
        least + Duration::from_millis(u64::try_from(self.below(span)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_the_same_each_time_and_stays_within_its_bounds() {
        let draw = |visitor| {
            let mut chance = Chance::of(visitor);
            (0..50).map(|_| chance.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
        assert!((0..7).all(|number| draw(3).contains(&number)));
        let mut chance = Chance::of(1);
        let wait = chance.between(Duration::from_secs(2), Duration::from_secs(8));
        assert!((Duration::from_secs(2)..Duration::from_secs(8)).contains(&wait));
        assert_eq!(chance.popular::<u8>(&[]), None);
    }
}
