//! One attempt to sign in, and what derives from its secret.

use super::{ExternalLoginError, ProviderError};
use crate::{Clock, StoreError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use time::Duration;

/// How long somebody may take on the provider's pages.
pub const FLOW_LIFETIME: Duration = Duration::minutes(10);

const EXPIRY_BYTES: usize = 8;
const FLOW_BYTES: usize = EXPIRY_BYTES + 32;

/// One attempt to sign in: when it ends, and 256 random bits. Never shown by `Debug`.
///
/// State, nonce and PKCE verifier are HMAC-SHA256 of a label under it. The state has been through the address
/// bar and tells nothing of the others. Who changes the end in a flow token changes all three with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Flow([u8; FLOW_BYTES]);

impl Flow {
    pub fn start(clock: &impl Clock) -> Result<Self, StoreError> {
        let ends_at = (clock.now() + FLOW_LIFETIME).unix_timestamp();
        let mut secret = [0; FLOW_BYTES];
        let (end, random) = secret.split_at_mut(EXPIRY_BYTES);
        end.copy_from_slice(&ends_at.to_be_bytes());
        getrandom::fill(random).map_err(|error| StoreError::broken("randomness", error))?;
        Ok(Self(secret))
    }

    /// The flow of a token, if `state` came back from the provider for this very flow, and in time.
    pub fn resume(
        token: &str,
        state: &str,
        clock: &impl Clock,
    ) -> Result<Self, ExternalLoginError> {
        let flow = URL_SAFE_NO_PAD
            .decode(token)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or(ProviderError::Refused("the flow token is none"))?;
        let state = URL_SAFE_NO_PAD.decode(state).unwrap_or_default();
        if flow.mac("state").verify_slice(&state).is_err() {
            return Err(ProviderError::Refused("the state is another flow's").into());
        }
        if flow.ends_at() <= clock.now().unix_timestamp() {
            return Err(ProviderError::Refused("the flow has ended").into());
        }
        Ok(flow)
    }

    /// The secret, for the browser that keeps it.
    #[must_use]
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Comes back with the code: shows that the answer is to this flow's question.
    #[must_use]
    pub fn state(&self) -> String {
        self.derive("state")
    }

    /// Comes back in the ID token.
    #[must_use]
    pub fn nonce(&self) -> String {
        self.derive("nonce")
    }

    /// Shows the provider that whoever redeems the code asked for it (RFC 7636 §4.1).
    #[must_use]
    pub fn code_verifier(&self) -> String {
        self.derive("code_verifier")
    }

    /// What the provider is told of the verifier beforehand: method S256.
    #[must_use]
    pub fn code_challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.code_verifier().as_bytes()))
    }

    fn derive(&self, label: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(label).finalize().into_bytes())
    }

    fn mac(&self, label: &str) -> Hmac<Sha256> {
        // Padded to HMAC-SHA256's block, as HMAC pads it.
        let mut key = [0; 64];
        let (start, _) = key.split_at_mut(FLOW_BYTES);
        start.copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&key.into());
        mac.update(label.as_bytes());
        mac
    }

    fn ends_at(&self) -> i64 {
        self.0
            .first_chunk()
            .map_or(0, |end| i64::from_be_bytes(*end))
    }
}

impl fmt::Debug for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Flow(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::OffsetDateTime;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);

    fn is_refused(resumed: &Result<Flow, ExternalLoginError>) -> bool {
        matches!(
            resumed,
            Err(ExternalLoginError::Provider(ProviderError::Refused(_)))
        )
    }

    #[test]
    fn a_flow_is_resumed_with_its_own_state_until_it_ends() {
        let flow = Flow::start(&NOW).unwrap();
        assert_eq!(
            Flow::resume(&flow.token(), &flow.state(), &NOW).unwrap(),
            flow
        );
        let last = NOW + FLOW_LIFETIME - Duration::SECOND;
        assert!(Flow::resume(&flow.token(), &flow.state(), &last).is_ok());
        let over = NOW + FLOW_LIFETIME;
        let ended = Flow::resume(&flow.token(), &flow.state(), &over);
        assert!(is_refused(&ended));
    }

    #[test]
    fn a_flow_token_whose_end_was_changed_is_another_flow() {
        let flow = Flow::start(&NOW).unwrap();
        let mut longer = flow.clone();
        longer.0[EXPIRY_BYTES - 2] += 1;
        let resumed = Flow::resume(&longer.token(), &flow.state(), &NOW);
        assert!(is_refused(&resumed));
        assert_ne!(longer.nonce(), flow.nonce());
        assert_ne!(longer.code_verifier(), flow.code_verifier());
    }

    #[test]
    fn what_derives_from_a_flow_differs_and_shows_nothing_of_it() {
        let (flow, other) = (Flow::start(&NOW).unwrap(), Flow::start(&NOW).unwrap());
        let parts = [
            flow.token(),
            flow.state(),
            flow.nonce(),
            flow.code_verifier(),
            flow.code_challenge(),
            other.state(),
            other.nonce(),
            other.code_verifier(),
        ];
        for (place, part) in parts.iter().enumerate() {
            assert!(!parts[..place].contains(part));
        }
        // RFC 7636 §4.1: 43 characters at least.
        assert_eq!(flow.code_verifier().len(), 43);
        assert_eq!(format!("{flow:?}"), "Flow(…)");
    }

    #[test]
    fn the_challenge_is_the_verifiers_sha256() {
        // Computed with another implementation, from forty bytes of seven.
        let flow = Flow([7; FLOW_BYTES]);
        assert_eq!(
            (flow.code_verifier(), flow.code_challenge()),
            (
                "uE92Qw9aGAQaiHNwqrKCmA9Py4CAW6EvQOamhf3la88".to_owned(),
                "AUZQrOW7d6fEw5zPzJWegwu19xYqdHNXSbOlyOdxd6g".to_owned()
            )
        );
    }

    proptest! {
        #[test]
        fn no_text_is_a_flow_token_or_a_state_by_chance(token: String, state: String) {
            prop_assert!(Flow::resume(&token, &state, &NOW).is_err());
            let flow = Flow::start(&NOW).unwrap();
            prop_assert!(Flow::resume(&flow.token(), &state, &NOW).is_err());
            prop_assert!(Flow::resume(&token, &flow.state(), &NOW).is_err());
        }
    }
}
