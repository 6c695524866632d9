//! A shopper of the stack: prepares over the API, like any client, what is measured.

use crate::event::Event;
use crate::failure::Failure;
use crate::stack::Stack;
use serde_json::{Value, json};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The first call of a function may compile it.
const PATIENCE: Duration = Duration::from_mins(3);
/// As many lines as the basket of the benchmark has, at least.
const LINES: usize = 3;

pub(crate) struct Shop {
    http: reqwest::Client,
    url: String,
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) access_token: String,
    pub(crate) slugs: Vec<String>,
    pub(crate) postcode: String,
    pub(crate) address: String,
    pub(crate) slot: String,
    /// What the basket holds: enough for the zone's minimum.
    pub(crate) basket: Vec<Line>,
    run: String,
    calls: AtomicUsize,
}

/// A line of the basket.
pub(crate) struct Line {
    pub(crate) sku: String,
    /// In thousandths of the unit.
    quantity: u64,
    step: u64,
    price: u64,
}

impl Line {
    /// The quantity as the API takes it, a step more where that is wanted.
    pub(crate) fn quantity(&self, one_more: bool) -> String {
        let thousandths = if one_more {
            self.quantity + self.step
        } else {
            self.quantity
        };
        format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
    }
}

impl Shop {
    /// Logs in and looks around.
    pub(crate) async fn open(stack: &Stack) -> Result<Self, Failure> {
        let mut shop = Self {
            http: reqwest::Client::new(),
            url: stack.variable("API_URL")?.to_owned(),
            email: stack.variable("ADMIN_EMAIL")?.to_owned(),
            password: stack.variable("ADMIN_PASSWORD")?.to_owned(),
            access_token: String::new(),
            slugs: Vec::new(),
            postcode: stack.variable("DEMO_POSTCODE")?.to_owned(),
            address: String::new(),
            slot: String::new(),
            basket: Vec::new(),
            run: fs::read_to_string("/proc/sys/kernel/random/uuid")?
                .trim()
                .to_owned(),
            calls: AtomicUsize::new(0),
        };
        let credentials = json!({ "email": shop.email, "password": shop.password });
        let session = shop
            .call("POST", "/v1/auth/login", Some(&credentials))
            .await?;
        shop.access_token = text(&session, "/access_token")?;
        shop.address = shop.find_address().await?;
        let slots = shop
            .call(
                "GET",
                &format!("/v1/delivery/slots?postcode={}", shop.postcode),
                None,
            )
            .await?;
        shop.slot = soon(&slots)?;
        shop.empty_cart().await?;
        shop.fill_basket(number(&slots, "/zone/minimum_order/amount")?)
            .await?;
        Ok(shop)
    }

    /// One call, whose answer must be good; gives its JSON.
    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Failure> {
        Ok(self.timed(method, path, body).await?.1)
    }

    /// One call, from its first byte sent to the last of its answer.
    pub(crate) async fn timed(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> Result<(Duration, Value), Failure> {
        let verb = reqwest::Method::from_bytes(method.as_bytes())
            .map_err(|error| Failure::new(error.to_string()))?;
        let mut request = self
            .http
            .request(verb, format!("{}{path}", self.url))
            .timeout(PATIENCE);
        if !self.access_token.is_empty() {
            request = request.bearer_auth(&self.access_token);
        }
        if let Some(body) = body {
            request = request
                .json(body)
                .header("idempotency-key", self.idempotency_key());
        }
        let started = Instant::now();
        let answer = request.send().await.map_err(|error| {
            if error.is_timeout() {
                let seconds = PATIENCE.as_secs();
                Failure::new(format!(
                    "{method} {path} was not answered within {seconds} s; does another build run?"
                ))
            } else {
                error.into()
            }
        })?;
        let status = answer.status();
        let text = answer.text().await?;
        let duration = started.elapsed();
        if !status.is_success() {
            return Err(Failure::new(format!(
                "{method} {path} answered {status}: {text}"
            )));
        }
        Ok((duration, serde_json::from_str(&text).unwrap_or_default()))
    }

    /// A key that no call has had.
    pub(crate) fn idempotency_key(&self) -> String {
        format!(
            "{}-{}",
            self.run,
            self.calls.fetch_add(1, Ordering::Relaxed)
        )
    }

    /// Puts the basket into the cart.
    pub(crate) async fn fill_cart(&self) -> Result<(), Failure> {
        for line in &self.basket {
            let path = format!("/v1/cart/items/{}", line.sku);
            self.call(
                "PUT",
                &path,
                Some(&json!({ "quantity": line.quantity(false) })),
            )
            .await?;
        }
        Ok(())
    }

    /// Takes out what a run that was cut short has left.
    async fn empty_cart(&self) -> Result<(), Failure> {
        let cart = self.call("GET", "/v1/cart", None).await?;
        for line in cart["lines"].as_array().into_iter().flatten() {
            self.call(
                "DELETE",
                &format!("/v1/cart/items/{}", text(line, "/sku")?),
                None,
            )
            .await?;
        }
        Ok(())
    }

    /// What places the order of the cart.
    pub(crate) fn order(&self) -> Value {
        json!({ "address_id": self.address, "slot_id": self.slot, "payment_method": "midtrans" })
    }

    /// The same as an event.
    pub(crate) fn order_event(&self) -> Value {
        let event = Event::new("POST", "/v1/orders")
            .bearer(&self.access_token)
            .json(&self.order());
        event
            .header("idempotency-key", &self.idempotency_key())
            .value()
    }

    /// Gives stock and slot back.
    pub(crate) async fn cancel(&self, order: &Value) -> Result<(), Failure> {
        let path = format!("/v1/orders/{}/cancel", text(order, "/code")?);
        self.call("POST", &path, Some(&json!({ "reason": "a measurement" })))
            .await?;
        Ok(())
    }

    /// The address where the benchmark lives, which a run before may have written down.
    async fn find_address(&self) -> Result<String, Failure> {
        const LABEL: &str = "Bench";
        let known = self.call("GET", "/v1/me/addresses", None).await?;
        let known = known["items"]
            .as_array()
            .or(known.as_array())
            .cloned()
            .unwrap_or_default();
        if let Some(address) = known.iter().find(|address| address["label"] == LABEL) {
            return text(address, "/id");
        }
        let address = json!({
            "label": LABEL, "recipient": "Siti", "phone": "+628123456789", "street": "Jl. Melati 1",
            "village": "Senayan", "district": "Kebayoran Baru", "city": "Jakarta Selatan",
            "province": "DKI Jakarta", "postcode": self.postcode,
        });
        text(
            &self
                .call("POST", "/v1/me/addresses", Some(&address))
                .await?,
            "/id",
        )
    }

    /// Chooses what is in stock: at least three lines, worth at least `minimum` rupiah.
    async fn fill_basket(&mut self, minimum: u64) -> Result<(), Failure> {
        let products = self
            .call("GET", "/v1/products?limit=60&in_stock=true", None)
            .await?;
        let products = products["items"].as_array().cloned().unwrap_or_default();
        self.slugs = products
            .iter()
            .filter_map(|product| text(product, "/slug").ok())
            .collect();
        let mut worth = 0;
        for slug in self.slugs.clone() {
            let product = self
                .call("GET", &format!("/v1/products/{slug}"), None)
                .await?;
            let offers = product["variants"].as_array().cloned().unwrap_or_default();
            let Some(offer) = offers.iter().find(|offer| offer["in_stock"] == true) else {
                continue;
            };
            let line = Line {
                sku: text(offer, "/sku")?,
                quantity: thousandths(offer, "/minimum")?,
                step: thousandths(offer, "/step")?,
                price: number(offer, "/price/amount")?,
            };
            worth += line.price * line.quantity / 1000;
            self.basket.push(line);
            if self.basket.len() >= LINES && worth >= minimum {
                return Ok(());
            }
        }
        Err(Failure::new(format!(
            "what is in stock is worth {worth} rupiah, less than an order's {minimum}"
        )))
    }
}

/// The second of the next slots that can be chosen: goods are good until then, and the first may close meanwhile.
fn soon(slots: &Value) -> Result<String, Failure> {
    let mut slots = slots["slots"].as_array().cloned().unwrap_or_default();
    slots.retain(|slot| {
        slot["available"]
            .as_u64()
            .is_some_and(|available| available > 0)
    });
    slots.sort_by_key(|slot| slot["start"].as_str().map(str::to_owned));
    let slot = slots.get(1).or(slots.first());
    text(
        slot.ok_or_else(|| Failure::new("there is no delivery slot"))?,
        "/id",
    )
}

/// A text in an answer.
pub(crate) fn text(value: &Value, pointer: &str) -> Result<String, Failure> {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("no {pointer} in {value}")))
}

/// A whole number in an answer.
pub(crate) fn number(value: &Value, pointer: &str) -> Result<u64, Failure> {
    let number = value.pointer(pointer).and_then(Value::as_u64);
    number.ok_or_else(|| Failure::new(format!("no {pointer} in {value}")))
}

/// A quantity in an answer: `"1.250"` is 1250.
fn thousandths(value: &Value, pointer: &str) -> Result<u64, Failure> {
    let quantity = text(value, pointer)?;
    let (whole, fraction) = quantity.split_once('.').unwrap_or((&quantity, ""));
    let digits: String = whole
        .chars()
        .chain(fraction.chars().chain("000".chars()).take(3))
        .collect();
    digits
        .parse()
        .map_err(|_| Failure::new(format!("{quantity} is not a quantity")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_and_written_in_thousandths() {
        let offer = json!({ "minimum": "0.250", "step": "1", "maximum": "12.5" });
        assert_eq!(thousandths(&offer, "/minimum").unwrap(), 250);
        assert_eq!(thousandths(&offer, "/step").unwrap(), 1_000);
        assert_eq!(thousandths(&offer, "/maximum").unwrap(), 12_500);
        assert!(thousandths(&offer, "/price").is_err());
        let line = Line {
            sku: "A".into(),
            quantity: 250,
            step: 1_000,
            price: 1,
        };
        assert_eq!(
            (line.quantity(false), line.quantity(true)),
            ("0.250".into(), "1.250".into())
        );
    }
}
