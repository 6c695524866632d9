//! What people type stays text: in HTML, in headers, and in the plain part.

use email::{Content, EmailVerification, Kind, Language, OrderSummary, render, sample};

const LANGUAGES: [Language; 2] = [Language::Id, Language::En];

fn verification(name: &str, link: &str) -> Content {
    Content::EmailVerification(EmailVerification {
        name: name.into(),
        link: link.into(),
        expires_hours: 24,
    })
}

fn order(change: impl FnOnce(&mut OrderSummary)) -> Content {
    let Content::OrderPlaced(mut order) = sample(Kind::OrderPlaced) else {
        unreachable!("a sample is of its kind")
    };
    change(&mut order);
    Content::OrderPlaced(order)
}

#[test]
fn typed_html_is_shown_and_not_obeyed() {
    let evil = r#"<img src=x onerror="alert(1)">&lt;"#;
    let content = order(|order| {
        order.customer_name = evil.into();
        order.lines[0].name = evil.into();
        order.lines[0].unit = evil.into();
        order.address.street = evil.into();
        order.address.courier_note = Some(evil.into());
    });
    for language in LANGUAGES {
        let mail = render(&content, language).unwrap();
        assert!(!mail.html().contains("<img"), "{}", mail.html());
        assert!(mail.html().contains("&lt;img src=x"), "{}", mail.html());
        assert!(
            mail.html().contains("&amp;lt;"),
            "escaped twice or not at all"
        );
        assert!(
            mail.text().contains(evil),
            "the text part has no markup to escape"
        );
    }
}

#[test]
fn no_string_reaches_a_header_or_starts_a_line_of_its_own() {
    let evil = "SYR-1\r\nBcc: lain@contoh.id\n\nBayar ke 123";
    for language in LANGUAGES {
        let mail = render(&order(|order| order.code = evil.into()), language).unwrap();
        assert!(
            !mail.subject().contains(char::is_control),
            "{:?}",
            mail.subject()
        );
        assert!(mail.subject().contains("SYR-1 Bcc: lain@contoh.id"));

        let typed = order(|order| order.address.street = evil.into());
        let mail = render(&typed, language).unwrap();
        assert!(
            mail.text()
                .lines()
                .all(|line| !line.starts_with("Bayar ke"))
        );
    }
}

/// Anybody can register a stranger's address under any name, and we would deliver it.
#[test]
fn a_name_in_a_greeting_is_no_advertisement() {
    let link = "https://sayur.example/verify-email?token=a";
    for (name, greeted) in [
        ("Siti", "Halo, Siti!"),
        ("M.Yusuf", "Halo, M. Yusuf!"),
        (
            "Menang! https://evil.example/x",
            "Halo, Menang! httpsevil. examplex!",
        ),
        ("  ", "Halo!"),
        ("\u{202E}itiS", "Halo, itiS!"),
    ] {
        let mail = render(&verification(name, link), Language::Id).unwrap();
        assert!(mail.text().contains(greeted), "{name:?}: {}", mail.text());
    }
    let long = render(&verification(&"menang ".repeat(40), link), Language::Id).unwrap();
    assert!(
        long.text().lines().all(|line| line.chars().count() <= 72),
        "{}",
        long.text()
    );
}

#[test]
fn a_link_that_is_none_stops_the_mail() {
    for link in [
        "javascript:alert(1)",
        "https://sayur.example/\" onclick=\"x",
        "https://sayur.example/a b",
        "sayur.example/verify",
        "",
    ] {
        assert!(
            render(&verification("Siti", link), Language::Id).is_err(),
            "{link:?}"
        );
    }
}

#[test]
fn a_link_arrives_as_it_was_made() {
    let link = "https://sayur.example/verify-email?token=a-b_c&lang=id";
    for language in LANGUAGES {
        let mail = render(&verification("Siti", link), language).unwrap();
        assert!(
            mail.text().lines().any(|line| line == link),
            "{}",
            mail.text()
        );
        assert!(
            mail.html()
                .contains(&format!("href=\"{}\"", link.replace('&', "&amp;")))
        );
    }
}

#[test]
fn a_quantity_that_is_no_number_stops_the_mail() {
    for quantity in ["", "1,5", "1.", ".5", "1.2.3", "-1", "dua"] {
        let content = order(|order| order.lines[0].quantity = quantity.into());
        assert!(render(&content, Language::Id).is_err(), "{quantity:?}");
    }
}

/// What is stored to be sent again must come back whole.
#[test]
fn content_survives_being_stored_as_json() {
    for kind in Kind::ALL.iter().copied() {
        let stored = serde_json::to_value(sample(kind)).unwrap();
        assert_eq!(stored["kind"], kind.as_str());
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        assert_eq!(
            serde_json::from_value::<Content>(stored).unwrap(),
            sample(kind)
        );
    }
}
