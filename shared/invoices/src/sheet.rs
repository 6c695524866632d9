//! An invoice in words: everything that stands on it, in the reader's language, in the order of reading.

use crate::Seller;
use domain::catalog::shop_date;
use domain::orders::invoice::{Invoice, InvoiceLine, PaymentState};
use domain::orders::{Address, OrderStatus, PaymentMethod};
use domain::wording::{day, quantity, rupiah};
use domain::{Language, Money};
use serde::Serialize;

/// What stands on an invoice.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet<'a> {
    pub(crate) language: &'static str,
    pub(crate) title: &'static str,
    pub(crate) number: String,
    pub(crate) state: State,
    pub(crate) seller: &'a Seller,
    pub(crate) facts: Vec<Fact>,
    pub(crate) customer: Block<'a>,
    pub(crate) destination: Block<'a>,
    pub(crate) columns: Columns,
    pub(crate) lines: Vec<Line<'a>>,
    pub(crate) sums: Vec<Sum>,
    pub(crate) closing: &'static str,
    /// "page", for "page 1 of 2".
    #[serde(skip)]
    pub(crate) page: (&'static str, &'static str),
}

/// Where the payment stands, at a glance.
#[derive(Debug, Serialize)]
pub(crate) struct State {
    pub(crate) text: &'static str,
    pub(crate) tone: Tone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tone {
    Settled,
    Due,
    Void,
}

#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) label: &'static str,
    pub(crate) value: String,
}

/// A heading and lines of text below it.
#[derive(Debug, Serialize)]
pub(crate) struct Block<'a> {
    pub(crate) heading: &'static str,
    pub(crate) lines: Vec<std::borrow::Cow<'a, str>>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Columns {
    pub(crate) item: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) price: &'static str,
    pub(crate) tax: &'static str,
    pub(crate) total: &'static str,
}

#[derive(Debug, Serialize)]
pub(crate) struct Line<'a> {
    pub(crate) name: &'a str,
    /// With what it stands in for.
    pub(crate) sku: String,
    pub(crate) quantity: String,
    /// What was ordered, where the scales said something else.
    pub(crate) ordered: Option<String>,
    pub(crate) price: String,
    pub(crate) tax: String,
    pub(crate) total: String,
    /// The line's part of the discount, if it has any.
    pub(crate) discount: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Sum {
    pub(crate) label: &'static str,
    pub(crate) amount: String,
    pub(crate) is_total: bool,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(invoice: &'a Invoice, seller: &'a Seller, language: Language) -> Self {
        let say = |id, en| match language {
            Language::Id => id,
            Language::En => en,
        };
        let order = &invoice.order;
        Self {
            language: language.as_str(),
            title: say("Faktur", "Invoice"),
            number: invoice.number.to_string(),
            state: state(invoice, language),
            seller,
            facts: facts(invoice, language),
            customer: Block {
                heading: say("Pembeli", "Customer"),
                lines: vec![order.customer.name.as_str().into()],
            },
            destination: Block {
                heading: say("Alamat pengiriman", "Delivered to"),
                lines: address(&order.address),
            },
            columns: Columns {
                item: say("Barang", "Item"),
                quantity: say("Jumlah", "Quantity"),
                price: say("Harga satuan", "Unit price"),
                tax: say("Pajak", "Tax"),
                total: say("Jumlah harga", "Amount"),
            },
            lines: invoice
                .lines
                .iter()
                .map(|charged| line(charged, language))
                .collect(),
            sums: sums(invoice, language),
            closing: say(
                "Faktur ini dibuat secara elektronik dan sah tanpa tanda tangan.",
                "This invoice was made electronically and is valid without a signature.",
            ),
            page: (say("Halaman", "Page"), say("dari", "of")),
        }
    }
}

fn state(invoice: &Invoice, language: Language) -> State {
    let (tone, id, en) = match (invoice.state, invoice.order.status) {
        (PaymentState::Paid, _) => (Tone::Settled, "Lunas", "Paid"),
        (PaymentState::OnDelivery, _) => (
            Tone::Due,
            "Dibayar tunai saat diterima",
            "To be paid in cash on delivery",
        ),
        (PaymentState::Unpaid, _) => (Tone::Due, "Belum dibayar", "Unpaid"),
        (PaymentState::Void, OrderStatus::Returned) => {
            (Tone::Void, "Pesanan kembali ke toko", "The order came back")
        }
        (PaymentState::Void, _) => (Tone::Void, "Pesanan dibatalkan", "The order was cancelled"),
    };
    let text = match language {
        Language::Id => id,
        Language::En => en,
    };
    State { text, tone }
}

fn facts(invoice: &Invoice, language: Language) -> Vec<Fact> {
    let order = &invoice.order;
    let method = match order.payment_method {
        PaymentMethod::Midtrans => ("Daring, lewat Midtrans", "Online, by Midtrans"),
        PaymentMethod::Stripe => ("Daring, lewat Stripe", "Online, by Stripe"),
        PaymentMethod::Cod => ("Tunai di tempat", "Cash on delivery"),
    };
    let method = match language {
        Language::Id => method.0,
        Language::En => method.1,
    };
    let facts = [
        (
            "Tanggal faktur",
            "Invoice date",
            day(invoice.issued_on, language),
        ),
        (
            "Tanggal pesanan",
            "Order date",
            day(shop_date(order.placed_at), language),
        ),
        (
            "Tanggal kirim",
            "Delivery date",
            day(order.slot.date, language),
        ),
        ("Kode pesanan", "Order code", order.code.to_string()),
        ("Pembayaran", "Payment", method.to_owned()),
    ];
    facts
        .into_iter()
        .map(|(id, en, value)| Fact {
            label: match language {
                Language::Id => id,
                Language::En => en,
            },
            value,
        })
        .collect()
}

/// What is left of an address; one that was erased has only its region.
fn address(address: &Address) -> Vec<std::borrow::Cow<'_, str>> {
    let joined = |parts: [&str; 2]| {
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    let province = [address.province.as_str(), address.postcode.as_str()].join(" ");
    [
        address.recipient.as_str().into(),
        address.street.as_str().into(),
        joined([&address.village, &address.district]).into(),
        joined([&address.city, &province]).into(),
        address.phone.as_str().into(),
    ]
    .into_iter()
    .filter(|line: &std::borrow::Cow<'_, str>| !line.is_empty())
    .collect()
}

fn line(charged: &InvoiceLine, language: Language) -> Line<'_> {
    let line = &charged.line;
    let say = |id, en| match language {
        Language::Id => id,
        Language::En => en,
    };
    let ordered = quantity(line.quantity, line.unit, language);
    let differs = line.charged_quantity() != line.quantity;
    let stands_in = say("pengganti", "in place of");
    let discount = rupiah(line.discount);
    Line {
        name: line.name(language),
        sku: match &line.substitute_for {
            Some(other) => format!("{} · {stands_in} {other}", line.sku),
            None => line.sku.to_string(),
        },
        quantity: quantity(line.charged_quantity(), line.unit, language),
        ordered: differs.then(|| format!("{} {ordered}", say("dipesan", "ordered"))),
        price: rupiah(line.unit_price),
        tax: rupiah(charged.tax),
        total: rupiah(line.line_total),
        discount: (!line.discount.is_zero())
            .then(|| format!("{} −{discount}", say("diskon", "discount"))),
    }
}

fn sums(invoice: &Invoice, language: Language) -> Vec<Sum> {
    let totals = &invoice.order.totals;
    let less = |amount: Money| format!("−{}", rupiah(amount));
    let mut sums = vec![("Subtotal", "Subtotal", rupiah(totals.subtotal), false)];
    if !totals.discount.is_zero() {
        sums.push(("Diskon", "Discount", less(totals.discount), false));
    }
    let delivery = rupiah(totals.delivery_fee);
    sums.push(("Ongkos kirim", "Delivery", delivery, false));
    sums.push(("Pajak", "Tax", rupiah(totals.tax), false));
    sums.push(("Total", "Total", rupiah(totals.total), true));
    let credit = Money::rupiah(
        totals
            .total
            .amount()
            .saturating_sub(totals.amount_due.amount()),
    );
    if !credit.is_zero() {
        sums.push(("Saldo toko", "Store credit", less(credit), false));
        let due = rupiah(totals.amount_due);
        sums.push(("Sisa pembayaran", "Remainder", due, false));
    }
    if !invoice.returned.is_zero() {
        let returned = rupiah(invoice.returned);
        sums.push(("Dana dikembalikan", "Refunded", returned, false));
    }
    sums.into_iter()
        .map(|(id, en, amount, is_total)| Sum {
            label: match language {
                Language::Id => id,
                Language::En => en,
            },
            amount,
            is_total,
        })
        .collect()
}
