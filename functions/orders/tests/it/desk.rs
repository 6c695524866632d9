//! Staff at the desk where delivery is planned: short words for what they do there.

use crate::scene::{Scene, text};
use domain::catalog::shop_date;
use domain::identity::Permission;
use domain::{Clock, SystemClock};
use orders::{
    SlotTemplatesApp, ZonesApp, create_slot_template, create_zone, delete_slot_template,
    delete_zone, list_slot_templates, list_slots, list_zones, update_slot_template, update_zone,
};
use serde_json::{Value, json};
use testkit::{Answer, Call};
use time::Duration;

/// Who may do what the permissions say.
pub(crate) fn member(scene: &Scene, permissions: &[Permission]) -> String {
    scene.stage.token(scene.shopper.user, permissions)
}

/// What is asked of one of the two kinds of things.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ask<'a> {
    List(&'a str),
    Create(&'a Value),
    Update(&'a str, &'a Value),
    Delete(&'a str),
}

pub(crate) struct Desk<'a> {
    pub(crate) scene: &'a Scene,
    zones: &'static ZonesApp,
    templates: &'static SlotTemplatesApp,
    slots: &'static list_slots::App,
    pub(crate) token: String,
    /// What `If-Match` says from now on.
    pub(crate) if_match: Option<&'static str>,
}

impl<'a> Desk<'a> {
    pub(crate) fn of(scene: &'a Scene) -> Self {
        Self {
            scene,
            zones: scene.stage.app(),
            templates: scene.stage.app(),
            slots: scene.stage.app(),
            token: member(scene, &[Permission::OrdersFulfil]),
            if_match: None,
        }
    }

    fn call(&self, ask: Ask) -> Call {
        let call = match ask {
            Ask::List(query) => Call::get(&format!("/v1/admin/delivery?{query}")),
            Ask::Create(body) => Call::post("/v1/admin/delivery").json(body),
            Ask::Update(id, body) => Call::new("PUT", "/v1/admin/delivery/{id}")
                .parameter("id", id)
                .json(body),
            Ask::Delete(id) => Call::new("DELETE", "/v1/admin/delivery/{id}").parameter("id", id),
        };
        let call = match self.if_match {
            Some(tag) => call.header("if-match", tag),
            None => call,
        };
        if self.token.is_empty() {
            call
        } else {
            call.bearer(&self.token)
        }
    }

    pub(crate) async fn zones(&self, ask: Ask<'_>) -> Answer {
        let (call, app) = (self.call(ask), self.zones);
        match ask {
            Ask::List(_) => call.send(app, list_zones::handle).await,
            Ask::Create(_) => call.send(app, create_zone::handle).await,
            Ask::Update(..) => call.send(app, update_zone::handle).await,
            Ask::Delete(_) => call.send(app, delete_zone::handle).await,
        }
    }

    pub(crate) async fn templates(&self, ask: Ask<'_>) -> Answer {
        let (call, app) = (self.call(ask), self.templates);
        match ask {
            Ask::List(_) => call.send(app, list_slot_templates::handle).await,
            Ask::Create(_) => call.send(app, create_slot_template::handle).await,
            Ask::Update(..) => call.send(app, update_slot_template::handle).await,
            Ask::Delete(_) => call.send(app, delete_slot_template::handle).await,
        }
    }

    /// The id of the shop's first zone.
    pub(crate) async fn zone(&self) -> String {
        let zones = self.zones(Ask::List("")).await.expect(200);
        text(&zones["items"][0]["id"]).to_owned()
    }

    /// A new template, as the answer shows it.
    pub(crate) async fn template(&self, body: &Value) -> Value {
        self.templates(Ask::Create(body)).await.expect(201)
    }

    /// The slots that shoppers of a postcode are offered by templates: those of the scene have none.
    pub(crate) async fn offered(&self, postcode: &str) -> Vec<Value> {
        let answer = Call::get(&format!("/v1/delivery/slots?postcode={postcode}"))
            .send(self.slots, list_slots::handle)
            .await
            .expect(200);
        let mut slots = answer["slots"].as_array().unwrap().clone();
        slots.retain(|slot| slot["id"] != json!(self.scene.slot));
        slots
    }

    /// What the audit log tells, the oldest first: action, target, details.
    pub(crate) async fn log(&self) -> Vec<(String, String, Value)> {
        let statement = "select action, target, details from identity.audit_log
            where actor_id is not null and request_id = 'test-request' order by id";
        let rows = self.scene.shop.client().query(statement, &[]).await;
        let rows = rows.unwrap();
        rows.iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect()
    }
}

/// The weekday (ISO) in the shop so many days from now.
pub(crate) fn weekday_in(days: i64) -> u8 {
    let date = shop_date(SystemClock.now()) + Duration::days(days);
    date.weekday().number_from_monday()
}

/// A window of the zone three days from now, and ten.
pub(crate) fn window(zone: &str, start: &str, end: &str) -> Value {
    json!({
        "zone_id": zone, "weekday": weekday_in(3), "start": start, "end": end, "capacity_orders": 20,
        "capacity_kg": "100", "cutoff_minutes": 60, "active": true
    })
}

/// The same with something else.
pub(crate) fn with(body: &Value, field: &str, value: Value) -> Value {
    let mut body = body.clone();
    body[field] = value;
    body
}

/// The same without a field.
pub(crate) fn without(body: &Value, field: &str) -> Value {
    let mut body = body.clone();
    body.as_object_mut().unwrap().remove(field);
    body
}

/// Pointer and code of every violation.
pub(crate) fn violations(answer: &Answer) -> Vec<(String, String)> {
    let errors = answer.body["errors"].as_array().unwrap();
    let error = |error: &Value| {
        (
            text(&error["pointer"]).to_owned(),
            text(&error["code"]).to_owned(),
        )
    };
    errors.iter().map(error).collect()
}
