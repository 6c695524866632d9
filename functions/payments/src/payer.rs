//! Who wants to pay: somebody signed in, or somebody with the order's link.

use domain::ids::UserId;
use domain::payments::Payer;
use runtime::{Auth, Links, Problem, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    token: Option<String>,
}

/// What a request shows of its sender.
pub(crate) struct Credentials {
    user: Option<UserId>,
    /// The token of the order's link, from `?token=` or the `Tracking-Token` header.
    token: Option<String>,
}

impl Credentials {
    /// Refuses a request that shows nothing, and a bad access token.
    pub(crate) async fn of(auth: &Auth, request: &Request) -> Result<Self, Problem> {
        let Query { token } = request.query()?;
        let token = token.or_else(|| request.header("tracking-token").map(str::to_owned));
        let caller = match token {
            Some(_) => auth.user_if_any(request).await?,
            None => Some(auth.user(request).await?),
        };
        Ok(Self {
            user: caller.map(|caller| caller.user),
            token,
        })
    }

    pub(crate) fn payer<'a>(&'a self, links: &'a Links) -> Payer<'a> {
        let link = self.token.as_deref().map(|token| (links.key(), token));
        Payer {
            user: self.user,
            link,
        }
    }

    /// Whose idempotency keys they are.
    pub(crate) fn name(&self) -> String {
        self.user
            .map_or_else(|| "link".to_owned(), |user| user.to_string())
    }
}
