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
