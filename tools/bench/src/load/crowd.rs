//! Who comes, and how long they think.

use super::scripts::Part;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crowd {
    /// A day as a shop has it: what is measured there says what the shop can bear.
    Day,
    /// Few in a hurry, of whom many buy: enough orders for a short time to show what becomes of them.
    Rush,
}

impl Crowd {
    /// How long somebody looks at a page before the next call.
    pub(super) fn thinks(self) -> (Duration, Duration) {
        match self {
            Self::Day => (Duration::from_secs(2), Duration::from_secs(8)),
            Self::Rush => (Duration::from_millis(400), Duration::from_millis(1_200)),
        }
    }

    /// What a visitor comes for. Of a hundred on a day 70 browse, 20 fill a cart, 8 buy, 2 are staff; in a rush 30, 10,
    /// 50 and 10. Mixed, so that any fifty in a row are of all kinds.
    pub(super) fn part_of(self, visitor: usize) -> Part {
        let (browse, fill, buy) = match self {
            Self::Day => (70, 20, 8),
            Self::Rush => (30, 10, 50),
        };
        match visitor * 37 % 100 {
            chance if chance < browse => Part::Browses,
            chance if chance < browse + fill => Part::FillsCart,
            chance if chance < browse + fill + buy => Part::Buys,
            _ => Part::Works,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_hundred_in_a_row_each_kind_has_its_share() {
        for (crowd, shares) in [
            (Crowd::Day, [70, 20, 8, 2]),
            (Crowd::Rush, [30, 10, 50, 10]),
        ] {
            let parts: Vec<_> = (300..400).map(|number| crowd.part_of(number)).collect();
            let count = |part| parts.iter().filter(|other| **other == part).count();
            let counts = [Part::Browses, Part::FillsCart, Part::Buys, Part::Works].map(count);
            assert_eq!(counts, shares, "{crowd:?}");
        }
    }
}
