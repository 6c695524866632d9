//! What the shop asks of Midtrans, and what Midtrans makes of it.

use crate::scene::{Scene, bill, gateways_at, payment, refund};
use domain::payments::{
    Bank, Ending, Gateway, GatewayError, GatewayStatus, Instructions, Method, Payment,
};
use domain::{Clock, SystemClock};
use serde_json::json;
use time::Duration;

async fn start(scene: &Scene, payment: &Payment) -> Result<Instructions, GatewayError> {
    let now = SystemClock.now();
    let opened = scene.gateways.start(payment, &bill(), now).await?;
    Ok(opened.instructions)
}

async fn status(scene: &Scene, payment: &Payment) -> GatewayStatus {
    scene.gateways.status(payment).await.unwrap().status
}

/// As the payment is once the shop knows what it was paid with.
fn paid_with(payment: Payment, means: &str) -> Payment {
    Payment {
        paid_with: Some(means.into()),
        ..payment
    }
}

#[tokio::test]
async fn a_page_is_opened_paid_on_and_refunded_in_parts() {
    let scene = Scene::set().await;
    let snap = payment(&bill(), Method::Snap);
    let page = start(&scene, &snap).await.unwrap().redirect_url.unwrap();
    assert!(page.starts_with(&scene.url), "{page}");
    assert_eq!(
        scene.books().await["open_sessions"][0]["gross_amount"],
        "25000.00"
    );
    // Nobody has picked a way to pay: Midtrans knows of no transaction.
    assert_eq!(status(&scene, &snap).await, GatewayStatus::Pending);

    scene
        .simulate(
            &snap,
            json!({ "transaction_status": "settlement", "payment_type": "qris" }),
        )
        .await;
    let report = scene.gateways.status(&snap).await.unwrap();
    assert_eq!(
        (report.status, report.amount),
        (GatewayStatus::Paid, snap.amount)
    );
    assert_eq!(
        (report.reference.as_str(), report.paid_with.as_deref()),
        ("SYR-0A1B2C3D-1", Some("qris"))
    );
    let paid_at = report.paid_at.unwrap();
    assert!(
        (SystemClock.now() - paid_at).abs() < Duration::minutes(1),
        "{paid_at}"
    );

    let snap = paid_with(snap, "qris");
    scene
        .gateways
        .refund(&snap, &refund(&snap, "part", 5_000))
        .await
        .unwrap();
    assert_eq!(
        status(&scene, &snap).await,
        GatewayStatus::PartiallyRefunded
    );
    // The same key once more: it was done, and is not done again.
    scene
        .gateways
        .refund(&snap, &refund(&snap, "part", 5_000))
        .await
        .unwrap();
    scene
        .gateways
        .refund(&snap, &refund(&snap, "rest", 20_000))
        .await
        .unwrap();
    assert_eq!(status(&scene, &snap).await, GatewayStatus::Refunded);
    let refused = scene
        .gateways
        .refund(&snap, &refund(&snap, "more", 1))
        .await;
    assert!(
        matches!(refused, Err(GatewayError::Rejected { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_page_closes_with_the_order() {
    let scene = Scene::set().await;
    start(&scene, &payment(&bill(), Method::Snap))
        .await
        .unwrap();
    let closes = scene.books().await["open_sessions"][0]["expiry_time"].clone();
    let wall_clock =
        time::macros::format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    let closes = time::PrimitiveDateTime::parse(closes.as_str().unwrap(), wall_clock).unwrap();
    let early = bill().expires_at.unwrap() - closes.assume_offset(time::macros::offset!(+7));
    assert!(
        early > Duration::ZERO && early < Duration::minutes(2),
        "{early}"
    );
}

#[tokio::test]
async fn a_card_is_paid_on_a_page_that_offers_cards_alone() {
    let scene = Scene::set().await;
    let card = payment(&bill(), Method::Card);
    let page = start(&scene, &card).await.unwrap().redirect_url.unwrap();
    let page = reqwest::get(&page).await.unwrap().text().await.unwrap();
    assert!(page.contains("value=\"credit_card\""), "{page}");
    for other in ["other_qris", "gopay", "bca_va"] {
        assert!(!page.contains(&format!("value=\"{other}\"")), "{other}");
    }
}

#[tokio::test]
async fn a_direct_charge_says_how_to_pay() {
    let scene = Scene::set().await;
    for bank in [Bank::Bca, Bank::Bni, Bank::Bri, Bank::Permata] {
        let transfer = Payment {
            reference: format!("{bank:?}"),
            ..payment(&bill(), Method::BankTransfer(bank))
        };
        let account = start(&scene, &transfer)
            .await
            .unwrap()
            .virtual_account
            .unwrap();
        assert_eq!(account.bank, bank);
        assert!(
            account.number.len() >= 11
                && account.number.bytes().all(|digit| digit.is_ascii_digit())
        );
        // The first answer was lost and is asked for again.
        assert_eq!(
            start(&scene, &transfer).await.unwrap().virtual_account,
            Some(account)
        );
    }
    let bill_payment = Payment {
        reference: "mandiri".into(),
        ..payment(&bill(), Method::BankTransfer(Bank::Mandiri))
    };
    let instructions = start(&scene, &bill_payment).await.unwrap();
    let numbers = instructions.bill_payment.clone().unwrap();
    assert_eq!(
        (numbers.bank, numbers.biller_code.as_str()),
        (Bank::Mandiri, "70012")
    );
    assert_eq!(instructions.virtual_account, None);
    assert_eq!(start(&scene, &bill_payment).await.unwrap(), instructions);
    let qris = Payment {
        reference: "qris".into(),
        ..payment(&bill(), Method::Qris)
    };
    assert!(
        start(&scene, &qris)
            .await
            .unwrap()
            .qr
            .unwrap()
            .ends_with("/qr-code")
    );
    let gopay = Payment {
        reference: "gopay".into(),
        ..payment(&bill(), Method::Gopay)
    };
    let instructions = start(&scene, &gopay).await.unwrap();
    assert!(instructions.redirect_url.is_some() && instructions.qr.is_some());
    assert_eq!(status(&scene, &gopay).await, GatewayStatus::Pending);
}

#[tokio::test]
async fn what_is_stopped_is_not_paid_any_more() {
    let scene = Scene::set().await;
    for (ending, expected) in [
        (Ending::Cancelled, GatewayStatus::Cancelled),
        (Ending::Expired, GatewayStatus::Expired),
    ] {
        let qris = Payment {
            reference: format!("{ending:?}"),
            ..payment(&bill(), Method::Qris)
        };
        start(&scene, &qris).await.unwrap();
        scene.gateways.end(&qris, ending).await.unwrap();
        assert_eq!(status(&scene, &qris).await, expected);
    }
    // A page on which nobody has picked a way to pay has nothing to stop.
    let snap = payment(&bill(), Method::Snap);
    start(&scene, &snap).await.unwrap();
    scene.gateways.end(&snap, Ending::Cancelled).await.unwrap();
    // What is paid stays paid.
    scene
        .simulate(&snap, json!({ "transaction_status": "settlement" }))
        .await;
    let refused = scene.gateways.end(&snap, Ending::Cancelled).await;
    assert_eq!(refused, Err(GatewayError::Rejected { code: "412".into() }));
}

#[tokio::test]
async fn a_transfer_has_no_way_back() {
    let scene = Scene::set().await;
    let transfer = payment(&bill(), Method::BankTransfer(Bank::Bca));
    start(&scene, &transfer).await.unwrap();
    scene
        .simulate(&transfer, json!({ "transaction_status": "settlement" }))
        .await;
    let transfer = paid_with(transfer, "bank_transfer");
    let refused = scene
        .gateways
        .refund(&transfer, &refund(&transfer, "back", 25_000))
        .await;
    assert_eq!(refused, Err(GatewayError::NotOffered));
}

#[tokio::test]
async fn a_card_that_is_not_settled_is_cancelled_instead_of_refunded() {
    let scene = Scene::set().await;
    let snap = payment(&bill(), Method::Snap);
    start(&scene, &snap).await.unwrap();
    scene
        .simulate(&snap, json!({ "transaction_status": "capture" }))
        .await;
    assert_eq!(status(&scene, &snap).await, GatewayStatus::Paid);
    let snap = paid_with(snap, "credit_card");
    for _ in 0..2 {
        scene
            .gateways
            .refund(&snap, &refund(&snap, "back", 25_000))
            .await
            .unwrap();
        assert_eq!(status(&scene, &snap).await, GatewayStatus::Cancelled);
    }
}

#[tokio::test]
async fn a_part_of_a_card_that_is_not_settled_goes_back_later() {
    let scene = Scene::set().await;
    let snap = payment(&bill(), Method::Snap);
    start(&scene, &snap).await.unwrap();
    scene
        .simulate(&snap, json!({ "transaction_status": "capture" }))
        .await;
    let snap = paid_with(snap, "credit_card");
    let part = refund(&snap, "part", 3_000);
    let early = scene.gateways.refund(&snap, &part).await;
    assert_eq!(early, Err(GatewayError::NotYet));
    scene
        .simulate(&snap, json!({ "transaction_status": "settlement" }))
        .await;
    scene.gateways.refund(&snap, &part).await.unwrap();
}

#[tokio::test]
async fn a_refund_that_a_stranger_asks_for_is_not_refused_for_good() {
    let scene = Scene::set().await;
    let snap = payment(&bill(), Method::Snap);
    start(&scene, &snap).await.unwrap();
    scene
        .simulate(&snap, json!({ "transaction_status": "settlement" }))
        .await;
    let snap = paid_with(snap, "qris");
    let back = refund(&snap, "back", 25_000);
    let stranger = gateways_at(&scene.url, "another");
    let refused = stranger.refund(&snap, &back).await;
    assert_eq!(refused, Err(GatewayError::Unavailable));
    // What is more than was paid never goes back.
    let much = refund(&snap, "much", 25_001);
    let refused = scene.gateways.refund(&snap, &much).await;
    assert!(
        matches!(refused, Err(GatewayError::Rejected { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_challenged_card_is_not_paid() {
    let scene = Scene::set().await;
    let snap = payment(&bill(), Method::Snap);
    start(&scene, &snap).await.unwrap();
    scene
        .simulate(
            &snap,
            json!({ "transaction_status": "capture", "fraud_status": "challenge" }),
        )
        .await;
    assert_eq!(status(&scene, &snap).await, GatewayStatus::Pending);
}
