//! The links that mails carry: to the shop's pages, with tokens that no queue and no table ever held.

use crate::ids::{OneTimeTokenId, OrderId};
use crate::links::{LinkKey, Purpose};
use crate::orders::OrderCode;

/// Makes the links.
#[derive(Debug, Clone)]
pub struct Links {
    shop_url: String,
    key: LinkKey,
}

impl Links {
    /// Links to the shop at `shop_url`, with tokens of `key`.
    #[must_use]
    pub fn new(shop_url: &str, key: LinkKey) -> Self {
        Self {
            shop_url: shop_url.trim_end_matches('/').to_owned(),
            key,
        }
    }

    /// Where somebody proves that an e-mail address is theirs.
    #[must_use]
    pub fn verify_email(&self, token: OneTimeTokenId) -> String {
        self.with_token("verify-email", Purpose::VerifyEmail, token)
    }

    /// Where a user proves that the address they want is theirs: the same page.
    #[must_use]
    pub fn change_email(&self, token: OneTimeTokenId) -> String {
        self.with_token("verify-email", Purpose::ChangeEmail, token)
    }

    /// Where a forgotten password is set anew.
    #[must_use]
    pub fn reset_password(&self, token: OneTimeTokenId) -> String {
        self.with_token("reset-password", Purpose::ResetPassword, token)
    }

    /// Where a link to set a password anew is asked for.
    #[must_use]
    pub fn forgot_password(&self) -> String {
        format!("{}/forgot-password", self.shop_url)
    }

    #[must_use]
    pub fn login(&self) -> String {
        format!("{}/login", self.shop_url)
    }

    fn with_token(&self, page: &str, purpose: Purpose, token: OneTimeTokenId) -> String {
        let token = self.key.token(purpose, token);
        format!("{}/{page}?token={token}", self.shop_url)
    }

    /// Where an order is followed and paid, without login.
    #[must_use]
    pub fn order(&self, code: &OrderCode, id: OrderId) -> String {
        let token = self.key.token(Purpose::TrackOrder, id);
        format!("{}/orders/{code}?token={token}", self.shop_url)
    }
}
