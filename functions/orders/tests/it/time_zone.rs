//! The database's day begins where the shop's does.

use crate::scene::Scene;
use migrations::MigrateError;

async fn date_at_four_in_the_afternoon_utc(scene: &Scene) -> String {
    let question = "select catalog.shop_date('2026-11-22 16:00 UTC')::text";
    let row = scene.shop.client().query_one(question, &[]).await.unwrap();
    row.get(0)
}

#[tokio::test]
async fn a_shop_moves_to_another_time_zone_only_before_its_first_order() {
    let scene = Scene::set().await;
    let url = scene.database.url();
    assert_eq!(
        date_at_four_in_the_afternoon_utc(&scene).await,
        "2026-11-22"
    );
    migrations::keep_time(&url, 8).await.unwrap();
    assert_eq!(
        date_at_four_in_the_afternoon_utc(&scene).await,
        "2026-11-23"
    );
    scene.placed().await;
    // Again is harmless; another zone is refused.
    migrations::keep_time(&url, 8).await.unwrap();
    let refused = migrations::keep_time(&url, 7).await.unwrap_err();
    assert!(matches!(refused, MigrateError::Dated), "{refused}");
    assert_eq!(
        date_at_four_in_the_afternoon_utc(&scene).await,
        "2026-11-23"
    );
}

#[tokio::test]
async fn what_is_in_stock_leaves_it_at_the_shops_midnight() {
    let scene = Scene::set().await;
    migrations::keep_time(&scene.database.url(), 9)
        .await
        .unwrap();
    let variant = scene.shop.variant("MIDNIGHT", 5_000).await;
    scene.shop.lot(variant, 10_000, 3).await;
    let question = "select (l.settled_until at time zone interval '9 hours')::time::text
        from catalog.listings l join catalog.variants v on v.product_id = l.product_id
        where v.sku = 'MIDNIGHT'";
    let row = scene.shop.client().query_one(question, &[]).await.unwrap();
    assert_eq!(row.get::<_, String>(0), "00:00:00");
}
