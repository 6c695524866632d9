//! Snap: a merchant opens a session, a customer pays on its page.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use reqwest::Url;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use crate::expiry::Expiry;
use crate::notifications::Targets;
use crate::order::Order;
use crate::simulator::Simulator;
use crate::transaction::method::Channel;
use crate::{auth, clock, faults, ids};

/// How long a token lives when the merchant does not say.
const LIFETIME: Duration = Duration::hours(24);

/// A customer's visit to the payment page, from the token on.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) token: String,
    pub(crate) order: Order,
    /// The ways to pay on offer, in the order of the page.
    pub(crate) channels: Vec<Channel>,
    pub(crate) expiry: Option<Expiry>,
    pub(crate) closes_at: OffsetDateTime,
    /// Where the customer goes afterwards.
    pub(crate) finish: Option<Url>,
    pub(crate) targets: Targets,
}

impl Session {
    fn open(request: &Value, targets: Targets, now: OffsetDateTime) -> Result<Self, Vec<String>> {
        let order = Order::read(request)?;
        let expiry = Expiry::of_snap(&request["expiry"]).map_err(|problem| vec![problem])?;
        let finish = read_finish(&request["callbacks"]["finish"]).map_err(|p| vec![p])?;
        Ok(Self {
            token: ids::random(),
            order,
            channels: read_channels(&request["enabled_payments"]),
            closes_at: expiry.map_or(now + LIFETIME, |expiry| expiry.ends(now)),
            expiry,
            finish,
            targets,
        })
    }

    pub(crate) fn is_over(&self, now: OffsetDateTime) -> bool {
        now >= self.closes_at
    }
}

fn read_channels(value: &Value) -> Vec<Channel> {
    let Some(names) = value.as_array().filter(|names| !names.is_empty()) else {
        return Channel::ALL.to_vec();
    };
    let is_enabled = |channel: &Channel| {
        let mut names = names.iter().filter_map(Value::as_str);
        names.any(|name| channel.is_meant_by(name))
    };
    Channel::ALL.into_iter().filter(is_enabled).collect()
}

/// A link to an app (`toko://…`) is fine; one that runs in the page is not.
fn read_finish(value: &Value) -> Result<Option<Url>, String> {
    let Some(text) = value.as_str().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    Url::parse(text)
        .ok()
        .filter(|url| !matches!(url.scheme(), "javascript" | "data" | "vbscript" | "blob"))
        .map(Some)
        .ok_or_else(|| "callbacks.finish must be a URL".to_owned())
}

pub(crate) fn routes(simulator: &Simulator) -> Router<Simulator> {
    Router::new()
        .route("/snap/v1/transactions", post(create))
        .route_layer(from_fn_with_state(simulator.clone(), faults::disturb))
        .route_layer(from_fn_with_state(simulator.clone(), require_merchant))
}

/// `POST /snap/v1/transactions`: opens a session.
///
/// An order may have several sessions, as long as no customer has picked a way to pay in one.
async fn create(
    State(simulator): State<Simulator>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let request: Value = serde_json::from_slice(&body)
        .map_err(|_| Refusal::invalid(vec!["the request body is not JSON".to_owned()]))?;
    let session = Session::open(&request, Targets::of_headers(&headers), clock::now())
        .map_err(Refusal::invalid)?;
    let token = session.token.clone();
    simulator.store().add_session(session).map_err(|_| {
        Refusal::invalid(vec![
            "transaction_details.order_id has been paid and utilized, please use another order ID"
                .to_owned(),
        ])
    })?;
    let public_url = &simulator.config().public_url;
    let redirect_url = format!("{public_url}/snap/v4/redirection/{token}");
    let answer = json!({ "token": token, "redirect_url": redirect_url });
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn require_merchant(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if !auth::is_merchant(request.headers(), &simulator.config().server_key) {
        return Err(Refusal::unauthorised());
    }
    Ok(next.run(request).await)
}

/// How Snap says no.
struct Refusal {
    status: StatusCode,
    messages: Vec<String>,
}

impl Refusal {
    const fn invalid(messages: Vec<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            messages,
        }
    }

    fn unauthorised() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            messages: vec![
                "Access denied due to unauthorized transaction, please check client or server key"
                    .to_owned(),
                "Visit https://docs.midtrans.com/reference/request-headers for more details"
                    .to_owned(),
            ],
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (
            self.status,
            Json(json!({ "error_messages": self.messages })),
        )
            .into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transaction::method::Bank;
    use crate::transaction::tests::NOW;

    fn session(more: &Value) -> Result<Session, Vec<String>> {
        let mut request = more.clone();
        request["transaction_details"] = json!({ "order_id": "a", "gross_amount": 1 });
        Session::open(&request, Targets::default(), NOW)
    }

    #[test]
    fn without_a_choice_everything_is_on_offer_for_a_day() {
        let session = session(&json!({})).unwrap();
        assert_eq!(session.channels, Channel::ALL);
        assert!(!session.is_over(NOW + Duration::hours(23)));
        assert!(session.is_over(NOW + LIFETIME));
    }

    #[test]
    fn a_merchant_chooses_what_is_on_offer() {
        let enabled = json!({ "enabled_payments": ["gopay", "bca_va", "kioson"] });
        assert_eq!(
            session(&enabled).unwrap().channels,
            [Channel::Gopay, Channel::VirtualAccount(Bank::Bca)]
        );
    }

    #[test]
    fn a_merchant_says_how_long() {
        let expiry = json!({ "expiry": { "unit": "minutes", "duration": 5 } });
        assert!(
            session(&expiry)
                .unwrap()
                .is_over(NOW + Duration::minutes(5))
        );
        assert!(session(&json!({ "expiry": { "unit": "eons", "duration": 1 } })).is_err());
    }

    #[test]
    fn the_way_back_is_a_link_that_only_leads_away() {
        for good in ["https://toko.example/terima-kasih", "toko://selesai"] {
            let callbacks = json!({ "callbacks": { "finish": good } });
            assert!(session(&callbacks).unwrap().finish.is_some());
        }
        for bad in ["javascript://x/%0aalert(1)", "data:text/html,x", "kemana"] {
            let callbacks = json!({ "callbacks": { "finish": bad } });
            assert!(session(&callbacks).is_err(), "{bad}");
        }
    }
}
