//! A day in the shop: each act is asked of the functions and done in the books, and what is answered is what the books
//! say.

use super::acts::{Act, GOODS};
use super::books::{Books, Cart};
use super::premises::{Premises, Shop};

pub(super) struct Day<'a> {
    pub(super) shop: Shop<'a>,
    pub(super) books: Books,
}

pub(super) async fn play(premises: &Premises, acts: Vec<Act>) {
    let (shop, books) = Shop::open(premises).await;
    let mut day = Day { shop, books };
    for (number, act) in acts.into_iter().enumerate() {
        // On the heap: together they would overflow the stack of a test.
        Box::pin(day.step(number, act)).await;
        Box::pin(day.shop.check(&day.books)).await;
    }
    Box::pin(day.shop.close(&day.books)).await;
}

impl Day<'_> {
    async fn step(&mut self, number: usize, act: Act) {
        match act {
            Act::Put(who, good, halves) => self.put(who, good, halves).await,
            Act::Remove(who, good) => self.remove(who, good).await,
            Act::UseCoupon(who, coupon) => self.use_coupon(who, coupon).await,
            Act::DropCoupon(who) => self.drop_coupon(who).await,
            Act::Quote(who, window, credit) => self.quote(who, window, credit).await,
            Act::Place(cart, window, cash, credit) => {
                let is_filled = |cart: &Cart| !cart.goods.is_empty();
                let who = cart.of(&self.books.carts, is_filled);
                if !cart.any && !is_filled(&self.books.carts[who]) {
                    self.put(who, number % GOODS, 4).await;
                }
                Box::pin(self.place(number, (who, window), (cash, credit))).await;
            }
            Act::Give(who, amount) => {
                if self.shop.give(who, amount).await {
                    self.books.credit[who] += amount;
                }
            }
            Act::Plan(coupon, phase) => {
                let coupon = &mut self.books.coupons[coupon];
                coupon.phase = phase;
                self.shop.plan(coupon).await;
            }
            Act::Reprice(good, price) => {
                let good = &mut self.books.goods[good];
                good.price = price;
                self.shop.reprice(&good.sku, price).await;
            }
            Act::Retire(good) => {
                let good = &mut self.books.goods[good];
                good.on_sale = !good.on_sale;
                self.shop.offer(&good.sku, good.on_sale).await;
            }
            Act::Receive(good, units) => {
                let good = &mut self.books.goods[good];
                let lot = self.shop.receive(&good.sku, units * 1_000).await;
                good.lots.push(lot);
            }
            _ if self.books.orders.is_empty() => {}
            act => Box::pin(self.go_on(number, act)).await,
        }
    }

    /// The SKU of a good; the last is none of the shop's.
    pub(super) fn sku(&self, good: usize) -> &str {
        let good = self.books.goods.get(good);
        good.map_or("TAK-ADA", |good| &good.sku)
    }
}
