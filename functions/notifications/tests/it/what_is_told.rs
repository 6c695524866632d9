use crate::support::{
    Desk, claim, code, customer, edited, event, moved, new_address, notify, order, placed,
};
use domain::events::Event;
use domain::identity::events::{EmailVerificationRequested, UnknownAddressUsed};
use domain::ids::{OneTimeTokenId, OrderId, PaymentId, RefundId, UserId};
use domain::links::{LinkKey, Purpose};
use domain::orders::claims::ClaimStatus;
use domain::orders::events::{ClaimResolved, OrderStatusChanged, PaymentNotNeeded};
use domain::orders::{Actor, OrderStatus};
use domain::payments::events::{PaymentRefunded, PaymentStarted, RefundRoute};
use domain::payments::{Bank, Instructions, Method, VirtualAccount};
use domain::{Clock, Language, Money, SystemClock};
use notifications::notify::App;
use testkit::LINK_KEY;
use time::Duration;

#[tokio::test]
async fn a_new_account_is_mailed_a_link_that_only_its_token_opens() {
    let desk = Desk::open().await;
    let (app, address): (&App, _) = (desk.stage().app(), new_address());
    let token_id = OneTimeTokenId::generate(&SystemClock);
    let requested = EmailVerificationRequested {
        user_id: UserId::generate(&SystemClock),
        email: address.clone(),
        name: "Siti".into(),
        language: Language::Id,
        token_id,
        expires_at: SystemClock.now() + Duration::hours(24),
    };
    notify(app, event(&requested)).await.unwrap();

    let mails = desk.aws.mails_to(&address).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0]["Subject"], "Verifikasi alamat email Anda");
    let text = mails[0]["BodyText"].as_str().unwrap();
    assert!(text.contains("24 jam"), "{text}");
    let link = text
        .split("https://sayur.example/verify-email?token=")
        .nth(1)
        .unwrap();
    let token = link.split_whitespace().next().unwrap();
    let key = LinkKey::parse(LINK_KEY).unwrap();
    assert!(key.verify(Purpose::VerifyEmail, token_id, token), "{token}");
}

/// The mails that a row of events makes: what they are recorded as, and their subjects.
async fn told(address: &str, events: Vec<Event>) -> Vec<(String, String)> {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    for event in events {
        notify(app, event).await.unwrap();
    }
    let recorded = desk.recorded(address).await;
    let mails = desk.aws.mails_to(address).await;
    assert_eq!(recorded.len(), mails.len());
    recorded
        .into_iter()
        .zip(mails)
        .map(|(row, mail)| (row.kind, mail["Subject"].as_str().unwrap().to_owned()))
        .collect()
}

#[tokio::test]
async fn an_order_is_told_from_its_placing_to_its_end() {
    let address = new_address();
    let on_the_way = [
        OrderStatus::Picking,
        OrderStatus::Packed,
        OrderStatus::OutForDelivery,
        OrderStatus::DeliveryFailed,
        OrderStatus::Returned,
        OrderStatus::Delivered,
        OrderStatus::Completed,
    ];
    let mut events = vec![placed(&address), moved(&address, OrderStatus::Confirmed)];
    events.push(edited(&address));
    events.extend(on_the_way.map(|status| moved(&address, status)));
    events.push(moved(&address, OrderStatus::Cancelled));
    events.push(moved(&address, OrderStatus::Expired));

    let told = told(&address, events).await;
    let kinds: Vec<_> = told.iter().map(|(kind, _)| kind.as_str()).collect();
    let mut expected = vec!["order_placed", "order_confirmed", "order_edited"];
    expected.extend(["order_status_changed"; 7]);
    expected.extend(["order_cancelled", "order_expired"]);
    assert_eq!(kinds, expected);
    for (_, subject) in told {
        assert!(subject.contains("SYR-4K7QW2XN"), "{subject}");
    }
}

#[tokio::test]
async fn a_payment_is_told_with_where_to_pay_and_a_refund_with_why() {
    let desk = Desk::open().await;
    let (app, address): (&App, _) = (desk.stage().app(), new_address());
    let (payment, order) = (
        PaymentId::generate(&SystemClock),
        OrderId::generate(&SystemClock),
    );
    let started = PaymentStarted {
        payment,
        order,
        order_code: code(),
        customer: customer(&address),
        method: Method::BankTransfer(Bank::Bca),
        amount: Money::rupiah(37_500),
        instructions: Instructions {
            virtual_account: Some(VirtualAccount {
                bank: Bank::Bca,
                number: "80777000012345678".into(),
            }),
            ..Instructions::default()
        },
        expires_at: Some(SystemClock.now() + Duration::hours(1)),
    };
    notify(app, event(&started)).await.unwrap();
    let refunded = PaymentRefunded {
        refund: RefundId::generate(&SystemClock),
        payment,
        order,
        order_code: code(),
        customer: customer(&address),
        amount: Money::rupiah(37_500),
        route: RefundRoute::BankTransfer,
        reason: "order_expired".into(),
    };
    notify(app, event(&refunded)).await.unwrap();

    let mails = desk.aws.mails_to(&address).await;
    let bodies: Vec<_> = mails
        .iter()
        .map(|mail| mail["BodyText"].as_str().unwrap())
        .collect();
    assert_eq!(bodies.len(), 2);
    assert!(
        bodies[0].contains("80777000012345678") && bodies[0].contains("BCA"),
        "{}",
        bodies[0]
    );
    assert!(
        bodies[1].contains("after the order had expired"),
        "{}",
        bodies[1]
    );
}

#[tokio::test]
async fn what_was_decided_about_a_claim_is_told() {
    for (status, amount, subject, words) in [
        (
            ClaimStatus::Refunded,
            Some(22_500),
            "Your claim about order SYR-4K7QW2XN",
            "We are refunding you",
        ),
        (
            ClaimStatus::Credited,
            Some(22_500),
            "Your claim about order SYR-4K7QW2XN",
            "in your store credit",
        ),
        (
            ClaimStatus::Refused,
            None,
            "Your claim about order SYR-4K7QW2XN",
            "cannot meet this claim",
        ),
    ] {
        let desk = Desk::open().await;
        let (app, address): (&App, _) = (desk.stage().app(), new_address());
        let resolved = ClaimResolved {
            claim: claim(&address, status, amount),
        };
        let event = event(&resolved);
        for _ in 0..3 {
            notify(app, event.clone()).await.unwrap();
        }
        let mails = desk.aws.mails_to(&address).await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0]["Subject"], subject);
        let text = mails[0]["BodyText"].as_str().unwrap();
        assert!(text.contains(words) && text.contains("Sorry"), "{text}");
        assert_eq!(
            text.contains("22.500") || text.contains("22,500"),
            amount.is_some(),
            "{text}"
        );
    }
}

#[tokio::test]
async fn what_concerns_no_customer_is_not_told() {
    let address = new_address();
    let not_needed = PaymentNotNeeded {
        order: order(&address, OrderStatus::Expired),
        payment: PaymentId::generate(&SystemClock),
    };
    let waiting = OrderStatusChanged {
        order: order(&address, OrderStatus::AwaitingPayment),
        from: OrderStatus::AwaitingPayment,
        actor: Actor::Shop,
        reason: None,
    };
    let mut unknown = placed(&address);
    unknown.kind = "sayur.orders.order_repainted.v1".into();
    let nobodys = event(&UnknownAddressUsed {});
    let events = vec![event(&not_needed), event(&waiting), unknown, nobodys];
    assert_eq!(told(&address, events).await, []);
}
