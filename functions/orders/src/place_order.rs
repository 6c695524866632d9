//! `POST /v1/orders`: turns the caller's cart into an order, once for its `Idempotency-Key`.

use crate::checkout::{InlineAddress, note};
use crate::quote_checkout::Answer as QuoteView;
use crate::view::OrderView;
use config::{ConfigError, Environment, FromEnvironment};
use domain::cart::CartOwner;
use domain::identity::{EmailAddress, PersonName};
use domain::ids::{AddressId, SlotId};
use domain::orders::placing::{
    self, Basket, Destination, PlaceOrder, PlaceOrderError, Terms, Wishes,
};
use domain::orders::{Customer, PaymentMethod};
use domain::{Invalid, Language, Money, SystemClock};
use messaging::Publisher;
use postgres::PgOrders;
use runtime::{Auth, Fields, Links, Problem, Reply, Request};
use serde::Deserialize;
use time::Duration;

config::app! {
    /// What placing an order needs.
    pub struct App {
        auth: Auth,
        links: Links,
        orders: PgOrders,
        publisher: Publisher,
        hold: Hold,
        cash_terms: CashTerms,
        stripe: StripeOffer,
    }
}

/// How long an unpaid order holds stock and slot: `ORDER_HOLD_MINUTES`, an hour unless said otherwise.
pub struct Hold(Duration);

impl FromEnvironment for Hold {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "ORDER_HOLD_MINUTES";
        match environment.parse_or::<i64>(NAME, 60)? {
            minutes @ 1..=1_440 => Ok(Self(Duration::minutes(minutes))),
            _ => Err(ConfigError::bad(NAME, "not between 1 and 1440")),
        }
    }
}

/// Whoever did not take so many cash orders at the door within half a year is offered no cash: `COD_MOST_REFUSALS`, two
/// unless said otherwise.
pub struct CashTerms(i64);

impl FromEnvironment for CashTerms {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "COD_MOST_REFUSALS";
        match environment.parse_or::<i64>(NAME, 2)? {
            times @ 1..=1_000 => Ok(Self(times)),
            _ => Err(ConfigError::bad(NAME, "not between 1 and 1000")),
        }
    }
}

/// Whether orders may be paid with Stripe: where the shop's page has the key for it.
pub struct StripeOffer(bool);

impl FromEnvironment for StripeOffer {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let key = environment.optional("STRIPE_PUBLISHABLE_KEY");
        Ok(Self(key.is_some()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    address_id: Option<AddressId>,
    address: Option<InlineAddress>,
    email: Option<String>,
    name: Option<String>,
    slot_id: SlotId,
    payment_method: PaymentMethod,
    use_credit: Option<bool>,
    note: Option<String>,
    expected_total: Option<Money>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let owner = app.auth.shopper(&request).await?;
    let idempotency = request.idempotency(&caller(&owner))?;
    let body: Body = request.json()?;
    let (basket, wishes) = body.check(owner, request.language())?;
    let placed = PlaceOrder {
        basket,
        wishes,
        terms: Terms {
            hold: app.hold.0,
            most_refused_cash: app.cash_terms.0,
            offers_stripe: app.stripe.0,
        },
        idempotency: &idempotency,
        request_id: request.id(),
    };
    let order = placing::place(&app.orders, &app.publisher, &SystemClock, placed)
        .await
        .map_err(|error| refused(error, request.language()))?;
    tracing::Span::current().record("order", order.code.as_str());
    Ok(Reply::created(&OrderView::with_token(
        &order,
        order.customer.language,
        app.links.key(),
    )))
}

/// A price that is not the expected one is told with the quote that holds now.
fn refused(error: PlaceOrderError, language: Language) -> Problem {
    if error.is_stock_out() {
        telemetry::count(&telemetry::STOCK_OUTS, 1);
    }
    let PlaceOrderError::PriceChanged(quote) = &error else {
        return error.into();
    };
    let quote = quote.clone();
    match QuoteView::new(&quote, language) {
        Ok(view) => Problem::from(error).with("quote", &view),
        Err(problem) => problem,
    }
}

/// Whose idempotency keys these are.
fn caller(owner: &CartOwner) -> String {
    match owner {
        CartOwner::User(user) => format!("user {user}"),
        CartOwner::Guest(hash) => format!("guest {hash:02x?}"),
    }
}

impl Body {
    fn check(self, owner: CartOwner, language: Language) -> Result<(Basket, Wishes), Problem> {
        let mut fields = Fields::default();
        let destination = match (self.address_id, self.address) {
            (Some(address), None) => Some(Destination::Saved(address)),
            (None, Some(inline)) => inline
                .check(&mut fields)
                .map(|address| Destination::Inline(Box::new(address))),
            _ => fields.take("/address_id", Err(Invalid("one_address_required"))),
        };
        let guest = match owner {
            CartOwner::User(_) => Some(None),
            CartOwner::Guest(_) => guest(
                &mut fields,
                self.email.as_deref(),
                self.name.as_deref(),
                language,
            )
            .map(Some),
        };
        let note = note(&mut fields, "/note", self.note.as_deref());
        let (Some(destination), Some(guest), true) = (destination, guest, fields.is_empty()) else {
            return Err(fields.problem());
        };
        let basket = Basket {
            owner,
            destination,
            slot: Some(self.slot_id),
            use_credit: self.use_credit.unwrap_or_default(),
            guest_email: guest.as_ref().map(|guest| guest.email.clone()),
        };
        Ok((
            basket,
            Wishes {
                payment_method: self.payment_method,
                note,
                guest,
                expected_total: self.expected_total,
            },
        ))
    }
}

/// Who a guest is.
fn guest(
    fields: &mut Fields,
    email: Option<&str>,
    name: Option<&str>,
    language: Language,
) -> Option<Customer> {
    let email = fields.take("/email", EmailAddress::parse(email.unwrap_or_default()));
    let name = fields.take("/name", PersonName::parse(name.unwrap_or_default()));
    Some(Customer {
        user: None,
        email: email?.as_str().to_owned(),
        name: name?.as_str().to_owned(),
        language,
    })
}
