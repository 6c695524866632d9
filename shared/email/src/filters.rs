//! What templates can do to a value: money, quantities, times, links and names, as people write them.

use domain::{Money, wording};
use minijinja::{Environment, Error, ErrorKind, Value};
use serde::Deserialize;

use crate::{Language, calendar, clean, content::DeliveryWindow, render::Format};

/// Registers the filters, which answer in that format and language.
pub(crate) fn add(environment: &mut Environment<'static>, format: Format, language: Language) {
    environment.add_filter("rupiah", rupiah);
    environment.add_filter("quantity", move |amount: &str, unit: &str| {
        quantity(amount, unit, language)
    });
    environment.add_filter("moment", move |time: &str| {
        Ok::<_, Error>(calendar::moment(calendar::parse(time)?, language))
    });
    environment.add_filter("day", move |date: &str| {
        Ok::<_, Error>(calendar::day(calendar::parse_date(date)?, language))
    });
    environment.add_filter("window", move |window: Value| {
        let window = DeliveryWindow::deserialize(window)?;
        Ok::<_, Error>(calendar::window(window, language))
    });
    environment.add_filter("link", move |target: &str| link(target, format));
    environment.add_filter("greet", greet);
    environment.add_filter("wrap", clean::wrap);
}

fn rupiah(amount: i64) -> String {
    wording::rupiah(Money::rupiah(amount))
}

/// A decimal string and its unit, without the zeros that say nothing: `1,25 kg`, `2 bunches`.
fn quantity(amount: &str, unit: &str, language: Language) -> Result<String, Error> {
    let is_number = !amount.is_empty()
        && amount
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && amount.matches('.').count() <= 1;
    if !is_number {
        return Err(Error::new(ErrorKind::InvalidOperation, "not a quantity"));
    }
    let amount = match amount.split_once('.') {
        Some((whole, fraction)) => match fraction.trim_end_matches('0') {
            "" => whole.to_owned(),
            fraction => {
                let point = match language {
                    Language::Id => ',',
                    Language::En => '.',
                };
                format!("{whole}{point}{fraction}")
            }
        },
        None => amount.to_owned(),
    };
    let unit = unit_name(unit, amount == "1", language);
    Ok(format!("{amount} {unit}"))
}

/// Indonesian units are themselves; English has a word for most.
fn unit_name(unit: &str, is_one: bool, language: Language) -> &str {
    if language == Language::Id {
        return unit;
    }
    match (unit, is_one) {
        ("ikat", true) => "bunch",
        ("ikat", false) => "bunches",
        ("pack", false) => "packs",
        ("sisir", true) => "hand",
        ("sisir", false) => "hands",
        ("buah" | "butir", true) => "piece",
        ("buah" | "butir", false) => "pieces",
        _ => unit,
    }
}

/// A link that opens a page and does nothing else.
fn link(target: &str, format: Format) -> Result<Value, Error> {
    let opens_a_page = target.starts_with("https://") || target.starts_with("http://");
    let is_plain = target
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"'<>`\\".contains(&byte));
    if !opens_a_page || !is_plain {
        return Err(Error::new(ErrorKind::InvalidOperation, "not a link"));
    }
    Ok(match format {
        // Autoescape would also spell out every slash, which some that rewrite links do not undo.
        // The check above leaves the ampersand as all that has a meaning in HTML.
        Format::Html => Value::from_safe_string(target.replace('&', "&amp;")),
        Format::Text => Value::from(target),
    })
}

/// `"Halo" | greet("Siti")` is "Halo, Siti"; "Halo" when no name is left.
fn greet(salutation: &str, name: &str) -> String {
    match clean::person(name).as_str() {
        "" => salutation.to_owned(),
        name => format!("{salutation}, {name}"),
    }
}
