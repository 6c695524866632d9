use crate::stockroom::Stockroom;
use domain::Quantity;
use domain::catalog::MovementKind;
use tokio_postgres::error::SqlState;

/// What the database says of a movement.
async fn written(room: &Stockroom, lot: &str, kind: &str, on_hand: i64, reserved: i64) -> bool {
    let client = room.market.database.client().await;
    let statement = format!(
        "insert into catalog.stock_movements
            (id, lot_id, kind, on_hand_delta, reserved_delta, order_id, transfer_id, moved_at)
         values (gen_random_uuid(), '{lot}', '{kind}', {on_hand}, {reserved}, gen_random_uuid(),
            case when '{kind}' = 'transfer' then gen_random_uuid() end, now())"
    );
    match client.batch_execute(&statement).await {
        Ok(()) => true,
        Err(error) => {
            assert_eq!(error.code(), Some(&SqlState::CHECK_VIOLATION), "{error}");
            false
        }
    }
}

#[tokio::test]
async fn the_database_takes_the_movements_of_the_domains_table_and_no_others() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 5, 5).await;
    for kind in MovementKind::ALL {
        let legal: Vec<(i64, i64)> = [5, 3, -3, -5]
            .into_iter()
            .filter_map(|quantity| kind.effect(Quantity::from_thousandths(quantity)).ok())
            .map(|effect| (effect.on_hand.thousandths(), effect.reserved.thousandths()))
            .collect();
        for on_hand in [-5, 0, 5] {
            for reserved in [-5, -3, 0, 5] {
                let taken = written(&room, &lot, kind.as_str(), on_hand, reserved).await;
                let is_legal = legal.contains(&(on_hand, reserved));
                assert_eq!(taken, is_legal, "{kind:?} {on_hand} {reserved}");
            }
        }
    }
    assert!(!written(&room, &lot, "theft", -5, 0).await);
}

#[tokio::test]
async fn what_stands_in_the_ledger_stays() {
    let room = Stockroom::open().await;
    room.receive("CBR-KG", "jakarta", 5, 5).await;
    let client = room.market.database.client().await;
    for statement in [
        "update catalog.stock_movements set reason = 'x'",
        "delete from catalog.stock_movements",
        "truncate catalog.stock_movements",
    ] {
        let error = client.batch_execute(statement).await.unwrap_err();
        assert!(
            format!("{error:?}").contains("append-only"),
            "{statement}: {error:?}"
        );
    }
}

#[tokio::test]
async fn no_path_takes_what_is_not_there_or_what_is_promised() {
    let room = Stockroom::open().await;
    let lot = room.receive("CBR-KG", "jakarta", 5, 5).await;
    room.reserve(&lot, 3_000).await;
    let client = room.market.database.client().await;
    for (change, constraint) in [
        ("on_hand = 2999", "lots_reserved_is_there"),
        ("reserved = 5001", "lots_reserved_is_there"),
        ("reserved = -1", "lots_reserved_not_negative"),
        ("on_hand = -1, reserved = -1", "lots_on_hand_not_negative"),
    ] {
        let statement = format!("update catalog.lots set {change} where id = '{lot}'");
        let error = client.batch_execute(&statement).await.unwrap_err();
        let broken = error.as_db_error().and_then(|error| error.constraint());
        let is_guarded = broken == Some(constraint) || broken == Some("lots_reserved_not_negative");
        assert!(is_guarded, "{change}: {error:?}");
    }
}
