//! The pages as data, and their rendering. Templates named `.html` escape every value they print.

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use serde::Serialize;
use time::OffsetDateTime;

use super::words::{self, Mood};
use crate::order::Order;
use crate::snap::Session;
use crate::transaction::Transaction;
use crate::transaction::method::{Channel, Method};
use crate::transaction::status::{Fraud, Status};

/// Nothing is loaded from elsewhere, and no script runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// One page: what is being paid, and what the customer sees or does about it.
#[derive(Serialize)]
pub(crate) struct Page {
    order: Option<OrderView>,
    #[serde(flatten)]
    body: Body,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Body {
    Choose(Choose),
    Pay(Pay),
    Result(Outcome),
}

#[derive(Serialize)]
struct OrderView {
    id: String,
    amount: String,
    customer: Option<String>,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    name: String,
    quantity: i64,
    price: String,
    total: String,
}

#[derive(Serialize)]
struct Choose {
    /// The path this page's buttons post under.
    back: String,
    channels: Vec<ChannelView>,
    remaining: String,
    until: String,
}

#[derive(Serialize)]
struct ChannelView {
    value: &'static str,
    label: &'static str,
    hint: &'static str,
}

#[derive(Serialize)]
struct Pay {
    back: String,
    method: &'static str,
    intro: &'static str,
    facts: Vec<(&'static str, String)>,
    picture: Option<String>,
    remaining: String,
    until: String,
}

#[derive(Serialize)]
struct Outcome {
    mood: Mood,
    title: &'static str,
    text: &'static str,
    finish: Option<String>,
}

impl Page {
    /// The ways to pay.
    pub(crate) fn choice(session: &Session, back: &str, now: OffsetDateTime) -> Self {
        let channels = session.channels.iter().map(|channel| ChannelView {
            value: channel.as_str(),
            label: channel.label(),
            hint: hint(*channel),
        });
        Self {
            order: Some(OrderView::of(&session.order)),
            body: Body::Choose(Choose {
                back: back.to_owned(),
                channels: channels.collect(),
                remaining: words::span(session.closes_at - now),
                until: words::moment(session.closes_at),
            }),
        }
    }

    /// How to pay while the transaction is pending, and how it went afterwards.
    pub(crate) fn of(
        transaction: &Transaction,
        session: Option<&Session>,
        back: &str,
        now: OffsetDateTime,
    ) -> Self {
        let body = if transaction.status == Status::Pending {
            Body::Pay(Pay::of(transaction, back, now))
        } else {
            let outcome = Outcome::of(words::result(transaction.status, transaction.fraud));
            Body::Result(outcome.then(session.and_then(|s| way_back(s, transaction))))
        };
        let order = session.map_or_else(
            || OrderView::bare(transaction),
            |session| OrderView::of(&session.order),
        );
        Self {
            order: Some(order),
            body,
        }
    }

    /// The session ended before the customer picked a way to pay.
    pub(crate) fn over(session: &Session) -> Self {
        let outcome = Outcome::of(words::result(Status::Expire, Fraud::Accept));
        Self {
            order: Some(OrderView::of(&session.order)),
            body: Body::Result(outcome.then(session.finish.as_ref().map(ToString::to_string))),
        }
    }

    /// The order is being paid, or was, from another session.
    pub(crate) fn taken(session: &Session) -> Self {
        Self {
            order: Some(OrderView::of(&session.order)),
            body: Body::Result(Outcome::of((
                Mood::Bad,
                "Pesanan sudah dibayar di tempat lain",
                "Nomor pesanan ini sudah dipakai oleh halaman pembayaran yang lain.",
            ))),
        }
    }

    /// No such page.
    pub(crate) const fn not_found() -> Self {
        Self {
            order: None,
            body: Body::Result(Outcome::of((
                Mood::Bad,
                "Halaman tidak ditemukan",
                "Tautan pembayaran ini tidak dikenal. Silakan ulangi dari toko.",
            ))),
        }
    }
}

impl OrderView {
    /// What a transaction knows by itself.
    fn bare(transaction: &Transaction) -> Self {
        Self {
            id: transaction.order_id.clone(),
            amount: transaction.gross_amount.for_people(),
            customer: None,
            items: Vec::new(),
        }
    }

    fn of(order: &Order) -> Self {
        let items = order.items.iter().map(|item| ItemView {
            name: item.name.clone(),
            quantity: item.quantity,
            price: item.price.for_people(),
            total: item.total().for_people(),
        });
        Self {
            id: order.id.clone(),
            amount: order.gross_amount.for_people(),
            customer: order.customer.clone(),
            items: items.collect(),
        }
    }
}

impl Pay {
    fn of(transaction: &Transaction, back: &str, now: OffsetDateTime) -> Self {
        let channel = transaction.method.channel();
        let has_picture = transaction.method.qr_string().is_some();
        let kind = channel.payment_type();
        Self {
            back: back.to_owned(),
            method: channel.label(),
            intro: intro(channel),
            facts: facts(&transaction.method),
            picture: has_picture.then(|| format!("/v2/{kind}/{}/qr-code", transaction.id)),
            remaining: words::span(transaction.expires_at - now),
            until: words::moment(transaction.expires_at),
        }
    }
}

impl Outcome {
    const fn of((mood, title, text): (Mood, &'static str, &'static str)) -> Self {
        Self {
            mood,
            title,
            text,
            finish: None,
        }
    }

    fn then(self, finish: Option<String>) -> Self {
        Self { finish, ..self }
    }
}

/// The merchant's link, with what Midtrans appends to it.
fn way_back(session: &Session, transaction: &Transaction) -> Option<String> {
    let mut url = session.finish.clone()?;
    url.query_pairs_mut()
        .append_pair("order_id", &transaction.order_id)
        .append_pair("status_code", transaction.status.code(transaction.fraud))
        .append_pair("transaction_status", transaction.status.as_str());
    Some(url.into())
}

const fn hint(channel: Channel) -> &'static str {
    match channel {
        Channel::VirtualAccount(_) | Channel::MandiriBill => "Transfer dari ATM atau m-banking",
        Channel::Qris => "Pindai dengan aplikasi bank atau dompet digital apa pun",
        Channel::Gopay => "Bayar dengan aplikasi GoPay atau Gojek",
        Channel::Card => "Visa, Mastercard, JCB, atau American Express",
    }
}

const fn intro(channel: Channel) -> &'static str {
    match channel {
        Channel::VirtualAccount(_) => "Transfer tepat sejumlah tagihan ke nomor ini.",
        Channel::MandiriBill => "Pilih Bayar, lalu Multipayment, dan masukkan kode berikut.",
        Channel::Qris => "Pindai kode ini dengan aplikasi bank atau dompet digital.",
        Channel::Gopay => "Pindai kode ini dengan aplikasi GoPay atau Gojek.",
        Channel::Card => "Konfirmasikan pembayaran ini dengan bank penerbit kartu Anda.",
    }
}

fn facts(method: &Method) -> Vec<(&'static str, String)> {
    match method {
        Method::VirtualAccount { number, .. } => {
            vec![("Nomor virtual account", in_groups(number))]
        }
        Method::MandiriBill { bill_key } => vec![
            ("Kode perusahaan", "70012".to_owned()),
            ("Kode pembayaran", in_groups(bill_key)),
        ],
        Method::Card(card) => vec![("Nomor kartu", card.masked.replace('-', "••••"))],
        Method::Qris { .. } | Method::Gopay { .. } => Vec::new(),
    }
}

/// Digits in fours, as they are read aloud and typed.
fn in_groups(number: &str) -> String {
    let mut text = String::new();
    for (index, digit) in number.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// The templates.
pub(crate) struct Pages {
    templates: Environment<'static>,
    merchant: String,
}

impl Pages {
    pub(crate) fn new(merchant: &str) -> Result<Self, minijinja::Error> {
        let mut templates = Environment::new();
        for (name, source) in [
            ("base.html", include_str!("../../templates/base.html")),
            ("choose.html", include_str!("../../templates/choose.html")),
            ("pay.html", include_str!("../../templates/pay.html")),
            ("result.html", include_str!("../../templates/result.html")),
        ] {
            templates.add_template(name, source)?;
        }
        Ok(Self {
            templates,
            merchant: merchant.to_owned(),
        })
    }

    /// Renders one page; a template that fails is a mistake of ours and says so.
    pub(crate) fn render(&self, status: StatusCode, page: &Page) -> Response {
        let template = match page.body {
            Body::Choose(_) => "choose.html",
            Body::Pay(_) => "pay.html",
            Body::Result(_) => "result.html",
        };
        let page = Value::from(Serde(page));
        let context = context! { merchant => self.merchant.as_str(), page };
        let rendered = self
            .templates
            .get_template(template)
            .and_then(|template| template.render(context));
        match rendered {
            Ok(html) => {
                let headers = [
                    (header::CONTENT_SECURITY_POLICY, POLICY),
                    (header::CACHE_CONTROL, "no-store"),
                    (header::REFERRER_POLICY, "no-referrer"),
                ];
                (status, headers, Html(html)).into_response()
            }
            Err(error) => {
                tracing::error!(%error, "a page cannot be rendered");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}
