//! Families of refresh tokens, held against a model: whatever happens in whatever order, exactly the tokens are
//! good that the model says are.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use domain::links::random_token;
use identity::{get_profile, login, logout, refresh_session};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use testkit::{Answer, Call};

/// Something that happens to one of a user's sessions.
#[derive(Debug, Clone)]
enum Act {
    Login,
    Refresh(Index),
    /// With a token of the family that may have been used before.
    RefreshWithAny(Index, Index),
    RefreshWithUnknown,
    Logout(Index),
    LogoutEverywhere(Index),
}

fn act() -> impl Strategy<Value = Act> {
    let index = any::<Index>;
    prop_oneof![
        2 => Just(Act::Login),
        8 => index().prop_map(Act::Refresh),
        2 => (index(), index()).prop_map(|(session, token)| Act::RefreshWithAny(session, token)),
        1 => Just(Act::RefreshWithUnknown),
        1 => index().prop_map(Act::Logout),
        1 => index().prop_map(Act::LogoutEverywhere),
    ]
}

/// What the model knows of a session.
struct Family {
    /// Oldest first; the last is the one that is good, while the session is open.
    refresh_tokens: Vec<String>,
    access_token: String,
    is_open: bool,
}

impl Family {
    fn of(session: &Value) -> Self {
        Self {
            refresh_tokens: vec![text(session, "refresh_token").to_owned()],
            access_token: text(session, "access_token").to_owned(),
            is_open: true,
        }
    }
}

/// A user, and the functions that their acts go to: one of each, for each has connections of its own.
struct Scene {
    shop: Shop,
    email: String,
    login: &'static login::App,
    refresh: &'static refresh_session::App,
    logout: &'static logout::App,
    me: &'static get_profile::App,
}

impl Scene {
    async fn set() -> Self {
        let (shop, email) = (Shop::open().await, somebody());
        shop.customer(&email).await;
        Self {
            login: shop.app(),
            refresh: shop.app(),
            logout: shop.app(),
            me: shop.app(),
            shop,
            email,
        }
    }

    async fn login(&self) -> Family {
        let body = json!({ "email": self.email, "password": PASSWORD });
        let call = post("/v1/auth/login", &body);
        Family::of(&call.send(self.login, login::handle).await.expect(200))
    }

    async fn refresh(&self, token: &str) -> Answer {
        post("/v1/auth/refresh", &json!({ "refresh_token": token }))
            .send(self.refresh, refresh_session::handle)
            .await
    }

    /// A refresh with the token of that place: what it answers, and what becomes of the family.
    async fn refresh_with(&self, family: &mut Family, place: usize) {
        let is_last = place + 1 == family.refresh_tokens.len();
        let answer = self.refresh(&family.refresh_tokens[place]).await;
        if family.is_open && is_last {
            let next = answer.expect(200);
            let token = text(&next, "refresh_token").to_owned();
            assert!(!family.refresh_tokens.contains(&token));
            family.refresh_tokens.push(token);
            text(&next, "access_token").clone_into(&mut family.access_token);
        } else {
            answer.expect_problem(401, "invalid_refresh_token");
            family.is_open &= is_last;
        }
    }

    /// Whether the logout was taken.
    async fn log_out(&self, family: &Family, everywhere: bool) -> bool {
        let answer = Call::post("/v1/auth/logout")
            .bearer(&family.access_token)
            .json(&json!({ "all": everywhere }))
            .send(self.logout, logout::handle)
            .await;
        assert_eq!(answer.status, if family.is_open { 204 } else { 401 });
        family.is_open
    }

    async fn play(&self, acts: Vec<Act>) {
        self.shop.execute("delete from identity.sessions").await;
        let mut families = vec![self.login().await];
        for act in acts {
            match act {
                Act::Login => families.push(self.login().await),
                Act::Refresh(session) => {
                    let family = session.get_mut(&mut families);
                    let last = family.refresh_tokens.len() - 1;
                    self.refresh_with(family, last).await;
                }
                Act::RefreshWithAny(session, token) => {
                    let family = session.get_mut(&mut families);
                    let place = token.index(family.refresh_tokens.len());
                    self.refresh_with(family, place).await;
                }
                Act::RefreshWithUnknown => self
                    .refresh(&random_token().unwrap())
                    .await
                    .expect_problem(401, "invalid_refresh_token"),
                Act::Logout(session) => {
                    let family = session.get_mut(&mut families);
                    self.log_out(family, false).await;
                    family.is_open = false;
                }
                Act::LogoutEverywhere(session) => {
                    if self.log_out(session.get(&families), true).await {
                        for family in &mut families {
                            family.is_open = false;
                        }
                    }
                }
            }
        }
        self.check(&mut families).await;
    }

    /// The sessions that are open, their one good token, and what an access token is worth.
    async fn check(&self, families: &mut [Family]) {
        let open = families.iter().filter(|family| family.is_open).count();
        let sessions = "identity.sessions where revoked_at is null";
        let counted = self.shop.count(sessions).await;
        assert_eq!(usize::try_from(counted).unwrap(), open);
        let forked = "(select session_id from identity.refresh_tokens
             group by session_id having count(*) filter (where used_at is null) <> 1) as forked";
        assert_eq!(self.shop.count(forked).await, 0, "one successor each");
        for family in families {
            let shown = Call::get("/v1/me").bearer(&family.access_token);
            let shown = shown.send(self.me, get_profile::handle).await;
            assert_eq!(shown.status, if family.is_open { 200 } else { 401 });
            let last = family.refresh_tokens.len() - 1;
            self.refresh_with(family, last).await;
        }
    }
}

#[test]
fn exactly_the_tokens_are_good_that_the_model_says_are() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let scene = runtime.block_on(Scene::set());
    let config = Config {
        cases: 16,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = prop::collection::vec(act(), 1..24);
    TestRunner::new(config)
        .run(&acts, |acts| {
            runtime.block_on(scene.play(acts));
            Ok(())
        })
        .unwrap();
    // The database is dropped within the runtime that its connections live in.
    runtime.block_on(async { drop(scene) });
}
