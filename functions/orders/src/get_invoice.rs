//! `GET /v1/orders/{code}/invoice`: an order's invoice, as a page or as a PDF, for its shopper, whoever has its link,
//! and staff.

use domain::identity::Permission;
use domain::orders::OrderCode;
use domain::orders::invoice::{self, Reader};
use invoices::Seller;
use postgres::PgInvoices;
use runtime::{Auth, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What an invoice is made of.
    pub struct App {
        auth: Auth,
        links: Links,
        invoices: PgInvoices,
        seller: Seller,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    token: Option<String>,
}

const HTML: &str = "text/html";
const PDF: &str = "application/pdf";

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let Query { token } = request.query()?;
    let reader = reader(app, &request, token.as_deref()).await?;
    let code: OrderCode = request.path("code")?;
    let form = request.preferred_type(&[HTML, PDF])?;
    let invoice = invoice::read(&app.invoices, &code, reader).await?;
    let language = request.stated_language();
    let language = language.unwrap_or(invoice.order.customer.language);
    let reply = if form == PDF {
        let name = format!("{}.pdf", invoice.number.to_string().replace('/', "-"));
        Reply::file(PDF, &name, invoices::pdf(&invoice, &app.seller, language))
    } else {
        let page = invoices::html(&invoice, &app.seller, language);
        Reply::html(page.map_err(|error| Problem::internal("the invoice's page", error))?)
    };
    Ok(reply
        .header("content-language", language.as_str())
        .header("vary", "accept, accept-language"))
}

/// By the order's token, or by what the signed-in user may see.
async fn reader<'a>(
    app: &'a App,
    request: &Request,
    token: Option<&'a str>,
) -> Result<Reader<'a>, Problem> {
    if let Some(token) = token {
        return Ok(Reader::Link(app.links.key(), token));
    }
    let caller = app.auth.user(request).await?;
    Ok(if caller.may(Permission::OrdersRead) {
        Reader::Staff
    } else {
        Reader::User(caller.user)
    })
}
