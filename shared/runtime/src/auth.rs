//! Who is asking, and may they.

use crate::tokens::{LIFETIME, TokenVerifier};
use crate::{Problem, Request};
use cache::Cache;
use config::{ConfigError, Environment, FromEnvironment};
use domain::cart::CartOwner;
use domain::failure::{Failure, Kind};
use domain::identity::{AccessCut, Caller, Permission};
use domain::ids::SessionId;
use domain::links::token_hash;

/// Checks access tokens and asks whether their session was ended meanwhile.
#[derive(Clone)]
pub struct Auth {
    verifier: TokenVerifier,
    cache: Cache,
}

impl FromEnvironment for Auth {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            verifier: TokenVerifier::from_environment(environment)?,
            cache: Cache::from_environment(environment)?,
        })
    }
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AuthError {
    #[error("no access token")]
    Missing,
    #[error("the access token is not valid")]
    Invalid,
    #[error("the permission is missing")]
    Forbidden,
}

impl Failure for AuthError {
    fn kind(&self) -> Kind {
        match self {
            Self::Missing | Self::Invalid => Kind::Unauthenticated,
            Self::Forbidden => Kind::Forbidden,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "authentication_required",
            Self::Invalid => "invalid_token",
            Self::Forbidden => "permission_denied",
        }
    }
}

impl Auth {
    /// The signed-in user.
    pub async fn user(&self, request: &Request) -> Result<Caller, Problem> {
        Ok(self.user_if_any(request).await?.ok_or(AuthError::Missing)?)
    }

    /// The signed-in user, `None` when the request carries no token; a bad token is refused all the same.
    pub async fn user_if_any(&self, request: &Request) -> Result<Option<Caller>, Problem> {
        let Some(token) = request.bearer_token() else {
            return Ok(None);
        };
        let caller = self.verifier.check(token).ok_or(AuthError::Invalid)?;
        // Without Redis a token lives on until it expires: ten minutes at most.
        if self.cache.refuses(&caller).await == Some(true) {
            return Err(AuthError::Invalid.into());
        }
        Ok(Some(caller))
    }

    /// Whose cart is meant: the signed-in user's, otherwise that of the `Cart-Token` header.
    pub async fn shopper(&self, request: &Request) -> Result<CartOwner, Problem> {
        if let Some(caller) = self.user_if_any(request).await? {
            return Ok(CartOwner::User(caller.user));
        }
        let token = request.header("cart-token").ok_or(AuthError::Missing)?;
        Ok(CartOwner::Guest(token_hash(token)))
    }

    /// The signed-in user, if they have the permission.
    pub async fn staff(
        &self,
        request: &Request,
        permission: Permission,
    ) -> Result<Caller, Problem> {
        self.staff_with_any(request, &[permission]).await
    }

    /// The signed-in user, if they have one of the permissions.
    pub async fn staff_with_any(
        &self,
        request: &Request,
        permissions: &[Permission],
    ) -> Result<Caller, Problem> {
        let caller = self.user(request).await?;
        if permissions.iter().any(|permission| caller.may(*permission)) {
            Ok(caller)
        } else {
            Err(AuthError::Forbidden.into())
        }
    }

    /// Refuses the session's access tokens from now on.
    pub async fn end_session(&self, session: SessionId) {
        // When Redis is away the tokens end by themselves: the session's refresh token is gone in any case.
        let _ = self.cache.end_session(session, LIFETIME).await;
    }

    /// Refuses the access tokens that the users were given before their access changed.
    pub async fn cut_access(&self, cuts: &[AccessCut]) {
        // As above: no session of theirs is refreshed with what it was allowed before.
        let _ = self.cache.cut_access(cuts, LIFETIME).await;
    }
}
