//! `POST /v1/carts`: a cart for a guest. Whoever has its token has the cart.

use crate::view::CartView;
use domain::SystemClock;
use domain::cart::{self, Cart};
use postgres::PgCarts;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

config::app! {
    pub struct App {
        carts: PgCarts,
    }
}

#[derive(Serialize)]
struct NewCart<'a> {
    cart_token: String,
    cart: CartView<'a>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let cart_token = cart::open(&app.carts, &SystemClock).await?;
    let cart = Cart::default();
    Ok(Reply::created(&NewCart {
        cart_token,
        cart: CartView::new(&cart, request.language()),
    }))
}
