//! Every mail in a browser: as narrow as a telephone and as wide as a desk, by day and by night.
//!
//! The pictures stay in the target folder, under `tmp/mails`.

use email::{Content, Kind, Language, OrderSummary, PaymentRoute, Rendered, render, sample};
use std::fs;
use std::path::{Path, PathBuf};
use testkit::{Chromium, View};

const VIEWS: [View; 4] = [
    View {
        width: 360,
        scheme: "light",
    },
    View {
        width: 360,
        scheme: "dark",
    },
    View {
        width: 800,
        scheme: "light",
    },
    View {
        width: 800,
        scheme: "dark",
    },
];

/// Every visible text whose colour is too near that of what is behind it (WCAG 2.2, 1.4.3: 4.5 to 1).
const FAINT: &str = r"
(() => {
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.body.querySelectorAll('*')) {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (!text || element.offsetHeight < 8) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${text}`);
  }
  return faint.join('\n');
})()";

/// Whether the page is as dark as its view wants it.
const IS_DARK: &str =
    "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((value) => value < 64)";

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("mails")
}

fn instructions(route: PaymentRoute) -> Content {
    let Content::PaymentInstructions(mut mail) = sample(Kind::PaymentInstructions) else {
        unreachable!("a sample is of its kind")
    };
    mail.route = route;
    Content::PaymentInstructions(mail)
}

/// An order full of words that no line can hold.
fn order_of_long_words() -> Content {
    let Content::OrderPlaced(order) = sample(Kind::OrderPlaced) else {
        unreachable!("a sample is of its kind")
    };
    let long = "KangkungDaratPilihanDariKebunSendiriTanpaPestisida".repeat(2);
    let mut lines = order.lines;
    lines[0].name.clone_from(&long);
    lines[0].unit_price = 123_456_789;
    lines[0].line_total = 1_234_567_890;
    let mut address = order.address;
    address.street.clone_from(&long);
    address.courier_note = Some(long.clone());
    Content::OrderPlaced(OrderSummary {
        customer_name: long,
        lines,
        address,
        ..order
    })
}

/// Every kind, and what of some kinds looks different.
fn mails() -> Vec<(String, Content)> {
    let kinds = Kind::ALL.iter();
    let mut mails: Vec<_> = kinds
        .map(|kind| (kind.as_str().to_owned(), sample(*kind)))
        .collect();
    let link = String::from("https://pay.example/SYR-4K7QW2XN");
    let qris = PaymentRoute::Qris {
        link: link.clone(),
        picture: Some(link),
    };
    mails.push(("payment_instructions.qris".into(), instructions(qris)));
    mails.push(("order_placed.long_words".into(), order_of_long_words()));
    mails
}

#[test]
fn every_mail_fits_and_can_be_read_on_a_telephone_and_a_desk_by_day_and_by_night() {
    let pictures = target();
    fs::create_dir_all(&pictures).unwrap();
    let mut chromium = Chromium::start(&target().with_extension("chromium"));
    let mut wrong = Vec::new();
    for (name, content) in mails() {
        for language in [Language::Id, Language::En] {
            let mail = render(&content, language).unwrap();
            let name = format!("{name}.{}", language.as_str());
            wrong.extend(faults(&mut chromium, &pictures, &name, &mail));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with a mail's looks, after taking a picture in every view.
fn faults(chromium: &mut Chromium, pictures: &Path, name: &str, mail: &Rendered) -> Vec<String> {
    let mut wrong = Vec::new();
    chromium.show(mail.html());
    for view in VIEWS {
        chromium.look(view);
        let name = format!("{name}.{}.{}", view.width, view.scheme);
        let width = chromium.evaluate("document.scrollingElement.scrollWidth");
        if width.as_u64().unwrap() > u64::from(view.width) {
            wrong.push(format!("{name} is {width} wide"));
        }
        let faint = chromium.evaluate(FAINT);
        if faint != "" {
            wrong.push(format!("{name} is hard to read: {faint}"));
        }
        if chromium.evaluate(IS_DARK) != (view.scheme == "dark") {
            wrong.push(format!("{name} is not {}", view.scheme));
        }
        let picture = chromium.picture(view.width);
        fs::write(pictures.join(format!("{name}.png")), picture).unwrap();
    }
    wrong
}
