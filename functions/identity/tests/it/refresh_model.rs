//! Families of refresh tokens, held against a model: whatever happens in whatever order, exactly the tokens are
//! good that the model says are.

use crate::shop::{PASSWORD, Shop, post, somebody, text};
use domain::links::random_token;
use identity::{logout, refresh_session};
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

async fn refresh(shop: &Shop, token: &str) -> Answer {
    post("/v1/auth/refresh", &json!({ "refresh_token": token }))
        .send(shop.app(), refresh_session::handle)
        .await
}

/// A refresh with the token of that place: what it answers, and what becomes of the family.
async fn refresh_with(shop: &Shop, family: &mut Family, place: usize) {
    let is_last = place + 1 == family.refresh_tokens.len();
    let answer = refresh(shop, &family.refresh_tokens[place]).await;
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
async fn log_out(shop: &Shop, family: &Family, everywhere: bool) -> bool {
    let answer = Call::post("/v1/auth/logout")
        .bearer(&family.access_token)
        .json(&json!({ "all": everywhere }))
        .send(shop.app(), logout::handle)
        .await;
    assert_eq!(answer.status, if family.is_open { 204 } else { 401 });
    family.is_open
}

async fn play(shop: &Shop, acts: Vec<Act>) {
    let email = somebody();
    let mut families = vec![Family::of(&shop.customer(&email).await)];
    for act in acts {
        match act {
            Act::Login => {
                families.push(Family::of(&shop.login(&email, PASSWORD).await.expect(200)));
            }
            Act::Refresh(session) => {
                let family = session.get_mut(&mut families);
                let last = family.refresh_tokens.len() - 1;
                refresh_with(shop, family, last).await;
            }
            Act::RefreshWithAny(session, token) => {
                let family = session.get_mut(&mut families);
                let place = token.index(family.refresh_tokens.len());
                refresh_with(shop, family, place).await;
            }
            Act::RefreshWithUnknown => refresh(shop, &random_token().unwrap())
                .await
                .expect_problem(401, "invalid_refresh_token"),
            Act::Logout(session) => {
                let family = session.get_mut(&mut families);
                log_out(shop, family, false).await;
                family.is_open = false;
            }
            Act::LogoutEverywhere(session) => {
                if log_out(shop, session.get(&families), true).await {
                    families
                        .iter_mut()
                        .for_each(|family| family.is_open = false);
                }
            }
        }
    }
    check(shop, &email, &mut families).await;
}

/// The sessions that are open, their one good token, and what an access token is worth.
async fn check(shop: &Shop, email: &str, families: &mut [Family]) {
    let of_user = format!("join identity.users u on u.id = s.user_id where u.email = '{email}'");
    let open = families.iter().filter(|family| family.is_open).count();
    let sessions = format!("identity.sessions s {of_user} and s.revoked_at is null");
    assert_eq!(usize::try_from(shop.count(&sessions).await).unwrap(), open);
    let unused = format!(
        "(select s.id from identity.refresh_tokens t join identity.sessions s on s.id = t.session_id {of_user}
          group by s.id having count(*) filter (where t.used_at is null) <> 1) as forked"
    );
    assert_eq!(shop.count(&unused).await, 0, "one successor each");
    for family in families {
        let expected = if family.is_open { 200 } else { 401 };
        assert_eq!(shop.me(&family.access_token).await.status, expected);
        let last = family.refresh_tokens.len() - 1;
        refresh_with(shop, family, last).await;
    }
}

#[test]
fn exactly_the_tokens_are_good_that_the_model_says_are() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let shop = runtime.block_on(Shop::open());
    let config = Config {
        cases: 16,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let acts = prop::collection::vec(act(), 1..24);
    TestRunner::new(config)
        .run(&acts, |acts| {
            runtime.block_on(play(&shop, acts));
            Ok(())
        })
        .unwrap();
    // The database is dropped within the runtime that its connections live in.
    runtime.block_on(async { drop(shop) });
}
