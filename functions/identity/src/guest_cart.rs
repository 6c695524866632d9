//! The cart that a guest filled before signing in.

use domain::cart::Carts;
use domain::ids::UserId;
use domain::links::token_hash;
use domain::{Clock, SystemClock};
use postgres::PgCarts;

/// Makes the guest's cart the user's. One that cannot be brought along stays where it is: no reason to refuse
/// a login.
pub(crate) async fn bring(carts: &PgCarts, token: &str, user: UserId) {
    let merged = carts
        .merge(token_hash(token), user, SystemClock.now())
        .await;
    if let Err(error) = merged {
        tracing::error!(error = %error, "a guest's cart was not merged");
    }
}
