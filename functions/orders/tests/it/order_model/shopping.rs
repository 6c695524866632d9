//! Acts of shoppers before they have ordered.

use super::books::Order;
use super::day::Day;
use super::shop;

impl Day<'_> {
    pub(super) async fn put(&mut self, who: usize, good: usize, halves: i64) {
        let Self { shop, books } = self;
        let quantity = books.goods[good].step * halves / 2;
        let expected = books.may_put(good, quantity);
        let answer = shop.put(who, &books.goods[good].sku, quantity).await;
        if shop.told("put", answer, expected.map(|()| 200)).is_some() {
            books.put(who, good, quantity);
        }
        shop.check_cart(books, who).await;
    }

    pub(super) async fn remove(&mut self, who: usize, good: usize) {
        self.shop.remove(who, self.sku(good)).await;
        self.books.carts[who]
            .goods
            .retain(|(known, _)| *known != good);
        self.shop.check_cart(&self.books, who).await;
    }

    /// One that does not apply is refused, and the cart keeps the one it had.
    pub(super) async fn use_coupon(&mut self, who: usize, coupon: usize) {
        let Self { shop, books } = self;
        let expected = books.may_use_coupon(who, coupon);
        let code = books.coupons.get(coupon);
        let code = code.map_or("TAK-ADA", |coupon| &coupon.code);
        let answer = shop.use_coupon(who, code).await;
        if shop
            .told("coupon", answer, expected.map(|()| 200))
            .is_some()
        {
            books.carts[who].coupon = Some(coupon);
        }
        shop.check_cart(books, who).await;
    }

    pub(super) async fn drop_coupon(&mut self, who: usize) {
        self.shop.drop_coupon(who).await;
        self.books.carts[who].coupon = None;
        self.shop.check_cart(&self.books, who).await;
    }

    pub(super) async fn quote(&mut self, who: usize, window: usize, credit: bool) {
        let Self { shop, books } = self;
        let (draft, problems) = books.quote(who, window, credit);
        let quoted = shop.quote(who, books.windows[window].id, credit).await;
        let codes: Vec<_> = problems.iter().map(|(_, code)| *code).collect();
        for code in &codes {
            shop.met("quote", code);
        }
        assert_eq!(shop::codes(&quoted["problems"]), codes);
        assert_eq!(shop::sums(&quoted), draft.sums);
        let shown = books.coupon_shown(who, draft.coupon_problem);
        assert_eq!(quoted["coupon"], shown);
        let discounts = quoted["lines"].as_array().unwrap().iter();
        let discounts = discounts.map(|line| shop::amount(&line["discount"]));
        let expected = draft.lines.iter().map(|line| line.discount);
        assert!(discounts.eq(expected), "{}", quoted["lines"]);
    }

    pub(super) async fn place(
        &mut self,
        number: usize,
        (who, window): (usize, usize),
        (cash, credit): (bool, bool),
    ) {
        let Self { shop, books } = self;
        let (expected, draft) = match books.may_place(who, window, cash, credit) {
            Ok(draft) => (Ok(201), Some(draft)),
            Err(refusal) => (Err(refusal), None),
        };
        let key = format!("order-{number}");
        let body = shop.order(who, books.windows[window].id, cash, credit);
        let answer = shop.place(who, &key, &body).await;
        let answer = shop.told("place", answer, expected);
        let Some((first_answer, draft)) = answer.zip(draft) else {
            return;
        };
        assert_eq!(shop::sums(&first_answer), draft.sums);
        let is_paid = cash || draft.sums.due == 0;
        let status = if is_paid {
            "confirmed"
        } else {
            "awaiting_payment"
        };
        let order = Order {
            code: first_answer["code"].as_str().unwrap().to_owned(),
            first_answer,
            key,
            body,
            buyer: who,
            cash,
            timeline: vec![status],
            window,
            ..Order::default()
        };
        books.place(order, draft);
        if books
            .orders
            .last()
            .is_some_and(|order| order.coupon.is_some())
        {
            shop.met("redeem", "done");
        }
        shop.check_cart(books, who).await;
    }
}
