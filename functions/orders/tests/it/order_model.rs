//! Whatever shoppers, staff, payments and time do in whatever order: the shop's books are what a plain model of the
//! shop says they are, after every step. A new command is an [`Act`], what it should do is a word of
//! [`books::Books`], how it is asked for is one of [`shop::Shop`].

mod books;
mod entries;
mod shop;

use books::{Books, Order};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use shop::{Premises, Shop};

/// What somebody does. Who and what is counted around: there is always somebody.
#[derive(Debug, Clone)]
enum Act {
    /// A shopper puts so many steps of a good into the cart; now and then half a step, or more than there is.
    Put(usize, usize, i64),
    Remove(usize, usize),
    /// For a window, with credit or not.
    Quote(usize, usize, bool),
    /// In a window, in cash or not, with credit or not.
    Place(usize, usize, bool, bool),
    /// The shop gives so much credit.
    Give(usize, i64),
    /// The request that placed an order comes once more.
    Again(Index),
    Pay(Index),
    /// News of a payment comes once more.
    PaidAgain(Index, Index),
    Cancel(Index),
    /// An order's time to be paid is over.
    Expire(Index),
    Move(Index, &'static str),
    /// Staff do what comes next.
    MoveOn(Index),
    /// So many quarters of a line are in the box.
    Pack(Index, usize, i64),
    Reprice(usize, i64),
    /// A good is taken off the shelves, or put back.
    Retire(usize),
    Receive(usize, i64),
}

const STATUSES: [&str; 11] = [
    "awaiting_payment",
    "confirmed",
    "picking",
    "packed",
    "out_for_delivery",
    "delivered",
    "completed",
    "cancelled",
    "expired",
    "delivery_failed",
    "returned",
];

const SHOPPERS: usize = 3;
const GOODS: usize = 4;
const WINDOWS: usize = 2;

fn act() -> impl Strategy<Value = Act> {
    let index = any::<Index>;
    // In halves of a step.
    let steps = prop_oneof![12 => (1..6_i64).prop_map(|steps| 2 * steps), 1 => 0..60_i64];
    let price = prop::sample::select(vec![1_999_i64, 5_000, 17_001, 33_333]);
    prop_oneof![
        16 => (0..SHOPPERS, 0..GOODS, steps).prop_map(|(who, good, steps)| Act::Put(who, good, steps)),
        2 => (0..SHOPPERS, 0..GOODS).prop_map(|(who, good)| Act::Remove(who, good)),
        3 => (0..SHOPPERS, 0..WINDOWS, any::<bool>())
            .prop_map(|(who, window, credit)| Act::Quote(who, window, credit)),
        14 => (0..SHOPPERS, 0..WINDOWS, any::<bool>(), any::<bool>())
            .prop_map(|(who, window, cash, credit)| Act::Place(who, window, cash, credit)),
        3 => (0..SHOPPERS, 1..60_000_i64).prop_map(|(who, amount)| Act::Give(who, amount)),
        2 => index().prop_map(Act::Again),
        6 => index().prop_map(Act::Pay),
        2 => (index(), index()).prop_map(|(order, payment)| Act::PaidAgain(order, payment)),
        4 => index().prop_map(Act::Cancel),
        3 => index().prop_map(Act::Expire),
        4 => (index(), prop::sample::select(&STATUSES[..])).prop_map(|(order, to)| Act::Move(order, to)),
        12 => index().prop_map(Act::MoveOn),
        4 => (index(), 0..GOODS, 0..4_i64).prop_map(|(order, line, quarters)| Act::Pack(order, line, quarters)),
        1 => (0..GOODS, price).prop_map(|(good, price)| Act::Reprice(good, price)),
        1 => (0..GOODS).prop_map(Act::Retire),
        2 => (0..GOODS, 1..8_i64).prop_map(|(good, units)| Act::Receive(good, units)),
    ]
}

async fn play(premises: &Premises, acts: Vec<Act>) {
    let (shop, mut books) = Shop::open(premises).await;
    for (number, act) in acts.into_iter().enumerate() {
        // On the heap: together they would overflow the stack of a test.
        Box::pin(step(&shop, &mut books, number, act)).await;
        Box::pin(shop.check(&books)).await;
    }
    Box::pin(shop.close(&books)).await;
}

async fn step(shop: &Shop<'_>, books: &mut Books, number: usize, act: Act) {
    let orders = books.orders.len();
    let which = |order: &Index| order.index(orders);
    match act {
        Act::Put(who, good, halves) => {
            let quantity = books.goods[good].step * halves / 2;
            let answer = shop.put(who, &books.goods[good].sku, quantity).await;
            if shop::told(answer, 200, books.may_put(good, quantity)).is_some() {
                books.put(who, good, quantity);
            }
            shop.check_cart(books, who).await;
        }
        Act::Remove(who, good) => {
            shop.remove(who, &books.goods[good].sku).await;
            books.carts[who].retain(|(known, _)| *known != good);
            shop.check_cart(books, who).await;
        }
        Act::Quote(who, window, credit) => {
            let (draft, problems) = books.quote(who, window, credit);
            let quoted = shop.quote(who, books.windows[window].id, credit).await;
            let codes: Vec<_> = problems.iter().map(|(_, code)| *code).collect();
            assert_eq!(shop::codes(&quoted["problems"]), codes);
            assert_eq!(shop::sums(&quoted), draft.sums);
        }
        Act::Place(who, window, cash, credit) => {
            Box::pin(place(shop, books, number, (who, window), (cash, credit))).await;
        }
        Act::Give(who, amount) => {
            if shop.give(who, amount).await {
                books.credit[who] += amount;
            }
        }
        Act::Reprice(good, price) => {
            shop.reprice(&books.goods[good].sku, price).await;
            books.goods[good].price = price;
        }
        Act::Retire(good) => {
            let good = &mut books.goods[good];
            good.on_sale = !good.on_sale;
            shop.offer(&good.sku, good.on_sale).await;
        }
        Act::Receive(good, units) => {
            let lot = shop.receive(&books.goods[good].sku, units * 1_000).await;
            books.goods[good].lots.push(lot);
        }
        _ if orders == 0 => {}
        Act::Again(order) => {
            let order = &books.orders[which(&order)];
            let again = shop.place(order.buyer, &order.key, &order.body).await;
            assert_eq!(again.expect(201), order.first_answer);
        }
        Act::Pay(order) => {
            let payment = shop.pay(&books.orders[which(&order)]).await;
            books.pay(which(&order), payment);
        }
        Act::PaidAgain(order, payment) => {
            let payments = &books.orders[which(&order)].payments;
            if !payments.is_empty() {
                shop.deliver(payment.get(payments)).await;
            }
        }
        Act::Cancel(order) => {
            let order = which(&order);
            if let Some(answer) = shop.cancel(&books.orders[order]).await
                && shop::told(answer, 200, books.may_cancel(order)).is_some()
            {
                books.move_on(order, "cancelled");
            }
        }
        Act::Expire(order) => {
            let order = which(&order);
            shop.expire(&books.orders[order]).await;
            if books.orders[order].status() == "awaiting_payment" {
                books.move_on(order, "expired");
            }
        }
        Act::Pack(order, line, quarters) => {
            let order = which(&order);
            let lines = &books.orders[order].lines;
            let line = line % lines.len();
            let (sku, quantity) = (&books.goods[lines[line].good].sku, lines[line].quantity);
            let quantity = quantity * quarters / 4;
            let answer = shop.pack(&books.orders[order], sku, quantity).await;
            if shop::told(answer, 200, books.may_pack(order, line, quantity)).is_some() {
                books.pack(order, line, quantity);
            }
        }
        Act::Move(order, to) => staff(shop, books, which(&order), to).await,
        Act::MoveOn(order) => {
            let order = which(&order);
            let mut next = STATUSES.to_vec();
            next.retain(|to| *to != "cancelled" && books.may_move(order, to).is_ok());
            if !next.is_empty() {
                staff(shop, books, order, next[number % next.len()]).await;
            }
        }
    }
}

async fn place(
    shop: &Shop<'_>,
    books: &mut Books,
    number: usize,
    (who, window): (usize, usize),
    (cash, credit): (bool, bool),
) {
    let expected = books.may_place(who, window, cash, credit);
    let (key, body) = (
        format!("order-{number}"),
        shop.order(who, books.windows[window].id, cash, credit),
    );
    let answer = shop.place(who, &key, &body).await;
    let (outcome, draft) = match expected {
        Ok(draft) => (Ok(()), Some(draft)),
        Err(refusal) => (Err(refusal), None),
    };
    let (Some(first_answer), Some(draft)) = (shop::told(answer, 201, outcome), draft) else {
        return;
    };
    assert_eq!(shop::sums(&first_answer), draft.sums);
    let order = Order {
        code: first_answer["code"].as_str().unwrap().to_owned(),
        first_answer,
        key,
        body,
        buyer: who,
        cash,
        lines: Vec::new(),
        timeline: vec![if cash || draft.sums.due == 0 {
            "confirmed"
        } else {
            "awaiting_payment"
        }],
        window,
        sums: books::Sums::default(),
        grams: 0,
        holds: Vec::new(),
        payments: Vec::new(),
        surplus: 0,
        refunded: 0,
    };
    books.place(order, draft);
    shop.check_cart(books, who).await;
}

async fn staff(shop: &Shop<'_>, books: &mut Books, order: usize, to: &'static str) {
    let expected = books.may_move(order, to);
    let answer = shop.move_on(&books.orders[order], to).await;
    if let Some(moved) = shop::told(answer, 200, expected) {
        assert_eq!(moved["status"], json!(to));
        books.move_on(order, to);
    }
}

#[test]
fn the_books_of_the_shop_are_what_the_model_says() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let premises = runtime.block_on(Premises::build());
    let config = Config {
        cases: 16,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = prop::collection::vec(act(), 1..100);
    TestRunner::new(config)
        .run(&acts, |acts| {
            runtime.block_on(Box::pin(play(&premises, acts)));
            Ok(())
        })
        .unwrap();
    // The database is dropped within the runtime that its connections live in.
    runtime.block_on(async { drop(premises) });
}
