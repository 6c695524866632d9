use super::Description;
use serde_json::{Value, json};

const SHOP: &str = r##"
paths:
  /v1/apples:
    post:
      operationId: add-apple
      responses:
        "204": { description: Added. }
  /v1/apples/{name}:
    get:
      operationId: get-apple
      responses:
        "200":
          content: { application/json: { schema: { $ref: "#/components/schemas/Apple" } } }
        "404": { $ref: "#/components/responses/NoApple" }
  /v1/apples/best:
    get:
      operationId: best-apple
      responses: { "204": { description: There is none. } }
components:
  responses:
    NoApple:
      content:
        application/problem+json:
          schema: { $ref: "#/components/schemas/Problem", properties: { code: { enum: [no_apple] }, errors: false } }
  schemas:
    Apple:
      type: object
      required: [id, weight]
      properties:
        id: { type: string, format: uuid }
        weight: { $ref: "#/components/schemas/Quantity" }
        ripe_on: { type: [string, "null"], format: date }
        seeds: { type: array, items: { type: object, properties: { sown: { type: boolean } } } }
        notes: { type: object, additionalProperties: true }
    Quantity: { type: string, pattern: '^[0-9]+\.[0-9]{3}$' }
    Problem:
      type: object
      required: [code]
      properties: { code: { type: string }, errors: { type: array } }
"##;

fn complaint(method: &str, path: &str, status: u16, body: Option<&Value>) -> Option<String> {
    Description::parse(SHOP)
        .judge(method, path, status, None, body)
        .err()
}

fn apple() -> Value {
    json!({ "id": "019aab3c-7d2e-7c41-9b0a-5f3e2d1c0b9a", "weight": "0.180" })
}

fn with(name: &str, value: Value) -> Value {
    let mut apple = apple();
    apple[name] = value;
    apple
}

#[test]
fn a_described_answer_is_taken() {
    let whole = with("seeds", json!([{ "sown": true }]));
    for body in [
        apple(),
        whole,
        with("ripe_on", json!("2026-11-22")),
        with("notes", json!({ "sweet": 1 })),
    ] {
        assert_eq!(complaint("GET", "/v1/apples/fuji", 200, Some(&body)), None);
    }
    assert_eq!(
        complaint("get", "/v1/apples/{name}", 200, Some(&apple())),
        None
    );
    assert_eq!(
        complaint(
            "GET",
            "/v1/apples/fuji?peeled=1",
            404,
            Some(&json!({ "code": "no_apple" }))
        ),
        None
    );
    assert_eq!(complaint("POST", "/v1/apples", 204, None), None);
}

#[test]
fn a_wrong_body_is_refused_with_the_place_that_is_wrong() {
    for (body, place) in [
        (
            json!({ "weight": "0.180" }),
            "\"id\" is a required property",
        ),
        (with("weight", json!(0.18)), "/weight"),
        (with("weight", json!("0.18")), "/weight"),
        (with("id", json!("fuji")), "/id"),
        (with("ripe_on", json!("22-11-2026")), "/ripe_on"),
        (with("colour", json!("red")), "colour"),
        (with("seeds", json!([{ "eaten": true }])), "/seeds/0"),
        (json!([]), "object"),
    ] {
        let complaint = complaint("GET", "/v1/apples/fuji", 200, Some(&body))
            .unwrap_or_else(|| panic!("{body}"));
        assert!(complaint.contains(place), "{place} is not in: {complaint}");
    }
}

#[test]
fn a_problem_that_is_not_listed_is_refused() {
    for body in [
        json!({ "code": "rotten" }),
        json!({ "code": "no_apple", "errors": [] }),
        json!({}),
    ] {
        assert!(
            complaint("GET", "/v1/apples/fuji", 404, Some(&body)).is_some(),
            "{body}"
        );
    }
}

#[test]
fn what_is_not_described_at_all_is_refused() {
    assert!(
        complaint("GET", "/v1/pears", 200, None)
            .unwrap()
            .contains("GET /v1/pears is not described")
    );
    assert!(complaint("PUT", "/v1/apples", 204, None).is_some());
    assert!(complaint("GET", "/v1/apples/", 200, Some(&apple())).is_some());
    let status = complaint("GET", "/v1/apples/fuji", 500, Some(&json!({})));
    assert!(status.unwrap().contains("one of [200, 404]"));
    assert!(complaint("GET", "/v1/apples/fuji", 200, None).is_some());
    assert!(complaint("POST", "/v1/apples", 204, Some(&json!({}))).is_some());
}

#[test]
fn the_path_with_the_fewest_parameters_is_meant() {
    assert_eq!(complaint("GET", "/v1/apples/best", 204, None), None);
    assert!(complaint("GET", "/v1/apples/best", 200, Some(&apple())).is_some());
}

#[test]
fn a_media_type_is_compared_without_its_parameters() {
    let description = Description::parse(SHOP);
    let judge = |kind| description.judge("GET", "/v1/apples/fuji", 200, Some(kind), Some(&apple()));
    assert_eq!(judge("application/json; charset=utf-8"), Ok(()));
    assert!(judge("text/html").unwrap_err().contains("application/json"));
}

#[test]
#[should_panic(expected = "get-apple")]
fn the_gateway_s_own_answer_is_for_unknown_paths_alone() {
    Description::parse(SHOP).check_no_route("GET", "/v1/apples/fuji", 404, None);
}

#[test]
fn the_gateway_says_itself_that_there_is_no_route() {
    let description = Description::parse(SHOP);
    description.check_no_route(
        "GET",
        "/v1/pears",
        404,
        Some(&json!({ "message": "Not Found" })),
    );
}
