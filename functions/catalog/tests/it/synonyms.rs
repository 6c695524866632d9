use crate::market::Market;
use catalog::{SynonymsApp, get_synonyms, put_synonyms};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use serde_json::{Value, json};
use testkit::{Answer, Call};

struct Desk {
    market: Market,
    app: &'static SynonymsApp,
    token: String,
}

impl Desk {
    async fn open() -> Self {
        let market = Market::open().await;
        let user = UserId::generate(&SystemClock);
        Self {
            app: market.stage.app(),
            token: market.stage.token(user, &[Permission::CatalogWrite]),
            market,
        }
    }

    async fn get(&self) -> Answer {
        let call = Call::get("/v1/admin/search/synonyms").bearer(&self.token);
        call.send(self.app, get_synonyms::handle).await
    }

    async fn put(&self, groups: &Value, version: Option<&str>) -> Answer {
        let call = Call::new("PUT", "/v1/admin/search/synonyms")
            .bearer(&self.token)
            .json(&json!({ "groups": groups }));
        let call = match version {
            Some(version) => call.header("if-match", version),
            None => call,
        };
        call.send(self.app, put_synonyms::handle).await
    }
}

fn version(answer: &Answer) -> String {
    answer.headers["etag"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_new_shop_knows_other_names_already() {
    let desk = Desk::open().await;
    let answer = desk.get().await;
    assert_eq!(version(&answer), "\"1\"");
    let groups = answer.expect(200)["groups"].clone();
    let groups = groups.as_array().unwrap();
    assert!(groups.len() > 40);
    assert!(
        groups
            .iter()
            .all(|group| group.as_array().unwrap().len() >= 2)
    );
    // What is there can be put back as it is.
    assert_eq!(
        version(&desk.put(&json!(groups), Some("\"1\"")).await),
        "\"1\""
    );
}

#[tokio::test]
async fn the_next_search_knows_the_names_that_were_put() {
    let desk = Desk::open().await;
    assert_eq!(desk.market.found("?q=gandola+merambat").await, [""; 0]);
    let groups = json!([["kangkung", "Gandola-Merambat"], ["tomat", "rangam"]]);
    let put = desk.put(&groups, None).await;
    assert_eq!(version(&put), "\"2\"");
    let kept = json!([["kangkung", "gandola merambat"], ["tomat", "rangam"]]);
    assert_eq!(put.expect(200)["groups"], kept);
    assert_eq!(desk.get().await.expect(200)["groups"], kept);
    assert_eq!(desk.market.found("?q=gandola+merambat").await, ["kangkung"]);
    assert_eq!(desk.market.found("?q=rangm").await, ["tomat"]);
    // Those that are not there any more are forgotten.
    assert_eq!(desk.market.found("?q=lombok").await, [""; 0]);
    let empty = desk.put(&json!([]), None).await;
    assert_eq!(empty.expect(200)["groups"], json!([]));
    assert_eq!(desk.market.found("?q=rangam").await, [""; 0]);
}

#[tokio::test]
async fn a_change_of_what_is_old_is_refused() {
    let desk = Desk::open().await;
    let groups = json!([["a", "b"]]);
    for stale in ["\"2\"", "\"0\"", "W/\"1\"", "\"x\""] {
        let answer = desk.put(&groups, Some(stale)).await;
        answer.expect_problem(412, "version_mismatch");
    }
    assert_eq!(version(&desk.put(&groups, Some("\"1\"")).await), "\"2\"");
    let late = desk.put(&json!([["c", "d"]]), Some("\"1\"")).await;
    late.expect_problem(412, "version_mismatch");
    assert_eq!(desk.get().await.expect(200)["groups"], groups);
}

#[tokio::test]
async fn of_fifty_who_change_the_same_one_does() {
    let desk = Desk::open().await;
    let mut changes = Vec::new();
    for number in 0..50 {
        let (app, token) = (desk.market.stage.app::<SynonymsApp>(), desk.token.clone());
        let body = json!({ "groups": [[format!("a{number}"), format!("b{number}")]] });
        changes.push(tokio::spawn(async move {
            Call::new("PUT", "/v1/admin/search/synonyms")
                .bearer(&token)
                .header("if-match", "\"1\"")
                .json(&body)
                .send(app, put_synonyms::handle)
                .await
                .status
        }));
    }
    let mut statuses = Vec::new();
    for change in changes {
        statuses.push(change.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(
        statuses[1..].iter().all(|status| *status == 412),
        "{statuses:?}"
    );
    let noted = "select count(*) from identity.audit_log where action = 'synonyms_replaced'";
    assert_eq!(desk.market.number(noted).await, 1);
}

#[tokio::test]
async fn every_bad_term_is_named_and_nothing_is_changed() {
    let desk = Desk::open().await;
    for (groups, pointer, code) in [
        (
            json!([["a", "b"], ["c", "A"]]),
            "/groups/1/1",
            "synonym_taken",
        ),
        (json!([["a", " a "]]), "/groups/0/1", "synonym_taken"),
        (json!([["a"]]), "/groups/0", "invalid_synonym_group"),
        (json!([[]]), "/groups/0", "invalid_synonym_group"),
        (json!([["a", ""]]), "/groups/0/1", "invalid_synonym"),
        (json!([["a", "%_*"]]), "/groups/0/1", "invalid_synonym"),
        (json!([["a", "b\u{0}c"]]), "/groups/0/1", "invalid_synonym"),
        (
            json!([["a", "b c d e f"]]),
            "/groups/0/1",
            "invalid_synonym",
        ),
        (json!(vec![["a", "b"]; 301]), "/groups", "too_many_groups"),
    ] {
        let answer = desk.put(&groups, None).await;
        let body = answer.body.clone();
        answer.expect_problem(422, "validation_failed");
        assert_eq!(body["errors"][0]["pointer"], pointer, "{body}");
        assert_eq!(body["errors"][0]["code"], code, "{body}");
    }
    for groups in [json!("a"), json!([["a", 1]]), json!([{}])] {
        desk.put(&groups, None)
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(version(&desk.get().await), "\"1\"");
}

#[tokio::test]
async fn words_of_any_script_can_be_terms() {
    let desk = Desk::open().await;
    let groups = json!([
        ["tomat", "番茄"],
        ["jahe", "زنجبيل", "имбирь"],
        ["bayam", "épinard"]
    ]);
    assert_eq!(desk.put(&groups, None).await.expect(200)["groups"], groups);
    assert_eq!(desk.market.found("?q=%E7%95%AA%E8%8C%84").await, ["tomat"]);
    assert_eq!(desk.market.found("?q=%C3%89pinard").await, ["bayam-hijau"]);
}

#[tokio::test]
async fn the_audit_log_tells_what_was_there_before() {
    let desk = Desk::open().await;
    for groups in [json!([["a", "b"]]), json!([["a", "c"]])] {
        let _ = desk.put(&groups, None).await.expect(200);
    }
    let noted = "select count(*) from identity.audit_log where action = 'synonyms_replaced' and target = 'synonyms'
        and details = '{\"before\": [[\"a\", \"b\"]], \"after\": [[\"a\", \"c\"]]}'";
    assert_eq!(desk.market.number(noted).await, 1);
}
