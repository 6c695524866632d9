use platform::health::{App, handle};
use testkit::{Call, Stage, TestDatabase};

#[tokio::test]
async fn health_looks_deeper_only_when_asked() {
    let database = TestDatabase::create().await;
    let stage = Stage::on(&database).with("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
    let app: &App = stage.app();
    let shallow = Call::get("/v1/health").send(app, handle).await.expect(200);
    assert_eq!(shallow["status"], "ok");
    Call::get("/v1/health?deep=1")
        .send(app, handle)
        .await
        .expect_problem(503, "unavailable");
}

#[tokio::test]
async fn the_shop_goes_on_without_redis() {
    let database = TestDatabase::create().await;
    let stage = Stage::on(&database).with("REDIS_URL", "redis://127.0.0.1:1");
    let app: &App = stage.app();
    let health = Call::get("/v1/health?deep=1")
        .send(app, handle)
        .await
        .expect(200);
    assert_eq!(health["status"], "degraded");
    assert_eq!(health["dependencies"]["cache"], false);
}
