//! What the pages say, read back from them.

use crate::sample::{invoice, line, seller, usual};
use crate::{html, pdf};
use domain::Language::{En, Id};
use domain::Money;
use domain::orders::PaymentMethod;
use domain::orders::invoice::PaymentState;

/// The texts of a PDF in the order in which they are shown, and the number of its pages.
fn read(pdf: &[u8]) -> (Vec<String>, usize) {
    let (mut texts, mut pages) = (Vec::new(), 0);
    let whole: String = pdf.iter().map(|byte| char::from(*byte)).collect();
    assert!(whole.starts_with("%PDF-1.7") && whole.trim_end().ends_with("%%EOF"));
    for stream in whole.split("stream\n").skip(1).step_by(2) {
        pages += 1;
        let shown = stream.lines().filter_map(|line| line.strip_suffix(" Tj"));
        texts.extend(shown.map(unquoted));
    }
    (texts, pages)
}

/// A string of PDF, literal or in hexadecimal digits, in Latin-1.
fn unquoted(string: &str) -> String {
    if let Some(digits) = string.strip_prefix('<') {
        let digits: Vec<char> = digits.trim_end_matches('>').chars().collect();
        let byte = |pair: &[char]| u8::from_str_radix(&String::from_iter(pair), 16).unwrap();
        return digits.chunks(2).map(byte).map(char::from).collect();
    }
    let inner = string
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap();
    inner
        .replace("\\(", "(")
        .replace("\\)", ")")
        .replace("\\\\", "\\")
}

#[test]
fn both_forms_say_all_that_an_invoice_says_in_both_languages() {
    let common = [
        "INV/2026/000123",
        "PT Sayur Segar Nusantara",
        "NPWP 01.234.567.8-901.000",
        "SYR-7K3M9QPX",
        "Siti Aminah",
        "+6281234567890",
        "Rp20.000",
        "Rp28.000",
        "Rp53.000",
        "Rp5.000",
        "Rp15.000",
        "Rp5.830",
        "Rp68.830",
        "Rp58.830",
        "Rp2.220",
        "SAYUR-002",
    ];
    let indonesian = [
        "Faktur",
        "Lunas",
        "22 November 2026",
        "23 November 2026",
        "1,4 kg",
        "dipesan 1,5 kg",
        "diskon ",
        "pengganti TOMAT-KG",
        "0,25 kg",
        "Wortel Berastagi",
        "Diskon",
        "Ongkos kirim",
        "Pajak",
        "Saldo toko",
        "Sisa pembayaran",
        "Dana dikembalikan",
        "Daring, lewat Midtrans",
    ];
    let english = [
        "Invoice",
        "Paid",
        "22 November 2026",
        "1.4 kg",
        "ordered 1.5 kg",
        "discount ",
        "in place of TOMAT-KG",
        "Wortel Berastagi (en)",
        "Discount",
        "Delivery",
        "Tax",
        "Store credit",
        "Remainder",
        "Refunded",
        "Online, by Midtrans",
    ];
    for (language, words) in [(Id, &indonesian[..]), (En, &english)] {
        let page = html(&usual(), &seller(), language).unwrap();
        // minijinja escapes slashes too.
        let page = page.replace("&#x2f;", "/");
        let (texts, pages) = read(&pdf(&usual(), &seller(), language));
        assert_eq!(pages, 1);
        for word in common.iter().chain(words) {
            assert!(page.contains(word), "{word} in\n{page}");
            assert!(
                texts.iter().any(|text| text.contains(word)),
                "{word} in\n{texts:?}"
            );
        }
    }
}

#[test]
fn the_page_asks_for_nothing_and_takes_names_as_text() {
    let mut invoice = usual();
    invoice.order.customer.name = "<script>alert(1)</script>".into();
    invoice.lines[0].line.name_id = "Bayam <img src=x> & \"kangkung\"".into();
    let page = html(&invoice, &seller(), Id).unwrap();
    assert!(page.contains("&lt;script&gt;") && page.contains("&lt;img src=x&gt; &amp;"));
    for outside in [
        "<script", "<img", "<link", "src=\"", "href", "url(", "@import", "http",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn names_beyond_the_fonts_do_not_break_the_pdf() {
    let mut invoice = usual();
    invoice.order.customer.name = "王小明 (Łukasz) \\ Ñ".into();
    let (texts, _) = read(&pdf(&invoice, &seller(), Id));
    assert!(texts.contains(&"??? (Lukasz) \\ Ñ".to_owned()), "{texts:?}");
    let whole = html(&invoice, &seller(), Id).unwrap();
    assert!(whole.contains("王小明 (Łukasz) \\ Ñ"));
}

#[test]
fn a_long_order_goes_on_on_further_pages_with_every_line_once() {
    let lines: Vec<_> = (1..=100)
        .map(|number| line(number, "Bayam", 1_000, None))
        .collect();
    let (texts, pages) = read(&pdf(&invoice(lines), &seller(), Id));
    assert!(pages > 2, "{pages}");
    for number in 1..=100 {
        let sku = format!("SAYUR-{number:03}");
        assert_eq!(
            texts.iter().filter(|text| **text == sku).count(),
            1,
            "{sku}"
        );
    }
    for page in 1..=pages {
        let foot = format!("Halaman {page} dari {pages}");
        assert_eq!(
            texts.iter().filter(|text| text.ends_with(&foot)).count(),
            1,
            "{foot}"
        );
    }
    let heads = texts.iter().filter(|text| *text == "Harga satuan").count();
    assert!(heads >= pages - 1, "{heads} of {pages}");
}

#[test]
fn the_longest_texts_stay_on_the_page() {
    let mut invoice = invoice(vec![line(1, &"Kangkung".repeat(12), 1_000, None)]);
    let address = &mut invoice.order.address;
    for text in [
        &mut address.street,
        &mut address.village,
        &mut address.district,
    ] {
        *text = "W".repeat(200);
    }
    let (texts, pages) = read(&pdf(&invoice, &seller(), Id));
    assert!(pages <= 2);
    assert!(
        texts.iter().all(|text| text.chars().count() < 80),
        "{texts:?}"
    );
}

#[test]
fn what_was_not_paid_says_so() {
    for (state, method, id, en) in [
        (
            PaymentState::OnDelivery,
            PaymentMethod::Cod,
            "Dibayar tunai saat diterima",
            "To be paid in cash on delivery",
        ),
        (
            PaymentState::Unpaid,
            PaymentMethod::Midtrans,
            "Belum dibayar",
            "Unpaid",
        ),
        (
            PaymentState::Void,
            PaymentMethod::Midtrans,
            "Pesanan dibatalkan",
            "The order was cancelled",
        ),
    ] {
        let mut invoice = usual();
        (invoice.state, invoice.order.payment_method) = (state, method);
        invoice.returned = Money::ZERO;
        for (language, words) in [(Id, id), (En, en)] {
            assert!(html(&invoice, &seller(), language).unwrap().contains(words));
            let (texts, _) = read(&pdf(&invoice, &seller(), language));
            assert!(texts.contains(&words.to_owned()), "{texts:?}");
            assert!(
                !texts
                    .iter()
                    .any(|text| text == "Refunded" || text == "Dana dikembalikan")
            );
        }
    }
}

/// Writes the pages where `INVOICE_PAGES` says, to be looked at.
#[test]
fn pages_to_look_at() {
    let Ok(folder) = std::env::var("INVOICE_PAGES") else {
        return;
    };
    let long = invoice(
        (1..=30)
            .map(|number| line(number, "Bayam", 1_000, None))
            .collect(),
    );
    for (name, invoice) in [("usual", usual()), ("long", long)] {
        for language in [Id, En] {
            let path = format!("{folder}/{name}.{}", language.as_str());
            std::fs::write(
                format!("{path}.html"),
                html(&invoice, &seller(), language).unwrap(),
            )
            .unwrap();
            std::fs::write(format!("{path}.pdf"), pdf(&invoice, &seller(), language)).unwrap();
        }
    }
}
