//! What staff are told, each who may do something about it, and once.

use crate::support::{Desk, claim, event, new_address, notify, order};
use domain::catalog::Bilingual;
use domain::catalog::events::{LotNearExpiry, StockLow};
use domain::identity::Permission;
use domain::ids::{LotId, UserId, VariantId, WebhookId};
use domain::notifications::Staff;
use domain::notifications::events::WebhookDisabled;
use domain::notifications::webhooks::DisabledReason;
use domain::orders::OrderStatus;
use domain::orders::claims::ClaimStatus;
use domain::orders::events::{ClaimFiled, OrderUnpaid};
use domain::payments::events::SettlementDiffers;
use domain::payments::settlement::DifferenceCounts;
use domain::{Clock, Language, Money, Quantity, SystemClock};
use notifications::notify::App;
use postgres::PgStaff;
use testkit::{Stage, TestDatabase};
use time::macros::date;

/// Somebody with a role, or none; answers their address.
async fn hire(database: &TestDatabase, role: Option<&str>, language: &str, status: &str) -> String {
    let address = new_address();
    let client = database.client().await;
    let user = UserId::generate(&SystemClock).uuid();
    client
        .execute(
            "insert into identity.users
                (id, email, name, language, status, email_verified_at, created_at, updated_at)
             values ($1, $2, 'Dewi', $3, $4, now(), now(), now())",
            &[&user, &address, &language, &status],
        )
        .await
        .unwrap();
    if let Some(role) = role {
        let grant =
            "insert into identity.user_roles (user_id, role, granted_at) values ($1, $2, now())";
        client.execute(grant, &[&user, &role]).await.unwrap();
    }
    address
}

fn product() -> Bilingual {
    Bilingual {
        id: "Bayam".into(),
        en: "Spinach".into(),
    }
}

#[tokio::test]
async fn who_may_is_who_has_the_permission_at_this_moment() {
    let database = TestDatabase::create().await;
    let staff: &PgStaff = Stage::on(&database).of("notifications").app();
    let keeper = hire(&database, Some("warehouse"), "en", "active").await;
    hire(&database, Some("support"), "id", "active").await;
    hire(&database, Some("warehouse"), "id", "suspended").await;
    let guarded = hire(&database, Some("super_admin"), "id", "active").await;
    let found = async || -> Vec<(String, Language)> {
        let members = staff.who_may(Permission::InventoryWrite).await.unwrap();
        members
            .into_iter()
            .map(|member| (member.email, member.language))
            .collect()
    };
    assert_eq!(
        found().await,
        [(keeper.clone(), Language::En), (guarded, Language::Id)]
    );
    // A role whose permissions are held with a second factor alone.
    let client = database.client().await;
    client
        .batch_execute(
            "update identity.roles set requires_second_factor = true where name = 'super_admin'",
        )
        .await
        .unwrap();
    assert_eq!(found().await, [(keeper, Language::En)]);
}

#[tokio::test]
async fn those_who_keep_the_stock_are_mailed_once_each_and_nobody_else() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let keeper = hire(&desk.database, Some("warehouse"), "id", "active").await;
    let manager = hire(&desk.database, Some("catalog_manager"), "en", "active").await;
    let others = [
        hire(&desk.database, Some("support"), "id", "active").await,
        hire(&desk.database, Some("warehouse"), "id", "suspended").await,
        hire(&desk.database, None, "id", "active").await,
    ];
    let low = event(&StockLow {
        variant: VariantId::generate(&SystemClock),
        sku: "BYM-IKAT".parse().unwrap(),
        product: product(),
        unit: domain::catalog::Unit::Ikat,
        available: Quantity::from_thousandths(3_000),
        threshold: Quantity::from_thousandths(5_000),
    });
    let expiring = event(&LotNearExpiry {
        lot: LotId::generate(&SystemClock),
        sku: "BYM-IKAT".parse().unwrap(),
        product: product(),
        unit: domain::catalog::Unit::Ikat,
        location: "Jakarta".into(),
        best_before: date!(2026 - 11 - 24),
        available: Quantity::from_thousandths(3_000),
    });
    for event in [&low, &low, &expiring, &low, &expiring] {
        notify(app, event.clone()).await.unwrap();
    }
    for (address, subjects) in [
        (
            &keeper,
            [
                "Stok menipis: Bayam (BYM-IKAT)",
                "Mendekati kedaluwarsa: Bayam (BYM-IKAT)",
            ],
        ),
        (
            &manager,
            [
                "Low stock: Spinach (BYM-IKAT)",
                "Expires soon: Spinach (BYM-IKAT)",
            ],
        ),
    ] {
        let mails = desk.aws.mails_to(address).await;
        let told: Vec<&str> = mails
            .iter()
            .map(|mail| mail["Subject"].as_str().unwrap())
            .collect();
        assert_eq!(told, subjects);
        assert_eq!(desk.recorded(address).await.len(), 2);
    }
    for address in &others {
        assert_eq!(desk.recorded(address).await, []);
    }
}

#[tokio::test]
async fn a_new_claim_is_told_to_those_who_decide_about_it() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let packer = hire(&desk.database, Some("warehouse"), "en", "active").await;
    let others = [
        hire(&desk.database, Some("catalog_manager"), "id", "active").await,
        hire(&desk.database, Some("courier"), "id", "active").await,
    ];
    let customer = new_address();
    let filed = event(&ClaimFiled {
        claim: claim(&customer, ClaimStatus::Open, None),
    });
    for _ in 0..3 {
        notify(app, filed.clone()).await.unwrap();
    }
    let mails = desk.aws.mails_to(&packer).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0]["Subject"], "New claim: order SYR-4K7QW2XN");
    let text = mails[0]["BodyText"].as_str().unwrap();
    assert!(text.contains("damaged") && text.contains("Pecah"), "{text}");
    for address in others.iter().chain([&customer]) {
        assert_eq!(desk.recorded(address).await, []);
    }
}

#[tokio::test]
async fn money_that_was_taken_back_is_told_to_those_who_can_hold_the_order_back() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let packer = hire(&desk.database, Some("warehouse"), "en", "active").await;
    let courier = hire(&desk.database, Some("courier"), "id", "active").await;
    let customer = new_address();
    let unpaid = event(&OrderUnpaid {
        order: order(&customer, OrderStatus::Packed),
        amount: Money::rupiah(60_000),
    });
    for _ in 0..3 {
        notify(app, unpaid.clone()).await.unwrap();
    }
    let mails = desk.aws.mails_to(&packer).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        mails[0]["Subject"],
        "Payment taken back: order SYR-4K7QW2XN"
    );
    let text = mails[0]["BodyText"].as_str().unwrap();
    assert!(text.contains("packed or delivered already"), "{text}");
    for address in [&courier, &customer] {
        assert_eq!(desk.recorded(address).await, []);
    }
}

#[tokio::test]
async fn a_settlement_that_differs_is_told_to_those_who_read_reports() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let planner = hire(&desk.database, Some("catalog_manager"), "en", "active").await;
    let packer = hire(&desk.database, Some("warehouse"), "id", "active").await;
    let differs = event(&SettlementDiffers {
        date: date!(2026 - 11 - 22),
        differences: DifferenceCounts {
            missing: 2,
            extra: 0,
            amount: 0,
            fee: 1,
            refund: 0,
        },
    });
    for _ in 0..3 {
        notify(app, differs.clone()).await.unwrap();
    }
    let mails = desk.aws.mails_to(&planner).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        mails[0]["Subject"],
        "Settlement of Sunday, 22 November 2026: differences"
    );
    let text = mails[0]["BodyText"].as_str().unwrap();
    assert!(text.contains("Payments not settled: 2"), "{text}");
    assert!(
        text.contains("Other fees: 1") && !text.contains("Refunds"),
        "{text}"
    );
    assert_eq!(desk.recorded(&packer).await, []);
}

#[tokio::test]
async fn a_webhook_that_is_switched_off_is_told_to_those_who_keep_them() {
    let desk = Desk::open().await;
    let app: &App = desk.stage().app();
    let keeper = hire(&desk.database, Some("super_admin"), "en", "active").await;
    let other = hire(&desk.database, Some("catalog_manager"), "id", "active").await;
    let off = event(&WebhookDisabled {
        webhook: WebhookId::generate(&SystemClock),
        description: "Gudang mitra".into(),
        host: "hooks.mitra.example".into(),
        reason: DisabledReason::Gone,
        failing_since: SystemClock.now(),
    });
    for _ in 0..2 {
        notify(app, off.clone()).await.unwrap();
    }
    let mails = desk.aws.mails_to(&keeper).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        mails[0]["Subject"],
        "A partner's webhook was switched off: Gudang mitra"
    );
    assert_eq!(desk.recorded(&other).await, []);
}
