//! Acts that become of orders.

use super::acts::{Act, GOODS, Remedy, STATUSES, Tag, Which};
use super::books::Order;
use super::claims::{Claim, Claimed};
use super::day::Day;
use super::shop::amount;
use crate::scene::text;
use serde_json::json;

/// The way to the door.
const WAY: [&str; 6] = [
    "awaiting_payment",
    "confirmed",
    "picking",
    "packed",
    "out_for_delivery",
    "delivered",
];

impl Day<'_> {
    /// What happens to an order, of which there are some.
    pub(super) async fn go_on(&mut self, number: usize, act: Act) {
        let orders = &self.books.orders;
        match act {
            Act::Again(order) => self.again(order.index(orders.len())).await,
            Act::Pay(order) => {
                let order = order.of(orders, |order| order.status() == "awaiting_payment");
                self.pay(order).await;
            }
            Act::PaidAgain(order, payment) => {
                let payments = &order.get(orders).payments;
                if !payments.is_empty() {
                    self.shop.deliver(payment.get(payments)).await;
                }
            }
            Act::Cancel(order) => self.cancel(order.index(orders.len())).await,
            Act::Expire(order) => {
                let order = order.index(orders.len());
                self.shop.expire(&orders[order]).await;
                self.books.time_goes_by(order);
            }
            Act::DayAfter(order) => {
                let order = order.of(orders, Order::was_handed_over);
                self.day_after(order).await;
            }
            Act::Move(order, to) => self.staff(order.index(orders.len()), to).await,
            Act::MoveOn(order) => Box::pin(self.move_on(number, &order)).await,
            Act::Pack(which, line, quarters) => {
                let suits = |order: &Order| order.status() == "picking";
                if let Some(order) = Box::pin(self.lead(&which, "picking", suits)).await {
                    Box::pin(self.pack(order, line, quarters)).await;
                }
            }
            Act::Edit(which, lines, tag) => {
                let suits = |order: &Order| order.status() == "confirmed";
                if let Some(order) = Box::pin(self.lead(&which, "confirmed", suits)).await {
                    Box::pin(self.edit(order, &lines, tag)).await;
                }
            }
            Act::Claim(which, lines, by_another) => {
                let suits = |order: &Order| order.was_handed_over() && !order.is_old;
                if let Some(order) = Box::pin(self.lead(&which, "delivered", suits)).await {
                    Box::pin(self.claim(order, &lines, by_another)).await;
                }
            }
            Act::Resolve(which, remedy, quarters) if !self.books.claims.is_empty() => {
                let claims = &self.books.claims;
                let claim = which.of(claims, |claim| claim.status == "open");
                if which.any || claims[claim].status == "open" {
                    Box::pin(self.resolve(number, claim, remedy, quarters)).await;
                }
            }
            _ => {}
        }
    }

    async fn again(&self, order: usize) {
        let order = &self.books.orders[order];
        let again = self.shop.place(order.buyer, &order.key, &order.body).await;
        assert_eq!(again.expect(201), order.first_answer);
    }

    async fn pay(&mut self, order: usize) {
        let payment = self.shop.pay(&self.books.orders[order]).await;
        self.books.pay(order, payment);
    }

    async fn cancel(&mut self, order: usize) {
        let Self { shop, books } = self;
        let expected = books.may_cancel(order).map(|()| 200);
        if let Some(answer) = shop.cancel(&books.orders[order]).await
            && shop.told("cancel", answer, expected).is_some()
        {
            books.move_on(order, "cancelled");
        }
    }

    async fn day_after(&mut self, order: usize) {
        let order = &mut self.books.orders[order];
        if order.was_handed_over() {
            self.shop.day_after(order).await;
            order.is_old = true;
        }
    }

    async fn staff(&mut self, order: usize, to: &'static str) {
        let Self { shop, books } = self;
        let expected = books.may_move(order, to).map(|()| 200);
        let answer = shop.move_on(&books.orders[order], to).await;
        if let Some(moved) = shop.told("move", answer, expected) {
            assert_eq!(moved["status"], json!(to));
            books.move_on(order, to);
            shop.met("move", to);
        }
    }

    /// What staff may do next with an order, but for ending it.
    fn next(&self, order: usize) -> Vec<&'static str> {
        let mut next = STATUSES.to_vec();
        next.retain(|to| *to != "cancelled" && self.books.may_move(order, to).is_ok());
        next
    }

    /// Mostly of what is not handed over yet.
    async fn move_on(&mut self, number: usize, order: &Which) {
        let orders: Vec<usize> = (0..self.books.orders.len()).collect();
        let goes_on = |order: usize| {
            !self.books.orders[order].was_handed_over() && !self.next(order).is_empty()
        };
        let order = order.of(&orders, |order| goes_on(*order));
        let next = self.next(order);
        if !next.is_empty() {
            self.staff(order, next[number % next.len()]).await;
        }
    }

    /// The order that is meant. One that should suit goes on to `goal` first, if its way leads there; `None`: it does
    /// not suit.
    async fn lead(
        &mut self,
        which: &Which,
        goal: &str,
        suits: impl Fn(&Order) -> bool,
    ) -> Option<usize> {
        let order = which.of(&self.books.orders, &suits);
        if which.any {
            return Some(order);
        }
        let place = |status| WAY.iter().position(|known| *known == status);
        while let Some(stands) = place(self.books.orders[order].status())
            && Some(stands) < place(goal)
        {
            match WAY[stands + 1] {
                "confirmed" => self.pay(order).await,
                next => self.staff(order, next).await,
            }
        }
        suits(&self.books.orders[order]).then_some(order)
    }

    async fn pack(&mut self, order: usize, line: usize, quarters: i64) {
        let Self { shop, books } = self;
        let lines = &books.orders[order].lines;
        let line = line % lines.len();
        let (sku, quantity) = (&books.goods[lines[line].good].sku, lines[line].quantity);
        let quantity = quantity * quarters / 4;
        let expected = books.may_pack(order, line, quantity).map(|()| 200);
        let answer = shop.pack(&books.orders[order], sku, quantity).await;
        if shop.told("pack", answer, expected).is_some() {
            books.pack(order, line, quantity);
        }
    }

    async fn edit(&mut self, order: usize, lines: &[(usize, i64)], tag: Tag) {
        let goods = &self.books.goods;
        let quantity =
            |good: usize, halves| goods.get(good).map_or(1_000, |good| good.step) * halves / 2;
        let lines = lines
            .iter()
            .map(|&(good, halves)| (good, quantity(good, halves)));
        let lines: Vec<(usize, i64)> = lines.collect();
        let wanted: Vec<_> = lines
            .iter()
            .map(|(good, quantity)| (self.sku(*good), *quantity))
            .collect();
        let edit = self.books.may_edit(order, &lines, tag);
        let expected = edit.as_ref().map(|_| 200).map_err(|refusal| *refusal);
        let answer = self
            .shop
            .edit(&self.books.orders[order], &wanted, tag)
            .await;
        self.shop.told("edit", answer, expected);
        match edit {
            Ok(Some(edit)) => self.books.edit(order, edit),
            Ok(None) => self.shop.met("edit", "nothing to change"),
            Err(_) => {}
        }
    }

    async fn claim(&mut self, number: usize, lines: &[(usize, i64)], by_another: bool) {
        let order = &self.books.orders[number];
        let wanted = lines.iter().map(|&(line, quarters)| {
            if line == GOODS {
                return (line, 250 * quarters);
            }
            let line = &order.lines[line % order.lines.len()];
            // Of what is not in the box at all something is claimed too.
            let whole = if line.handed_over() == 0 {
                1_000
            } else {
                line.handed_over()
            };
            (line.good, whole * quarters / 4)
        });
        let wanted: Vec<(usize, i64)> = wanted.collect();
        let skus: Vec<_> = wanted
            .iter()
            .map(|(good, quantity)| (self.sku(*good), *quantity))
            .collect();
        let claimed = self.books.may_claim(number, &wanted, by_another);
        let expected = claimed.as_ref().map(|_| 201).map_err(|refusal| *refusal);
        let answer = self.shop.claim(order, &skus, by_another).await;
        let (Some(told), Ok(lines)) = (self.shop.told("claim", answer, expected), claimed) else {
            return;
        };
        let costs = told["lines"].as_array().unwrap().iter();
        let costs = costs.map(|line| amount(&line["cost"]));
        assert!(
            costs.eq(lines.iter().map(|line: &Claimed| line.cost)),
            "{told}"
        );
        let claim = Claim {
            id: text(&told["id"]).to_owned(),
            order: number,
            lines,
            status: "open",
            amount: None,
        };
        assert_eq!(amount(&told["cost"]), claim.cost());
        self.books.claims.push(claim);
    }

    async fn resolve(
        &mut self,
        number: usize,
        claim: usize,
        remedy: Remedy,
        quarters: Option<i64>,
    ) {
        let Self { shop, books } = self;
        let amount = quarters.map(|quarters| books.claims[claim].cost() * quarters / 4);
        let given = books.may_resolve(claim, remedy, amount);
        let key = format!("claim-{}-{number}", shop.premises.days.get());
        let answer = shop
            .resolve(&key, &books.claims[claim], remedy, amount)
            .await;
        let told = shop.told("resolve", answer, given.map(|_| 200));
        let (Some(told), Ok(given)) = (told, given) else {
            return;
        };
        books.resolve(claim, remedy, given);
        assert_eq!(told["status"], json!(books.claims[claim].status));
        assert_eq!(told["resolution"]["amount"]["amount"], json!(given));
        shop.met("resolve", books.claims[claim].status);
    }
}
