//! Signing in by an OpenID provider: authorization code with PKCE (OpenID Connect Core 1.0, RFC 7636).
//!
//! What belongs to one attempt derives from a secret that the shopper's own browser keeps, the flow token: the
//! shop stores nothing, and a code that was obtained in another browser is worthless.

mod flow;

pub use flow::{FLOW_LIFETIME, Flow};

use super::events::ExternalLoginLinked;
use super::{EmailAddress, FirstFactor, Origin, PersonName, UserStatus};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::ids::{SecondFactorId, UserId};
use crate::{Clock, Language, StoreError};
use std::error::Error;
use std::fmt;
use time::OffsetDateTime;

/// What shoppers know the provider by; its routes are named after it.
pub const PROVIDER: &str = "Google";

/// What a provider says of somebody, checked to be its word. Never shown by `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    pub issuer: String,
    /// Who it is, for ever; the address may change.
    pub subject: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub name: Option<String>,
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claims(…)")
    }
}

/// Why a provider has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The shop was deployed without a provider.
    #[error("no provider is configured")]
    NotOffered,
    /// It is away, or says what nobody expects of a provider.
    #[error("the provider is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The code, or what it was good for, is not this flow's.
    #[error("the login is refused: {0}")]
    Refused(&'static str),
}

impl ProviderError {
    pub fn unavailable(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unavailable(cause.into())
    }
}

/// An OpenID provider.
pub trait OpenIdProvider: Send + Sync {
    /// The page of the provider where somebody signs in for this flow.
    async fn authorization_url(&self, flow: &Flow) -> Result<String, ProviderError>;

    /// Redeems the code that the provider sent the flow's browser back with; it is good once.
    async fn exchange(
        &self,
        code: &str,
        flow: &Flow,
        now: OffsetDateTime,
    ) -> Result<Claims, ProviderError>;
}

/// Somebody whose address the provider has verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedPerson {
    pub email: EmailAddress,
    pub name: PersonName,
}

impl VerifiedPerson {
    fn of(claims: &Claims) -> Option<Self> {
        let email = claims.email.as_deref().filter(|_| claims.email_verified)?;
        let email = EmailAddress::parse(email).ok()?;
        let name = claims.name.as_deref().unwrap_or_default();
        let name = PersonName::parse(name).or_else(|_| PersonName::parse(email.local_part()));
        Some(Self {
            name: name.ok()?,
            email,
        })
    }
}

/// A login that the provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalLogin {
    pub issuer: String,
    pub subject: String,
    pub person: Option<VerifiedPerson>,
    /// What a new user is written to in.
    pub language: Language,
    pub origin: Origin,
    pub at: OffsetDateTime,
}

/// What a user is to the identity that signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is theirs.
    This,
    /// They have another one at the provider.
    Another,
    None,
}

/// Whose the login may be: the identity's user, otherwise the one who has the verified address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    pub user: UserId,
    pub status: UserStatus,
    pub email: String,
    pub name: String,
    pub language: Language,
    pub link: Link,
    /// None when no code is asked of them.
    pub second_factor: Option<SecondFactorId>,
}

/// What is done for a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing: the identity is the user's.
    None,
    /// The identity becomes the user's.
    Link,
    /// A new user, active and without a password, to whom the identity belongs. A pending one with the address
    /// makes way: nobody had proved that it is theirs, so neither their password nor their links may live on.
    TakeIn,
}

/// Who signs in, and what that takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Admission {
    pub user: UserId,
    /// None when no code is asked of them.
    pub second_factor: Option<SecondFactorId>,
    pub step: Step,
    pub events: Vec<Event>,
}

/// Who is who at the providers.
pub trait ExternalIdentities: Send + Sync {
    /// Looks whose the login may be, asks `decide` what follows from that, and does it, in one transaction:
    /// of many logins of one new person at once, the first makes a user and the others find them. The answer
    /// has the id of the user that was made or found.
    async fn admit(
        &self,
        login: &ExternalLogin,
        decide: impl FnOnce(Option<Owner>) -> Result<Admission, ExternalLoginError> + Send,
    ) -> Result<Admission, ExternalLoginError>;
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum ExternalLoginError {
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// Nobody is known by the identity, and the provider does not vouch for an address.
    #[error("the provider has not verified the address")]
    EmailNotVerified,
    #[error("the account is suspended")]
    Suspended,
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ExternalLoginError {
    fn kind(&self) -> Kind {
        match self {
            Self::Provider(ProviderError::NotOffered) => Kind::NotFound,
            Self::Provider(ProviderError::Unavailable(_)) => Kind::Unavailable,
            Self::Provider(ProviderError::Refused(_)) => Kind::Unauthenticated,
            Self::EmailNotVerified | Self::Suspended => Kind::Forbidden,
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Provider(ProviderError::NotOffered) => "external_login_not_offered",
            Self::Provider(ProviderError::Unavailable(_)) => "openid_provider_unavailable",
            Self::Provider(ProviderError::Refused(_)) => "external_login_refused",
            Self::EmailNotVerified => "external_email_not_verified",
            Self::Suspended => "account_suspended",
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// A flow that has begun: where the browser goes, and what it keeps meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartedFlow {
    pub authorization_url: String,
    pub flow: Flow,
}

/// Begins a flow.
pub async fn start(
    provider: &impl OpenIdProvider,
    clock: &impl Clock,
) -> Result<StartedFlow, ExternalLoginError> {
    let flow = Flow::start(clock)?;
    Ok(StartedFlow {
        authorization_url: provider.authorization_url(&flow).await?,
        flow,
    })
}

/// What a browser comes back with.
pub struct Callback<'a> {
    pub flow: Flow,
    pub code: &'a str,
    pub language: Language,
    pub origin: Origin,
}

/// Finds or takes in whoever the provider vouches for. What is still to come is [`super::login::enter`].
pub async fn identify(
    provider: &impl OpenIdProvider,
    identities: &impl ExternalIdentities,
    publisher: &impl Publisher,
    clock: &impl Clock,
    callback: Callback<'_>,
) -> Result<FirstFactor, ExternalLoginError> {
    let claims = provider
        .exchange(callback.code, &callback.flow, clock.now())
        .await?;
    let login = ExternalLogin {
        person: VerifiedPerson::of(&claims),
        issuer: claims.issuer,
        subject: claims.subject,
        language: callback.language,
        origin: callback.origin,
        at: clock.now(),
    };
    let admission = identities
        .admit(&login, |owner| admit(&login, owner, clock))
        .await?;
    publisher.publish(&admission.events).await;
    Ok(FirstFactor {
        user: admission.user,
        second_factor: admission.second_factor,
        checked: None,
        rehashed: None,
    })
}

/// Who signs in, and what that takes: the identity is worth more than the address, an address more than
/// nothing, and an address that the provider has not verified is worth nothing.
fn admit(
    login: &ExternalLogin,
    owner: Option<Owner>,
    clock: &impl Clock,
) -> Result<Admission, ExternalLoginError> {
    let Some(owner) = owner else {
        let user = UserId::generate(clock);
        return match login.person {
            Some(_) => Ok(Admission::taking_in(user)),
            None => Err(ExternalLoginError::EmailNotVerified),
        };
    };
    match (owner.status, owner.link) {
        (UserStatus::Suspended, Link::This | Link::None) => Err(ExternalLoginError::Suspended),
        (UserStatus::Active, Link::This) => Ok(Admission {
            user: owner.user,
            second_factor: owner.second_factor,
            step: Step::None,
            events: Vec::new(),
        }),
        (UserStatus::Active, Link::None) => Ok(Admission {
            user: owner.user,
            second_factor: owner.second_factor,
            step: Step::Link,
            events: vec![linked(login, owner, clock)?],
        }),
        (UserStatus::Pending, Link::None) => Ok(Admission::taking_in(owner.user)),
        // Of two people at the provider with one address, one after the other, the second is somebody else.
        (_, Link::Another) | (UserStatus::Erased | UserStatus::Pending, _) => {
            Err(ProviderError::Refused("the address is an account's that is not theirs").into())
        }
    }
}

impl Admission {
    fn taking_in(user: UserId) -> Self {
        Self {
            user,
            second_factor: None,
            step: Step::TakeIn,
            events: Vec::new(),
        }
    }
}

fn linked(login: &ExternalLogin, owner: Owner, clock: &impl Clock) -> Result<Event, BadEvent> {
    let fact = ExternalLoginLinked {
        user_id: owner.user,
        email: owner.email,
        name: owner.name,
        language: owner.language,
        provider: PROVIDER.to_owned(),
    };
    Event::new(clock, &login.origin.request_id, owner.user, &fact)
}

#[cfg(test)]
mod tests;
