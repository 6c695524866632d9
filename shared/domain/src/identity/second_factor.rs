//! A second factor beside the password: enrolled, confirmed by its first code, removed, with codes for the day
//! the device is lost. What a login makes of it is in [`super::login`].

use super::events::SecondFactorChanged;
use super::one_time_code::{Proof, RecoveryCode, SecondFactorKey, TotpSecret};
use super::{AccessCut, Origin, PasswordHash, Passwords, Verdict};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::ids::{SecondFactorId, UserId};
use crate::{Clock, Language, StoreError};
use time::OffsetDateTime;

/// Codes that a user is given for the day the device is lost.
const RECOVERY_CODES: usize = 10;

/// An active user, and the second factor they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub email: String,
    pub name: String,
    pub language: Language,
    /// None when they come by another provider alone.
    pub password: Option<PasswordHash>,
    pub factor: Option<Factor>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    pub id: SecondFactorId,
    /// Until the first right code it is asked of nobody.
    pub is_confirmed: bool,
}

/// A factor that has proved to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    pub factor: SecondFactorId,
    /// The time step of its first code.
    pub step: i64,
    pub recovery_codes: Vec<[u8; 32]>,
}

/// The second factors. Every method is one transaction.
pub trait SecondFactors: Send + Sync {
    async fn holder(&self, user: UserId) -> Result<Option<Holder>, StoreError>;

    /// Gives the user a factor that waits for its first code, in place of any other such. `false` when they
    /// have a confirmed one.
    async fn enrol(
        &self,
        user: UserId,
        factor: SecondFactorId,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError>;

    /// Asks for the factor from now on, with the event. `None` when it does not wait for its first code any
    /// more.
    async fn confirm(
        &self,
        user: UserId,
        confirmation: &Confirmation,
        origin: &Origin,
        event: &Event,
    ) -> Result<Option<AccessCut>, StoreError>;

    /// Uses up the proof and removes the factor, with the event. `None` when the proof was used before.
    async fn remove(
        &self,
        user: UserId,
        proof: &Proof,
        origin: &Origin,
        event: &Event,
    ) -> Result<Option<AccessCut>, StoreError>;

    /// Uses up the proof and puts new recovery codes in place of the old. `false` when the proof was used
    /// before.
    async fn replace_recovery_codes(
        &self,
        user: UserId,
        proof: &Proof,
        codes: &[[u8; 32]],
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError>;
}

/// Why a second factor stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorError {
    #[error("the token's user is gone")]
    NoSuchUser,
    #[error("the password is wrong")]
    WrongPassword,
    #[error("the code is wrong or was used before")]
    InvalidCode,
    #[error("there is a confirmed second factor already")]
    AlreadyOn,
    #[error("there is no second factor that this could be done to")]
    NotOn,
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SecondFactorError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUser => Kind::NotFound,
            Self::WrongPassword | Self::InvalidCode => Kind::Rule,
            Self::AlreadyOn | Self::NotOn => Kind::Conflict,
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::WrongPassword => "wrong_password",
            Self::InvalidCode => "invalid_second_factor",
            Self::AlreadyOn => "second_factor_on",
            Self::NotOn => "second_factor_off",
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Somebody signed in who shows once more that it is them.
#[derive(Clone, Copy)]
pub struct Claimant<'a> {
    pub user: UserId,
    pub password: &'a str,
    pub code: &'a str,
    pub origin: &'a Origin,
}

/// What an authenticator app is given.
#[derive(Debug)]
pub struct Enrolment {
    pub secret: TotpSecret,
    /// Whom the app shows beside it.
    pub email: String,
}

/// Gives the user's app a secret. It is asked for once it has been confirmed.
pub async fn enrol(
    factors: &impl SecondFactors,
    passwords: &impl Passwords,
    key: &SecondFactorKey,
    clock: &impl Clock,
    user: UserId,
    password: &str,
) -> Result<Enrolment, SecondFactorError> {
    let holder = holder(factors, user).await?;
    check_password(passwords, &holder, password)?;
    let id = SecondFactorId::generate(clock);
    if !factors.enrol(user, id, clock.now()).await? {
        return Err(SecondFactorError::AlreadyOn);
    }
    Ok(Enrolment {
        secret: key.secret(id),
        email: holder.email,
    })
}

/// From the first right code on the factor is asked for. Answers the recovery codes, which are shown this once.
pub async fn confirm(
    factors: &impl SecondFactors,
    publisher: &impl Publisher,
    key: &SecondFactorKey,
    clock: &impl Clock,
    user: UserId,
    code: &str,
    origin: &Origin,
) -> Result<(Vec<RecoveryCode>, AccessCut), SecondFactorError> {
    let holder = holder(factors, user).await?;
    let factor = match holder.factor {
        None => return Err(SecondFactorError::NotOn),
        Some(factor) if factor.is_confirmed => return Err(SecondFactorError::AlreadyOn),
        Some(factor) => factor.id,
    };
    let Some(Proof::Step(step)) = key.proof(factor, code, clock.now()) else {
        return Err(SecondFactorError::InvalidCode);
    };
    let codes = recovery_codes()?;
    let confirmation = Confirmation {
        factor,
        step,
        recovery_codes: codes.iter().map(RecoveryCode::hash).collect(),
    };
    let event = changed(clock, user, holder, true, origin)?;
    let cut = factors
        .confirm(user, &confirmation, origin, &event)
        .await?
        .ok_or(SecondFactorError::AlreadyOn)?;
    publisher.publish(&[event]).await;
    Ok((codes, cut))
}

/// Asks for no second factor any more.
pub async fn remove(
    factors: &impl SecondFactors,
    passwords: &impl Passwords,
    publisher: &impl Publisher,
    key: &SecondFactorKey,
    clock: &impl Clock,
    claimant: Claimant<'_>,
) -> Result<AccessCut, SecondFactorError> {
    let (holder, proof) = check(factors, passwords, key, clock, claimant).await?;
    let event = changed(clock, claimant.user, holder, false, claimant.origin)?;
    let cut = factors
        .remove(claimant.user, &proof, claimant.origin, &event)
        .await?
        .ok_or(SecondFactorError::InvalidCode)?;
    publisher.publish(&[event]).await;
    Ok(cut)
}

/// Puts new recovery codes in place of the old, which are good no more.
pub async fn renew_recovery_codes(
    factors: &impl SecondFactors,
    passwords: &impl Passwords,
    key: &SecondFactorKey,
    clock: &impl Clock,
    claimant: Claimant<'_>,
) -> Result<Vec<RecoveryCode>, SecondFactorError> {
    let (_, proof) = check(factors, passwords, key, clock, claimant).await?;
    let codes = recovery_codes()?;
    let hashes: Vec<_> = codes.iter().map(RecoveryCode::hash).collect();
    let replaced = factors
        .replace_recovery_codes(claimant.user, &proof, &hashes, claimant.origin, clock.now())
        .await?;
    if replaced {
        Ok(codes)
    } else {
        Err(SecondFactorError::InvalidCode)
    }
}

/// The claimant, if the password is theirs, and what their code proves.
async fn check(
    factors: &impl SecondFactors,
    passwords: &impl Passwords,
    key: &SecondFactorKey,
    clock: &impl Clock,
    claimant: Claimant<'_>,
) -> Result<(Holder, Proof), SecondFactorError> {
    let holder = holder(factors, claimant.user).await?;
    check_password(passwords, &holder, claimant.password)?;
    let factor = holder
        .factor
        .filter(|factor| factor.is_confirmed)
        .ok_or(SecondFactorError::NotOn)?;
    let proof = key
        .proof(factor.id, claimant.code, clock.now())
        .ok_or(SecondFactorError::InvalidCode)?;
    Ok((holder, proof))
}

async fn holder(factors: &impl SecondFactors, user: UserId) -> Result<Holder, SecondFactorError> {
    factors
        .holder(user)
        .await?
        .ok_or(SecondFactorError::NoSuchUser)
}

fn check_password(
    passwords: &impl Passwords,
    holder: &Holder,
    password: &str,
) -> Result<(), SecondFactorError> {
    match passwords.verify(password, holder.password.as_ref())? {
        Verdict::Right | Verdict::RightButOutdated => Ok(()),
        Verdict::Wrong => Err(SecondFactorError::WrongPassword),
    }
}

fn recovery_codes() -> Result<Vec<RecoveryCode>, StoreError> {
    (0..RECOVERY_CODES)
        .map(|_| RecoveryCode::generate())
        .collect::<Result<_, _>>()
        .map_err(|error| StoreError::broken("randomness", error))
}

fn changed(
    clock: &impl Clock,
    user: UserId,
    holder: Holder,
    enabled: bool,
    origin: &Origin,
) -> Result<Event, BadEvent> {
    let fact = SecondFactorChanged {
        user_id: user,
        email: holder.email,
        name: holder.name,
        language: holder.language,
        enabled,
    };
    Event::new(clock, &origin.request_id, user, &fact)
}
