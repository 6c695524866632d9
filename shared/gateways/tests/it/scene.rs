//! A simulator of the test's own, and a bill to pay.

use config::{Environment, FromEnvironment};
use domain::ids::OrderId;
use domain::orders::{Customer, OrderStatus, PaymentMethod};
use domain::payments::{Bill, BillItem, GatewayName, Method, Payment, Refund, RefundStatus};
use domain::{Clock, Language, Money, SystemClock};
use gateways::Gateways;
use midtrans_simulator::{Config, Simulator, serve};
use serde_json::Value;
use std::future::pending;
use time::Duration;
use tokio::net::TcpListener;

const SERVER_KEY: &str = "SB-Mid-server-test";

/// A simulator that lives as long as the test, and the shop's way to it.
pub(crate) struct Scene {
    pub(crate) url: String,
    pub(crate) gateways: Gateways,
    http: reqwest::Client,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let config = Config::from_lookup(|name| match name {
            "MIDTRANS_SERVER_KEY" => Some(SERVER_KEY.into()),
            // Nobody listens there.
            "MIDTRANS_NOTIFICATION_URL" => Some("http://127.0.0.1:1/".into()),
            "MIDTRANS_SIMULATOR_PUBLIC_URL" => Some(url.clone()),
            _ => None,
        });
        let simulator = Simulator::new(config.unwrap()).unwrap();
        tokio::spawn(serve(listener, simulator, pending()));
        let gateways = gateways_at(&url, SERVER_KEY);
        Self {
            url,
            gateways,
            http: reqwest::Client::new(),
        }
    }

    /// The customer, the bank or the fraud detection acts.
    pub(crate) async fn simulate(&self, payment: &Payment, wish: Value) {
        let url = format!("{}/_simulate/{}", self.url, payment.reference);
        let answer = self.http.post(url).json(&wish).send().await.unwrap();
        let (status, body) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{body}");
    }

    /// The transactions and the sessions in which nobody has picked a way to pay.
    pub(crate) async fn books(&self) -> Value {
        let url = format!("{}/_simulate/transactions", self.url);
        self.http
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }
}

pub(crate) fn gateways_at(url: &str, key: &str) -> Gateways {
    let environment = Environment::from_iter([
        ("MIDTRANS_SERVER_KEY", key),
        ("MIDTRANS_CORE_URL", url),
        ("MIDTRANS_SNAP_URL", &format!("{url}/snap/v1")),
        ("SHOP_URL", "https://toko.example"),
    ]);
    Gateways::from_environment(&environment).unwrap()
}

/// Two bunches of spinach, delivered: Rp25.000, to be paid within an hour.
pub(crate) fn bill() -> Bill {
    let item = |id: &str, name: &str, amount| BillItem {
        id: id.into(),
        name: name.into(),
        amount: Money::rupiah(amount),
    };
    Bill {
        order: OrderId::generate(&SystemClock),
        code: "SYR-0A1B2C3D".parse().unwrap(),
        customer: Customer {
            user: None,
            email: "siti@example.com".into(),
            name: "Siti".into(),
            language: Language::Id,
        },
        status: OrderStatus::AwaitingPayment,
        payment_method: PaymentMethod::Midtrans,
        amount_due: Money::rupiah(25_000),
        expires_at: Some(SystemClock.now() + Duration::hours(1)),
        items: vec![
            item(
                "BYM-IKAT",
                &format!("2 ikat {}", "Bayam sangat segar sekali ".repeat(3)),
                12_000,
            ),
            item("discount", "Potongan harga", -2_000),
            item("delivery", "Ongkos kirim", 15_000),
        ],
    }
}

pub(crate) fn payment(bill: &Bill, method: Method) -> Payment {
    Payment::new(bill, 1, GatewayName::Midtrans, method, &SystemClock)
}

/// A refund of so many rupiah.
pub(crate) fn refund(payment: &Payment, key: &str, amount: i64) -> Refund {
    Refund {
        id: domain::ids::RefundId::generate(&SystemClock),
        payment: payment.id,
        amount: Money::rupiah(amount),
        reason: "order_expired".into(),
        key: key.into(),
        status: RefundStatus::Requested,
        created_at: SystemClock.now(),
    }
}
