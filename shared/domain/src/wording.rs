//! Amounts, quantities and days as people in Indonesia read them, in both of the shop's languages.

use crate::catalog::Unit;
use crate::{Language, Money, Quantity};
use time::{Date, Month};

/// Whole rupiah as receipts have it, in both languages: `Rp17.000`.
#[must_use]
pub fn rupiah(amount: Money) -> String {
    let digits = amount.amount().unsigned_abs().to_string();
    let mut text = String::from(if amount.is_negative() { "−Rp" } else { "Rp" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A quantity and its unit, without the zeros that say nothing: `1,25 kg`, `2 bunches`.
#[must_use]
pub fn quantity(quantity: Quantity, unit: Unit, language: Language) -> String {
    let exact = quantity.to_string();
    let shortest = exact.trim_end_matches('0').trim_end_matches('.');
    let amount = match language {
        Language::Id => shortest.replace('.', ","),
        Language::En => shortest.to_owned(),
    };
    let is_one = quantity == Quantity::from_thousandths(1_000);
    format!("{amount} {}", unit_name(unit, is_one, language))
}

/// Indonesian units are themselves; English has a word for most.
#[must_use]
pub const fn unit_name(unit: Unit, is_one: bool, language: Language) -> &'static str {
    match (language, unit, is_one) {
        (Language::En, Unit::Ikat, true) => "bunch",
        (Language::En, Unit::Ikat, false) => "bunches",
        (Language::En, Unit::Pack, false) => "packs",
        (Language::En, Unit::Sisir, true) => "hand",
        (Language::En, Unit::Sisir, false) => "hands",
        (Language::En, Unit::Buah | Unit::Butir, true) => "piece",
        (Language::En, Unit::Buah | Unit::Butir, false) => "pieces",
        _ => unit.as_str(),
    }
}

/// `23 November 2026`, `17 Agustus 2026`.
#[must_use]
pub fn day(date: Date, language: Language) -> String {
    let month = match language {
        Language::Id => indonesian_month(date.month()).to_owned(),
        Language::En => date.month().to_string(),
    };
    format!("{} {month} {}", date.day(), date.year())
}

const fn indonesian_month(month: Month) -> &'static str {
    match month {
        Month::January => "Januari",
        Month::February => "Februari",
        Month::March => "Maret",
        Month::April => "April",
        Month::May => "Mei",
        Month::June => "Juni",
        Month::July => "Juli",
        Month::August => "Agustus",
        Month::September => "September",
        Month::October => "Oktober",
        Month::November => "November",
        Month::December => "Desember",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn amounts_are_grouped_in_thousands() {
        for (amount, text) in [
            (0, "Rp0"),
            (999, "Rp999"),
            (17_000, "Rp17.000"),
            (1_234_567, "Rp1.234.567"),
            (-5_000, "−Rp5.000"),
        ] {
            assert_eq!(rupiah(Money::rupiah(amount)), text);
        }
    }

    #[test]
    fn quantities_lose_the_zeros_that_say_nothing_and_gain_a_unit() {
        for (thousandths, unit, id, en) in [
            (1_250, Unit::Kg, "1,25 kg", "1.25 kg"),
            (1_000, Unit::Ikat, "1 ikat", "1 bunch"),
            (10_000, Unit::Ikat, "10 ikat", "10 bunches"),
            (500, Unit::Sisir, "0,5 sisir", "0.5 hands"),
            (250_000, Unit::G, "250 g", "250 g"),
            (0, Unit::Butir, "0 butir", "0 pieces"),
        ] {
            let amount = Quantity::from_thousandths(thousandths);
            assert_eq!(quantity(amount, unit, Language::Id), id);
            assert_eq!(quantity(amount, unit, Language::En), en);
        }
    }

    #[test]
    fn months_have_names_in_both_languages() {
        let independence_day = date!(2026 - 08 - 17);
        assert_eq!(day(independence_day, Language::Id), "17 Agustus 2026");
        assert_eq!(day(independence_day, Language::En), "17 August 2026");
    }
}
