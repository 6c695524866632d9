//! Argon2id behind the domain's port.

use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use config::{ConfigError, Environment, FromEnvironment};
use domain::StoreError;
use domain::identity::{PasswordHash, Passwords, Verdict};

/// What OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane. About 30 ms on a full
/// core. When these change, hashes are renewed as their owners log in.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// [`Passwords`] by argon2id, kept as PHC strings.
#[derive(Debug, Clone)]
pub struct Argon2Passwords {
    params: Params,
}

impl FromEnvironment for Argon2Passwords {
    fn from_environment(_: &Environment) -> Result<Self, ConfigError> {
        Ok(Self::default())
    }
}

impl Default for Argon2Passwords {
    fn default() -> Self {
        Self {
            params: Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or(Params::DEFAULT),
        }
    }
}

impl Argon2Passwords {
    fn argon2(&self) -> Argon2<'_> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    fn is_current(&self, hash: &Phc) -> bool {
        hash.algorithm == Algorithm::Argon2id.ident()
            && hash.version == Some(Version::V0x13.into())
            && Params::try_from(hash).is_ok_and(|params| costs(&params) == costs(&self.params))
    }
}

impl Passwords for Argon2Passwords {
    fn hash(&self, password: &str) -> Result<PasswordHash, StoreError> {
        let hash = self
            .argon2()
            .hash_password(password.as_bytes())
            .map_err(broken)?;
        Ok(PasswordHash::from_phc(hash.to_string()))
    }

    fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<Verdict, StoreError> {
        let Some(hash) = hash else {
            // The same work for nobody.
            self.hash(password)?;
            return Ok(Verdict::Wrong);
        };
        let hash = Phc::new(hash.as_phc()).map_err(broken)?;
        match self.argon2().verify_password(password.as_bytes(), &hash) {
            Ok(()) if self.is_current(&hash) => Ok(Verdict::Right),
            Ok(()) => Ok(Verdict::RightButOutdated),
            Err(Error::PasswordInvalid) => Ok(Verdict::Wrong),
            Err(error) => Err(broken(error)),
        }
    }
}

fn costs(params: &Params) -> (u32, u32, u32) {
    (params.m_cost(), params.t_cost(), params.p_cost())
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::broken("argon2", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_for_its_own_hash_alone() {
        let passwords = Argon2Passwords::default();
        let hash = passwords.hash("tomat-di-pasar-pagi").unwrap();
        assert!(hash.as_phc().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(passwords.hash("tomat-di-pasar-pagi").unwrap(), hash);
        let verify = |password| passwords.verify(password, Some(&hash)).unwrap();
        assert_eq!(verify("tomat-di-pasar-pagi"), Verdict::Right);
        assert_eq!(verify("tomat-di-pasar-pagi "), Verdict::Wrong);
        assert_eq!(verify(""), Verdict::Wrong);
        assert_eq!(
            passwords.verify("tomat-di-pasar-pagi", None).unwrap(),
            Verdict::Wrong
        );
    }

    #[test]
    fn a_hash_of_other_parameters_is_right_but_outdated() {
        let weak = Argon2Passwords {
            params: Params::new(8_192, 1, 1, None).unwrap(),
        };
        let hash = weak.hash("tomat-di-pasar-pagi").unwrap();
        let verdict = Argon2Passwords::default()
            .verify("tomat-di-pasar-pagi", Some(&hash))
            .unwrap();
        assert_eq!(verdict, Verdict::RightButOutdated);
    }

    #[test]
    fn a_stored_hash_that_is_none_is_our_defect_and_no_wrong_password() {
        let hash = PasswordHash::from_phc("plain".into());
        assert!(
            Argon2Passwords::default()
                .verify("plain", Some(&hash))
                .is_err()
        );
    }
}
